"""One proof a rule: what it permits passes because of it, the port beside it does not."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from govnetgen.lab.expect import Expectation, Kind, NotProbed, Packet
from govnetgen.lab.expect_draw import Sampling
from govnetgen.lab.expect_policy import Crossing, Decision, Oracle
from govnetgen.lab.expect_sets import packets_of
from govnetgen.lab.expect_station import Spot, Station
from govnetgen.lab.expect_units import expectation
from govnetgen.model.device.acl import Protocol
from govnetgen.model.network import Rule

TRIED = 24
"""Sources and targets that are tried for a rule on a firewall, each."""


def rules(oracle: Oracle, stations: Sequence[Station], sampling: Sampling) -> Iterator[Expectation | NotProbed]:
    """Yield for each rule, on each of its firewalls, what shows it; and the rules that nothing in the lab shows.

    A pair's standby firewall decides nothing while the other one lives.
    """
    spots = _Spots(oracle, stations)
    for rule in oracle.network.policy.rules:
        firewalls = [name for name in sorted(oracle.network.devices) if oracle.applies(rule, name)]
        tried = [name for name in firewalls if not oracle.network.devices[name].standby]
        found = [one for device in tried for one in _on(oracle, spots, sampling, rule, device)]
        if found:
            yield from found
        elif firewalls:
            yield NotProbed(subject=f"rule {rule.name}", why=_why(rule, tried), location=rule.location)


def _why(rule: Rule, tried: Sequence[str]) -> str:
    ends = f"{', '.join(rule.from_zones) or 'any zone'} to {', '.join(rule.to_zones) or 'any zone'}"
    return f"no two places of this lab ({ends} at {', '.join(tried[:4]) or 'no active firewall'}) send what it decides"


def _on(oracle: Oracle, spots: "_Spots", sampling: Sampling, rule: Rule, device: str) -> Iterator[Expectation]:
    for version in (4, 6):
        shown: set[Packet] = set()
        wanted = set(_one_a_protocol(oracle, rule, version, sampling))
        for source, target in _ends(oracle, spots, rule, device, version):
            for packet in sorted(wanted - shown, key=str):
                said = oracle.decide(source, target, packet)
                if _decides(said, rule, device) and said.passes is rule.permit:
                    shown.add(packet)
                    found = expectation(Kind.RULE, f"rule {rule.name}", source, target, packet, said)
                    beside = _beside(oracle, rule, source, target, packet)
                    yield from (replace(one, location=rule.location) for one in (found, *beside))
            if shown == wanted:
                break


def _one_a_protocol(oracle: Oracle, rule: Rule, version: int, sampling: Sampling) -> Iterator[Packet]:
    seen: set[Protocol] = set()
    for packet in packets_of(oracle.network, rule.services, version, every=sampling.every):
        if sampling.every or packet.protocol not in seen:
            seen.add(packet.protocol)
            yield packet


def _decides(said: Decision, rule: Rule, device: str) -> bool:
    return any(crossing.device == device and one is rule for crossing, one in (said.rules or {}).items())


class _Spots:
    """The addresses that packets of the global table may come from and go to, by the firewall that they are behind."""

    def __init__(self, oracle: Oracle, stations: Sequence[Station]) -> None:
        self.everywhere: dict[int, list[tuple[str, Spot]]] = {4: [], 6: []}
        self.behind: dict[tuple[int, str], list[tuple[str, Spot]]] = {}
        for station in sorted(stations, key=lambda one: bool(one.device)):
            if oracle.table(station) == "":
                near, zone = oracle.boundary(station)
                for version, every in self.everywhere.items():
                    for spot in station.spots(version):
                        every.append((near, spot))
                        self.behind.setdefault((version, near), []).append((zone, spot))

    def held(
        self, oracle: Oracle, version: int, device: str, zones: Sequence[str], names: Sequence[str]
    ) -> Iterator[Spot]:
        """Yield the spots in some zones of a firewall and in some sets; those right behind it come first."""
        for zone, spot in self.behind.get((version, device), ()):
            if (not zones or zone in zones) and oracle.sets.holds(names, spot.address, device):
                yield spot
        if not zones or oracle.backbone in zones:
            for near, spot in self.everywhere[version]:
                if near != device and oracle.sets.holds(names, spot.address, device):
                    yield spot


def _ends(oracle: Oracle, spots: _Spots, rule: Rule, device: str, version: int) -> Iterator[tuple[Spot, Spot]]:
    """Yield sources and targets between which packets cross the firewall and that the rule's sets hold."""
    sources = list(islice(spots.held(oracle, version, device, rule.from_zones, rule.sources), TRIED))
    if not sources:
        return
    targets = list(islice(spots.held(oracle, version, device, rule.to_zones, rule.destinations), TRIED))
    for source in sources:
        for target in targets:
            if source.station != target.station and _crosses(oracle, rule, device, source, target):
                yield source, target


def _crosses(oracle: Oracle, rule: Rule, device: str, source: Spot, target: Spot) -> bool:
    return any(
        crossing.device == device and rule in oracle.rules(crossing)
        for crossing in oracle.crossings(source.station, target.station) or ()
    )


def _beside(oracle: Oracle, rule: Rule, source: Spot, target: Spot, packet: Packet) -> Iterator[Expectation]:
    """Yield the nearest port above one that the rule permits which the policy does not permit on the same way."""
    if not rule.permit or not packet.port:
        return
    for port in range(packet.port + 1, min(packet.port + 200, 65535)):
        other = Packet(packet.protocol, port)
        said = oracle.decide(source, target, other)
        if said.passes is False and _is_denied(said):
            because = f"rule {rule.name}: not {other}"
            yield expectation(Kind.RULE, because, source, target, other, said)
            return


def _is_denied(said: Decision) -> bool:
    rules: dict[Crossing, Rule | None] = dict(said.rules or {})
    return any(one is None or not one.permit for one in rules.values())
