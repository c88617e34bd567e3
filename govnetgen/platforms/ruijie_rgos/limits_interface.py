"""What RGOS cannot express of interfaces."""

from collections.abc import Iterator, Mapping

from govnetgen.model.address import Prefix
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.interface import AccessPort, Interface, TrunkPort
from govnetgen.model.device.ospf import InterfaceOspf, OspfAlgorithm, OspfProcess
from govnetgen.model.device.spanning_tree import PortSpanningTree
from govnetgen.model.device.vrrp import VrrpGroup
from govnetgen.model.names import interface_name
from govnetgen.platform import Limit
from govnetgen.platforms.ruijie_rgos.limits_text import free_text, secret, short, word
from govnetgen.platforms.ruijie_rgos.names import SWITCHED, WORDS
from govnetgen.platforms.ruijie_rgos.read.dhcp import serves

_LINK_LOCAL = Prefix.parse("fe80::/10")
_BARE = ("mtu", "vrf", "addresses", "switchport", "aggregate", "spanning_tree", "ospf", "isis", "vrrp", "dhcp_relay")
_LONGEST_DESCRIPTION = 80
_LAYER_3 = ("vrf", "addresses", "ospf", "isis", "vrrp", "dhcp_relay", "urpf", "vlan")
_Processes = Mapping[tuple[int, int], OspfProcess]


def unnamed_kind(feature: str, name: str) -> Iterator[Limit]:
    """Name an interface of a kind for which no source shows RGOS's word."""
    kind = interface_name(name).kind
    if kind not in WORDS:
        yield Limit(feature, name, f"no source shows how RGOS names interfaces of kind {kind}")


def interface_limits(device: DeviceConfig) -> Iterator[Limit]:
    """Name what cannot be said of each interface."""
    processes = {(one.version, one.number): one for one in device.ospf}
    isis = {one.number for one in device.isis}
    lacp = {one.name: one.aggregate.lacp for one in device.interfaces if one.aggregate is not None}
    led = {f"lag-{one.lag.number}" for one in device.interfaces if one.lag is not None}
    for one in device.interfaces:
        yield from unnamed_kind("interfaces", one.name)
        for why in (
            *_kind(one),
            *_layers(one),
            *_aggregates(one, lacp, one.name in led),
            *_ospf(one, processes),
            *_services(one),
        ):
            yield Limit("interfaces", one.name, why)
        if one.dhcp_server != serves(device.dhcp, one):
            why = "RGOS serves DHCP wherever a pool has the interface's own network, and nowhere else"
            yield Limit("interfaces", one.name, why)
        if one.isis is not None and one.isis.process not in isis:
            yield Limit("interfaces", one.name, f"IS-IS process {one.isis.process} does not exist")
        yield from free_text("interfaces", one.name, one.description)
        yield from short("interfaces", one.name, one.description, _LONGEST_DESCRIPTION)
        yield from word("interfaces", one.name, one.vrf, *(binding.name for binding in one.acls))
        for part in one.ospf:
            if part.authentication is not None:
                yield from secret("interfaces", one.name, part.authentication.secret)


def _kind(one: Interface) -> Iterator[str]:
    name = interface_name(one.name)
    if (name.unit is None) != (one.vlan is None):
        yield "a subinterface, and nothing else, has a VLAN tag"
    if one.switchport is not None and (name.kind not in SWITCHED or name.unit is not None):
        yield "only ports and aggregates can be switch ports"
    if one.lag is not None and (not name.is_port or name.unit is not None):
        yield "only ports can join an aggregate"
    if isinstance(one.switchport, AccessPort) and not 1 <= one.switchport.vlan <= 4094:
        yield "VLANs go from 1 to 4094"
    if isinstance(one.switchport, TrunkPort):
        yield from _trunk(one.switchport)


def _trunk(port: TrunkPort) -> Iterator[str]:
    carried = [one for one in port.vlans if port.native is not None and one.first <= port.native <= one.last]
    if port.native is not None and not carried:
        yield f"VLAN {port.native} is native but not carried"
    if port.native is None and any(one.first <= 1 <= one.last for one in port.vlans):
        yield "RGOS carries VLAN 1 untagged on a trunk unless another VLAN is native"


def _layers(one: Interface) -> Iterator[str]:
    if one.lag is not None:
        held = [name for name in (*_BARE, "acls", "urpf", "dhcp_server", "mpls") if getattr(one, name)]
        if held:
            yield f"the aggregate carries what its members carry, not the member itself: {', '.join(held)}"
    elif one.switchport is not None:
        held = [name for name in _LAYER_3 if getattr(one, name)]
        if held:
            yield f"a switch port has nothing of layer 3: {', '.join(held)}"
    elif one.spanning_tree is not None:
        yield "only switch ports take part in spanning tree"
    if one.spanning_tree == PortSpanningTree():
        yield "a port's part in spanning tree that sets nothing leaves no trace in RGOS: leave it out"


def _aggregates(one: Interface, lacp: Mapping[str, bool], led: bool) -> Iterator[str]:
    name = interface_name(one.name)
    is_aggregate = name.kind == "lag" and name.unit is None
    if is_aggregate != (one.aggregate is not None):
        yield "an AggregatePort, and nothing else, is an aggregate"
    if one.aggregate is not None:
        if one.aggregate.min_links is not None:
            yield "no source shows how RGOS says the least number of links"
        if not one.aggregate.lacp and not led:
            yield "RGOS says LACP with the members, and a static aggregate without members says nothing"
    if one.lag is not None and lacp.get(f"lag-{one.lag.number}", one.lag.lacp) != one.lag.lacp:
        yield "RGOS says LACP with the members: the member and its aggregate must agree"


def _ospf(one: Interface, processes: _Processes) -> Iterator[str]:
    versions = [part.version for part in one.ospf]
    if len(set(versions)) != len(versions):
        yield "an interface takes part in one OSPF process a version"
    for part in one.ospf:
        process = processes.get((part.version, part.process))
        subject = f"OSPFv{part.version} process {part.process}"
        if process is None:
            yield f"{subject} does not exist"
            continue
        if process.vrf != one.vrf:
            yield f"{subject} is in another VRF"
        if all(area.number != part.area for area in process.areas):
            yield f"{subject} does not list area {part.area}"
        yield from _ospf_part(part, one)


def _ospf_part(part: InterfaceOspf, one: Interface) -> Iterator[str]:
    if part.version == 2 and not one.ipv4:
        yield "OSPFv2 joins interfaces by a network statement, for which this one has no IPv4 address"
    if part.authentication is not None:
        if part.version == 3:
            yield "OSPFv3 is authenticated with IPsec by area in RGOS, not with a key on the interface"
        if part.authentication.algorithm is not OspfAlgorithm.MD5:
            yield f"no source shows OSPF authentication with {part.authentication.algorithm} in RGOS, only with MD5"


def _services(one: Interface) -> Iterator[str]:
    if one.mpls:
        yield "no source shows the MPLS commands of RGOS, so none are written"
    if one.management:
        yield "RGOS guards its services with lists on the terminal lines, not by interface"
    if one.isis is not None and one.isis.secret is not None:
        yield "IS-IS with HMAC-MD5 needs a key chain, which no source shows for RGOS"
    directions = [(binding.version, binding.direction) for binding in one.acls]
    if len(set(directions)) != len(directions):
        yield "an interface has one list a direction and IP version"
    for group in one.vrrp:
        for why in _vrrp(group):
            yield f"VRRP group {group.number}: {why}"


def _vrrp(group: VrrpGroup) -> Iterator[str]:
    if not group.addresses:
        yield "there is no group without an address"
    if any(address.version != group.version for address in group.addresses):
        yield "the addresses are not of the group's IP version"
    elif group.version == 6 and group.addresses and not _LINK_LOCAL.contains(group.addresses[0]):
        yield "RGOS wants the link-local address first"
