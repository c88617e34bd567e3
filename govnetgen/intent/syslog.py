"""Logs to the baseline's collectors."""

from govnetgen.intent.scope import Scope
from govnetgen.model.device.syslog import Syslog, SyslogServer


def build(scope: Scope) -> Syslog | None:
    """Return remote logging."""
    baseline = scope.network.baseline.syslog
    if baseline is None:
        return None
    return Syslog(
        servers=tuple(SyslogServer(address=scope.index.host(one)) for one in baseline.servers),
        source_interface=scope.source_interface,
        level=baseline.level,
    )
