"""Sets of packets through policies and lists, against asking rule by rule about each single packet."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from govnetgen.model.address import NumberRange, Prefix
from govnetgen.model.device.acl import Acl, AclRule, Protocol
from govnetgen.model.device.firewall import (
    AddressObject,
    Firewall,
    PolicyRule,
    ServiceObject,
    ServiceTerm,
)
from govnetgen.verify.packets import Box, by_acl, by_policy
from govnetgen.verify.ranges import Objects, merged, overlapping

SPACE = 16
"""Addresses and ports of the small world in which every packet can be asked about."""

PREFIXES = st.integers(28, 32).flatmap(
    lambda length: st.integers(0, (1 << (length - 28)) - 1).map(lambda n: Prefix(4, n << (32 - length), length))
)
PORTS = st.tuples(st.integers(0, SPACE - 1), st.integers(0, SPACE - 1)).map(lambda two: NumberRange(*sorted(two)))
WHOLE = Box(4, Protocol.TCP, (0, SPACE - 1), (0, SPACE - 1), (0, SPACE - 1))
OBJECTS = tuple(f"o{number}" for number in range(3))
SERVICES = tuple(f"s{number}" for number in range(2))
RULES = st.builds(
    PolicyRule,
    name=st.sampled_from(["a", "b", "c"]),
    permit=st.booleans(),
    source_zones=st.sampled_from([(), ("in",), ("out",)]),
    destination_zones=st.sampled_from([(), ("out",), ("in", "out")]),
    sources=st.lists(st.sampled_from(OBJECTS), max_size=2, unique=True).map(tuple),
    destinations=st.lists(st.sampled_from(OBJECTS), max_size=2, unique=True).map(tuple),
    services=st.lists(st.sampled_from(SERVICES), max_size=2, unique=True).map(tuple),
)
FIREWALLS = st.builds(
    Firewall,
    address_objects=st.tuples(
        *(
            st.lists(PREFIXES, max_size=3).map(
                lambda members, name=name: AddressObject(name=name, members=tuple(members))
            )
            for name in OBJECTS
        )
    ),
    service_objects=st.tuples(
        *(
            st.lists(
                st.builds(ServiceTerm, protocol=st.sampled_from([Protocol.TCP, Protocol.UDP]), ports=st.none() | PORTS),
                max_size=2,
            ).map(lambda terms, name=name: ServiceObject(name=name, terms=tuple(terms)))
            for name in SERVICES
        )
    ),
    rules=st.lists(RULES, max_size=5).map(tuple),
)


def holds(box: Box, packet: tuple[int, int, int]) -> bool:
    """Tell whether a packet is in a box."""
    return all(first <= value <= last for value, (first, last) in zip(packet, box[2:], strict=True))


def every_packet() -> list[tuple[int, int, int]]:
    """Source, destination and port of the packets that are asked about: all near the bounds of prefixes."""
    return [(s, d, p) for s in range(SPACE) for d in range(0, SPACE, 3) for p in range(0, SPACE, 2)]


def permitted(firewall: Firewall, source: int, destination: int, port: int) -> bool:
    """Ask a policy about one packet, rule by rule."""
    objects = {one.name: one.members for one in firewall.address_objects}
    services = {one.name: one.terms for one in firewall.service_objects}

    def named(names: tuple[str, ...], address: int) -> bool:
        return not names or any(one.value <= address <= one.last for name in names for one in objects[name])

    def served(names: tuple[str, ...]) -> bool:
        terms = [term for name in names for term in services[name] if term.protocol is Protocol.TCP]
        return not names or any(one.ports is None or one.ports.first <= port <= one.ports.last for one in terms)

    for rule in firewall.rules:
        zones = (not rule.source_zones or "in" in rule.source_zones) and (
            not rule.destination_zones or "out" in rule.destination_zones
        )
        if zones and named(rule.sources, source) and named(rule.destinations, destination) and served(rule.services):
            return rule.permit
    return False


@given(FIREWALLS)
def test_a_policy_does_with_sets_what_it_does_with_packets(firewall: Firewall) -> None:
    result = by_policy(firewall, Objects(firewall), [WHOLE], "in", "out")
    for packet in every_packet():
        through = any(holds(box, packet) for box, _ in result.permitted)
        stopped = any(holds(box, packet) for box, _ in result.denied)
        assert through != stopped, packet
        assert through == permitted(firewall, *packet), packet


ACL_RULES = st.builds(
    AclRule,
    sequence=st.just(1),
    permit=st.booleans(),
    protocol=st.sampled_from([Protocol.IP, Protocol.TCP, Protocol.UDP]),
    source=st.none() | PREFIXES,
    destination=st.none() | PREFIXES,
    destination_port=st.none() | PORTS,
)


@given(st.lists(ACL_RULES, max_size=5))
def test_a_list_does_with_sets_what_it_does_with_packets(rules: list[AclRule]) -> None:
    result = by_acl(Acl(name="list", rules=tuple(rules)), [WHOLE])
    for source, destination, port in every_packet():
        expected = False
        for rule in rules:
            about = (
                rule.protocol in (Protocol.IP, Protocol.TCP)
                and (rule.source is None or rule.source.value <= source <= rule.source.last)
                and (rule.destination is None or rule.destination.value <= destination <= rule.destination.last)
                and (rule.destination_port is None or rule.destination_port.first <= port <= rule.destination_port.last)
            )
            if about:
                expected = rule.permit
                break
        assert any(holds(box, (source, destination, port)) for box, _ in result.permitted) == expected


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 9)), max_size=8), st.integers(0, 40), st.integers(0, 9))
def test_ranges_merge_and_overlap_like_sets(pairs: list[tuple[int, int]], first: int, size: int) -> None:
    ranges = merged((start, start + length) for start, length in pairs)
    members = {value for start, length in pairs for value in range(start, start + length + 1)}
    assert {value for start, end in ranges for value in range(start, end + 1)} == members
    assert all(one[1] + 1 < other[0] for one, other in pairwise(ranges))
    shared = {value for start, end in overlapping(ranges, (first, first + size)) for value in range(start, end + 1)}
    assert shared == members & set(range(first, first + size + 1))
