"""Neighbour discovery."""

from govnetgen.intent.scope import Scope
from govnetgen.model.device.lldp import Lldp


def build(scope: Scope) -> Lldp:
    """Return LLDP as the baseline wants it."""
    return Lldp(enabled=scope.network.baseline.lldp)
