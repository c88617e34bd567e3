"""Site-to-site tunnels that the policy gives a device."""

from govnetgen.intent.scope import Scope
from govnetgen.model.device.ipsec import Ipsec


def build(scope: Scope) -> Ipsec | None:
    """Return the device's tunnels."""
    tunnels = scope.network.policy.tunnels.get(scope.device.name, ())
    return Ipsec(tunnels=tunnels) if tunnels else None
