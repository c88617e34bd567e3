"""Segments: which interfaces hear each other on layer 2, through cables, VLANs and switches."""

from collections.abc import Hashable, Iterator, Mapping

from govnetgen.model.address import numbers
from govnetgen.model.device.interface import AccessPort, Interface, TrunkPort
from govnetgen.model.names import interface_name
from govnetgen.verify.cable import Attached, Cable

Node = tuple[Hashable, ...]
UNTAGGED = 0


class Sets:
    """Disjoint sets of anything that can be a key."""

    def __init__(self) -> None:
        self._parents: dict[Node, Node] = {}

    def find(self, node: Node) -> Node:
        """Return the member that stands for the set of a node."""
        root = node
        while (parent := self._parents.get(root, root)) != root:
            root = parent
        while (parent := self._parents.get(node, node)) != root:
            self._parents[node], node = root, parent
        return root

    def join(self, one: Node, other: Node) -> None:
        """Put two nodes into one set."""
        self._parents[self.find(one)] = self.find(other)


class Segments:
    """The broadcast domains of a network. Spanning tree blocks loops and never separates, so it is left out."""

    def __init__(
        self,
        interfaces: Mapping[str, Mapping[str, Interface]],
        subinterfaces: Mapping[tuple[str, str], tuple[Interface, ...]],
        cables: tuple[Cable, ...],
    ) -> None:
        self._interfaces = interfaces
        self._subinterfaces = subinterfaces
        self._sets = Sets()
        for cable in cables:
            self._plug(cable)

    def of(self, attached: Attached) -> Node:
        """Return the segment of a routed interface: the same value for all that hear each other."""
        return self._sets.find(_routed(attached.device, attached.interface))

    def of_vlan(self, device: str, vlan: int) -> Node:
        """Return the segment of a VLAN on a device."""
        return self._sets.find((device, "vlan", vlan))

    def _plug(self, cable: Cable) -> None:
        near = dict(self._frames(cable.near.device, cable.near.interface))
        if cable.far is None:
            if cable.link.external is not None and UNTAGGED in near:
                self._sets.join(near[UNTAGGED], ("external", cable.link.external.name))
            return
        for tag, node in self._frames(cable.far.device, cable.far.interface):
            if tag in near:
                self._sets.join(node, near[tag])

    def _frames(self, device: str, name: str) -> Iterator[tuple[int, Node]]:
        """Yield the tags that an interface sends and receives, each with what stands behind it."""
        interface = self._interfaces[device].get(name)
        if interface is None or not interface.enabled:
            return
        port = interface.switchport
        if isinstance(port, AccessPort):
            yield UNTAGGED, (device, "vlan", port.vlan)
        elif isinstance(port, TrunkPort):
            for vlan in numbers(port.vlans):
                yield UNTAGGED if vlan == port.native else vlan, (device, "vlan", vlan)
        else:
            yield UNTAGGED, (device, "interface", name)
            for one in self._subinterfaces.get((device, name), ()):
                if one.vlan is not None and one.enabled:
                    yield one.vlan, (device, "interface", one.name)


def _routed(device: str, interface: Interface) -> Node:
    name = interface_name(interface.name)
    if name.kind == "vlan":
        return (device, "vlan", int(name.position))
    return (device, "interface", interface.name)
