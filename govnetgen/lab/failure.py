"""Failures on purpose: what is worth failing in a lab, and which traffic has another way."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from govnetgen.lab.expect import Expectation
from govnetgen.lab.topology import LabPlan
from govnetgen.model.network import Link, LinkKind, Network, Role

FLOWS = 32
"""Flows that are watched during a failure."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Something to fail: a device or a link by its name, and what it is."""

    name: str
    what: str


def failures(network: Network) -> tuple[Failure, ...]:
    """Return one failure of each kind that the network has an alternative for: core, link, firewall of a pair, exit."""
    found = (_core(network), _link(network), _of_pair(network, Role.GATEWAY), _of_pair(network, Role.EXIT))
    return tuple(one for one in found if one is not None)


def _core(network: Network) -> Failure | None:
    cores = sorted(name for name, one in network.devices.items() if one.role is Role.CORE)
    return Failure(cores[0], "core") if len(cores) > 1 else None


def _link(network: Network) -> Failure | None:
    """Return a link between the backbone's devices beside which the same device has another one."""
    upper = (Role.CORE, Role.AGGREGATION)
    ends: dict[str, list[Link]] = {}
    for _, link in sorted(network.links.items()):
        if link.kind is LinkKind.ROUTED and all(network.devices[end.device].role in upper for end in link.ends()):
            for end in link.ends():
                ends.setdefault(end.device, []).append(link)
    aggregations = [name for name in sorted(ends) if network.devices[name].role is Role.AGGREGATION]
    several = [name for name in (*aggregations, *sorted(ends)) if len(ends[name]) > 1]
    return Failure(ends[several[0]][0].name, "link") if several else None


def _of_pair(network: Network, role: Role) -> Failure | None:
    pairs: dict[str, list[str]] = {}
    for name, one in sorted(network.devices.items()):
        if one.role is role and one.pair is not None:
            pairs.setdefault(one.pair, []).append(name)
    for names in pairs.values():
        active = [name for name in names if not network.devices[name].standby]
        if len(names) > 1 and active:
            return Failure(active[0], "exit of a pair" if role is Role.EXIT else "firewall of a pair")
    return None


def watched(expected: Sequence[Expectation]) -> tuple[Expectation, ...]:
    """Return what is sent again and again during a failure: what must pass between hosts, spread over all of it."""
    flows = [
        one
        for one in expected
        if one.passes and one.target.station.node and not one.target.station.device and not one.source.station.device
    ]
    if len(flows) <= FLOWS:
        return tuple(flows)
    return tuple(flows[position * len(flows) // FLOWS] for position in range(FLOWS))


def survives(lab: LabPlan, failed: str, one: Expectation) -> bool:
    """Tell whether wires lead from a flow's source to its target without what is failed."""
    near = _reached(_neighbours(lab, failed), one.source.station.node)
    return one.target.station.node in near


def _neighbours(lab: LabPlan, failed: str) -> Mapping[str, Set[str]]:
    found: dict[str, set[str]] = {}
    for one, other in _wires(lab, failed):
        if failed not in (one, other):
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
    return found


def _wires(lab: LabPlan, failed: str) -> Iterator[tuple[str, str]]:
    for wire in lab.wires:
        if failed not in (wire.link, wire.name):
            yield wire.a.node, wire.b.node
    yield from ((host.name, host.node) for host in lab.hosts)


def _reached(neighbours: Mapping[str, Set[str]], start: str) -> Set[str]:
    seen, waiting = {start}, [start]
    while waiting:
        for other in neighbours.get(waiting.pop(), ()):
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return seen
