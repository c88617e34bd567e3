"""``Network``: what an inventory says, resolved: references checked, patterns expanded, nothing addressed yet.

Names of things are the inventory's own keys; they are the stable identities that the ledger is kept by.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from govnetgen.model.network.baseline import (
    AaaBaseline,
    Baseline,
    NtpBaseline,
    SnmpBaseline,
    SshBaseline,
    SyslogBaseline,
    UserBaseline,
)
from govnetgen.model.network.plan import VLAN_IDS, VPN_NUMBERS, AddressClass, Plan, Pool
from govnetgen.model.network.policy import (
    AddressSet,
    HostAddress,
    NamedHost,
    Policy,
    PublishedServer,
    Rule,
    Service,
    SourceTranslation,
    StaticTranslation,
    Zone,
)
from govnetgen.model.network.routing import Igp, Routing, VpnTransport
from govnetgen.model.network.topology import Device, External, Hardware, Link, LinkEnd, LinkKind, Role, Site
from govnetgen.model.network.unit import AccessClass, Topology, Unit, UnitVlan, Vpn

__all__ = [
    "VLAN_IDS",
    "VPN_NUMBERS",
    "AaaBaseline",
    "AccessClass",
    "AddressClass",
    "AddressSet",
    "Baseline",
    "Device",
    "External",
    "Hardware",
    "HostAddress",
    "Igp",
    "Link",
    "LinkEnd",
    "LinkKind",
    "NamedHost",
    "Network",
    "NetworkKind",
    "NtpBaseline",
    "Plan",
    "Policy",
    "Pool",
    "PublishedServer",
    "Role",
    "Routing",
    "Rule",
    "Service",
    "Site",
    "SnmpBaseline",
    "SourceTranslation",
    "SshBaseline",
    "StaticTranslation",
    "SyslogBaseline",
    "Topology",
    "Unit",
    "UnitVlan",
    "UserBaseline",
    "Vpn",
    "VpnTransport",
    "Zone",
]


class NetworkKind(StrEnum):
    """What a network is (电子政务外网, 政务内网, 政务专网, 公众信息服务网)."""

    EXTRANET = "extranet"
    INTRANET = "intranet"
    PRIVATE_NET = "private_net"
    PUBLIC_PORTAL_NET = "public_portal_net"


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """A whole network. Mappings keep the inventory's order; nothing may depend on it."""

    name: str
    title: str
    kind: NetworkKind
    region: str
    asn: int
    tiers: tuple[str, ...]
    routing: Routing
    baseline: Baseline
    plan: Plan
    sites: Mapping[str, Site]
    hardware: Mapping[str, Hardware]
    devices: Mapping[str, Device]
    links: Mapping[str, Link]
    units: Mapping[str, Unit]
    vpns: Mapping[str, Vpn]
    policy: Policy
    folder: str = ""
    isolated_from: tuple[str, ...] = ()
    """Other networks, by the names of their folders beside this one's."""
    named_hosts: tuple[NamedHost, ...] = field(default=(), compare=False)
