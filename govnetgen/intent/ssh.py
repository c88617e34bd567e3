"""SSH from the management networks only."""

from govnetgen.intent.acl import MANAGEMENT, MANAGEMENT6, management_versions
from govnetgen.intent.scope import Scope
from govnetgen.model.device.ssh import Ssh


def build(scope: Scope) -> Ssh | None:
    """Return the SSH server, restricted to the sources of the baseline."""
    baseline = scope.network.baseline.ssh
    if baseline is None:
        return None
    versions = management_versions(scope)
    return Ssh(
        acl=MANAGEMENT if 4 in versions else None,
        acl6=MANAGEMENT6 if 6 in versions else None,
        idle_timeout_minutes=baseline.idle_timeout_minutes,
        netconf=baseline.netconf,
    )
