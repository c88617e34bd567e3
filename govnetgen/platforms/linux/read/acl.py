"""Access lists: a chain each."""

import re

from govnetgen.configtree.values import PREFIX4, PREFIX6
from govnetgen.model.device.acl import Acl, AclRule, Protocol
from govnetgen.platforms.linux.names import unword
from govnetgen.platforms.linux.nftables import PROTOCOLS
from govnetgen.platforms.linux.read.packet_filter import PacketFilter
from govnetgen.platforms.linux.read.patterns import NUMBER, PORTS, number_range, prefix

PROTOCOL_WORDS = {word: protocol for protocol, word in PROTOCOLS.items()}


def _pattern(version: int) -> str:
    family, networks = ("ip", PREFIX4) if version == 4 else ("ip6", PREFIX6)
    return (
        rf"(?:{family} saddr (?P<source>{networks}) )?(?:{family} daddr (?P<destination>{networks}) )?"
        rf"(?:(?P<first>tcp|udp) sport (?P<source_port>{PORTS}) )?"
        rf"(?:(?P<second>tcp|udp) dport (?P<destination_port>{PORTS}) )?"
        rf"(?:meta l4proto (?P<protocol>{'|'.join(PROTOCOL_WORDS)}) )?"
        rf'(?P<verdict>accept|drop) comment "rule (?P<sequence>{NUMBER})"'
    )


_PATTERNS = {4: _pattern(4), 6: _pattern(6)}


def read_acls(packets: PacketFilter) -> tuple[Acl, ...]:
    """Return the lists."""
    found = []
    for match, body in packets.lists():
        version = int(match[2])
        body.ignore("drop")
        found.append(
            Acl(
                name=unword(match[3]),
                version=version,
                source_only=match[1] == "basic",
                rules=tuple(_rule(line) for line, _ in body.each(_PATTERNS[version])),
            )
        )
    return tuple(found)


def _rule(line: re.Match[str]) -> AclRule:
    transport = line["first"] or line["second"]
    protocol = Protocol(transport) if transport else PROTOCOL_WORDS[line["protocol"] or PROTOCOLS[Protocol.IP]]
    return AclRule(
        sequence=int(line["sequence"]),
        permit=line["verdict"] == "accept",
        protocol=protocol,
        source=prefix(line["source"]) if line["source"] else None,
        destination=prefix(line["destination"]) if line["destination"] else None,
        source_port=number_range(line["source_port"]) if line["source_port"] else None,
        destination_port=number_range(line["destination_port"]) if line["destination_port"] else None,
    )
