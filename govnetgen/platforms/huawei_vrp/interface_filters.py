"""The lines of an interface that VRP writes in more than one way."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from govnetgen.model.address import Address, InterfaceAddress, NumberRange, numbers, ranges_of
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.interface import AccessPort, Interface, ManagementService, TrunkPort
from govnetgen.model.device.ospf import OspfProcess
from govnetgen.model.device.redistribution import RouteSource
from govnetgen.model.device.vrrp import VrrpGroup
from govnetgen.model.names import interface_name
from govnetgen.platforms.huawei_vrp.dialects import VrpDialect
from govnetgen.render.filters import batches, ranges

LINK_LOCAL = NumberRange(0xFE80 << 112, (0xFEC0 << 112) - 1)
_SERVICES = tuple(ManagementService(word) for word in ("https", "ping", "ssh", "snmp", "netconf"))


def range_lines(values: Iterable[NumberRange]) -> Iterator[str]:
    """Ranges as ``10 20 to 30``, at most ten a line: VRP takes no more."""
    return (" ".join(batch) for batch in batches(ranges(values, " to "), 10))


def is_link_local(value: int) -> bool:
    """Tell whether an IPv6 address is of fe80::/10."""
    return LINK_LOCAL.first <= value <= LINK_LOCAL.last


def speaks_ipv6(interface: Interface) -> bool:
    """Tell whether anything on an interface needs IPv6."""
    return bool(
        any(one.version == 6 for one in interface.addresses)
        or any(one.version == 3 for one in interface.ospf)
        or any(one.version == 6 for one in interface.vrrp)
        or (interface.isis is not None and interface.isis.ipv6)
    )


def routes_ipv6(device: DeviceConfig) -> bool:
    """Tell whether any interface speaks IPv6."""
    return any(map(speaks_ipv6, device.interfaces))


def ipv6_address(value: InterfaceAddress) -> str:
    """An address with its length; VRP wants the word instead of the length for link-local ones."""
    text = str(value.address).upper()
    return f"{text} link-local" if is_link_local(value.value) else f"{text}/{value.length}"


def is_bridge_port(interface: Interface) -> bool:
    """Tell whether an interface may be a switch port: a port or aggregate of its own."""
    name = interface_name(interface.name)
    return (name.is_port or name.kind == "lag") and name.unit is None and interface.lag is None


def port_mode(interface: Interface, dialect: VrpDialect) -> Iterator[str]:
    """Whether a port is routed, where that differs from the family's default, and whether it is on."""
    if is_bridge_port(interface) and (interface.switchport is not None) is not dialect.switched_by_default:
        yield "undo portswitch" if dialect.switched_by_default else "portswitch"
    if not interface.enabled:
        yield "shutdown"
    elif dialect.enabled_is_printed:
        name = interface_name(interface.name)
        if name.unit is None and (name.is_port or name.kind == "mgmt"):
            yield "undo shutdown"


def switchport(value: AccessPort | TrunkPort, dialect: VrpDialect) -> Iterator[str]:
    """The VLANs of a port. A trunk carries VLAN 1 until that is undone, and never prints that it does."""
    if isinstance(value, AccessPort):
        if not dialect.access_is_default:
            yield "port link-type access"
        if value.vlan != 1:
            yield f"port default vlan {value.vlan}"
        return
    carried = set(numbers(value.vlans))
    yield "port link-type trunk"
    if value.native not in (None, 1):
        yield f"port trunk pvid vlan {value.native}"
    if 1 not in carried:
        yield "undo port trunk allow-pass vlan 1"
    for line in range_lines(ranges_of(carried - {1})):
        yield f"port trunk allow-pass vlan {line}"


def vrrp(group: VrrpGroup, dialect: VrpDialect, device: DeviceConfig) -> Iterator[str]:
    """A virtual gateway. In a pair of firewalls HRP decides who is active, in place of a priority."""
    word = f"vrrp{6 if group.version == 6 else ''} vrid {group.number}"
    pair = device.high_availability if dialect.firewall else None
    state = "" if pair is None else " standby" if pair.standby else " active"
    for address in group.addresses:
        local = " link-local" if address.version == 6 and is_link_local(address.value) else ""
        yield f"{word} virtual-ip {str(address).upper()}{local}{state}"
    if group.priority != 100:
        yield f"{word} priority {group.priority}"
    if group.preempt_delay_s:
        yield f"{word} {dialect.vrrp_preempt} timer delay {group.preempt_delay_s}"


def relay(servers: Iterable[Address], dialect: VrpDialect) -> Iterator[str]:
    """DHCP relay to servers."""
    if not dialect.relay_mode_last:
        yield "dhcp select relay"
    for server in servers:
        yield f"{dialect.relay_server} {server}"
    if dialect.relay_mode_last:
        yield "dhcp select relay"


def service_order(services: Iterable[ManagementService]) -> list[ManagementService]:
    """Management services in the order of a firewall's dumps."""
    return sorted(services, key=_SERVICES.index)


def silent_interfaces(device: DeviceConfig, process: OspfProcess) -> list[str]:
    """The interfaces that a process advertises without speaking to anybody there."""
    return [
        one.name
        for one in device.interfaces
        for member in one.ospf
        if member.passive and (member.version, member.process) == (process.version, process.number)
    ]


def is_customer_edge(process: OspfProcess) -> bool:
    """Tell whether a process is of a VRF without BGP behind it.

    VRP takes a process of a VRF for a provider edge's: as a border router it leaves out what others tell of the areas
    beyond its own, and it leaves out what a provider edge marks as its own (the DN bit, RFC 4576).
    """
    return process.vrf is not None and all(one.source is not RouteSource.BGP for one in process.redistribute)


FILTERS: Mapping[str, Callable[..., object]] = {
    one.__name__: one
    for one in (
        ipv6_address,
        is_customer_edge,
        port_mode,
        relay,
        routes_ipv6,
        service_order,
        silent_interfaces,
        speaks_ipv6,
        switchport,
        vrrp,
    )
}
