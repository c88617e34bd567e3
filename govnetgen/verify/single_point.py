"""Single points of failure in core and aggregation: devices and links whose loss cuts something off."""

from collections.abc import Collection, Iterator

from govnetgen.model.finding import Finding, fails, holds
from govnetgen.model.network import Role
from govnetgen.verify.cable import Cable
from govnetgen.verify.graph import Cuts, Graph, cuts
from govnetgen.verify.observed import Observed
from govnetgen.verify.words import count, some

CHECK = "single-point"
TITLE = "no single point of failure in core and aggregation"
BACKBONE = (Role.CORE, Role.AGGREGATION)
_UNIT, _EXTERNAL = "unit ", "external "


def check(observed: Observed) -> Iterator[Finding]:
    """Decide, for each core and aggregation device and each link between two of them, what its loss cuts off.

    A single failure at a time. Parallel lines of an aggregate are alternatives to each other; what lies beyond an
    external name is taken as connected, so a pair of exits to one provider is redundant.
    """
    found = cuts(_graph(observed), _roots(observed))
    for name, device in observed.network.devices.items():
        if device.role in BACKBONE and name in observed.devices:
            yield _device(observed, found, name)
    for cable in observed.cables:
        if cable.far is not None and all(observed.device(end.device).role in BACKBONE for end in cable.ends):
            yield _link(observed, found, cable)


def _graph(observed: Observed) -> Graph[str]:
    graph: Graph[str] = Graph()
    for name in observed.devices:
        graph.add(name)
    for cable in observed.cables:
        if not observed.carries(cable):
            continue
        if cable.far is not None:
            graph.connect(cable.near.device, cable.far.device, cable.link.name)
        elif cable.link.external is not None:
            graph.connect(cable.near.device, f"{_EXTERNAL}{cable.link.external.name}", cable.link.name)
    for unit in observed.network.units.values():
        for gateway in unit.gateways:
            if gateway in observed.devices:
                graph.connect(f"{_UNIT}{unit.name}", gateway, f"{_UNIT}{unit.name} at {gateway}")
    return graph


def _roots(observed: Observed) -> list[str]:
    return sorted(name for name in observed.devices if observed.device(name).role is Role.CORE)


def _device(observed: Observed, found: Cuts[str], name: str) -> Finding:
    lost = [node for part in found.nodes.get(name, ()) for node in part]
    if not lost:
        return holds(CHECK, name, "its loss cuts nothing off")
    role = observed.device(name).role.value
    return fails(
        CHECK,
        name,
        f"the loss of this {role} device cuts off {_summary(observed, lost)}",
        *_shown(lost),
        at=observed.device(name).location,
    )


def _link(observed: Observed, found: Cuts[str], cable: Cable) -> Finding:
    subject = f"link {cable.link.name}"
    part = found.edges.get(cable.link.name)
    if part is None:
        return holds(CHECK, subject, "its loss cuts nothing off")
    if cable.link.count > 1:
        return holds(CHECK, subject, f"the only way, over {cable.link.count} lines")
    lost = list(part)
    ends = " – ".join(map(str, cable.ends))
    return fails(
        CHECK,
        subject,
        f"the loss of {ends} cuts off {_summary(observed, lost)}",
        *_shown(lost),
        at=cable.link.location,
    )


def _summary(observed: Observed, lost: Collection[str]) -> str:
    said = [
        count(sum(name in observed.devices for name in lost), "device"),
        count(sum(name.startswith(_UNIT) for name in lost), "unit"),
        count(sum(name.startswith(_EXTERNAL) for name in lost), "external network"),
    ]
    return ", ".join(one for one in said if not one.startswith("0 "))


def _shown(lost: Collection[str]) -> Iterator[str]:
    units = [name for name in lost if name.startswith((_UNIT, _EXTERNAL))]
    yield f"cut off: {some(units or lost)}"
