"""SNMPv3."""

import re

from govnetgen.configtree import Cursor
from govnetgen.configtree.values import IPV4, IPV6, NAME
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
from govnetgen.platforms.huawei_vrp.dialects import VrpDialect
from govnetgen.platforms.huawei_vrp.filters import SNMP_DIGESTS
from govnetgen.platforms.huawei_vrp.names import neutral
from govnetgen.platforms.huawei_vrp.read.patterns import PORT, secret

_DIGESTS = {word: digest for digest, word in SNMP_DIGESTS.items()}
_WORD = "(?:cipher|plain|simple)"
_DIGEST = rf"authentication-mode (?P<digest>{'|'.join(_DIGESTS)})(?: (?P<digest_word>{_WORD}))? (?P<digest_key>\S+)"
_CIPHER = rf"privacy-mode (?P<cipher>{'|'.join(SnmpPrivacy)})(?: (?P<cipher_word>{_WORD}))? (?P<cipher_key>\S+)"
_GROUP = (
    rf"snmp-agent group v3 ({NAME}) privacy"
    rf"(?: read-view ({NAME}))?(?: write-view ({NAME}))?(?: notify-view ({NAME}))?(?: acl ({NAME}))?"
)
_HOST = (
    rf"snmp-agent target-host (?:host-name {NAME} )?trap "
    rf"(?:address udp-domain ({IPV4})|ipv6 address udp-domain ({IPV6}))"
    rf"(?: vpn-instance ({NAME}))? params securityname ({NAME}) v3 privacy"
)


def read_snmp(cursor: Cursor, dialect: VrpDialect) -> Snmp | None:
    """Return the SNMPv3 agent; communities are not of the model and stay unread."""
    cursor.ignore(r"snmp-agent local-engineid \S+", "snmp-agent trap enable", "snmp-agent sys-info version v3")
    if not cursor.has("snmp-agent"):
        return None
    contact, location = (
        cursor.last("snmp-agent sys-info contact (.+)"),
        cursor.last("snmp-agent sys-info location (.+)"),
    )
    source = cursor.last(rf"snmp-agent trap source ({PORT})")
    return Snmp(
        views=tuple(
            SnmpView(name=match[1] or match[3], oid=match[2] or match[4])
            for match, _ in cursor.each(
                rf"snmp-agent mib-view (?:included? ({NAME}) ({NAME})|({NAME}) included? ({NAME}))"
            )
        ),
        groups=tuple(
            SnmpGroup(name=match[1], read_view=match[2], write_view=match[3], notify_view=match[4], acl=match[5])
            for match, _ in cursor.each(_GROUP)
        ),
        users=(*_users(cursor), *_old_users(cursor)),
        trap_hosts=tuple(
            SnmpTrapHost(address=Address.parse(match[1] or match[2]), user=match[4], vrf=match[3])
            for match, _ in cursor.each(_HOST)
        ),
        source_interface=neutral(source[1], dialect.ports.management) if source else None,
        contact=contact[1] if contact else None,
        location=location[1] if location else None,
    )


def _users(cursor: Cursor) -> list[SnmpUser]:
    """Users of four lines: name, group, digest, cipher. One that lacks any of them stays unread."""
    trial = Cursor(tuple(cursor.unread()))
    head = rf"snmp-agent usm-user v3 (?P<name>{NAME})"
    groups = {match["name"]: match["group"] for match, _ in trial.each(rf"{head} group (?P<group>{NAME})")}
    digests = {match["name"]: match for match, _ in trial.each(f"{head} {_DIGEST}")}
    ciphers = {match["name"]: match for match, _ in trial.each(f"{head} {_CIPHER}")}
    found = []
    for name in groups.keys() & digests.keys() & ciphers.keys():
        cursor.ignore(rf"snmp-agent usm-user v3 {re.escape(name)}(?: (?:group|authentication-mode|privacy-mode) .*)?")
        found.append(_user(name, groups[name], digests[name], ciphers[name]))
    return found


def _old_users(cursor: Cursor) -> list[SnmpUser]:
    """Users in one line, as early releases print them."""
    form = rf"snmp-agent usm-user v3 (?P<name>{NAME}) (?P<group>{NAME}) {_DIGEST} {_CIPHER}"
    return [_user(match["name"], match["group"], match, match) for match, _ in cursor.each(form)]


def _user(name: str, group: str, digest: re.Match[str], cipher: re.Match[str]) -> SnmpUser:
    authentication: SnmpAuthentication = _DIGESTS[digest["digest"]]
    return SnmpUser(
        name=name,
        group=group,
        authentication=authentication,
        authentication_secret=secret(digest["digest_key"], digest["digest_word"]),
        privacy=SnmpPrivacy(cipher["cipher"]),
        privacy_secret=secret(cipher["cipher_key"], cipher["cipher_word"]),
    )
