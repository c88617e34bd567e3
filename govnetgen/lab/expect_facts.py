"""What the documents state about reachability, as packets."""

from collections.abc import Iterator, Sequence

from govnetgen.lab.expect import Expectation, Kind, NotProbed, Packet, echo
from govnetgen.lab.expect_draw import Sampling
from govnetgen.lab.expect_policy import Oracle
from govnetgen.lab.expect_sets import packets_of
from govnetgen.lab.expect_station import Spot, Station
from govnetgen.lab.expect_units import passing
from govnetgen.model.device.acl import Protocol
from govnetgen.model.fact import Fact, Facts, ReachabilityClaim


def facts(
    oracle: Oracle, stations: Sequence[Station], stated: Facts, sampling: Sampling
) -> Iterator[Expectation | NotProbed]:
    """Yield the packets that decide each statement about reachability."""
    for fact in stated.facts:
        if isinstance(fact.claim, ReachabilityClaim):
            found = list(_fact(oracle, stations, fact, fact.claim, sampling))
            yield from found
            if not found:
                why = f"{fact.claim.source} or {fact.claim.destination} is not in this lab"
                yield NotProbed(subject=f"fact {fact.say}", why=why, location=fact.location)


def _fact(
    oracle: Oracle, stations: Sequence[Station], fact: Fact, claim: ReachabilityClaim, sampling: Sampling
) -> Iterator[Expectation]:
    sources = sampling.few(_named(stations, claim.source), 2)
    targets = sampling.few(_named(stations, claim.destination), 2)
    for source in sources:
        for target in targets:
            one = source.first(4)
            other = None if one is None else _reached(oracle, claim, one, target)
            if source != target and one is not None and other is not None:
                for packet in _packets(oracle, claim, one, other):
                    yield _stated(oracle, fact, claim, one, other, packet)


def _stated(
    oracle: Oracle, fact: Fact, claim: ReachabilityClaim, source: Spot, target: Spot, packet: Packet
) -> Expectation:
    said = oracle.decide(source, target, packet)
    return Expectation(
        kind=Kind.FACT,
        because=f"{fact.say} ({fact.source})",
        source=source,
        target=target,
        packet=packet,
        sent_to=said.sent_to,
        sent=said.sent,
        passes=claim.reachable,
        location=fact.location,
    )


def _reached(oracle: Oracle, claim: ReachabilityClaim, source: Spot, target: Station) -> Spot | None:
    """Return the address of a place that a statement is about: one that can be reached, where any has to be."""
    spots = list(target.spots(4))
    if claim.reachable:
        spots.sort(key=lambda one: passing(oracle, source, one) is None)
    return spots[0] if spots else None


def _packets(oracle: Oracle, claim: ReachabilityClaim, source: Spot, target: Spot) -> tuple[Packet, ...]:
    if claim.service is not None and claim.service in oracle.network.policy.services:
        return tuple(packets_of(oracle.network, (claim.service,), 4, every=False))
    found = passing(oracle, source, target)
    if claim.reachable:
        return (found[0],) if found is not None else (echo(4),)
    return (echo(4), Packet(Protocol.TCP, 80))


def _named(stations: Sequence[Station], name: str) -> list[Station]:
    """Return the stations that a name of a statement stands for: unit, VLAN, network outside, or zone."""
    unit, _, vlan = name.partition("/")
    hosts = [one for one in stations if not one.device]
    if vlan:
        return [one for one in hosts if (one.unit, one.vlan) == (unit, vlan.partition("/")[0])]
    own = [one for one in hosts if name in (one.unit, one.external)]
    return own or [one for one in hosts if one.zone == name]
