"""The firewall: zones and objects are variables, a rule is a chain, and the hooks' chains say between what zones."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from govnetgen.configtree import Cursor
from govnetgen.configtree.values import IPV4, IPV6, PREFIX4, PREFIX6
from govnetgen.model.address import AddressRange, Prefix
from govnetgen.model.device.acl import Protocol
from govnetgen.model.device.firewall import (
    AddressGroup,
    AddressObject,
    Firewall,
    PolicyRule,
    ServiceGroup,
    ServiceObject,
    ServiceTerm,
    Zone,
)
from govnetgen.platforms.linux.names import NO_INTERFACE, unword
from govnetgen.platforms.linux.nftables import LOCAL
from govnetgen.platforms.linux.read.acl import PROTOCOL_WORDS
from govnetgen.platforms.linux.read.labels import Labels
from govnetgen.platforms.linux.read.packet_filter import PacketFilter
from govnetgen.platforms.linux.read.patterns import (
    INTERFACES,
    PORTS,
    WORD,
    interfaces_in,
    number_range,
)
from govnetgen.platforms.linux.read.patterns import member as element

UNKNOWN_PRIORITY = 50
"""The priority of a zone that no label gives one: the middle."""

ZONES = rf"\{{ \$zone_{WORD}(?:, \$zone_{WORD})* \}}"
ADDRESSES = rf"\{{ \$(?:address|group)[46]_{WORD}(?:, \$(?:address|group)[46]_{WORD})* \}}"
_SERVICES = rf"\{{ \$[a-z]+_{WORD}(?:, \$[a-z]+_{WORD})* \}}"
_ELEMENT = {
    4: rf"(?:{PREFIX4}|{IPV4}-{IPV4}|{IPV4})",
    6: rf"(?:{PREFIX6}|{IPV6}-{IPV6}|{IPV6})",
}
_VARIABLE = re.compile(rf"\$[a-z]+[46]?_({WORD})")
_HOOKS = r"type filter hook (?:forward|output) priority filter; policy drop;"


def names(text: str | None) -> list[str]:
    """Return the names of the things that a list of variables stands for."""
    return [] if text is None else [unword(one) for one in _VARIABLE.findall(text)]


@dataclass(slots=True)
class _Between:
    """The zones that a rule's jumps name, and the hooks that they stand in."""

    sources: dict[str, None] = field(default_factory=dict)
    destinations: dict[str, None] = field(default_factory=dict)
    hooks: set[str] = field(default_factory=set)


def read_firewall(packets: PacketFilter, labels: Labels) -> Firewall | None:
    """Return the firewall, None where nothing forwarded is denied by default."""
    forward = packets.chain("forward")
    if forward is None or not forward.has(_HOOKS):
        return None
    top = packets.top
    return Firewall(
        zones=tuple(_zones(top, labels)),
        address_objects=tuple(_address_objects(top, labels)),
        address_groups=tuple(
            AddressGroup(name=name, members=members) for name, members in _groups(top, "group[46]", "address[46]")
        ),
        service_objects=tuple(_service_objects(top)),
        service_groups=tuple(
            ServiceGroup(name=name, members=members)
            for name, members in _groups(top, "(?:tcp|udp|protocol)group", "(?:tcp|udp|protocol)")
        ),
        rules=tuple(_rules(packets, labels)),
    )


def _zones(top: Cursor, labels: Labels) -> Iterator[Zone]:
    pattern = rf'define zone_({WORD}) = \{{ (?:"{NO_INTERFACE}"|({INTERFACES})) \}}'
    for match, _ in top.each(pattern):
        name = unword(match[1])
        yield Zone(
            name=name,
            priority=labels.zones.get(name, UNKNOWN_PRIORITY),
            interfaces=() if match[2] is None else tuple(interfaces_in(match[2])),
        )


def _address_objects(top: Cursor, labels: Labels) -> Iterator[AddressObject]:
    found: dict[str, list[Prefix | AddressRange]] = {}
    for version, one in _ELEMENT.items():
        for match, _ in top.each(rf"define address{version}_({WORD}) = \{{(?: ({one}(?:, {one})*) )?\}}"):
            members = found.setdefault(unword(match[1]), [])
            members += [element(text) for text in (match[2] or "").split(", ") if text]
        for match, body in top.each(rf"define address{version}_({WORD}) = \{{"):
            members = found.setdefault(unword(match[1]), [])
            members += [element(line[1]) for line, _ in body.each(rf"({one}),?")]
    for name, content in found.items():
        yield AddressObject(name=name, members=tuple(content), description=labels.addresses.get(name))


def _groups(top: Cursor, own: str, member: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    found: dict[str, dict[str, None]] = {}
    pattern = rf"define {own}_({WORD}) = \{{(?: (\${member}_{WORD}(?:, \${member}_{WORD})*) )?\}}"
    for match, _ in top.each(pattern):
        found.setdefault(unword(match[1]), {}).update(dict.fromkeys(names(match[2])))
    for name, members in found.items():
        yield name, tuple(members)


def _service_objects(top: Cursor) -> Iterator[ServiceObject]:
    found: dict[str, list[ServiceTerm]] = {}
    for protocol in (Protocol.TCP, Protocol.UDP):
        for match, _ in top.each(rf"define {protocol}_({WORD}) = \{{(?: ({PORTS}(?:, {PORTS})*) )?\}}"):
            found.setdefault(unword(match[1]), []).extend(
                ServiceTerm(protocol=protocol, ports=number_range(one)) for one in (match[2] or "").split(", ") if one
            )
    word = f"(?:{'|'.join(PROTOCOL_WORDS)})"
    for match, _ in top.each(rf"define protocol_({WORD}) = \{{(?: ({word}(?:, {word})*) )?\}}"):
        found.setdefault(unword(match[1]), []).extend(
            ServiceTerm(protocol=PROTOCOL_WORDS[one]) for one in (match[2] or "").split(", ") if one
        )
    for name, terms in found.items():
        yield ServiceObject(name=name, terms=tuple(terms))


def _rules(packets: PacketFilter, labels: Labels) -> Iterator[PolicyRule]:
    between = _between(packets)
    for name, body in packets.rules():
        if name not in between:
            continue  # a chain that nothing jumps to is no rule
        pattern = (
            rf"(?:ip6? saddr (?P<sources>{ADDRESSES}) )?(?:ip6? daddr (?P<destinations>{ADDRESSES}) )?"
            rf"(?:(?:tcp dport|udp dport|meta l4proto) (?P<services>{_SERVICES}) )?"
            rf'(?P<log>log prefix "{re.escape(name)}: " )?(?P<verdict>accept|drop)'
        )
        lines = [match for match, _ in body.each(pattern)]
        yield PolicyRule(
            name=name,
            permit=any(match["verdict"] == "accept" for match in lines),
            source_zones=_sources(between[name]),
            destination_zones=_destinations(between[name]),
            sources=_all(lines, "sources"),
            destinations=_all(lines, "destinations"),
            services=_all(lines, "services"),
            log=any(match["log"] for match in lines),
            description=labels.rules.get(name),
        )


def _all(lines: list[re.Match[str]], key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for line in lines for name in names(line[key])))


def _between(packets: PacketFilter) -> dict[str, _Between]:
    found: dict[str, _Between] = {}
    pattern = (
        rf"(?:(?:iifname|meta sdifname) (?P<sources>{ZONES}) )?(?:oifname (?P<destinations>{ZONES}) )?"
        rf'jump rule_(?P<name>{WORD})(?: comment "[^"]*")?'
    )
    for hook in ("forward", "input", "output"):
        chain = packets.chain(hook) or Cursor(())
        chain.ignore(
            _HOOKS,
            r"ct state established,related accept",
            r"ct state invalid drop",
            r'oifname "lo" accept',
            r"icmpv6 type \{ nd-[a-z, 0-9-]+ \} accept",
            r'(?:oifname|ip6?) .* accept comment "protocol [A-Z]+"',
            rf"(?:iifname|meta sdifname) \{{ \$zone_({WORD}) \}} oifname \{{ \$zone_\1 \}} accept",
        )
        for match, _ in chain.each(pattern):
            one = found.setdefault(unword(match["name"]), _Between())
            one.hooks.add(hook)
            one.sources.update(dict.fromkeys(names(match["sources"])))
            one.destinations.update(dict.fromkeys(names(match["destinations"])))
    return found


def _sources(one: _Between) -> tuple[str, ...]:
    if one.hooks == {"output"}:
        return (LOCAL,)
    return (*one.sources, LOCAL) if one.sources and "output" in one.hooks else tuple(one.sources)


def _destinations(one: _Between) -> tuple[str, ...]:
    if one.hooks == {"input"}:
        return (LOCAL,)
    return (*one.destinations, LOCAL) if one.destinations and "input" in one.hooks else tuple(one.destinations)
