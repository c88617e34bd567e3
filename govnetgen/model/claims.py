"""What departments say they use and what is seen on the wire, each with the file, row and column it is from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from govnetgen.model.address import Address, Prefix
from govnetgen.model.device import DeviceConfig


class Origin(NamedTuple):
    """Where a statement stands: the row of a table or the line of a text, counted from 1; column 0 is the whole row."""

    file: str
    row: int
    column: int = 0
    sheet: str = ""
    """The sheet of a workbook, unless it is the first."""

    def __str__(self) -> str:
        sheet = f"[{self.sheet}]" if self.sheet else ""
        return f"{self.file}{sheet}:{self.row}" + (f":{self.column}" if self.column else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredUnit:
    """A unit as the network knows it. ``attach`` names the aggregation devices that it hangs on."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    attach: tuple[str, ...] = ()
    own_exit: bool = False
    """Whether its access class (C or E of DB34/T 3607-2020) has an Internet exit of its own."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Who a row speaks for. ``id`` is a registered unit's, or the name as written where none is registered."""

    id: str
    written: str
    registered: bool = True
    alias: bool = False
    """Whether the row names the unit by an alias."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFacts:
    """What a row of a sheet says beside its prefixes and addresses; one value for all that the row claims."""

    gateways: tuple[Address, ...] = ()
    vlans: tuple[int, ...] = ()
    hosts: int | None = None
    devices: tuple[str, ...] = ()
    """The aggregation devices that the row itself names."""
    domain: str = ""
    """The routing domain: a VPN's name, empty for the common table."""
    network: str = ""
    """``intranet`` or ``extranet`` where the row says which."""
    line: str = ""
    """The vertical line of business that the prefix was planned by."""
    own_exit: bool = False
    link: bool = False
    """Whether the row says that this is a link between devices."""
    renumber: str = ""
    """When it can be renumbered, as written."""
    weight: int | None = None
    """How much keeping it is worth, where that is not its hosts."""
    note: str = ""


NOTHING_ELSE = RowFacts()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One prefix that one row of a sheet claims for a unit."""

    origin: Origin
    owner: Owner
    prefix: Prefix
    written: str
    """The cell, or the part of it, as it stands."""
    repaired: bool = False
    """Whether the cell was anything but plain ``a.b.c.d/n``."""
    subnet: bool = True
    """Whether the cell says how long the subnet is; otherwise these are just addresses of a subnet not known."""
    facts: RowFacts = NOTHING_ELSE


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """One address that a row of a host sheet lists."""

    origin: Origin
    owner: Owner
    address: Address
    mac: str = ""
    """Twelve hexadecimal digits, or empty."""
    facts: RowFacts = NOTHING_ELSE


@dataclass(frozen=True, slots=True, kw_only=True)
class ArpEntry:
    """One line of a device's ARP table. ``own`` is the device's own address."""

    origin: Origin
    device: str
    address: Address
    mac: str
    interface: str = ""
    vrf: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A row that says something, but nothing that can be relied on: what stands there, and why it was not read."""

    origin: Origin
    code: str
    written: str
    reason: str
    owner: Owner | None = None
    facts: RowFacts = NOTHING_ELSE
    """What else the row says: its gateway and its VLAN are in use all the same."""


class ConfigLine(NamedTuple):
    """A line of a running configuration with the line that it stands below (empty at the margin)."""

    number: int
    text: str
    parent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningDevice:
    """A running configuration that was handed in. ``unit`` is the unit whose device it is, or empty."""

    file: str
    name: str
    platform: str
    unit: str
    config: DeviceConfig = field(repr=False)
    lines: tuple[ConfigLine, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSpace:
    """The network's own plan, as far as an audit needs it."""

    prefixes: tuple[Prefix, ...] = ()
    national: tuple[Prefix, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """Everything that an audit looks at."""

    units: Mapping[str, RegisteredUnit] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()
    hosts: tuple[Host, ...] = ()
    arp: tuple[ArpEntry, ...] = ()
    devices: tuple[RunningDevice, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    own: OwnSpace = OwnSpace()


class Gravity(StrEnum):
    """How bad a finding is: ``high`` breaks traffic or policy, ``medium`` will, ``low`` is to be tidied up."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Evidence(NamedTuple):
    """One row or line of a finding: whose it is, and what it says."""

    origin: Origin
    unit: str
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A defect: code D01 to D22, what it is about, the rows concerned, and the values that its wording needs."""

    code: str
    subject: str
    evidence: tuple[Evidence, ...]
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def units(self) -> tuple[str, ...]:
        """The units concerned, each once, in the order of the evidence."""
        return tuple(dict.fromkeys(one.unit for one in self.evidence if one.unit))
