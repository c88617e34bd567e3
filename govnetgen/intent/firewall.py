"""Zones and policy of a firewall: what the device itself needs, then the inventory's rules, then a logged denial."""

from collections.abc import Iterator

from govnetgen.intent.acl import management_sources, serves_managers
from govnetgen.intent.address_set import objects
from govnetgen.intent.scope import Scope
from govnetgen.model.address import NumberRange, Prefix
from govnetgen.model.device.acl import Protocol
from govnetgen.model.device.firewall import (
    AddressObject,
    Firewall,
    PolicyRule,
    ServiceObject,
    ServiceTerm,
    Zone,
)
from govnetgen.model.network import Device, LinkKind, Role

SELF = "local"
HEARTBEAT, HEARTBEAT_TRUST = "heartbeat", 95
_ROUTING, _OUTGOING, _MANAGED, _DHCP = "gng-routing", "gng-outgoing", "gng-management", "gng-dhcp"
_MANAGERS = "gng-managers"


def applies(device: Device, roles: tuple[Role, ...], devices: tuple[str, ...]) -> bool:
    """Tell whether an entry of policy is for a device; without roles and devices it is for every firewall."""
    return (not roles and not devices) or device.role in roles or device.name in devices


def interface_zones(scope: Scope) -> dict[str, str]:
    """Return the zone of each interface of a firewall."""
    zones: dict[str, str] = {}
    for one in scope.adjacencies:
        if one.link.kind is LinkKind.ROUTED:
            zones[one.interface] = scope.index.backbone_zone
            for vpn in scope.index.link_vpns.get(one.link.name, ()):
                zones[f"{one.interface}.{scope.plan.vpn_numbers[vpn]}"] = scope.index.zone_of_vpn[vpn]
        elif one.link.kind is LinkKind.HEARTBEAT:
            zones[one.interface] = HEARTBEAT
        elif one.link.external is not None:
            zones[one.interface] = one.link.external.zone
    for gateway in scope.gateways:
        zones[gateway.interface] = gateway.vlan.zone
    return zones


def build(scope: Scope) -> Firewall | None:
    """Return the firewall of a device that is one."""
    if not scope.device.is_firewall:
        return None
    by_zone: dict[str, list[str]] = {}
    for interface, zone in interface_zones(scope).items():
        by_zone.setdefault(zone, []).append(interface)
    rules = [one for one in _rules(scope) if _reachable(one, by_zone)]
    return Firewall(
        zones=tuple(
            Zone(name=name, priority=_trust(scope, name), interfaces=tuple(interfaces))
            for name, interfaces in by_zone.items()
        ),
        address_objects=(*_policy_objects(scope, rules), *_own_objects(scope)),
        service_objects=_services(scope, rules),
        rules=(*rules, PolicyRule(name="deny-all", permit=False, log=True)),
    )


def _trust(scope: Scope, zone: str) -> int:
    known = scope.network.policy.zones.get(zone)
    return known.trust if known is not None else HEARTBEAT_TRUST


def _reachable(rule: PolicyRule, zones: dict[str, list[str]]) -> bool:
    known = {SELF, *zones}
    return all(not named or known.intersection(named) for named in (rule.source_zones, rule.destination_zones))


def _rules(scope: Scope) -> Iterator[PolicyRule]:
    yield from _device_rules(scope)
    present = {SELF, *interface_zones(scope).values()}
    for rule in scope.network.policy.rules:
        if applies(scope.device, rule.roles, rule.devices):
            yield PolicyRule(
                name=rule.name,
                permit=rule.permit,
                source_zones=tuple(one for one in rule.from_zones if one in present) or rule.from_zones,
                destination_zones=tuple(one for one in rule.to_zones if one in present) or rule.to_zones,
                sources=rule.sources,
                destinations=rule.destinations,
                services=rule.services,
                log=rule.log,
                description=rule.description,
            )


def _device_rules(scope: Scope) -> Iterator[PolicyRule]:
    zones = dict.fromkeys(interface_zones(scope).values())
    speaking = tuple(
        zone
        for zone in zones
        if zone == scope.index.backbone_zone
        or zone in {scope.index.zone_of_vpn[vpn] for vpn in scope.vrfs}
        or zone in _bgp_zones(scope)
    )
    if speaking:
        yield PolicyRule(
            name="gng-routing-out", permit=True, source_zones=(SELF,), destination_zones=speaking, services=(_ROUTING,)
        )
        yield PolicyRule(
            name="gng-routing-in", permit=True, source_zones=speaking, destination_zones=(SELF,), services=(_ROUTING,)
        )
    for zone in dict.fromkeys(scope.index.zone_of_vpn[vpn] for vpn in scope.vrfs):
        if zone in zones:
            # VRFs keep VPNs apart; within one, the members' traffic must not fall to the final denial
            yield PolicyRule(name=f"gng-{zone}", permit=True, source_zones=(zone,), destination_zones=(zone,))
    if HEARTBEAT in zones:
        yield PolicyRule(name="gng-heartbeat-out", permit=True, source_zones=(SELF,), destination_zones=(HEARTBEAT,))
        yield PolicyRule(name="gng-heartbeat-in", permit=True, source_zones=(HEARTBEAT,), destination_zones=(SELF,))
    leasing = tuple(dict.fromkeys(one.vlan.zone for one in scope.gateways if one.vlan.dhcp or one.vlan.dhcp_relay))
    if leasing:
        yield PolicyRule(
            name="gng-dhcp-in", permit=True, source_zones=leasing, destination_zones=(SELF,), services=(_DHCP,)
        )
    if scope.index.backbone_zone in zones:
        backbone = (scope.index.backbone_zone,)
        yield PolicyRule(
            name="gng-services-out",
            permit=True,
            source_zones=(SELF,),
            destination_zones=tuple(dict.fromkeys((*backbone, *_server_zones(scope)))),
            services=(_OUTGOING,),
        )
        if management_sources(scope):
            yield PolicyRule(
                name="gng-management-in",
                permit=True,
                source_zones=tuple(dict.fromkeys((*backbone, *_manager_zones(scope)))),
                destination_zones=(SELF,),
                sources=(_MANAGERS,),
                services=(_MANAGED,),
                log=True,
            )


def _bgp_zones(scope: Scope) -> set[str]:
    return {
        one.link.external.zone for one in scope.adjacencies if one.link.external and one.link.external.asn is not None
    }


def _manager_zones(scope: Scope) -> Iterator[str]:
    """Yield the zones of the managers' own VLANs, on the firewall that is their gateway."""
    return (gateway.vlan.zone for gateway in scope.gateways if serves_managers(scope, gateway))


def _server_zones(scope: Scope) -> Iterator[str]:
    """Yield the zones of the baseline's servers, on the firewall that is their gateway."""
    servers = {scope.index.host(one) for one in scope.network.baseline.servers}
    for gateway in scope.gateways:
        if any(subnet.contains(server) for subnet in gateway.subnets for server in servers):
            yield gateway.vlan.zone


def _policy_objects(scope: Scope, rules: list[PolicyRule]) -> tuple[AddressObject, ...]:
    known = scope.network.policy.address_sets
    names = {name for rule in rules for name in (*rule.sources, *rule.destinations) if name in known}
    return objects(scope, names)


def _own_objects(scope: Scope) -> Iterator[AddressObject]:
    sources: tuple[Prefix, ...] = management_sources(scope)
    if sources and scope.index.backbone_zone in interface_zones(scope).values():
        yield AddressObject(name=_MANAGERS, members=sources)


def _services(scope: Scope, rules: list[PolicyRule]) -> tuple[ServiceObject, ...]:
    known = scope.network.policy.services
    found = []
    for name in sorted({name for rule in rules for name in rule.services}):
        terms = _OWN_SERVICES.get(name) or known[name].terms
        found.append(ServiceObject(name=name, terms=terms))
    return tuple(found)


def _port(protocol: Protocol, first: int, last: int | None = None) -> ServiceTerm:
    return ServiceTerm(protocol=protocol, ports=NumberRange(first, last or first))


_OWN_SERVICES: dict[str, tuple[ServiceTerm, ...]] = {
    _ROUTING: (ServiceTerm(protocol=Protocol.OSPF), _port(Protocol.TCP, 179)),
    _DHCP: (_port(Protocol.UDP, 67),),
    _OUTGOING: (
        ServiceTerm(protocol=Protocol.ICMP),
        ServiceTerm(protocol=Protocol.ICMPV6),
        _port(Protocol.TCP, 49),
        _port(Protocol.UDP, 53),
        _port(Protocol.UDP, 123),
        _port(Protocol.UDP, 162),
        _port(Protocol.UDP, 514),
        _port(Protocol.UDP, 1812, 1813),
    ),
    _MANAGED: (
        ServiceTerm(protocol=Protocol.ICMP),
        ServiceTerm(protocol=Protocol.ICMPV6),
        _port(Protocol.TCP, 22),
        _port(Protocol.TCP, 830),
        _port(Protocol.UDP, 161),
    ),
}
