"""What VRP cannot express of routing."""

import re
from collections.abc import Iterable, Iterator

from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.bgp import Bgp, BgpVrf, Family, Neighbor, Origination
from govnetgen.model.device.ospf import AreaKind, OspfArea
from govnetgen.model.device.redistribution import Redistribution, RouteSource
from govnetgen.platform import Limit
from govnetgen.platforms.huawei_vrp.secret_limits import PASSWORD, secret_limits
from govnetgen.platforms.huawei_vrp.service_limits import LONGEST_NAME, named, short

_ENTITY = re.compile(r"[0-9A-Fa-f]{2}(\.[0-9A-Fa-f]{4})+\.00")
_VERSIONS = {Family.IPV4: 4, Family.IPV6: 6}


def vrf_limits(device: DeviceConfig) -> Iterator[Limit]:
    """Name what is not expressible of VRFs."""
    for one in device.vrfs:
        yield from named("vrfs", one.name)
        yield from short("vrfs", LONGEST_NAME, one.name)
        if (one.imports or one.exports) and one.route_distinguisher is None:
            yield Limit("vrfs", one.name, "targets are taken only behind a route distinguisher")
        if (one.imports or one.exports or one.route_distinguisher) and not (one.ipv4 or one.ipv6):
            yield Limit("vrfs", one.name, "distinguisher and targets are settings of a family, and none is on")


def static_route_limits(device: DeviceConfig) -> Iterator[Limit]:
    """Name what is not expressible of static routes."""
    for one in device.static_routes:
        if (one.next_hop is None) is not one.discard:
            yield Limit("static_routes", str(one.prefix), "a route leads to a next hop or to nowhere")
        elif one.next_hop is not None and one.next_hop.version != one.prefix.version:
            yield Limit("static_routes", str(one.prefix), "the next hop is of another IP version")


def _redistribution(items: Iterable[Redistribution], asn: int | None) -> Iterator[str]:
    for one in items:
        numbered = one.source in (RouteSource.OSPF, RouteSource.ISIS)
        if numbered and one.process is None:
            yield f"which {one.source} process routes are taken from has to be said"
        if one.source in (RouteSource.CONNECTED, RouteSource.STATIC) and one.process is not None:
            yield f"{one.source} routes have no process"
        if one.source is RouteSource.BGP and one.process != asn:
            yield "routes are taken from the BGP of this device, without a number"


def ospf_limits(device: DeviceConfig) -> Iterator[Limit]:
    """Name what is not expressible of OSPF."""
    asn = device.bgp.asn if device.bgp else None
    for process in device.ospf:
        subject = f"process {process.number}"
        yield from named("ospf", process.vrf)
        if process.router_id.version != 4:
            yield Limit("ospf", subject, "a router id looks like an IPv4 address")
        if process.external_distance is not None:
            yield Limit("ospf", subject, "the preference of routes from outside the domain is not written here")
        reasons = (
            *_redistribution(process.redistribute, asn),
            *(why for area in process.areas for why in _area(area, 4 if process.version == 2 else 6)),
        )
        yield from (Limit("ospf", subject, why) for why in reasons)


def _area(area: OspfArea, version: int) -> Iterator[str]:
    if area.no_summary and area.kind is AreaKind.NORMAL:
        yield f"area {area.number}: only stub areas and NSSAs go without summaries"
    if any(one.version != version for one in area.ranges):
        yield f"area {area.number}: a summary is of another IP version"


def isis_limits(device: DeviceConfig) -> Iterator[Limit]:
    """Name what is not expressible of IS-IS."""
    for process in device.isis:
        if not _ENTITY.fullmatch(process.network_entity):
            yield Limit("isis", f"process {process.number}", "the network entity is not like 49.0001.0100.4000.8001.00")


def bgp_limits(device: DeviceConfig) -> Iterator[Limit]:
    """Name what is not expressible of BGP."""
    bgp = device.bgp
    if bgp is None:
        return
    if bgp.router_id.version != 4:
        yield Limit("bgp", str(bgp.router_id), "a router id looks like an IPv4 address")
    yield from _cluster(bgp)
    yield from (Limit("bgp", str(bgp.asn), why) for why in _originations(bgp.origination))
    for neighbor in bgp.neighbors:
        yield from _neighbor(neighbor)
        if neighbor.address.version == 6 and {one.family for one in neighbor.families} - {Family.IPV6}:
            yield Limit("bgp", str(neighbor.address), "a session over IPv6 carries IPv6 unicast only")
    for vrf in bgp.vrfs:
        yield from _vrf(vrf)


def _cluster(bgp: Bgp) -> Iterator[Limit]:
    if bgp.cluster_id is None:
        return
    if bgp.cluster_id.version != 4:
        yield Limit("bgp", str(bgp.cluster_id), "a cluster id looks like an IPv4 address")
    if not any(family.reflector_client for one in bgp.neighbors for family in one.families):
        yield Limit("bgp", str(bgp.cluster_id), "a cluster id is a setting of families with clients, and there is none")


def _vrf(item: BgpVrf) -> Iterator[Limit]:
    yield from named("bgp", item.vrf)
    yield from (Limit("bgp", item.vrf, why) for why in _originations(item.origination))
    for neighbor in item.neighbors:
        yield from _neighbor(neighbor)
        own = Family.IPV4 if neighbor.address.version == 4 else Family.IPV6
        if [one.family for one in neighbor.families] != [own]:
            yield Limit("bgp", str(neighbor.address), f"in a VPN instance this neighbour is in {own} and nothing else")


def _originations(items: Iterable[Origination]) -> Iterator[str]:
    for one in items:
        if one.family not in _VERSIONS:
            yield f"{one.family} routes come from VPN instances only"
        elif any(network.version != _VERSIONS[one.family] for network in one.networks):
            yield f"a network is not of {one.family}"
        if any(source.source is RouteSource.BGP for source in one.redistribute):
            yield "BGP does not take routes from itself"
        else:
            yield from _redistribution(one.redistribute, None)


def _neighbor(item: Neighbor) -> Iterator[Limit]:
    yield from secret_limits("bgp", str(item.address), item.secret, PASSWORD)
