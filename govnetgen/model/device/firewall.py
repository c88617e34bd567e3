"""A zone-based firewall: zones, objects, and rules in order; what no rule permits between zones is denied."""

from dataclasses import dataclass

from govnetgen.model.address import AddressRange, NumberRange, Prefix
from govnetgen.model.device.acl import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """Interfaces of one trust; ``priority`` 1 to 100, higher is more trusted."""

    name: str
    priority: int
    interfaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressObject:
    """A named set of addresses."""

    name: str
    members: tuple[Prefix | AddressRange, ...] = ()
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressGroup:
    """A named set of address objects."""

    name: str
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceTerm:
    """A protocol and, for TCP and UDP, the destination ports (None: all)."""

    protocol: Protocol
    ports: NumberRange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceObject:
    """A named set of protocols and ports."""

    name: str
    terms: tuple[ServiceTerm, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceGroup:
    """A named set of service objects."""

    name: str
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyRule:
    """One rule between zones. An empty tuple means any; names are those of objects and groups.

    The zone ``local`` is the device itself: it is named in rules and never listed among the zones.
    """

    name: str
    permit: bool
    source_zones: tuple[str, ...] = ()
    destination_zones: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    log: bool = False
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Firewall:
    """The firewall of a device. The order of rules is meaning; all other order is not."""

    zones: tuple[Zone, ...] = ()
    address_objects: tuple[AddressObject, ...] = ()
    address_groups: tuple[AddressGroup, ...] = ()
    service_objects: tuple[ServiceObject, ...] = ()
    service_groups: tuple[ServiceGroup, ...] = ()
    rules: tuple[PolicyRule, ...] = ()
