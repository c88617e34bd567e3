"""VLANs, spanning tree, VRFs."""

import re
from collections.abc import Iterator

from govnetgen.model.address import numbers, ranges_of
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.spanning_tree import SpanningTree, SpanningTreeMode
from govnetgen.platform import Limit
from govnetgen.platforms.linux.names import names_vrf
from govnetgen.platforms.linux.read.patterns import TARGET

_REGION = re.compile(r"[A-Za-z0-9_.-]{1,32}", re.ASCII)
_STEP = 4096


def vlan_limits(device: DeviceConfig) -> Iterator[Limit]:
    """Yield VLANs that cannot be listed."""
    for one in device.vlans:
        if not 2 <= one.number <= 4094:
            yield Limit("vlans", f"VLAN {one.number}", "VLANs are 2 to 4094; 1 is there by itself")


def spanning_tree_limits(device: DeviceConfig) -> Iterator[Limit]:
    """Yield what mstpd cannot be told."""
    tree = device.spanning_tree
    if tree is None:
        return
    multiple = tree.mode is SpanningTreeMode.MSTP
    if tree.region is not None:
        if not multiple:
            yield Limit("spanning_tree", tree.region.name, "a region is MSTP's")
        if _REGION.fullmatch(tree.region.name) is None:
            yield Limit(
                "spanning_tree", tree.region.name, "a region's name is a word of the shell, up to 32 characters"
            )
        for instance in tree.region.instances:
            if instance.number < 1 or not instance.vlans or instance.vlans != ranges_of(numbers(instance.vlans)):
                yield Limit(
                    "spanning_tree", f"instance {instance.number}", "an instance other than 0 has VLANs, in order"
                )
    yield from _priorities(tree)


def _priorities(tree: SpanningTree) -> Iterator[Limit]:
    known = {0} | {one.number for one in (tree.region.instances if tree.region else ())}
    for one in tree.priorities:
        if one.instance not in known:
            yield Limit(
                "spanning_tree", f"instance {one.instance}", "mstpd has no tree of that number to give a priority"
            )
        if one.priority % _STEP or not 0 <= one.priority < 16 * _STEP:
            yield Limit("spanning_tree", f"instance {one.instance}", "a priority is a multiple of 4096 below 65536")


def vrf_limits(device: DeviceConfig) -> Iterator[Limit]:
    """Yield VRFs that cannot be made."""
    for one in device.vrfs:
        if not names_vrf(one.name):
            yield Limit("vrfs", one.name, "a VRF is a network device: a name of up to 15 letters that no interface has")
        if not one.ipv4 and not one.ipv6:
            yield Limit("vrfs", one.name, "a VRF without IPv4 and IPv6 is none")
        for target in (one.route_distinguisher, *one.imports, *one.exports):
            if target is not None and re.fullmatch(TARGET, target) is None:
                yield Limit("vrfs", one.name, f"{target!r} is not ASN:NUMBER or ADDRESS:NUMBER")
