"""Where VPNs go: which devices hold a VRF of one, and which routed links carry it.

With a VRF on every hop (``vrf_lite``) a VPN runs from the gateways of its members over what they attach to, up to and
between all cores. With MPLS (RFC 4364) it ends where members attach: labels carry it across the backbone.
"""

from collections.abc import Iterable, Mapping

from govnetgen.model.network import Link, LinkKind, Network, Role, Unit, VpnTransport

_BACKBONE = (Role.CORE, Role.AGGREGATION)


def vpns_on_links(network: Network) -> Mapping[str, tuple[str, ...]]:
    """Return the VPNs that cross each routed link, sorted; links that carry none are left out."""
    links = [link for link in network.links.values() if link.kind is LinkKind.ROUTED and link.far is not None]
    found = _on_access_links(network, links)
    if network.routing.vpn_transport is VpnTransport.VRF_LITE:
        backbone = _on_backbone(network, links)
        for link in links:
            near, far = _ends(link)
            if near in backbone and far in backbone:
                found.setdefault(link.name, set()).update(backbone[near] & backbone[far])
    return {name: tuple(sorted(vpns)) for name, vpns in found.items() if vpns}


def vrfs_on_devices(network: Network) -> Mapping[str, tuple[str, ...]]:
    """Return the VPNs that each device holds a VRF for, sorted; devices without any are left out."""
    found: dict[str, set[str]] = {}
    for unit, vpns in _members(network):
        for device in (*unit.gateways, *unit.attach):
            found.setdefault(device, set()).update(vpns)
    for device, vpn in _joined(network):
        found.setdefault(device, set()).add(vpn)
    if network.routing.vpn_transport is VpnTransport.VRF_LITE:
        links = [link for link in network.links.values() if link.kind is LinkKind.ROUTED and link.far is not None]
        for device, needed in _on_backbone(network, links).items():
            found.setdefault(device, set()).update(needed)
    return {name: tuple(sorted(vpns)) for name, vpns in found.items() if vpns}


def _members(network: Network) -> Iterable[tuple[Unit, frozenset[str]]]:
    for unit in network.units.values():
        vpns = frozenset(vlan.vpn for vlan in unit.vlans if vlan.vpn is not None)
        if vpns:
            yield unit, vpns


def _joined(network: Network) -> Iterable[tuple[str, str]]:
    """Yield the devices at which another network joins in a VPN, and the VPN."""
    for link in network.links.values():
        if link.external is not None and link.external.vpn is not None:
            yield link.near.device, link.external.vpn


def _ends(link: Link) -> tuple[str, str]:
    far = link.near if link.far is None else link.far
    return link.near.device, far.device


def _on_access_links(network: Network, links: Iterable[Link]) -> dict[str, set[str]]:
    """Return what the links between members' own gateways, and from these to what they attach to, carry."""
    between: dict[frozenset[str], list[str]] = {}
    for link in links:
        between.setdefault(frozenset(_ends(link)), []).append(link.name)
    found: dict[str, set[str]] = {}
    for unit, vpns in _members(network):
        own = [device for device in unit.gateways if device not in unit.attach]
        pairs = {frozenset((gateway, other)) for gateway in own for other in (*own, *unit.attach)}
        for pair in pairs:
            for name in between.get(pair, ()):
                found.setdefault(name, set()).update(vpns)
    return found


def _on_backbone(network: Network, links: Iterable[Link]) -> dict[str, set[str]]:
    """Return the VPNs that each core and aggregation device needs when every hop holds a VRF.

    An aggregation device on a shortest way from a member's to a core needs what passes through it.
    """
    needed: dict[str, set[str]] = {
        device.name: set() for device in network.devices.values() if device.role in _BACKBONE
    }
    cores = [name for name in needed if network.devices[name].role is Role.CORE]
    for unit, vpns in _members(network):
        for device in (*unit.attach, *unit.gateways, *cores):
            if device in needed:
                needed[device].update(vpns)
    for device, vpn in _joined(network):
        for one in (device, *cores):
            needed[one].add(vpn)
    neighbours: dict[str, set[str]] = {name: set() for name in needed}
    for link in links:
        near, far = _ends(link)
        if near in needed and far in needed:
            neighbours[near].add(far)
            neighbours[far].add(near)
    distance = _distances(cores, neighbours)
    for device in sorted(distance, key=lambda name: -distance[name]):
        for neighbour in neighbours[device]:
            if distance[neighbour] == distance[device] - 1:
                needed[neighbour].update(needed[device])
    return needed


def _distances(starts: Iterable[str], neighbours: Mapping[str, set[str]]) -> dict[str, int]:
    distance = dict.fromkeys(starts, 0)
    front = list(distance)
    while front:
        reached = [other for device in front for other in neighbours[device] if other not in distance]
        step = distance[front[0]] + 1
        front = list(dict.fromkeys(reached))
        distance.update(dict.fromkeys(front, step))
    return distance
