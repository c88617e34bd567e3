"""VLANs and spanning tree."""

from hypothesis import strategies as st

from govnetgen.model.address import ranges_of
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.spanning_tree import BridgePriority, MstInstance, MstRegion, SpanningTree, SpanningTreeMode
from govnetgen.model.device.vlan import Vlan
from strategies.choice import optional
from strategies.text import NAMES

VLAN_NUMBERS = st.integers(2, 30) | st.integers(2, 4094)
_PRIORITIES = st.integers(0, 15).map(lambda step: 4096 * step)


def vlans(draw: st.DrawFn, device: DeviceConfig) -> tuple[Vlan, ...]:
    """Draw VLANs, near each other often enough to make ranges."""
    numbers = draw(st.lists(VLAN_NUMBERS, min_size=1, max_size=6, unique=True))
    return tuple(Vlan(number=one, name=draw(optional(NAMES))) for one in numbers)


def _region(draw: st.DrawFn) -> MstRegion:
    left = draw(st.lists(VLAN_NUMBERS, max_size=6, unique=True))
    instances = []
    for number in draw(st.lists(st.integers(1, 48), max_size=2, unique=True)):
        if left:
            taken = draw(st.integers(1, len(left)))
            instances.append(MstInstance(number=number, vlans=ranges_of(left[:taken])))
            left = left[taken:]
    return MstRegion(name=draw(NAMES), revision=draw(st.just(0) | st.integers(1, 65535)), instances=tuple(instances))


def spanning_tree(draw: st.DrawFn, device: DeviceConfig) -> SpanningTree:
    """Draw the bridge; a region and further instances for MSTP only."""
    mode = draw(st.sampled_from(SpanningTreeMode))
    region = _region(draw) if mode is SpanningTreeMode.MSTP and draw(st.booleans()) else None
    instances = [0, *(one.number for one in (region.instances if region else ()))]
    chosen = draw(st.lists(st.sampled_from(instances), max_size=2, unique=True))
    return SpanningTree(
        mode=mode,
        region=region,
        priorities=tuple(BridgePriority(instance=one, priority=draw(_PRIORITIES)) for one in chosen),
    )
