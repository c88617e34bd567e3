"""Host name, banner and clock."""

from govnetgen.intent.scope import Scope
from govnetgen.model.device.system import System


def build(scope: Scope) -> System:
    """Return the device's identity."""
    baseline = scope.network.baseline
    # a YAML block scalar ends in a newline, which on a device would be an empty last line
    banner = baseline.banner.rstrip("\n") if baseline.banner else None
    return System(hostname=scope.device.name, banner=banner, timezone=baseline.timezone)
