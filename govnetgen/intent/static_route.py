"""Static routes: defaults of layer-2 devices and exits, and what boundaries originate."""

from collections.abc import Iterator

from govnetgen.intent.scope import Scope
from govnetgen.intent.translated import seen_beyond
from govnetgen.model.address import Prefix
from govnetgen.model.device.static_route import StaticRoute
from govnetgen.model.gateway import virtual_gateway

DEFAULT = {4: Prefix(4, 0, 0), 6: Prefix(6, 0, 0)}


def build(scope: Scope) -> tuple[StaticRoute, ...]:
    """Return the static routes of the device."""
    seen = (StaticRoute(prefix=prefix, next_hop=firewall) for prefix, firewall in seen_beyond(scope))
    return (*_management_default(scope), *_external(scope), *seen)


def _management_default(scope: Scope) -> Iterator[StaticRoute]:
    if scope.routes:
        return
    for unit, vlan in scope.vlans.values():
        subnets = scope.plan.subnets.get((unit.name, vlan.name), ())
        if scope.management_interface == f"vlan-{scope.plan.vlan_ids[(unit.name, vlan.name)]}":
            for subnet in subnets:
                yield StaticRoute(prefix=DEFAULT[subnet.version], next_hop=virtual_gateway(vlan, subnet))


def _external(scope: Scope) -> Iterator[StaticRoute]:
    for one in scope.adjacencies:
        external = one.link.external
        if external is None:
            continue
        for peer in external.peers:
            if external.default_route:
                yield StaticRoute(prefix=DEFAULT[peer.version], next_hop=peer, description=f"to {external.name}")
            for prefix in external.routes:
                if prefix.version == peer.version:
                    description = f"to {external.name}"
                    yield StaticRoute(prefix=prefix, next_hop=peer, vrf=external.vpn, description=description)
        if external.asn is not None:
            # BGP advertises a network only while the table holds a route to it
            yield from (StaticRoute(prefix=prefix, discard=True) for prefix in external.advertise)
