"""Units and their services: what the policy lets each reach, what it does not, their gateways, and the way out."""

from collections.abc import Iterator, Sequence

from govnetgen.lab.expect import Expectation, Kind, Packet, echo
from govnetgen.lab.expect_draw import Sampling
from govnetgen.lab.expect_policy import Decision, Oracle
from govnetgen.lab.expect_sets import packets_of
from govnetgen.lab.expect_station import Spot, Station
from govnetgen.model.address import Address
from govnetgen.model.device.acl import Protocol

UNSERVED = (Packet(Protocol.TCP, 23), Packet(Protocol.UDP, 69), Packet(Protocol.TCP, 80))
"""What is tried where nothing is served: Telnet, TFTP, and the web, which may be."""


def expectation(kind: Kind, because: str, source: Spot, target: Spot, packet: Packet, said: Decision) -> Expectation:
    """Make an expectation of what was decided."""
    if said.passes is None:
        raise ValueError(f"nothing is said of {source} to {target} {packet}")
    return Expectation(
        kind=kind,
        because=because or said.why,
        source=source,
        target=target,
        packet=packet,
        sent_to=said.sent_to,
        sent=said.sent,
        passes=said.passes,
        seen_as=said.seen_as if said.passes else None,
    )


def units(oracle: Oracle, stations: Sequence[Station], sampling: Sampling) -> Iterator[Expectation]:
    """Yield what each station reaches of a few others, and what it does not."""
    for position, station in enumerate(stations):
        for version in (4, 6):
            source = station.first(version)
            if source is not None:
                yield from _of_station(oracle, source, tuple(sampling.partners(stations, position)), sampling)


def _of_station(oracle: Oracle, source: Spot, partners: Sequence[Station], sampling: Sampling) -> Iterator[Expectation]:
    version = source.address.version
    served = blocked = 0
    most = len(partners) if sampling.every else sampling.others
    for partner in partners:
        target = partner.first(version)
        if target is None:
            continue
        if served < most and (found := passing(oracle, source, target)) is not None:
            served += 1
            yield expectation(Kind.SERVICE, "", source, target, *found)
        if blocked < most and (found := stopped(oracle, source, target)) is not None:
            blocked += 1
            apart = oracle.table(source.station) != oracle.table(partner)
            yield expectation(Kind.ISOLATION if apart else Kind.ZONE, "", source, target, *found)


def passing(oracle: Oracle, source: Spot, target: Spot) -> tuple[Packet, Decision] | None:
    """Return a packet that passes from one spot to another, if the inventory names any that does."""
    version = target.address.version
    known = (
        packet for packet in packets_of(oracle.network, tuple(oracle.network.policy.services), version, every=False)
    )
    return _first(oracle, source, target, (*known, echo(version), Packet(Protocol.TCP, 80)), passes=True)


def stopped(oracle: Oracle, source: Spot, target: Spot) -> tuple[Packet, Decision] | None:
    """Return a packet that does not pass, if the inventory stops any."""
    return _first(oracle, source, target, (echo(target.address.version), *UNSERVED), passes=False)


def _first(
    oracle: Oracle, source: Spot, target: Spot, packets: Sequence[Packet], *, passes: bool
) -> tuple[Packet, Decision] | None:
    for packet in packets:
        said = oracle.decide(source, target, packet)
        if said.passes is passes:
            return packet, said
    return None


def gateways(stations: Sequence[Station]) -> Iterator[Expectation]:
    """Yield that each host's gateway answers it."""
    for station in stations:
        for gateway in station.gateways if station.unit else ():
            source = station.first(gateway.version)
            if source is not None:
                yield _answers(source, gateway)


def _answers(source: Spot, gateway: Address) -> Expectation:
    packet = echo(gateway.version)
    target = Spot(Station(name=f"gateway of {source.station.name}", node="", addresses=()), gateway)
    return Expectation(
        kind=Kind.GATEWAY,
        because=f"unit {source.station.unit} VLAN {source.station.vlan}",
        source=source,
        target=target,
        packet=packet,
        sent_to=gateway,
        sent=packet,
        passes=True,
    )


def exits(oracle: Oracle, stations: Sequence[Station]) -> Iterator[Expectation]:
    """Yield what each unit may send to the Internet, and one thing that it may not."""
    outside = [one for one in stations if one.external in oracle.exits()]
    for station in stations:
        for beyond in outside[:1] if station.unit else ():
            for version in (4, 6):
                source, target = station.first(version), beyond.first(version)
                if source is None or target is None:
                    continue
                if (found := passing(oracle, source, target)) is not None:
                    yield expectation(Kind.EXIT, f"{found[1].why}, exit to {beyond.external}", source, target, *found)
                if (found := stopped(oracle, source, target)) is not None:
                    yield expectation(Kind.ZONE, "", source, target, *found)
