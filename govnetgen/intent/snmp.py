"""SNMPv3 for the monitoring user of the baseline."""

from govnetgen.intent.scope import Scope
from govnetgen.model.device.snmp import Snmp, SnmpGroup, SnmpTrapHost, SnmpUser, SnmpView

VIEW = "monitoring"


def build(scope: Scope) -> Snmp | None:
    """Return the agent: one read-only view, one group, one user."""
    baseline = scope.network.baseline.snmp
    if baseline is None:
        return None
    return Snmp(
        views=(SnmpView(name=VIEW, oid="iso"),),
        groups=(SnmpGroup(name=baseline.group, read_view=VIEW, notify_view=VIEW),),
        users=(
            SnmpUser(
                name=baseline.user,
                group=baseline.group,
                authentication=baseline.authentication,
                authentication_secret=baseline.authentication_secret,
                privacy=baseline.privacy,
                privacy_secret=baseline.privacy_secret,
            ),
        ),
        trap_hosts=tuple(
            SnmpTrapHost(address=scope.index.host(one), user=baseline.user) for one in baseline.trap_hosts
        ),
        source_interface=scope.source_interface if baseline.trap_hosts else None,
        contact=baseline.contact,
        location=scope.network.sites[scope.device.site].name,
    )
