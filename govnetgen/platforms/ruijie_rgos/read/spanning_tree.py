"""Spanning tree of the device and of a port."""

from govnetgen.configtree import Cursor
from govnetgen.model.address import numbers, ranges_of
from govnetgen.model.device.spanning_tree import (
    BridgePriority,
    MstInstance,
    MstRegion,
    PortSpanningTree,
    SpanningTree,
    SpanningTreeMode,
)
from govnetgen.platforms.ruijie_rgos.read.patterns import VLANS
from govnetgen.platforms.ruijie_rgos.read.vlan import vlan_ranges


def read_spanning_tree(cursor: Cursor) -> SpanningTree | None:
    """Read spanning tree; it is off without its bare command, and MSTP unless a mode is named."""
    if not cursor.has("spanning-tree"):
        return None
    mode = cursor.last("spanning-tree mode (rstp|mstp)")
    rstp = mode is not None and mode[1] == "rstp"
    instances = "(0)" if rstp else r"(\d{1,2})"
    priorities = {
        int(match[1]): int(match[2]) for match, _ in cursor.each(rf"spanning-tree mst {instances} priority (\d{{1,5}})")
    }
    common = cursor.last(r"spanning-tree priority (\d{1,5})")
    if common:
        priorities[0] = int(common[1])
    return SpanningTree(
        mode=SpanningTreeMode.RSTP if rstp else SpanningTreeMode.MSTP,
        region=None if rstp else _region(cursor),
        priorities=tuple(BridgePriority(instance=one, priority=value) for one, value in priorities.items()),
    )


def _region(cursor: Cursor) -> MstRegion | None:
    for _, body in cursor.each("spanning-tree mst configuration"):
        # what no instance claims is printed as instance 0's
        body.ignore(rf"instance 0 vlan {VLANS}")
        name = body.last(r"name (.+)")
        revision = body.last(r"revision (\d{1,5})")
        instances = tuple(
            MstInstance(number=int(match[1]), vlans=ranges_of(numbers(vlan_ranges(match[2]))))
            for match, _ in body.each(rf"instance ([1-9]\d?) vlan ({VLANS})")
        )
        return MstRegion(
            name=name[1] if name else "", revision=int(revision[1]) if revision else 0, instances=instances
        )
    return None


def read_port_spanning_tree(body: Cursor) -> PortSpanningTree | None:
    """Read a port's part."""
    found = PortSpanningTree(
        edge=body.has("spanning-tree portfast"),
        bpdu_guard=body.has("spanning-tree bpduguard enable"),
        root_guard=body.has("spanning-tree guard root"),
    )
    return None if found == PortSpanningTree() else found
