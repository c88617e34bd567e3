"""``Network``: what an inventory says, resolved: references checked, patterns expanded, nothing addressed yet.

Names of things are the inventory's own keys; they are the stable identities that the ledger is kept by.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from govnetgen.diagnostics import Location
from govnetgen.model.address import Address, AddressRange, InterfaceAddress, NumberRange, Prefix
from govnetgen.model.device.aaa import LoginMethod
from govnetgen.model.device.firewall import ServiceTerm
from govnetgen.model.device.ipsec import IpsecTunnel
from govnetgen.model.device.ntp import NtpAlgorithm
from govnetgen.model.device.snmp import SnmpAuthentication, SnmpPrivacy
from govnetgen.model.device.syslog import LogLevel
from govnetgen.model.device.system import Timezone
from govnetgen.model.secret import Secret

VLAN_IDS = NumberRange(100, 2999)
VPN_NUMBERS = NumberRange(3001, 3999)


class NetworkKind(StrEnum):
    """What a network is (电子政务外网, 政务内网, 政务专网, 公众信息服务网)."""

    EXTRANET = "extranet"
    INTRANET = "intranet"
    PRIVATE_NET = "private_net"
    PUBLIC_PORTAL_NET = "public_portal_net"


class AddressClass(StrEnum):
    """Who a block belongs to and where it may appear (地方电子政务外网技术参考手册 2.4)."""

    NATIONAL_COMMON = "national_common"
    LOCAL_COMMON = "local_common"
    DEPARTMENT = "department"
    INTERNET_REGISTERED = "internet_registered"


class Role(StrEnum):
    """A device's part. ``access`` switches are layer 2; all others route.

    ``gateway``: a unit's own router or firewall. ``exit``: firewall to the Internet. ``boundary``: firewall to another
    network of government. A unit without a gateway of its own has its gateway on the devices that it attaches to.
    """

    CORE = "core"
    AGGREGATION = "aggregation"
    ACCESS = "access"
    GATEWAY = "gateway"
    EXIT = "exit"
    BOUNDARY = "boundary"


class LinkKind(StrEnum):
    """``routed``: point to point, layer 3. ``trunk``: carries VLANs. ``heartbeat``: between two firewalls of a pair.

    ``external``: leads out of this inventory; its far end is a name only.
    """

    ROUTED = "routed"
    TRUNK = "trunk"
    HEARTBEAT = "heartbeat"
    EXTERNAL = "external"


class AccessClass(StrEnum):
    """How a unit uses the extranet (DB34/T 3607-2020): public zone, dedicated zone, and whose Internet exit."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Topology(StrEnum):
    """Who may talk in a VPN: everyone, or spokes with hubs only."""

    MESH = "mesh"
    HUB_AND_SPOKE = "hub_and_spoke"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """A block to give addresses out of.

    ``divide``: the levels it is divided along, tiers of sites first, then ``unit``, then ``vlan``. ``each``: instead,
    one prefix of ``length`` for each ``node`` (device that routes), ``link`` (routed), ``vpn_link`` (VPN on a link),
    ``external`` (link to another network that has no addresses of its own), or ``site:TIER``: a block delegated to
    whoever runs that site, who divides it in a plan of his own. ``zones``: whose VLANs it serves (for divided pools).
    """

    name: str
    prefix: Prefix
    address_class: AddressClass | None = None
    zones: tuple[str, ...] = ()
    divide: tuple[str, ...] = ()
    each: str | None = None
    length: int | None = None
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The IP plan as written. ``headroom`` is the number of spare bits at every level of a divided IPv4 pool."""

    pools: Mapping[str, Pool]
    headroom: int = 1
    vlan_ids: NumberRange = VLAN_IDS
    vpn_numbers: NumberRange = VPN_NUMBERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A node of the hierarchy.

    ``asn`` is of the network below it, where another operator runs that; ``operator`` says who, and is the parent's
    where the site does not say. ``fixed_blocks`` pin what is delegated to it.
    """

    name: str
    tier: str
    title: str = ""
    parent: str | None = None
    region: str | None = None
    asn: int | None = None
    operator: str = ""
    fixed_blocks: tuple[Prefix, ...] = ()
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hardware:
    """The ports of a model, as neutral names in the order they are taken, uplinks apart from edge ports.

    ``speeds``: megabits per second of each port. ``management`` is its out-of-band port.
    """

    name: str
    uplinks: tuple[str, ...]
    edge: tuple[str, ...] = ()
    management: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A device. ``pair`` names the redundant pair that it is one of. ``fixed_loopbacks`` are pins."""

    name: str
    role: Role
    site: str
    platform: str
    dialect: str
    hardware: str
    unit: str | None = None
    pair: str | None = None
    standby: bool = False
    fixed_loopbacks: tuple[Address, ...] = ()
    area: int | None = None
    description: str | None = None
    p2p_length: int = 31
    location: Location = field(compare=False)

    @property
    def is_firewall(self) -> bool:
        """Tell whether traffic between zones is filtered here."""
        return self.role in (Role.EXIT, Role.BOUNDARY, Role.GATEWAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkEnd:
    """One end: a device and, where they are named, its ports (several make an aggregate)."""

    device: str
    ports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class External:
    """The far side of an external link: who it is, where it is seen, and how routes are exchanged.

    ``addresses`` are ours on the link; where there are none the plan gives them, and the next ones to ``peers``.
    ``asn`` makes it eBGP, of which ``advertise`` goes out and ``accept`` comes in; otherwise ``default_route`` or
    ``routes`` point to ``peers`` statically. ``advertise_delegated`` and ``accept_delegated`` name blocks that are
    delegated, by (pool, site). ``vpn`` puts the link into that VPN's VRF.
    """

    name: str
    zone: str
    addresses: tuple[InterfaceAddress, ...]
    peers: tuple[Address, ...]
    asn: int | None = None
    secret: Secret | None = None
    default_route: bool = False
    routes: tuple[Prefix, ...] = ()
    advertise: tuple[Prefix, ...] = ()
    accept: tuple[Prefix, ...] = ()
    vrrp: tuple[Address, ...] = ()
    advertise_delegated: tuple[tuple[str, str], ...] = ()
    accept_delegated: tuple[tuple[str, str], ...] = ()
    vpn: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link. ``count`` parallel lines make an aggregate. ``far`` is None for external links."""

    name: str
    kind: LinkKind
    near: LinkEnd
    far: LinkEnd | None
    external: External | None = None
    medium: str = "dark_fiber"
    speed_mbps: int = 10000
    count: int = 1
    fixed: tuple[Prefix, ...] = ()
    mtu: int | None = None
    location: Location = field(compare=False)

    def ends(self) -> tuple[LinkEnd, ...]:
        """The ends that are devices of this network."""
        return (self.near,) if self.far is None else (self.near, self.far)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitVlan:
    """A VLAN of a unit. ``hosts`` sizes its subnet. ``vpn`` puts it into that VPN's VRF."""

    name: str
    zone: str
    hosts: int
    title: str = ""
    vpn: str | None = None
    number: int | None = None
    dhcp: bool = False
    dhcp_relay: tuple[Address, ...] = ()
    fixed: tuple[Prefix, ...] = ()
    fixed_gateways: tuple[Address, ...] = ()
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A department or other body that the network connects. ``attach`` names the devices that it connects to.

    ``gateways``: the devices that hold its VLANs' gateways; ``switches``: its own layer-2 devices.
    """

    name: str
    title: str
    site: str
    access_class: AccessClass
    title_en: str = ""
    kind: str = ""
    medium: str = "dark_fiber"
    attach: tuple[str, ...] = ()
    gateways: tuple[str, ...] = ()
    switches: tuple[str, ...] = ()
    vlans: tuple[UnitVlan, ...] = ()
    location: Location = field(compare=False)

    def vlan(self, name: str) -> UnitVlan:
        """Return a VLAN by name; raises KeyError."""
        for one in self.vlans:
            if one.name == name:
                return one
        raise KeyError(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vpn:
    """A VPN of a line of business. ``hubs`` are units. ``imports`` are other VPNs whose routes it takes in."""

    name: str
    title: str
    owner: str
    topology: Topology = Topology.MESH
    hubs: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()
    number: int | None = None
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A security zone, ``trust`` 1 to 100; routed links of the global table lie in the ``backbone`` one."""

    name: str
    trust: int
    title: str = ""
    backbone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HostAddress:
    """The address of a host: literal, or the ``host``-th of a unit's VLAN (negative from the end)."""

    address: Address | None = None
    unit: str = ""
    vlan: str = ""
    host: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressSet:
    """A named set of addresses in policy: prefixes, ranges, pools, units' VLANs of some zones, single hosts.

    ``own`` stands for the VLANs of the unit whose gateway the rule is on.
    """

    name: str
    prefixes: tuple[Prefix, ...] = ()
    ranges: tuple[AddressRange, ...] = ()
    pools: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    hosts: tuple[HostAddress, ...] = ()
    own: bool = False
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A named set of protocols and ports."""

    name: str
    terms: tuple[ServiceTerm, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule of policy, for the firewalls with a role in ``roles`` or named in ``devices``. Empty means any."""

    name: str
    permit: bool
    roles: tuple[Role, ...] = ()
    devices: tuple[str, ...] = ()
    from_zones: tuple[str, ...] = ()
    to_zones: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    log: bool = True
    description: str | None = None
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTranslation:
    """Many inside hosts share ``addresses``; None takes the outgoing interface's. ``exempt`` translates nothing."""

    name: str
    roles: tuple[Role, ...] = ()
    devices: tuple[str, ...] = ()
    from_zones: tuple[str, ...] = ()
    to_zones: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ()
    addresses: AddressRange | None = None
    exempt: bool = False
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class StaticTranslation:
    """A host or prefix that is seen as another in ``zone``, both ways. ``inside_vlan`` is ``unit/vlan``, or a host."""

    name: str
    zone: str
    outside: Prefix
    inside: Prefix | HostAddress | None = None
    inside_vlan: tuple[str, str] | None = None
    roles: tuple[Role, ...] = ()
    devices: tuple[str, ...] = ()
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedServer:
    """A service of an inside host that ``zone`` reaches at an outside address and port."""

    name: str
    zone: str
    outside: Address
    inside: HostAddress
    protocol: str
    outside_port: int
    inside_port: int
    roles: tuple[Role, ...] = ()
    devices: tuple[str, ...] = ()
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Zones, who may reach what through which boundary, and NAT. Rules are in order, first match wins."""

    zones: Mapping[str, Zone]
    address_sets: Mapping[str, AddressSet]
    services: Mapping[str, Service]
    rules: tuple[Rule, ...] = ()
    source_nat: tuple[SourceTranslation, ...] = ()
    static_nat: tuple[StaticTranslation, ...] = ()
    published: tuple[PublishedServer, ...] = ()
    tunnels: Mapping[str, tuple[IpsecTunnel, ...]] = field(default_factory=dict)
    """Site-to-site tunnels, by device."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NtpBaseline:
    """Time servers and the key that authenticates them."""

    servers: tuple[HostAddress, ...]
    key: int | None = None
    algorithm: NtpAlgorithm = NtpAlgorithm.HMAC_SHA256
    secret: Secret | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SyslogBaseline:
    """Log collectors."""

    servers: tuple[HostAddress, ...]
    level: LogLevel | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SnmpBaseline:
    """The monitoring user and where traps go."""

    user: str
    group: str
    authentication: SnmpAuthentication
    authentication_secret: Secret
    privacy: SnmpPrivacy
    privacy_secret: Secret
    trap_hosts: tuple[HostAddress, ...] = ()
    contact: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UserBaseline:
    """A local account on every device."""

    name: str
    privilege: int
    secret: Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class AaaBaseline:
    """Accounts and servers of authentication."""

    users: tuple[UserBaseline, ...]
    login: tuple[LoginMethod, ...] = (LoginMethod.LOCAL,)
    tacacs: tuple[HostAddress, ...] = ()
    tacacs_secret: Secret | None = None
    radius: tuple[HostAddress, ...] = ()
    radius_secret: Secret | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SshBaseline:
    """Who may manage devices: sets of policy or prefixes."""

    sources: tuple[Prefix, ...] = ()
    source_vlans: tuple[tuple[str, str], ...] = ()
    idle_timeout_minutes: int = 10
    netconf: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What every device of a network has in common; None is not configured."""

    banner: str | None = None
    timezone: Timezone | None = None
    ntp: NtpBaseline | None = None
    syslog: SyslogBaseline | None = None
    snmp: SnmpBaseline | None = None
    aaa: AaaBaseline | None = None
    ssh: SshBaseline | None = None
    lldp: bool = True


class Igp(StrEnum):
    """The interior routing protocol of the backbone."""

    OSPF = "ospf"
    ISIS = "isis"


class VpnTransport(StrEnum):
    """How VPNs cross the backbone: a VRF on every hop, or MPLS L3VPN (RFC 4364)."""

    VRF_LITE = "vrf_lite"
    MPLS = "mpls"


@dataclass(frozen=True, slots=True, kw_only=True)
class Routing:
    """How the network routes. ``secret`` authenticates the interior protocol with key number ``key``."""

    igp: Igp = Igp.OSPF
    vpn_transport: VpnTransport = VpnTransport.VRF_LITE
    secret: Secret | None = None
    key: int = 1
    bgp_secret: Secret | None = None
    reference_bandwidth_mbps: int = 100000
    preempt_delay_s: int = 60


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
