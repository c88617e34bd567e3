"""Rapid spanning tree where a device switches; gateways are its root."""

from govnetgen.intent.scope import Scope
from govnetgen.model.device.spanning_tree import BridgePriority, SpanningTree, SpanningTreeMode
from govnetgen.model.network import LinkKind, Role

ROOT_PRIORITY, SECOND_PRIORITY = 4096, 8192


def build(scope: Scope) -> SpanningTree | None:
    """Return spanning tree for devices with trunks; firewalls take no part in it."""
    role = scope.device.role
    if role is Role.ACCESS:
        return SpanningTree(mode=SpanningTreeMode.RSTP)
    if role not in (Role.CORE, Role.AGGREGATION) or not (scope.vlans and any(scope.linked(LinkKind.TRUNK))):
        return None
    priority = SECOND_PRIORITY if any(one.rank for one in scope.gateways) else ROOT_PRIORITY
    return SpanningTree(mode=SpanningTreeMode.RSTP, priorities=(BridgePriority(instance=0, priority=priority),))
