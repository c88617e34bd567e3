"""Collectors of log messages."""

from govnetgen.configtree import Cursor
from govnetgen.configtree.values import IPV4, IPV6, NAME
from govnetgen.model.address import Address
from govnetgen.model.device.syslog import Syslog, SyslogServer
from govnetgen.platforms.huawei_vrp.dialects import VrpDialect
from govnetgen.platforms.huawei_vrp.filters import LOG_LEVELS
from govnetgen.platforms.huawei_vrp.names import neutral
from govnetgen.platforms.huawei_vrp.read.patterns import PORT

_LEVELS = {word: level for level, word in LOG_LEVELS.items()}


def read_syslog(cursor: Cursor, dialect: VrpDialect) -> Syslog | None:
    """Return remote logging; the loghost channel is number 2."""
    source = cursor.last(rf"info-center loghost source ({PORT})")
    level = cursor.last(rf"info-center source default channel (?:loghost|2) log level ({'|'.join(_LEVELS)})")
    servers = tuple(
        SyslogServer(address=Address.parse(match[1] or match[2]), vrf=match[3])
        for match, _ in cursor.each(rf"info-center loghost (?:({IPV4})|ipv6 ({IPV6}))(?: vpn-instance ({NAME}))?")
    )
    if not (servers or source or level):
        return None
    return Syslog(
        servers=servers,
        source_interface=neutral(source[1], dialect.ports.management) if source else None,
        level=_LEVELS[level[1]] if level else None,
    )
