"""Devices are managed from where the inventory says, and hosts speak from their own addresses only."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from govnetgen.lab.expect import Expectation, Kind, Packet
from govnetgen.lab.expect_draw import Sampling
from govnetgen.lab.expect_policy import SSH, Oracle
from govnetgen.lab.expect_sets import packets_of
from govnetgen.lab.expect_station import Spot, Station
from govnetgen.lab.expect_units import expectation
from govnetgen.model.address import Address
from govnetgen.model.device.acl import Protocol


def management(oracle: Oracle, stations: Sequence[Station], devices: Sequence[Station]) -> Iterator[Expectation]:
    """Yield that managers reach each device's SSH and one other host does not."""
    hosts = [one for one in stations if one.unit and not one.device and not one.vpn]
    for position, device in enumerate(devices):
        for version in (4, 6):
            target = device.first(version)
            own = [spot for one in hosts for spot in one.spots(version)][: 4 * len(hosts)]
            managers = [one for one in own if oracle.manages(one.address)]
            others = [one for one in own if not oracle.manages(one.address)]
            if target is None:
                continue
            for manager in managers:
                said = oracle.decide(manager, target, SSH)
                if said.passes:
                    yield expectation(Kind.MANAGEMENT, "network.yaml ssh: from", manager, target, SSH, said)
                    break
            if managers and others:
                yield _refused(others[position % len(others)], target)


def _refused(source: Spot, target: Spot) -> Expectation:
    return Expectation(
        kind=Kind.MANAGEMENT,
        because="network.yaml ssh: from",
        source=source,
        target=target,
        packet=SSH,
        sent_to=target.address,
        sent=SSH,
        passes=False,
    )


def spoofing(oracle: Oracle, stations: Sequence[Station], sampling: Sampling) -> Iterator[Expectation]:
    """Yield that a datagram of each host with the source of another unit does not arrive, and with its own it does."""
    hosts = [one for one in stations if one.unit and not one.device and not one.vpn]
    for position, station in enumerate(hosts):
        for version in (4, 6):
            source = station.first(version)
            partners = list(sampling.partners(hosts, position))
            claimed = next(
                (spot for one in partners if one.unit != station.unit and (spot := one.first(version))), None
            )
            if source is not None and claimed is not None:
                yield from _claims(oracle, source, claimed.address, [*partners, *sampling.few(stations, 24)])


def _claims(oracle: Oracle, source: Spot, claimed: Address, partners: Sequence[Station]) -> Iterator[Expectation]:
    for partner in partners:
        target = partner.first(claimed.version)
        if target is None or partner.device or partner.external or target.address == claimed:
            continue
        for packet in _datagrams(oracle, claimed.version):
            said = oracle.decide(source, target, packet)
            if said.passes and said.sent_to == target.address and _checked(oracle, source, target, claimed, packet):
                honest = expectation(Kind.SPOOFING, "hosts' own addresses pass", source, target, packet, said)
                yield honest
                because = "hosts speak from their own addresses only"
                yield replace(honest, because=because, passes=False, seen_as=None, spoofed=claimed)
                return


def _datagrams(oracle: Oracle, version: int) -> tuple[Packet, ...]:
    known = packets_of(oracle.network, tuple(oracle.network.policy.services), version, every=False)
    own = (packet for packet in known if packet.protocol is Protocol.UDP)
    return tuple(dict.fromkeys((*own, Packet(Protocol.UDP, 53))))


def _checked(oracle: Oracle, source: Spot, target: Spot, claimed: Address, packet: Packet) -> bool:
    """Tell whether the inventory stops the claimed source: on the gateway itself, or by the policy of a firewall."""
    crossings = oracle.crossings(source.station, target.station)
    if crossings is None:
        return False
    if not crossings or crossings[0].device != oracle.boundary(source.station)[0]:
        return True
    rule = oracle.rule(crossings[0], claimed, target.address, packet)
    return rule is None or not rule.permit
