"""Units as people keep them in a spreadsheet: a row a unit."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path as FilePath
from typing import Any

from govnetgen.diagnostics import Collector, Location
from govnetgen.inventory.inventory import Entry, Section
from govnetgen.inventory.notation import NotationError, read_name
from govnetgen.inventory.schema.units import UnitEntry
from govnetgen.inventory.validation import validated
from govnetgen.source import Row, Table, read_table
from govnetgen.source.yaml import Path

COLUMNS: Mapping[str, Sequence[str]] = {
    "name": ("代码", "单位代码"),
    "title": ("单位", "单位名称"),
    "title_en": ("英文名称",),
    "aliases": ("别名", "曾用名", "简称"),
    "site": ("区县", "站点"),
    "kind": ("类别", "单位类别"),
    "attach": ("接入设备",),
    "class": ("接入类型", "用户类型"),
    "medium": ("接入方式", "传输介质"),
    "vlans": ("VLAN", "网段"),
    "notes": ("备注",),
}
"""The columns of a table of units, each with its other headings."""

REQUIRED = ("name", "title", "site", "class")
_SEPARATOR = re.compile(r"\s*[;；\n]\s*")
_VLAN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)\s*(?::\s*(?P<hosts>\d{1,8}))?(?P<rest>(?:\s*[@#][^@#;]+)*)", re.ASCII)
_MARK = re.compile(r"([@#])([^@#]+)")


@dataclass(frozen=True, slots=True)
class _CellPlaces:
    """Where the values of a row are: the first part of a path is the column."""

    table: Table
    row: Row

    def locate(self, path: Path, *, key: bool = False) -> Location:
        """Return the place of a cell; of the name for the whole row."""
        return self.table.locate(self.row, str(path[0]) if path else "name")

    def written(self, path: Path) -> str:
        """Return the text of a cell."""
        return self.row.cells.get(str(path[0]), "") if path else ""


def read_units(path: FilePath, shown_as: str, found: Collector) -> tuple[Section[UnitEntry], Table | None]:
    """Read a table of units; errors are recorded, each at its cell."""
    table = found.take(read_table(path, shown_as, columns=COLUMNS, required=REQUIRED))
    if table is None:
        return Section(known=False), None
    entries: dict[str, Entry[UnitEntry]] = {}
    broken = set()
    for row in table.rows:
        name = row.cells.get("name", "")
        places = _CellPlaces(table, row)
        unit = _unit(name, row, places, found)
        if name in entries:
            message, hint = f"unit {name!r} is there twice", "give one of them another name"
            first = entries[name].location
            found.error("duplicate-name", message, places.locate(("name",)), hint=hint, related=(first,))
            broken.add(name)
        elif unit is None:
            broken.add(name)
        else:
            entries[name] = Entry(name, unit, places)
    return Section(entries, frozenset(broken)), table


def _unit(name: str, row: Row, places: _CellPlaces, found: Collector) -> UnitEntry | None:
    fields: dict[str, Any] = dict(row.cells)
    fields.pop("name", None)
    readable = True
    try:
        read_name(name)
        if "vlans" in fields:
            fields["vlans"] = _vlans(fields["vlans"])
    except NotationError as problem:
        at = "vlans" if problem.code == "bad-cell" else "name"
        message, hint = (str(problem), problem.hint) if name else ("this row has no name", "name the unit")
        found.error(problem.code, message, places.locate((at,)), hint=hint)
        fields.pop("vlans", None)
        readable = False
    for column in ("attach", "aliases"):
        if column in fields:
            fields[column] = _several(fields[column])
    unit = validated(UnitEntry, fields, places, (), found)
    return unit if readable else None


def _several(text: str) -> list[str]:
    return [part for part in _SEPARATOR.split(text) if part]


@lru_cache(maxsize=65536)
def _one_vlan(text: str) -> tuple[str, tuple[tuple[str, Any], ...]]:
    match = _VLAN.fullmatch(text)
    if match is None:
        hint = "write NAME:HOSTS, then @PREFIX to pin it or #ID to fix its number, as office:200@10.1.0.0/24"
        raise NotationError(f"{text!r} is not a VLAN", hint, "bad-cell")
    fields: list[tuple[str, Any]] = [("hosts", int(match["hosts"]))] if match["hosts"] else []
    marks = _MARK.findall(match["rest"])
    pins = tuple(value.strip() for sign, value in marks if sign == "@")
    if pins:
        fields.append(("fixed", pins))
    numbers = (value.strip() for sign, value in marks if sign == "#")
    fields.extend(("id", int(value) if value.isdigit() else value) for value in numbers)
    return match["name"], tuple(fields)


def _vlans(text: str) -> dict[str, Any]:
    vlans: dict[str, Any] = {}
    for part in _several(text):
        name, fields = _one_vlan(part)
        if name in vlans:
            raise NotationError(f"VLAN {name!r} is listed twice", "remove one of them", "bad-cell")
        vlans[name] = {key: list(value) if isinstance(value, tuple) else value for key, value in fields}
    return vlans
