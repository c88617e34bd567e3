"""What RGOS cannot express of static routes and routing protocols."""

import re
from collections.abc import Iterable, Iterator

from govnetgen.model.address import Prefix
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.bgp import Bgp, Family, Neighbor, Origination
from govnetgen.model.device.isis import IsisProcess
from govnetgen.model.device.ospf import AreaKind, OspfProcess
from govnetgen.model.device.redistribution import Redistribution, RouteSource
from govnetgen.model.device.static_route import StaticRoute
from govnetgen.platform import Limit
from govnetgen.platforms.ruijie_rgos.limits_interface import unnamed_kind
from govnetgen.platforms.ruijie_rgos.limits_text import free_text, secret, word

_LINK_LOCAL = Prefix.parse("fe80::/10")
_VERSIONS = {Family.IPV4: 4, Family.IPV6: 6}
_VPN = "VPNv4 and VPNv6 need MPLS, and no source shows how RGOS writes that"


def routing_limits(device: DeviceConfig) -> Iterator[Limit]:
    """Name what cannot be said of the device's routing."""
    asn = device.bgp.asn if device.bgp else None
    for route in device.static_routes:
        for why in _static(route):
            yield Limit("static_routes", f"route {route.prefix}", why)
        yield from word("static_routes", f"route {route.prefix}", route.description, route.vrf)
    for process in device.ospf:
        used = {
            part.area
            for one in device.interfaces
            for part in one.ospf
            if (part.version, part.process) == (process.version, process.number)
        }
        for why in (*_ospf(process, used), *_redistribution(process.redistribute, asn)):
            yield Limit("ospf", f"OSPFv{process.version} process {process.number}", why)
        yield from word("ospf", f"OSPFv{process.version} process {process.number}", process.vrf)
    for isis in device.isis:
        yield from _isis(isis)
    if device.bgp:
        yield from _bgp(device.bgp)


def _static(route: StaticRoute) -> Iterator[str]:
    if route.discard == (route.next_hop is not None):
        yield "a route leads to a next hop or to nowhere"
    if route.next_hop is not None and route.next_hop.version != route.prefix.version:
        yield "the next hop is not of the prefix's IP version"
    if route.next_hop is not None and _LINK_LOCAL.contains(route.next_hop):
        yield "a link-local next hop needs an interface, which the route does not name"


def _ospf(process: OspfProcess, used: set[int]) -> Iterator[str]:
    if process.external_distance is not None:
        yield "the distance of routes from outside the domain is not written here"
    for area in process.areas:
        if area.kind is AreaKind.NORMAL and not area.ranges and area.number not in used:
            yield f"area {area.number} leaves no trace in RGOS: no interface is in it, and nothing is said of it"
        if area.kind is AreaKind.NORMAL and area.no_summary:
            yield f"area {area.number} is normal, and only stub areas and NSSAs can do without summaries"
        if any((one.version == 4) != (process.version == 2) for one in area.ranges):
            yield f"area {area.number} has ranges of the other IP version"


def _redistribution(items: Iterable[Redistribution], asn: int | None) -> Iterator[str]:
    for one in items:
        if one.source is RouteSource.BGP and one.process != asn:
            yield f"RGOS runs one BGP: what is redistributed is AS {asn}, whatever number is said"
        if one.source is RouteSource.OSPF and one.process is None:
            yield "redistribution from OSPF needs the number of the process"
        if one.source in (RouteSource.CONNECTED, RouteSource.STATIC) and one.process is not None:
            yield f"{one.source} routes have no process"
        if one.source is RouteSource.ISIS and one.process == 0:
            yield "the IS-IS process without a tag is redistributed without a number"


def _isis(process: IsisProcess) -> Iterator[Limit]:
    if re.fullmatch(r"[0-9A-Fa-f.]+", process.network_entity) is None:
        yield Limit("isis", f"process {process.number}", f"{process.network_entity!r} is not a network entity title")
    yield from word("isis", f"process {process.number}", process.vrf)


def _bgp(bgp: Bgp) -> Iterator[Limit]:
    for origination in bgp.origination:
        for why in _origination(origination):
            yield Limit("bgp", origination.family, why)
    for neighbor in bgp.neighbors:
        yield from _neighbor(neighbor)
    for vrf in bgp.vrfs:
        yield from word("bgp", f"VRF {vrf.vrf}", vrf.vrf)
        for origination in vrf.origination:
            for why in _origination(origination):
                yield Limit("bgp", f"VRF {vrf.vrf}", why)
        for neighbor in vrf.neighbors:
            yield from _neighbor(neighbor)
            if any(_VERSIONS.get(part.family) != neighbor.address.version for part in neighbor.families):
                why = "in a VRF a neighbour stands in the family of its own address and exchanges that alone"
                yield Limit("bgp", f"neighbor {neighbor.address}", why)


def _origination(item: Origination) -> Iterator[str]:
    version = _VERSIONS.get(item.family)
    if version is None:
        yield _VPN
    elif any(prefix.version != version for prefix in item.networks):
        yield "the networks are not of the family's IP version"
    yield from _redistribution((one for one in item.redistribute if one.source is not RouteSource.BGP), None)
    if any(one.source is RouteSource.BGP for one in item.redistribute):
        yield "BGP does not redistribute itself"


def _neighbor(neighbor: Neighbor) -> Iterator[Limit]:
    subject = f"neighbor {neighbor.address}"
    if any(part.family not in _VERSIONS for part in neighbor.families):
        yield Limit("bgp", subject, _VPN)
    if neighbor.source_interface is not None:
        yield from unnamed_kind("bgp", neighbor.source_interface)
    yield from free_text("bgp", subject, neighbor.description)
    yield from secret("bgp", subject, neighbor.secret)
    for part in neighbor.families:
        yield from word("bgp", subject, part.prefix_list_in, part.prefix_list_out)
