"""The outside: networks behind external links, each a node that behaves as the inventory says its owner does.

A far network answers at its addresses on the links, exchanges routes over BGP where it has an AS number, leads what it
does not know to our border (so that it is the border that must refuse it), and has a host to send packets from.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from govnetgen.lab.outside_border import Border
from govnetgen.lab.outside_routes import announced, back_routes, host_subnets, translations
from govnetgen.lab.topology import LabHost, LeftOut
from govnetgen.model.address import Address, InterfaceAddress, Prefix
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.bgp import Bgp, Family, Neighbor, NeighborFamily, Origination
from govnetgen.model.device.interface import AccessPort, Aggregate, Interface, LagMember
from govnetgen.model.device.order import in_order
from govnetgen.model.device.static_route import StaticRoute
from govnetgen.model.device.system import System
from govnetgen.model.device.vlan import Vlan
from govnetgen.model.network import External, Link, Network

PORT = "port-"
_FIRST_VLAN = 101
_FAMILY = {4: Family.IPV4, 6: Family.IPV6}
_GATEWAY, _HOST = 1, 10
_ODD = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """A far network: its node, the ports that each external link ends in, and its host."""

    name: str
    config: DeviceConfig
    ports: tuple[tuple[str, tuple[str, ...]], ...]
    hosts: tuple[LabHost, ...]
    preferred: tuple[Address, ...] = ()
    """Our BGP speakers that the far network prefers to the standby ones beside them."""
    left_out: tuple[LeftOut, ...] = ()


def outsides(network: Network, links: Iterable[Link], taken: Sequence[Prefix]) -> tuple[Outside, ...]:
    """Return the far networks behind external links (of a settled network), by name.

    ``taken``: every prefix that is in use inside, which hosts outside keep clear of.
    """
    groups: dict[tuple[str, str | None], list[Link]] = {}
    for link in links:
        if link.external is not None:
            groups.setdefault((link.external.name, link.external.vpn), []).append(link)
    names = _names(network, groups)
    found: list[Outside] = []
    blocked = list(taken)
    for key in sorted(groups, key=lambda one: names[one]):
        found.append(_outside(network, names[key], groups[key], blocked))
        # networks that join in VPNs may overlap: two hosts of one address would be taken for each other
        blocked += (one.prefix for host in found[-1].hosts for one in host.addresses)
    return tuple(found)


def _names(network: Network, keys: Iterable[tuple[str, str | None]]) -> dict[tuple[str, str | None], str]:
    known = list(keys)
    several = {name for name, _ in known if sum(1 for other, _ in known if other == name) > 1}
    found: dict[tuple[str, str | None], str] = {}
    for name, vpn in sorted(known, key=lambda one: (one[0], one[1] or "")):
        text = "out-" + _ODD.sub("-", f"{name}-{vpn}" if name in several and vpn else name)
        while text in network.devices or text in found.values():
            text += "x"
        found[(name, vpn)] = text
    return found


def _outside(network: Network, name: str, links: Sequence[Link], taken: Sequence[Prefix]) -> Outside:
    borders = tuple(_borders(network, links))
    segments: dict[frozenset[Prefix], list[Border]] = {}
    for border in borders:
        segments.setdefault(border.prefixes, []).append(border)
    interfaces: list[Interface] = []
    vlans: list[Vlan] = []
    for segment in segments.values():
        if len(segment) == 1:
            interfaces += _routed(segment[0])
        else:
            vlan = Vlan(number=_FIRST_VLAN + len(vlans), name=f"segment-{len(vlans) + 1}")
            vlans.append(vlan)
            interfaces += _bridged(segment, vlan.number)
    external = borders[0].external
    subnets = host_subnets(borders, taken)
    host_port = f"{PORT}{sum(len(one.ports) for one in borders) + 1}"
    if subnets:
        inner = tuple(InterfaceAddress.of(one.host(_GATEWAY), one.length) for one in subnets)
        interfaces.append(Interface(name=host_port, description="hosts", addresses=inner))
    announcements = announced(borders)
    routes = [*back_routes(network, borders), *(StaticRoute(prefix=one, discard=True) for one in announcements)]
    config = DeviceConfig(
        system=System(hostname=name),
        vlans=tuple(vlans),
        interfaces=tuple(interfaces),
        static_routes=tuple(dict.fromkeys(one for one in routes if one.prefix not in subnets)),
        bgp=_bgp(network, borders, announcements),
    )
    hosts = (_host(name, host_port, external, subnets),) if subnets else ()
    return Outside(
        name=name,
        config=in_order(config),
        ports=tuple((one.link.name, one.ports) for one in borders),
        hosts=hosts,
        preferred=tuple(_preferred(borders)),
        left_out=tuple(_left_out(name, borders, hosts, translated=any(True for _ in translations(network, borders)))),
    )


def _borders(network: Network, links: Sequence[Link]) -> Iterator[Border]:
    used = 0
    for link in sorted(links, key=lambda one: one.name):
        if link.external is None:
            continue
        ports = tuple(f"{PORT}{used + position + 1}" for position in range(link.count))
        used += link.count
        standby = network.devices[link.near.device].standby
        yield Border(link=link, external=link.external, ports=ports, standby=standby)


def _routed(border: Border) -> Iterator[Interface]:
    port, members = _far_end(border)
    yield from members
    yield replace(port, addresses=tuple(_peer_addresses(border)))


def _bridged(segment: Sequence[Border], vlan: int) -> Iterator[Interface]:
    for border in segment:
        port, members = _far_end(border)
        yield from members
        yield replace(port, switchport=AccessPort(vlan=vlan))
    addresses = dict.fromkeys(one for border in segment for one in _peer_addresses(border))
    yield Interface(name=f"vlan-{vlan}", description="to our border", addresses=tuple(addresses))


def _far_end(border: Border) -> tuple[Interface, tuple[Interface, ...]]:
    """Return what a link ends in, a port or an aggregate, and an aggregate's members."""
    description = f"to {border.link.near.device}"
    base = Interface(name=border.ports[0], description=description, mtu=border.link.mtu)
    if len(border.ports) == 1:
        return base, ()
    number = int(border.ports[0].removeprefix(PORT))  # ports are numbered once, so this is an aggregate's own number
    members = (Interface(name=one, description=description, lag=LagMember(number=number)) for one in border.ports)
    return replace(base, name=f"lag-{number}", aggregate=Aggregate()), tuple(members)


def _peer_addresses(border: Border) -> Iterator[InterfaceAddress]:
    for peer in border.external.peers:
        for own in border.external.addresses:
            if own.prefix.contains(peer):
                yield InterfaceAddress.of(peer, own.length)


def _bgp(network: Network, borders: Sequence[Border], announcements: Sequence[Prefix]) -> Bgp | None:
    speaking = [one for one in borders if one.external.asn is not None]
    asn = next((one.external.asn for one in speaking if one.external.asn is not None), None)
    if asn is None:
        return None
    neighbors = [
        Neighbor(
            address=own.address,
            remote_as=network.asn,
            description=border.link.near.device,
            secret=border.external.secret,
            families=(NeighborFamily(family=_FAMILY[own.version]),),
        )
        for border in speaking
        for own in border.external.addresses
        if any(peer.version == own.version for peer in border.external.peers)
    ]
    router_id = next(
        (peer for one in speaking for peer in one.external.peers if peer.version == 4), Address(4, asn % 2**32)
    )
    origination = tuple(
        Origination(family=family, networks=found)
        for version, family in _FAMILY.items()
        if (found := tuple(one for one in announcements if one.version == version))
    )
    return Bgp(asn=asn, router_id=router_id, neighbors=tuple(neighbors), origination=origination)


def _preferred(borders: Sequence[Border]) -> Iterator[Address]:
    if not any(one.standby for one in borders):
        return
    for border in borders:
        if border.external.asn is not None and not border.standby:
            yield from (own.address for own in border.external.addresses)


def _host(name: str, port: str, external: External, subnets: Sequence[Prefix]) -> LabHost:
    return LabHost(
        name=f"h-{name}",
        node=name,
        port=port,
        addresses=tuple(InterfaceAddress.of(one.host(_HOST), one.length) for one in subnets),
        gateways=tuple(one.host(_GATEWAY) for one in subnets),
        zone=external.zone,
        vpn=external.vpn,
        external=external.name,
        description=f"a host of {external.name}",
    )


def _left_out(name: str, borders: Sequence[Border], hosts: Sequence[LabHost], *, translated: bool) -> Iterator[LeftOut]:
    for one in borders:
        if not tuple(_peer_addresses(one)):
            yield LeftOut(
                name, "links", one.link.name, "neither the inventory nor the plan gives its far end an address"
            )
    if not hosts:
        yield LeftOut(name, "hosts", name, "the inventory says nothing of what is behind it")
    if translated:
        yield LeftOut(
            name,
            "nat",
            "ARP for translated addresses",
            "Linux answers for its own addresses only",
            f"{name} has routes for them to the device that translates",
        )
    if any(True for _ in _preferred(borders)):
        yield LeftOut(
            name,
            "bgp",
            "how the far network chooses between a pair",
            "the inventory does not say",
            "it prefers the device that is not standby",
        )
