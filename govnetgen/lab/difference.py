"""Two Wirings to the steps that lead from the one to the other; what is equal is not touched."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from govnetgen.lab.vrfs import free_number
from govnetgen.lab.wiring import SWITCH_END, Bridge, BridgePort, DeviceKind, NetworkDevice, Wiring

_MTU = 1500
_VIRTUAL_METRIC = 1024
"""What ifupdown2 gives the subnets of its virtual addresses."""
_ORDER = {DeviceKind.VRF: 0, DeviceKind.MACVLAN: 2}
"""What others belong to is there before them, and what stands on others after."""
_STAYING = (DeviceKind.PORT, DeviceKind.LOOPBACK, DeviceKind.VRF)
_COLUMNS = ("tag", "trunks", "vlan_mode", "bond_mode", "lacp", "other_config")


class Program(StrEnum):
    """Who takes a step's lines."""

    IP = "ip"  # a batch of iproute2
    SWITCH = "switch"  # one transaction of ovs-vsctl
    KERNEL = "kernel"  # PATH=VALUE below /proc/sys
    TABLE = "table"  # a VRF that is new: a namespace that wants the node's kernel settings


@dataclass(frozen=True, slots=True)
class Step:
    """Some lines for one program, in one table (VRF; empty for the node's own)."""

    program: Program
    table: str
    lines: tuple[str, ...]


def steps_between(have: Wiring, want: Wiring) -> tuple[Step, ...]:
    """Return what to do, in order: free what is used, take away, make, set, join to bridges, drop empty tables."""
    old = {(one.table, one.name): one for one in have.devices}
    new = {(one.table, one.name): one for one in want.devices}
    gone = _gone(old, new)
    kept = {key: one for key, one in old.items() if key not in gone}
    # the switch holds on to the device that it was given: one of the same name is another one
    remade = frozenset(one.peer for one in gone.values() if one.peer)
    found = [Step(Program.SWITCH, "", tuple(_unbridged(have, want, remade)))]
    found.append(
        Step(Program.IP, "", tuple(f"link del dev {gone[key].peer}" for key in sorted(gone) if gone[key].peer))
    )
    for table in sorted({table for table, _ in gone}):
        lines = [
            f"link del dev {name}" for where, name in sorted(gone) if where == table and _removed(gone, where, name)
        ]
        found.append(Step(Program.IP, table, tuple(lines)))
    found.append(Step(Program.IP, "", tuple(f"netns add {one}" for one in want.tables if one not in have.tables)))
    found += [Step(Program.TABLE, one, ("link set dev lo up",)) for one in want.tables if one not in have.tables]
    found += _moved(kept, new)
    found.append(Step(Program.IP, "", tuple(_veths(kept, new))))
    numbers = {one.number for one in kept.values() if one.number}
    by_name = {one.name: one for one in kept.values() if one.kind is DeviceKind.PORT}
    for table in ("", *want.tables):
        here = [one for (where, _), one in sorted(new.items()) if where == table]
        settings: list[str] = []
        lines = []
        for one in sorted(here, key=lambda one: _ORDER.get(one.kind, 1)):
            before = by_name.get(one.name) if one.kind is DeviceKind.PORT else kept.get((table, one.name))
            lines += _made(before, one, numbers)
            settings += _quiet(before, one)
            lines += _set(before, one)
        found.append(Step(Program.KERNEL, table, tuple(settings)))
        found.append(Step(Program.IP, table, tuple(lines)))
    found.append(Step(Program.SWITCH, "", tuple(_bridged(have, want, remade))))
    found.append(Step(Program.IP, "", tuple(f"netns del {one}" for one in have.tables if one not in want.tables)))
    found.append(Step(Program.IP, "", tuple(f"link del dev {name}" for _, name in _emptied(kept, new))))
    return tuple(one for one in found if one.lines)


Devices = dict[tuple[str, str], NetworkDevice]


def _gone(old: Devices, new: Devices) -> Devices:
    """What must be taken away, or made anew: it differs in what cannot be changed. A wire's end always stays."""
    gone = {
        key: one
        for key, one in old.items()
        if one.kind not in _STAYING and (key not in new or _nature(one) != _nature(new[key]))
    }
    # what stands on a device goes with it
    lost = set(gone)
    gone |= {key: one for key, one in old.items() if one.kind is DeviceKind.MACVLAN and (one.table, one.parent) in lost}
    return gone


def _emptied(kept: Devices, new: Devices) -> list[tuple[str, str]]:
    """VRF devices that go when what was in them is elsewhere."""
    return sorted(key for key, one in kept.items() if one.kind is DeviceKind.VRF and key not in new)


def _removed(gone: Devices, table: str, name: str) -> bool:
    one = gone[table, name]
    return not one.peer and (one.table, one.parent) not in gone


def _nature(one: NetworkDevice) -> tuple[object, ...]:
    return one.kind, one.peer, one.parent, one.mac


def _moved(kept: Devices, new: Devices) -> Iterator[Step]:
    places = {one.name: one.table for one in kept.values() if one.kind is DeviceKind.PORT}
    for one in new.values():
        place = places.get(one.name)
        if one.kind is not DeviceKind.PORT or place is None or place == one.table:
            continue
        if place:
            # process 1 of the node lives in the node's own table
            yield Step(Program.IP, place, (f"link set dev {one.name} netns 1",))
        if one.table:
            yield Step(Program.IP, "", (f"link set dev {one.name} netns {one.table}",))


def _veths(kept: Devices, new: Devices) -> Iterator[str]:
    for key, one in sorted(new.items()):
        if one.kind is DeviceKind.VETH and key not in kept:
            table = f" netns {one.table}" if one.table else ""
            yield f"link add name {one.peer} type veth peer name {one.name}{table}"
            yield f"link set dev {one.peer} addrgenmode none {_mtu(one)}{'up' if one.carrier else 'down'}"
        elif one.kind is DeviceKind.VETH and kept[key].carrier != one.carrier:
            yield f"link set dev {one.peer} {'up' if one.carrier else 'down'}"


def _mtu(one: NetworkDevice) -> str:
    return f"mtu {one.mtu} " if one.mtu is not None and one.mtu != _MTU else ""


def _made(before: NetworkDevice | None, one: NetworkDevice, numbers: set[int]) -> Iterator[str]:
    if before is not None:
        return
    if one.kind is DeviceKind.VRF:
        number = free_number(numbers)
        numbers.add(number)
        yield f"link add name {one.name} type vrf table {number}"
    if one.kind is DeviceKind.MACVLAN:
        # FRR's vrrpd finds the device of a group by its MAC
        yield f"link add link {one.parent} name {one.name} address {one.mac} type macvlan mode bridge"
        # of IPv6 addresses it has those of the group only, the link-local one too
        yield f"link set dev {one.name} addrgenmode none"


def _quiet(before: NetworkDevice | None, one: NetworkDevice) -> Iterator[str]:
    """Keep the kernel from answering on a port of a bridge: it sees all frames, and knows all addresses."""
    if one.switched and not (before is not None and before.switched):
        yield f"net/ipv4/conf/{one.name}/arp_ignore=8"
        yield f"net/ipv6/conf/{one.name}/disable_ipv6=1"
    elif not one.switched and before is not None and before.switched:
        yield f"net/ipv4/conf/{one.name}/arp_ignore=0"
        yield f"net/ipv6/conf/{one.name}/disable_ipv6=0"


def _set(before: NetworkDevice | None, one: NetworkDevice) -> Iterator[str]:
    # moving to another table takes the addresses away and sets the device down
    same = before is not None and (before.table, before.master) == (one.table, one.master)
    known = before.addresses if before is not None and same else ()
    mtu = _MTU if before is None or before.mtu is None else before.mtu
    if one.kind is not DeviceKind.LOOPBACK and (one.mtu or _MTU) != mtu:
        yield f"link set dev {one.name} mtu {one.mtu or _MTU}"
        if one.peer and before is not None:
            yield f"link set dev {one.peer} mtu {one.mtu or _MTU}"
    if one.master != ("" if before is None else before.master):
        yield from _enslaved(before, one)
    up = before is not None and same and before.up
    if up and not one.up:
        yield f"link set dev {one.name} down"
    for address in known:
        if address not in one.addresses:
            yield f"addr del {address} dev {one.name}"
    for address in one.addresses:
        if address not in known:
            # the subnet is reached by the interface itself, in the kernel and in FRR: a group's device comes and goes
            second = f" metric {_VIRTUAL_METRIC}" if one.kind is DeviceKind.MACVLAN else ""
            yield f"addr add {address} dev {one.name}{second}"
    if one.up and not up:
        yield f"link set dev {one.name} up"


def _enslaved(before: NetworkDevice | None, one: NetworkDevice) -> Iterator[str]:
    """Move a device between VRF devices; the kernel would keep its addresses of IPv4 and lose those of IPv6."""
    if before is not None and before.table == one.table:
        yield f"link set dev {one.name} down"
        yield f"addr flush dev {one.name}"
    yield f"link set dev {one.name} {f'master {one.master}' if one.master else 'nomaster'}"


def _unbridged(have: Wiring, want: Wiring, remade: frozenset[str]) -> Iterator[str]:
    wanted = {one.name: {port.name: port for port in one.ports} for one in want.bridges}
    for bridge in have.bridges:
        if bridge.name not in wanted:
            yield f"del-br {bridge.name}"
            continue
        for one in bridge.ports:
            other = wanted[bridge.name].get(one.name)
            if other is None or one.name in remade or _joined(other) != _joined(one):
                yield f"del-port {bridge.name} {one.name}"


def _joined(port: BridgePort) -> tuple[object, ...]:
    return port.members, port.bond, port.patch


def _bridged(have: Wiring, want: Wiring, remade: frozenset[str]) -> Iterator[str]:
    known = {one.name: one for one in have.bridges}
    for bridge in want.bridges:
        before = known.get(bridge.name)
        if before is None:
            yield f"add-br {bridge.name} -- set bridge {bridge.name} datapath_type=netdev"
        if before is None or before.columns != bridge.columns:
            yield from _columns("bridge", bridge.name, bridge.columns, before is not None)
        ports = {} if before is None else {one.name: one for one in before.ports if one.name not in remade}
        for port in bridge.ports:
            yield from _port(bridge, ports.get(port.name), port)


def _port(bridge: Bridge, before: BridgePort | None, port: BridgePort) -> Iterator[str]:
    if before is not None and _joined(before) != _joined(port):
        before = None
    if before is None:
        yield _added(bridge.name, port)
    if before is None or before.columns != port.columns:
        yield from _columns("port", port.name, port.columns, before is not None)


def _added(bridge: str, port: BridgePort) -> str:
    if port.patch:
        peer = f"set interface {port.name} type=patch options:peer={port.patch}"
        return f"add-port {bridge} {port.name} -- {peer}"
    if not port.bond:
        return f"add-port {bridge} {port.name}"
    if len(port.members) > 1:
        return f"add-bond {bridge} {port.name} {' '.join(port.members)}"
    # add-bond wants two members; LACP runs on one as well
    made = "--id=@i create interface name={0} -- --id=@p create port name={1} interfaces=@i -- add bridge {2} ports @p"
    return made.format(port.members[0], port.name, bridge)


def _columns(table: str, name: str, columns: tuple[tuple[str, str], ...], clear: bool) -> Iterator[str]:
    if clear:
        names = _COLUMNS if table == "port" else ("other_config", "rstp_enable")
        yield f"clear {table} {name} {' '.join(names)}"
    if columns:
        yield f"set {table} {name} {' '.join(f'{key}={value}' for key, value in columns)}"


def is_switch_end(name: str) -> bool:
    """Tell whether this is the end of a veth that has no addresses."""
    return name.startswith(SWITCH_END)
