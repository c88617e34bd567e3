"""Interfaces and all that hangs on them; addresses never overlap within a VRF."""

from collections import Counter
from dataclasses import dataclass, field, replace

from hypothesis import strategies as st

from govnetgen.model.address import BITS, Address, InterfaceAddress, Prefix, ranges_of
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.acl import AclBinding, Direction
from govnetgen.model.device.interface import (
    AccessPort,
    Aggregate,
    Interface,
    LagMember,
    ManagementService,
    TrunkPort,
    UrpfMode,
)
from govnetgen.model.device.isis import InterfaceIsis
from govnetgen.model.device.ospf import InterfaceOspf, OspfAlgorithm, OspfAuthentication
from govnetgen.model.device.spanning_tree import PortSpanningTree
from govnetgen.model.device.vrrp import VrrpGroup
from strategies.addresses import addresses
from strategies.choice import YES_OR_NO, one_of, optional, some, vrf_names
from strategies.switching import VLAN_NUMBERS
from strategies.text import DESCRIPTIONS, SECRETS

PORTS = ("ge-0/1", "ge-0/2", "10ge-0/1", "10ge-0/2", "25ge-0/1", "100ge-0/1")
_EXTRAS = ("ospf", "isis", "mpls", "vrrp", "dhcp_relay", "dhcp_server", "acls", "urpf", "management", "mtu")
_REGIONS = tuple(Prefix.parse(f"10.{one}.0.0/16") for one in range(1, 120)) + tuple(
    Prefix.parse(f"172.{one}.0.0/16") for one in range(16, 32)
)
_LINK_LOCAL = Prefix.parse("fe80::/64")


@dataclass(slots=True)
class Plan:
    """How many subnets each VRF has taken: the next one lies in a region of its own."""

    taken: Counter[str | None] = field(default_factory=Counter)

    def subnet(self, vrf: str | None, version: int) -> Prefix:
        """Return a block of its own."""
        self.taken[vrf] += 1
        index = self.taken[vrf]
        return _REGIONS[index] if version == 4 else Prefix(6, 0x20010DB8 << 96 | index << 80, 48)


def _address(draw: st.DrawFn, subnet: Prefix, *, host: bool) -> InterfaceAddress:
    bits = BITS[subnet.version]
    if host:
        length = bits
    else:
        length = draw(st.sampled_from((24, 25, 30, 31)) if subnet.version == 4 else st.sampled_from((64, 126, 127)))
    offset = draw(st.integers(1, (1 << (bits - length)) - 2)) if bits - length > 1 else draw(st.integers(0, 1))
    return InterfaceAddress(subnet.version, subnet.value + (0 if host else offset), length)


def _addresses(
    draw: st.DrawFn, plan: Plan, device: DeviceConfig, *, vrf: str | None, host: bool
) -> tuple[InterfaceAddress, ...]:
    table = next((one for one in device.vrfs if one.name == vrf), None)
    versions = draw(st.sampled_from(((4,), (4,), (4, 4), (4, 6), (6,), (4, 4, 6, 6))))
    return tuple(
        _address(draw, plan.subnet(vrf, version), host=host)
        for version in versions
        if table is None or (table.ipv4 if version == 4 else table.ipv6)
    )


def _ospf(draw: st.DrawFn, device: DeviceConfig, vrf: str | None) -> tuple[InterfaceOspf, ...]:
    authentication = st.builds(
        OspfAuthentication, key=st.integers(1, 255), algorithm=st.sampled_from(OspfAlgorithm), secret=SECRETS
    )
    return tuple(
        InterfaceOspf(
            process=process.number,
            area=draw(st.sampled_from([area.number for area in process.areas])),
            version=process.version,
            cost=draw(optional(st.integers(1, 65535))),
            point_to_point=draw(YES_OR_NO),
            passive=draw(YES_OR_NO),
            authentication=draw(optional(authentication)) if process.version == 2 or draw(YES_OR_NO) else None,
        )
        for process in device.ospf
        if process.vrf == vrf and process.areas
    )


def _isis(draw: st.DrawFn, device: DeviceConfig, vrf: str | None) -> InterfaceIsis | None:
    processes = [one for one in device.isis if one.vrf == vrf]
    if not processes:
        return None
    process = draw(st.sampled_from(processes))
    return InterfaceIsis(
        process=process.number,
        point_to_point=draw(YES_OR_NO),
        passive=draw(YES_OR_NO),
        cost=draw(optional(st.integers(1, 16777214))),
        ipv6=process.ipv6 and draw(YES_OR_NO),
        secret=draw(optional(SECRETS)),
    )


def _vrrp(draw: st.DrawFn, found: tuple[InterfaceAddress, ...]) -> tuple[VrrpGroup, ...]:
    groups = []
    for one in found:
        if one.prefix.size < 8 or draw(st.booleans()):
            continue
        virtual = one.prefix.host(-2 if one.value != one.prefix.host(-2).value else 1)
        local = Address(6, _LINK_LOCAL.value + draw(st.integers(1, 0xFFFF)))
        groups.append(
            VrrpGroup(
                number=draw(st.integers(1, 255)),
                version=one.version,
                addresses=(virtual,) if one.version == 4 else (local, virtual),
                priority=draw(st.just(100) | st.integers(1, 254)),
                preempt_delay_s=draw(st.just(0) | st.integers(1, 3600)),
            )
        )
    return tuple(groups)


def _bindings(draw: st.DrawFn, device: DeviceConfig) -> tuple[AclBinding, ...]:
    return tuple(
        AclBinding(name=one.name, direction=draw(st.sampled_from(Direction)), version=one.version)
        for one in draw(some(device.acls, 2))
    )


def _routed(draw: st.DrawFn, plan: Plan, device: DeviceConfig, name: str, *, host: bool = False) -> Interface:
    vrf = draw(one_of(vrf_names(device)))
    found = _addresses(draw, plan, device, vrf=vrf, host=host)
    item = Interface(
        name=name,
        description=draw(optional(DESCRIPTIONS)),
        enabled=host or draw(st.sampled_from((True, True, False))),
        vrf=vrf,
        addresses=found,
    )
    if not found:
        return item
    extras = draw(st.lists(st.sampled_from(_EXTRAS), max_size=4, unique=True))
    if {"ospf", "dhcp_relay", "acls"} & set(extras) or draw(YES_OR_NO):
        item = replace(item, ospf=_ospf(draw, device, vrf), isis=_isis(draw, device, vrf))
    if host:
        return item
    relay = draw(st.lists(addresses(4), min_size=1, max_size=2, unique=True)) if "dhcp_relay" in extras else []
    return replace(
        item,
        mtu=draw(st.integers(1280, 9216)) if "mtu" in extras else None,
        mpls=device.mpls is not None and "mpls" in extras,
        vrrp=_vrrp(draw, found) if "vrrp" in extras else (),
        dhcp_relay=tuple(relay),
        dhcp_server="dhcp_server" in extras,
        acls=_bindings(draw, device) if "acls" in extras else (),
        urpf=draw(st.sampled_from(UrpfMode)) if "urpf" in extras else None,
        management=draw(some(tuple(ManagementService), 5)) if "management" in extras else (),
    )


def _switched(draw: st.DrawFn, device: DeviceConfig, name: str) -> Interface:
    known = [one.number for one in device.vlans]
    if draw(YES_OR_NO):
        switchport: AccessPort | TrunkPort = AccessPort(vlan=draw(st.sampled_from([1, *known])))
    else:
        number = st.sampled_from(known) if known else VLAN_NUMBERS
        numbers = draw(st.lists(st.just(1) | number | VLAN_NUMBERS, min_size=1, max_size=5))
        switchport = TrunkPort(vlans=ranges_of(numbers), native=draw(one_of(numbers)))
    tree = st.builds(PortSpanningTree, edge=YES_OR_NO, bpdu_guard=YES_OR_NO, root_guard=YES_OR_NO)
    return Interface(
        name=name,
        description=draw(optional(DESCRIPTIONS)),
        enabled=draw(st.sampled_from((True, True, False))),
        mtu=draw(st.none() | st.none() | st.integers(1280, 9216)),
        switchport=switchport,
        spanning_tree=draw(optional(tree)),
    )


def _port(draw: st.DrawFn, plan: Plan, device: DeviceConfig, name: str) -> list[Interface]:
    kind = draw(st.sampled_from(("routed", "switched", "parent", "routed", "switched", "unused")))
    if kind == "routed":
        return [_routed(draw, plan, device, name)]
    if kind == "switched":
        return [_switched(draw, device, name)]
    parent = Interface(name=name, description=draw(optional(DESCRIPTIONS)), enabled=draw(YES_OR_NO))
    units = draw(st.lists(st.integers(1, 4094), min_size=1, max_size=2, unique=True)) if kind == "parent" else []
    tags = draw(st.lists(VLAN_NUMBERS, min_size=len(units), max_size=len(units), unique=True))
    return [
        parent,
        *(
            replace(_routed(draw, plan, device, f"{name}.{unit}"), vlan=tag)
            for unit, tag in zip(units, tags, strict=True)
        ),
    ]


def _members(draw: st.DrawFn, names: list[str], lag: int, aggregate: Aggregate) -> list[Interface]:
    return [
        Interface(
            name=name,
            description=draw(optional(DESCRIPTIONS)),
            enabled=draw(YES_OR_NO),
            lag=LagMember(number=lag, lacp=aggregate.lacp),
        )
        for name in names
    ]


def interfaces(draw: st.DrawFn, device: DeviceConfig, ports: tuple[str, ...] = PORTS) -> tuple[Interface, ...]:
    """Draw ports in every role, aggregates with members, VLAN interfaces, loopbacks, a management port."""
    plan = Plan()
    found: list[Interface] = []
    free = draw(st.lists(st.sampled_from(ports), max_size=5, unique=True))
    for number in draw(st.lists(st.integers(1, 64), max_size=2, unique=True)):
        taken = draw(st.integers(0, min(2, len(free))))
        aggregate = Aggregate(lacp=draw(YES_OR_NO), min_links=draw(optional(st.integers(1, 4))))
        found += _members(draw, free[:taken], number, aggregate)
        lag, *units = _port(draw, plan, device, f"lag-{number}")
        found += [replace(lag, aggregate=aggregate), *units]
        free = free[taken:]
    for name in free:
        found += _port(draw, plan, device, name)
    for number in draw(some([one.number for one in device.vlans])):
        found.append(_routed(draw, plan, device, f"vlan-{number}"))
    for number in draw(st.lists(st.integers(0, 9), max_size=2, unique=True)):
        found.append(_routed(draw, plan, device, f"loopback-{number}", host=True))
    if draw(YES_OR_NO):
        found.append(_routed(draw, plan, device, "mgmt-0"))
    return tuple(found)
