"""Nothing that opens is missed: rules against every packet of a small world."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from govnetgen.model.address import NumberRange, Prefix
from govnetgen.model.device.acl import AclRule, Protocol
from govnetgen.semantics.risk.opening import Rules, opened
from govnetgen.semantics.risk.reach import acl_reach

SOURCES = (None, Prefix.parse("10.0.0.0/30"), Prefix.parse("10.0.0.0/31"), Prefix.parse("10.0.0.2/32"))
DESTINATIONS = (None, Prefix.parse("10.1.0.0/31"), Prefix.parse("10.1.0.1/32"))
PORTS = (None, NumberRange(80, 80), NumberRange(22, 80))
PROTOCOLS = (Protocol.IP, Protocol.TCP, Protocol.UDP)
PACKETS = tuple(
    product(
        [Prefix.parse(f"10.0.0.{last}/32") for last in range(5)],
        [Prefix.parse(f"10.1.0.{last}/32") for last in range(3)],
        (Protocol.TCP, Protocol.UDP, Protocol.ICMP),
        (22, 80, 443),
    )
)
Packet = tuple[Prefix, Prefix, Protocol, int]


@st.composite
def rules(draw: st.DrawFn) -> AclRule:
    """A rule of the small world."""
    protocol = draw(st.sampled_from(PROTOCOLS))
    return AclRule(
        sequence=0,
        permit=draw(st.booleans()),
        protocol=protocol,
        source=draw(st.sampled_from(SOURCES)),
        destination=draw(st.sampled_from(DESTINATIONS)),
        destination_port=None if protocol is Protocol.IP else draw(st.sampled_from(PORTS)),
    )


def matches(rule: AclRule, packet: Packet) -> bool:
    """Match a packet the way devices do."""
    source, destination, protocol, port = packet
    return (
        rule.protocol in (Protocol.IP, protocol)
        and (rule.source is None or rule.source.contains(source))
        and (rule.destination is None or rule.destination.contains(destination))
        and (rule.destination_port is None or rule.destination_port.first <= port <= rule.destination_port.last)
    )


def permitted(listed: dict[str, AclRule]) -> set[Packet]:
    """Every packet that the first matching rule permits."""
    found = set()
    for packet in PACKETS:
        first = next((rule for rule in listed.values() if matches(rule, packet)), None)
        if first is not None and first.permit:
            found.add(packet)
    return found


def resolved(listed: dict[str, AclRule]) -> Rules:
    """The rules as the check sees them."""
    return Rules({name: acl_reach(rule, 4) for name, rule in listed.items()})


@st.composite
def edits(draw: st.DrawFn) -> tuple[dict[str, AclRule], dict[str, AclRule]]:
    """A list, and the list after some edits: rules dropped, changed, added, moved."""
    before = {f"r{number}": rule for number, rule in enumerate(draw(st.lists(rules(), max_size=5)))}
    after = dict(before)
    for name in draw(st.lists(st.sampled_from(sorted(before)), max_size=2)) if before else ():
        after.pop(name, None)
        if draw(st.booleans()):
            after[name] = draw(rules())
    for number in range(draw(st.integers(0, 1))):
        after[f"n{number}"] = draw(rules())
    order = draw(st.permutations(list(after)))
    return before, {name: after[name] for name in (order if draw(st.booleans()) else after)}


@settings(max_examples=400, deadline=None)
@given(edits())
def test_what_opens_is_found(pair: tuple[dict[str, AclRule], dict[str, AclRule]]) -> None:
    before, after = pair
    if permitted(after) - permitted(before):
        assert opened(resolved(before), resolved(after))


@settings(max_examples=100, deadline=None)
@given(st.lists(rules(), max_size=6))
def test_the_same_rules_open_nothing(listed: list[AclRule]) -> None:
    named = {f"r{number}": rule for number, rule in enumerate(listed)}
    assert opened(resolved(named), resolved(named)) == {}


@settings(max_examples=100, deadline=None)
@given(st.lists(rules(), min_size=1, max_size=6), st.data())
def test_a_permission_less_opens_nothing(listed: list[AclRule], data: st.DataObject) -> None:
    named = {f"r{number}": rule for number, rule in enumerate(listed)}
    gone = data.draw(st.sampled_from(sorted(named)))
    if named[gone].permit:
        assert opened(resolved(named), resolved({k: v for k, v in named.items() if k != gone})) == {}
