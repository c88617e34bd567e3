"""What a lab is made of: nodes, hosts, and the wires between them. Values only: nothing here touches the machine.

Ports have the names that the Linux node knows them by; a wire's end is one of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from govnetgen.lab.vrfs import VrfWay
from govnetgen.model.address import Address, InterfaceAddress
from govnetgen.model.device import DeviceConfig

HOST_PORT = "eth0"
"""The one interface of a host."""


class NodeKind(StrEnum):
    """What a node stands for: a ``device`` of the inventory, or the ``outside`` of it behind external links."""

    DEVICE = "device"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True, order=True)
class LeftOut:
    """What the lab lacks of the real network: on which node or link (``subject``), what, and why.

    ``node`` is empty for what holds for the whole lab. ``instead`` says what stands in for it, if anything.
    """

    node: str
    feature: str
    subject: str
    why: str
    instead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabNode:
    """A node: a Debian with FRR, Open vSwitch and nftables, and its whole rendering as ``text``.

    ``config`` is what ``text`` means (linux has another way to say some things: see ``left_out``). ``ports`` are the
    Linux names of the ports that wires and hosts end in, in order. ``names`` leads from the neutral name of every
    interface of the device itself to the Linux name of its twin.
    """

    name: str
    kind: NodeKind
    config: DeviceConfig
    text: str = field(repr=False)
    ports: tuple[str, ...]
    names: Mapping[str, str] = field(default_factory=dict, compare=False)
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LabHost:
    """A host: a bare namespace whose ``eth0`` leads to ``port`` of ``node`` (an access port, or a routed one).

    ``gateways``: where its default routes go, one an IP version. ``unit``, ``vlan``, ``zone`` and ``vpn`` say where in
    the inventory it stands; for a host outside, ``unit`` is empty and ``external`` names who it belongs to.
    ``names`` are what the inventory calls it (``NTP server``, ``portal``); ``management`` marks the one that the
    devices may be managed from.
    """

    name: str
    node: str
    port: str
    addresses: tuple[InterfaceAddress, ...]
    gateways: tuple[Address, ...]
    zone: str = ""
    unit: str = ""
    vlan: str = ""
    vpn: str | None = None
    external: str = ""
    names: tuple[str, ...] = ()
    management: bool = False
    description: str = ""


@dataclass(frozen=True, slots=True, order=True)
class WireEnd:
    """One end of a wire: a port of a node, by its Linux name."""

    node: str
    port: str

    def __str__(self) -> str:
        return f"{self.node}:{self.port}"


@dataclass(frozen=True, slots=True, order=True)
class Tunnel:
    """What carries a wire through the network itself: a VXLAN by number, between an address of each end's node."""

    number: int
    a: Address
    b: Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Wire:
    """A line between two nodes (a veth). Parallel lines of one ``link`` of the inventory are as many wires.

    With ``tunnel`` its ends are a VXLAN's: made in the nodes' own namespaces, whose routing carries it.
    """

    name: str
    link: str
    a: WireEnd
    b: WireEnd
    tunnel: Tunnel | None = None

    def ends(self) -> tuple[WireEnd, WireEnd]:
        """Both ends."""
        return self.a, self.b


@dataclass(frozen=True, slots=True, kw_only=True)
class LabPlan:
    """A whole lab, everything in the order of its names; ``left_out`` also holds what the nodes' own lists say.

    ``vrfs`` says what VRFs are in the nodes' texts.
    """

    network: str
    nodes: tuple[LabNode, ...]
    hosts: tuple[LabHost, ...]
    wires: tuple[Wire, ...]
    left_out: tuple[LeftOut, ...] = ()
    vrfs: VrfWay = VrfWay.NAMESPACES

    def node(self, name: str) -> LabNode:
        """Return a node by name; raises KeyError."""
        for one in self.nodes:
            if one.name == name:
                return one
        raise KeyError(name)

    def host(self, name: str) -> LabHost:
        """Return a host by name; raises KeyError."""
        for one in self.hosts:
            if one.name == name:
                return one
        raise KeyError(name)

    @property
    def management(self) -> LabHost | None:
        """The host that the devices may be managed from, if the inventory names such a place and the lab has it."""
        return next((one for one in self.hosts if one.management), None)
