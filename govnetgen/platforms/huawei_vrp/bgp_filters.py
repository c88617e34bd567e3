"""BGP as VRP lays it out: the neighbours first, then a view for every family of every table."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from govnetgen.model.address import Address, Prefix
from govnetgen.model.device.bgp import Bgp, BgpVrf, Family, Neighbor, NeighborFamily, Origination
from govnetgen.model.device.redistribution import Redistribution

TITLES = {
    Family.IPV4: "ipv4-family unicast",
    Family.IPV6: "ipv6-family unicast",
    Family.VPNV4: "ipv4-family vpnv4",
    Family.VPNV6: "ipv6-family vpnv6",
}
VRF_FAMILIES = {Family.IPV4: "ipv4-family", Family.IPV6: "ipv6-family"}


@dataclass(frozen=True, slots=True, kw_only=True)
class BgpView:
    """One family's view; ``lines`` say what holds for neighbours in it."""

    title: str
    version: int
    synchronizes: bool = False
    cluster_id: Address | None = None
    networks: tuple[Prefix, ...] = ()
    redistribute: tuple[Redistribution, ...] = ()
    target_filter: bool | None = None
    own_neighbors: tuple[Neighbor, ...] = ()
    lines: tuple[str, ...] = ()


def bgp_views(bgp: Bgp) -> Iterator[BgpView]:
    """Return the views in the order of VRP's dumps."""
    for family, title in TITLES.items():
        view = _global_view(bgp, family, title)
        if view is not None:
            yield view
    for vrf in bgp.vrfs:
        yield from _vrf_views(vrf)


def _global_view(bgp: Bgp, family: Family, title: str) -> BgpView | None:
    origination = _origination(bgp.origination, family)
    members = [(one, _in_family(one, family)) for one in bgp.neighbors]
    held = [found for _, found in members if found is not None]
    if family is not Family.IPV4 and not held and origination is None:
        return None
    lines = [line for neighbor, found in members for line in _member_lines(neighbor, found, family)]
    reflects = any(found.reflector_client for found in held)
    vpn = family in (Family.VPNV4, Family.VPNV6)
    return BgpView(
        title=title,
        version=6 if family in (Family.IPV6, Family.VPNV6) else 4,
        synchronizes=not vpn,
        cluster_id=bgp.cluster_id if reflects else None,
        networks=origination.networks if origination else (),
        redistribute=origination.redistribute if origination else (),
        # a reflector has to keep routes that no VRF of its own imports
        target_filter=not reflects if vpn else None,
        lines=tuple(lines),
    )


def _vrf_views(vrf: BgpVrf) -> Iterator[BgpView]:
    used = {one.family for one in vrf.origination} | {found.family for one in vrf.neighbors for found in one.families}
    for family, word in VRF_FAMILIES.items():
        if family not in (used or {Family.IPV4}):
            continue
        origination = _origination(vrf.origination, family)
        own = tuple(one for one in vrf.neighbors if _in_family(one, family) is not None)
        yield BgpView(
            title=f"{word} vpn-instance {vrf.vrf}",
            version=6 if family is Family.IPV6 else 4,
            networks=origination.networks if origination else (),
            redistribute=origination.redistribute if origination else (),
            own_neighbors=own,
            # a neighbour that is declared inside a VRF's family is enabled there by that
            lines=tuple(line for one in own for line in _settings(one, _in_family(one, family))),
        )


def _origination(items: Iterable[Origination], family: Family) -> Origination | None:
    return next((one for one in items if one.family is family), None)


def _in_family(neighbor: Neighbor, family: Family) -> NeighborFamily | None:
    return next((one for one in neighbor.families if one.family is family), None)


def _member_lines(neighbor: Neighbor, found: NeighborFamily | None, family: Family) -> Iterator[str]:
    peer = f"peer {str(neighbor.address).upper()}"
    if found is not None:
        yield f"{peer} enable"
        yield from _settings(neighbor, found)
    elif family is Family.IPV4 and neighbor.address.version == 4:
        # VRP enables every IPv4 neighbour for IPv4 unicast unasked
        yield f"undo {peer} enable"


def _settings(neighbor: Neighbor, found: NeighborFamily | None) -> Iterator[str]:
    if found is None:
        return
    peer = f"peer {str(neighbor.address).upper()}"
    word = "ipv6-prefix" if found.family in (Family.IPV6, Family.VPNV6) else "ip-prefix"
    if found.reflector_client:
        yield f"{peer} reflect-client"
    if found.next_hop_self:
        yield f"{peer} next-hop-local"
    if found.prefix_list_in:
        yield f"{peer} {word} {found.prefix_list_in} import"
    if found.prefix_list_out:
        yield f"{peer} {word} {found.prefix_list_out} export"
