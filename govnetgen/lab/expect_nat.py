"""Address translation: what the far end sees, what is published, and that inside addresses are not reached."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from govnetgen.lab.expect import Expectation, Kind, NotProbed, Packet
from govnetgen.lab.expect_draw import Sampling
from govnetgen.lab.expect_policy import Oracle
from govnetgen.lab.expect_station import Spot, Station
from govnetgen.lab.expect_units import expectation, passing
from govnetgen.model.device.acl import Protocol
from govnetgen.model.network import PublishedServer, SourceTranslation, StaticTranslation


def translations(oracle: Oracle, stations: Sequence[Station], sampling: Sampling) -> Iterator[Expectation | NotProbed]:
    """Yield what shows each translation of the policy, and those that nothing in the lab shows."""
    outside = [one for one in stations if one.external and oracle.table(one) == ""]
    inside = [one for one in stations if one.unit and not one.device and oracle.table(one) == ""]
    policy = oracle.network.policy
    for source in policy.source_nat:
        yield from _or_not(
            f"source translation {source.name}", _source(oracle, source, inside, outside, sampling), source
        )
    for static in policy.static_nat:
        yield from _or_not(f"static translation {static.name}", _static(oracle, static, inside, outside), static)
    for server in policy.published:
        yield from _or_not(f"published {server.name}", _published(oracle, server, inside, outside), server)


def _or_not(
    subject: str, found: Iterator[Expectation], entry: SourceTranslation | StaticTranslation | PublishedServer
) -> Iterator[Expectation | NotProbed]:
    shown = [
        replace(one, because=f"{subject}{', ' + one.because if one.because else ''}", location=entry.location)
        for one in found
    ]
    yield from shown
    if not shown:
        why = "no two places of this lab are on either side of it"
        yield NotProbed(subject=subject, why=why, location=entry.location)


def _source(
    oracle: Oracle,
    one: SourceTranslation,
    inside: Sequence[Station],
    outside: Sequence[Station],
    sampling: Sampling,
) -> Iterator[Expectation]:
    shown = 0
    for beyond in outside:
        device, zone = oracle.boundary(beyond)
        if not oracle.applies(one, device) or (one.to_zones and zone not in one.to_zones):
            continue
        for station in sampling.few(inside, 12):
            source, target = station.first(4), beyond.first(4)
            if source is None or target is None or not oracle.sets.holds(one.sources, source.address, device):
                continue
            found = passing(oracle, source, target)
            if found is not None and (sampling.every or shown < sampling.others):
                shown += 1
                yield expectation(Kind.NAT, f"rule of {device}", source, target, *found)


def _static(
    oracle: Oracle, one: StaticTranslation, inside: Sequence[Station], outside: Sequence[Station]
) -> Iterator[Expectation]:
    block = oracle.inside(one)
    own = [
        spot for station in inside for spot in station.spots(4) if block is not None and block.contains(spot.address)
    ]
    beyond = [spot for station in outside if oracle.boundary(station)[1] == one.zone for spot in station.spots(4)]
    for within in own[:2]:
        for far in beyond[:2]:
            for source, target in ((within, far), (far, within)):
                found = passing(oracle, source, target)
                if found is not None:
                    yield expectation(Kind.NAT, "", source, target, *found)


def _published(
    oracle: Oracle, one: PublishedServer, inside: Sequence[Station], outside: Sequence[Station]
) -> Iterator[Expectation]:
    host = oracle.sets.host(one.inside)
    packet = Packet(Protocol(one.protocol), one.inside_port)
    targets = [spot for station in inside for spot in station.spots(4) if spot.address == host]
    for beyond in outside:
        source = beyond.first(4)
        if source is None or oracle.boundary(beyond)[1] != one.zone:
            continue
        for target in targets[:1]:
            said = oracle.decide(source, target, packet)
            if said.passes is not None and (said.sent_to, said.sent.port) == (one.outside, one.outside_port):
                yield expectation(Kind.NAT, "", source, target, packet, said)
                yield from _unpublished(oracle, one, source, target)


def _unpublished(oracle: Oracle, one: PublishedServer, source: Spot, target: Spot) -> Iterator[Expectation]:
    """Yield that the port beside a published one leads nowhere."""
    taken = {other.outside_port for other in oracle.network.policy.published if other.outside == one.outside}
    port = next(port for port in range(one.outside_port + 1, 1 << 16) if port not in taken)
    packet = Packet(Protocol(one.protocol), port)
    yield Expectation(
        kind=Kind.NAT,
        because=f"{packet} is not published",
        source=source,
        target=target,
        packet=packet,
        sent_to=one.outside,
        sent=packet,
        passes=False,
    )
