"""Where messages go, of govnet."""

from collections.abc import Iterable

from govnetgen.configtree import Cursor
from govnetgen.model.device.syslog import LogLevel, Syslog, SyslogServer
from govnetgen.platforms.netconf_yang.read.leaf import address, leaf, ordered, source

_LEVELS = "|".join(LogLevel)


def read_syslog(bodies: Iterable[Cursor]) -> Syslog | None:
    """Return the collectors."""
    held = list(bodies)
    if not any(leaf(one, "enabled", "true") for one in held):
        return None
    found = [(address(one, "address"), leaf(one, "vrf")) for one in ordered(held, "server")]
    levels = [leaf(one, "level", _LEVELS) for one in held]
    return Syslog(
        servers=tuple(SyslogServer(address=host, vrf=vrf) for host, vrf in found if host is not None),
        source_interface=source(held),
        level=next((LogLevel(one) for one in levels if one is not None), None),
    )
