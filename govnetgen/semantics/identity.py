"""What makes an item of a list the same item in two configurations."""

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import Any

from govnetgen.model.device.aaa import LocalUser, RadiusServer, TacacsServer
from govnetgen.model.device.acl import Acl, AclBinding, AclRule
from govnetgen.model.device.bgp import BgpVrf, Neighbor, NeighborFamily, Origination
from govnetgen.model.device.dhcp import DhcpPool
from govnetgen.model.device.firewall import (
    AddressGroup,
    AddressObject,
    PolicyRule,
    ServiceGroup,
    ServiceObject,
    ServiceTerm,
    Zone,
)
from govnetgen.model.device.interface import Interface
from govnetgen.model.device.ipsec import IpsecTunnel, TrafficSelector
from govnetgen.model.device.isis import IsisProcess
from govnetgen.model.device.nat import DestinationNat, NatPool, SourceNat, StaticNat
from govnetgen.model.device.ntp import NtpKey, NtpServer
from govnetgen.model.device.ospf import InterfaceOspf, OspfArea, OspfProcess
from govnetgen.model.device.prefix_list import PrefixList, PrefixRule
from govnetgen.model.device.redistribution import Redistribution
from govnetgen.model.device.snmp import SnmpGroup, SnmpTrapHost, SnmpUser, SnmpView
from govnetgen.model.device.spanning_tree import BridgePriority, MstInstance
from govnetgen.model.device.static_route import StaticRoute
from govnetgen.model.device.syslog import SyslogServer
from govnetgen.model.device.vlan import Vlan
from govnetgen.model.device.vrf import Vrf
from govnetgen.model.device.vrrp import VrrpGroup


def _server(item: SyslogServer | NtpServer | SnmpTrapHost | TacacsServer | RadiusServer) -> str:
    return str(item.address) if item.vrf is None else f"{item.address} vrf {item.vrf}"


def _route(item: StaticRoute) -> str:
    way = "discard" if item.discard else str(item.next_hop)
    return f"{item.prefix} via {way}" + ("" if item.vrf is None else f" vrf {item.vrf}")


def _versioned(item: Any) -> str:
    return f"{item.name}" if item.version == 4 else f"{item.name} ipv6"


def _source(item: Redistribution) -> str:
    return str(item.source) if item.process is None else f"{item.source} {item.process}"


def _term(item: ServiceTerm) -> str:
    return str(item.protocol) if item.ports is None else f"{item.protocol}/{item.ports}"


_NAMED = (
    *(Vrf, Interface, DhcpPool, LocalUser, SnmpView, SnmpGroup, SnmpUser, IpsecTunnel),
    *(Zone, AddressObject, AddressGroup, ServiceObject, ServiceGroup, PolicyRule),
    *(NatPool, SourceNat, StaticNat, DestinationNat),
)

_IDENTITIES: Mapping[type, Callable[[Any], str]] = {
    **{kind: attrgetter("name") for kind in _NAMED},
    Vlan: lambda one: str(one.number),
    InterfaceOspf: lambda one: f"{one.process} v{one.version}",
    VrrpGroup: lambda one: f"{one.number} ipv{one.version}",
    AclBinding: lambda one: f"{one.direction} ipv{one.version}",
    PrefixList: _versioned,
    PrefixRule: lambda one: str(one.sequence),
    Acl: _versioned,
    AclRule: lambda one: str(one.sequence),
    StaticRoute: _route,
    OspfProcess: lambda one: f"{one.number} v{one.version}",
    OspfArea: lambda one: str(one.number),
    Redistribution: _source,
    IsisProcess: lambda one: str(one.number),
    Neighbor: lambda one: str(one.address),
    NeighborFamily: lambda one: str(one.family),
    Origination: lambda one: str(one.family),
    BgpVrf: lambda one: one.vrf,
    ServiceTerm: _term,
    TrafficSelector: lambda one: f"{one.local} to {one.remote}",
    TacacsServer: _server,
    RadiusServer: _server,
    NtpKey: lambda one: str(one.number),
    NtpServer: _server,
    SyslogServer: _server,
    SnmpTrapHost: _server,
    MstInstance: lambda one: str(one.number),
    BridgePriority: lambda one: str(one.instance),
}


def is_item(kind: type) -> bool:
    """Tell whether values of a dataclass stand in lists, and so have an identity."""
    return kind in _IDENTITIES


def identity(item: object) -> str:
    """Return the text that tells an item from others of its list: its number, its address, or else its name."""
    return _IDENTITIES[type(item)](item)


def by_identity(items: Iterable[object]) -> dict[str, Any]:
    """Return items by identity, in order; a second one with the same identity is told apart by ``#2``."""
    found: dict[str, Any] = {}
    seen: dict[str, int] = {}
    for item in items:
        key = identity(item)
        seen[key] = seen.get(key, 0) + 1
        found[key if seen[key] == 1 else f"{key} #{seen[key]}"] = item
    return found
