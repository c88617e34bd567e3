"""A core switch of an extranet in both releases: what an engineer would compare with a device."""

from collections.abc import Callable
from pathlib import Path

import pytest

from govnetgen.configtree import parse_tree
from govnetgen.model.address import Address, AddressRange, InterfaceAddress, NumberRange, Prefix
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.aaa import Aaa, LocalUser, LoginMethod, TacacsServer
from govnetgen.model.device.acl import Acl, AclBinding, AclRule, Direction, Protocol
from govnetgen.model.device.bgp import Bgp, BgpVrf, Family, Neighbor, NeighborFamily, Origination
from govnetgen.model.device.dhcp import Dhcp, DhcpPool
from govnetgen.model.device.interface import AccessPort, Aggregate, Interface, LagMember, TrunkPort, UrpfMode
from govnetgen.model.device.lldp import Lldp
from govnetgen.model.device.ntp import Ntp, NtpAlgorithm, NtpKey, NtpServer
from govnetgen.model.device.order import in_order
from govnetgen.model.device.ospf import (
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
from govnetgen.model.device.spanning_tree import BridgePriority, PortSpanningTree, SpanningTree, SpanningTreeMode
from govnetgen.model.device.ssh import Ssh
from govnetgen.model.device.static_route import StaticRoute
from govnetgen.model.device.syslog import LogLevel, Syslog, SyslogServer
from govnetgen.model.device.system import System, Timezone
from govnetgen.model.device.vlan import Vlan
from govnetgen.model.device.vrf import Vrf
from govnetgen.model.device.vrrp import VrrpGroup
from govnetgen.model.secret import Secret
from govnetgen.platforms.ruijie_rgos import PLATFORM
from govnetgen.render import Renderer

HERE = Path(__file__).parent
address, prefix, subnet = Address.parse, Prefix.parse, InterfaceAddress.parse


def backbone(cost: int, *, passive: bool = False) -> tuple[InterfaceOspf, ...]:
    """An interface of area 0, in both versions of OSPF."""
    if passive:
        return tuple(InterfaceOspf(process=1, area=0, version=version, passive=True) for version in (2, 3))
    key = OspfAuthentication(key=1, algorithm=OspfAlgorithm.MD5, secret=Secret("ospf"))
    return (
        InterfaceOspf(process=1, area=0, cost=cost, point_to_point=True, authentication=key),
        InterfaceOspf(process=1, area=0, version=3, cost=cost, point_to_point=True),
    )


def gateway(vlan: int, unit: str, ipv4: str, ipv6: str) -> Interface:
    """A unit's VLAN interface with its virtual gateways."""
    own, own6 = subnet(ipv4), subnet(ipv6)
    return Interface(
        name=f"vlan-{vlan}",
        description=unit,
        addresses=(own, own6),
        ospf=tuple(InterfaceOspf(process=1, area=10, version=version, passive=True) for version in (2, 3)),
        vrrp=(
            VrrpGroup(number=vlan, addresses=(own.prefix.host(-2),), priority=120, preempt_delay_s=60),
            VrrpGroup(number=vlan, version=6, addresses=(address(f"fe80::{vlan}"), own6.prefix.host(1)), priority=120),
        ),
        dhcp_relay=(address("10.41.0.53"),),
        acls=(AclBinding(name="UNIT-IN", direction=Direction.IN),),
        urpf=UrpfMode.STRICT,
    )


INTERFACES = (
    Interface(
        name="100ge-0/49",
        description="大连-出口-01 100ge-0/1",
        addresses=(subnet("10.40.0.1/31"), subnet("2001:db8:2102:ffff::1/127")),
        ospf=backbone(10),
    ),
    Interface(name="10ge-0/1", description="to DL-CORE-02", lag=LagMember(number=1)),
    Interface(name="10ge-0/2", description="to DL-CORE-02", lag=LagMember(number=1)),
    Interface(name="10ge-0/3", description="to ZS-AGG-01", lag=LagMember(number=2)),
    Interface(name="10ge-0/4", description="to ZS-AGG-01", lag=LagMember(number=2)),
    Interface(
        name="lag-1",
        description="DL-CORE-02",
        aggregate=Aggregate(),
        addresses=(subnet("10.40.0.4/31"),),
        ospf=backbone(20)[:1],
    ),
    Interface(
        name="lag-2",
        description="ZS-AGG-01",
        aggregate=Aggregate(),
        switchport=TrunkPort(vlans=(NumberRange(99, 99), NumberRange(101, 102)), native=99),
        spanning_tree=PortSpanningTree(root_guard=True),
    ),
    Interface(
        name="ge-0/5",
        description="monitoring probe",
        switchport=AccessPort(vlan=99),
        spanning_tree=PortSpanningTree(edge=True, bpdu_guard=True),
    ),
    Interface(name="ge-0/6", enabled=False, switchport=AccessPort(vlan=1)),
    Interface(name="ge-0/7"),
    Interface(name="ge-0/7.300", vrf="POLICE", vlan=300, addresses=(subnet("10.60.0.1/30"),)),
    gateway(101, "市财政局-办公", "10.32.1.2/24", "2001:db8:2102:101::2/64"),
    gateway(102, "市水务局-办公", "10.32.2.2/24", "2001:db8:2102:102::2/64"),
    Interface(
        name="loopback-0",
        addresses=(subnet("10.40.8.1/32"), subnet("2001:db8:2102:fffe::1/128")),
        ospf=backbone(1, passive=True),
    ),
    Interface(name="mgmt-0", vrf="MGMT", addresses=(subnet("192.168.88.11/24"),)),
    Interface(
        name="vlan-99",
        description="management of access switches",
        addresses=(subnet("10.41.9.1/24"),),
        dhcp_server=True,
    ),
)

ACLS = (
    Acl(
        name="MANAGEMENT",
        source_only=True,
        rules=(
            AclRule(sequence=10, permit=True, source=prefix("10.41.0.0/24")),
            AclRule(sequence=20, permit=True, source=prefix("192.168.88.5/32")),
        ),
    ),
    Acl(
        name="MANAGEMENT6",
        version=6,
        source_only=True,
        rules=(AclRule(sequence=10, permit=True, source=prefix("2001:db8:2102:fffd::/64")),),
    ),
    Acl(
        name="UNIT-IN",
        rules=(
            AclRule(sequence=10, permit=False, protocol=Protocol.TCP, destination_port=NumberRange(445, 445)),
            AclRule(
                sequence=20,
                permit=True,
                protocol=Protocol.TCP,
                source=prefix("10.32.0.0/13"),
                destination=prefix("10.41.0.80/32"),
                destination_port=NumberRange(80, 80),
            ),
            AclRule(sequence=30, permit=True, protocol=Protocol.UDP, source_port=NumberRange(1024, 65535)),
            AclRule(sequence=40, permit=True, source=prefix("10.32.0.0/13")),
        ),
    ),
)

CORE = in_order(
    DeviceConfig(
        system=System(
            hostname="DL-CORE-01",
            banner="*****************************\n* 未经授权禁止访问！No entry! *\n*****************************",
            timezone=Timezone("Beijing", 480),
        ),
        aaa=Aaa(
            users=(LocalUser(name="netadmin", privilege=15, secret=Secret("netadmin")),),
            tacacs=(
                TacacsServer(address=address("10.41.0.11"), secret=Secret("tacacs")),
                TacacsServer(address=address("10.41.0.12"), secret=Secret("tacacs")),
            ),
            login=(LoginMethod.TACACS, LoginMethod.LOCAL),
            source_interface="loopback-0",
        ),
        ssh=Ssh(acl="MANAGEMENT", acl6="MANAGEMENT6", idle_timeout_minutes=5, netconf=True),
        ntp=Ntp(
            servers=(
                NtpServer(address=address("10.41.0.123"), key=1),
                NtpServer(address=address("10.41.0.124"), key=1),
            ),
            keys=(NtpKey(number=1, algorithm=NtpAlgorithm.MD5, secret=Secret("ntp")),),
            authenticate=True,
            source_interface="loopback-0",
        ),
        syslog=Syslog(
            servers=(SyslogServer(address=address("10.41.0.14")),),
            source_interface="loopback-0",
            level=LogLevel.NOTIFICATIONS,
        ),
        snmp=Snmp(
            views=(SnmpView(name="monitoring", oid="iso"),),
            groups=(SnmpGroup(name="nms", read_view="monitoring", notify_view="monitoring", acl="MANAGEMENT"),),
            users=(
                SnmpUser(
                    name="nms",
                    group="nms",
                    authentication=SnmpAuthentication.SHA,
                    authentication_secret=Secret("snmp-auth"),
                    privacy=SnmpPrivacy.AES128,
                    privacy_secret=Secret("snmp-priv"),
                ),
            ),
            trap_hosts=(SnmpTrapHost(address=address("10.41.0.15"), user="nms"),),
            source_interface="loopback-0",
            location="Dalian, government data centre, row 3",
        ),
        lldp=Lldp(),
        vlans=(Vlan(number=99, name="management"), Vlan(number=101), Vlan(number=102), Vlan(number=200)),
        spanning_tree=SpanningTree(mode=SpanningTreeMode.RSTP, priorities=(BridgePriority(instance=0, priority=4096),)),
        vrfs=(
            Vrf(name="MGMT"),
            Vrf(name="POLICE", route_distinguisher="65001:30", imports=("65001:30",), exports=("65001:30",)),
        ),
        interfaces=INTERFACES,
        dhcp=Dhcp(
            pools=(
                DhcpPool(
                    name="access",
                    network=prefix("10.41.9.0/24"),
                    gateway=address("10.41.9.1"),
                    dns_servers=(address("10.41.0.53"), address("10.41.0.54")),
                    excluded=(
                        AddressRange(address("10.41.9.1"), address("10.41.9.20")),
                        AddressRange(address("10.41.9.254"), address("10.41.9.254")),
                    ),
                ),
            )
        ),
        prefix_lists=(
            PrefixList(
                name="UNITS",
                rules=(PrefixRule(sequence=5, permit=True, prefix=prefix("10.32.0.0/13"), at_most=24),),
            ),
        ),
        acls=ACLS,
        static_routes=(
            StaticRoute(prefix=prefix("0.0.0.0/0"), next_hop=address("192.168.88.1"), vrf="MGMT"),
            StaticRoute(prefix=prefix("10.32.0.0/13"), discard=True, distance=250),
            StaticRoute(prefix=prefix("2001:db8:2102::/48"), discard=True, distance=250),
        ),
        ospf=(
            OspfProcess(
                number=1,
                router_id=address("10.40.8.1"),
                areas=(OspfArea(number=0), OspfArea(number=10, ranges=(prefix("10.32.0.0/13"),))),
                redistribute=(Redistribution(source=RouteSource.STATIC),),
                default_route=DefaultRoute.WHEN_KNOWN,
                reference_bandwidth_mbps=100000,
            ),
            OspfProcess(
                number=1, version=3, router_id=address("10.40.8.1"), areas=(OspfArea(number=0), OspfArea(number=10))
            ),
        ),
        bgp=Bgp(
            asn=65001,
            router_id=address("10.40.8.1"),
            origination=(Origination(family=Family.IPV4, networks=(prefix("10.32.0.0/13"),)),),
            neighbors=(
                Neighbor(
                    address=address("10.40.0.0"),
                    remote_as=65000,
                    description="province",
                    secret=Secret("bgp-province"),
                    families=(NeighborFamily(family=Family.IPV4, prefix_list_out="UNITS"),),
                ),
            ),
            vrfs=(
                BgpVrf(
                    vrf="POLICE",
                    origination=(
                        Origination(family=Family.IPV4, redistribute=(Redistribution(source=RouteSource.CONNECTED),)),
                    ),
                    neighbors=(
                        Neighbor(
                            address=address("10.60.0.2"),
                            remote_as=65030,
                            families=(NeighborFamily(family=Family.IPV4),),
                        ),
                    ),
                ),
            ),
        ),
    )
)


@pytest.mark.parametrize("name", PLATFORM.dialects)
def test_core_switch(name: str, golden: Callable[[Path, str], None]) -> None:
    dialect = PLATFORM.dialect(name)
    assert PLATFORM.inexpressible(CORE, dialect) == ()
    text = Renderer().render(CORE, PLATFORM, dialect)
    golden(HERE / f"core.{name}.cfg", text)
    reading = PLATFORM.read(parse_tree(text, PLATFORM.syntax), dialect)
    assert reading.device == CORE
    assert reading.unread == ()
