"""What VRP cannot express is said, each with its reason; and nothing is said of what it can."""

import re
from dataclasses import replace

import pytest
from platforms.huawei_vrp.examples import AGGREGATION_SWITCH, DATA_CENTRE_LEAF, PROVIDER_EDGE

from govnetgen.model.address import Address, InterfaceAddress, NumberRange, Prefix
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.aaa import Aaa, LocalUser, LoginMethod, RadiusServer, TacacsServer
from govnetgen.model.device.acl import Acl, AclBinding, AclRule, Direction, Protocol
from govnetgen.model.device.bgp import Bgp, BgpVrf, Family, Neighbor, NeighborFamily, Origination
from govnetgen.model.device.dhcp import Dhcp, DhcpPool
from govnetgen.model.device.interface import AccessPort, Aggregate, Interface, LagMember, ManagementService, TrunkPort
from govnetgen.model.device.isis import InterfaceIsis, IsisProcess
from govnetgen.model.device.mpls import Mpls
from govnetgen.model.device.ntp import Ntp, NtpAlgorithm, NtpKey
from govnetgen.model.device.ospf import InterfaceOspf, OspfAlgorithm, OspfArea, OspfAuthentication, OspfProcess
from govnetgen.model.device.prefix_list import PrefixList
from govnetgen.model.device.redistribution import Redistribution, RouteSource
from govnetgen.model.device.spanning_tree import (
    MstRegion,
    PortSpanningTree,
    SpanningTree,
    SpanningTreeMode,
)
from govnetgen.model.device.static_route import StaticRoute
from govnetgen.model.device.system import System
from govnetgen.model.device.vlan import Vlan
from govnetgen.model.device.vrf import Vrf
from govnetgen.model.device.vrrp import VrrpGroup
from govnetgen.model.secret import Secret
from govnetgen.platforms.huawei_vrp import PLATFORM
from govnetgen.platforms.huawei_vrp.acl_filters import LAST

address, prefix, subnet = Address.parse, Prefix.parse, InterfaceAddress.parse
ROUTER = address("10.0.0.1")
KEY = Secret("key")


def device(*interfaces: Interface, system: System | None = None, **features: object) -> DeviceConfig:
    """A device with nothing but what is asked for."""
    return DeviceConfig(system=system or System(hostname="X"), interfaces=interfaces, **features)  # type: ignore[arg-type]  # a test's shorthand


def ospf(member: InterfaceOspf, **process: object) -> DeviceConfig:
    """A device with an interface in OSPF."""
    one = OspfProcess(number=1, version=member.version, router_id=ROUTER, **process)  # type: ignore[arg-type]  # a test's shorthand
    return device(Interface(name="vlan-10", ospf=(member,)), ospf=(one,))


def bgp(**facts: object) -> DeviceConfig:
    """A device with BGP."""
    return device(bgp=Bgp(asn=65001, router_id=ROUTER, **facts))  # type: ignore[arg-type]  # a test's shorthand


def radius(*servers: str, **facts: object) -> Aaa:
    """Accounts with RADIUS servers."""
    found = tuple(RadiusServer(address=address(one), secret=KEY) for one in servers)
    return Aaa(radius=found, **facts)  # type: ignore[arg-type]  # a test's shorthand


def port(**facts: object) -> DeviceConfig:
    """A device with one port."""
    return device(Interface(name="ge-0/0/1", **facts))  # type: ignore[arg-type]  # a test's shorthand


RULE = AclRule(sequence=5, permit=True)
DIGEST = OspfAuthentication(key=1, algorithm=OspfAlgorithm.MD5, secret=KEY)
FOREIGN = replace(DIGEST, secret=Secret("$9$x", "9"))
ROUTES = Redistribution(source=RouteSource.BGP)

CASES = [
    ("s", device(system=System(hostname="two words")), "blanks"),
    ("s", device(vlans=(Vlan(number=2, name="x" * 32),)), "at most 31"),
    ("s", device(vrfs=(Vrf(name="x" * 32),)), "at most 31"),
    ("s", device(Interface(name="ge-0/0/1", description="x" * 243)), "at most 242"),
    ("s", device(system=System(hostname="X", banner='say "no"')), "quotation mark"),
    ("s", device(system=System(hostname="X", banner="trailing ")), "blanks at the end"),
    ("s", device(aaa=Aaa()), "without accounts and servers"),
    ("ce", device(aaa=Aaa(users=(LocalUser(name="u", privilege=7, secret=KEY),))), r"\[0, 1, 2, 15\]"),
    ("s", device(aaa=Aaa(users=(LocalUser(name="u", privilege=1, secret=Secret("x", "9")),))), "notation '9'"),
    ("s", device(aaa=radius("10.0.0.9", "10.0.0.9")), "an address once"),
    ("ce", device(aaa=radius("10.0.0.9")), "the form of this family"),
    ("s", device(aaa=radius("10.0.0.9", source_interface="vlan-10")), "has none"),
    ("s", device(aaa=radius("10.0.0.9", login=())), "asked of somebody"),
    (
        "s",
        device(
            aaa=Aaa(
                tacacs=tuple(TacacsServer(address=ROUTER, secret=Secret(one)) for one in "ab"),
                login=(LoginMethod.TACACS,),
            )
        ),
        "one key",
    ),
    ("s", device(ntp=Ntp()), "nothing to write"),
    (
        "s",
        device(ntp=Ntp(keys=(NtpKey(number=1, algorithm=NtpAlgorithm.MD5, secret=Secret("a b")),))),
        "without blanks",
    ),
    ("s", device(vlans=(Vlan(number=1),)), "unasked"),
    (
        "s",
        device(spanning_tree=SpanningTree(mode=SpanningTreeMode.RSTP, region=MstRegion(name="r"))),
        "only MSTP has regions",
    ),
    ("usg", device(spanning_tree=SpanningTree(mode=SpanningTreeMode.RSTP)), "no manual"),
    (
        "s",
        port(switchport=AccessPort(vlan=1), spanning_tree=PortSpanningTree(bpdu_guard=True)),
        "guards all edge ports",
    ),
    (
        "s",
        device(
            *(
                Interface(
                    name=f"ge-0/0/{one}",
                    switchport=AccessPort(vlan=1),
                    spanning_tree=PortSpanningTree(edge=True, bpdu_guard=one == 1),
                )
                for one in (1, 2)
            )
        ),
        "guards all edge ports",
    ),
    ("s", port(spanning_tree=PortSpanningTree()), "unasked"),
    ("s", device(dhcp=Dhcp()), "without pools"),
    ("s", device(dhcp=Dhcp(pools=(DhcpPool(name="p", network=prefix("2001:db8::/64"), gateway=ROUTER),))), "IPv6"),
    ("ne", device(dhcp=Dhcp(pools=(DhcpPool(name="p", network=prefix("10.0.0.0/24"), gateway=ROUTER),))), "broadband"),
    ("ne", device(Interface(name="ge-1/0/0", dhcp_server=True)), "broadband"),
    ("s", device(vrfs=(Vrf(name="A", imports=("1:1",)),)), "only behind a route distinguisher"),
    ("s", device(vrfs=(Vrf(name="A", route_distinguisher="1:1", ipv4=False),)), "none is on"),
    ("s", device(Interface(name="null-0")), "NULL0"),
    ("s", device(Interface(name="port-1")), "no such port"),
    ("usg", device(Interface(name="ge-0/0/0")), "the management port"),
    ("s", port(description=" x"), "a blank"),
    ("s", device(Interface(name="loopback-0", enabled=False)), "shut down"),
    ("s", port(vlan=10), "a subinterface"),
    ("s", device(Interface(name="lag-1")), "is an aggregate"),
    (
        "s",
        device(
            Interface(name="lag-1", aggregate=Aggregate(lacp=False)),
            Interface(name="ge-0/0/1", lag=LagMember(number=1, lacp=True)),
        ),
        "says otherwise",
    ),
    ("s", device(Interface(name="vlan-10", switchport=AccessPort(vlan=10))), "only ports and Eth-Trunks"),
    ("s", port(switchport=AccessPort(vlan=10), addresses=(subnet("10.0.0.1/24"),)), "neither addresses"),
    ("s", port(switchport=AccessPort(vlan=10), mtu=9000), "no IP MTU"),
    ("s", port(switchport=TrunkPort(vlans=(NumberRange(1, 10),))), "VLAN 1 untagged"),
    ("s", port(switchport=TrunkPort(vlans=(NumberRange(2, 10),), native=11)), "native VLAN"),
    ("s", port(addresses=(subnet("fe80::1/10"),)), "link-local"),
    ("s", port(vrrp=(VrrpGroup(number=1, version=6, addresses=(address("2001:db8::1"),)),)), "link-local"),
    ("s", port(vrrp=(VrrpGroup(number=1, addresses=()),)), "no address"),
    ("s", port(ospf=(InterfaceOspf(process=7, area=0),)), "no OSPF process 7"),
    ("s", port(isis=InterfaceIsis(process=7)), "no IS-IS process 7"),
    ("s", ospf(InterfaceOspf(process=1, area=0, version=3, authentication=DIGEST)), "HMAC-SHA256 only"),
    ("s", ospf(InterfaceOspf(process=1, area=0, authentication=FOREIGN)), "notation '9'"),
    ("s", port(mpls=True), "MPLS is off"),
    ("ce", device(mpls=Mpls(lsr_id=ROUTER)), "no MPLS"),
    ("s", port(dhcp_relay=(address("2001:db8::1"),)), "IPv6 servers"),
    ("s", port(dhcp_relay=(ROUTER,), dhcp_server=True), "itself or relays"),
    ("s", port(management=(ManagementService.SSH,)), "only a firewall"),
    (
        "s",
        port(acls=(AclBinding(name="A", direction=Direction.IN), AclBinding(name="B", direction=Direction.IN))),
        "one list",
    ),
    ("ne", port(acls=(AclBinding(name="a" * 32, direction=Direction.IN),)), "more than 31"),
    ("s", device(acls=(Acl(name="3000", source_only=True),)), "2000 to 2999"),
    ("s", device(acls=(Acl(name="9lives"),)), "begins with a letter"),
    ("usg", device(acls=(Acl(name="ipsec-a"),)), "kept for tunnels"),
    ("s", device(acls=(Acl(name="A", rules=(replace(RULE, sequence=9), RULE)),)), "order of their numbers"),
    ("s", device(acls=(Acl(name="A", rules=(replace(RULE, sequence=LAST, permit=False),)),)), "closes lists"),
    (
        "s",
        device(acls=(Acl(name="A", source_only=True, rules=(replace(RULE, protocol=Protocol.TCP),)),)),
        "sources only",
    ),
    ("s", device(acls=(Acl(name="A", rules=(replace(RULE, source_port=NumberRange(1, 2)),)),)), "TCP and UDP"),
    ("s", device(acls=(Acl(name="A", version=6, rules=(replace(RULE, protocol=Protocol.ICMP),)),)), "other IP version"),
    (
        "s",
        device(acls=(Acl(name="A", version=6, rules=(replace(RULE, source=prefix("10.0.0.0/8")),)),)),
        "another IP version",
    ),
    ("s", device(prefix_lists=(PrefixList(name="P"),)), "by its entries"),
    ("s", device(static_routes=(StaticRoute(prefix=prefix("10.0.0.0/8")),)), "to nowhere"),
    ("s", device(static_routes=(StaticRoute(prefix=prefix("::/0"), next_hop=ROUTER),)), "another IP version"),
    ("s", ospf(InterfaceOspf(process=1, area=0), areas=(OspfArea(number=0, no_summary=True),)), "stub areas"),
    (
        "s",
        ospf(InterfaceOspf(process=1, area=0), areas=(OspfArea(number=0, ranges=(prefix("::/0"),)),)),
        "another IP version",
    ),
    ("s", ospf(InterfaceOspf(process=1, area=0), redistribute=(replace(ROUTES, process=65001),)), "BGP of this device"),
    (
        "s",
        ospf(InterfaceOspf(process=1, area=0), redistribute=(Redistribution(source=RouteSource.OSPF),)),
        "to be said",
    ),
    ("s", device(isis=(IsisProcess(number=1, network_entity="49"),)), "network entity"),
    ("s", bgp(cluster_id=ROUTER), "there is none"),
    ("s", bgp(origination=(Origination(family=Family.IPV4, redistribute=(ROUTES,)),)), "from itself"),
    ("s", bgp(origination=(Origination(family=Family.VPNV4, networks=(prefix("10.0.0.0/8"),)),)), "VPN instances only"),
    (
        "s",
        bgp(
            neighbors=(
                Neighbor(address=address("2001:db8::1"), remote_as=1, families=(NeighborFamily(family=Family.VPNV4),)),
            )
        ),
        "IPv6 unicast only",
    ),
    ("s", bgp(vrfs=(BgpVrf(vrf="A", neighbors=(Neighbor(address=ROUTER, remote_as=1),)),)), "nothing else"),
]


@pytest.mark.parametrize(("family", "held", "why"), CASES)
def test_what_cannot_be_expressed_is_said(family: str, held: DeviceConfig, why: str) -> None:
    found = PLATFORM.inexpressible(held, PLATFORM.dialect(family))
    assert any(re.search(why, one.why) for one in found), [one.why for one in found]


@pytest.mark.parametrize(
    ("family", "held"), [("s", AGGREGATION_SWITCH), ("ne", PROVIDER_EDGE), ("ce", DATA_CENTRE_LEAF)]
)
def test_what_can_be_expressed_is_not(family: str, held: DeviceConfig) -> None:
    assert PLATFORM.inexpressible(held, PLATFORM.dialect(family)) == ()
