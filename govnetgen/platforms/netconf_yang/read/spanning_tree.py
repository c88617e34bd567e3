"""Spanning tree, of govnet."""

from collections.abc import Iterable, Iterator, Sequence

from govnetgen.configtree import Cursor
from govnetgen.model.device.spanning_tree import (
    BridgePriority,
    MstInstance,
    MstRegion,
    PortSpanningTree,
    SpanningTree,
    SpanningTreeMode,
)
from govnetgen.platforms.netconf_yang.names import GOVNET
from govnetgen.platforms.netconf_yang.read.leaf import blocks, entries, leaf, number, ranges, truth, within

_NUMBER = r"\d{1,5}"


def read_spanning_tree(bodies: Iterable[Cursor]) -> SpanningTree | None:
    """Return the bridge."""
    held = list(bodies)
    mode = next((mode for one in held if (mode := leaf(one, "mode", "|".join(SpanningTreeMode)))), None)
    if mode is None:
        return None
    regions = [region for one in held for inside in within(one, "region") if (region := _region(inside))]
    return SpanningTree(
        mode=SpanningTreeMode(mode),
        region=regions[0] if regions else None,
        priorities=tuple(_priorities(held)),
    )


def _region(body: Cursor) -> MstRegion | None:
    name = leaf(body, "name")
    if name is None:
        return None
    found = entries([body], "instance", {"number": _NUMBER})
    return MstRegion(
        name=name,
        revision=number(body, "revision") or 0,
        instances=tuple(MstInstance(number=int(one.keys["number"]), vlans=ranges(one.body, "vlans")) for one in found),
    )


def _priorities(bodies: Sequence[Cursor]) -> Iterator[BridgePriority]:
    for one in entries(bodies, "priority", {"instance": _NUMBER}):
        value = number(one.body, "value")
        if value is not None:
            yield BridgePriority(instance=int(one.keys["instance"]), priority=value)


def read_port(interface: Cursor) -> PortSpanningTree | None:
    """Return a port's part in the tree."""
    for body in blocks([interface], "spanning-tree", GOVNET):
        return PortSpanningTree(
            edge=truth(body, "edge", default=False),
            bpdu_guard=truth(body, "bpdu-guard", default=False),
            root_guard=truth(body, "root-guard", default=False),
        )
    return None
