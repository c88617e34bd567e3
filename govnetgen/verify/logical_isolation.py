"""Zones meet only at firewalls: with all firewalls taken away, no zone reaches another."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from govnetgen.model.finding import Finding, fails, holds
from govnetgen.model.names import interface_name
from govnetgen.verify.cable import Attached
from govnetgen.verify.observed import Observed
from govnetgen.verify.segment import Node

CHECK = "logical-isolation"
TITLE = "zones meet only at firewalls: without these nothing is reachable"


@dataclass(slots=True)
class _Graph:
    """Routing tables of devices that are no firewalls, and the segments that join them; zones where hosts are."""

    neighbours: dict[Node, list[tuple[Node, Attached]]] = field(default_factory=dict)
    zones: dict[Node, dict[str, str]] = field(default_factory=dict)

    def join(self, table: Node, segment: Node, at: Attached) -> None:
        self.neighbours.setdefault(table, []).append((segment, at))
        self.neighbours.setdefault(segment, []).append((table, at))


def check(observed: Observed) -> Iterator[Finding]:
    """Decide for each zone: what else its hosts and external networks reach where no firewall stands between.

    A routing table of a device that routes forwards between all its interfaces; an access list is no firewall.
    """
    graph = _graph(observed)
    met: dict[str, Finding] = {}
    zones = {zone for named in graph.zones.values() for zone in named}
    for component in _components(graph):
        there = {zone: node for node in component for zone in graph.zones.get(node, {})}
        first = min(there, default="")
        for zone in sorted(there):
            if zone != first and zone not in met:
                met[zone] = _meeting(observed, graph, there[first], first, there[zone], zone)
    yield from met.values()
    involved = {*met} | {one for finding in met.values() for one in zones if f"zone {one} " in finding.message}
    for zone in sorted(zones - involved):
        yield holds(CHECK, f"zone {zone}", "everything else is behind a firewall")


def _graph(observed: Observed) -> _Graph:
    graph = _Graph()
    for attached in observed.everything():
        interface = attached.interface
        if not interface.addresses or not interface.enabled or observed.devices[attached.device].firewall is not None:
            continue
        if not _forwards(observed, attached) or interface_name(interface.name).kind in ("loopback", "mgmt"):
            continue
        table: Node = ("table", attached.device, interface.vrf or "")
        graph.join(table, observed.segments.of(attached), attached)
    for unit in observed.network.units.values():
        for vlan in unit.vlans:
            number = observed.plan.vlan_ids.get((unit.name, vlan.name))
            for gateway in unit.gateways:
                if number is not None and gateway in observed.devices:
                    segment = observed.segments.of_vlan(gateway, number)
                    graph.zones.setdefault(segment, {}).setdefault(vlan.zone, f"unit {unit.name} VLAN {vlan.name}")
    for cable, external in observed.externals:
        interface_ = observed.interface(cable.near.device, cable.near.interface)
        if interface_ is not None and interface_.enabled:
            segment = observed.segments.of(Attached(cable.near.device, interface_))
            graph.zones.setdefault(segment, {}).setdefault(external.zone, f"external {external.name}")
    return graph


def _forwards(observed: Observed, attached: Attached) -> bool:
    """Tell whether a device routes: one with a single address is a host on its management VLAN."""
    interfaces = observed.interfaces[attached.device].values()
    return sum(bool(one.addresses) and one.vrf == attached.interface.vrf for one in interfaces) > 1


def _components(graph: _Graph) -> Iterator[list[Node]]:
    seen: set[Node] = set()
    for start in (*graph.zones, *graph.neighbours):
        if start in seen:
            continue
        seen.add(start)
        component = [start]
        for node in component:
            for other, _ in graph.neighbours.get(node, ()):
                if other not in seen:
                    seen.add(other)
                    component.append(other)
        yield component


def _meeting(observed: Observed, graph: _Graph, start: Node, first: str, goal: Node, second: str) -> Finding:
    path = _path(graph, start, goal)
    shown = [graph.zones[start][first], *(f"  {at}" for at in path), graph.zones[goal][second]]
    message = f"zone {first} reaches zone {second} with no firewall between"
    place = observed.device(path[0].device).location if path else None
    return fails(CHECK, f"zone {second}", message, *shown, at=place)


def _path(graph: _Graph, start: Node, goal: Node) -> list[Attached]:
    """Return the interfaces on a shortest way, in and out of each device."""
    before: dict[Node, tuple[Node, Attached]] = {}
    queue = deque([start])
    while queue and goal not in before:
        node = queue.popleft()
        for other, at in graph.neighbours.get(node, ()):
            if other != start and other not in before:
                before[other] = (node, at)
                queue.append(other)
    path: list[Attached] = []
    node = goal
    while node != start and node in before:
        node, at = before[node]
        path.append(at)
    return path[::-1]
