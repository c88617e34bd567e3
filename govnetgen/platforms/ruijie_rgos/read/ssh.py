"""The SSH server and who may reach it."""

from govnetgen.configtree import Cursor, Line
from govnetgen.configtree.values import NAME
from govnetgen.model.device.ssh import Ssh


def read_ssh(cursor: Cursor, rejected: list[Line]) -> Ssh | None:
    """Read the SSH server with what the terminal lines say; NETCONF counts as wanted where it may have sessions."""
    cursor.ignore("ip ssh version 2", "no enable service telnet-server", "no enable service web-server")
    # every device has its terminal lines: only what stands below them says something
    cursor.has("line con(?:sole)? 0")
    cursor.has(r"line vty \d+(?: \d+)?")
    if not cursor.has("enable service ssh-server"):
        return None
    netconf = cursor.has(r"netconf max-sessions \d+")
    first: Ssh | None = None
    for line, body in cursor.each(r"line vty \d+(?: \d+)?"):
        found = _terminal(body, netconf)
        first = first or found
        if found != first:
            rejected.append(cursor.line(line))
    return first or Ssh(netconf=netconf)


def _terminal(body: Cursor, netconf: bool) -> Ssh:
    body.ignore("transport input ssh")
    idle = body.last(r"exec-timeout (\d{1,5})(?: 0)?")
    acl = body.last(rf"access-class ({NAME})(?: in)?")
    acl6 = body.last(rf"ipv6 access-class ({NAME})(?: in)?")
    return Ssh(
        acl=acl[1] if acl else None,
        acl6=acl6[1] if acl6 else None,
        idle_timeout_minutes=int(idle[1]) if idle else 10,
        netconf=netconf,
    )
