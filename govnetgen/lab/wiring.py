"""What a node's kernel and its Open vSwitch have: tables of their own (VRFs), devices, bridges. Values only.

Everything works on kernels without VLAN, VRF, bonding and dummy devices. A VRF is a network namespace of the node, or a
VRF device in a lab of these (``govnetgen.lab.vrfs``); nothing else depends on the kernel. A routed VLAN interface, a
tagged subinterface and a routed aggregate are a veth: one end has the addresses, the other is an untagged port of an
Open vSwitch bridge. An aggregate has a bridge of its own, so that spanning tree, which Open vSwitch has for single
ports only, sees one port.
"""

from dataclasses import dataclass, field
from enum import StrEnum

SWITCH_END = "o-"
"""What begins the name of a veth's end that has no addresses."""


class DeviceKind(StrEnum):
    """What a device is to the kernel."""

    PORT = "port"  # the end of a wire: made and taken away with it, never by the node
    VETH = "veth"
    MACVLAN = "macvlan"
    LOOPBACK = "loopback"
    VRF = "vrf"


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkDevice:
    """A network device; ``table`` is the VRF that is a namespace in which it lies, empty for the node's own.

    ``master`` is the VRF device that it belongs to; ``number`` is the routing table of a VRF device, 0 for any.
    ``peer`` is the other end of a veth, which lies in the node's own table, and is down where the device is to have no
    ``carrier``. ``parent`` is what a macvlan stands on.
    ``switched`` devices are a bridge's: the kernel itself is not to answer on them.
    """

    name: str
    kind: DeviceKind
    table: str = ""
    up: bool = True
    mtu: int | None = None
    mac: str | None = None
    addresses: tuple[str, ...] = ()
    peer: str = ""
    carrier: bool = True
    parent: str = ""
    switched: bool = False
    master: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgePort:
    """A port of a bridge; ``columns`` are Open vSwitch's own, by name, each value as ``ovs-vsctl`` takes it.

    More than one member, or ``bond``, makes it an aggregate; ``patch`` names the port of the other bridge that it is
    joined to.
    """

    name: str
    members: tuple[str, ...] = ()
    bond: bool = False
    patch: str = ""
    columns: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """An Open vSwitch bridge; ``columns`` as of a port."""

    name: str
    ports: tuple[BridgePort, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiring:
    """All that a node has below its routing."""

    tables: tuple[str, ...] = ()
    devices: tuple[NetworkDevice, ...] = ()
    bridges: tuple[Bridge, ...] = field(default=())

    def device(self, name: str) -> NetworkDevice | None:
        """Return a device by name."""
        return next((one for one in self.devices if one.name == name), None)
