"""BGP with its families and VRFs."""

import re

from govnetgen.configtree import Cursor
from govnetgen.configtree.values import IPV4, IPV6, LENGTH6, MASK_OR_LENGTH, NAME, NUMBER32, area_number
from govnetgen.model.address import Address, InterfaceAddress, Prefix
from govnetgen.model.device.bgp import Bgp, BgpVrf, Family, Neighbor, NeighborFamily, Origination
from govnetgen.platforms.huawei_vrp.dialects import VrpDialect
from govnetgen.platforms.huawei_vrp.read.bgp_neighbor import (
    Peers,
    declared,
    read_members,
    read_neighbors,
    with_families,
)
from govnetgen.platforms.huawei_vrp.read.patterns import ASN, asn, subnet
from govnetgen.platforms.huawei_vrp.read.redistribution import read_redistribution

_TITLES = {
    Family.IPV4: "ipv4-family unicast",
    Family.IPV6: "ipv6-family unicast",
    Family.VPNV4: "ipv4-family vpnv4(?: unicast)?",
    Family.VPNV6: "ipv6-family vpnv6(?: unicast)?",
}
_VRF_TITLES = {
    Family.IPV4: rf"ipv4-family vpn-instance ({NAME})",
    Family.IPV6: rf"ipv6-family vpn-instance ({NAME})",
}
_NETWORKS = {4: rf"network ({IPV4})(?: ({MASK_OR_LENGTH}))?", 6: rf"network ({IPV6}) ({LENGTH6})"}
_CLUSTER = rf"reflector cluster-id ({IPV4}|{NUMBER32})"


def own_as(cursor: Cursor) -> int | None:
    """Return the AS of the device."""
    found = cursor.last(rf"bgp ({ASN})")
    return asn(found[1]) if found else None


def read_bgp(cursor: Cursor, dialect: VrpDialect, router: Address | None) -> Bgp | None:
    """Return the BGP speaker; ``router`` is the device's own router id, for one that BGP does not set.

    Without any router id the speaker is not of the model, and its body stays unread.
    """
    for match, body in cursor.each(rf"bgp ({ASN})"):
        own = body.last(rf"router-id ({IPV4})")
        router_id = Address.parse(own[1]) if own else router
        if router_id is not None:
            return _speaker(asn(match[1]), router_id, body, dialect)
    return None


def _speaker(number: int, router_id: Address, body: Cursor, dialect: VrpDialect) -> Bgp:
    peers = declared(body, number)
    neighbors = list(read_neighbors(body, peers, dialect))
    views = [(family, inner) for family, title in _TITLES.items() for _, inner in body.each(title)]
    cluster = _cluster([inner for _, inner in views])
    members = [_members(inner, peers, family) for family, inner in views]
    return Bgp(
        asn=number,
        router_id=router_id,
        cluster_id=cluster,
        origination=tuple(_origination(inner, family) for family, inner in views),
        neighbors=with_families(neighbors, members),
        vrfs=_vrfs(body, number, dialect),
    )


def _members(inner: Cursor, peers: Peers, family: Family) -> dict[Address, NeighborFamily]:
    found = read_members(inner, peers, family, unasked=False)
    reflects = any(one.reflector_client for one in found.values())
    # what templates write by themselves: a reflector keeps the routes that no VRF of its own imports
    inner.ignore("undo policy vpn-target" if reflects else "policy vpn-target")
    return found


def _cluster(views: list[Cursor]) -> Address | None:
    """Return the cluster id; a family that has another one keeps its line unread."""
    found: Address | None = None
    for inner in views:
        trial = Cursor(tuple(inner.unread()))
        match = trial.last(_CLUSTER)
        if match is not None:
            here = Address(4, area_number(match[1]))
            found = found or here
            if here == found:
                inner.ignore(re.escape(match[0]))
    return found


def _origination(inner: Cursor, family: Family) -> Origination:
    inner.ignore("undo synchronization")
    version = 6 if family is Family.IPV6 else 4
    if family not in (Family.IPV4, Family.IPV6):
        return Origination(family=family)
    networks = tuple(_network(match[1], match[2]) for match, _ in inner.each(_NETWORKS[version]))
    return Origination(family=family, networks=networks, redistribute=read_redistribution(inner, version, None))


def _network(text: str, mask: str | None) -> Prefix:
    if mask is not None:
        return subnet(text, mask)
    # without a mask VRP means the network's class (RFC 791)
    address = Address.parse(text)
    first = address.value >> 24
    return InterfaceAddress.of(address, 8 if first < 128 else 16 if first < 192 else 24).prefix


def _vrfs(body: Cursor, number: int, dialect: VrpDialect) -> tuple[BgpVrf, ...]:
    held: dict[str, tuple[list[Origination], list[Neighbor]]] = {}
    for family, title in _VRF_TITLES.items():
        for match, inner in body.each(title):
            originations, neighbors = held.setdefault(match[1], ([], []))
            peers = declared(inner, number)
            found = list(read_neighbors(inner, peers, dialect))
            neighbors += with_families(found, [read_members(inner, peers, family, unasked=True)])
            originations.append(_origination(inner, family))
    return tuple(
        BgpVrf(vrf=vrf, origination=tuple(originations), neighbors=tuple(neighbors))
        for vrf, (originations, neighbors) in held.items()
    )
