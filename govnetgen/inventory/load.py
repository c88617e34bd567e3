"""From a folder to an ``Inventory``: every value checked for its form, all errors of all files at once."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import reduce
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from govnetgen.diagnostics import Checked, Collector, Diagnostic, Location, did_you_mean
from govnetgen.inventory import notation, unit_table
from govnetgen.inventory.inventory import Entry, Excerpts, Inventory, Section
from govnetgen.inventory.schema.hardware import HardwareEntry
from govnetgen.inventory.schema.links import LinkEntry, LinksFile
from govnetgen.inventory.schema.network import NetworkFile
from govnetgen.inventory.schema.nodes import DeviceEntry, NodesFile, ProfileEntry, SiteEntry
from govnetgen.inventory.schema.plan import PlanFile, PoolEntry
from govnetgen.inventory.schema.policy import (
    AddressSetEntry,
    PolicyFile,
    PublishedEntry,
    RuleEntry,
    ServiceEntry,
    SourceNatEntry,
    StaticNatEntry,
    TunnelsEntry,
    ZoneEntry,
)
from govnetgen.inventory.schema.units import UnitEntry, UnitsFile
from govnetgen.inventory.schema.vlans import VlanEntry, VlansFile
from govnetgen.inventory.schema.vpns import VpnEntry, VpnsFile
from govnetgen.inventory.validation import describe, salvaged, validated
from govnetgen.source import Document, read_yaml

M = TypeVar("M", bound=BaseModel)

REQUIRED = ("network.yaml", "plan.yaml", "nodes.yaml", "links.yaml", "policy.yaml", "hardware.yaml")
OPTIONAL = ("vlans.yaml", "vpns.yaml", "facts.yaml")
NAT = (("nat", "source"), ("nat", "static"), ("nat", "published"))
UNITS = ("units.csv", "units.xlsx", "units.yaml")


def load_inventory(folder: Path) -> Checked[Inventory]:
    """Read the files of a network folder.

    There is a value also with errors, of all that could be understood, so that resolve can report what else is wrong;
    ``Inventory.complete`` tells. There is none where the folder cannot be read.
    """
    loading = _Loading(folder)
    if not loading.readable:
        return Checked(None, tuple(loading.found))
    inventory = loading.inventory()
    return Checked(inventory, located(loading.found, loading.files))


def located(diagnostics: Iterable[Diagnostic], files: Mapping[str, Excerpts]) -> tuple[Diagnostic, ...]:
    """Return diagnostics in the order of files and lines, each with the line of its place."""
    order = {name: position for position, name in enumerate(files)}

    def key(one: Diagnostic) -> tuple[int, str, int, int]:
        return order.get(one.location.file, -1), one.location.file, one.location.line, one.location.column

    return tuple(_with_excerpt(one, files) for one in sorted(diagnostics, key=key))


def _with_excerpt(one: Diagnostic, files: Mapping[str, Excerpts]) -> Diagnostic:
    places = files.get(one.location.file)
    related = tuple(place for place in dict.fromkeys(one.related) if place != one.location)
    shown = places.excerpt(one.location) if places and one.location.line and not one.excerpt else one.excerpt
    return replace(one, excerpt=shown, related=related)


class _Loading:
    """Reads a folder; keeps what was found wrong and the files that were read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.found = Collector()
        self.files: dict[str, Excerpts] = {}
        self.readable = True
        self.names = self._names()

    def inventory(self) -> Inventory:
        """Read everything."""
        network, _ = self._file("network.yaml", NetworkFile)
        plan, plan_document = self._file("plan.yaml", PlanFile, ("pools",))
        _, nodes = self._file("nodes.yaml", NodesFile, ("sites",), ("profiles",), ("devices",))
        _, links = self._file("links.yaml", LinksFile, ("links",))
        _, vlans = self._file("vlans.yaml", VlansFile, ("vlans",))
        _, vpns = self._file("vpns.yaml", VpnsFile, ("vpns",))
        units = self._units()
        _, policy = self._file(
            "policy.yaml", PolicyFile, ("zones",), ("addresses",), ("services",), ("rules",), *NAT, ("tunnels",)
        )
        hardware = self._document("hardware.yaml")
        return Inventory(
            folder=str(self.folder),
            network=network,
            plan=plan,
            pools=self._section(plan_document, ("pools",), PoolEntry),
            sites=self._section(nodes, ("sites",), SiteEntry),
            profiles=self._section(nodes, ("profiles",), ProfileEntry),
            devices=self._section(nodes, ("devices",), DeviceEntry, notation.read_pattern),
            links=self._section(links, ("links",), LinkEntry),
            vlans=self._section(vlans, ("vlans",), VlanEntry, optional="vlans.yaml"),
            vpns=self._section(vpns, ("vpns",), VpnEntry, optional="vpns.yaml"),
            units=units,
            zones=self._section(policy, ("zones",), ZoneEntry),
            addresses=self._section(policy, ("addresses",), AddressSetEntry),
            services=self._section(policy, ("services",), ServiceEntry),
            rules=self._section(policy, ("rules",), RuleEntry),
            source_nat=self._section(policy, ("nat", "source"), SourceNatEntry),
            static_nat=self._section(policy, ("nat", "static"), StaticNatEntry),
            published=self._section(policy, ("nat", "published"), PublishedEntry),
            tunnels=self._section(policy, ("tunnels",), TunnelsEntry),
            hardware=self._section(hardware, (), HardwareEntry),
            files=self.files,
            complete=not self.found.failed,
        )

    def _names(self) -> frozenset[str]:
        """Return what is in the folder, and complain about files that are missing and files that are not read."""
        place = Location(str(self.folder))
        try:
            names = frozenset(one.name for one in self.folder.iterdir())
        except OSError as problem:
            hint = "give the path of a network folder, which has a network.yaml"
            self.found.error("unreadable-file", f"cannot be read: {problem.strerror}", place, hint=hint)
            self.readable = False
            return frozenset()
        for name in REQUIRED:
            if name not in names:
                self.found.error("missing-file", f"there is no {name}", place, hint=_renamed(name, names))
        self._check_units(names, place)
        known = (*REQUIRED, *OPTIONAL, *UNITS)
        for name in sorted(names):
            if name not in known and Path(name).suffix in (".yaml", ".yml", ".csv", ".xlsx", ".xls"):
                hint = did_you_mean(name, known)
                self.found.warning("unknown-file", f"{name} is not read", Location(self._shown(name)), hint=hint)
        return names

    def _check_units(self, names: frozenset[str], place: Location) -> None:
        units = [name for name in UNITS if name in names]
        if not units:
            hint = "add units.csv, units.xlsx or units.yaml"
            self.found.error("missing-file", "there is no file of units", place, hint=hint)
        elif len(units) > 1:
            hint = "keep one of them"
            self.found.error("duplicate-file", f"{' and '.join(units)} both list units", place, hint=hint)

    def _shown(self, name: str) -> str:
        return str(self.folder / name)

    def _document(self, name: str) -> Document | None:
        if name not in self.names:
            return None
        document = self.found.take(read_yaml(self.folder / name, self._shown(name)))
        if document is None:
            return None
        self.files[document.file] = document
        if isinstance(document.value, dict):
            return document
        message = f"expected a mapping, found {describe(document.value)}"
        self.found.error("wrong-type", message, document.locate(()), hint="begin with 'key: value' lines")
        return None

    def _file(self, name: str, model: type[M], *sections: tuple[str, ...]) -> tuple[Entry[M] | None, Document | None]:
        """Read a file and check what is outside its sections, which are checked entry by entry."""
        document = self._document(name)
        if document is None:
            return None, None
        outside: dict[str, Any] = reduce(_emptied, sections, document.value)
        value = validated(model, outside, document, (), self.found) or salvaged(model, outside)
        return (None if value is None else Entry("", value, document)), document

    def _section(
        self,
        document: Document | None,
        path: tuple[str, ...],
        model: type[M],
        read_key: Callable[[str], str] = notation.read_name,
        optional: str = "",
    ) -> Section[M]:
        """Check the entries of a mapping or list one by one."""
        if document is None:
            return Section(known=bool(optional) and optional not in self.names)
        value: Any = document.value
        for part in path:
            value = value.get(part) if isinstance(value, dict) else None
        entries: dict[str, Entry[M]] = {}
        broken = set()
        for key, item in _items(value):
            here = (*path, key)
            readable = not isinstance(key, str) or self._readable(read_key, key, document.locate(here, key=True))
            found = validated(model, item, document, here, self.found)
            if found is None or not readable:
                broken.add(str(key))
            else:
                entries[str(key)] = Entry(str(key), found, document, here)
        return Section(entries, frozenset(broken))

    def _readable(self, read: Callable[[str], str], key: str, place: Location) -> bool:
        try:
            read(key)
        except notation.NotationError as problem:
            self.found.error(problem.code, str(problem), place, hint=problem.hint)
            return False
        return True

    def _units(self) -> Section[UnitEntry]:
        name = next((name for name in UNITS if name in self.names), None)
        if name is None:
            return Section(known=False)
        if name == "units.yaml":
            _, document = self._file(name, UnitsFile, ("units",))
            return self._section(document, ("units",), UnitEntry)
        section, table = unit_table.read_units(self.folder / name, self._shown(name), self.found)
        if table is not None:
            self.files[table.file] = table
        return section


def _renamed(name: str, names: frozenset[str]) -> str:
    other = name.replace(".yaml", ".yml")
    return (
        f"rename {other} to {name}" if other in names else "add it; 'govnetgen new' makes a folder that has everything"
    )


def _emptied(value: Any, path: tuple[str, ...]) -> Any:
    """Return a value without what is in the mapping or list at a path."""
    if not isinstance(value, dict) or path[0] not in value:
        return value
    inner = value[path[0]]
    if len(path) > 1:
        return {**value, path[0]: _emptied(inner, path[1:])}
    return {**value, path[0]: type(inner)() if isinstance(inner, dict | list) else inner}


def _items(value: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)
