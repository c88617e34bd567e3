"""VPNs: members reach each other, spokes only their hubs, and nobody reaches in or out."""

from collections.abc import Iterator, Sequence

from govnetgen.lab.expect import Expectation, Kind, Packet, echo
from govnetgen.lab.expect_draw import Sampling
from govnetgen.lab.expect_policy import Oracle
from govnetgen.lab.expect_station import Spot, Station
from govnetgen.lab.expect_units import expectation
from govnetgen.model.device.acl import Protocol

WITHIN = (Packet(Protocol.TCP, 80), Packet(Protocol.UDP, 53))


def vpns(oracle: Oracle, stations: Sequence[Station], sampling: Sampling) -> Iterator[Expectation]:
    """Yield what members of VPNs reach, and what they and others do not."""
    members: dict[str, list[Station]] = {}
    for station in stations:
        if station.vpn and station.unit:
            members.setdefault(station.vpn, []).append(station)
    outside = [one for one in stations if not one.vpn and one.unit and not one.device]
    names = sorted(members)
    for position, name in enumerate(names):
        own = members[name]
        for place, station in enumerate(own):
            yield from _inside(oracle, station, own, place, sampling)
            strangers = [outside[place % len(outside)]] if outside else []
            if len(names) > 1:
                other = members[names[(position + 1) % len(names)]]
                strangers.append(other[place % len(other)])
            yield from _apart(oracle, station, strangers)


def _inside(
    oracle: Oracle, station: Station, members: Sequence[Station], place: int, sampling: Sampling
) -> Iterator[Expectation]:
    passed = stopped = 0
    for partner in sampling.partners(members, place):
        for version in (4, 6):
            source, target = station.first(version), partner.first(version)
            if source is None or target is None:
                continue
            said = oracle.decide(source, target, echo(version))
            if said.passes and (sampling.every or passed < sampling.others):
                passed += version == 4
                yield from _each(oracle, Kind.VPN, source, target, (echo(version), *WITHIN))
            elif said.passes is False and (sampling.every or stopped < sampling.others):
                stopped += version == 4
                yield from _each(oracle, Kind.ISOLATION, source, target, (echo(version),))


def _apart(oracle: Oracle, station: Station, strangers: Sequence[Station]) -> Iterator[Expectation]:
    for stranger in strangers:
        for version in (4, 6):
            one, other = station.first(version), stranger.first(version)
            if one is not None and other is not None:
                yield from _each(oracle, Kind.ISOLATION, one, other, (echo(version), WITHIN[0]))
                yield from _each(oracle, Kind.ISOLATION, other, one, (echo(version),))


def _each(oracle: Oracle, kind: Kind, source: Spot, target: Spot, packets: Sequence[Packet]) -> Iterator[Expectation]:
    for packet in packets:
        said = oracle.decide(source, target, packet)
        if said.passes is not None:
            yield expectation(kind, "", source, target, packet, said)
