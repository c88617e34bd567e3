"""What a rule matches, with all names resolved: sets of zones, addresses and services that can be compared."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from govnetgen.model.address import BITS, AddressRange, NumberRange, Prefix
from govnetgen.model.device.acl import AclRule, Protocol
from govnetgen.model.device.firewall import Firewall, PolicyRule, ServiceTerm

Interval = tuple[int, int, int]
"""A kind (IP version, or number of a protocol), the first and the last."""

_EVERYTHING: tuple[Interval, ...] = tuple((version, 0, (1 << bits) - 1) for version, bits in BITS.items())
_PORTS = NumberRange(0, 65535)
_PROTOCOLS = tuple(Protocol)


@dataclass(frozen=True, slots=True)
class Intervals:
    """A set as disjoint intervals in order."""

    parts: tuple[Interval, ...]

    def within(self, other: "Intervals") -> bool:
        """Tell whether everything here is in the other as well."""
        return all(
            any(kind == k and f <= first and last <= to for k, f, to in other.parts) for kind, first, last in self.parts
        )

    def meets(self, other: "Intervals") -> bool:
        """Tell whether the two share something."""
        return any(
            kind == k and f <= last and first <= to for kind, first, last in self.parts for k, f, to in other.parts
        )


def intervals(parts: Iterable[Interval]) -> Intervals:
    """Join what overlaps or touches."""
    found: list[Interval] = []
    for kind, first, last in sorted(parts):
        if found and found[-1][0] == kind and first <= found[-1][2] + 1:
            found[-1] = (kind, found[-1][1], max(last, found[-1][2]))
        else:
            found.append((kind, first, last))
    return Intervals(tuple(found))


@dataclass(frozen=True, slots=True)
class Reach:
    """What one rule matches; zones None are all."""

    permit: bool
    source_zones: frozenset[str] | None
    destination_zones: frozenset[str] | None
    sources: Intervals
    destinations: Intervals
    services: Intervals

    def within(self, other: "Reach") -> bool:
        """Tell whether the other rule matches all that this one does."""
        return (
            _zones_within(self.source_zones, other.source_zones)
            and _zones_within(self.destination_zones, other.destination_zones)
            and self.sources.within(other.sources)
            and self.destinations.within(other.destinations)
            and self.services.within(other.services)
        )

    def meets(self, other: "Reach") -> bool:
        """Tell whether some packet matches both."""
        return (
            _zones_meet(self.source_zones, other.source_zones)
            and _zones_meet(self.destination_zones, other.destination_zones)
            and self.sources.meets(other.sources)
            and self.destinations.meets(other.destinations)
            and self.services.meets(other.services)
        )


def _zones_within(one: frozenset[str] | None, other: frozenset[str] | None) -> bool:
    return other is None or (one is not None and one <= other)


def _zones_meet(one: frozenset[str] | None, other: frozenset[str] | None) -> bool:
    return one is None or other is None or bool(one & other)


class Resolver:
    """Resolves the names of one firewall's objects and groups, each once."""

    def __init__(self, firewall: Firewall) -> None:
        self._addresses: dict[str, tuple[Prefix | AddressRange, ...]] = {
            one.name: one.members for one in firewall.address_objects
        }
        self._address_groups: Mapping[str, tuple[str, ...]] = {one.name: one.members for one in firewall.address_groups}
        self._terms: dict[str, tuple[ServiceTerm, ...]] = {one.name: one.terms for one in firewall.service_objects}
        self._service_groups: Mapping[str, tuple[str, ...]] = {one.name: one.members for one in firewall.service_groups}
        self._known: dict[tuple[str, ...], Intervals] = {}

    def reach(self, rule: PolicyRule) -> Reach:
        """Return what a rule matches."""
        return Reach(
            rule.permit,
            frozenset(rule.source_zones) or None,
            frozenset(rule.destination_zones) or None,
            self.addresses(rule.sources),
            self.addresses(rule.destinations),
            self.services(rule.services),
        )

    def addresses(self, names: tuple[str, ...]) -> Intervals:
        """Return the addresses of objects and groups; of none, all."""
        if not names:
            return Intervals(_EVERYTHING)
        if names not in self._known:
            objects = self.objects(names)
            self._known[names] = intervals(
                part for name in objects for one in self._addresses.get(name, ()) for part in _address_parts(one)
            )
        return self._known[names]

    def services(self, names: tuple[str, ...]) -> Intervals:
        """Return the services of objects and groups; of none, all."""
        if not names:
            return _any_service()
        flat = [name for one in names for name in self._service_groups.get(one, (one,))]
        return intervals(part for name in flat for one in self._terms.get(name, ()) for part in _service_parts(one))

    def objects(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Return the names of the address objects behind names of objects and groups."""
        return tuple(name for one in names for name in self._address_groups.get(one, (one,)))


def _address_parts(one: Prefix | AddressRange) -> Iterator[Interval]:
    if isinstance(one, AddressRange):
        yield one.first.version, one.first.value, one.last.value
    else:
        yield one.version, one.value, one.last


def _any_service() -> Intervals:
    return Intervals(tuple((number, _PORTS.first, _PORTS.last) for number, _ in enumerate(_PROTOCOLS)))


def _service_parts(one: ServiceTerm) -> Iterator[Interval]:
    ports = one.ports or _PORTS
    if one.protocol is Protocol.IP:
        yield from _any_service().parts
    else:
        yield _PROTOCOLS.index(one.protocol), ports.first, ports.last


def acl_reach(rule: AclRule, version: int) -> Reach:
    """Return what a rule of an access list matches; the source port stands in for the zone."""
    everything = Intervals(((version, 0, (1 << BITS[version]) - 1),))
    source = everything if rule.source is None else intervals(_address_parts(rule.source))
    destination = everything if rule.destination is None else intervals(_address_parts(rule.destination))
    from_port = None if rule.source_port is None else frozenset({str(rule.source_port)})
    services = intervals(_service_parts(ServiceTerm(protocol=rule.protocol, ports=rule.destination_port)))
    return Reach(rule.permit, from_port, None, source, destination, services)
