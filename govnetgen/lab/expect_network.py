"""All that a lab is tested for, in one order, each packet once."""

from collections.abc import Iterable, Iterator, Sequence

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
        *rules(oracle, stations, sampling),
        *translations(oracle, hosts, sampling),
        *vpns(oracle, hosts, sampling),
        *facts(oracle, hosts, stated, sampling),
        *management(oracle, hosts, devices),
        *spoofing(oracle, hosts, sampling),
        *exits(oracle, hosts),
        *units(oracle, hosts, sampling),
    )
    expected = [one for one in found if isinstance(one, Expectation)]
    expected += _witnesses(oracle, stations, expected)
    order = {kind: position for position, kind in enumerate(Kind)}
    unique = {(one.key, one.passes): one for one in reversed(expected)}
    return Expectations(
        tuple(sorted(unique.values(), key=lambda one: (order[one.kind], str(one), one.passes))),
        tuple(one for one in found if isinstance(one, NotProbed)),
    )


def _witnesses(oracle: Oracle, stations: Sequence[Station], expected: Sequence[Expectation]) -> Iterator[Expectation]:
    """Yield packets that do pass to the targets of those that must not: without them a dead lab would pass."""
    shown = {(one.target, one.packet) for one in expected if one.passes}
    for one in expected:
        key = (one.target, one.packet)
        if one.passes or key in shown:
            continue
        shown.add(key)
        found = _witness(oracle, stations, one.target, one.packet)
        if found is not None:
            yield found


def _witness(oracle: Oracle, stations: Sequence[Station], target: Spot, packet: Packet) -> Expectation | None:
    version = target.address.version
    table = oracle.table(target.station)
    near = [one for one in stations if oracle.table(one) == table and one != target.station]
    ordered = sorted(near, key=lambda one: (bool(one.device), one.unit != target.station.unit))[:WITNESSES]
    other: Expectation | None = None
    for station in ordered:
        source = station.first(version)
        if source is None:
            continue
        said = oracle.decide(source, target, packet)
        if said.passes:
            return expectation(Kind.SERVICE, "", source, target, packet, said)
        if other is None and (found := passing(oracle, source, target)) is not None:
            other = expectation(Kind.SERVICE, "", source, target, *found)
    return other
