"""Interfaces, and what hangs on them."""

from collections import Counter
from collections.abc import Iterator

from govnetgen.model.address import numbers, ranges_of
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.interface import Interface, TrunkPort, UrpfMode
from govnetgen.model.device.ospf import OspfAlgorithm
from govnetgen.model.names import interface_name
from govnetgen.platform import Limit
from govnetgen.platforms.linux.filters import address_of, interface_with, interfaces_by_name
from govnetgen.platforms.linux.names import MAXIMUM_LENGTH, port, virtual_port

_HIGHEST_PRIORITY = 254
_HIGHEST_KEY = 255


def interface_limits(device: DeviceConfig) -> Iterator[Limit]:
    """Yield what Linux and FRR cannot be told of interfaces."""
    known = interfaces_by_name(device)
    vrfs = {one.name for one in device.vrfs}
    for one in device.interfaces:
        for why in (
            *_name(one),
            *_link(one, known),
            *_switchport(one),
            *_routing(one, device),
            *_vrrp(one),
            *_relay(one, device),
        ):
            yield Limit("interfaces", one.name, why)
        if one.vrf is not None and one.vrf not in vrfs:
            yield Limit("interfaces", one.name, f"there is no VRF {one.vrf}")
    if device.mpls is not None and not device.mpls.ldp:
        yield Limit("mpls", str(device.mpls.lsr_id), "FRR has a label switching router's id in LDP only")


def _name(one: Interface) -> Iterator[str]:
    name = interface_name(one.name)
    if name.kind == "null":
        yield "Linux has no null interface: routes to nowhere are 'blackhole'"
    elif name.kind == "tunnel":
        yield "a tunnel is made of its mode and ends, which are not part of the model"
    elif len(port(one.name)) > MAXIMUM_LENGTH:
        yield f"Linux names interfaces with at most {MAXIMUM_LENGTH} characters, not {port(one.name)}"
    if name.kind == "loopback" and name.position == "0" and name.unit is None:
        if one.vrf is not None:
            yield "'lo' belongs to no VRF: take loopback-1"
        if one == Interface(name=one.name):
            yield "'lo' is on every host: with nothing set it leaves no trace"
    if name.kind in ("lag", "vlan") and name.position != str(int(name.position.replace("/", "0"))):
        yield "an aggregate or VLAN interface is numbered by one number"


def _link(one: Interface, known: dict[str, Interface]) -> Iterator[str]:
    name = interface_name(one.name)
    if name.unit is not None and one.vlan is None:
        yield "a subinterface needs an 802.1Q tag"
    if name.unit is None and one.vlan is not None:
        yield "only a subinterface has an 802.1Q tag"
    is_aggregate = name.kind == "lag" and name.unit is None
    if is_aggregate != (one.aggregate is not None):
        yield "an aggregate is made by how it aggregates: lag-N has it and nothing else does"
    if one.lag is not None:
        aggregate = known.get(f"lag-{one.lag.number}")
        if aggregate is None or aggregate.aggregate is None or aggregate.aggregate.lacp != one.lag.lacp:
            yield f"members are listed by the aggregate: lag-{one.lag.number} with the same LACP is missing"


def _switchport(one: Interface) -> Iterator[str]:
    name = interface_name(one.name)
    if one.spanning_tree is not None and one.switchport is None:
        yield "spanning tree runs on ports of the bridge"
    if one.switchport is None:
        return
    if name.unit is not None or not (name.is_port or name.kind == "lag"):
        yield "only ports and aggregates are ports of the bridge"
    if isinstance(one.switchport, TrunkPort):
        trunk = one.switchport
        if not trunk.vlans or trunk.vlans != ranges_of(numbers(trunk.vlans)):
            yield "a trunk lists its VLANs in order: without any, ifupdown2 lets it carry all of the bridge"
        elif trunk.native is not None and trunk.native not in numbers(trunk.vlans):
            yield "the native VLAN is one that the trunk carries"


def _routing(one: Interface, device: DeviceConfig) -> Iterator[str]:
    if any(count > 1 for count in Counter(part.version for part in one.ospf).values()):
        yield "FRR runs one OSPF process of a version in a table"
    for part in one.ospf:
        process = next((p for p in device.ospf if (p.version, p.number) == (part.version, part.process)), None)
        if process is None or process.vrf != one.vrf:
            yield f"OSPF process {part.process} is not of this interface's table"
        elif part.area not in {area.number for area in process.areas}:
            yield f"OSPF process {part.process} does not list area {part.area}"
        if part.version == 2 and part.point_to_point and one.name == "loopback-0":
            yield "FRR gives the loopback no OSPF network type"
        if part.authentication is not None:
            if part.version == 2 and part.authentication.algorithm is not OspfAlgorithm.MD5:
                yield "FRR 8.4 authenticates OSPFv2 with MD5 only"
            if part.version == 2 and not 1 <= part.authentication.key <= _HIGHEST_KEY:
                yield "keys of OSPFv2 are 1 to 255"
    if one.isis is not None and not any((p.number, p.vrf) == (one.isis.process, one.vrf) for p in device.isis):
        yield f"IS-IS process {one.isis.process} is not of this interface's table"
    if one.mpls and one.vrf is not None:
        yield "FRR speaks LDP in the global table only"


def _vrrp(one: Interface) -> Iterator[str]:
    priorities: dict[int, int] = {}
    for group in one.vrrp:
        if group.preempt_delay_s:
            yield f"VRRP group {group.number}: FRR takes over at once, without a delay"
        if not 1 <= group.priority <= _HIGHEST_PRIORITY:
            yield f"VRRP group {group.number}: priorities are 1 to {_HIGHEST_PRIORITY}"
        if not group.addresses or any(address.version != group.version for address in group.addresses):
            yield f"VRRP group {group.number} needs addresses of its IP version"
        if priorities.setdefault(group.number, group.priority) != group.priority:
            yield f"VRRP group {group.number}: FRR gives the groups of both IP versions one priority"
    if any(count > 1 for count in Counter((group.number, group.version) for group in one.vrrp).values()):
        yield "VRRP groups of an interface differ in number"
    if one.vrrp and len(virtual_port(one.name, len(one.vrrp) - 1)) > MAXIMUM_LENGTH:
        yield f"the device of a VRRP group would have more than {MAXIMUM_LENGTH} characters in its name"
    if one.vrrp and one.urpf is UrpfMode.STRICT:
        yield "what is sent to a VRRP group comes in on the group's device, by which no route leaves: take loose"


def _relay(one: Interface, device: DeviceConfig) -> Iterator[str]:
    for version in sorted({server.version for server in one.dhcp_relay}):
        own = address_of(one, version)
        if own is None:
            yield f"DHCP is relayed under an address: there is none of IPv{version}"
        elif interface_with(device.interfaces, own, one.vrf) != one.name:
            yield f"{own} is not this interface's alone"
