"""What VRP cannot express of interfaces."""

from collections import Counter
from collections.abc import Iterator

from govnetgen.model.address import numbers
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.interface import Interface, TrunkPort
from govnetgen.model.device.ospf import OspfAlgorithm
from govnetgen.model.names import interface_name
from govnetgen.platform import Limit
from govnetgen.platforms.huawei_vrp.acl_filters import policies_of
from govnetgen.platforms.huawei_vrp.dialects import VrpDialect
from govnetgen.platforms.huawei_vrp.interface_filters import is_bridge_port, is_link_local
from govnetgen.platforms.huawei_vrp.names import neutral, vendor
from govnetgen.platforms.huawei_vrp.secret_limits import KEY, secret_limits

_POLICY_NAME = 31
_LONGEST_DESCRIPTION = 242
_LINK_LOCAL_LENGTH = 64


def interface_limits(device: DeviceConfig, dialect: VrpDialect) -> Iterator[Limit]:
    """Name what is not expressible of interfaces."""
    aggregates = {one.name: one.aggregate for one in device.interfaces if one.aggregate is not None}
    for interface in device.interfaces:
        reasons = (
            *_name(interface, dialect),
            *_basics(interface),
            *_link(interface),
            *_addresses(interface),
            *_routing(interface, device),
            *_services(interface, device, dialect),
        )
        if interface.lag is not None:
            aggregate = aggregates.get(f"lag-{interface.lag.number}")
            if aggregate is None or aggregate.lacp is not interface.lag.lacp:
                reasons = (*reasons, "whether LACP is spoken is a setting of the Eth-Trunk, which says otherwise")
        yield from (Limit("interfaces", interface.name, why) for why in reasons)
        yield from _secrets(interface)


def _name(interface: Interface, dialect: VrpDialect) -> Iterator[str]:
    if interface.name == "null-0":
        yield "NULL0 is on every device and holds nothing"
        return
    try:
        text = vendor(interface.name, dialect.ports)
    except ValueError:
        yield "this family has no such port"
        return
    if neutral(text, dialect.ports.management) != interface.name:
        yield f"{text} is another interface: the management port"


def _basics(interface: Interface) -> Iterator[str]:
    name = interface_name(interface.name)
    text = interface.description
    if text is not None and (not text or text != text.strip()):
        yield "a description neither is empty nor begins or ends with a blank"
    if text is not None and len(text) > _LONGEST_DESCRIPTION:
        yield f"the description has {len(text)} characters, and VRP takes at most {_LONGEST_DESCRIPTION}"
    if name.kind == "loopback" and not interface.enabled:
        yield "a loopback cannot be shut down"
    if interface.vlan is not None and name.unit is None:
        yield "a tag belongs on a subinterface"
    if (interface.aggregate is not None) is not (name.kind == "lag" and name.unit is None):
        yield "an Eth-Trunk is an aggregate, and nothing else is"


def _link(interface: Interface) -> Iterator[str]:
    port = interface.switchport
    if port is None:
        return
    if not is_bridge_port(interface):
        yield "only ports and Eth-Trunks can be switch ports, and not while they are members"
    if interface.addresses or interface.vrf:
        yield "a switch port has neither addresses nor a VPN instance"
    if interface.mtu is not None:
        yield "a switch port has no IP MTU"
    if isinstance(port, TrunkPort):
        carried = set(numbers(port.vlans))
        if port.native is None and 1 in carried:
            yield "a trunk sends VLAN 1 untagged unless another VLAN is native"
        if port.native is not None and port.native not in carried:
            yield "a trunk does not carry its native VLAN"


def _addresses(interface: Interface) -> Iterator[str]:
    if any(is_link_local(one.value) and one.length != _LINK_LOCAL_LENGTH for one in interface.ipv6):
        yield "a link-local address has no length of its own: it is 64"
    for group in interface.vrrp:
        if not group.addresses:
            yield f"VRRP group {group.number} has no address"
        elif group.version == 6 and not is_link_local(group.addresses[0].value):
            yield f"the first address of VRRP group {group.number} has to be link-local"
        if any(one.version != group.version for one in group.addresses):
            yield f"VRRP group {group.number} has an address of the other IP version"
    if any(count > 1 for count in Counter((one.version, one.number) for one in interface.vrrp).values()):
        yield "a VRRP group exists once"


def _routing(interface: Interface, device: DeviceConfig) -> Iterator[str]:
    processes = {(one.version, one.number) for one in device.ospf}
    for member in interface.ospf:
        if (member.version, member.process) not in processes:
            yield f"there is no OSPF process {member.process}"
        digest = member.authentication
        if digest is not None and member.version == 3 and digest.algorithm is not OspfAlgorithm.HMAC_SHA256:
            yield "OSPFv3 authenticates with HMAC-SHA256 only"
    if len({one.version for one in interface.ospf}) < len(interface.ospf):
        yield "an interface is in one process of each version of OSPF"
    if interface.isis is not None and interface.isis.process not in {one.number for one in device.isis}:
        yield f"there is no IS-IS process {interface.isis.process}"
    if interface.mpls and device.mpls is None:
        yield "MPLS is off on the device"


def _services(interface: Interface, device: DeviceConfig, dialect: VrpDialect) -> Iterator[str]:
    if any(one.version == 6 for one in interface.dhcp_relay):
        yield "relays to IPv6 servers are not covered"
    if interface.dhcp_server and interface.dhcp_relay:
        yield "an interface serves DHCP itself or relays it"
    if interface.dhcp_server and "dhcp" in dialect.cannot:
        yield dialect.cannot["dhcp"]
    if interface.spanning_tree is not None and "spanning_tree" in dialect.cannot:
        yield dialect.cannot["spanning_tree"]
    if interface.management and not dialect.firewall:
        yield "only a firewall chooses by interface which services of its own it answers"
    if len({(one.version, one.direction) for one in interface.acls}) < len(interface.acls):
        yield "an interface takes one list in each direction for each IP version"
    if not dialect.traffic_filter:
        for _, policy in policies_of(interface.acls):
            if len(policy.name) > _POLICY_NAME:
                yield f"the traffic policy {policy.name} has a name of more than {_POLICY_NAME} characters"


def _secrets(interface: Interface) -> Iterator[Limit]:
    for member in interface.ospf:
        if member.authentication is not None:
            yield from secret_limits("interfaces", interface.name, member.authentication.secret, KEY)
    if interface.isis is not None:
        yield from secret_limits("interfaces", interface.name, interface.isis.secret, KEY)
