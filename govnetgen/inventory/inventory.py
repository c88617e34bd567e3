"""``Inventory``: what the files of a network say, each value of the right form, nothing looked up yet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from govnetgen.diagnostics import Location
from govnetgen.inventory.schema.hardware import HardwareEntry
from govnetgen.inventory.schema.links import LinkEntry
from govnetgen.inventory.schema.network import NetworkFile
from govnetgen.inventory.schema.nodes import DeviceEntry, ProfileEntry, SiteEntry
from govnetgen.inventory.schema.plan import PlanFile, PoolEntry
from govnetgen.inventory.schema.policy import (
    AddressSetEntry,
    PublishedEntry,
    RuleEntry,
    ServiceEntry,
    SourceNatEntry,
    StaticNatEntry,
    TunnelsEntry,
    ZoneEntry,
)
from govnetgen.inventory.schema.units import UnitEntry
from govnetgen.inventory.schema.vlans import VlanEntry
from govnetgen.inventory.schema.vpns import VpnEntry
from govnetgen.source.yaml import Path

M = TypeVar("M", covariant=True)


class Places(Protocol):
    """Knows where values are in a file."""

    def locate(self, path: Path, *, key: bool = False) -> Location:
        """Return the place of a value, or of its key."""

    def written(self, path: Path) -> str:
        """Return a value as it was written; empty text where it is not a scalar."""


class Excerpts(Protocol):
    """Knows the lines of a file."""

    def excerpt(self, location: Location) -> str:
        """Return the line of a place."""


@dataclass(frozen=True, slots=True)
class Entry(Generic[M]):
    """One named thing of an inventory, and where it is written."""

    name: str
    value: M
    places: Places = field(repr=False, compare=False)
    path: Path = ()

    @property
    def location(self) -> Location:
        """Where it begins: at its name."""
        return self.places.locate(self.path, key=True)

    def at(self, *path: str | int, key: bool = False) -> Location:
        """Return the place of something in it."""
        return self.places.locate((*self.path, *path), key=key)


@dataclass(frozen=True, slots=True)
class Section(Generic[M]):
    """The things of one kind, by name in the order written; ``broken`` are those with errors.

    Where ``known`` is false the file could not be read: nothing can be said about a name that is not here.
    """

    entries: Mapping[str, Entry[M]] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()
    known: bool = True

    def __iter__(self) -> Iterator[Entry[M]]:
        return iter(self.entries.values())

    @property
    def complete(self) -> bool:
        """Tell whether everything that was written is here."""
        return self.known and not self.broken


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """What the files of a network folder say. Sections of lists (links, rules, NAT) are named by position."""

    folder: str
    network: Entry[NetworkFile] | None
    plan: Entry[PlanFile] | None
    pools: Section[PoolEntry]
    sites: Section[SiteEntry]
    profiles: Section[ProfileEntry]
    devices: Section[DeviceEntry]
    links: Section[LinkEntry]
    vlans: Section[VlanEntry]
    vpns: Section[VpnEntry]
    units: Section[UnitEntry]
    zones: Section[ZoneEntry]
    addresses: Section[AddressSetEntry]
    services: Section[ServiceEntry]
    rules: Section[RuleEntry]
    source_nat: Section[SourceNatEntry]
    static_nat: Section[StaticNatEntry]
    published: Section[PublishedEntry]
    tunnels: Section[TunnelsEntry]
    hardware: Section[HardwareEntry]
    files: Mapping[str, Excerpts] = field(repr=False)
    """The files that were read, by the name they are shown by."""
    complete: bool = True
    """Whether no file had an error."""
