"""VRFs, lists, routes and routing processes that fit the device they are in."""

from dataclasses import replace

from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.acl import Acl, AclRule
from govnetgen.model.device.bgp import Bgp, Neighbor, NeighborFamily, Origination
from govnetgen.model.device.dhcp import DhcpPool
from govnetgen.model.device.ospf import AreaKind, OspfProcess
from govnetgen.model.device.static_route import StaticRoute
from govnetgen.model.device.vrf import Vrf
from strategies.bgp import VERSIONS
from strategies.filters import PROTOCOLS, WITH_PORTS
from strategies.known import Known, first_of, known_or_none


def _vrf(item: Vrf) -> Vrf:
    if item.route_distinguisher is None:  # targets need a distinguisher to make routes of
        item = replace(item, imports=(), exports=())
    return item if item.ipv4 or item.ipv6 else replace(item, ipv4=True)


def _acl_rule(item: AclRule, acl: Acl) -> AclRule | None:
    prefixes = [one for one in (item.source, item.destination) if one is not None]
    if item.protocol not in PROTOCOLS[acl.version] or any(one.version != acl.version for one in prefixes):
        return None
    if acl.source_only:
        return AclRule(sequence=item.sequence, permit=item.permit, source=item.source)
    return item if item.protocol in WITH_PORTS else replace(item, source_port=None, destination_port=None)


def _acl(item: Acl) -> Acl:
    rules = (rule for rule in (_acl_rule(one, item) for one in item.rules) if rule is not None)
    return replace(item, rules=tuple(sorted(first_of(rules, lambda one: one.sequence), key=lambda one: one.sequence)))


def _pools(items: tuple[DhcpPool, ...], known: Known) -> tuple[DhcpPool, ...]:
    return tuple(one for one in items if known.speaks(one.vrf, 4))


def _area_kinds(item: OspfProcess) -> OspfProcess:
    areas = first_of(item.areas, key=lambda one: one.number)
    areas = tuple(replace(one, kind=AreaKind.NORMAL) if one.number == 0 else one for one in areas)
    return replace(
        item, areas=tuple(replace(one, no_summary=False) if one.kind is AreaKind.NORMAL else one for one in areas)
    )


def _ospf(known: Known) -> tuple[OspfProcess, ...]:
    return tuple(
        _area_kinds(
            replace(
                one,
                redistribute=known.routes(
                    one.redistribute, vrf=one.vrf, version=4 if one.version == 2 else 6, not_this=one.number
                ),
            )
        )
        for one in first_of(known.device.ospf, key=lambda one: (one.version, one.number))
        if known.speaks(one.vrf, 4 if one.version == 2 else 6)
    )


def fitting_static_routes(known: Known) -> tuple[StaticRoute, ...]:
    found = (
        replace(one, next_hop=None if one.discard else one.next_hop)
        for one in known.device.static_routes
        if known.speaks(one.vrf, one.prefix.version) and (one.discard or one.next_hop is not None)
    )
    return first_of(found, key=lambda one: (one.vrf, one.prefix, one.next_hop))


def _family(item: NeighborFamily, known: Known) -> NeighborFamily:
    lists = {one.name for one in known.device.prefix_lists if one.version == VERSIONS[item.family]}
    return replace(
        item,
        prefix_list_in=known_or_none(lists, item.prefix_list_in),
        prefix_list_out=known_or_none(lists, item.prefix_list_out),
    )


def _neighbors(items: tuple[Neighbor, ...], known: Known, asn: int, vrf: str | None) -> tuple[Neighbor, ...]:
    tables = {one.name: one.vrf for one in known.device.interfaces if one.addresses}
    found = []
    for one in items:
        if not known.speaks(vrf, one.address.version):
            continue
        inside = one.remote_as == asn
        families = tuple(
            _family(replace(family, reflector_client=inside and family.reflector_client), known)
            for family in one.families
            if known.speaks(vrf, VERSIONS[family.family])
        )
        source = one.source_interface if tables.get(one.source_interface or "", "") == vrf else None
        multihop = None if inside else one.multihop
        found.append(replace(one, source_interface=source, multihop=multihop, families=families))
    return first_of(found, key=lambda one: one.address)


def _originations(items: tuple[Origination, ...], known: Known, vrf: str | None) -> tuple[Origination, ...]:
    return tuple(
        replace(one, redistribute=known.routes(one.redistribute, vrf=vrf, version=VERSIONS[one.family]))
        for one in items
        if known.speaks(vrf, VERSIONS[one.family])
    )


def fitting_bgp(item: Bgp, known: Known) -> Bgp:
    vrfs = tuple(
        replace(
            one,
            origination=_originations(one.origination, known, one.vrf),
            neighbors=_neighbors(one.neighbors, known, item.asn, one.vrf),
        )
        for one in first_of(item.vrfs, key=lambda one: one.vrf)
        if one.vrf in known.vrfs
    )
    return replace(
        item,
        origination=_originations(item.origination, known, None),
        neighbors=_neighbors(item.neighbors, known, item.asn, None),
        vrfs=vrfs,
    )


def fitting_tables(device: DeviceConfig) -> DeviceConfig:
    """Put right what interfaces refer to."""
    device = replace(device, vrfs=tuple(map(_vrf, device.vrfs)))
    lists = tuple(one for one in device.prefix_lists if one.rules)
    device = replace(device, prefix_lists=lists, acls=tuple(map(_acl, device.acls)))
    known = Known.of(device)
    isis = tuple(one for one in device.isis if one.vrf is None or one.vrf in known.vrfs)
    device = replace(
        device, isis=isis, dhcp=device.dhcp and replace(device.dhcp, pools=_pools(device.dhcp.pools, known))
    )
    # twice: the first pass drops processes that the second must not redistribute from
    for _ in range(2):
        device = replace(device, ospf=_ospf(Known.of(device)))
    return device
