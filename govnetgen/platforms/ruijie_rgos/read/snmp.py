"""The SNMPv3 agent."""

from govnetgen.configtree import Cursor
from govnetgen.configtree.values import ADDRESS, NAME
from govnetgen.model.address import Address
from govnetgen.model.device.snmp import (
    Snmp,
    SnmpAuthentication,
    SnmpGroup,
    SnmpPrivacy,
    SnmpTrapHost,
    SnmpUser,
    SnmpView,
)
from govnetgen.model.secret import secret_from
from govnetgen.platforms.ruijie_rgos.names import neutral
from govnetgen.platforms.ruijie_rgos.read.patterns import PORT
from govnetgen.platforms.ruijie_rgos.read.secrets import ENCRYPTED, PLAIN


def read_snmp(cursor: Cursor) -> Snmp | None:
    """Read the agent; communities stay unread because they are not allowed."""
    cursor.ignore("no enable service snmp-agent")
    enabled = cursor.has("enable service snmp-agent")
    source = cursor.last(rf"snmp-server trap-source ({PORT})")
    contact = cursor.last(r"snmp-server contact (.+)")
    location = cursor.last(r"snmp-server location (.+)")
    found = Snmp(
        views=tuple(
            SnmpView(name=match[1], oid=match[2])
            for match, _ in cursor.each(rf"snmp-server view ({NAME}) ({NAME}) included?")
        ),
        groups=_groups(cursor),
        users=_users(cursor),
        trap_hosts=_trap_hosts(cursor),
        source_interface=neutral(source[1]) if source else None,
        contact=contact[1] if contact else None,
        location=location[1] if location else None,
    )
    if not enabled and found == Snmp():
        return None
    if found.trap_hosts:
        cursor.ignore("snmp-server enable traps")
    cursor.ignore(
        "snmp-server enable version v3", "no snmp-server enable version v1", "no snmp-server enable version v2c"
    )
    return found


def _groups(cursor: Cursor) -> tuple[SnmpGroup, ...]:
    pattern = (
        rf"snmp-server group ({NAME}) v3 priv(?: read ({NAME}))?(?: write ({NAME}))?(?: notify ({NAME}))?"
        rf"(?: access ({NAME}))?"
    )
    return tuple(
        SnmpGroup(name=match[1], read_view=match[2], write_view=match[3], notify_view=match[4], acl=match[5])
        for match, _ in cursor.each(pattern)
    )


def _users(cursor: Cursor) -> tuple[SnmpUser, ...]:
    pattern = rf"snmp-server user ({NAME}) ({NAME}) v3 (encrypted )?auth (md5|sha) (\S+) priv (des56|aes128) (\S+)"
    return tuple(
        SnmpUser(
            name=match[1],
            group=match[2],
            authentication=SnmpAuthentication(match[4]),
            authentication_secret=secret_from(match[5], ENCRYPTED if match[3] else PLAIN),
            privacy=SnmpPrivacy(match[6]),
            privacy_secret=secret_from(match[7], ENCRYPTED if match[3] else PLAIN),
        )
        for match, _ in cursor.each(pattern)
    )


def _trap_hosts(cursor: Cursor) -> tuple[SnmpTrapHost, ...]:
    pattern = rf"snmp-server host (?:ipv6 )?({ADDRESS})(?: vrf ({NAME}))?(?: traps)? version 3 priv ({NAME})"
    return tuple(
        SnmpTrapHost(address=Address.parse(match[1]), user=match[3], vrf=match[2]) for match, _ in cursor.each(pattern)
    )
