"""The one order in which a DeviceConfig is held: what has no order of its own is sorted.

Builders and readers both end with ``in_order``, so that equal meaning is equal value.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.aaa import Aaa
from govnetgen.model.device.bgp import Bgp, BgpVrf, Neighbor, Origination
from govnetgen.model.device.firewall import Firewall, PolicyRule
from govnetgen.model.device.interface import Interface
from govnetgen.model.device.nat import Nat, SourceNat
from govnetgen.model.device.ospf import OspfProcess
from govnetgen.model.device.redistribution import Redistribution
from govnetgen.model.device.snmp import Snmp
from govnetgen.model.device.spanning_tree import SpanningTree
from govnetgen.model.device.vrf import Vrf
from govnetgen.model.names import interface_order

T = TypeVar("T")


def _by_name(items: Iterable[T]) -> tuple[T, ...]:
    return tuple(sorted(items, key=lambda item: item.name))  # type: ignore[attr-defined]


def _by_number(items: Iterable[T]) -> tuple[T, ...]:
    return tuple(sorted(items, key=lambda item: item.number))  # type: ignore[attr-defined]


def _redistribution(items: Iterable[Redistribution]) -> tuple[Redistribution, ...]:
    return tuple(sorted(items, key=lambda one: (one.source, one.process or 0)))


def _target(text: str) -> tuple[tuple[int, ...], str]:
    return tuple(int(part) for part in text.replace(".", ":").split(":") if part.isdigit()), text


def _interface(item: Interface) -> Interface:
    if not (item.addresses or item.ospf or item.vrrp or item.dhcp_relay or item.acls or item.management):
        return item
    return replace(
        item,
        # IPv4 in the order given: the first is primary
        addresses=item.ipv4[:1] + tuple(sorted(item.ipv4[1:])) + tuple(sorted(item.ipv6)),
        ospf=tuple(sorted(item.ospf, key=lambda one: (one.version, one.process))),
        vrrp=tuple(sorted(item.vrrp, key=lambda one: (one.version, one.number))),
        dhcp_relay=tuple(sorted(item.dhcp_relay)),
        acls=tuple(sorted(item.acls, key=lambda one: (one.version, one.direction))),
        management=tuple(sorted(item.management)),
    )


def _ospf(item: OspfProcess) -> OspfProcess:
    areas = (replace(area, ranges=tuple(sorted(area.ranges))) for area in item.areas)
    return replace(item, areas=_by_number(areas), redistribute=_redistribution(item.redistribute))


def _neighbors(items: Iterable[Neighbor]) -> tuple[Neighbor, ...]:
    inner = (replace(one, families=tuple(sorted(one.families, key=lambda f: f.family))) for one in items)
    return tuple(sorted(inner, key=lambda one: one.address))


def _originations(items: Iterable[Origination]) -> tuple[Origination, ...]:
    inner = (
        replace(one, networks=tuple(sorted(one.networks)), redistribute=_redistribution(one.redistribute))
        for one in items
        if one.networks or one.redistribute
    )
    return tuple(sorted(inner, key=lambda one: one.family))


def _bgp(item: Bgp) -> Bgp:
    vrfs: tuple[BgpVrf, ...] = tuple(
        replace(one, origination=_originations(one.origination), neighbors=_neighbors(one.neighbors))
        for one in sorted(item.vrfs, key=lambda one: one.vrf)
    )
    return replace(item, origination=_originations(item.origination), neighbors=_neighbors(item.neighbors), vrfs=vrfs)


def _rule(item: PolicyRule) -> PolicyRule:
    return replace(
        item,
        source_zones=tuple(sorted(item.source_zones)),
        destination_zones=tuple(sorted(item.destination_zones)),
        sources=tuple(sorted(item.sources)),
        destinations=tuple(sorted(item.destinations)),
        services=tuple(sorted(item.services)),
    )


def _source_nat(item: SourceNat) -> SourceNat:
    return replace(
        item,
        source_zones=tuple(sorted(item.source_zones)),
        destination_zones=tuple(sorted(item.destination_zones)),
        sources=tuple(sorted(item.sources)),
        destinations=tuple(sorted(item.destinations)),
    )


def _firewall(item: Firewall) -> Firewall:
    return Firewall(
        zones=_by_name(
            replace(zone, interfaces=tuple(sorted(zone.interfaces, key=interface_order))) for zone in item.zones
        ),
        address_objects=_by_name(
            replace(one, members=tuple(sorted(one.members, key=lambda m: (type(m).__name__, m))))
            for one in item.address_objects
        ),
        address_groups=_by_name(replace(one, members=tuple(sorted(one.members))) for one in item.address_groups),
        service_objects=_by_name(
            replace(one, terms=tuple(sorted(one.terms, key=lambda t: (t.protocol, t.ports or (0, 0)))))
            for one in item.service_objects
        ),
        service_groups=_by_name(replace(one, members=tuple(sorted(one.members))) for one in item.service_groups),
        rules=tuple(map(_rule, item.rules)),
    )


def _nat(item: Nat) -> Nat:
    return Nat(
        pools=_by_name(item.pools),
        source=tuple(map(_source_nat, item.source)),
        static=_by_name(item.static),
        destination=_by_name(item.destination),
    )


def _snmp(item: Snmp) -> Snmp:
    return replace(
        item,
        views=_by_name(item.views),
        groups=_by_name(item.groups),
        users=_by_name(item.users),
        trap_hosts=tuple(sorted(item.trap_hosts, key=lambda one: (one.address, one.vrf or ""))),
    )


def _spanning_tree(item: SpanningTree) -> SpanningTree:
    region = item.region
    return replace(
        item,
        region=region and replace(region, instances=_by_number(region.instances)),
        priorities=tuple(sorted(item.priorities, key=lambda one: one.instance)),
    )


def _vrf(item: Vrf) -> Vrf:
    return replace(
        item, imports=tuple(sorted(item.imports, key=_target)), exports=tuple(sorted(item.exports, key=_target))
    )


def _aaa(item: Aaa) -> Aaa:
    return replace(item, users=_by_name(item.users))


def _optional(change: Callable[[T], T], item: T | None) -> T | None:
    return None if item is None else change(item)


def in_order(device: DeviceConfig) -> DeviceConfig:
    """Return the same configuration with everything sorted whose order means nothing."""
    return replace(
        device,
        aaa=_optional(_aaa, device.aaa),
        ntp=device.ntp and replace(device.ntp, keys=_by_number(device.ntp.keys)),
        snmp=_optional(_snmp, device.snmp),
        vlans=_by_number(device.vlans),
        spanning_tree=_optional(_spanning_tree, device.spanning_tree),
        vrfs=_by_name(map(_vrf, device.vrfs)),
        interfaces=tuple(sorted(map(_interface, device.interfaces), key=lambda one: interface_order(one.name))),
        dhcp=device.dhcp and replace(device.dhcp, pools=_by_name(device.dhcp.pools)),
        prefix_lists=tuple(sorted(device.prefix_lists, key=lambda one: (one.version, one.name))),
        acls=tuple(sorted(device.acls, key=lambda one: (one.version, one.name))),
        static_routes=tuple(
            sorted(
                device.static_routes,
                key=lambda one: (one.vrf or "", one.prefix, one.discard, one.next_hop or (0, 0), one.distance or 0),
            )
        ),
        ospf=tuple(sorted(map(_ospf, device.ospf), key=lambda one: (one.version, one.number))),
        isis=_by_number(device.isis),
        bgp=_optional(_bgp, device.bgp),
        firewall=_optional(_firewall, device.firewall),
        nat=_optional(_nat, device.nat),
        ipsec=device.ipsec and replace(device.ipsec, tunnels=_by_name(device.ipsec.tunnels)),
        high_availability=device.high_availability
        and replace(
            device.high_availability,
            tracked_interfaces=tuple(sorted(device.high_availability.tracked_interfaces, key=interface_order)),
        ),
    )
