"""Remote logging: rsyslog."""

from govnetgen.configtree.values import ADDRESS
from govnetgen.model.device.interface import Interface
from govnetgen.model.device.syslog import LogLevel, Syslog, SyslogServer
from govnetgen.platforms.linux.filters import SEVERITIES, interface_with
from govnetgen.platforms.linux.read.files import Files
from govnetgen.platforms.linux.read.patterns import address

_LEVELS = {word: level for level, word in SEVERITIES.items()}
_SELECTOR = rf"\*\.(?P<level>\*|{'|'.join(_LEVELS)})"
_ACTION = (
    rf'{_SELECTOR} action\(type="omfwd" target="(?P<address>{ADDRESS})" port="514" protocol="udp"'
    rf'(?: template="[A-Za-z0-9_]+")?(?: device="(?P<vrf>[^"]+)")?(?: address="(?P<source>{ADDRESS})")?\)'
)
_SHORT = rf"{_SELECTOR}\s+@(?P<address>{ADDRESS})(?::514)?"


def read_syslog(files: Files, interfaces: tuple[Interface, ...]) -> Syslog | None:
    """Return the collectors, None without rsyslog's files."""
    servers, levels, source = [], [], None
    present = False
    for _, file in files.matching(r"/etc/rsyslog(?:\.d/\S+)?\.conf"):
        present = True
        for match, _ in file.each(_ACTION):
            servers.append(SyslogServer(address=address(match["address"]), vrf=match["vrf"]))
            levels.append(match["level"])
            if match["source"] is not None:
                source = source or interface_with(interfaces, address(match["source"]), match["vrf"])
        for match, _ in file.each(_SHORT):
            servers.append(SyslogServer(address=address(match["address"])))
            levels.append(match["level"])
    if not present:
        return None
    level: LogLevel | None = _LEVELS.get(levels[0]) if levels else None
    return Syslog(servers=tuple(servers), source_interface=source, level=level)
