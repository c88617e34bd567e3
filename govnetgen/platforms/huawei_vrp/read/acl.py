"""Access lists, and the traffic policies that apply them where there is no ``traffic-filter``."""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from govnetgen.configtree import Cursor
from govnetgen.configtree.values import IPV4, IPV6, LENGTH6, NAME, NUMBER32
from govnetgen.model.address import (
    Address,
    InterfaceAddress,
    NumberRange,
    Prefix,
    length_of_wildcard,
)
from govnetgen.model.device.acl import Acl, AclRule, Protocol
from govnetgen.platforms.huawei_vrp.acl_filters import LAST, PORTS, matches_all
from govnetgen.platforms.huawei_vrp.read.patterns import WILDCARD

_NUMBERS = r"[23][0-9]{3}"
_TITLE = (
    r"acl (?P<six>ipv6 )?"
    rf"(?:(?:number )?(?P<number>{_NUMBERS})|name (?P<name>{NAME}) (?P<kind>basic|advance|{_NUMBERS}))"
)
_PORTLESS: Mapping[str, Protocol] = {
    "ip": Protocol.IP,
    "ipv6": Protocol.IP,
    "icmp": Protocol.ICMP,
    "1": Protocol.ICMP,
    "icmpv6": Protocol.ICMPV6,
    "58": Protocol.ICMPV6,
    "ospf": Protocol.OSPF,
    "89": Protocol.OSPF,
    "gre": Protocol.GRE,
    "47": Protocol.GRE,
    "50": Protocol.ESP,
}
_WITH_PORTS: Mapping[Protocol, str] = {Protocol.TCP: "tcp|6", Protocol.UDP: "udp|17"}
_PLACES = {4: rf"(?:{IPV4} {WILDCARD}|any)", 6: rf"(?:{IPV6}/{LENGTH6}|{IPV6} {LENGTH6}|any)"}


def _forms(version: int, *, source_only: bool) -> tuple[tuple[str, Protocol | None], ...]:
    """Return the patterns of rules, each with the protocol that it stands for where the line does not tell."""
    place = _PLACES[version]
    head = rf"rule (?P<sequence>{NUMBER32}) (?P<action>permit|deny)"
    source, destination = (rf"(?: {side} (?P<{side}>{place}))?" for side in ("source", "destination"))
    if source_only:
        return ((rf"{head}{source}", Protocol.IP),)
    forms: list[tuple[str, Protocol | None]] = [
        (rf"{head} (?P<protocol>{'|'.join(_PORTLESS)}){source}{destination}", None)
    ]
    for protocol, words in _WITH_PORTS.items():
        port = rf"(?:[0-9]{{1,4}}|{'|'.join(PORTS[protocol])}|[1-6][0-9]{{4}})"
        ports = rf"(?:(?:eq|gt|lt) {port}|range {port} {port})"
        sides = rf"(?: source-port (?P<source_port>{ports}))?(?: destination-port (?P<destination_port>{ports}))?"
        forms.append((rf"{head} (?:{words}){source}{destination}{sides}", protocol))
    return tuple(forms)


_RULES = {(version, basic): _forms(version, source_only=basic) for version in (4, 6) for basic in (False, True)}


def read_acls(cursor: Cursor, *, passed_over: str = r"(?!)") -> list[Acl]:
    """Return the lists as they stand, but those whose names match ``passed_over``."""
    found = []
    for match, body in cursor.each(_TITLE.replace("(?P<name>", f"(?P<name>(?!{passed_over})")):
        version = 6 if match["six"] else 4
        kind = match["number"] or match["kind"]
        source_only = kind == "basic" or kind.startswith("2")
        body.ignore(r"step \d+")
        forms = _RULES[version, source_only]
        rules = [_rule(one, protocol) for form, protocol in forms for one, _ in body.each(form)]
        rules.sort(key=lambda one: one.sequence)
        found.append(Acl(name=match["name"] or kind, version=version, source_only=source_only, rules=tuple(rules)))
    return found


def as_meant(acls: Collection[Acl], applied: Collection[tuple[int, str]]) -> tuple[Acl, ...]:
    """Return the lists as the model means them: what no rule matches is denied.

    The closing rule of ours says just that and is taken off. VRP lets pass what no rule of a list on an interface
    matches (``applied``), and all where a list has no rules: such a list gets the rule that says so.
    """
    return tuple(_as_meant(acl, applied=(acl.version, acl.name) in applied) for acl in acls)


def _as_meant(acl: Acl, *, applied: bool) -> Acl:
    last = acl.rules[-1] if acl.rules else None
    if last is None or (applied and not matches_all(last)):
        return replace(acl, rules=(*acl.rules, AclRule(sequence=LAST, permit=True)))
    if last.sequence == LAST and matches_all(last) and not last.permit:
        return replace(acl, rules=acl.rules[:-1])
    return acl


def _rule(match: re.Match[str], told: Protocol | None) -> AclRule:
    facts = match.groupdict()
    protocol = told or _PORTLESS[facts["protocol"]]
    return AclRule(
        sequence=int(facts["sequence"]),
        permit=facts["action"] == "permit",
        protocol=protocol,
        source=_prefix(facts.get("source")),
        destination=_prefix(facts.get("destination")),
        source_port=_ports(facts.get("source_port"), protocol),
        destination_port=_ports(facts.get("destination_port"), protocol),
    )


def _prefix(text: str | None) -> Prefix | None:
    if text is None or text == "any":
        return None
    address, _, rest = text.replace("/", " ").partition(" ")
    parsed = Address.parse(address)
    length = length_of_wildcard(rest) if parsed.version == 4 else int(rest)
    return InterfaceAddress.of(parsed, length).prefix


def _ports(text: str | None, protocol: Protocol) -> NumberRange | None:
    if text is None:
        return None
    word, *values = text.split()
    first, last = (PORTS[protocol].get(value) or int(value) for value in (values[0], values[-1]))
    if word == "gt":
        return NumberRange(first + 1, 65535)
    return NumberRange(0, last - 1) if word == "lt" else NumberRange(first, last)
