"""BGP: VPN routes between provider edges over reflecting cores, and neighbours outside this network."""

from collections.abc import Iterator

from govnetgen.intent.ospf import process_number
from govnetgen.intent.prefix_list import accept_name, advertise_name
from govnetgen.intent.scope import Adjacency, Scope
from govnetgen.model.address import Address
from govnetgen.model.device.bgp import Bgp, BgpVrf, Family, Neighbor, NeighborFamily, Origination
from govnetgen.model.device.redistribution import Redistribution, RouteSource
from govnetgen.model.network import Role, VpnTransport

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
        vrfs=tuple(_vrfs(scope)) if inner else (),
    )


def _is_edge(scope: Scope, name: str) -> bool:
    return scope.network.devices[name].role is Role.AGGREGATION and name in scope.plan.loopbacks


def _reflection(scope: Scope) -> Iterator[Neighbor]:
    """Yield the sessions of the reflection tree: every core with every provider edge and with the other cores."""
    if scope.network.routing.vpn_transport is not VpnTransport.MPLS:
        return
    devices = scope.network.devices
    cores = [name for name in devices if devices[name].role is Role.CORE and name in scope.plan.loopbacks]
    own = scope.device
    if own.role is Role.CORE:
        peers = [name for name in cores if name != own.name] + [name for name in devices if _is_edge(scope, name)]
    elif own.role is Role.AGGREGATION:
        peers = cores
    else:
        return
    for name in peers:
        client = own.role is Role.CORE and devices[name].role is Role.AGGREGATION
        yield Neighbor(
            address=_loopback(scope, name),
            remote_as=scope.network.asn,
            description=name,
            source_interface="loopback-0",
            secret=scope.network.routing.bgp_secret,
            families=(NeighborFamily(family=Family.VPNV4, reflector_client=client),),
        )


def _loopback(scope: Scope, name: str) -> Address:
    return next(one for one in scope.plan.loopbacks[name] if one.version == 4)


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
    advertised = {
        prefix
        for one in scope.adjacencies
        if one.link.external is not None and one.link.external.asn is not None
        for prefix in one.link.external.advertise
    }
    for version, family in _FAMILY.items():
        networks = tuple(sorted(one for one in advertised if one.version == version))
        if networks:
            yield Origination(family=family, networks=networks)


def _vrfs(scope: Scope) -> Iterator[BgpVrf]:
    for vpn in scope.vrfs:
        sources = (
            Redistribution(source=RouteSource.CONNECTED),
            Redistribution(source=RouteSource.OSPF, process=process_number(scope, vpn)),
        )
        yield BgpVrf(vrf=vpn, origination=(Origination(family=Family.IPV4, redistribute=sources),))
