"""Every interface of a device: links, unit VLANs, loopback, edge ports, and the ports that nothing uses (shut)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from govnetgen.intent.acl import ingress_bindings, serves_managers
from govnetgen.intent.edge import edge_ports
from govnetgen.intent.ospf import STANDBY_COST, link_ospf, local_ospf
from govnetgen.intent.scope import Adjacency, Gateway, Scope
from govnetgen.intent.vlan import trunk_vlans
from govnetgen.model.address import Address, InterfaceAddress
from govnetgen.model.device.interface import (
    AccessPort,
    Aggregate,
    Interface,
    LagMember,
    ManagementService,
    TrunkPort,
)
from govnetgen.model.device.isis import InterfaceIsis
from govnetgen.model.device.spanning_tree import PortSpanningTree
from govnetgen.model.device.vrrp import VrrpGroup
from govnetgen.model.network import Igp, LinkKind, Role, VpnTransport

VRRP_GROUP, VRRP_GROUP6 = 1, 2
MASTER_PRIORITY = 120
_MANAGEMENT = (
    ManagementService.PING,
    ManagementService.SSH,
    ManagementService.SNMP,
    ManagementService.NETCONF,
)


def build(scope: Scope) -> tuple[Interface, ...]:
    """Return all interfaces of the device."""
    made = [
        *_loopback(scope),
        *(interface for adjacency in scope.adjacencies for interface in _link(scope, adjacency)),
        *(_gateway(scope, gateway) for gateway in scope.gateways),
        *_management(scope),
        *_edge(scope),
    ]
    used = {one.name for one in made}
    return (*made, *_unused(scope, used))


def _loopback(scope: Scope) -> Iterator[Interface]:
    addresses = scope.plan.loopbacks.get(scope.device.name, ())
    if not addresses:
        return
    own = tuple(InterfaceAddress.of(one, 32 if one.version == 4 else 128) for one in addresses)
    isis = None
    if scope.network.routing.igp is Igp.ISIS and scope.is_backbone:
        isis = InterfaceIsis(process=1, passive=True, ipv6=any(one.version == 6 for one in own))
    yield Interface(
        name="loopback-0",
        description="router id and management",
        addresses=own,
        ospf=local_ospf(scope, own, None) if isis is None else (),
        isis=isis,
    )


def _link(scope: Scope, adjacency: Adjacency) -> Iterator[Interface]:
    base = Interface(name=adjacency.interface, description=_description(scope, adjacency), mtu=adjacency.link.mtu)
    ports = scope.plan.ports[(adjacency.link.name, scope.device.name)]
    if (lag := scope.plan.lags.get((adjacency.link.name, scope.device.name))) is not None:
        base = replace(base, aggregate=Aggregate())
        for port in ports:
            yield Interface(name=port, description=base.description, lag=LagMember(number=lag))
    if adjacency.link.kind is LinkKind.TRUNK:
        yield replace(base, switchport=TrunkPort(vlans=trunk_vlans(scope, adjacency)))
    elif adjacency.link.kind is LinkKind.EXTERNAL:
        yield _external(scope, base, adjacency)
    elif adjacency.link.kind is LinkKind.HEARTBEAT:
        yield replace(base, addresses=scope.link_addresses(adjacency))
    else:
        yield _routed(scope, adjacency, base)
        yield from _vrf_links(scope, adjacency, base)


def _routed(scope: Scope, adjacency: Adjacency, base: Interface) -> Interface:
    addresses = scope.link_addresses(adjacency)
    isis = _isis(scope, adjacency, addresses)
    return replace(
        base,
        addresses=addresses,
        ospf=link_ospf(scope, adjacency, addresses, None) if isis is None else (),
        isis=isis,
        mpls=_labelled(scope, adjacency),
        management=_MANAGEMENT if scope.device.is_firewall else (),
    )


def _backbone_link(scope: Scope, adjacency: Adjacency) -> bool:
    return all(scope.network.devices[end.device].role is not Role.GATEWAY for end in adjacency.link.ends())


def _isis(scope: Scope, adjacency: Adjacency, addresses: Iterable[InterfaceAddress]) -> InterfaceIsis | None:
    if scope.network.routing.igp is not Igp.ISIS or not _backbone_link(scope, adjacency):
        return None
    standby = any(scope.network.devices[end.device].standby for end in adjacency.link.ends())
    return InterfaceIsis(
        process=1,
        point_to_point=True,
        cost=STANDBY_COST if standby else None,
        ipv6=any(one.version == 6 for one in addresses),
        secret=scope.network.routing.secret,
    )


def _labelled(scope: Scope, adjacency: Adjacency) -> bool:
    if scope.network.routing.vpn_transport is not VpnTransport.MPLS:
        return False
    ends = [scope.network.devices[end.device].role for end in adjacency.link.ends()]
    return all(role in (Role.CORE, Role.AGGREGATION) for role in ends)


def _vrf_links(scope: Scope, adjacency: Adjacency, base: Interface) -> Iterator[Interface]:
    for vpn in scope.index.link_vpns.get(adjacency.link.name, ()):
        addresses = scope.link_addresses(adjacency, vpn)
        number = scope.plan.vpn_numbers[vpn]
        yield Interface(
            name=f"{base.name}.{number}",
            description=f"{base.description} vpn {vpn}",
            vlan=number,
            vrf=vpn,
            addresses=addresses,
            ospf=link_ospf(scope, adjacency, addresses, vpn),
        )


def _external(scope: Scope, base: Interface, adjacency: Adjacency) -> Interface:
    external = adjacency.link.external
    if external is None:
        return base
    preferred = not scope.device.standby
    groups = _vrrp(external.vrrp, preferred=preferred, delay_s=scope.network.routing.preempt_delay_s)
    return replace(base, vrf=external.vpn, addresses=external.addresses, vrrp=groups)


def _description(scope: Scope, adjacency: Adjacency) -> str:
    link = adjacency.link
    if adjacency.far is None:
        return f"to {link.external.name if link.external else 'outside'} ({link.medium})"
    far = scope.plan.ports[(link.name, adjacency.far.device)]
    lag = scope.plan.lags.get((link.name, adjacency.far.device))
    return f"to {adjacency.far.device} {far[0] if lag is None else f'lag-{lag}'} ({link.medium})"


def _gateway(scope: Scope, gateway: Gateway) -> Interface:
    vlan = gateway.vlan
    addresses = tuple(gateway.own(subnet) for subnet in gateway.subnets)
    virtual = tuple(gateway.virtual(subnet) for subnet in gateway.subnets) if gateway.of > 1 else ()
    return Interface(
        name=gateway.interface,
        description=f"{gateway.unit.name} {vlan.name}",
        vrf=vlan.vpn,
        addresses=addresses,
        ospf=local_ospf(scope, addresses, vlan.vpn),
        vrrp=_vrrp(virtual, preferred=gateway.rank == 0, delay_s=scope.network.routing.preempt_delay_s),
        dhcp_server=vlan.dhcp,
        dhcp_relay=vlan.dhcp_relay,
        acls=ingress_bindings(scope, gateway),
        management=_gateway_management(scope, gateway),
    )


def _gateway_management(scope: Scope, gateway: Gateway) -> tuple[ManagementService, ...]:
    if not scope.device.is_firewall:
        return ()
    return _MANAGEMENT if serves_managers(scope, gateway) else (ManagementService.PING,)


def _vrrp(addresses: Iterable[Address], *, preferred: bool, delay_s: int) -> tuple[VrrpGroup, ...]:
    groups = []
    for version, number in ((4, VRRP_GROUP), (6, VRRP_GROUP6)):
        own = tuple(one for one in addresses if one.version == version)
        if not own:
            continue
        if version == 6:
            # RFC 5798 5.2.9: the first address of an IPv6 group is link-local
            own = (Address(6, (0xFE80 << 112) | number), *own)
        groups.append(
            VrrpGroup(
                number=number,
                version=version,
                addresses=own,
                priority=MASTER_PRIORITY if preferred else 100,
                preempt_delay_s=delay_s if preferred else 0,
            )
        )
    return tuple(groups)


def _management(scope: Scope) -> Iterator[Interface]:
    if scope.routes or scope.management_interface is None:
        return
    addresses = scope.plan.management.get(scope.device.name, ())
    yield Interface(name=scope.management_interface, description="management", addresses=addresses)


def _edge(scope: Scope) -> Iterator[Interface]:
    for port, unit, vlan in edge_ports(scope):
        yield Interface(
            name=port,
            description=f"{unit.name} {vlan.name}",
            switchport=AccessPort(vlan=scope.plan.vlan_ids[(unit.name, vlan.name)]),
            # firewalls take no part in spanning tree
            spanning_tree=None if scope.device.is_firewall else PortSpanningTree(edge=True, bpdu_guard=True),
        )


def _unused(scope: Scope, used: set[str]) -> Iterator[Interface]:
    hardware = scope.network.hardware[scope.device.hardware]
    for port in (*hardware.uplinks, *hardware.edge):
        if port not in used:
            # a layer-2 switch has no routed ports, and what leads to hosts is switched everywhere
            switched = scope.device.role is Role.ACCESS or port in hardware.edge
            yield Interface(name=port, enabled=False, switchport=AccessPort(vlan=1) if switched else None)
