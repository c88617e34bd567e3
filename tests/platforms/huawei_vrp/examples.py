"""Devices of an extranet as an engineer would configure them by hand: one of each family but firewalls."""

from govnetgen.model.address import Address, AddressRange, InterfaceAddress, NumberRange, Prefix
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.aaa import Aaa, LocalUser, LoginMethod, TacacsServer
from govnetgen.model.device.acl import Acl, AclBinding, AclRule, Direction, Protocol
from govnetgen.model.device.bgp import Bgp, BgpVrf, Family, Neighbor, NeighborFamily, Origination
from govnetgen.model.device.dhcp import Dhcp, DhcpPool
from govnetgen.model.device.interface import AccessPort, Aggregate, Interface, LagMember, TrunkPort, UrpfMode
from govnetgen.model.device.isis import InterfaceIsis, IsisProcess
from govnetgen.model.device.lldp import Lldp
from govnetgen.model.device.mpls import Mpls
from govnetgen.model.device.ntp import Ntp, NtpAlgorithm, NtpKey, NtpServer
from govnetgen.model.device.order import in_order
from govnetgen.model.device.ospf import (
    InterfaceOspf,
    OspfAlgorithm,
    OspfArea,
    OspfAuthentication,
    OspfProcess,
)
from govnetgen.model.device.prefix_list import PrefixList, PrefixRule
from govnetgen.model.device.redistribution import Redistribution, RouteSource
from govnetgen.model.device.snmp import (
    Snmp,
    SnmpAuthentication,
    SnmpGroup,
    SnmpPrivacy,
    SnmpTrapHost,
    SnmpUser,
    SnmpView,
)
from govnetgen.model.device.spanning_tree import (
    BridgePriority,
    MstInstance,
    MstRegion,
    PortSpanningTree,
    SpanningTree,
    SpanningTreeMode,
)
from govnetgen.model.device.ssh import Ssh
from govnetgen.model.device.static_route import StaticRoute
from govnetgen.model.device.syslog import LogLevel, Syslog, SyslogServer
from govnetgen.model.device.system import System, Timezone
from govnetgen.model.device.vlan import Vlan
from govnetgen.model.device.vrf import Vrf
from govnetgen.model.device.vrrp import VrrpGroup
from govnetgen.model.secret import Secret

address, prefix, subnet = Address.parse, Prefix.parse, InterfaceAddress.parse


def _system(hostname: str) -> System:
    banner = "Government extranet: authorised use only.\n仅限授权使用，所有操作均被记录。"
    return System(hostname=hostname, banner=banner, timezone=Timezone("BJ", 480))


def _aaa(source: str) -> Aaa:
    servers = ("10.84.6.15", "10.84.6.16")
    return Aaa(
        users=(LocalUser(name="netadmin", privilege=15, secret=Secret("netadmin")),),
        tacacs=tuple(TacacsServer(address=address(one), secret=Secret("tacacs")) for one in servers),
        login=(LoginMethod.TACACS, LoginMethod.LOCAL),
        source_interface=source,
    )


def _ntp(source: str) -> Ntp:
    return Ntp(
        servers=(NtpServer(address=address("10.84.6.10"), key=1), NtpServer(address=address("10.84.6.11"), key=1)),
        keys=(NtpKey(number=1, algorithm=NtpAlgorithm.HMAC_SHA256, secret=Secret("ntp")),),
        authenticate=True,
        source_interface=source,
    )


def _snmp(source: str) -> Snmp:
    return Snmp(
        views=(SnmpView(name="monitoring", oid="iso"),),
        groups=(SnmpGroup(name="monitoring", read_view="monitoring", notify_view="monitoring", acl="management"),),
        users=(
            SnmpUser(
                name="monitor",
                group="monitoring",
                authentication=SnmpAuthentication.SHA256,
                authentication_secret=Secret("snmp-auth"),
                privacy=SnmpPrivacy.AES128,
                privacy_secret=Secret("snmp-priv"),
            ),
        ),
        trap_hosts=(SnmpTrapHost(address=address("10.84.6.14"), user="monitor"),),
        source_interface=source,
        contact="noc@example.cn",
        location="Dalian, 市信息中心",
    )


def _syslog(source: str) -> Syslog:
    return Syslog(
        servers=(SyslogServer(address=address("10.84.6.12")),), source_interface=source, level=LogLevel.INFORMATIONAL
    )


_MANAGEMENT = Acl(
    name="management",
    source_only=True,
    rules=(AclRule(sequence=10, permit=True, source=prefix("10.84.6.0/25")),),
)
_MANAGEMENT6 = Acl(
    name="management6",
    version=6,
    source_only=True,
    rules=(AclRule(sequence=10, permit=True, source=prefix("2001:db8:2110:c0::/64")),),
)
_EDGE = PortSpanningTree(edge=True, bpdu_guard=True)


def _vlans(*numbers: int) -> tuple[NumberRange, ...]:
    return tuple(NumberRange(one, one) for one in numbers)


def _access(name: str, vlan: int, description: str) -> Interface:
    return Interface(name=name, description=description, switchport=AccessPort(vlan=vlan), spanning_tree=_EDGE)


def _office_rules() -> tuple[AclRule, ...]:
    web = NumberRange(443, 443)
    return (
        AclRule(sequence=10, permit=False, protocol=Protocol.TCP, destination_port=NumberRange(135, 139)),
        AclRule(
            sequence=20, permit=True, protocol=Protocol.TCP, destination=prefix("10.84.0.10/32"), destination_port=web
        ),
        AclRule(sequence=30, permit=True, source=prefix("10.112.0.0/23")),
    )


def _backbone() -> tuple[InterfaceOspf, ...]:
    key = OspfAuthentication(key=1, algorithm=OspfAlgorithm.HMAC_SHA256, secret=Secret("ospf"))
    member = InterfaceOspf(process=1, area=0, cost=100, point_to_point=True, authentication=key)
    return (member, InterfaceOspf(process=1, area=0, version=3, cost=100, point_to_point=True))


def _passive(area: int = 0) -> tuple[InterfaceOspf, ...]:
    return tuple(InterfaceOspf(process=1, area=area, version=version, passive=True) for version in (2, 3))


AGGREGATION_SWITCH = in_order(
    DeviceConfig(
        system=_system("DL-XG-AGG-01"),
        aaa=_aaa("loopback-0"),
        ssh=Ssh(acl="management", acl6="management6", idle_timeout_minutes=5, netconf=True),
        ntp=_ntp("loopback-0"),
        syslog=_syslog("loopback-0"),
        snmp=_snmp("loopback-0"),
        lldp=Lldp(),
        vlans=(
            Vlan(number=10, name="office"),
            Vlan(number=20, name="exchange"),
            *(Vlan(number=number) for number in (*range(100, 131), 201, 203, 205, 207, 209, 211, 213, 215, 217)),
        ),
        spanning_tree=SpanningTree(
            mode=SpanningTreeMode.MSTP,
            region=MstRegion(
                name="xigang",
                revision=1,
                instances=(
                    MstInstance(number=1, vlans=_vlans(10, 20)),
                    MstInstance(number=2, vlans=(NumberRange(100, 130),)),
                ),
            ),
            priorities=(BridgePriority(instance=0, priority=4096), BridgePriority(instance=1, priority=0)),
        ),
        vrfs=(
            Vrf(
                name="shuiwu",
                route_distinguisher="64700:3011",
                imports=("64700:3011",),
                exports=("64700:3011",),
                ipv6=True,
            ),
        ),
        interfaces=(
            _access("ge-0/0/1", 10, "税务局 三楼"),
            _access("ge-0/0/2", 20, "exchange host"),
            Interface(name="ge-0/0/3", enabled=False, switchport=AccessPort(vlan=1)),
            Interface(
                name="ge-0/0/24",
                description="to DL-XG-ACC-02",
                switchport=TrunkPort(
                    vlans=(NumberRange(10, 10), NumberRange(20, 20), NumberRange(100, 130)), native=10
                ),
                spanning_tree=PortSpanningTree(root_guard=True),
            ),
            Interface(
                name="lag-1",
                description="to DL-XG-AGG-02",
                switchport=TrunkPort(vlans=(NumberRange(10, 10), NumberRange(20, 20))),
                aggregate=Aggregate(lacp=True, min_links=1),
            ),
            *(
                Interface(name=f"10ge-0/0/{port}", description="member of lag-1", lag=LagMember(number=1))
                for port in (1, 2)
            ),
            Interface(
                name="10ge-0/0/3",
                description="to DL-CORE-01",
                mtu=1600,
                addresses=(subnet("10.0.16.1/31"), subnet("2001:db8:2000:1::1/127")),
                ospf=_backbone(),
            ),
            Interface(
                name="10ge-0/0/3.3011",
                description="to DL-CORE-01, VPN shuiwu",
                vlan=3011,
                vrf="shuiwu",
                addresses=(subnet("10.0.34.69/31"),),
                ospf=(InterfaceOspf(process=3011, area=0),),
            ),
            Interface(
                name="vlan-10",
                description="office gateway",
                addresses=(subnet("10.112.0.2/24"), subnet("10.112.1.2/24"), subnet("2001:db8:2140:880::2/64")),
                vrrp=(
                    VrrpGroup(number=1, addresses=(address("10.112.0.1"),), priority=120, preempt_delay_s=60),
                    VrrpGroup(number=2, version=6, addresses=(address("fe80::1"), address("2001:db8:2140:880::1"))),
                ),
                ospf=_passive(),
                dhcp_server=True,
                acls=(AclBinding(name="office-in", direction=Direction.IN),),
                urpf=UrpfMode.STRICT,
            ),
            Interface(
                name="vlan-20",
                vrf="shuiwu",
                addresses=(subnet("10.198.0.2/24"),),
                ospf=(InterfaceOspf(process=3011, area=0, passive=True),),
                dhcp_relay=(address("10.198.64.5"), address("10.198.64.6")),
            ),
            Interface(name="loopback-0", addresses=(subnet("10.0.0.22/32"),), ospf=_passive()[:1]),
            Interface(name="mgmt-0", addresses=(subnet("192.168.0.22/24"),)),
        ),
        dhcp=Dhcp(
            pools=(
                DhcpPool(
                    name="office",
                    network=prefix("10.112.0.0/24"),
                    gateway=address("10.112.0.1"),
                    dns_servers=(address("10.84.0.2"), address("10.84.0.3")),
                    excluded=(AddressRange(address("10.112.0.2"), address("10.112.0.20")),),
                ),
            )
        ),
        acls=(_MANAGEMENT, _MANAGEMENT6, Acl(name="office-in", rules=_office_rules())),
        static_routes=(
            StaticRoute(prefix=prefix("10.112.0.0/16"), discard=True, distance=250, description="summary"),
            StaticRoute(prefix=prefix("0.0.0.0/0"), vrf="shuiwu", next_hop=address("10.198.0.254")),
            StaticRoute(prefix=prefix("2001:db8:2140::/44"), discard=True),
        ),
        ospf=(
            OspfProcess(
                number=1,
                router_id=address("10.0.0.22"),
                areas=(OspfArea(number=0, ranges=(prefix("10.112.0.0/16"),)),),
                redistribute=(Redistribution(source=RouteSource.STATIC),),
                reference_bandwidth_mbps=100000,
            ),
            OspfProcess(number=1, version=3, router_id=address("10.0.0.22"), areas=(OspfArea(number=0),)),
            OspfProcess(number=3011, vrf="shuiwu", router_id=address("10.0.0.22"), areas=(OspfArea(number=0),)),
        ),
    )
)
"""An aggregation switch with offices below it: S dialect."""


def _core(name: str, left: str, description: str) -> Interface:
    return Interface(
        name=name,
        description=description,
        mtu=9000,
        addresses=(subnet(left), subnet("2001:db8:2000:1::" + left.split(".")[3].split("/")[0] + "/127")),
        isis=InterfaceIsis(process=1, point_to_point=True, cost=100, ipv6=True, secret=Secret("isis")),
        mpls=True,
        urpf=UrpfMode.LOOSE,
    )


def _reflector(host: str) -> Neighbor:
    return Neighbor(
        address=address(host),
        remote_as=64700,
        description="route reflector",
        source_interface="loopback-0",
        secret=Secret("bgp"),
        families=(NeighborFamily(family=Family.VPNV4), NeighborFamily(family=Family.VPNV6)),
    )


PROVIDER_EDGE = in_order(
    DeviceConfig(
        system=_system("DL-CORE-PE-01"),
        aaa=_aaa("loopback-0"),
        ssh=Ssh(acl="management", netconf=True),
        ntp=_ntp("loopback-0"),
        syslog=_syslog("loopback-0"),
        snmp=_snmp("loopback-0"),
        lldp=Lldp(),
        vrfs=(
            Vrf(name="gongan", route_distinguisher="64700:3003", imports=("64700:3003",), exports=("64700:3003",)),
            Vrf(
                name="shuiwu",
                route_distinguisher="64700:3011",
                imports=tuple(f"64700:{number}" for number in range(3011, 3021)),
                exports=("64700:3011",),
                ipv6=True,
            ),
        ),
        interfaces=(
            Interface(name="lag-1", description="to DL-CORE-PE-02", aggregate=Aggregate(lacp=True, min_links=2)),
            Interface(name="100ge-1/0/0", lag=LagMember(number=1)),
            Interface(name="100ge-1/0/1", lag=LagMember(number=1)),
            _core("100ge-1/0/2", "10.0.16.0/31", "to DL-CORE-P-01"),
            _core("100ge-1/0/3", "10.0.16.2/31", "to DL-CORE-P-02"),
            Interface(name="ge-2/0/0", description="to 公安局"),
            Interface(
                name="ge-2/0/0.3003",
                vlan=3003,
                vrf="gongan",
                addresses=(subnet("10.0.35.0/31"),),
                acls=(AclBinding(name="from-gongan", direction=Direction.IN),),
            ),
            Interface(
                name="ge-2/0/1",
                description="to 税务局",
                vrf="shuiwu",
                addresses=(subnet("10.0.35.2/31"), subnet("2001:db8:2000:35::2/127")),
            ),
            Interface(name="ge-2/0/2", enabled=False),
            Interface(
                name="loopback-0",
                addresses=(subnet("10.0.0.1/32"), subnet("2001:db8:2000::1/128")),
                isis=InterfaceIsis(process=1, passive=True, ipv6=True),
            ),
            Interface(name="mgmt-0", vrf="gongan", addresses=(subnet("192.168.0.1/24"),)),
        ),
        prefix_lists=(
            PrefixList(
                name="from-shuiwu",
                rules=(
                    PrefixRule(sequence=10, permit=True, prefix=prefix("10.198.0.0/16"), at_least=20, at_most=24),
                    PrefixRule(sequence=20, permit=False, prefix=prefix("0.0.0.0/0"), at_most=32),
                ),
            ),
            PrefixList(
                name="from-shuiwu",
                version=6,
                rules=(PrefixRule(sequence=10, permit=True, prefix=prefix("2001:db8:2140::/44"), at_most=64),),
            ),
        ),
        acls=(
            _MANAGEMENT,
            Acl(name="from-gongan", rules=(AclRule(sequence=10, permit=True, source=prefix("10.197.0.0/16")),)),
        ),
        static_routes=(StaticRoute(prefix=prefix("10.197.0.0/16"), vrf="gongan", next_hop=address("10.0.35.1")),),
        isis=(IsisProcess(number=1, network_entity="49.0411.0100.0000.0001.00", ipv6=True),),
        mpls=Mpls(lsr_id=address("10.0.0.1")),
        bgp=Bgp(
            asn=64700,
            router_id=address("10.0.0.1"),
            neighbors=(_reflector("10.0.0.11"), _reflector("10.0.0.12")),
            vrfs=(
                BgpVrf(
                    vrf="gongan",
                    origination=(
                        Origination(
                            family=Family.IPV4,
                            redistribute=(
                                Redistribution(source=RouteSource.CONNECTED),
                                Redistribution(source=RouteSource.STATIC),
                            ),
                        ),
                    ),
                ),
                BgpVrf(
                    vrf="shuiwu",
                    origination=(Origination(family=Family.IPV4, networks=(prefix("10.0.35.2/31"),)),),
                    neighbors=(
                        Neighbor(
                            address=address("10.0.35.3"),
                            remote_as=65011,
                            description="税务局 CE",
                            secret=Secret("bgp-shuiwu"),
                            families=(NeighborFamily(family=Family.IPV4, prefix_list_in="from-shuiwu"),),
                        ),
                        Neighbor(
                            address=address("2001:db8:2000:35::3"),
                            remote_as=65011,
                            families=(NeighborFamily(family=Family.IPV6, prefix_list_in="from-shuiwu"),),
                        ),
                    ),
                ),
            ),
        ),
    )
)
"""A provider edge router of an MPLS L3VPN: NE dialect."""

DATA_CENTRE_LEAF = in_order(
    DeviceConfig(
        system=_system("DL-DC-LEAF-01"),
        aaa=Aaa(users=(LocalUser(name="netadmin", privilege=15, secret=Secret("netadmin")),)),
        ssh=Ssh(netconf=True),
        lldp=Lldp(),
        vlans=(Vlan(number=30), Vlan(number=31)),
        spanning_tree=SpanningTree(mode=SpanningTreeMode.RSTP),
        interfaces=(
            Interface(name="10ge-1/0/1", switchport=AccessPort(vlan=30), spanning_tree=PortSpanningTree(edge=True)),
            Interface(
                name="10ge-1/0/2", switchport=TrunkPort(vlans=(NumberRange(1, 1), NumberRange(30, 31)), native=1)
            ),
            Interface(name="10ge-1/0/3", switchport=AccessPort(vlan=1)),
            Interface(
                name="40ge-1/0/1",
                description="to DL-DC-SPINE-01",
                addresses=(subnet("10.0.20.1/31"),),
                acls=(
                    AclBinding(name="servers", direction=Direction.IN),
                    AclBinding(name="servers", direction=Direction.IN, version=6),
                ),
                urpf=UrpfMode.LOOSE,
            ),
            Interface(
                name="vlan-30",
                addresses=(subnet("10.84.0.2/24"),),
                vrrp=(VrrpGroup(number=30, addresses=(address("10.84.0.1"),), preempt_delay_s=20),),
                dhcp_relay=(address("10.84.6.20"),),
            ),
            Interface(name="mgmt-0", addresses=(subnet("192.168.0.31/24"),)),
        ),
        acls=tuple(
            Acl(
                name="servers",
                version=version,
                rules=(
                    AclRule(sequence=5, permit=True, protocol=Protocol.TCP, destination_port=NumberRange(22, 22)),
                    AclRule(sequence=10, permit=True, protocol=Protocol.UDP, source_port=NumberRange(53, 53)),
                ),
            )
            for version in (4, 6)
        ),
    )
)
"""A leaf of a data centre: CE dialect."""
