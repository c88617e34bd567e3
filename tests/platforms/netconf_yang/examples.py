"""A switch that takes NETCONF only, as a network engineer would want it."""

from typing import Any

from govnetgen.model.address import Address, InterfaceAddress, NumberRange, Prefix
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.aaa import Aaa, LocalUser, LoginMethod, RadiusServer, TacacsServer
from govnetgen.model.device.acl import Acl, AclBinding, AclRule, Direction, Protocol
from govnetgen.model.device.interface import AccessPort, Aggregate, Interface, LagMember, TrunkPort
from govnetgen.model.device.lldp import Lldp
from govnetgen.model.device.ntp import Ntp, NtpAlgorithm, NtpKey, NtpServer
from govnetgen.model.device.order import in_order
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
from govnetgen.model.secret import Secret

BANNER = """\
****************************
  未经授权禁止访问！ <logged>

****************************"""
_FIRST, _SECOND = Address.parse("10.32.0.10"), Address.parse("2001:db8::10")
_MANAGEMENT: dict[str, Any] = {
    "system": System(hostname="agg-zhongshan", banner=BANNER, timezone=Timezone("BJ", 480)),
    "aaa": Aaa(
        users=(LocalUser(name="netadmin", privilege=15, secret=Secret("netadmin")),),
        tacacs=(TacacsServer(address=_FIRST, secret=Secret("tacacs")),),
        radius=(RadiusServer(address=_SECOND, secret=Secret("radius"), authentication_port=1645, vrf="shuiwu"),),
        login=(LoginMethod.TACACS, LoginMethod.LOCAL),
        source_interface="loopback-0",
    ),
    "ssh": Ssh(acl="management", idle_timeout_minutes=5, netconf=True),
    "ntp": Ntp(
        servers=(NtpServer(address=_SECOND, key=1), NtpServer(address=_FIRST, vrf="shuiwu")),
        keys=(NtpKey(number=1, algorithm=NtpAlgorithm.HMAC_SHA256, secret=Secret("ntp")),),
        authenticate=True,
        source_interface="loopback-0",
    ),
    "syslog": Syslog(servers=(SyslogServer(address=_FIRST),), level=LogLevel.INFORMATIONAL),
    "snmp": Snmp(
        views=(SnmpView(name="all", oid="iso"),),
        groups=(SnmpGroup(name="monitoring", read_view="all", notify_view="all", acl="management"),),
        users=(
            SnmpUser(
                name="monitor",
                group="monitoring",
                authentication=SnmpAuthentication.SHA256,
                authentication_secret=Secret("snmp-auth"),
                privacy=SnmpPrivacy.AES128,
                privacy_secret=Secret("snmp-privacy"),
            ),
        ),
        trap_hosts=(SnmpTrapHost(address=_FIRST, user="monitor"),),
        contact="信息中心 & partners",
        location="机房 2",
    ),
    "lldp": Lldp(),
    "spanning_tree": SpanningTree(
        mode=SpanningTreeMode.MSTP,
        region=MstRegion(
            name="zhongshan",
            revision=3,
            instances=(MstInstance(number=1, vlans=(NumberRange(10, 10), NumberRange(20, 21))),),
        ),
        priorities=(BridgePriority(instance=0, priority=0), BridgePriority(instance=1, priority=61440)),
    ),
}

SWITCH = in_order(
    DeviceConfig(
        **_MANAGEMENT,
        vlans=(Vlan(number=10, name="office <税务局 & partners>"), Vlan(number=20), Vlan(number=21)),
        vrfs=(Vrf(name="shuiwu", route_distinguisher="65000:30", imports=("65000:30",), exports=("65000:30",)),),
        static_routes=(
            StaticRoute(prefix=Prefix.parse("0.0.0.0/0"), next_hop=Address.parse("10.40.8.2"), distance=250),
            StaticRoute(prefix=Prefix.parse("::/0"), next_hop=Address.parse("2001:db8::2")),
            StaticRoute(
                prefix=Prefix.parse("10.32.0.0/16"), discard=True, vrf="shuiwu", distance=254, description="税务"
            ),
        ),
        acls=(
            Acl(
                name="management",
                source_only=True,
                rules=(AclRule(sequence=10, permit=True, source=Prefix.parse("10.32.0.0/25")),),
            ),
            Acl(
                name="office-in",
                rules=(
                    AclRule(
                        sequence=5,
                        permit=True,
                        protocol=Protocol.TCP,
                        source=Prefix.parse("10.32.0.0/16"),
                        destination_port=NumberRange(443, 443),
                    ),
                    AclRule(sequence=10, permit=False),
                ),
            ),
        ),
        interfaces=(
            Interface(
                name="10ge-0/1", description="to core1", switchport=TrunkPort(vlans=(NumberRange(20, 21),), native=10)
            ),
            Interface(
                name="ge-0/9",
                description="office",
                switchport=AccessPort(vlan=10),
                spanning_tree=PortSpanningTree(edge=True, bpdu_guard=True),
            ),
            Interface(name="ge-0/10", enabled=False),
            Interface(name="10ge-0/2", lag=LagMember(number=1)),
            Interface(name="10ge-0/3", lag=LagMember(number=1)),
            Interface(
                name="lag-1", aggregate=Aggregate(min_links=1), switchport=TrunkPort(vlans=(NumberRange(10, 10),))
            ),
            Interface(name="loopback-0", addresses=(InterfaceAddress.parse("10.40.8.1/32"),)),
            Interface(
                name="vlan-10",
                mtu=1500,
                vrf="shuiwu",
                addresses=(InterfaceAddress.parse("10.32.4.1/24"), InterfaceAddress.parse("2001:db8::1/64")),
                acls=(AclBinding(name="office-in", direction=Direction.IN),),
            ),
        ),
    )
)
