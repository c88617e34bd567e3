"""Address translation: the table ``nat``."""

import re
from collections.abc import Iterator

from govnetgen.configtree import Cursor
from govnetgen.configtree.values import ADDRESS, IPV4, IPV6, PREFIX
from govnetgen.model.address import AddressRange
from govnetgen.model.device.nat import DestinationNat, Nat, NatPool, SourceNat, StaticNat
from govnetgen.platforms.linux.names import unword
from govnetgen.platforms.linux.read.acl import PROTOCOL_WORDS
from govnetgen.platforms.linux.read.firewall import ADDRESSES, ZONES, names
from govnetgen.platforms.linux.read.packet_filter import PacketFilter
from govnetgen.platforms.linux.read.patterns import WORD, address, prefix

_ZONE = rf"\{{ \$zone_(?P<zone>{WORD}) \}}"
_HOOK = r"type nat hook (?:prerouting|postrouting) priority (?:dstnat|srcnat); policy accept;"
_NAME = r'comment "(?P<name>[^"]*)"'
_DESTINATION = (
    rf"iifname {_ZONE} ip6? daddr (?P<outside>{ADDRESS}) "
    rf"(?:(?P<transport>tcp|udp) dport (?P<outside_port>[0-9]{{1,5}}) |meta l4proto (?P<protocol>\S+) )?"
    rf"dnat ip6? to (?:(?P<inside>{ADDRESS})|(?P<host>{IPV4}|\[{IPV6}\]):(?P<inside_port>[0-9]{{1,5}})) {_NAME}"
)
_STATIC = (
    rf"iifname {_ZONE} ip6? daddr {PREFIX} dnat ip6? prefix to ip6? daddr map "
    rf"\{{ (?P<outside>{PREFIX}) : (?P<inside>{PREFIX}) \}} {_NAME}"
)
_MIRROR = rf"oifname {_ZONE} ip6? saddr {PREFIX} snat ip6? prefix to ip6? saddr map \{{ {PREFIX} : {PREFIX} \}} {_NAME}"
_SOURCE = (
    rf"(?:iifname (?P<from>{ZONES}) )?(?:oifname (?P<to>{ZONES}) )?"
    rf"(?:ip6? saddr (?P<sources>{ADDRESSES}) )?(?:ip6? daddr (?P<destinations>{ADDRESSES}) )?"
    rf"(?P<action>accept|(?:meta nfproto ipv4 )?masquerade|snat ip6? to \$pool_(?P<pool>{WORD})) {_NAME}"
)


def read_nat(packets: PacketFilter) -> Nat | None:
    """Return the translation, None without its table."""
    if packets.translations is None:
        return None
    incoming = packets.translations.get("destination") or Cursor(())
    outgoing = packets.translations.get("source") or Cursor(())
    for chain in (incoming, outgoing):
        chain.ignore(_HOOK, _MIRROR)
    return Nat(
        pools=tuple(
            NatPool(name=unword(match[1]), addresses=AddressRange(address(match[2]), address(match[3])))
            for match, _ in packets.top.each(rf"define pool_({WORD}) = ({ADDRESS})-({ADDRESS})")
        ),
        source=tuple(_source(outgoing)),
        static=tuple(
            StaticNat(
                name=match["name"],
                inside=prefix(match["inside"]),
                outside=prefix(match["outside"]),
                zone=unword(match["zone"]),
            )
            for match, _ in incoming.each(_STATIC)
        ),
        destination=tuple(_destination(match) for match, _ in incoming.each(_DESTINATION)),
    )


def _destination(match: re.Match[str]) -> DestinationNat:
    word = match["transport"] or match["protocol"]
    host = match["inside"] or match["host"].strip("[]")
    return DestinationNat(
        name=match["name"],
        outside=address(match["outside"]),
        inside=address(host),
        zone=unword(match["zone"]),
        protocol=PROTOCOL_WORDS.get(word) if word else None,
        outside_port=int(match["outside_port"]) if match["outside_port"] else None,
        inside_port=int(match["inside_port"]) if match["inside_port"] else None,
    )


def _source(chain: Cursor) -> Iterator[SourceNat]:
    lines: dict[str, list[re.Match[str]]] = {}
    for match, _ in chain.each(_SOURCE):
        lines.setdefault(match["name"], []).append(match)
    for name, found in lines.items():
        pool = found[0]["pool"]
        yield SourceNat(
            name=name,
            source_zones=tuple(names(found[0]["from"])),
            destination_zones=tuple(names(found[0]["to"])),
            sources=_all(found, "sources"),
            destinations=_all(found, "destinations"),
            pool=unword(pool) if pool else None,
            exempt=found[0]["action"] == "accept",
        )


def _all(lines: list[re.Match[str]], key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for line in lines for name in names(line[key])))
