"""Sets of packets as boxes, and what access lists and firewall policies let through of them, exactly."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from govnetgen.model.address import Address
from govnetgen.model.device.acl import Acl, AclRule, Protocol
from govnetgen.model.device.firewall import Firewall, PolicyRule, ServiceTerm
from govnetgen.verify.ranges import Objects, Range, everything, overlapping, range_of

ALL_PORTS: Range = (0, 65535)
_WITH_PORTS = (Protocol.TCP, Protocol.UDP)
_PROTOCOLS = {4: (Protocol.TCP, Protocol.UDP, Protocol.ICMP), 6: (Protocol.TCP, Protocol.UDP, Protocol.ICMPV6)}
"""What users send; routing protocols and tunnels end on devices."""

_KNOWN_PORTS = (443, 80, 53, 22)


class Box(NamedTuple):
    """All packets of one protocol with sources, destinations and destination ports in ranges; ports of ICMP are 0."""

    version: int
    protocol: Protocol
    source: Range
    destination: Range
    ports: Range = (0, 0)

    def __str__(self) -> str:
        """Show one packet of the box that people recognise: hosts, not subnets, and a port that is in use."""
        source, destination = (Address(self.version, _host(one)) for one in (self.source, self.destination))
        known = (port for port in _KNOWN_PORTS if self.ports[0] <= port <= self.ports[1])
        port = f"/{next(known, self.ports[1])}" if self.protocol in _WITH_PORTS else ""
        return f"{source} to {destination} {self.protocol.value}{port}"


def _host(addresses: Range) -> int:
    return addresses[0] + min(10, (addresses[1] - addresses[0]) // 2)


def boxes(version: int, source: Range, destination: Range, terms: Sequence[ServiceTerm] | None) -> Iterator[Box]:
    """Yield all packets from some addresses to others of some services; None is any service."""
    for protocol in _PROTOCOLS[version]:
        whole = Box(version, protocol, source, destination, ALL_PORTS if protocol in _WITH_PORTS else (0, 0))
        if terms is None:
            yield whole
        else:
            yield from (one for term in terms if (one := _of_term(whole, term)) is not None)


def _of_term(box: Box, term: ServiceTerm) -> Box | None:
    if term.protocol not in (Protocol.IP, box.protocol):
        return None
    if term.ports is None or box.protocol not in _WITH_PORTS:
        return box
    ports = shared(box.ports, (term.ports.first, term.ports.last))
    return None if ports is None else box._replace(ports=ports)


def shared(one: Range, other: Range) -> Range | None:
    """Return what two ranges have in common."""
    first, last = max(one[0], other[0]), min(one[1], other[1])
    return (first, last) if first <= last else None


def without(box: Box, taken: Box) -> Iterator[Box]:
    """Yield what is left of a box when a box inside it is taken out."""
    for source in beside(box.source, taken.source):
        yield box._replace(source=source)
    for destination in beside(box.destination, taken.destination):
        yield box._replace(source=taken.source, destination=destination)
    for ports in beside(box.ports, taken.ports):
        yield box._replace(source=taken.source, destination=taken.destination, ports=ports)


def beside(whole: Range, inner: Range) -> Iterator[Range]:
    """Yield what of a range lies before and after another inside it."""
    if whole[0] < inner[0]:
        yield whole[0], inner[0] - 1
    if inner[1] < whole[1]:
        yield inner[1] + 1, whole[1]


class Sorted(NamedTuple):
    """What a list of rules did with packets: let through or denied, each with the name of the rule."""

    permitted: tuple[tuple[Box, str], ...]
    denied: tuple[tuple[Box, str], ...]


def by_policy(
    firewall: Firewall, objects: Objects, packets: Iterable[Box], source_zone: str, destination_zone: str
) -> Sorted:
    """Sort packets by a firewall's policy. What no rule is about passes within a zone and not between two."""
    rules = [one for one in firewall.rules if _about(one, source_zone, destination_zone)]

    last = "the same zone" if source_zone == destination_zone else "no rule"
    named = [(one.name, one.permit, partial(_by_policy_rule, one, objects)) for one in rules]
    return _sort(named, packets, otherwise=(last, source_zone == destination_zone))


def _by_policy_rule(rule: PolicyRule, objects: Objects, box: Box) -> Iterator[Box]:
    for term in objects.services(rule.services):
        narrowed = _of_term(box, term)
        if narrowed is None:
            continue
        for source in overlapping(objects.addresses(rule.sources, box.version), box.source):
            for destination in overlapping(objects.addresses(rule.destinations, box.version), box.destination):
                yield narrowed._replace(source=source, destination=destination)


def _about(rule: PolicyRule, source: str, destination: str) -> bool:
    return (not rule.source_zones or source in rule.source_zones) and (
        not rule.destination_zones or destination in rule.destination_zones
    )


def by_acl(acl: Acl, packets: Iterable[Box]) -> Sorted:
    """Sort packets by an access list; what no rule is about is denied."""
    named = [(f"{acl.name} {one.sequence}", one.permit, partial(_by_rule, one)) for one in acl.rules]
    return _sort(named, packets, otherwise=(acl.name, False))


def _by_rule(rule: AclRule, box: Box) -> Iterator[Box]:
    if rule.protocol not in (Protocol.IP, box.protocol):
        return
    source = shared(box.source, everything(box.version) if rule.source is None else range_of(rule.source))
    to = shared(box.destination, everything(box.version) if rule.destination is None else range_of(rule.destination))
    ports = (
        box.ports
        if rule.destination_port is None
        else shared(box.ports, (rule.destination_port.first, rule.destination_port.last))
    )
    if source is not None and to is not None and ports is not None:
        yield box._replace(source=source, destination=to, ports=ports)


_Ruling = tuple[str, bool, Callable[[Box], Iterator[Box]]]
"""The name of a rule, whether it permits, and what of a box it is about."""


def _sort(rules: Sequence[_Ruling], packets: Iterable[Box], otherwise: tuple[str, bool]) -> Sorted:
    permitted: list[tuple[Box, str]] = []
    denied: list[tuple[Box, str]] = []
    rest = list(packets)
    for name, permit, matched in rules:
        left: list[Box] = []
        for box in rest:
            taken = list(matched(box))
            (permitted if permit else denied).extend((one, name) for one in taken)
            left += _left(box, taken)
        rest = left
    (permitted if otherwise[1] else denied).extend((box, otherwise[0]) for box in rest)
    return Sorted(tuple(permitted), tuple(denied))


def _left(box: Box, taken: Sequence[Box]) -> list[Box]:
    left = [box]
    for inner in taken:
        left = [piece for one in left for piece in _minus(one, inner)]
    return left


def _minus(box: Box, inner: Box) -> Iterator[Box]:
    source, destination = shared(box.source, inner.source), shared(box.destination, inner.destination)
    ports = shared(box.ports, inner.ports)
    if source is None or destination is None or ports is None:
        yield box
    else:
        yield from without(box, box._replace(source=source, destination=destination, ports=ports))
