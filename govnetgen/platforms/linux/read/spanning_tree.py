"""Spanning tree: mstpd, set up by ifupdown2 and, where that knows no attribute, by mstpctl."""

from govnetgen.configtree import Cursor
from govnetgen.model.device.spanning_tree import (
    BridgePriority,
    MstInstance,
    MstRegion,
    PortSpanningTree,
    SpanningTree,
    SpanningTreeMode,
)
from govnetgen.platforms.linux.read.files import Files
from govnetgen.platforms.linux.read.patterns import VLANS, vlan_ranges


def read_spanning_tree(files: Files) -> SpanningTree | None:
    """Return the bridge's spanning tree, None where the bridge has none."""
    for body in files.stanzas.get(files.bridge or "", ()):
        body.ignore(r"bridge-stp (?:no|off)")
        if body.has(r"bridge-stp (?:yes|on)"):
            return _spanning_tree(body)
    return None


def _spanning_tree(body: Cursor) -> SpanningTree:
    body.ignore("mstpctl-forcevers rstp")
    multiple = body.has(r"post-up mstpctl setforcevers \S+ mstp")
    priorities = [
        BridgePriority(instance=0, priority=int(match[1])) for match, _ in body.each(r"mstpctl-treeprio ([0-9]{1,5})")
    ]
    priorities += [
        BridgePriority(instance=int(match[1]), priority=int(match[2]) * 4096)
        for match, _ in body.each(r"post-up mstpctl settreeprio \S+ ([0-9]{1,4}) ([0-9]{1,2})")
    ]
    return SpanningTree(
        mode=SpanningTreeMode.MSTP if multiple else SpanningTreeMode.RSTP,
        region=_region(body),
        priorities=tuple(priorities),
    )


def _region(body: Cursor) -> MstRegion | None:
    found = body.last(r"post-up mstpctl setmstconfid \S+ ([0-9]{1,5}) (\S+)")
    if found is None:
        return None
    body.ignore(r"post-up mstpctl createtree \S+ [0-9]+", r"post-up mstpctl setfid2mstid \S+ ([0-9]+):\1")
    instances = [
        MstInstance(number=int(match[1]), vlans=vlan_ranges(match[2]))
        for match, _ in body.each(rf"post-up mstpctl setvid2fid \S+ ([0-9]{{1,4}}):({VLANS}(?:,{VLANS})*)")
    ]
    return MstRegion(name=found[2], revision=int(found[1]), instances=tuple(instances))


def read_port(body: Cursor) -> PortSpanningTree | None:
    """Return a port's part, None where it says nothing."""
    names = {"edge": "mstpctl-portadminedge", "bpdu_guard": "mstpctl-bpduguard", "root_guard": "mstpctl-portrestrrole"}
    found = {key: body.last(rf"{name} (yes|no)") for key, name in names.items()}
    if not any(found.values()):
        return None
    said = {key: match is not None and match[1] == "yes" for key, match in found.items()}
    return PortSpanningTree(edge=said["edge"], bpdu_guard=said["bpdu_guard"], root_guard=said["root_guard"])
