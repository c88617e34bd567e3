"""A VRF for each VPN that reaches the device."""

from govnetgen.intent.scope import Scope
from govnetgen.model.device.vrf import Vrf
from govnetgen.model.network import Topology, Vpn

# Spokes of a VPN export with a number of their own, so that they do not hear each other. VPN numbers stay below this.
SPOKE_OFFSET = 10000


def build(scope: Scope) -> tuple[Vrf, ...]:
    """Return the VRFs; distinguisher and targets are the network's AS and the VPN's number."""
    return tuple(_vrf(scope, scope.network.vpns[name]) for name in scope.vrfs)


def _vrf(scope: Scope, vpn: Vpn) -> Vrf:
    number = scope.plan.vpn_numbers[vpn.name]
    hub, spoke = _target(scope, number), _target(scope, number + SPOKE_OFFSET)
    imports = [_target(scope, scope.plan.vpn_numbers[other]) for other in vpn.imports]
    if vpn.topology is Topology.MESH:
        exports, imports = [hub], [hub, *imports]
    elif _holds_hub(scope, vpn):
        exports, imports = [hub], [hub, spoke, *imports]
    else:
        exports, imports = [spoke], [hub, *imports]
    return Vrf(
        name=vpn.name,
        route_distinguisher=hub,
        imports=tuple(imports),
        exports=tuple(exports),
        ipv6=_has_ipv6(scope, vpn),
    )


def _target(scope: Scope, number: int) -> str:
    return f"{scope.network.asn}:{number}"


def _holds_hub(scope: Scope, vpn: Vpn) -> bool:
    name = scope.device.name
    return any(name in unit.gateways or name in unit.attach for unit in (scope.network.units[hub] for hub in vpn.hubs))


def _has_ipv6(scope: Scope, vpn: Vpn) -> bool:
    links = (address.version for one in scope.adjacencies for address in scope.link_addresses(one, vpn.name))
    vlans = (subnet.version for one in scope.gateways if one.vlan.vpn == vpn.name for subnet in one.subnets)
    return 6 in (*links, *vlans)
