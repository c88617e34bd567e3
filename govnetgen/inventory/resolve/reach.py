"""Whether everything is connected."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping

from govnetgen.diagnostics import Collector
from govnetgen.model.network import Device, Link, Role, Unit


def check_reach(
    devices: Mapping[str, Device], links: Mapping[str, Link], units: Mapping[str, Unit], found: Collector
) -> None:
    """Report units and devices to which no links lead from the core."""
    neighbours: defaultdict[str, set[str]] = defaultdict(set)
    for link in links.values():
        if link.far is not None:
            neighbours[link.near.device].add(link.far.device)
            neighbours[link.far.device].add(link.near.device)
    cores = [name for name, device in devices.items() if device.role is Role.CORE]
    start = min(cores or devices, default=None)
    if start is None:
        return
    reached = _reached(start, neighbours)
    reported: set[str] = set()
    for unit in units.values():
        if not reached.intersection(unit.gateways):
            reported.update((*unit.gateways, *unit.switches))
            message = (
                f"no link leads from {start} to {' or '.join(unit.gateways)}, which unit {unit.name!r} connects to"
            )
            found.error("unreachable-unit", message, unit.location, hint="add the missing link to links.yaml")
    for name, device in devices.items():
        if name not in reached and name not in reported:
            message, hint = f"no link leads from {start} to device {name!r}", "add the missing link to links.yaml"
            found.warning("unreachable-device", message, device.location, hint=hint)


def _reached(start: str, neighbours: Mapping[str, Iterable[str]]) -> set[str]:
    reached, waiting = {start}, deque([start])
    while waiting:
        for name in neighbours.get(waiting.popleft(), ()):
            if name not in reached:
                reached.add(name)
                waiting.append(name)
    return reached
