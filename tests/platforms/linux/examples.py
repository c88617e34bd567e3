"""A router and a firewall as an engineer would set them up by hand."""

from govnetgen.model.address import Address, AddressRange, InterfaceAddress, NumberRange, Prefix
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.aaa import Aaa, LocalUser, LoginMethod, RadiusServer, TacacsServer
from govnetgen.model.device.acl import Acl, AclBinding, AclRule, Direction, Protocol
from govnetgen.model.device.bgp import Bgp, BgpVrf, Family, Neighbor, NeighborFamily, Origination
from govnetgen.model.device.dhcp import Dhcp, DhcpPool
from govnetgen.model.device.firewall import (
    AddressGroup,
    AddressObject,
    Firewall,
    PolicyRule,
    ServiceGroup,
    ServiceObject,
    ServiceTerm,
    Zone,
)
from govnetgen.model.device.interface import (
    AccessPort,
    Aggregate,
    Interface,
    LagMember,
    ManagementService,
    TrunkPort,
    UrpfMode,
)
from govnetgen.model.device.ipsec import Ipsec, IpsecTunnel, TrafficSelector
from govnetgen.model.device.isis import InterfaceIsis, IsisProcess
from govnetgen.model.device.lldp import Lldp
from govnetgen.model.device.mpls import Mpls
from govnetgen.model.device.nat import DestinationNat, Nat, NatPool, SourceNat, StaticNat
from govnetgen.model.device.ntp import Ntp, NtpAlgorithm, NtpKey, NtpServer
from govnetgen.model.device.order import in_order
from govnetgen.model.device.ospf import (
    AreaKind,
    DefaultRoute,
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

address, prefix, on = Address.parse, Prefix.parse, InterfaceAddress.parse


def _ospf(process: int, area: int, **more: object) -> InterfaceOspf:
    return InterfaceOspf(process=process, area=area, **more)  # type: ignore[arg-type]  # plain keywords of a test


_KEY = OspfAuthentication(key=1, algorithm=OspfAlgorithm.MD5, secret=Secret("ospf"))
_MANAGERS = Acl(
    name="MGMT",
    source_only=True,
    rules=(
        AclRule(sequence=5, permit=True, source=prefix("10.40.9.0/24")),
        AclRule(sequence=10, permit=True, source=prefix("10.40.10.7/32")),
    ),
)

ROUTER = in_order(
    DeviceConfig(
        system=System(
            hostname="dl-agg-zhongshan-1",
            banner="****************\n\n  未经授权禁止访问！\n****************",
            timezone=Timezone("BJ", 480),
        ),
        aaa=Aaa(
            users=(LocalUser(name="netops", privilege=15, secret=Secret("netops")),),
            tacacs=(
                TacacsServer(address=address("10.40.9.11"), secret=Secret("tacacs")),
                TacacsServer(address=address("10.40.9.12"), secret=Secret("tacacs"), port=4949),
            ),
            login=(LoginMethod.TACACS, LoginMethod.LOCAL),
            source_interface="loopback-0",
        ),
        ssh=Ssh(acl="MGMT", idle_timeout_minutes=10, netconf=True),
        ntp=Ntp(
            servers=(NtpServer(address=address("10.40.9.21"), key=1), NtpServer(address=address("10.40.9.22"))),
            keys=(NtpKey(number=1, algorithm=NtpAlgorithm.MD5, secret=Secret("ntp")),),
            authenticate=True,
            source_interface="loopback-0",
        ),
        syslog=Syslog(
            servers=(SyslogServer(address=address("10.40.9.31")),),
            source_interface="loopback-0",
            level=LogLevel.INFORMATIONAL,
        ),
        snmp=Snmp(
            views=(SnmpView(name="monitoring", oid="iso"),),
            groups=(SnmpGroup(name="nms", read_view="monitoring", notify_view="monitoring", acl="MGMT"),),
            users=(
                SnmpUser(
                    name="nmsuser",
                    group="nms",
                    authentication=SnmpAuthentication.SHA256,
                    authentication_secret=Secret("snmp-auth"),
                    privacy=SnmpPrivacy.AES128,
                    privacy_secret=Secret("snmp-priv"),
                ),
            ),
            trap_hosts=(SnmpTrapHost(address=address("10.40.9.41"), user="nmsuser"),),
            source_interface="loopback-0",
            contact="大连市大数据中心",
            location="中山区汇聚机房",
        ),
        lldp=Lldp(enabled=True),
        vlans=(Vlan(number=100, name="中山区公安分局"), Vlan(number=101), Vlan(number=102)),
        spanning_tree=SpanningTree(
            mode=SpanningTreeMode.MSTP,
            region=MstRegion(
                name="dalian", instances=(MstInstance(number=1, vlans=(NumberRange(100, 101), NumberRange(200, 200))),)
            ),
            priorities=(BridgePriority(instance=0, priority=4096), BridgePriority(instance=1, priority=8192)),
        ),
        vrfs=(
            Vrf(
                name="police",
                route_distinguisher="65000:3001",
                imports=("65000:3001", "65000:3009"),
                exports=("65000:3001",),
            ),
            Vrf(
                name="exchange",
                route_distinguisher="65000:3002",
                imports=("65000:3002",),
                exports=("65000:3002",),
                ipv6=True,
            ),
        ),
        interfaces=(
            Interface(
                name="10ge-0/1",
                description="to dl-core-1 10GE1/0/1",
                mtu=9000,
                addresses=(on("10.40.0.1/31"), on("2001:db8:0:1::1/64")),
                ospf=(
                    _ospf(1, 0, cost=10, point_to_point=True, authentication=_KEY),
                    _ospf(1, 0, version=3, point_to_point=True),
                ),
                isis=InterfaceIsis(process=1, point_to_point=True, cost=10, ipv6=True, secret=Secret("isis")),
                mpls=True,
            ),
            Interface(name="10ge-0/2", description="lag-1 member", lag=LagMember(number=1)),
            Interface(name="10ge-0/3", lag=LagMember(number=1)),
            Interface(
                name="10ge-0/4",
                description="中山区公安分局",
                switchport=AccessPort(vlan=100),
                spanning_tree=PortSpanningTree(edge=True, bpdu_guard=True),
            ),
            Interface(name="10ge-0/5", enabled=False),
            Interface(name="10ge-0/6"),
            Interface(
                name="10ge-0/6.3002",
                vlan=3002,
                vrf="exchange",
                addresses=(on("10.60.0.1/30"), on("2001:db8:60::1/64")),
                ospf=(_ospf(3002, 1), _ospf(3002, 1, version=3)),
            ),
            Interface(
                name="lag-1",
                aggregate=Aggregate(lacp=True, min_links=1),
                switchport=TrunkPort(vlans=(NumberRange(100, 102),), native=102),
            ),
            Interface(
                name="vlan-100",
                vrf="police",
                addresses=(on("10.32.1.2/24"), on("10.32.2.2/24")),
                ospf=(_ospf(3001, 1, passive=True),),
                vrrp=(VrrpGroup(number=1, addresses=(address("10.32.1.1"),), priority=120),),
                dhcp_relay=(address("10.40.9.51"), address("10.40.9.52")),
                urpf=UrpfMode.LOOSE,
                acls=(AclBinding(name="办公网", direction=Direction.IN),),
            ),
            Interface(name="vlan-101", addresses=(on("10.33.1.1/24"),), dhcp_server=True, urpf=UrpfMode.STRICT),
            Interface(
                name="loopback-0",
                addresses=(on("10.40.8.1/32"), on("2001:db8::1/128")),
                ospf=(_ospf(1, 0, passive=True),),
                isis=InterfaceIsis(process=1, passive=True),
            ),
            Interface(name="loopback-1", vrf="police", addresses=(on("10.32.0.1/32"),)),
            Interface(name="mgmt-0", addresses=(on("192.168.10.5/24"),)),
        ),
        dhcp=Dhcp(
            pools=(
                DhcpPool(
                    name="floor-1",
                    network=prefix("10.33.1.0/24"),
                    gateway=address("10.33.1.1"),
                    dns_servers=(address("10.40.9.53"),),
                    excluded=(
                        AddressRange(address("10.33.1.1"), address("10.33.1.9")),
                        AddressRange(address("10.33.1.100"), address("10.33.1.100")),
                    ),
                ),
            )
        ),
        prefix_lists=(
            PrefixList(
                name="police-in",
                rules=(
                    PrefixRule(sequence=10, permit=True, prefix=prefix("10.32.0.0/16"), at_least=20, at_most=24),
                    PrefixRule(sequence=20, permit=False, prefix=prefix("0.0.0.0/0"), at_most=32),
                ),
            ),
            PrefixList(
                name="v6", version=6, rules=(PrefixRule(sequence=5, permit=True, prefix=prefix("2001:db8::/32")),)
            ),
        ),
        acls=(
            _MANAGERS,
            Acl(
                name="办公网",
                rules=(
                    AclRule(sequence=5, permit=True, protocol=Protocol.OSPF),
                    AclRule(
                        sequence=10,
                        permit=True,
                        protocol=Protocol.TCP,
                        source=prefix("10.32.1.0/24"),
                        destination=prefix("10.40.9.0/24"),
                        destination_port=NumberRange(8000, 8080),
                    ),
                    AclRule(sequence=20, permit=False, destination=prefix("10.40.0.0/16")),
                    AclRule(sequence=30, permit=True),
                ),
            ),
        ),
        static_routes=(
            StaticRoute(prefix=prefix("0.0.0.0/0"), next_hop=address("192.168.10.1"), distance=250),
            StaticRoute(prefix=prefix("10.32.0.0/16"), discard=True, vrf="police", description="汇总"),
            StaticRoute(prefix=prefix("2001:db8:60::/48"), discard=True, vrf="exchange"),
        ),
        ospf=(
            OspfProcess(
                number=1,
                router_id=address("10.40.8.1"),
                areas=(OspfArea(number=0), OspfArea(number=1, kind=AreaKind.STUB, no_summary=True)),
                redistribute=(Redistribution(source=RouteSource.STATIC),),
                default_route=DefaultRoute.WHEN_KNOWN,
                reference_bandwidth_mbps=100000,
            ),
            OspfProcess(number=1, version=3, router_id=address("10.40.8.1"), areas=(OspfArea(number=0),)),
            OspfProcess(
                number=3001,
                vrf="police",
                router_id=address("10.40.8.1"),
                areas=(OspfArea(number=1, ranges=(prefix("10.32.0.0/16"),)),),
                redistribute=(Redistribution(source=RouteSource.BGP, process=65000),),
            ),
            OspfProcess(number=3002, vrf="exchange", router_id=address("10.40.8.1"), areas=(OspfArea(number=1),)),
            OspfProcess(
                number=3002, version=3, vrf="exchange", router_id=address("10.40.8.1"), areas=(OspfArea(number=1),)
            ),
        ),
        isis=(IsisProcess(number=1, network_entity="49.0001.0100.4000.8001.00", ipv6=True),),
        mpls=Mpls(lsr_id=address("10.40.8.1")),
        bgp=Bgp(
            asn=65000,
            router_id=address("10.40.8.1"),
            cluster_id=address("10.40.8.1"),
            origination=(
                Origination(
                    family=Family.IPV4,
                    networks=(prefix("10.40.8.0/23"),),
                    redistribute=(Redistribution(source=RouteSource.OSPF, process=1),),
                ),
            ),
            neighbors=(
                Neighbor(
                    address=address("10.40.8.3"),
                    remote_as=65000,
                    description="dl-core-1",
                    source_interface="loopback-0",
                    secret=Secret("bgp"),
                    families=(
                        NeighborFamily(family=Family.VPNV4, reflector_client=True),
                        NeighborFamily(family=Family.VPNV6, next_hop_self=True),
                    ),
                ),
            ),
            vrfs=(
                BgpVrf(
                    vrf="police",
                    origination=(
                        Origination(
                            family=Family.IPV4,
                            redistribute=(
                                Redistribution(source=RouteSource.CONNECTED),
                                Redistribution(source=RouteSource.OSPF, process=3001),
                            ),
                        ),
                    ),
                    neighbors=(
                        Neighbor(
                            address=address("10.32.1.9"),
                            remote_as=65101,
                            multihop=2,
                            families=(NeighborFamily(family=Family.IPV4, prefix_list_in="police-in"),),
                        ),
                    ),
                ),
            ),
        ),
    )
)
"""An aggregation router: OSPF, IS-IS, MPLS, BGP with VPNs, VLANs, VRRP, DHCP."""

_TCP, _UDP = Protocol.TCP, Protocol.UDP

FIREWALL = in_order(
    DeviceConfig(
        system=System(hostname="dl-exit-1", timezone=Timezone("CST", 480)),
        aaa=Aaa(
            users=(LocalUser(name="netops", privilege=15, secret=Secret("$6$salt$hash", "hash")),),
            radius=(RadiusServer(address=address("10.40.9.13"), secret=Secret("radius")),),
            login=(LoginMethod.RADIUS, LoginMethod.LOCAL),
        ),
        ssh=Ssh(acl="MGMT"),
        vrfs=(Vrf(name="police", route_distinguisher="65000:3001", imports=("65000:3001",), exports=("65000:3001",)),),
        interfaces=(
            Interface(name="ge-0/1", description="电信出口", addresses=(on("198.51.100.2/29"),), urpf=UrpfMode.LOOSE),
            Interface(
                name="ge-0/2",
                description="to dl-core-1",
                addresses=(on("10.40.0.9/31"), on("2001:db8:0:9::1/64")),
                ospf=(_ospf(1, 0, point_to_point=True),),
                management=(ManagementService.PING, ManagementService.SSH, ManagementService.SNMP),
            ),
            Interface(name="ge-0/3", addresses=(on("10.50.0.1/24"), on("2001:db8:50::1/64"))),
            Interface(name="ge-0/4"),
            Interface(name="ge-0/4.3001", vlan=3001, vrf="police", addresses=(on("10.32.9.1/30"),)),
            Interface(name="loopback-0", addresses=(on("10.40.8.9/32"),), ospf=(_ospf(1, 0, passive=True),)),
        ),
        acls=(_MANAGERS,),
        static_routes=(StaticRoute(prefix=prefix("0.0.0.0/0"), next_hop=address("198.51.100.1")),),
        ospf=(
            OspfProcess(
                number=1,
                router_id=address("10.40.8.9"),
                areas=(OspfArea(number=0),),
                default_route=DefaultRoute.ALWAYS,
            ),
        ),
        firewall=Firewall(
            zones=(
                Zone(name="backbone", priority=85, interfaces=("ge-0/2",)),
                Zone(name="dmz", priority=50, interfaces=("ge-0/3",)),
                Zone(name="internet", priority=5, interfaces=("ge-0/1",)),
                Zone(name="公安", priority=80, interfaces=("ge-0/4.3001",)),
                Zone(name="heartbeat", priority=95),
            ),
            address_objects=(
                AddressObject(
                    name="offices",
                    members=(
                        prefix("10.32.0.0/13"),
                        prefix("10.48.3.7/32"),
                        AddressRange(address("10.48.4.1"), address("10.48.4.20")),
                        prefix("10.48.8.0/24"),
                        prefix("2001:db8:2102::/48"),
                    ),
                    description="全市各单位办公网",
                ),
                AddressObject(name="web", members=(prefix("10.50.0.10/32"), prefix("2001:db8:50::10/128"))),
                AddressObject(name="政务云", members=(prefix("10.51.0.0/16"),)),
                AddressObject(name="retired"),
            ),
            address_groups=(AddressGroup(name="servers", members=("web", "政务云")),),
            service_objects=(
                ServiceObject(
                    name="http",
                    terms=(
                        ServiceTerm(protocol=_TCP, ports=NumberRange(80, 80)),
                        ServiceTerm(protocol=_TCP, ports=NumberRange(443, 443)),
                    ),
                ),
                ServiceObject(
                    name="dns",
                    terms=(
                        ServiceTerm(protocol=_TCP, ports=NumberRange(53, 53)),
                        ServiceTerm(protocol=_UDP, ports=NumberRange(53, 53)),
                    ),
                ),
                ServiceObject(name="ping", terms=(ServiceTerm(protocol=Protocol.ICMP),)),
                ServiceObject(
                    name="high",
                    terms=(ServiceTerm(protocol=_TCP, ports=NumberRange(400, 65535)), ServiceTerm(protocol=_UDP)),
                ),
            ),
            service_groups=(ServiceGroup(name="browsing", members=("http", "dns")),),
            rules=(
                PolicyRule(
                    name="services-out",
                    permit=True,
                    source_zones=("local",),
                    destination_zones=("backbone",),
                    services=("dns", "ping"),
                ),
                PolicyRule(
                    name="managers",
                    permit=True,
                    source_zones=("backbone",),
                    destination_zones=("local",),
                    sources=("政务云",),
                    log=True,
                ),
                PolicyRule(
                    name="publish",
                    permit=True,
                    source_zones=("backbone", "internet"),
                    destination_zones=("dmz",),
                    destinations=("servers",),
                    services=("http",),
                    log=True,
                    description="对外服务",
                ),
                PolicyRule(
                    name="办公上网",
                    permit=True,
                    source_zones=("backbone", "公安"),
                    destination_zones=("internet", "local"),
                    sources=("offices", "retired"),
                    services=("browsing", "high"),
                ),
                PolicyRule(name="deny-all", permit=False, log=True),
            ),
        ),
        nat=Nat(
            pools=(NatPool(name="telecom", addresses=AddressRange(address("198.51.100.3"), address("198.51.100.4"))),),
            source=(
                SourceNat(
                    name="no-nat",
                    source_zones=("backbone",),
                    destination_zones=("internet",),
                    destinations=("政务云",),
                    exempt=True,
                ),
                SourceNat(
                    name="offices",
                    source_zones=("backbone",),
                    destination_zones=("internet",),
                    sources=("offices",),
                    pool="telecom",
                ),
                SourceNat(name="rest", destination_zones=("internet",)),
            ),
            static=(
                StaticNat(
                    name="police-map", inside=prefix("10.32.9.0/24"), outside=prefix("172.20.9.0/24"), zone="backbone"
                ),
                StaticNat(
                    name="mail", inside=prefix("10.50.0.25/32"), outside=prefix("198.51.100.5/32"), zone="internet"
                ),
            ),
            destination=(
                DestinationNat(
                    name="portal",
                    outside=address("198.51.100.6"),
                    inside=address("10.50.0.10"),
                    zone="internet",
                    protocol=_TCP,
                    outside_port=443,
                    inside_port=8443,
                ),
                DestinationNat(
                    name="whole", outside=address("198.51.100.7"), inside=address("10.50.0.11"), zone="internet"
                ),
            ),
        ),
        ipsec=Ipsec(
            tunnels=(
                IpsecTunnel(
                    name="zhuanghe",
                    interface="ge-0/1",
                    peer=address("203.0.113.9"),
                    secret=Secret("ipsec-zhuanghe"),
                    selectors=(TrafficSelector(local=prefix("10.32.0.0/13"), remote=prefix("10.47.0.0/16")),),
                ),
            )
        ),
    )
)
"""An exit firewall: zones, policy, translation both ways, a tunnel."""

EXAMPLES = {"router": ROUTER, "firewall": FIREWALL}
