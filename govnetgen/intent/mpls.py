"""Label switching in the backbone, where VPNs cross it by MPLS."""

from govnetgen.intent.scope import Scope
from govnetgen.model.device.mpls import Mpls
from govnetgen.model.network import Role, VpnTransport


def build(scope: Scope) -> Mpls | None:
    """Return LDP on core and aggregation."""
    if scope.network.routing.vpn_transport is not VpnTransport.MPLS or scope.router_id is None:
        return None
    if scope.device.role not in (Role.CORE, Role.AGGREGATION):
        return None
    return Mpls(lsr_id=scope.router_id)
