"""BGP: routes of units and VPNs between backbone devices over reflecting cores, and neighbours outside this network.

Where the backbone speaks IS-IS, it holds nothing but its own links and loopbacks; what units and exits bring is in BGP.
"""

from collections.abc import Iterator

from govnetgen.intent.ospf import GLOBAL_PROCESS, attaches_gateways, joins, process_number
from govnetgen.intent.prefix_list import accept_name, advertise_name
from govnetgen.intent.scope import BACKBONE, Adjacency, Scope
from govnetgen.intent.static_route import DEFAULT
from govnetgen.intent.translated import seen_beyond, told_routes
from govnetgen.model.address import Address, Prefix
from govnetgen.model.device.bgp import Bgp, BgpVrf, Family, Neighbor, NeighborFamily, Origination
from govnetgen.model.device.redistribution import Redistribution, RouteSource
from govnetgen.model.network import Igp, Role, VpnTransport

_FAMILY = {4: Family.IPV4, 6: Family.IPV6}


def build(scope: Scope) -> Bgp | None:
    """Return the BGP speaker, for provider edges, their reflectors and boundary devices."""
    if scope.router_id is None:
        return None
    inner = tuple(_reflection(scope))
    outer = tuple(neighbor for one in scope.adjacencies for neighbor in _external(one))
    if not inner and not outer:
        return None
    return Bgp(
        asn=scope.network.asn,
        router_id=scope.router_id,
        cluster_id=scope.router_id if inner and scope.device.role is Role.CORE else None,
        origination=tuple(_originations(scope)),
        neighbors=inner + outer,
        vrfs=tuple(_vrfs(scope)) if _is_provider_edge(scope, scope.device.name) else (),
    )


def _labelled(scope: Scope) -> bool:
    return scope.network.routing.vpn_transport is VpnTransport.MPLS


def _in_bgp(scope: Scope) -> bool:
    """Tell whether the routes of the global table that are not the backbone's own travel in BGP."""
    return scope.network.routing.igp is Igp.ISIS


def _is_provider_edge(scope: Scope, name: str) -> bool:
    return _labelled(scope) and scope.network.devices[name].role in (Role.CORE, Role.AGGREGATION)


def _reflection(scope: Scope) -> Iterator[Neighbor]:
    """Yield the sessions of the reflection tree: every core with the other cores and with every other speaker."""
    if not _speaks(scope, scope.device.name):
        return
    for name in scope.index.backbone:
        roles = scope.device.role, scope.network.devices[name].role
        if name == scope.device.name or Role.CORE not in roles or not _speaks(scope, name):
            continue
        for version in (4, 6):
            families = tuple(_families(scope, name, version))
            address = _loopback(scope, name, version)
            if families and address is not None:
                yield Neighbor(
                    address=address,
                    remote_as=scope.network.asn,
                    description=name,
                    source_interface="loopback-0",
                    secret=scope.network.routing.bgp_secret,
                    families=families,
                )


def _speaks(scope: Scope, name: str) -> bool:
    return scope.network.devices[name].role in BACKBONE and (_in_bgp(scope) or _is_provider_edge(scope, name))


def _families(scope: Scope, name: str, version: int) -> Iterator[NeighborFamily]:
    reflects = scope.device.role is Role.CORE and scope.network.devices[name].role is not Role.CORE
    if version == 4 and _is_provider_edge(scope, name) and _is_provider_edge(scope, scope.device.name):
        yield NeighborFamily(family=Family.VPNV4, reflector_client=reflects)
    if _in_bgp(scope) and _loopback(scope, scope.device.name, version) is not None:
        # the links to units and neighbours outside are not in IS-IS, so nobody else could resolve their next hops
        outward = scope.device.role is not Role.CORE
        yield NeighborFamily(family=_FAMILY[version], reflector_client=reflects, next_hop_self=outward)


def _loopback(scope: Scope, name: str, version: int) -> Address | None:
    return next((one for one in scope.plan.loopbacks.get(name, ()) if one.version == version), None)


def _external(adjacency: Adjacency) -> Iterator[Neighbor]:
    external = adjacency.link.external
    if external is None or external.asn is None:
        return
    for peer in external.peers:
        yield Neighbor(
            address=peer,
            remote_as=external.asn,
            description=external.name,
            secret=external.secret,
            families=(
                NeighborFamily(
                    family=_FAMILY[peer.version],
                    prefix_list_in=accept_name(adjacency, peer.version),
                    prefix_list_out=advertise_name(adjacency, peer.version),
                ),
            ),
        )


def _originations(scope: Scope) -> Iterator[Origination]:
    for version, family in _FAMILY.items():
        networks = tuple(sorted({one for one in _networks(scope) if one.version == version}))
        sources = tuple(_sources(scope)) if version == 4 else ()
        if networks or sources:
            yield Origination(family=family, networks=networks, redistribute=sources)


def _networks(scope: Scope) -> Iterator[Prefix]:
    for adjacency in scope.adjacencies:
        external = adjacency.link.external
        if external is not None and external.asn is not None:
            yield from external.advertise
        if external is not None and external.vpn is None and _in_bgp(scope):
            yield from told_routes(external)
            yield from (DEFAULT[peer.version] for peer in external.peers if external.default_route)
    if _in_bgp(scope) and scope.is_backbone:
        yield from (prefix for prefix, _ in seen_beyond(scope))
        for gateway in scope.gateways:
            if gateway.vlan.vpn is None:
                yield from gateway.subnets


def _sources(scope: Scope) -> Iterator[Redistribution]:
    if _in_bgp(scope) and attaches_gateways(scope):
        yield Redistribution(source=RouteSource.OSPF, process=GLOBAL_PROCESS)


def _vrfs(scope: Scope) -> Iterator[BgpVrf]:
    for vpn in scope.vrfs:
        sources = [
            Redistribution(source=RouteSource.CONNECTED),
            Redistribution(source=RouteSource.OSPF, process=process_number(scope, vpn)),
        ]
        if joins(scope, vpn):
            sources.append(Redistribution(source=RouteSource.STATIC))
        yield BgpVrf(vrf=vpn, origination=(Origination(family=Family.IPV4, redistribute=tuple(sources)),))
