"""Where a device sends a packet: the longest prefix that it has a route for, connected first, then static, then heard.

Between protocols the cheapest way counts, not the administrative distance: routes of one prefix then never loop.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from govnetgen.model.address import Address, Prefix
from govnetgen.model.device.interface import Interface
from govnetgen.model.device.static_route import StaticRoute
from govnetgen.verify.cable import Attached, Cable
from govnetgen.verify.observed import Observed
from govnetgen.verify.origins import DEFAULTS, Origins
from govnetgen.verify.ranges import Range
from govnetgen.verify.routing import LEARNED, OWN, Hop, Routing, Speaker, Tree

LABELS = "label-switched path"
"""Stands for the interfaces of a packet that crosses the backbone under labels."""


@dataclass(frozen=True, slots=True)
class Way:
    """What a device does with a packet.

    ``out`` is the interface that it leaves by. ``hop`` leads to the next device of this network, whose table is
    ``table``; ``external`` is the cable that leaves the network; with neither it is delivered on the spot, unless
    ``why_not`` says that it goes nowhere.
    """

    prefix: Prefix
    out: str = ""
    hop: Hop | None = None
    table: str = ""
    external: Cable | None = None
    why_not: str = ""


class Forwarding:
    """The forwarding of all devices, for one IP version; worked out where it is asked for."""

    def __init__(self, observed: Observed, version: int) -> None:
        self.observed = observed
        self.version = version
        self.routing = Routing(observed, version)
        self.origins = Origins(observed, version)

    def way(self, device: str, table: str, address: Address) -> Way:
        """Return what a device does with a packet to an address in one of its tables."""
        best = self._connected(device, table, address)
        static = self._static(device, table, address)
        if static is not None and (best is None or static.prefix.length > best.prefix.length):
            best = static
        longer = -1 if best is None else best.prefix.length
        heard = self._heard(device, table, address, longer)
        found = heard or best
        return found or Way(DEFAULTS[self.version], why_not=f"{device} has no route to {address}")

    def cut(self, device: str, table: str, addresses: Range) -> Iterator[Range]:
        """Yield the parts of a range that each go one way: no route begins or ends inside a part."""
        first, last = addresses
        own = [one.prefix for interface in self._interfaces(device, table) for one in interface.addresses]
        own += [route.prefix for route in self.observed.devices[device].static_routes if (route.vrf or "") == table]
        local = (bound for one in own if one.version == self.version for bound in (one.value, one.last + 1))
        bounds = {bound for bound in (*local, *self.origins.bounds(first, last)) if first < bound <= last}
        starts = [first, *sorted(bounds)]
        yield from ((start, end - 1) for start, end in zip(starts, [*starts[1:], last + 1], strict=True))

    def _connected(self, device: str, table: str, address: Address) -> Way | None:
        found: Way | None = None
        for interface in self._interfaces(device, table):
            for one in interface.addresses:
                if one.prefix.contains(address) and (found is None or one.length > found.prefix.length):
                    found = Way(one.prefix, out=interface.name, table=table)
        return found

    def _interfaces(self, device: str, table: str) -> Iterator[Interface]:
        for interface in self.observed.interfaces[device].values():
            if interface.enabled and (interface.vrf or "") == table:
                yield interface

    def _static(self, device: str, table: str, address: Address) -> Way | None:
        routes = [
            route
            for route in self.observed.devices[device].static_routes
            if (route.vrf or "") == table and route.prefix.contains(address)
        ]
        if not routes:
            return None
        chosen = max(routes, key=lambda route: (route.prefix.length, -(route.distance or 0)))
        return self._resolved(device, table, chosen)

    def _resolved(self, device: str, table: str, route: StaticRoute) -> Way:
        if route.next_hop is None:
            return Way(route.prefix, why_not=f"{device} discards {route.prefix}")
        through = self._connected(device, table, route.next_hop)
        if through is None:
            return Way(route.prefix, why_not=f"{device} cannot reach the next hop {route.next_hop} of {route.prefix}")
        return self._over(device, table, route.prefix, through.out, route.next_hop)

    def _over(self, device: str, table: str, prefix: Prefix, out: str, next_hop: Address) -> Way:
        """Return the way out of an interface to a next hop on its segment: a device of ours, or one outside."""
        cable = self._externals.get((device, out))
        if cable is not None:
            return Way(prefix, out=out, external=cable)
        owner = self._owner(device, out, next_hop)
        if owner is None:
            return Way(prefix, why_not=f"nobody has the next hop {next_hop} of {prefix} on {device} {out}")
        return Way(prefix, out=out, hop=Hop(out, owner.device, owner.interface.name), table=owner.interface.vrf or "")

    def _owner(self, device: str, out: str, address: Address) -> Attached | None:
        interface = self.observed.interfaces[device][out]
        found = self.observed.owners.get((interface.vrf, address)) or self._virtual.get((interface.vrf, address))
        segments = self.observed.segments
        if found is None or segments.of(found) != segments.of(Attached(device, interface)):
            return None
        return found

    @cached_property
    def _virtual(self) -> Mapping[tuple[str | None, Address], Attached]:
        """The interface that answers for each virtual address: the one with the highest priority."""
        found: dict[tuple[str | None, Address], tuple[int, Attached]] = {}
        for attached in self.observed.everything():
            for group in attached.interface.vrrp if attached.interface.enabled else ():
                for address in group.addresses:
                    key = (attached.interface.vrf, address)
                    if key not in found or found[key][0] < group.priority:
                        found[key] = (group.priority, attached)
        return {key: attached for key, (_, attached) in found.items()}

    @cached_property
    def _externals(self) -> Mapping[tuple[str, str], Cable]:
        return {(cable.near.device, cable.near.interface): cable for cable, _ in self.observed.externals}

    def _heard(self, device: str, table: str, address: Address, longer: int) -> Way | None:
        for prefix, speakers in self.origins.covering(address):
            if prefix.length <= longer:
                return None
            way = self._toward(device, table, prefix, speakers)
            if way is not None:
                return way
        return None

    def _toward(self, device: str, table: str, prefix: Prefix, origins: frozenset[Speaker]) -> Way | None:
        tree = self.routing.tree(origins, default=prefix.length == 0)
        reached = [one for one in self._speakers.get((device, table), ()) if one in tree.cost]
        # a device that announces a route without having it follows what it hears from others
        ways = (self._heard_by(table, prefix, one, tree) for one in sorted(reached, key=lambda one: tree.cost[one]))
        return next((way for way in ways if way is not None), None)

    def _heard_by(self, table: str, prefix: Prefix, speaker: Speaker, tree: Tree) -> Way | None:
        device = speaker.device
        while speaker in tree.before:
            before, hop = tree.before[speaker]
            if hop is not None:
                return Way(prefix, out=hop.out, hop=hop, table=before.table)
            if before.device != device:
                return self._by_bgp(device, prefix, before, tree)
            speaker = before
        return self._here(device, table, prefix, speaker)

    def _by_bgp(self, device: str, prefix: Prefix, before: Speaker, tree: Tree) -> Way:
        """Return the way to the speaker that brought a route into BGP: under labels, or by the interior protocol."""
        while before.protocol != OWN and before in tree.before:
            before = tree.before[before][0]
        if before.table or self.observed.devices[device].mpls is not None:
            out, hop = self._under_labels(device, before.device)
            return Way(prefix, out=out, hop=hop, table=before.table)
        bgp = self.observed.devices[before.device].bgp
        target = bgp.router_id if bgp is not None and self.version == 4 else self._loopback(before.device)
        way = self.way(device, "", target) if target is not None else None
        if way is None or way.why_not:
            return Way(prefix, why_not=f"{device} cannot reach the BGP next hop {before.device}")
        return Way(prefix, out=way.out, hop=way.hop, table=way.table)

    def _under_labels(self, device: str, end: str) -> tuple[str, Hop]:
        """Return the way under labels to a device; to one that speaks none they lead to the link before it.

        The last router that knows labels takes them off and sends the packet on by the link that the label stands for.
        """
        target = self._loopback(end) if self.observed.devices[end].mpls is None else None
        at, out = device, ""
        while target is not None:
            hop = self.way(at, "", target).hop
            if hop is None:
                break
            out = out or hop.out
            if self.observed.devices[hop.device].mpls is None:
                return (out if at == device else LABELS), hop._replace(out=out if at == device else LABELS)
            at = hop.device
        return LABELS, Hop(LABELS, end, LABELS)

    def _loopback(self, device: str) -> Address | None:
        own = self.observed.interfaces[device].get("loopback-0")
        return next((one.address for one in own.addresses if one.version == self.version), None) if own else None

    def _here(self, device: str, table: str, prefix: Prefix, speaker: Speaker) -> Way | None:
        """Return the way of a route that this device brought in itself: from a neighbour outside, else none."""
        for cable, external in self.observed.externals:
            here = (cable.near.device, external.vpn or "", OWN) == (device, table, speaker.protocol)
            if here and prefix in self.origins.accepted(cable):
                return Way(prefix, out=cable.near.interface, external=cable)
        return None

    @cached_property
    def _speakers(self) -> Mapping[tuple[str, str], tuple[Speaker, ...]]:
        found: dict[tuple[str, str], set[Speaker]] = {}
        for name, device in self.observed.devices.items():
            own = [Speaker(name, one.vrf or "", f"ospf {one.number}") for one in device.ospf]
            own += [Speaker(name, one.vrf or "", f"isis {one.number}") for one in device.isis]
            if device.bgp is not None:
                tables = ["", *(vrf.name for vrf in device.vrfs)]
                own += [Speaker(name, table, learned) for table in tables for learned in LEARNED]
            for speaker in own:
                found.setdefault((name, speaker.table), set()).add(speaker)
        return {key: tuple(sorted(value)) for key, value in found.items()}
