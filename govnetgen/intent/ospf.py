"""OSPF: one process for the global table, one a VPN; areas by aggregation site; one summary a site and pool."""

from collections.abc import Iterable, Iterator

from govnetgen.intent.scope import Adjacency, Scope
from govnetgen.intent.translated import seen_beyond, told_routes
from govnetgen.model.address import Address, InterfaceAddress, Prefix
from govnetgen.model.device.ospf import (
    DefaultRoute,
    InterfaceOspf,
    OspfAlgorithm,
    OspfArea,
    OspfAuthentication,
    OspfProcess,
)
from govnetgen.model.device.redistribution import Redistribution, RouteSource
from govnetgen.model.network import Igp, LinkKind, Role, VpnTransport

GLOBAL_PROCESS = 1
# The standby of a pair stays out of the way until the other is gone.
STANDBY_COST = 1000


def build(scope: Scope) -> tuple[OspfProcess, ...]:
    """Return the processes that the device's interfaces take part in."""
    if not scope.routes or scope.router_id is None:
        return ()
    found = []
    for vpn in (None, *scope.vrfs):
        for version in (4, 6):
            areas = _areas(scope, vpn, version)
            if areas:
                found.append(_process(scope, scope.router_id, vpn, version, areas))
    return tuple(found)


def process_number(scope: Scope, vpn: str | None) -> int:
    """Return the number of the process of a table."""
    return GLOBAL_PROCESS if vpn is None else scope.plan.vpn_numbers[vpn]


def _process(scope: Scope, router_id: Address, vpn: str | None, version: int, areas: set[int]) -> OspfProcess:
    return OspfProcess(
        number=process_number(scope, vpn),
        router_id=router_id,
        version=2 if version == 4 else 3,
        vrf=vpn,
        areas=tuple(OspfArea(number=area, ranges=_ranges(scope, vpn, version, area, areas)) for area in sorted(areas)),
        redistribute=tuple(_redistribute(scope, vpn)),
        default_route=_default_route(scope, vpn, version),
        reference_bandwidth_mbps=scope.network.routing.reference_bandwidth_mbps,
    )


def _areas(scope: Scope, vpn: str | None, version: int) -> set[int]:
    areas = set()
    for adjacency in scope.adjacencies:
        addresses = scope.link_addresses(adjacency, vpn or "")
        if any(True for _ in link_ospf(scope, adjacency, addresses, vpn, version)):
            areas.add(scope.link_area(adjacency))
    if (
        vpn is None
        and _runs(scope, None)
        and any(one.version == version for one in scope.plan.loopbacks.get(scope.device.name, ()))
    ):
        areas.add(scope.area)
    for gateway in scope.gateways:
        if gateway.vlan.vpn == vpn and _runs(scope, vpn) and any(one.version == version for one in gateway.subnets):
            areas.add(scope.area)
    return areas


def _runs(scope: Scope, vpn: str | None) -> bool:
    """Tell whether the device speaks OSPF in a table at all: with IS-IS in the backbone only gateways do."""
    if vpn is not None or scope.network.routing.igp is Igp.OSPF:
        return True
    return not scope.is_backbone


def _ranges(scope: Scope, vpn: str | None, version: int, area: int, areas: set[int]) -> tuple[Prefix, ...]:
    """Return the summaries of an area border router: the blocks of its site that lie in this table."""
    if area == 0 or 0 not in areas or scope.device.role is not Role.AGGREGATION:
        return ()
    pools = scope.index.pools_of_table.get(vpn, frozenset())
    blocks = scope.index.site_blocks.get(scope.device.site, ())
    return tuple(sorted(block.prefix for block in blocks if block.pool in pools and block.prefix.version == version))


def _redistribute(scope: Scope, vpn: str | None) -> Iterator[Redistribution]:
    if vpn is not None:
        if scope.network.routing.vpn_transport is VpnTransport.MPLS and scope.is_backbone:
            yield Redistribution(source=RouteSource.BGP, process=scope.network.asn)
        if joins(scope, vpn):
            # also beside BGP: what is static here is not BGP's to the gateways that hang on this very device
            yield Redistribution(source=RouteSource.STATIC)
        return
    external = [one.link.external for one in scope.adjacencies if one.link.external is not None]
    if any(map(told_routes, external)) or any(True for _ in seen_beyond(scope)):
        yield Redistribution(source=RouteSource.STATIC)
    if any(one.link.external and one.link.external.asn for one in scope.adjacencies):
        yield Redistribution(source=RouteSource.BGP, process=scope.network.asn)


def joins(scope: Scope, vpn: str) -> bool:
    """Tell whether another network joins in a VPN here."""
    return any(one.link.external is not None and one.link.external.vpn == vpn for one in scope.adjacencies)


def attaches_gateways(scope: Scope) -> bool:
    """Tell whether a backbone device has links to gateways of units."""
    if not scope.is_backbone:
        return False
    far = (one.far for one in scope.linked(LinkKind.ROUTED) if one.far is not None)
    return any(scope.network.devices[end.device].role is Role.GATEWAY for end in far)


def _default_route(scope: Scope, vpn: str | None, version: int) -> DefaultRoute:
    if vpn is not None:
        return DefaultRoute.NEVER
    if scope.network.routing.igp is Igp.ISIS and scope.is_backbone and version == 4:
        # gateways hear OSPF only; everything else is behind the provider edge
        return DefaultRoute.ALWAYS if attaches_gateways(scope) else DefaultRoute.NEVER
    for one in scope.adjacencies:
        external = one.link.external
        if external and external.default_route and any(peer.version == version for peer in external.peers):
            return DefaultRoute.WHEN_KNOWN
    return DefaultRoute.NEVER


def link_ospf(
    scope: Scope,
    adjacency: Adjacency,
    addresses: Iterable[InterfaceAddress],
    vpn: str | None,
    only: int | None = None,
) -> tuple[InterfaceOspf, ...]:
    """Return a routed link's part in OSPF, for each version that it has addresses of (or ``only`` that IP version)."""
    backbone = all(scope.network.devices[end.device].role is not Role.GATEWAY for end in adjacency.link.ends())
    if vpn is None and scope.network.routing.igp is Igp.ISIS and backbone:
        return ()
    if adjacency.far is None or adjacency.link.kind is not LinkKind.ROUTED:
        return ()
    standby = any(scope.network.devices[end.device].standby for end in adjacency.link.ends())
    return tuple(
        InterfaceOspf(
            process=process_number(scope, vpn),
            area=scope.link_area(adjacency),
            version=2 if version == 4 else 3,
            cost=STANDBY_COST if standby else None,
            point_to_point=True,
            authentication=_authentication(scope) if version == 4 else None,
        )
        for version in (4, 6)
        if only in (None, version) and any(one.version == version for one in addresses)
    )


def _authentication(scope: Scope) -> OspfAuthentication | None:
    routing = scope.network.routing
    if routing.secret is None:
        return None
    return OspfAuthentication(key=routing.key, algorithm=OspfAlgorithm.MD5, secret=routing.secret)


def local_ospf(scope: Scope, addresses: Iterable[InterfaceAddress], vpn: str | None) -> tuple[InterfaceOspf, ...]:
    """Return the part of what hangs on this device alone: advertised, and silent."""
    if not scope.routes or scope.router_id is None or not _runs(scope, vpn):
        return ()
    versions = {one.version for one in addresses}
    return tuple(
        InterfaceOspf(
            process=process_number(scope, vpn), area=scope.area, version=2 if version == 4 else 3, passive=True
        )
        for version in sorted(versions)
    )
