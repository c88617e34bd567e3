"""DeviceConfig to Wiring: how a node's interfaces are made of what every kernel and Open vSwitch have."""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from govnetgen.lab.vrfs import VrfWay
from govnetgen.lab.wiring import SWITCH_END, Bridge, BridgePort, DeviceKind, NetworkDevice, Wiring
from govnetgen.model.address import numbers
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.interface import AccessPort, Interface, TrunkPort
from govnetgen.model.device.spanning_tree import SpanningTree
from govnetgen.model.device.vrf import Vrf
from govnetgen.model.names import interface_name
from govnetgen.platforms.linux.filters import members, switches, virtual_addresses, virtual_mac
from govnetgen.platforms.linux.names import BRIDGE, MAXIMUM_LENGTH, port, virtual_port

_UNTAGGED = ("vlan_mode", "access")
_EDGE = ("other_config:rstp-port-admin-edge", "true")


def realise(
    device: DeviceConfig, ports: Collection[str], down: Collection[str] = (), *, vrfs: VrfWay = VrfWay.NAMESPACES
) -> Wiring:
    """Return what a node needs, given the ports that wires end in; ports that are ``down`` have failed."""
    wiring = _Node(device, frozenset(ports), frozenset(down)).wiring()
    return wiring if vrfs is VrfWay.NAMESPACES else _with_vrf_devices(wiring, device.vrfs)


def shortened(prefix: str, name: str) -> str:
    """Return a device name that the kernel takes: the name itself where it fits, else a digest of it."""
    if len(prefix) + len(name) <= MAXIMUM_LENGTH:
        return prefix + name
    return prefix + hashlib.sha256(name.encode()).hexdigest()[: MAXIMUM_LENGTH - len(prefix)]


def _with_vrf_devices(wiring: Wiring, vrfs: Iterable[Vrf]) -> Wiring:
    """Return a wiring with VRF devices in the place of namespaces: no two devices of a node have one name."""
    made = [NetworkDevice(name=one.name, kind=DeviceKind.VRF, addresses=_loopbacks(one)) for one in vrfs]
    moved = [replace(one, table="", master=one.table) for one in wiring.devices]
    return replace(wiring, tables=(), devices=tuple(sorted((*made, *moved), key=lambda one: one.name)))


def _loopbacks(vrf: Vrf) -> tuple[str, ...]:
    return (*(["127.0.0.1/8"] if vrf.ipv4 else []), *(["::1/128"] if vrf.ipv6 else []))


class _Node:
    """Collects devices and bridges of one node."""

    def __init__(self, device: DeviceConfig, ports: frozenset[str], down: frozenset[str]) -> None:
        self._device = device
        self._ports = ports
        self._down = down
        self._devices: dict[tuple[str, str], NetworkDevice] = {}
        self._bridges: dict[str, list[BridgePort]] = {}
        self._columns: dict[str, tuple[tuple[str, str], ...]] = {}

    def wiring(self) -> Wiring:
        """Return the whole node."""
        self._add(NetworkDevice(name="lo", kind=DeviceKind.LOOPBACK))
        if switches(self._device):
            self._bridges[BRIDGE] = []
            self._columns[BRIDGE] = _spanning_tree(self._device.spanning_tree)
        for one in self._device.interfaces:
            self._interface(one)
        used = {one.name for one in self._devices.values() if one.kind is DeviceKind.PORT}
        for name in sorted(self._ports - used):
            # a wire to a port that the configuration does not have
            self._add(NetworkDevice(name=name, kind=DeviceKind.PORT, up=False))
        bridges = [
            Bridge(
                name=name,
                ports=tuple(sorted(ports, key=lambda one: one.name)),
                columns=self._columns.get(name, ()),
            )
            for name, ports in sorted(self._bridges.items())
        ]
        return Wiring(
            tables=tuple(sorted(one.name for one in self._device.vrfs)),
            devices=tuple(self._devices[key] for key in sorted(self._devices)),
            bridges=tuple(bridges),
        )

    def _add(self, device: NetworkDevice) -> None:
        self._devices[device.table, device.name] = device

    def _interface(self, one: Interface) -> None:
        name = interface_name(one.name)
        if one.name == "loopback-0":
            self._add(NetworkDevice(name="lo", kind=DeviceKind.LOOPBACK, addresses=_addresses(one)))
        elif name.unit is not None:
            self._subinterface(one, port(name.parent))
        elif name.kind == "vlan":
            self._routed(one, BRIDGE, int(name.position))
        elif name.kind == "lag":
            self._aggregate(one)
        elif name.kind == "loopback":
            self._routed(one, "", None)
        elif port(one.name) in self._ports:
            self._port(one)

    def _port(self, one: Interface) -> None:
        name = port(one.name)
        # a trunk stays with its bridge, in the node's own table: what a VRF has of it untagged is a veth too
        trunk = one.vrf is not None and self._has_subinterfaces(one.name)
        switched = one.lag is not None or one.switchport is not None or trunk
        self._add(
            NetworkDevice(
                name=name,
                kind=DeviceKind.PORT,
                table="" if switched else one.vrf or "",
                up=one.enabled and name not in self._down,
                mtu=one.mtu,
                addresses=() if switched else _addresses(one),
                switched=switched,
            )
        )
        if one.switchport is not None:
            self._bridges[BRIDGE].append(BridgePort(name=name, members=(name,), columns=_switchport(one)))
        elif trunk:
            self._trunk(name, untagged=True)
            self._routed(one, shortened("b-", name), 0, carrier=self._is_up(one))
        elif not switched:
            self._virtual(one)

    def _aggregate(self, one: Interface) -> None:
        name = port(one.name)
        own = shortened("b-", name)
        ports = tuple(
            port(member.name) for member in members(self._device, one.name) if port(member.name) in self._ports
        )
        self._bridges[own] = []
        self._columns[own] = (("other_config:forward-bpdu", "true"),)
        if ports:
            lacp = one.aggregate is None or one.aggregate.lacp
            self._bridges[own].append(
                BridgePort(
                    name=shortened("m-", name), members=tuple(sorted(ports)), bond=True, columns=_bond(lacp, ports[0])
                )
            )
        if one.switchport is not None:
            through = shortened("p-", name)
            self._bridges[own].append(BridgePort(name=through, patch=name))
            self._bridges[BRIDGE].append(BridgePort(name=name, patch=through, columns=_switchport(one)))
        else:
            self._routed(one, own, 0, carrier=self._aggregated(one.name))

    def _aggregated(self, name: str) -> bool:
        """Tell whether an aggregate has a port that is up."""
        return any(self._is_up(one) for one in members(self._device, name))

    def _is_up(self, one: Interface) -> bool:
        name = port(one.name)
        return one.enabled and name in self._ports and name not in self._down

    def _carries(self, name: str) -> bool:
        """Tell whether what carries a subinterface is up."""
        parent = next((one for one in self._device.interfaces if one.name == name), None)
        if name.startswith("lag-"):
            return self._aggregated(name) and (parent is None or parent.enabled)
        return port(name) not in self._down if parent is None else self._is_up(parent)

    def _subinterface(self, one: Interface, parent: str) -> None:
        """Make a bridge a routed trunk: the same tag may mean another VLAN on another trunk."""
        if parent in self._ports:
            self._trunk(parent, untagged=False)
        elif not one.name.startswith("lag-"):
            return  # no wire ends in this port: it is down, and so is all that it carries
        carrier = self._carries(interface_name(one.name).parent)
        self._routed(one, shortened("b-", parent), one.vlan, carrier=carrier)

    def _trunk(self, name: str, *, untagged: bool) -> None:
        own = shortened("b-", name)
        if own in self._bridges:
            return
        tags = ([0] if untagged else []) + sorted(self._tags(name))
        columns = (("trunks", ",".join(map(str, tags))), ("vlan_mode", "trunk"))
        self._bridges[own] = [BridgePort(name=name, members=(name,), columns=columns)]

    def _routed(self, one: Interface, bridge: str, tag: int | None, *, carrier: bool = True) -> None:
        """Make a veth: the end with addresses in its table, the other a port of a bridge (of none, for a loopback).

        Without a carrier below it has none itself: routing is to notice at once, as on a router.
        """
        name = port(one.name)
        end = shortened(SWITCH_END, name)
        self._add(
            NetworkDevice(
                name=name,
                kind=DeviceKind.VETH,
                table=one.vrf or "",
                up=one.enabled,
                mtu=one.mtu,
                addresses=_addresses(one),
                peer=end,
                carrier=carrier,
            )
        )
        if bridge:
            # this end leads to no switch; a port without spanning tree would get no broadcasts if it is made later
            columns = (_EDGE, ("tag", str(tag or 0)), _UNTAGGED)
            self._bridges.setdefault(bridge, []).append(BridgePort(name=end, members=(end,), columns=columns))
        self._virtual(one)

    def _virtual(self, one: Interface) -> None:
        for index, group in enumerate(one.vrrp):
            self._add(
                NetworkDevice(
                    name=virtual_port(one.name, index),
                    kind=DeviceKind.MACVLAN,
                    table=one.vrf or "",
                    mtu=one.mtu,
                    mac=virtual_mac(group),
                    addresses=tuple(map(str, virtual_addresses(group, one))),
                    parent=port(one.name),
                )
            )

    def _has_subinterfaces(self, name: str) -> bool:
        return any(one.name.startswith(f"{name}.") for one in self._device.interfaces)

    def _tags(self, parent: str) -> Iterator[int]:
        for one in self._device.interfaces:
            name = interface_name(one.name)
            if name.unit is not None and port(name.parent) == parent and one.vlan is not None:
                yield one.vlan


def _addresses(one: Interface) -> tuple[str, ...]:
    return tuple(map(str, one.addresses))


def _switchport(one: Interface) -> tuple[tuple[str, str], ...]:
    columns: list[tuple[str, str]] = []
    edge = one.spanning_tree is not None and one.spanning_tree.edge
    if edge:
        columns.append(_EDGE)
    if isinstance(one.switchport, AccessPort):
        columns += [("tag", str(one.switchport.vlan)), _UNTAGGED]
    elif isinstance(one.switchport, TrunkPort):
        native = one.switchport.native
        carried = [number for number in numbers(one.switchport.vlans) if number != native]
        if native is not None:
            columns.append(("tag", str(native)))
        # an empty list would carry every VLAN
        columns.append(("trunks", ",".join(map(str, carried or [4095]))))
        columns.append(("vlan_mode", "trunk" if native is None else "native-untagged"))
    return tuple(sorted(columns))


def _bond(lacp: bool, first: str) -> tuple[tuple[str, str], ...]:
    """Without LACP both ends use their first port: Open vSwitch drops what comes in on the others."""
    if lacp:
        return (("bond_mode", "balance-tcp"), ("lacp", "active"), ("other_config:lacp-time", "fast"))
    return (("bond_mode", "active-backup"), ("lacp", "off"), ("other_config:bond-primary", first))


def _spanning_tree(tree: SpanningTree | None) -> tuple[tuple[str, str], ...]:
    if tree is None:
        return ()
    priority = next((one.priority for one in tree.priorities if one.instance == 0), None)
    columns = [("rstp_enable", "true")]
    if priority is not None:
        columns.append(("other_config:rstp-priority", str(priority)))
    return tuple(sorted(columns))
