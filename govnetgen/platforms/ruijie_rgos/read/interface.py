"""Interfaces: what stands in their own block. Routing protocols add their part afterwards."""

from dataclasses import dataclass, replace

from govnetgen.configtree import Cursor, Line
from govnetgen.configtree.values import IPV4, IPV6, LENGTH4, MASK, NAME, PREFIX6, VLAN
from govnetgen.model.address import Address, InterfaceAddress, NumberRange, length_of_mask, numbers, ranges_of
from govnetgen.model.device.acl import AclBinding, Direction
from govnetgen.model.device.interface import AccessPort, Aggregate, Interface, LagMember, TrunkPort, UrpfMode
from govnetgen.model.names import interface_name
from govnetgen.platforms.ruijie_rgos.names import SWITCHED, neutral
from govnetgen.platforms.ruijie_rgos.read.patterns import PORT, VLANS
from govnetgen.platforms.ruijie_rgos.read.spanning_tree import read_port_spanning_tree
from govnetgen.platforms.ruijie_rgos.read.vlan import vlan_ranges
from govnetgen.platforms.ruijie_rgos.read.vrrp import read_vrrp

_ALL = frozenset(range(1, 4095))


@dataclass(frozen=True, slots=True)
class Block:
    """An interface with its block, for those that read on in it."""

    interface: Interface
    body: Cursor


def read_interfaces(cursor: Cursor, rejected: list[Line]) -> dict[str, Block]:
    """Read all interfaces, by neutral name; a second block of one name stays unread."""
    blocks: dict[str, Block] = {}
    for match, body in cursor.each(rf"interface ({PORT})"):
        name = neutral(match[1])
        if name in blocks:
            rejected.append(cursor.line(match))
        else:
            blocks[name] = Block(_interface(name, body, rejected), body)
    return _with_aggregates(blocks)


def _with_aggregates(blocks: dict[str, Block]) -> dict[str, Block]:
    """An aggregate says nothing of LACP: its members do. One without members counts as LACP."""
    static = {
        f"lag-{one.interface.lag.number}"
        for one in blocks.values()
        if one.interface.lag is not None and not one.interface.lag.lacp
    }
    return {
        name: Block(_aggregate(block.interface, name not in static), block.body)
        if name.startswith("lag-") and "." not in name
        else block
        for name, block in blocks.items()
    }


def _aggregate(one: Interface, lacp: bool) -> Interface:
    return replace(one, aggregate=Aggregate(lacp=lacp))


def _interface(name: str, body: Cursor, rejected: list[Line]) -> Interface:
    parts = interface_name(name)
    lag = _lag(body)
    switched = parts.kind in SWITCHED and parts.unit is None and not body.has("no switchport")
    description = body.last(r"description (.+)")
    mtu = body.last(r"mtu (\d{1,5})")
    vrf = body.last(rf"ip vrf forwarding ({NAME})") or body.last(rf"vrf forwarding ({NAME})")
    tag = body.last(rf"encapsulation (?:dot1Q|dot1q) ({VLAN})") if parts.unit is not None else None
    body.ignore("no shutdown")
    return Interface(
        name=name,
        description=description[1] if description else None,
        enabled=not body.has("shutdown"),
        mtu=int(mtu[1]) if mtu else None,
        vrf=vrf[1] if vrf else None,
        addresses=_addresses(body, rejected),
        switchport=_switchport(body) if switched and lag is None else None,
        lag=lag,
        vlan=int(tag[1]) if tag else None,
        spanning_tree=read_port_spanning_tree(body),
        vrrp=read_vrrp(body, rejected),
        dhcp_relay=_relay(body),
        acls=_acls(body),
        urpf=_urpf(body),
    )


def _lag(body: Cursor) -> LagMember | None:
    match = body.last(r"port-group (\d{1,4})( mode active)?")
    return LagMember(number=int(match[1]), lacp=match[2] is not None) if match else None


def _addresses(body: Cursor, rejected: list[Line]) -> tuple[InterfaceAddress, ...]:
    primary: list[InterfaceAddress] = []
    secondary: list[InterfaceAddress] = []
    for match, _ in body.each(rf"ip address ({IPV4})(?: ({MASK})|[/ ]({LENGTH4}))( secondary)?"):
        length = int(match[3]) if match[3] else length_of_mask(match[2])
        (secondary if match[4] else primary).append(InterfaceAddress.of(Address.parse(match[1]), length))
        if len(primary) > 1:
            rejected.append(body.line(match))
            primary.pop()
        if secondary and not primary:
            rejected.append(body.line(match))
            secondary.clear()
    ipv6 = [InterfaceAddress.parse(match[1]) for match, _ in body.each(rf"ipv6 address ({PREFIX6})")]
    if ipv6:
        body.ignore("ipv6 enable")
    return (*primary, *secondary, *ipv6)


def _switchport(body: Cursor) -> AccessPort | TrunkPort:
    if body.has("switchport mode trunk"):
        return _trunk(body)
    body.ignore("switchport mode access")
    vlan = body.last(rf"switchport access vlan ({VLAN})")
    return AccessPort(vlan=int(vlan[1]) if vlan else 1)


def _trunk(body: Cursor) -> TrunkPort:
    """Read a trunk: it carries all VLANs until told otherwise, VLAN 1 untagged until another is native."""
    carried = _ALL
    for match, _ in body.each(rf"switchport trunk allowed vlan (?:(only|add|remove|except) ({VLANS})|all)"):
        listed = frozenset(numbers(vlan_ranges(match[2]))) if match[2] else _ALL
        if match[1] == "add":
            carried |= listed
        elif match[1] == "remove":
            carried -= listed
        else:
            carried = _ALL - listed if match[1] == "except" else listed
    native = body.last(rf"switchport trunk native vlan ({VLAN})")
    untagged = int(native[1]) if native else 1
    vlans: tuple[NumberRange, ...] = ranges_of(carried)
    return TrunkPort(vlans=vlans, native=untagged if untagged in carried else None)


def _relay(body: Cursor) -> tuple[Address, ...]:
    return tuple(
        Address.parse(match[1])
        for pattern in (rf"ip helper-address ({IPV4})", rf"ipv6 dhcp relay destination ({IPV6})")
        for match, _ in body.each(pattern)
    )


def _acls(body: Cursor) -> tuple[AclBinding, ...]:
    return tuple(
        AclBinding(name=match[1], direction=Direction(match[2]), version=version)
        for version, words in ((4, "ip access-group"), (6, "ipv6 traffic-filter"))
        for match, _ in body.each(rf"{words} ({NAME}) (in|out)")
    )


def _urpf(body: Cursor) -> UrpfMode | None:
    match = body.last("ip verify unicast source reachable-via (rx|any)")
    if match is None:
        return None
    return UrpfMode.STRICT if match[1] == "rx" else UrpfMode.LOOSE
