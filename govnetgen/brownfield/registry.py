"""The register of units: who there is, under which names, and where each one hangs."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from govnetgen.brownfield.cell import squeezed
from govnetgen.brownfield.content import read_sheets
from govnetgen.brownfield.sheet import Sheet
from govnetgen.diagnostics import Collector, Location
from govnetgen.model.claims import Owner, RegisteredUnit

_HEADINGS = {
    "id": ("id", "代码", "单位代码", "单位编码", "编码", "code", "slug"),
    "title": ("title", "单位", "单位名称", "全称", "单位全称"),
    "name": ("name", "名称"),
    "aliases": ("aliases", "alias", "别名", "曾用名", "简称", "又名", "其他名称"),
    "attach": ("attach", "接入设备", "汇聚设备", "汇聚节点", "接入节点", "汇聚"),
    "class": ("class", "接入类型", "用户类型", "接入类别"),
}
_COLUMNS = {heading: name for name, headings in _HEADINGS.items() for heading in headings}
_SEPARATOR = re.compile(r"[|;；、,，/\n]+")
_OWN_EXIT = frozenset("CE")


@dataclass(frozen=True, slots=True)
class Registry:
    """Units by id, and the ids that each name may mean."""

    units: Mapping[str, RegisteredUnit] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, units: Iterable[RegisteredUnit]) -> "Registry":
        """Make a registry of units."""
        held = {unit.id: unit for unit in units}
        names = {squeezed(unit.id): unit.id for unit in held.values()}
        names |= {squeezed(unit.name): unit.id for unit in held.values()}
        aliases: dict[str, tuple[str, ...]] = {}
        for unit in held.values():
            for alias in map(squeezed, unit.aliases):
                if alias and alias not in names and unit.id not in aliases.get(alias, ()):
                    aliases[alias] = (*aliases.get(alias, ()), unit.id)
        return cls(held, names, aliases)

    def owner(self, written: str) -> Owner:
        """Tell whom a name means; where nobody is registered by it, or several are, the name stands for itself."""
        name = squeezed(written)
        known = self.names.get(name)
        if known is not None:
            return Owner(known, written.strip())
        meant = self.aliases.get(name, ())
        if len(meant) == 1:
            return Owner(meant[0], written.strip(), alias=True)
        return Owner(name, written.strip(), registered=False)

    def is_ambiguous(self, written: str) -> bool:
        """Tell whether several units go by a name."""
        return len(self.aliases.get(squeezed(written), ())) > 1

    def named_in(self, text: str) -> Owner | None:
        """Return the unit that a title or a file name speaks of: the one with the longest name in it, if one only."""
        held = squeezed(text)
        found = [name for name in (*self.names, *self.aliases) if len(name) > 1 and not name.isascii() and name in held]
        if not found:
            return None
        longest = max(found, key=len)
        apart = {self.owner(name).id for name in found if name not in longest} | {self.owner(longest).id}
        owner = self.owner(longest)
        return owner if len(apart) == 1 and owner.registered else None


def read_registry(folder: Path, found: Collector) -> Registry:
    """Read ``units.csv`` or ``units.xlsx`` of a folder; an empty registry, with a warning, where there is none."""
    for name in ("units.csv", "units.xlsx", "units.xls"):
        path = folder / name
        if path.is_file():
            sheets = read_sheets(path.read_bytes(), str(path), found)
            units = [unit for sheet in sheets for unit in _units(sheet, str(path), found)]
            return Registry.of(units)
    found.warning(
        "no-register",
        "there is no register of units: names are taken as they are written",
        Location(str(folder)),
        hint="write units.csv with the columns id, name, aliases, attach",
    )
    return Registry()


def _units(sheet: Sheet, shown_as: str, found: Collector) -> list[RegisteredUnit]:
    columns: dict[str, int] = {}
    units = []
    for number, row in enumerate(sheet.rows, 1):
        if not columns:
            named = {_COLUMNS.get(squeezed(text), ""): at for at, text in reversed(list(enumerate(row)))}
            named.pop("", None)
            if "name" in named or "title" in named:
                columns = named
            continue
        if not any(text.strip() for text in row):
            continue
        unit = _unit(row, columns)
        if unit is None:
            message = "this row of the register names no unit"
            found.warning("bad-register", message, Location(shown_as, number), hint="give it an id and a name")
        else:
            units.append(unit)
    if not columns:
        message = "no row of the register names its columns"
        found.warning("bad-register", message, Location(shown_as), hint="name the columns id, name, aliases, attach")
    return units


def _unit(row: tuple[str, ...], columns: Mapping[str, int]) -> RegisteredUnit | None:
    cells = {name: row[at].strip() for name, at in columns.items() if at < len(row)}
    # in a network's own register the name is the id, and the title is what people say
    known_by = cells.get("id") or cells.get("name") or cells.get("title", "")
    title = cells.get("title") or cells.get("name") or known_by
    if not known_by:
        return None
    return RegisteredUnit(
        id=known_by,
        name=title,
        aliases=_several(cells.get("aliases", "")),
        attach=_several(cells.get("attach", "")),
        own_exit=cells.get("class", "").upper() in _OWN_EXIT,
    )


def _several(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _SEPARATOR.split(text) if part.strip())
