"""What the modules cannot hold, and why; what no device of any vendor has confirmed."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from govnetgen.model.address import NumberRange
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.acl import Acl, AclRule, Protocol
from govnetgen.model.device.interface import AccessPort, Interface, TrunkPort
from govnetgen.model.device.vrf import Vrf
from govnetgen.platform import FEATURES, Dialect, Limit
from govnetgen.platforms.netconf_yang.limits_management import NAME, is_name, is_text, management_limits

_NEITHER = "neither the standard modules that are written here nor govnet have it"

CANNOT: Mapping[str, str] = dict.fromkeys(
    (
        "dhcp",
        "prefix_lists",
        "ospf",
        "isis",
        "mpls",
        "bgp",
        "firewall",
        "nat",
        "ipsec",
        "high_availability",
    ),
    _NEITHER,
)
"""Whole features."""

UNCONFIRMED: Mapping[str, str] = {
    feature: "netconfd of yuma123 took and gave back every element; no vendor's device has seen govnet"
    for feature in FEATURES
    if feature not in CANNOT
}
"""What no device of a vendor has run, and what stands for it."""

_OF_INTERFACES = (
    "ospf",
    "isis",
    "mpls",
    "vrrp",
    "dhcp_relay",
    "dhcp_server",
    "urpf",
    "management",
)
_WITH_PORTS = (Protocol.TCP, Protocol.UDP)
_LONGEST_VLAN_NAME = 64
_ALWAYS = 1
"""The VLAN that every bridge has."""
_LOWEST_MTU, _HIGHEST_MTU = 68, 65535
_HIGHEST_SEQUENCE = (1 << 32) - 1
_COMMUNITY = re.compile(r"[0-9.]+:[0-9]+", re.ASCII)


def limits(device: DeviceConfig, dialect: Dialect) -> Iterator[Limit]:
    """Yield everything of the device that the modules cannot hold."""
    yield from management_limits(device)
    yield from _vlans(device)
    for vrf in device.vrfs:
        yield from (Limit("vrfs", vrf.name, why) for why in _vrf(vrf))
    for acl in device.acls:
        yield from (Limit("acls", acl.name, why) for why in _acl(acl))
    yield from _doubled(device)
    for interface in device.interfaces:
        yield from (Limit("interfaces", interface.name, why) for why in _interface(interface, device))


def _vlans(device: DeviceConfig) -> Iterator[Limit]:
    for vlan in device.vlans:
        if not 1 <= vlan.number <= 4094:
            yield Limit("vlans", str(vlan.number), "VLANs are 1 to 4094")
        if vlan.name is not None and not is_name(vlan.name, _LONGEST_VLAN_NAME):
            yield Limit("vlans", str(vlan.number), f"a name is a line of at most {_LONGEST_VLAN_NAME} characters")


def _vrf(vrf: Vrf) -> Iterator[str]:
    if not is_name(vrf.name):
        yield NAME
    if not (vrf.ipv4 or vrf.ipv6):
        yield "a VRF routes IPv4, IPv6 or both"
    distinguisher = () if vrf.route_distinguisher is None else (vrf.route_distinguisher,)
    if any(_COMMUNITY.fullmatch(one) is None for one in (*distinguisher, *vrf.imports, *vrf.exports)):
        yield "a route distinguisher or target is as 65000:30 or 10.0.0.1:30"
    if any(len(set(one)) < len(one) for one in (vrf.imports, vrf.exports)):
        yield "a leaf-list holds each route target once (RFC 6020, 7.7)"


def _acl(acl: Acl) -> Iterator[str]:
    if not is_name(acl.name):
        yield NAME
    if len({one.sequence for one in acl.rules}) < len(acl.rules):
        yield "the sequences of its rules differ"
    for rule in acl.rules:
        yield from _rule(rule, acl)


def _rule(rule: AclRule, acl: Acl) -> Iterator[str]:
    ports = [one for one in (rule.source_port, rule.destination_port) if one is not None]
    if not 0 <= rule.sequence <= _HIGHEST_SEQUENCE:
        yield "a sequence is a number of 32 bits"
    if acl.source_only and (rule.destination is not None or ports or rule.protocol is not Protocol.IP):
        yield "a list of sources matches nothing else"
    if ports and rule.protocol not in _WITH_PORTS:
        yield "only TCP and UDP have ports"
    if any(not 0 <= first <= last <= 65535 for first, last in ports):
        yield "ports rise from 0 to 65535"


def _doubled(device: DeviceConfig) -> Iterator[Limit]:
    keys = {
        "vlans": [str(one.number) for one in device.vlans],
        "vrfs": [one.name for one in device.vrfs],
        "acls": [f"{one.name} IPv{one.version}" for one in device.acls],
        "interfaces": [one.name for one in device.interfaces],
    }
    for feature, names in keys.items():
        yield from (Limit(feature, name, "an entry is there once") for name, n in Counter(names).items() if n > 1)


def _interface(one: Interface, device: DeviceConfig) -> Iterator[str]:
    for name in _OF_INTERFACES:
        if getattr(one, name) not in (None, (), False):
            yield f"{name.replace('_', ' ')}: {_NEITHER}"
    if one.description is not None and not is_text(one.description):
        yield "a description is one line without control characters"
    if one.mtu is not None and not _LOWEST_MTU <= one.mtu <= _HIGHEST_MTU:
        yield f"the largest packet is {_LOWEST_MTU} to {_HIGHEST_MTU} bytes"
    if one.vrf is not None and one.vrf not in {vrf.name for vrf in device.vrfs}:
        yield f"there is no VRF {one.vrf}"
    if len(one.ipv4) > 1:
        yield "ietf-ip has no primary address: the order of several is the device's own"
    if len({(address.version, address.value) for address in one.addresses}) < len(one.addresses):
        yield "an address is there once"
    if one.vlan is not None and not 1 <= one.vlan <= 4094:
        yield "VLANs are 1 to 4094"
    if one.lag is not None and f"lag-{one.lag.number}" not in {each.name for each in device.interfaces}:
        yield f"there is no aggregate lag-{one.lag.number}"
    if one.aggregate is not None and one.aggregate.min_links is not None and one.aggregate.min_links < 1:
        yield "an aggregate needs one link or more"
    yield from _switchport(one, device)
    yield from _filters(one, device)


def _switchport(one: Interface, device: DeviceConfig) -> Iterator[str]:
    if isinstance(one.switchport, AccessPort):
        if one.switchport.vlan not in {_ALWAYS, *(vlan.number for vlan in device.vlans)}:
            yield f"there is no VLAN {one.switchport.vlan}"
    elif isinstance(one.switchport, TrunkPort):
        native = one.switchport.native
        if native is not None and not 1 <= native <= 4094:
            yield "VLANs are 1 to 4094"
        if not all(_rises(each) for each in one.switchport.vlans):
            yield "a run of VLANs rises from 1 to 4094"


def _rises(one: NumberRange) -> bool:
    return 1 <= one.first <= one.last <= 4094


def _filters(one: Interface, device: DeviceConfig) -> Iterator[str]:
    known = {(acl.name, acl.version) for acl in device.acls}
    for binding in one.acls:
        if (binding.name, binding.version) not in known:
            yield f"there is no ACL {binding.name} for IPv{binding.version}"
    if len({(binding.direction, binding.version) for binding in one.acls}) < len(one.acls):
        yield "one ACL a direction and IP version"
