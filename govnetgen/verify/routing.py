"""How routes spread: speakers of routing protocols, who hears whom, and at what cost.

A speaker is one protocol of one device in one table. Routes flow along edges from where they originate; packets flow
the other way. OSPF is taken as one shortest-path graph without its hierarchy of areas; BGP follows the rules of route
reflection (RFC 4456) and, between VRFs, the route targets (RFC 4364).
"""

import heapq
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from govnetgen.model.address import Prefix
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.bgp import Family, NeighborFamily, Origination
from govnetgen.model.device.interface import Interface
from govnetgen.model.device.redistribution import Redistribution, RouteSource
from govnetgen.model.names import PORT_RATES_MBPS, interface_name
from govnetgen.verify import bgp_session
from govnetgen.verify.bgp_session import UNICAST, VPN, Session
from govnetgen.verify.cable import Attached
from govnetgen.verify.observed import Observed
from govnetgen.verify.segment import Node

OWN, FROM_CLIENT, FROM_PEER, FROM_VPN = "bgp", "bgp from client", "bgp from peer", "bgp from vpn"
LEARNED = (OWN, FROM_CLIENT, FROM_PEER, FROM_VPN)
DEFAULT_RATE_MBPS = 10000
DEFAULT_REFERENCE_MBPS = 100
DEFAULT_ISIS_COST = 10


class Speaker(NamedTuple):
    """A protocol of a device in a table (empty: the global one); BGP by how it learned what it tells."""

    device: str
    table: str
    protocol: str


class Hop(NamedTuple):
    """From a device to a neighbour: out of one interface, into the other's."""

    out: str
    device: str
    into: str


class Edge(NamedTuple):
    """Who hears a speaker, at what cost; packets go back over ``hop``, None where no cable is crossed.

    ``within`` a device one protocol takes in what another one knows.
    """

    to: Speaker
    cost: int
    hop: Hop | None = None
    within: bool = False


class Tree(NamedTuple):
    """The shortest ways from where a route originates: cost of each speaker, and who it heard it from, over what."""

    cost: Mapping[Speaker, int]
    before: Mapping[Speaker, tuple[Speaker, Hop | None]]


class Routing:
    """Who hears whom, for one IP version."""

    def __init__(self, observed: Observed, version: int) -> None:
        self.observed = observed
        self.version = version
        self._trees: dict[tuple[frozenset[Speaker], bool], Tree] = {}
        self._heard: dict[str, frozenset[str]] = {}

    def tree(self, origins: frozenset[Speaker], *, default: bool = False) -> Tree:
        """Return the shortest ways from some speakers to all that hear them.

        A default route is announced by command; no protocol takes it in from another one on the same device.
        """
        key = (origins, default)
        if key not in self._trees:
            self._trees[key] = self._spread(origins, default)
        return self._trees[key]

    def _spread(self, origins: frozenset[Speaker], default: bool) -> Tree:
        cost = dict.fromkeys(origins, 0)
        before: dict[Speaker, tuple[Speaker, Hop | None]] = {}
        queue = [(0, origin) for origin in sorted(origins)]
        while queue:
            so_far, speaker = heapq.heappop(queue)
            if so_far > cost[speaker]:
                continue
            # a device's table holds a route as of the protocol that it heard it by: only that one is taken in by others
            heard = speaker not in before or before[speaker][0][:2] != speaker[:2]
            for edge in self._edges_of(speaker):
                if edge.within and (default or not heard):
                    continue
                total = so_far + edge.cost
                if total < cost.get(edge.to, total + 1):
                    cost[edge.to] = total
                    before[edge.to] = (speaker, edge.hop)
                    heapq.heappush(queue, (total, edge.to))
        return Tree(cost, before)

    def _edges_of(self, speaker: Speaker) -> Iterator[Edge]:
        yield from self._edges.get(speaker, ())
        if speaker.protocol == OWN and speaker.table:
            yield from self._to_other_vrfs(speaker)

    @cached_property
    def _edges(self) -> Mapping[Speaker, list[Edge]]:
        found: dict[Speaker, list[Edge]] = {}
        for speaker, edge in (*self._interior(), *self._redistributed(), *self._bgp(UNICAST[self.version], "")):
            found.setdefault(speaker, []).append(edge)
        return found

    def _interior(self) -> Iterator[tuple[Speaker, Edge]]:
        """Yield the adjacencies of OSPF and IS-IS, in both directions."""
        groups: dict[tuple[Node, Prefix, str], list[tuple[Speaker, Attached, int]]] = {}
        for attached in self.observed.everything():
            interface = attached.interface
            if not interface.enabled:
                continue
            prefixes = {one.prefix for one in interface.addresses if one.version == self.version}
            for protocol, agreed, cost in self._talks(attached):
                speaker = Speaker(attached.device, interface.vrf or "", protocol)
                for prefix in prefixes:
                    key = (self.observed.segments.of(attached), prefix, agreed)
                    groups.setdefault(key, []).append((speaker, attached, cost))
        for members in groups.values():
            for one, here, _ in members:
                for other, there, cost in members:
                    if here.device != there.device:
                        yield one, Edge(other, cost, Hop(there.interface.name, here.device, here.interface.name))

    def _talks(self, attached: Attached) -> Iterator[tuple[str, str, int]]:
        """Yield the protocols that speak on an interface, what neighbours must agree on, and the cost to send."""
        interface, config = attached.interface, self.observed.devices[attached.device]
        wanted = 2 if self.version == 4 else 3
        for one in interface.ospf:
            if one.version == wanted and not one.passive:
                key = one.authentication
                agreed = f"ospf {one.area} {key and (key.key, key.algorithm.value, str(key.secret))}"
                yield f"ospf {one.process}", agreed, one.cost or self._ospf_cost(config, interface, one.process)
        isis = interface.isis
        if isis is not None and not isis.passive and (self.version == 4 or isis.ipv6):
            agreed = f"isis {isis.point_to_point} {isis.secret}"
            yield f"isis {isis.process}", agreed, isis.cost or DEFAULT_ISIS_COST

    def _ospf_cost(self, config: DeviceConfig, interface: Interface, number: int) -> int:
        process = next((one for one in config.ospf if one.number == number), None)
        reference = (process.reference_bandwidth_mbps if process else None) or DEFAULT_REFERENCE_MBPS
        kind = interface_name(interface.name).kind
        return max(1, reference // PORT_RATES_MBPS.get(kind, DEFAULT_RATE_MBPS))

    def _redistributed(self) -> Iterator[tuple[Speaker, Edge]]:
        for name, device in self.observed.devices.items():
            for process in device.ospf:
                if process.version == (2 if self.version == 4 else 3):
                    target = Speaker(name, process.vrf or "", f"ospf {process.number}")
                    yield from _taken_in(target, process.redistribute)
            for isis in device.isis:
                target = Speaker(name, isis.vrf or "", f"isis {isis.number}")
                yield from _taken_in(target, getattr(isis, "redistribute", ()))
            for table, origination in originations(device):
                if origination.family is UNICAST[self.version]:
                    yield from _taken_in(Speaker(name, table, OWN), origination.redistribute)

    def _bgp(self, family: Family, table: str) -> Iterator[tuple[Speaker, Edge]]:
        """Yield who tells whom by BGP: clients' routes and own ones to all, what peers told to clients only."""
        for session, other, ours, theirs in self._sessions(family):
            to = OWN if session.neighbor.remote_as != self._asn(session.device) else FROM_PEER
            if to is FROM_PEER and theirs.reflector_client:
                to = FROM_CLIENT
            for learned in (OWN, FROM_CLIENT, *((FROM_PEER,) if ours.reflector_client else ())):
                place = session.vrf or table
                yield Speaker(session.device, place, learned), Edge(Speaker(other.device, place, to), 1)

    def _asn(self, device: str) -> int:
        bgp = self.observed.devices[device].bgp
        return bgp.asn if bgp is not None else 0

    def _sessions(self, family: Family) -> Iterator[tuple[Session, Session, NeighborFamily, NeighborFamily]]:
        """Yield the sessions that both ends have, with what each says of a family."""
        for name, device in self.observed.devices.items():
            for session in bgp_session.sessions(name, device):
                ours = next((one for one in session.neighbor.families if one.family is family), None)
                other = bgp_session.opposite(self.observed, session) if ours is not None else None
                if ours is None or other is None:
                    continue
                theirs = next((one for one in other.neighbor.families if one.family is family), None)
                if theirs is not None:
                    yield session, other, ours, theirs

    @cached_property
    def _vpn_edges(self) -> Mapping[Speaker, list[Edge]]:
        found: dict[Speaker, list[Edge]] = {}
        for speaker, edge in self._bgp(VPN[self.version], "vpn"):
            found.setdefault(speaker, []).append(edge)
        return found

    @cached_property
    def _importers(self) -> Mapping[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = {}
        for name, device in self.observed.devices.items():
            for vrf in device.vrfs:
                for target in vrf.imports:
                    found.setdefault(target, []).append((name, vrf.name))
        return found

    def _to_other_vrfs(self, speaker: Speaker) -> Iterator[Edge]:
        """Yield the VRFs that take in what a VRF exports, on devices that hear this one's VPN routes."""
        vrf = next((one for one in self.observed.devices[speaker.device].vrfs if one.name == speaker.table), None)
        hearing = self._hearing(speaker.device)
        for target in vrf.exports if vrf is not None else ():
            for device, table in self._importers.get(target, ()):
                if device in hearing and (device, table) != (speaker.device, speaker.table):
                    yield Edge(Speaker(device, table, FROM_VPN), 1)

    def _hearing(self, device: str) -> frozenset[str]:
        known = self._heard.get(device)
        if known is None:
            seen = {Speaker(device, "vpn", OWN)}
            front = list(seen)
            while front:
                reached = {edge.to for speaker in front for edge in self._vpn_edges.get(speaker, ())} - seen
                seen |= reached
                front = sorted(reached)
            known = self._heard[device] = frozenset(one.device for one in seen)
        return known


def originations(device: DeviceConfig) -> Iterator[tuple[str, Origination]]:
    """Yield what BGP takes in by itself, by table."""
    if device.bgp is not None:
        yield from (("", one) for one in device.bgp.origination)
        yield from ((vrf.vrf, one) for vrf in device.bgp.vrfs for one in vrf.origination)


def _taken_in(target: Speaker, sources: Iterable[Redistribution]) -> Iterator[tuple[Speaker, Edge]]:
    for one in sources:
        if one.source is RouteSource.BGP:
            for learned in LEARNED:
                yield Speaker(target.device, target.table, learned), Edge(target, 1, within=True)
        elif one.source in (RouteSource.OSPF, RouteSource.ISIS):
            source = Speaker(target.device, target.table, f"{one.source.value} {one.process}")
            if source != target:
                yield source, Edge(target, 1, within=True)
