"""What a unification changes in a network folder: the ledger, the units' VLANs, new kinds of VLANs; all or nothing."""

import csv
import io
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from govnetgen.addressing.unify import NewVlan, Unified
from govnetgen.diagnostics import Collector, Location
from govnetgen.inventory.unit_table import COLUMNS, REQUIRED
from govnetgen.model.network import UnitVlan
from govnetgen.output.atomic import write_new
from govnetgen.source import Table, read_table
from govnetgen.workflow.folder import LEDGER

VLANS = "vlans.yaml"
TABLES = ("units.csv", "units.xlsx")
_PART = re.compile(r"\s*[;；\n]\s*")
_PLAIN = re.compile(r"[^\W\d_][\w -]*")
_END = re.compile(r"\r\n|\n|\r")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")


@dataclass(frozen=True, slots=True)
class Edit:
    """A file and its bytes before and after; None where there was none."""

    path: Path
    before: bytes | None
    after: bytes

    @property
    def changes(self) -> bool:
        """Tell whether the file would be written."""
        return self.before != self.after


def edits(
    folder: Path, unified: Unified, ledger_before: str, ledger_after: str, collector: Collector
) -> tuple[Edit, ...]:
    """Return the edits, kinds of VLANs first: whoever reads in between finds every name that is used."""
    found = []
    if unified.matched.kinds:
        found.append(_vlans(folder / VLANS, unified.matched.kinds, collector))
    changed = {name: wanted for name, wanted in _wanted(unified) if wanted}
    if changed:
        units = _units(folder, changed, collector)
        found.extend([] if units is None else [units])
    path = folder / LEDGER
    before = path.read_bytes() if path.exists() else None
    after = before if before is not None and ledger_before == ledger_after else ledger_after.encode()
    found.append(Edit(path, before, after))
    return tuple(found)


def write_all(changed: Sequence[Edit]) -> tuple[str, ...]:
    """Write every file that changes; where one cannot be, those before it are put back."""
    todo = [one for one in changed if one.changes]
    waiting = [one.path.resolve().with_name(f".{one.path.name}.{os.getpid()}") for one in todo]
    done: list[Edit] = []
    try:
        for one, place in zip(todo, waiting, strict=True):
            mode = one.path.stat().st_mode & 0o777 if one.path.exists() else None
            write_new(place, one.after, mode=mode, to_disk=True)
        for one, place in zip(todo, waiting, strict=True):
            place.replace(one.path.resolve())
            done.append(one)
    except OSError:
        for one in done:
            if one.before is None:
                one.path.unlink()
            else:
                one.path.write_bytes(one.before)
        raise
    finally:
        for place in waiting:
            with suppress(FileNotFoundError):
                place.unlink()
    return tuple(one.path.name for one in todo)


def _wanted(unified: Unified) -> Iterator[tuple[str, Mapping[str, UnitVlan]]]:
    """Yield each unit's VLANs that the inventory does not have, or not pinned as they are now."""
    inventory = unified.inventory
    for name, unit in unified.network.units.items():
        before = {vlan.name: vlan.fixed for vlan in inventory.units[name].vlans}
        if unit.vlans is not inventory.units[name].vlans:
            yield name, {vlan.name: vlan for vlan in unit.vlans if before.get(vlan.name) != vlan.fixed}


def _vlans(path: Path, kinds: Sequence[NewVlan], collector: Collector) -> Edit:
    before = path.read_bytes() if path.exists() else None
    text = "vlans:\n" if before is None else before.decode("utf-8-sig")
    lines = text.splitlines()
    heading = next((at for at, line in enumerate(lines) if re.fullmatch(r"vlans:\s*(#.*)?", line)), None)
    entry = (
        next((line for line in lines[heading + 1 :] if line.strip()[:1] not in ("", "#")), "  ")
        if heading is not None
        else ""
    )
    indent = entry[: len(entry) - len(entry.lstrip())]
    if heading is None or not indent:
        message = "new kinds of VLANs cannot be added here: it does not begin with 'vlans:' and indented lines"
        collector.warning("write-by-hand", message, Location(str(path)), hint="write one kind a line below 'vlans:'")
        return Edit(path, before, before or b"")
    added = "".join(f"{indent}{_kind(kind)}\n" for kind in kinds)
    ended = text if text.endswith("\n") else text + "\n"
    return Edit(path, before, (ended + added).encode())


def _kind(kind: NewVlan) -> str:
    fields = [f"zone: {_scalar(kind.zone)}", f"title: {_scalar(kind.title)}"]
    fields += [f"vpn: {_scalar(kind.vpn)}"] if kind.vpn else []
    fields += ["dhcp: true"] if kind.dhcp else []
    relay = ", ".join(map(str, kind.dhcp_relay))
    fields += [f"dhcp_relay: [{relay}]"] if relay else []
    return f"{_scalar(kind.name)}: {{{', '.join(fields)}}}"


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) and text == text.strip() else json.dumps(text, ensure_ascii=False)


def _units(folder: Path, changed: Mapping[str, Mapping[str, UnitVlan]], collector: Collector) -> Edit | None:
    path = next((folder / name for name in TABLES if (folder / name).exists()), folder / "units.yaml")
    table = None
    if path.name in TABLES:
        table = read_table(path, str(path), columns=COLUMNS, required=REQUIRED).require()
    if table is None or "vlans" not in table.positions:
        message = "the VLANs of the units are not in a column of a table: they have to be written by hand"
        hint = "add to each unit what vlans.csv of the output says, then run again"
        collector.warning("write-by-hand", message, Location(str(path)), hint=hint)
        return None
    cells = {}
    for row in table.rows:
        wanted = changed.get(row.cells.get("name", ""))
        if wanted:
            cells[row.line.number] = vlan_cell(row.cells.get("vlans", ""), wanted)
    before = path.read_bytes()
    if path.suffix == ".xlsx":
        return Edit(path, before, _workbook(before, table, cells))
    return Edit(path, before, _csv(before, table, cells))


def vlan_cell(text: str, wanted: Mapping[str, UnitVlan]) -> str:
    """Return the cell of a unit's VLANs with pins and VLANs added."""
    parts = [part for part in _PART.split(text) if part]
    left = dict(wanted)
    found = []
    for part in parts:
        name = re.split(r"[:@#]", part, maxsplit=1)[0].strip()
        vlan = left.pop(name, None)
        pins = () if vlan is None else tuple(pin for pin in vlan.fixed if f"@{pin}" not in part)
        found.append(part + "".join(f"@{pin}" for pin in pins))
    found += [f"{vlan.name}:{vlan.hosts}" + "".join(f"@{pin}" for pin in vlan.fixed) for vlan in left.values()]
    return ";".join(found)


def _csv(before: bytes, table: Table, cells: Mapping[int, str]) -> bytes:
    """Return a CSV file with some cells changed, and every other line as it was."""
    encoding = _encoding(before)
    text = before.decode(encoding)
    lines = _LINE.findall(text)
    end = next((match[0] for match in _END.finditer(text)), "\n")
    header = next((line for line in lines if line.strip()), "")
    delimiter = ";" if header.count(";") > header.count(",") else ","
    column = table.positions["vlans"]
    for number in sorted(cells, reverse=True):
        used = 1
        while True:
            (row,) = csv.reader(["".join(lines[number - 1 : number - 1 + used])], delimiter=delimiter)
            quotes = sum(line.count('"') for line in lines[number - 1 : number - 1 + used])
            if quotes % 2 == 0:
                break
            used += 1
        row += [""] * (column + 1 - len(row))
        row[column] = cells[number]
        written = io.StringIO()
        csv.writer(written, delimiter=delimiter, lineterminator="").writerow(row)
        lines[number - 1 : number - 1 + used] = [written.getvalue() + end]
    return "".join(lines).encode(encoding)


def _encoding(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding if data.startswith(b"\xef\xbb\xbf") or encoding != "utf-8-sig" else "utf-8"
    return "utf-8"


def _workbook(before: bytes, table: Table, cells: Mapping[int, str]) -> bytes:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(before))
    sheet = book.worksheets[0]
    for number, text in cells.items():
        sheet.cell(row=number, column=table.positions["vlans"] + 1, value=text)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
