"""Host name, banner and clock."""

from govnetgen.intent.scope import Scope
from govnetgen.model.device.system import System


def build(scope: Scope) -> System:
    """Return the device's identity."""
    baseline = scope.network.baseline
    return System(hostname=scope.device.name, banner=baseline.banner, timezone=baseline.timezone)
