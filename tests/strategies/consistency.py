"""What makes a device's configuration hang together: everything that is referred to exists.

``consistent`` drops what does not fit and changes nothing else; a drawn device is its fixed point, and a device from
which something was taken away becomes one again.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from govnetgen.model.address import numbers, ranges_of
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.aaa import Aaa, LoginMethod
from govnetgen.model.device.acl import Acl, AclRule
from govnetgen.model.device.bgp import Bgp, Neighbor, NeighborFamily, Origination
from govnetgen.model.device.dhcp import DhcpPool
from govnetgen.model.device.firewall import Firewall, ServiceObject
from govnetgen.model.device.interface import AccessPort, Aggregate, Interface, TrunkPort
from govnetgen.model.device.nat import Nat
from govnetgen.model.device.order import in_order
from govnetgen.model.device.ospf import AreaKind, OspfProcess
from govnetgen.model.device.redistribution import Redistribution, RouteSource
from govnetgen.model.device.snmp import Snmp
from govnetgen.model.device.spanning_tree import SpanningTree, SpanningTreeMode
from govnetgen.model.device.static_route import StaticRoute
from govnetgen.model.device.vrf import Vrf
from govnetgen.model.names import interface_name
from strategies.bgp import VERSIONS
from strategies.filters import PROTOCOLS, WITH_PORTS

T = TypeVar("T")


def first_of(items: Iterable[T], key: Callable[[T], object]) -> tuple[T, ...]:
    """Keep the first of those that share a key."""
    found: dict[object, T] = {}
    for item in items:
        found.setdefault(key(item), item)
    return tuple(found.values())


def _of(known: Iterable[str], name: str | None) -> str | None:
    return name if name is not None and name in known else None


def _only(known: Iterable[T], items: Iterable[T]) -> tuple[T, ...]:
    held = set(known)
    return tuple(one for one in dict.fromkeys(items) if one in held)


def _vrf(item: Vrf) -> Vrf:
    if item.route_distinguisher is None:  # targets need a distinguisher to make routes of
        item = replace(item, imports=(), exports=())
    return item if item.ipv4 or item.ipv6 else replace(item, ipv4=True)


@dataclass(frozen=True, slots=True)
class Known:
    """What may be referred to."""

    device: DeviceConfig
    vrfs: dict[str, Vrf]
    acls: dict[tuple[str, int], bool]
    addressed: frozenset[str]

    @classmethod
    def of(cls, device: DeviceConfig) -> "Known":
        return cls(
            device,
            {one.name: one for one in device.vrfs},
            {(one.name, one.version): one.source_only for one in device.acls},
            frozenset(one.name for one in device.interfaces if one.addresses),
        )

    def speaks(self, vrf: str | None, version: int) -> bool:
        """Tell whether a VRF exists and has a family."""
        if vrf is None:
            return True
        table = self.vrfs.get(vrf)
        return table is not None and (table.ipv4 if version == 4 else table.ipv6)

    def guard(self, name: str | None, version: int) -> str | None:
        """The name of a list that may guard a service."""
        return name if name is not None and self.acls.get((name, version)) else None

    def routes(
        self, items: tuple[Redistribution, ...], *, vrf: str | None, version: int, not_this: int | None = None
    ) -> tuple[Redistribution, ...]:
        """Redistribution from what exists in the table, by the process it has."""
        found = []
        for one in items:
            numbers_of = {
                RouteSource.OSPF: [
                    other.number
                    for other in self.device.ospf
                    if other.vrf == vrf and (other.version == 2) == (version == 4) and other.number != not_this
                ],
                RouteSource.ISIS: [other.number for other in self.device.isis if other.vrf == vrf],
                RouteSource.BGP: [self.device.bgp.asn] if self.device.bgp else [],
            }.get(one.source)
            if numbers_of is None:
                found.append(replace(one, process=None))
            elif numbers_of:
                found.append(one if one.process in numbers_of else replace(one, process=numbers_of[0]))
        return first_of(found, key=lambda one: (one.source, one.process))


def _switchport(item: Interface, vlans: frozenset[int]) -> Interface:
    port = item.switchport
    if isinstance(port, AccessPort) and port.vlan not in vlans:
        port = AccessPort(vlan=1)
    if isinstance(port, TrunkPort):
        held = ranges_of(numbers(port.vlans))
        native = port.native if port.native in numbers(held) else None
        port = TrunkPort(vlans=held, native=native) if held else AccessPort(vlan=1)
    kept = ("name", "description", "enabled", "mtu", "aggregate", "spanning_tree")
    return Interface(**{name: getattr(item, name) for name in kept}, switchport=port)


def _member(item: Interface, aggregates: dict[str, Aggregate]) -> Interface:
    assert item.lag is not None
    lacp = aggregates[f"lag-{item.lag.number}"].lacp
    return Interface(
        name=item.name, description=item.description, enabled=item.enabled, lag=replace(item.lag, lacp=lacp)
    )


def _has(item: Interface, version: int) -> bool:
    return any(one.version == version for one in item.addresses)


def _adjacencies(item: Interface, device: DeviceConfig) -> Interface:
    areas = {
        (one.version, one.number): {area.number for area in one.areas} for one in device.ospf if one.vrf == item.vrf
    }
    ospf = tuple(
        one
        for one in item.ospf
        if one.area in areas.get((one.version, one.process), ()) and _has(item, 4 if one.version == 2 else 6)
    )
    isis = item.isis
    process = next((one for one in device.isis if isis and one.number == isis.process and one.vrf == item.vrf), None)
    if isis is not None:
        isis = replace(isis, ipv6=isis.ipv6 and process.ipv6) if process and item.addresses else None
    return replace(item, ospf=first_of(ospf, key=lambda one: one.version), isis=isis)


def _hands_out(item: Interface, device: DeviceConfig) -> bool:
    pools = device.dhcp.pools if device.dhcp else ()
    return bool(item.ipv4) and any(one.vrf == item.vrf and one.network == item.ipv4[0].prefix for one in pools)


def _routed(item: Interface, known: Known) -> Interface:
    device = known.device
    item = replace(item, vrf=_of(known.vrfs, item.vrf), spanning_tree=None)
    addresses = tuple(one for one in item.addresses if known.speaks(item.vrf, one.version))
    item = _adjacencies(replace(item, addresses=addresses), device)
    groups = tuple(
        one
        for one in item.vrrp
        if any(found.prefix.contains(address) for found in item.addresses for address in one.addresses)
        and (len(one.addresses) > 1 or one.version == 4)
    )
    served = item.dhcp_server and _hands_out(item, device)
    bindings = tuple(one for one in item.acls if (one.name, one.version) in known.acls and _has(item, one.version))
    return replace(
        item,
        mpls=item.mpls and device.mpls is not None and _has(item, 4) and item.vrf is None,
        vrrp=first_of(groups, key=lambda one: (one.version, one.number)),
        dhcp_relay=item.dhcp_relay if _has(item, 4) and not served else (),
        dhcp_server=served,
        acls=first_of(bindings, key=lambda one: (one.version, one.direction)),
        urpf=item.urpf if item.addresses else None,
        management=item.management if item.addresses else (),
    )


def _interfaces(known: Known) -> tuple[Interface, ...]:
    items = first_of(known.device.interfaces, key=lambda one: one.name)
    items = tuple(
        replace(one, aggregate=one.aggregate or Aggregate())
        if interface_name(one.name).kind == "lag" and interface_name(one.name).unit is None
        else replace(one, aggregate=None)
        for one in items
    )
    aggregates = {one.name: one.aggregate for one in items if one.aggregate is not None}
    vlans = frozenset({1, *(one.number for one in known.device.vlans)})
    found: dict[str, Interface] = {}
    for one in items:
        parts = interface_name(one.name)
        physical = parts.unit is None and (parts.is_port or parts.kind == "lag")
        if one.lag and (f"lag-{one.lag.number}" not in aggregates or not parts.is_port or parts.unit is not None):
            one = replace(one, lag=None)
        if one.lag is not None:
            found[one.name] = _member(one, aggregates)
        elif one.switchport is not None and physical:
            found[one.name] = _switchport(one, vlans)
        else:
            found[one.name] = _routed(replace(one, switchport=None), known)
    return tuple(one for one in found.values() if _stands(one, found, vlans))


def _stands(item: Interface, found: dict[str, Interface], vlans: frozenset[int]) -> bool:
    """Tell whether an interface has what it stands on: a parent that routes and a tag, or its VLAN."""
    parts = interface_name(item.name)
    if parts.unit is not None:
        parent = found.get(parts.parent)
        return item.vlan is not None and parent is not None and parent.lag is None and parent.switchport is None
    return item.vlan is None and (parts.kind != "vlan" or int(parts.position) in vlans)


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


def _static_routes(known: Known) -> tuple[StaticRoute, ...]:
    found = (
        replace(one, next_hop=None if one.discard else one.next_hop)
        for one in known.device.static_routes
        if known.speaks(one.vrf, one.prefix.version) and (one.discard or one.next_hop is not None)
    )
    return first_of(found, key=lambda one: (one.vrf, one.prefix, one.next_hop))


def _source(known: Known, name: str | None) -> str | None:
    return _of(known.addressed, name)


def _aaa(item: Aaa, known: Known) -> Aaa:
    tacacs = tuple(replace(one, vrf=_of(known.vrfs, one.vrf)) for one in item.tacacs)
    radius = tuple(replace(one, vrf=_of(known.vrfs, one.vrf)) for one in item.radius)
    absent = {LoginMethod.TACACS: not tacacs, LoginMethod.RADIUS: not radius}
    login = tuple(one for one in item.login if not absent.get(one)) or (LoginMethod.LOCAL,)
    source = _source(known, item.source_interface)
    return replace(item, tacacs=tacacs, radius=radius, login=login, source_interface=source)


def _snmp(item: Snmp, known: Known) -> Snmp:
    views = {one.name for one in item.views}
    groups = tuple(
        replace(
            one,
            read_view=_of(views, one.read_view),
            write_view=_of(views, one.write_view),
            notify_view=_of(views, one.notify_view),
            acl=known.guard(one.acl, 4),
        )
        for one in item.groups
    )
    users = tuple(one for one in item.users if one.group in {group.name for group in groups})
    hosts = tuple(
        replace(one, vrf=_of(known.vrfs, one.vrf))
        for one in item.trap_hosts
        if one.user in {user.name for user in users}
    )
    source = _source(known, item.source_interface)
    return replace(item, groups=groups, users=users, trap_hosts=hosts, source_interface=source)


def _spanning_tree(item: SpanningTree) -> SpanningTree:
    region = item.region if item.mode is SpanningTreeMode.MSTP else None
    if region is not None:
        region = replace(region, instances=tuple(one for one in region.instances if one.vlans))
    known = {0, *(one.number for one in (region.instances if region else ()))}
    return replace(item, region=region, priorities=tuple(one for one in item.priorities if one.instance in known))


def _family(item: NeighborFamily, known: Known) -> NeighborFamily:
    lists = {one.name for one in known.device.prefix_lists if one.version == VERSIONS[item.family]}
    return replace(
        item, prefix_list_in=_of(lists, item.prefix_list_in), prefix_list_out=_of(lists, item.prefix_list_out)
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


def _bgp(item: Bgp, known: Known) -> Bgp:
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


def _firewall(item: Firewall, known: Known) -> Firewall:
    routed = [one.name for one in known.device.interfaces if one.lag is None and one.switchport is None]
    taken: set[str] = set()
    zones = []
    for zone in item.zones:
        members = tuple(one for one in _only(routed, zone.interfaces) if one not in taken)
        taken.update(members)
        zones.append(replace(zone, interfaces=members))
    objects = [one.name for one in item.address_objects]
    services = [one.name for one in item.service_objects]
    groups = tuple(replace(one, members=_only(objects, one.members)) for one in item.address_groups)
    service_groups = tuple(replace(one, members=_only(services, one.members)) for one in item.service_groups)
    addresses = [*objects, *(one.name for one in groups)]
    served = [*services, *(one.name for one in service_groups)]
    names = [*(one.name for one in zones), "local"]  # the device itself is a zone that is never listed
    rules = tuple(
        replace(
            one,
            source_zones=_only(names, one.source_zones),
            destination_zones=_only(names, one.destination_zones),
            sources=_only(addresses, one.sources),
            destinations=_only(addresses, one.destinations),
            services=_only(served, one.services),
        )
        for one in item.rules
    )
    return replace(
        item,
        zones=tuple(zones),
        address_groups=groups,
        service_objects=tuple(map(_service_object, item.service_objects)),
        service_groups=service_groups,
        rules=rules,
    )


def _nat(item: Nat, known: Known) -> Nat:
    policy = known.device.firewall or Firewall()
    zones = [one.name for one in policy.zones]
    addresses = [one.name for one in (*policy.address_objects, *policy.address_groups)]
    pools = {one.name for one in item.pools}
    source = tuple(
        replace(
            one,
            source_zones=_only(zones, one.source_zones),
            destination_zones=_only(zones, one.destination_zones),
            sources=_only(addresses, one.sources),
            destinations=_only(addresses, one.destinations),
            pool=None if one.exempt else _of(pools, one.pool),
        )
        for one in item.source
    )
    destination = tuple(
        one
        if one.protocol and one.outside_port and one.inside_port
        else replace(one, protocol=None, outside_port=None, inside_port=None)
        for one in item.destination
        if one.zone in zones
    )
    return replace(
        item, source=source, static=tuple(one for one in item.static if one.zone in zones), destination=destination
    )


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


def _service_object(item: ServiceObject) -> ServiceObject:
    terms = (one if one.protocol in WITH_PORTS else replace(one, ports=None) for one in item.terms)
    return replace(item, terms=tuple(dict.fromkeys(terms)))


def _pools(items: tuple[DhcpPool, ...], known: Known) -> tuple[DhcpPool, ...]:
    return tuple(one for one in items if known.speaks(one.vrf, 4))


def _tables(device: DeviceConfig) -> DeviceConfig:
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


def _services(device: DeviceConfig) -> DeviceConfig:
    """Put right what the device itself speaks."""
    known = Known.of(device)
    ssh, ntp, syslog = device.ssh, device.ntp, device.syslog
    if ssh is not None:
        ssh = replace(ssh, acl=known.guard(ssh.acl, 4), acl6=known.guard(ssh.acl6, 6))
    if ntp is not None:
        keys = {one.number for one in ntp.keys}
        servers = tuple(
            replace(one, key=one.key if one.key in keys else None, vrf=_of(known.vrfs, one.vrf)) for one in ntp.servers
        )
        ntp = replace(ntp, servers=servers, source_interface=_source(known, ntp.source_interface))
    if syslog is not None:
        collectors = tuple(replace(one, vrf=_of(known.vrfs, one.vrf)) for one in syslog.servers)
        syslog = replace(syslog, servers=collectors, source_interface=_source(known, syslog.source_interface))
    return replace(
        device,
        aaa=device.aaa and _aaa(device.aaa, known),
        ssh=ssh,
        ntp=ntp,
        syslog=syslog,
        snmp=device.snmp and _snmp(device.snmp, known),
        spanning_tree=device.spanning_tree and _spanning_tree(device.spanning_tree),
    )


def _security(device: DeviceConfig) -> DeviceConfig:
    """Put right firewall, NAT, IPsec and the pair."""
    known = Known.of(device)
    device = replace(device, firewall=device.firewall and _firewall(device.firewall, known))
    known = Known.of(device)
    ipsec, pair = device.ipsec, device.high_availability
    if ipsec is not None:
        ipsec = replace(ipsec, tunnels=tuple(one for one in ipsec.tunnels if one.interface in known.addressed))
    if pair is not None and pair.interface in known.addressed:
        pair = replace(pair, tracked_interfaces=_only(known.addressed, pair.tracked_interfaces))
    else:
        pair = None
    return replace(device, nat=device.nat and _nat(device.nat, known), ipsec=ipsec, high_availability=pair)


def consistent(device: DeviceConfig) -> DeviceConfig:
    """Return the device without what refers to nothing, in order."""
    device = _tables(device)
    device = replace(device, interfaces=_interfaces(Known.of(device)))
    known = Known.of(device)
    device = replace(device, static_routes=_static_routes(known), bgp=device.bgp and _bgp(device.bgp, known))
    return in_order(_security(_services(device)))
