"""A legacy world by chance: what departments would hand in, and every defect that was planted in it.

``dirty_world(seed, units)`` returns the files and the truth. The words, headings, notations and file kinds are drawn
from pools wide enough that no two worlds look alike; all that is not planted is clean.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from openpyxl import Workbook

from generators.written_prefix import NOT_READABLE, SEPARATORS, written
from govnetgen.model.address import Prefix

_SURNAMES = "东西南北中海山河林江湖泉石云松柏桥城关港"
_BODIES = (
    "粮食局",
    "教育局",
    "供销社",
    "气象台",
    "文史馆",
    "体育局",
    "广播台",
    "园林处",
    "邮政所",
    "救助站",
    "档案室",
    "编译局",
)
_UNIT_HEADINGS = ("单位名称", "厅局名称", "所属单位", "使用单位", "委办局", "接入单位(全称)", "部门名称", "Unit")
_PREFIX_HEADINGS = (
    "网段",
    "地址段",
    "IP网段",
    "政务外网地址段",
    "使用网段(必填)",
    "IP地址范围",
    "Prefix",
    "现用地址段",
)
_GATEWAY_HEADINGS = ("网关", "缺省网关", "默认网关", "网关IP", "Gateway")
_VLAN_HEADINGS = ("VLAN", "VLAN ID", "Vlan号", "所属VLAN", "vlan编号")
_COUNT_HEADINGS = ("终端数", "电脑台数", "用户数量", "主机数")
_OTHER_HEADINGS = ("备注", "联系人", "办公地址", "带宽")
_MAC_FORMS: tuple[Callable[[str], str], ...] = (
    lambda mac: ":".join(mac[at : at + 2] for at in range(0, 12, 2)).upper(),
    lambda mac: "-".join(mac[at : at + 2] for at in range(0, 12, 2)),
    lambda mac: "-".join(mac[at : at + 4] for at in range(0, 12, 4)),
    lambda mac: ".".join(mac[at : at + 4] for at in range(0, 12, 4)),
    lambda mac: mac.upper(),
)
DEVICES = ("hj-01", "hj-02", "hj-03", "hj-04", "hj-05")
_HOST_BLOCK = 64
"""Hosts come from the first addresses of a prefix, so that none is its gateway or its edge."""

Flag = tuple[str, str, int]


@dataclass(slots=True)
class Unit:
    """A unit of the world."""

    id: str
    name: str
    aliases: tuple[str, ...]
    device: str
    vlan: int


@dataclass(slots=True)
class Row:
    """A row of an address sheet before it is laid out; ``codes`` are the defects that it is evidence of."""

    unit: Unit
    prefixes: list[Prefix]
    cell: str
    gateway: str
    vlan: str
    codes: set[str] = field(default_factory=set)
    name: str = ""
    readable: bool = True


@dataclass(slots=True)
class World:
    """What was handed in, and the truth about it; files are relative to the legacy folder."""

    units: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    flags: set[Flag] = field(default_factory=set)
    claims: set[tuple[str, int, str]] = field(default_factory=set)
    unreadable: set[tuple[str, int]] = field(default_factory=set)

    def write(self, folder: Path) -> None:
        """Write the world as a bare folder with ``units.csv`` and ``legacy/``."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "units.csv").write_text(self.units, encoding="utf-8")
        for name, data in self.files.items():
            path = folder / "legacy" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def dirty_world(seed: int, units: int = 12) -> World:
    """Make a world."""
    return _Maker(Random(seed), units).make()


class _Maker:
    def __init__(self, chance: Random, number: int) -> None:
        self.chance = chance
        self.world = World()
        self.units = [self._unit(index) for index in range(number)]
        self.rows: list[Row] = []
        self.next_block = 0
        self.arp: dict[str, list[tuple[str, str, str, set[str]]]] = {device: [] for device in DEVICES}
        self.hosts: list[tuple[Unit, str, str, set[str], str]] = []

    def make(self) -> World:
        for unit in self.units:
            for _ in range(self.chance.randint(1, 3)):
                self._clean(unit)
        for plant in (
            self._d01,
            self._d02,
            self._d03,
            self._d04,
            self._d05,
            self._d06,
            self._d07,
            self._d10,
            self._d11,
            self._unreadable,
        ):
            plant()
        self._hosts_and_arp()
        self._write_units()
        self._write_sheets()
        self._write_hosts()
        self._write_arp()
        return self.world

    def _unit(self, index: int) -> Unit:
        place, body = _SURNAMES[index % len(_SURNAMES)], _BODIES[index // len(_SURNAMES) % len(_BODIES)]
        name = f"{place}{_SURNAMES[index * 7 % len(_SURNAMES)]}{body}"
        if index >= len(_SURNAMES) * len(_BODIES):
            name += f"第{index}处"
        aliases = (f"原{name}", f"{name[:3]}办") if index % 3 == 0 else ()
        return Unit(f"u{index:04d}", name, aliases, DEVICES[index % len(DEVICES)], 100 + index // len(DEVICES) * 4)

    def _pick(self) -> Unit:
        return self.chance.choice(self.units)

    def _two(self) -> tuple[Unit, Unit]:
        first, second = self.chance.sample(self.units, 2)
        return first, second

    def _fresh(self, length: int | None = None) -> Prefix:
        """Return a prefix of 10.0.0.0/9 that nothing else overlaps."""
        length = length or self.chance.choice((22, 23, 24, 24, 24, 25, 26, 27))
        block = self.next_block
        self.next_block += 1
        assert block < 1 << 13
        inside = self.chance.randrange(1 << (length - 22))
        return Prefix(4, 10 << 24 | block << 10 | inside << (32 - length), length)

    def _row(self, unit: Unit, prefix: Prefix, *codes: str, gateway: int | None = None, more: int = 0) -> Row:
        """Add a row, plainly written or not; ``gateway`` is an offset into the prefix."""
        prefixes = [prefix, *(self._fresh() for _ in range(more))]
        dirty = more > 0 or self.chance.random() < 0.45
        if more:
            ways = [written(one, self.chance) if self.chance.random() < 0.5 else str(one) for one in prefixes]
            cell = self.chance.choice(SEPARATORS).join(ways)
        else:
            cell = written(prefix, self.chance) if dirty else str(prefix)
        offset = self.chance.choice((1, -2)) if gateway is None else gateway
        at = prefix.value + offset if gateway is not None or offset > 0 else prefix.last - 1
        vlan = str(unit.vlan + self.chance.randrange(4))
        row = Row(unit, prefixes, cell, _dots(at), vlan, set(codes) | ({"D12"} if dirty else set()), unit.name)
        self.rows.append(row)
        return row

    def _clean(self, unit: Unit) -> None:
        self._row(unit, self._fresh(), more=self.chance.choice((0, 0, 0, 0, 1, 2)))

    def _d01(self) -> None:
        for number in range(1, self.chance.randint(2, 4)):
            prefix = Prefix(4, 192 << 24 | 168 << 16 | number << 8, 24)
            for unit in self.chance.sample(self.units, min(len(self.units), self.chance.randint(2, 5))):
                self._row(unit, prefix, "D01")

    def _d02(self) -> None:
        outer, inner = self._two()
        block = Prefix(4, 10 << 24 | 200 << 16, 16)
        self._row(outer, block, "D02")
        self._row(inner, Prefix(4, block.value + (self.chance.randrange(256) << 8), 24), "D02")

    def _d03(self) -> None:
        unit = self._pick()
        whole = self._fresh(22)
        self._row(unit, whole, "D03")
        self._row(unit, Prefix(4, whole.value + self.chance.choice((0, 512)), 23), "D03")

    def _d04(self) -> None:
        for prefix in self.chance.sample(("11.8.4.0/24", "1.1.0.0/16", "30.7.0.0/22", "32.0.9.0/24", "8.8.16.0/20"), 2):
            self._row(self._pick(), Prefix.parse(prefix), "D04")

    def _d05(self) -> None:
        self._row(self._pick(), Prefix.parse(self.chance.choice(("100.64.8.0/22", "100.127.255.0/24"))), "D05")

    def _d06(self) -> None:
        for prefix in self.chance.sample(("172.32.5.0/24", "172.15.0.0/16", "192.169.1.0/24", "169.254.7.0/24"), 2):
            self._row(self._pick(), Prefix.parse(prefix), "D06")

    def _d07(self) -> None:
        for where in ("outside", "network", "broadcast"):
            prefix = self._fresh(24)
            offset = {"outside": 300, "network": 0, "broadcast": 255}[where]
            self._row(self._pick(), prefix, "D07", gateway=offset)

    def _d10(self) -> None:
        first = self._pick()
        others = [unit for unit in self.units if unit.device == first.device and unit is not first]
        if others:
            for unit in (first, self.chance.choice(others)):
                row = self._row(unit, self._fresh(), "D10")
                row.vlan = f"VLAN {4000}"
        self._row(self._pick(), self._fresh(), "D10").vlan = self.chance.choice(("1", "Vlan1", "VLAN 1"))

    def _d11(self) -> None:
        for unit in self.chance.sample([one for one in self.units if one.aliases], 2):
            self._row(unit, self._fresh(), "D11").name = self.chance.choice(unit.aliases)

    def _unreadable(self) -> None:
        for text in self.chance.sample(NOT_READABLE, 4):
            unit = self._pick()
            self.rows.append(Row(unit, [], text, "", "", set(), unit.name, readable=False))

    def _mac(self) -> str:
        return f"4c1f{self.chance.getrandbits(32):08x}"

    def _hosts_and_arp(self) -> None:
        clean = [row for row in self.rows if row.readable and not row.codes - {"D12"} and len(row.prefixes) == 1]
        for row in self.chance.sample(clean, max(1, len(clean) * 2 // 3)):
            prefix = row.prefixes[0]
            entries = self.arp[row.unit.device]
            room = range(2, min(_HOST_BLOCK, prefix.size - 2))
            for offset in self.chance.sample(room, min(5, len(room))):
                self._host(row, _dots(prefix.value + offset), entries)
            entries.append((row.gateway, self._mac(), row.vlan, {"own"}))

    def _host(self, row: Row, address: str, entries: list[tuple[str, str, str, set[str]]]) -> None:
        mac = self._mac()
        shape = self.chance.random()
        if shape < 0.1:
            self.hosts.append((row.unit, address, mac, {"D08"}, row.name))
            entries.append((address, self._mac(), row.vlan, {"D08"}))
        elif shape < 0.15:
            entries.append((address, mac, row.vlan, {"D09", "D08"}))
            entries.append((address, self._mac(), row.vlan, {"D09", "D08"}))
        elif shape < 0.25:
            entries.append((address, mac, row.vlan, {"D09"}))
        elif shape < 0.35:
            self.hosts.append((row.unit, address, mac, {"D09"}, row.name))
        else:
            self.hosts.append((row.unit, address, mac, set(), row.name))
            entries.append((address, mac, row.vlan, set()))

    def _write_units(self) -> None:
        lines = ["id,name,aliases,attach"]
        lines += [f"{one.id},{one.name},{'|'.join(one.aliases)},{one.device}" for one in self.units]
        self.world.units = "\n".join(lines) + "\n"

    def _write_sheets(self) -> None:
        by_unit: dict[str, list[Row]] = {}
        for row in self.rows:
            by_unit.setdefault(row.unit.id, []).append(row)
        sheets: list[list[Row]] = [[] for _ in _WRITERS]
        for rows in by_unit.values():
            self.chance.choice(sheets).extend(rows)
        for number, (rows, (suffix, write)) in enumerate(zip(sheets, _WRITERS, strict=True)):
            if rows:
                file = f"来件/第{number}份{suffix}"
                first = self._layout(rows)
                self.world.files[file] = write(first, self.chance)
                self._truth(file, first, rows)

    def _layout(self, rows: Sequence[Row]) -> list[list[str]]:
        """Lay rows out under titles and headings, in an order by chance."""
        chance = self.chance
        columns: list[tuple[str, Callable[[int, Row], str]]] = [
            (chance.choice(_UNIT_HEADINGS), lambda _, row: row.name),
            (chance.choice(_PREFIX_HEADINGS), lambda _, row: row.cell),
            (chance.choice(_GATEWAY_HEADINGS), lambda _, row: row.gateway),
            (chance.choice(_VLAN_HEADINGS), lambda _, row: row.vlan),
            (chance.choice(_COUNT_HEADINGS), lambda number, _: str(7 + number)),
            (chance.choice(_OTHER_HEADINGS), lambda _, __: ""),
        ]
        chance.shuffle(columns)
        if chance.random() < 0.5:
            columns.insert(0, ("序号", lambda number, _: str(number + 1)))
        width = len(columns)
        titles = [["各单位网络地址登记表"], ["填表说明:请如实填写"], []][: chance.randint(0, 3)]
        table = [[*title, *[""] * (width - len(title))] for title in titles]
        table.append([heading for heading, _ in columns])
        table += [[value(number, row) for _, value in columns] for number, row in enumerate(rows)]
        return table

    def _truth(self, file: str, table: Sequence[Sequence[str]], rows: Sequence[Row]) -> None:
        first = len(table) - len(rows) + 1
        for number, row in enumerate(rows, first):
            if not row.readable:
                self.world.unreadable.add((file, number))
            self.world.flags |= {(code, file, number) for code in row.codes}
            self.world.claims |= {(file, number, str(prefix)) for prefix in row.prefixes}

    def _write_hosts(self) -> None:
        form = self.chance.choice(_MAC_FORMS)
        file = "主机/登记.csv"
        lines = ["所属单位,系统名称,主机IP,MAC地址"]
        for number, (unit, address, mac, codes, name) in enumerate(self.hosts, 2):
            lines.append(f"{name},系统{number},{address},{form(mac)}")
            self.world.flags |= {(code, file, number) for code in codes}
            if name != unit.name:
                self.world.flags.add(("D11", file, number))
        self.world.files[file] = ("\r\n".join(lines) + "\r\n").encode("gb18030")

    def _write_arp(self) -> None:
        for device, entries in self.arp.items():
            if not entries:
                continue
            head, line = self.chance.choice(_ARP_SHAPES)
            file = f"抓取/{device}.log"
            lines = [part.format(device=device) for part in head]
            for address, mac, vlan, codes in entries:
                number = "".join(character for character in vlan if character.isdigit())
                lines.append(line(address, mac, number, "own" in codes))
                self.world.flags |= {(code, file, len(lines)) for code in codes - {"own"}}
            self.world.files[file] = ("\n".join(lines) + "\n").encode()


def _dots(value: int) -> str:
    return f"{value >> 24}.{value >> 16 & 255}.{value >> 8 & 255}.{value & 255}"


def _groups(mac: str, sign: str) -> str:
    return sign.join(mac[at : at + 4] for at in range(0, 12, 4))


_ARP_SHAPES: tuple[tuple[tuple[str, ...], Callable[[str, str, str, bool], str]], ...] = (
    (
        ("<{device}>display arp all", "IP ADDRESS      MAC ADDRESS     EXPIRE(M) TYPE   INTERFACE   VPN-INSTANCE"),
        lambda address, mac, vlan, own: (
            f"{address:<16}{_groups(mac, '-')}  {'' if own else '11':<9} {'I -' if own else 'D-0':<6} Vlanif{vlan}"
        ),
    ),
    (
        ("{device}#show ip arp", "Protocol  Address          Age (min)  Hardware Addr   Type   Interface"),
        lambda address, mac, vlan, own: (
            f"Internet  {address:<16} {'-' if own else '3':<10} {_groups(mac, '.')}  ARPA   Vlan{vlan}"
        ),
    ),
    (
        (
            "[{device}]dis arp",
            "  Type: S-Static   D-Dynamic   I-Invalid",
            "IP address  MAC address VLAN Interface Aging Type",
        ),
        lambda address, mac, vlan, own: f"{address:<16}{_groups(mac, '-')} {vlan:<5} XGE1/0/7  11 D",
    ),
    (
        ("root@{device}> show arp no-resolve", "MAC Address       Address         Interface         Flags"),
        lambda address, mac, vlan, own: f"{_MAC_FORMS[0](mac).lower()} {address:<15} irb.{vlan}   none",
    ),
    (
        ("root@{device}:~# ip neigh show",),
        lambda address, mac, vlan, own: f"{address} dev vlan{vlan} lladdr {_MAC_FORMS[0](mac).lower()} REACHABLE",
    ),
)


def _csv(encoding: str, sign: str = ",") -> Callable[[list[list[str]], Random], bytes]:
    def write(table: list[list[str]], chance: Random) -> bytes:
        end = chance.choice(("\r\n", "\n"))
        lines = [sign.join(_quoted(cell, sign) for cell in row) for row in table]
        return (end.join(lines) + end).encode(encoding)

    return write


def _quoted(cell: str, sign: str) -> str:
    return f'"{cell}"' if any(one in cell for one in (sign, "\n", '"')) else cell


def _xlsx(table: list[list[str]], chance: Random) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    if chance.random() < 0.4:
        sheet.title = "说明"
        sheet["A1"] = "请将本表填写后报送"
        sheet = book.create_sheet("地址")
    for row in table:
        sheet.append([cell or None for cell in row])
    _merge(sheet, table)
    written_to = io.BytesIO()
    book.save(written_to)
    return written_to.getvalue()


def _merge(sheet: object, table: list[list[str]]) -> None:
    """Merge runs of the same unit, as people do."""
    head = next(number for number, row in enumerate(table) if len([cell for cell in row if cell]) > 3)
    at = next(number for number, heading in enumerate(table[head]) if heading in _UNIT_HEADINGS)
    start = head + 1
    for number in range(head + 1, len(table) + 1):
        if number == len(table) or table[number][at] != table[start][at]:
            if number - start > 1:
                sheet.merge_cells(  # type: ignore[attr-defined]
                    start_row=start + 1, end_row=number, start_column=at + 1, end_column=at + 1
                )
            start = number


def _html(table: list[list[str]], _: Random) -> bytes:
    rows = "".join(
        "<tr>" + "".join(f"<td>{cell.replace(' ', '&nbsp;')}</td>" for cell in row) + "</tr>" for row in table
    )
    text = rows.replace("\n", "<br>").replace("\ufeff", "&#65279;")
    return f'<html><meta charset="gb2312"><table border=1>{text}</table></html>'.encode("gb18030")


_WRITERS: tuple[tuple[str, Callable[[list[list[str]], Random], bytes]], ...] = (
    (".csv", _csv("utf-8")),
    ("-导出.csv", _csv("utf-8-sig")),
    (".txt", _csv("gb18030")),
    (".tsv", _csv("utf-16", "\t")),
    (".xlsx", _xlsx),
    ("(最终版).xlsx", _xlsx),
    (".xls", _html),
)
