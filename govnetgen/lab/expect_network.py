"""All that a lab is tested for, in one order, each packet once."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from govnetgen.lab.expect import Expectation, Expectations, Kind, NotProbed, Packet
from govnetgen.lab.expect_devices import management, spoofing
from govnetgen.lab.expect_draw import Sampling
from govnetgen.lab.expect_facts import facts
from govnetgen.lab.expect_nat import translations
from govnetgen.lab.expect_policy import Oracle
from govnetgen.lab.expect_rules import rules
from govnetgen.lab.expect_station import Spot, Station, device_stations, host_stations
from govnetgen.lab.expect_units import exits, expectation, gateways, passing, units
from govnetgen.lab.expect_vpn import vpns
from govnetgen.lab.topology import LabPlan, NodeKind
from govnetgen.model.addressplan import AddressPlan
from govnetgen.model.fact import Facts
from govnetgen.model.network import Network

_NAMED = (Kind.RULE, Kind.NAT, Kind.FACT, Kind.GATEWAY, Kind.MANAGEMENT, Kind.SPOOFING)
"""Kinds whose reason is an entry of the inventory, and not worked out from many."""

WITNESSES = 60
"""Stations that are tried as the source of a packet that shows a target to be alive."""


def expectations(network: Network, plan: AddressPlan, stated: Facts, lab: LabPlan, sampling: Sampling) -> Expectations:
    """Derive what packets must and must not do in a lab of a network (both cut to the same slice, settled)."""
    oracle = Oracle(network, plan)
    hosts = host_stations(lab.hosts)
    devices = device_stations(network, plan, (one.name for one in lab.nodes if one.kind is NodeKind.DEVICE))
    stations = (*hosts, *devices)
    found: Iterable[Expectation | NotProbed] = (
        *gateways(hosts),
        *translations(oracle, hosts, sampling),
        *rules(oracle, stations, sampling),
        *vpns(oracle, hosts, sampling),
        *facts(oracle, hosts, stated, sampling),
        *management(oracle, hosts, devices),
        *spoofing(oracle, hosts, sampling),
        *exits(oracle, hosts),
        *units(oracle, hosts, sampling),
    )
    expected = [one for one in found if isinstance(one, Expectation)]
    expected += _witnesses(oracle, stations, expected)
    alive = {station for one in expected if one.passes for station in (one.source.station, one.target.station)}
    shown = [one for one in expected if {one.source.station, one.target.station} <= alive]
    unshown = [one for one in expected if not {one.source.station, one.target.station} <= alive]
    order = {kind: position for position, kind in enumerate(Kind)}
    return Expectations(
        tuple(sorted(_once(shown), key=lambda one: (order[one.kind], str(one), one.passes))),
        (*(one for one in found if isinstance(one, NotProbed)), *_unshown(unshown, alive)),
    )


def _unshown(unshown: Sequence[Expectation], alive: Collection[Station]) -> Iterator[NotProbed]:
    """Yield the stations that nothing may pass to or from in this lab: what they must not do shows nothing."""
    counts = Counter(
        station.name for one in unshown for station in (one.source.station, one.target.station) if station not in alive
    )
    for name, many in sorted(counts.items()):
        why = f"no packet of this lab may reach it or come from it, so {many} blocked ones would show nothing"
        yield NotProbed(subject=name, why=why)


def _once(expected: Iterable[Expectation]) -> Iterator[Expectation]:
    """Yield each expectation once, with all that says so."""
    same: dict[object, list[Expectation]] = {}
    for one in expected:
        same.setdefault((one.key, one.passes), []).append(one)
    for first, *others in same.values():
        reasons = dict.fromkeys(one.because for one in (first, *others) if one.kind in _NAMED)
        place = next((one.location for one in (first, *others) if one.location is not None), None)
        seen_as = next((one.seen_as for one in (first, *others) if one.seen_as is not None), None)
        because = "; ".join(reasons) or first.because
        yield replace(first, because=because, location=place, seen_as=seen_as)


def _witnesses(oracle: Oracle, stations: Sequence[Station], expected: Sequence[Expectation]) -> Iterator[Expectation]:
    """Yield packets that do pass to the targets of those that must not: without them a dead lab would pass."""
    shown = {(one.target, one.packet) for one in expected if one.passes}
    reached = {one.target for one in expected if one.passes}
    for one in expected:
        key = (one.target, one.packet)
        if one.passes or key in shown:
            continue
        shown.add(key)
        found = _witness(oracle, stations, one.target, one.packet)
        if found is None and one.target not in reached:
            found = _any_witness(oracle, stations, one.target)
        if found is not None:
            reached.add(one.target)
            yield found


def _witness(oracle: Oracle, stations: Sequence[Station], target: Spot, packet: Packet) -> Expectation | None:
    for source in _near(oracle, stations, target):
        said = oracle.decide(source, target, packet)
        if said.passes:
            return expectation(Kind.SERVICE, "", source, target, packet, said)
    return None


def _any_witness(oracle: Oracle, stations: Sequence[Station], target: Spot) -> Expectation | None:
    for source in _near(oracle, stations, target):
        found = passing(oracle, source, target)
        if found is not None:
            return expectation(Kind.SERVICE, "", source, target, *found)
    return None


def _near(oracle: Oracle, stations: Sequence[Station], target: Spot) -> Iterator[Spot]:
    """Yield who may reach a target: hosts of its own unit first, devices last, and not too many."""
    table = oracle.table(target.station)
    found = [one for one in stations if one != target.station and oracle.table(one) == table]
    for station in sorted(found, key=lambda one: (bool(one.device), one.unit != target.station.unit))[:WITNESSES]:
        source = station.first(target.address.version)
        if source is not None:
            yield source
