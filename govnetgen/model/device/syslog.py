"""Where log messages go (RFC 5424)."""

from dataclasses import dataclass
from enum import StrEnum

from govnetgen.model.address import Address


class LogLevel(StrEnum):
    """The least severe level that is still sent."""

    ERRORS = "errors"
    WARNINGS = "warnings"
    NOTIFICATIONS = "notifications"
    INFORMATIONAL = "informational"
    DEBUGGING = "debugging"


@dataclass(frozen=True, slots=True, kw_only=True)
class SyslogServer:
    """A collector on UDP 514."""

    address: Address
    vrf: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Syslog:
    """Remote logging; ``level`` None leaves the device's own default."""

    servers: tuple[SyslogServer, ...] = ()
    source_interface: str | None = None
    level: LogLevel | None = None
