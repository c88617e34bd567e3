"""Remote management: SSH only, from named sources, and NETCONF over it (RFC 6242)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Ssh:
    """The SSH server. ``acl`` and ``acl6`` name the ACLs of permitted sources; Telnet is always off."""

    acl: str | None = None
    acl6: str | None = None
    idle_timeout_minutes: int = 10
    netconf: bool = False
