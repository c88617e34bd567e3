"""BGP, and the VPN routes of VRFs, which FRR keeps in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from govnetgen.configtree import Cursor
from govnetgen.configtree.values import ADDRESS, IPV4, PREFIX
from govnetgen.model.address import Address
from govnetgen.model.device.bgp import Bgp, BgpVrf, Family, Neighbor, NeighborFamily, Origination
from govnetgen.model.device.isis import IsisProcess
from govnetgen.model.device.ospf import OspfProcess
from govnetgen.model.device.redistribution import Redistribution, RouteSource
from govnetgen.platforms.linux.read.files import Files
from govnetgen.platforms.linux.read.ospf import CHOSEN
from govnetgen.platforms.linux.read.patterns import INTERFACE, TARGET, address, interface, plain, prefix
from govnetgen.platforms.linux.read.vrf import VpnRoutes
from govnetgen.platforms.linux.routing import FAMILIES, number_of_source

_TITLES = {title: family for family, title in FAMILIES.items()}
_WORDS = {"ospf": RouteSource.OSPF, "ospf6": RouteSource.OSPF}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The processes that routes may come from."""

    ospf: Sequence[OspfProcess] = ()
    isis: Sequence[IsisProcess] = ()
    asn: int | None = None


@dataclass(slots=True)
class _Instance:
    """What one ``router bgp`` block says."""

    origination: list[Origination] = field(default_factory=list)
    neighbors: list[Neighbor] = field(default_factory=list)
    vpn: VpnRoutes | None = None


def read_asn(files: Files) -> int | None:
    """Return the AS of the speaker."""
    found = files.network.last(r"router bgp ([0-9]{1,10})")
    return int(found[1]) if found else None


def read_bgp(
    files: Files, asn: int | None, ospf: Sequence[OspfProcess], isis: Sequence[IsisProcess]
) -> tuple[Bgp | None, dict[str, VpnRoutes]]:
    """Return the speaker, and what VRFs exchange."""
    if asn is None:
        return None, {}
    sources = Sources(ospf=ospf, isis=isis, asn=asn)
    routes: dict[str, VpnRoutes] = {}
    speakers: dict[str, BgpVrf] = {}
    for match, body in files.network.each(rf"router bgp {asn} vrf (\S+)"):
        name = match[1]
        speaks = body.has(rf"bgp router-id {IPV4}")
        instance = _instance(body, sources, name)
        routes[name] = instance.vpn or VpnRoutes()
        if speaks or instance.neighbors or instance.origination:
            speakers[name] = BgpVrf(
                vrf=name, origination=tuple(instance.origination), neighbors=tuple(instance.neighbors)
            )
    for _, body in files.network.each(rf"router bgp {asn}"):
        router_id, cluster = body.last(rf"bgp router-id ({IPV4})"), body.last(rf"bgp cluster-id ({IPV4})")
        instance = _instance(body, sources, None)
        return Bgp(
            asn=asn,
            router_id=address(router_id[1]) if router_id else CHOSEN,
            cluster_id=address(cluster[1]) if cluster else None,
            origination=tuple(instance.origination),
            neighbors=tuple(instance.neighbors),
            vrfs=tuple(speakers.values()),
        ), routes
    return None, routes


def _instance(body: Cursor, sources: Sources, vrf: str | None) -> _Instance:
    body.ignore("no bgp ebgp-requires-policy", "bgp log-neighbor-changes")
    implicit = not body.has("no bgp default ipv4-unicast")
    found = _Instance()
    families: dict[Address, list[NeighborFamily]] = {}
    remote = dict(_remote(body, sources.asn))
    inactive: set[Address] = set()
    for match, block in body.each(r"address-family (ipv4 unicast|ipv6 unicast|ipv4 vpn|ipv6 vpn)"):
        family = _TITLES[match[1]]
        origination = _origination(block, family, sources, vrf)
        if origination is not None:
            found.origination.append(origination)
        if vrf is not None:
            found.vpn = _vpn(block, found.vpn or VpnRoutes())
        if family is Family.IPV4 and implicit:
            inactive = {address(one[1]) for one, _ in block.each(rf"no neighbor ({ADDRESS}) activate")}
        for peer in remote:
            # outside "no bgp default ipv4-unicast", every neighbour exchanges IPv4 routes unless told not to
            always = family is Family.IPV4 and implicit and peer not in inactive
            item = _neighbor_family(block, family, peer, always=always)
            if item is not None:
                families.setdefault(peer, []).append(item)
    for peer, asn in remote.items():
        held = families.get(peer, [])
        if implicit and peer not in inactive and all(one.family is not Family.IPV4 for one in held):
            held = [NeighborFamily(family=Family.IPV4), *held]
        found.neighbors.append(_neighbor(body, peer, asn, tuple(held)))
    return found


def _remote(body: Cursor, asn: int | None) -> Iterator[tuple[Address, int]]:
    for match, _ in body.each(rf"neighbor ({ADDRESS}) remote-as ([0-9]{{1,10}}|internal)"):
        if match[2] != "internal":
            yield address(match[1]), int(match[2])
        elif asn is not None:
            yield address(match[1]), asn


def _neighbor(body: Cursor, peer: Address, asn: int, families: tuple[NeighborFamily, ...]) -> Neighbor:
    start = rf"neighbor {_escaped(peer)}"
    description, secret = body.last(rf"{start} description (.+)"), body.last(rf"{start} password (\S+)")
    multihop = body.last(rf"{start} ebgp-multihop ([0-9]{{1,3}})")
    source = body.last(rf"{start} update-source ({INTERFACE})")
    # how soon a session is tried again: FRR's two minutes are long when the way there comes up later
    body.ignore(rf"{start} timers connect [0-9]+")
    return Neighbor(
        address=peer,
        remote_as=asn,
        description=description and description[1],
        source_interface=interface(source[1]) if source else None,
        multihop=int(multihop[1]) if multihop else None,
        secret=plain(secret[1]) if secret else None,
        families=families,
    )


def _neighbor_family(block: Cursor, family: Family, peer: Address, *, always: bool) -> NeighborFamily | None:
    start = rf"neighbor {_escaped(peer)}"
    if not block.has(rf"{start} activate") and not always:
        return None
    incoming, outgoing = (block.last(rf"{start} prefix-list (\S+) {way}") for way in ("in", "out"))
    return NeighborFamily(
        family=family,
        reflector_client=block.has(rf"{start} route-reflector-client"),
        next_hop_self=block.has(rf"{start} next-hop-self"),
        prefix_list_in=incoming and incoming[1],
        prefix_list_out=outgoing and outgoing[1],
    )


def _escaped(peer: Address) -> str:
    return str(peer).replace(".", r"\.")


def _origination(block: Cursor, family: Family, sources: Sources, vrf: str | None) -> Origination | None:
    if family not in (Family.IPV4, Family.IPV6):
        return None
    version = 6 if family is Family.IPV6 else 4
    networks = tuple(prefix(match[1]) for match, _ in block.each(rf"network ({PREFIX})"))
    redistribute = []
    words = "connected|static|isis|ospf6" if version == 6 else "connected|static|isis|ospf"
    for match, _ in block.each(rf"redistribute ({words})"):
        source = _WORDS.get(match[1]) or RouteSource(match[1])
        process = number_of_source(
            source, version=version, vrf=vrf, ospf=sources.ospf, isis=sources.isis, asn=sources.asn
        )
        redistribute.append(Redistribution(source=source, process=process))
    if not networks and not redistribute:
        return None
    return Origination(family=family, networks=networks, redistribute=tuple(redistribute))


def _vpn(block: Cursor, routes: VpnRoutes) -> VpnRoutes:
    block.ignore(r"label vpn export (?:auto|[0-9]+)", "export vpn", "import vpn")
    distinguisher = block.last(rf"rd vpn export ({TARGET})")
    if distinguisher:
        routes.distinguisher = distinguisher[1]
    for match, _ in block.each(rf"rt vpn (both|import|export) ({TARGET}(?: {TARGET})*)"):
        targets = match[2].split()
        if match[1] != "export":
            routes.imports.update(targets)
        if match[1] != "import":
            routes.exports.update(targets)
    return routes
