"""OSPFv2 and OSPFv3: processes, and the interfaces that take part in them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from govnetgen.configtree import Cursor, Line
from govnetgen.configtree.values import AREA, IPV4, MASK, NAME, PREFIX6, WILDCARD, area_number
from govnetgen.model.address import Address, InterfaceAddress, Prefix, length_of_mask, length_of_wildcard
from govnetgen.model.device.interface import Interface
from govnetgen.model.device.ospf import (
    AreaKind,
    DefaultRoute,
    InterfaceOspf,
    OspfAlgorithm,
    OspfArea,
    OspfAuthentication,
    OspfProcess,
)
from govnetgen.platforms.ruijie_rgos.names import neutral
from govnetgen.platforms.ruijie_rgos.read.interface import Block
from govnetgen.platforms.ruijie_rgos.read.patterns import NUMBER, PORT
from govnetgen.platforms.ruijie_rgos.read.redistribution import read_redistribution
from govnetgen.platforms.ruijie_rgos.read.router_id import default_router_id
from govnetgen.platforms.ruijie_rgos.read.secrets import HIDDEN, hidden

_WORDS = {2: ("router ospf", "ip"), 3: ("ipv6 router ospf", "ipv6")}
_LEVEL = rf"({NUMBER})(?: vrf ({NAME}))?"


@dataclass(slots=True)
class OspfReading:
    """The processes, and every interface's parts by its name."""

    processes: list[OspfProcess] = field(default_factory=list)
    parts: dict[str, list[InterfaceOspf]] = field(default_factory=dict)


def read_ospf(cursor: Cursor, blocks: Mapping[str, Block], asn: int | None, rejected: list[Line]) -> OspfReading:
    """Read both versions.

    OSPFv2 interfaces join by network statements: an interface is in the area of the longest one that holds its primary
    address. A statement that no interface answers to stays unread.
    """
    reading = OspfReading()
    for version, (words, _) in _WORDS.items():
        for match, body in cursor.each(rf"{words} {_LEVEL}"):
            number, vrf = int(match[1]), match[2]
            inside = [block.interface for block in blocks.values() if block.interface.vrf == vrf]
            members = _by_network(body, inside, rejected) if version == 2 else _by_command(number, inside, blocks)
            members = {name: area for name, area in members.items() if not _taken(reading, name, version)}
            router_id = default_router_id(inside, vrf)
            if router_id is None and not body.has(rf"router-id {IPV4}"):
                rejected.append(cursor.line(match))
                continue
            level = OspfProcess(number=number, version=version, vrf=vrf, router_id=router_id or Address(4, 0))
            reading.processes.append(_process(body, level, set(members.values()), asn, rejected))
            passive = _passive(body, members, rejected)
            for name, area in members.items():
                part = _part(blocks[name].body, version, rejected)
                part = replace(part, process=number, area=area, passive=name in passive)
                reading.parts.setdefault(name, []).append(part)
    return reading


def _taken(reading: OspfReading, name: str, version: int) -> bool:
    return any(part.version == version for part in reading.parts.get(name, ()))


def _by_network(body: Cursor, inside: Iterable[Interface], rejected: list[Line]) -> dict[str, int]:
    statements: list[tuple[Prefix, int, re.Match[str]]] = []
    for match, _ in body.each(rf"network ({IPV4}) ({WILDCARD}) area ({AREA})"):
        # dumps keep the host bits of the address as it was typed
        prefix = InterfaceAddress.of(Address.parse(match[1]), length_of_wildcard(match[2])).prefix
        statements.append((prefix, area_number(match[3]), match))
    statements.sort(key=lambda one: -one[0].length)
    members: dict[str, int] = {}
    used: set[str] = set()
    for interface in inside:
        for address in interface.ipv4:
            found = next((one for one in statements if one[0].contains(address)), None)
            if found is None:
                continue
            _, area, match = found
            if address == interface.ipv4[0]:
                members[interface.name] = area
            if members.get(interface.name) == area:
                used.add(match.string)
    rejected += [body.line(match) for _, _, match in statements if match.string not in used]
    return members


def _by_command(number: int, inside: Iterable[Interface], blocks: Mapping[str, Block]) -> dict[str, int]:
    members: dict[str, int] = {}
    for interface in inside:
        match = blocks[interface.name].body.last(rf"ipv6 ospf {number} area ({AREA})")
        if match:
            members[interface.name] = area_number(match[1])
    return members


def _passive(body: Cursor, members: Mapping[str, int], rejected: list[Line]) -> set[str]:
    found: set[str] = set(members) if body.has("passive-interface default") else set()
    by_default = bool(found)
    for match, _ in body.each(rf"passive-interface ({PORT})"):
        name = neutral(match[1])
        found.add(name)
        if name not in members:
            rejected.append(body.line(match))
    for match, _ in body.each(rf"no passive-interface ({PORT})"):
        name = neutral(match[1])
        found.discard(name)
        if not by_default or name not in members:
            rejected.append(body.line(match))
    return found


def _process(body: Cursor, level: OspfProcess, areas: set[int], asn: int | None, rejected: list[Line]) -> OspfProcess:
    """Read what the process says of itself; ``level`` has its number, version, VRF and the default router id."""
    configured = body.last(rf"router-id ({IPV4})")
    bandwidth = body.last(rf"auto-cost reference-bandwidth ({NUMBER})")
    default = body.last("default-information originate( always)?")
    origin = DefaultRoute.NEVER
    if default:
        origin = DefaultRoute.ALWAYS if default[1] else DefaultRoute.WHEN_KNOWN
    return replace(
        level,
        router_id=Address.parse(configured[1]) if configured else level.router_id,
        areas=tuple(_areas(body, level.version, areas)),
        redistribute=read_redistribution(body, asn, rejected, tail="(?: subnets)?"),
        default_route=origin,
        reference_bandwidth_mbps=int(bandwidth[1]) if bandwidth else None,
    )


def _areas(body: Cursor, version: int, used: set[int]) -> Iterator[OspfArea]:
    kinds = {
        area_number(match[1]): (AreaKind(match[2]), match[3] is not None)
        for match, _ in body.each(rf"area ({AREA}) (stub|nssa)( no-summary)?")
    }
    ranges: dict[int, list[Prefix]] = {}
    if version == 2:
        for match, _ in body.each(rf"area ({AREA}) range ({IPV4}) ({MASK})"):
            prefix = InterfaceAddress.of(Address.parse(match[2]), length_of_mask(match[3])).prefix
            ranges.setdefault(area_number(match[1]), []).append(prefix)
    else:
        for match, _ in body.each(rf"area ({AREA}) range ({PREFIX6})"):
            ranges.setdefault(area_number(match[1]), []).append(InterfaceAddress.parse(match[2]).prefix)
    for number in used | kinds.keys() | ranges.keys():
        kind, no_summary = kinds.get(number, (AreaKind.NORMAL, False))
        yield OspfArea(number=number, kind=kind, no_summary=no_summary, ranges=tuple(ranges.get(number, ())))


def _part(body: Cursor, version: int, rejected: list[Line]) -> InterfaceOspf:
    word = _WORDS[version][1]
    cost = body.last(rf"{word} ospf cost (\d{{1,5}})")
    return InterfaceOspf(
        process=0,
        area=0,
        version=version,
        cost=int(cost[1]) if cost else None,
        point_to_point=body.has(f"{word} ospf network point-to-point"),
        authentication=_authentication(body, rejected) if version == 2 else None,
    )


def _authentication(body: Cursor, rejected: list[Line]) -> OspfAuthentication | None:
    """Read the key; during a change of keys there are two, and the second stays unread."""
    asked = body.last("ip ospf authentication message-digest")
    if asked is None:
        return None
    found: OspfAuthentication | None = None
    for match, _ in body.each(rf"ip ospf message-digest-key (\d{{1,3}}) md5 {HIDDEN}"):
        if found is not None:
            rejected.append(body.line(match))
        else:
            found = OspfAuthentication(key=int(match[1]), algorithm=OspfAlgorithm.MD5, secret=hidden(match))
    if found is None:
        rejected.append(body.line(asked))
    return found
