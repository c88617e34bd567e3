"""SSH, NETCONF, and the lines on which sessions come in."""

import re
from collections.abc import Collection

from govnetgen.configtree import Cursor
from govnetgen.configtree.values import NAME
from govnetgen.model.device.ssh import Ssh
from govnetgen.platforms.huawei_vrp.dialects import VrpDialect
from govnetgen.platforms.huawei_vrp.read.patterns import NUMBER

DEFAULT_TIMEOUT_MINUTES = 10
_ACL = rf"acl ({NAME}) inbound"
_ACL6 = rf"acl ipv6 ({NAME}) inbound"
_TIMEOUT = rf"idle-timeout ({NUMBER})(?: 0)?"


def read_ssh(cursor: Cursor, dialect: VrpDialect, users: Collection[str]) -> Ssh | None:
    """Return the SSH server.

    ``users`` are the local accounts: their ``ssh user`` lines say no more than that they may use SSH.
    """
    # in all that the model says, Telnet is off
    cursor.ignore("undo telnet (?:ipv6 )?server enable", "telnet (?:ipv6 )?server disable")
    for user in users:
        cursor.ignore(
            rf"ssh user {re.escape(user)}(?: authentication-type password| service-type(?: stelnet| snetconf| all)+)?"
        )
    if not cursor.has("stelnet (?:ipv4 )?server enable"):
        return None
    cursor.ignore("stelnet ipv6 server enable", "ssh authentication-type default password")
    lines = _lines(cursor)
    guard = lines.last(_ACL) or cursor.last(rf"ssh server acl ({NAME})")
    guard6, timeout = lines.last(_ACL6), lines.last(_TIMEOUT)
    return Ssh(
        acl=guard[1] if guard else None,
        acl6=guard6[1] if guard6 else None,
        idle_timeout_minutes=int(timeout[1]) if timeout else DEFAULT_TIMEOUT_MINUTES,
        netconf=_netconf(cursor, dialect),
    )


def _lines(cursor: Cursor) -> Cursor:
    """Return the settings of the first five lines; those of further lines count where they are the same."""
    bodies = [body for _, body in cursor.each(r"user-interface vty [0-9]+(?: [0-9]+)?")]
    for body in bodies:
        body.ignore("authentication-mode aaa", "protocol inbound ssh")
    if not bodies:
        return Cursor(())
    said = [line.text for line in bodies[0].unread()]
    for body in bodies[1:]:
        for text in said:
            body.ignore(re.escape(text))
    return bodies[0]


def _netconf(cursor: Cursor, dialect: VrpDialect) -> bool:
    if not dialect.netconf_view:
        return any(body.has("api netconf enable") for _, body in cursor.each("api"))
    cursor.ignore("snetconf ipv6 server enable")
    enabled = cursor.has("snetconf (?:ipv4 )?server enable")
    if enabled:
        for _, body in cursor.each("netconf"):
            body.ignore("protocol inbound ssh port 830")
    return enabled
