"""Zones, who may reach what through which boundary, and NAT."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from govnetgen.diagnostics import Location
from govnetgen.model.address import Address, AddressRange, Prefix
from govnetgen.model.device.firewall import ServiceTerm
from govnetgen.model.device.ipsec import IpsecTunnel
from govnetgen.model.network.topology import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A security zone, ``trust`` 1 to 100; routed links of the global table lie in the ``backbone`` one."""

    name: str
    trust: int
    title: str = ""
    backbone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HostAddress:
    """The address of a host: literal, or the ``host``-th of a unit's VLAN (negative from the end)."""

    address: Address | None = None
    unit: str = ""
    vlan: str = ""
    host: int = 0


@dataclass(frozen=True, slots=True)
class NamedHost:
    """Where an inventory names a host by its number in a unit's VLAN."""

    host: HostAddress
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressSet:
    """A named set of addresses in policy: prefixes, ranges, pools, units' VLANs of some zones, single hosts.

    ``own`` stands for the VLANs of the unit whose gateway the rule is on.
    """

    name: str
    prefixes: tuple[Prefix, ...] = ()
    ranges: tuple[AddressRange, ...] = ()
    pools: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    hosts: tuple[HostAddress, ...] = ()
    own: bool = False
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A named set of protocols and ports."""

    name: str
    terms: tuple[ServiceTerm, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule of policy, for the firewalls with a role in ``roles`` or named in ``devices``. Empty means any."""

    name: str
    permit: bool
    roles: tuple[Role, ...] = ()
    devices: tuple[str, ...] = ()
    from_zones: tuple[str, ...] = ()
    to_zones: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    log: bool = True
    description: str | None = None
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTranslation:
    """Many inside hosts share ``addresses``; None takes the outgoing interface's. ``exempt`` translates nothing."""

    name: str
    roles: tuple[Role, ...] = ()
    devices: tuple[str, ...] = ()
    from_zones: tuple[str, ...] = ()
    to_zones: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ()
    addresses: AddressRange | None = None
    exempt: bool = False
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class StaticTranslation:
    """A host or prefix that is seen as another in ``zone``, both ways. ``inside_vlan`` is ``unit/vlan``, or a host."""

    name: str
    zone: str
    outside: Prefix
    inside: Prefix | HostAddress | None = None
    inside_vlan: tuple[str, str] | None = None
    roles: tuple[Role, ...] = ()
    devices: tuple[str, ...] = ()
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedServer:
    """A service of an inside host that ``zone`` reaches at an outside address and port."""

    name: str
    zone: str
    outside: Address
    inside: HostAddress
    protocol: str
    outside_port: int
    inside_port: int
    roles: tuple[Role, ...] = ()
    devices: tuple[str, ...] = ()
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Zones, who may reach what through which boundary, and NAT. Rules are in order, first match wins."""

    zones: Mapping[str, Zone]
    address_sets: Mapping[str, AddressSet]
    services: Mapping[str, Service]
    rules: tuple[Rule, ...] = ()
    source_nat: tuple[SourceTranslation, ...] = ()
    static_nat: tuple[StaticTranslation, ...] = ()
    published: tuple[PublishedServer, ...] = ()
    tunnels: Mapping[str, tuple[IpsecTunnel, ...]] = field(default_factory=dict)
    """Site-to-site tunnels, by device."""
