"""Spanning tree of the device; ports are read with their interfaces."""

import re

from govnetgen.configtree import Cursor
from govnetgen.configtree.values import NAME
from govnetgen.model.address import NumberRange, numbers, ranges_of
from govnetgen.model.device.spanning_tree import (
    BridgePriority,
    MstInstance,
    MstRegion,
    SpanningTree,
    SpanningTreeMode,
)
from govnetgen.platforms.huawei_vrp.read.patterns import NUMBER, VLANS, vlan_ranges

_ROOT = {"root primary": 0, "root secondary": 4096}


def read_spanning_tree(cursor: Cursor) -> SpanningTree | None:
    """Return spanning tree; MSTP is the default of VRP."""
    mode = cursor.last("stp mode (rstp|mstp)")
    priorities = _priorities(cursor)
    region = _region(cursor)
    enabled = cursor.has("stp enable")
    if not (mode or priorities or region or enabled):
        return None
    return SpanningTree(
        mode=SpanningTreeMode(mode[1]) if mode else SpanningTreeMode.MSTP, region=region, priorities=priorities
    )


def guards_bpdu(cursor: Cursor) -> bool:
    """Tell whether every edge port of the device is guarded."""
    return cursor.has("stp bpdu-protection")


def _priorities(cursor: Cursor) -> tuple[BridgePriority, ...]:
    form = rf"stp (?:instance ({NUMBER}) )?(?:(root primary|root secondary)|priority ({NUMBER}))"
    found = {int(match[1] or 0): _ROOT[match[2]] if match[2] else int(match[3]) for match, _ in cursor.each(form)}
    return tuple(BridgePriority(instance=instance, priority=priority) for instance, priority in found.items())


def _region(cursor: Cursor) -> MstRegion | None:
    for _, body in cursor.each("stp region-configuration"):
        name = body.last(rf"region-name ({NAME})")
        if name is None:
            continue
        revision = body.last(rf"revision-level ({NUMBER})")
        body.ignore("active region-configuration")
        return MstRegion(name=name[1], revision=int(revision[1]) if revision else 0, instances=_instances(body))
    return None


def _instances(body: Cursor) -> tuple[MstInstance, ...]:
    held: dict[int, tuple[NumberRange, ...]] = {}
    matches: list[re.Match[str]] = [match for match, _ in body.each(rf"instance ({NUMBER}) vlan ({VLANS})")]
    for match in matches:
        held[int(match[1])] = held.get(int(match[1]), ()) + vlan_ranges(match[2])
    return tuple(MstInstance(number=one, vlans=ranges_of(numbers(vlans))) for one, vlans in held.items())
