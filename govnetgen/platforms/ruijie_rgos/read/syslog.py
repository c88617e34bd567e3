"""Where log messages go."""

from govnetgen.configtree import Cursor
from govnetgen.configtree.values import ADDRESS, NAME
from govnetgen.model.address import Address
from govnetgen.model.device.syslog import LogLevel, Syslog, SyslogServer
from govnetgen.platforms.ruijie_rgos.names import neutral
from govnetgen.platforms.ruijie_rgos.read.patterns import PORT


def read_syslog(cursor: Cursor) -> Syslog | None:
    """Read the collectors, the level and the source interface."""
    level = cursor.last(rf"logging trap ({'|'.join(LogLevel)})")
    source = cursor.last(rf"logging source (?:interface )?({PORT})")
    servers = tuple(
        SyslogServer(address=Address.parse(match[1]), vrf=match[2])
        for match, _ in cursor.each(rf"logging server (?:ipv6 )?({ADDRESS})(?: vrf ({NAME}))?")
    )
    if not (level or source or servers):
        return None
    return Syslog(
        servers=servers,
        source_interface=neutral(source[1]) if source else None,
        level=LogLevel(level[1]) if level else None,
    )
