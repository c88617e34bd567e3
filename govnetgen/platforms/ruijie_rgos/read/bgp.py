"""BGP: neighbours, what is exchanged with them, and what is originated."""

import re
from collections.abc import Iterable
from dataclasses import replace

from govnetgen.configtree import Cursor, Line
from govnetgen.configtree.values import ADDRESS, IPV4, MASK, NAME, NUMBER32, PREFIX4, PREFIX6
from govnetgen.model.address import Address, InterfaceAddress, Prefix, length_of_mask
from govnetgen.model.device.bgp import Bgp, BgpVrf, Family, Neighbor, NeighborFamily, Origination
from govnetgen.model.device.interface import Interface
from govnetgen.platforms.ruijie_rgos.names import neutral
from govnetgen.platforms.ruijie_rgos.read.patterns import PORT
from govnetgen.platforms.ruijie_rgos.read.redistribution import read_redistribution
from govnetgen.platforms.ruijie_rgos.read.router_id import default_router_id
from govnetgen.platforms.ruijie_rgos.read.secrets import HIDDEN, hidden

_NEIGHBOR = rf"neighbor ({ADDRESS})"
_Neighbors = dict[Address, Neighbor]


def read_asn(cursor: Cursor) -> int | None:
    """Return the AS number of the device, for what is redistributed from BGP."""
    match = cursor.last(rf"router bgp ({NUMBER32})")
    return int(match[1]) if match else None


def read_bgp(cursor: Cursor, interfaces: Iterable[Interface], rejected: list[Line]) -> Bgp | None:
    """Read the speaker; without `no bgp default ipv4-unicast` every IPv4 neighbour exchanges IPv4."""
    for match, body in cursor.each(rf"router bgp ({NUMBER32})"):
        configured = body.last(rf"bgp router-id ({IPV4})")
        router_id = Address.parse(configured[1]) if configured else default_router_id(interfaces, None)
        if router_id is None:
            rejected.append(cursor.line(match))
            return None
        return _speaker(int(match[1]), router_id, body, rejected)
    return None


def _speaker(asn: int, router_id: Address, body: Cursor, rejected: list[Line]) -> Bgp:
    cluster = body.last(rf"bgp cluster-id ({IPV4})")
    neighbors = _sessions(body, rejected)
    if not body.has("no bgp default ipv4-unicast"):
        for address in [one for one in neighbors if one.version == 4]:
            neighbors[address] = replace(neighbors[address], families=(NeighborFamily(family=Family.IPV4),))
    # older dumps have the IPv4 family's lines outside any family
    _exchange(body, Family.IPV4, neighbors, rejected)
    origination = [_origination(body, Family.IPV4, asn, rejected)]
    vrfs: dict[str, BgpVrf] = {}
    for match, below in body.each(rf"address-family (ipv4|ipv6)(?: unicast)?(?: vrf ({NAME}))?"):
        family = Family(match[1])
        if match[2] is None:
            _exchange(below, family, neighbors, rejected)
            origination.append(_origination(below, family, asn, rejected))
        else:
            inside = _sessions(below, rejected)
            _exchange(below, family, inside, rejected)
            held = vrfs.get(match[2], BgpVrf(vrf=match[2]))
            vrfs[match[2]] = replace(
                held,
                origination=(*held.origination, _origination(below, family, asn, rejected)),
                neighbors=(*held.neighbors, *inside.values()),
            )
    return Bgp(
        asn=asn,
        router_id=router_id,
        cluster_id=Address.parse(cluster[1]) if cluster else None,
        origination=_merged(origination),
        neighbors=tuple(neighbors.values()),
        vrfs=tuple(vrfs.values()),
    )


def _merged(parts: Iterable[Origination]) -> tuple[Origination, ...]:
    found: dict[Family, Origination] = {}
    for part in parts:
        held = found.get(part.family, Origination(family=part.family))
        found[part.family] = replace(
            held, networks=held.networks + part.networks, redistribute=held.redistribute + part.redistribute
        )
    return tuple(found.values())


def _sessions(body: Cursor, rejected: list[Line]) -> _Neighbors:
    found = {
        Address.parse(match[1]): Neighbor(address=Address.parse(match[1]), remote_as=int(match[2]))
        for match, _ in body.each(rf"{_NEIGHBOR} remote-as ({NUMBER32})")
    }
    patterns = (r"description (?P<description>.+)", rf"password {HIDDEN}", rf"update-source (?P<source>{PORT})")
    for pattern in (*patterns, r"ebgp-multihop(?P<multihop> \d{1,3})?"):
        for match, _ in body.each(rf"{_NEIGHBOR} {pattern}"):
            address = Address.parse(match[1])
            if address in found:
                found[address] = _said(found[address], match)
            else:
                rejected.append(body.line(match))
    return found


def _said(neighbor: Neighbor, match: re.Match[str]) -> Neighbor:
    said = match.groupdict()
    if "description" in said:
        return replace(neighbor, description=said["description"])
    if "source" in said:
        return replace(neighbor, source_interface=neutral(match["source"]))
    if "secret" in said:
        return replace(neighbor, secret=hidden(match))
    return replace(neighbor, multihop=int(said["multihop"] or 255))


def _exchange(body: Cursor, family: Family, neighbors: _Neighbors, rejected: list[Line]) -> None:
    for match, _ in body.each(rf"{_NEIGHBOR} activate"):
        address = Address.parse(match[1])
        if address not in neighbors:
            rejected.append(body.line(match))
        elif all(part.family is not family for part in neighbors[address].families):
            part = NeighborFamily(family=family)
            neighbors[address] = replace(neighbors[address], families=(*neighbors[address].families, part))
    for match, _ in body.each(rf"no {_NEIGHBOR} activate"):
        neighbor = neighbors.get(Address.parse(match[1]))
        if neighbor is None:
            rejected.append(body.line(match))
        else:
            kept = tuple(part for part in neighbor.families if part.family is not family)
            neighbors[neighbor.address] = replace(neighbor, families=kept)
    for match, _ in body.each(rf"{_NEIGHBOR} (route-reflector-client|next-hop-self|prefix-list ({NAME}) (in|out))"):
        neighbor = neighbors.get(Address.parse(match[1]))
        if neighbor is None or all(part.family is not family for part in neighbor.families):
            rejected.append(body.line(match))
            continue
        families = tuple(_told(part, match) if part.family is family else part for part in neighbor.families)
        neighbors[neighbor.address] = replace(neighbor, families=families)


def _told(part: NeighborFamily, match: re.Match[str]) -> NeighborFamily:
    if match[4] == "in":
        return replace(part, prefix_list_in=match[3])
    if match[4] == "out":
        return replace(part, prefix_list_out=match[3])
    if match[2] == "next-hop-self":
        return replace(part, next_hop_self=True)
    return replace(part, reflector_client=True)


def _origination(body: Cursor, family: Family, asn: int, rejected: list[Line]) -> Origination:
    networks: list[Prefix] = []
    if family is Family.IPV4:
        for match, _ in body.each(rf"network ({IPV4}) mask ({MASK})"):
            networks.append(InterfaceAddress.of(Address.parse(match[1]), length_of_mask(match[2])).prefix)
    prefix = PREFIX4 if family is Family.IPV4 else PREFIX6
    networks += [InterfaceAddress.parse(match[1]).prefix for match, _ in body.each(rf"network ({prefix})")]
    return Origination(family=family, networks=tuple(networks), redistribute=read_redistribution(body, asn, rejected))
