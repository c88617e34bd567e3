"""Write inventory/dalian/legacy: what the departments of a city might hand in. Synthetic: no address in it is real.

    python tools/make_legacy_world.py [NETWORK] [--seed N]

The units are those of the network; what they claim is drawn: a third already follow the city's plan, the others have
the usual private blocks, the plan of their ministry, or space that is not theirs; some cannot renumber. The same seed
gives the same bytes.
"""

import argparse
import io
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook

from govnetgen.addressing.space import Space
from govnetgen.model.address import Address, Prefix
from govnetgen.model.network import Network, Unit
from govnetgen.views.workbook import undated
from govnetgen.workflow.address import Addressed, address

MARK = "合成数据,仅供演示 synthetic data"
USUAL = ("192.168.0.0/24", "192.168.1.0/24", "192.168.10.0/24", "172.16.1.0/24", "10.0.0.0/24", "10.10.10.0/24")
STRANGE = ("172.32.8.0/24", "192.169.1.0/24", "100.64.8.0/22", "192.0.2.0/25")
NOT_NOW = ("否", "否", "2027年6月", "2027-12-31")


@dataclass(frozen=True)
class Claim:
    """A row to be."""

    unit: Unit
    prefix: Prefix
    gateway: Address
    vlan: int
    hosts: int
    renumber: str
    vpn: str
    note: str


def claims(addressed: Addressed, chance: random.Random) -> Iterator[Claim]:
    """Yield what each unit claims."""
    network = addressed.network
    line = {vpn: 10 + number * 16 for number, vpn in enumerate(sorted(network.vpns))}
    for position, unit in enumerate(network.units.values()):
        own = free_in_block(addressed, unit)
        for number in range(chance.choice((1, 2, 2, 3))):
            draw = chance.random()
            vpn, note = "", ""
            if draw < 0.34 and own:
                prefix, note = own.pop(), "按市规划"
            elif draw < 0.62:
                prefix = Prefix.parse(chance.choice(USUAL))
            elif draw < 0.7:
                prefix, note = Prefix.parse(chance.choice(STRANGE)), "历史沿用"
            elif draw < 0.82 and (vpns := sorted({vlan.vpn for vlan in unit.vlans if vlan.vpn})):
                vpn = chance.choice(vpns)
                prefix, note = Prefix(4, (10 << 24) + (line[vpn] << 16) + (position << 8), 24), "按条线规划"
            else:
                prefix = Prefix(4, (10 << 24) + (chance.randrange(64, 96) << 16) + (chance.randrange(256) << 8), 24)
            room = prefix.size - 5
            yield Claim(
                unit=unit,
                prefix=prefix,
                gateway=prefix.host(chance.choice((1, 1, 1, -2))),
                vlan=100 + position * 4 + number,
                hosts=chance.randrange(room // 4, room),
                renumber=chance.choice(NOT_NOW) if chance.random() < 0.15 else "",
                vpn=network.vpns[vpn].name if vpn else "",
                note=note,
            )


def free_in_block(addressed: Addressed, unit: Unit) -> list[Prefix]:
    """Return some /25 of a unit's block that no VLAN has: what those use who asked for addresses early."""
    plan = addressed.planned.plan
    space = Space(32)
    for block in plan.blocks:
        if block.owner == f"unit:{unit.name}" and block.pool == "service":
            space.add(block.prefix.value, block.prefix.length)
    for vlan in unit.vlans:
        for prefix in plan.subnets[unit.name, vlan.name]:
            if prefix.version == 4:
                space.claim(prefix.value, prefix.length)
    found = (space.take_lowest(25) for _ in range(2))
    return [Prefix(4, start, 25) for start in found if start is not None]


def notation(prefix: Prefix, chance: random.Random) -> str:
    """Write a prefix as people do."""
    first = str(prefix.network)
    forms = [str(prefix)] * 4
    forms += [f"{first} {prefix.netmask}", f"{first}/{prefix.length} ", f"{prefix.host(1)}-{prefix.host(-2)}"]
    forms += [
        f"{first}掩码{prefix.netmask}",
        str(prefix).translate(str.maketrans("0123456789./", "０１２３４５６７８９．／")),
    ]
    if prefix.length == 24:
        forms += [f"{first.rsplit('.', 1)[0]}.*", f"{first.rsplit('.', 1)[0]}.x"]
    return chance.choice(forms)


def csv_sheet(rows: Sequence[Claim], title: str, chance: random.Random) -> str:
    """Return a sheet as text."""
    lines = [f"{title}({MARK}),,,,,,,", "序号,单位名称,网段,网关,VLAN,终端数,所属专网,能否改址,备注"]
    for number, one in enumerate(rows, 1):
        cells = [number, one.unit.title, notation(one.prefix, chance), one.gateway, one.vlan, one.hosts]
        lines.append(",".join(map(str, [*cells, one.vpn, one.renumber, one.note])))
    return "\r\n".join(lines) + "\r\n"


def workbook(rows: Sequence[Claim], title: str, chance: random.Random) -> bytes:
    """Return a sheet as a workbook in which each unit's name is one merged cell."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "地址登记"
    sheet.append([f"{title}({MARK})"])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=8)
    sheet.append(["所属单位", "政务外网地址段", "缺省网关", "VLAN号", "主机数", "VPN名称", "是否可改", "备注"])
    begin = 3
    for number, one in enumerate(rows):
        cell = notation(one.prefix, chance)
        sheet.append([one.unit.title, cell, str(one.gateway), one.vlan, one.hosts, one.vpn, one.renumber, one.note])
        row = number + 3
        if number + 1 == len(rows) or rows[number + 1].unit is not one.unit:
            for inner in range(begin + 1, row + 1):
                sheet.cell(row=inner, column=1).value = None
            if row > begin:
                sheet.merge_cells(start_row=begin, start_column=1, end_row=row, end_column=1)
            begin = row + 1
    written = io.BytesIO()
    book.save(written)
    return undated(written.getvalue())


@dataclass(frozen=True)
class Host:
    """A host of a claim."""

    claim: Claim
    address: Address
    mac: str


def hosts(rows: Sequence[Claim], chance: random.Random) -> list[Host]:
    """Return some hosts of each claim."""
    found = []
    for one in rows:
        for offset in sorted(chance.sample(range(2, min(one.prefix.size - 2, 120)), min(6, one.hosts))):
            mac = f"0000-5e{chance.randrange(256):02x}-{chance.randrange(1 << 16):04x}"
            found.append(Host(one, one.prefix.host(offset), mac))
    return found


def host_sheet(found: Sequence[Host]) -> str:
    """Return the sheet of hosts."""
    lines = [f"主机台账({MARK}),,,", "单位名称,系统名称,主机IP,MAC地址"]
    for number, one in enumerate(found, 1):
        lines.append(f"{one.claim.unit.title},业务系统{number},{one.address},{one.mac}")
    return "\r\n".join(lines) + "\r\n"


def arp(device: str, found: Sequence[Host]) -> str:
    """Return the ARP table of a Ruijie aggregation switch."""
    lines = [
        f"! {MARK}",
        f"{device}#show arp",
        "Protocol  Address           Age(min)  Hardware        Type   Interface",
    ]
    for one in found:
        mac = one.mac.replace("-", "")
        dotted = ".".join(mac[at : at + 4] for at in range(0, 12, 4))
        lines.append(f"Internet  {one.address!s:<17} {7:<9} {dotted}  arpa   VLAN {one.claim.vlan}")
    return "\n".join(lines) + "\n"


def files(addressed: Addressed, seed: int) -> dict[str, bytes]:
    """Return every file by its name."""
    chance = random.Random(seed)
    network: Network = addressed.network
    rows = list(claims(addressed, chance))
    departments = [one for one in rows if one.unit.kind == "department"]
    others = [one for one in rows if one.unit.kind != "department"]
    half = len(departments) // 2
    known = hosts(rows, chance)
    found = {
        "委办局/第1批地址登记表.csv": csv_sheet(departments[:half], "第1批单位地址登记表", chance).encode("gb18030"),
        "委办局/第2批补报.csv": csv_sheet(departments[half:], "第2批单位补报", chance).encode("utf-8-sig"),
        "区县/区县上报.xlsx": workbook(others, "区县地址上报汇总", chance),
        "主机台账.csv": host_sheet(known).encode("gb18030"),
    }
    for device in sorted({name for unit in network.units.values() for name in unit.attach}):
        seen = [one for one in known if device in one.claim.unit.attach and chance.random() < 0.9]
        if seen:
            found[f"arp/{device}.txt"] = arp(device, seen).encode()
    return found


def main() -> None:
    """Write the folder anew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("network", nargs="?", type=Path, default=Path("inventory/dalian"))
    parser.add_argument("--seed", type=int, default=2009)
    options = parser.parse_args()
    for name, data in files(address(options.network).require(), options.seed).items():
        place = options.network / "legacy" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)


if __name__ == "__main__":
    main()
