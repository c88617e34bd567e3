"""Access lists: named, numbered, and numbered on lines of their own."""

import re
from collections.abc import Iterator
from dataclasses import replace

from govnetgen.configtree import Cursor
from govnetgen.configtree.values import IPV4, IPV6, NAME, PREFIX6, WILDCARD
from govnetgen.model.address import Address, NumberRange, Prefix, length_of_wildcard
from govnetgen.model.address import InterfaceAddress as Addressed
from govnetgen.model.device.acl import Acl, AclRule, Protocol
from govnetgen.platforms.ruijie_rgos.read.patterns import NUMBER

PORTS = {
    "ftp-data": 20,
    "ftp": 21,
    "telnet": 23,
    "smtp": 25,
    "domain": 53,
    "bootps": 67,
    "bootpc": 68,
    "tftp": 69,
    "www": 80,
    "pop3": 110,
    "ntp": 123,
    "netbios-ns": 137,
    "netbios-dgm": 138,
    "snmp": 161,
    "snmptrap": 162,
    "bgp": 179,
    "syslog": 514,
}
"""Ports that dumps may print by name, with their IANA numbers."""

_PROTOCOLS = {
    **{word: Protocol(word) for word in ("ip", "tcp", "udp", "icmp", "ospf", "gre", "esp")},
    "1": Protocol.ICMP,
    "6": Protocol.TCP,
    "17": Protocol.UDP,
    "47": Protocol.GRE,
    "50": Protocol.ESP,
    "89": Protocol.OSPF,
}
_PROTOCOLS6 = {**_PROTOCOLS, "ipv6": Protocol.IP, "icmp": Protocol.ICMPV6, "58": Protocol.ICMPV6}
_PORT = r"(?:\d{1,5}|" + "|".join(map(re.escape, PORTS)) + ")"
_HEAD = rf"(?:({NUMBER}) )?(permit|deny)"
_SOURCE = rf"(?:any|host {IPV4}|{IPV4}(?: {WILDCARD})?)"
_ENDS = {4: rf"(?:any|host {IPV4}|{IPV4} {WILDCARD})", 6: rf"(?:any|host {IPV6}|{PREFIX6})"}
_MATCHED_PORTS = rf"(?: (?:eq|gt|lt) {_PORT}| range {_PORT} {_PORT})?"
_STEP = 10


def read_acls(cursor: Cursor, management6: str | None) -> tuple[Acl, ...]:
    """Read all lists.

    RGOS has one kind of IPv6 list. The one that guards management counts as ``source_only`` if it matches only sources.
    """
    found = [
        Acl(name=match[2], source_only=match[1] == "standard", rules=tuple(_rules(body, 4, match[1] == "standard")))
        for match, body in cursor.each(rf"ip access-list (standard|extended) ({NAME})")
    ]
    for match, body in cursor.each(rf"ipv6 access-list ({NAME})"):
        rules = tuple(_rules(body, 6, False))
        sources = match[1] == management6 and all(map(matches_source_only, rules))
        found.append(Acl(name=match[1], version=6, source_only=sources, rules=rules))
    return (*found, *_numbered(cursor))


def matches_source_only(rule: AclRule) -> bool:
    """Tell whether a rule looks at nothing but the source."""
    return replace(rule, sequence=0, permit=True, source=None) == AclRule(sequence=0, permit=True)


def _numbered(cursor: Cursor) -> Iterator[Acl]:
    rules: dict[str, list[AclRule]] = {}
    for match, _ in cursor.each(rf"access-list (\d{{1,4}}) (permit|deny) ({_SOURCE})"):
        held = rules.setdefault(match[1], [])
        held.append(AclRule(sequence=_STEP * len(held) + _STEP, permit=match[2] == "permit", source=_prefix(match[3])))
    for name, held in rules.items():
        yield Acl(name=name, source_only=True, rules=tuple(held))


def _rules(body: Cursor, version: int, source_only: bool) -> Iterator[AclRule]:
    sequence = 0
    for match, _ in body.each(_pattern(version, source_only)):
        sequence = int(match[1]) if match[1] else sequence + _STEP
        permit = match[2] == "permit"
        if source_only:
            yield AclRule(sequence=sequence, permit=permit, source=_prefix(match[3]))
        else:
            yield AclRule(
                sequence=sequence,
                permit=permit,
                protocol=(_PROTOCOLS if version == 4 else _PROTOCOLS6)[match[3] or match[6]],
                source=_prefix(match[4] or match[7]),
                destination=_prefix(match[5] or match[9]),
                source_port=_ports(match[8]),
                destination_port=_ports(match[10]),
            )


def _pattern(version: int, source_only: bool) -> str:
    if source_only:
        return rf"{_HEAD} ({_SOURCE})"
    words = "|".join(word for word in (_PROTOCOLS if version == 4 else _PROTOCOLS6) if word not in _WITH_PORTS)
    ends = _ENDS[version]
    return (
        rf"{_HEAD} (?:({words}) ({ends}) ({ends})"
        rf"|({'|'.join(_WITH_PORTS)}) ({ends})({_MATCHED_PORTS}) ({ends})({_MATCHED_PORTS}))"
    )


_WITH_PORTS = ("tcp", "udp", "6", "17")


def _prefix(text: str) -> Prefix | None:
    words = text.removeprefix("host ").split()
    if words[0] == "any":
        return None
    if "/" in words[0]:
        return Addressed.parse(words[0]).prefix
    address = Address.parse(words[0])
    length = length_of_wildcard(words[1]) if len(words) > 1 else (32 if address.version == 4 else 128)
    return Addressed.of(address, length).prefix


def _ports(text: str | None) -> NumberRange | None:
    if not text:
        return None
    word, *values = text.split()
    first, *rest = (PORTS[value] if value in PORTS else int(value) for value in values)
    if word == "gt":
        return NumberRange(first + 1, 65535)
    if word == "lt":
        return NumberRange(0, first - 1)
    return NumberRange(first, rest[0] if rest else first)
