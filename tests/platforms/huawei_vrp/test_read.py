"""Reading switches and routers in the forms of real dumps, and leaving alone what the model does not hold."""

from pathlib import Path

import pytest

from govnetgen.configtree import parse_tree
from govnetgen.model.address import Address, InterfaceAddress, NumberRange, Prefix
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.aaa import Aaa, LocalUser
from govnetgen.model.device.acl import AclBinding, AclRule, Direction, Protocol
from govnetgen.model.device.bgp import Family, NeighborFamily, Origination
from govnetgen.model.device.interface import AccessPort, Interface, TrunkPort
from govnetgen.model.device.isis import InterfaceIsis
from govnetgen.model.device.ospf import DefaultRoute, InterfaceOspf
from govnetgen.model.device.snmp import SnmpGroup
from govnetgen.model.device.spanning_tree import BridgePriority, SpanningTreeMode
from govnetgen.model.device.system import Timezone
from govnetgen.model.device.vrf import Vrf
from govnetgen.model.secret import Secret
from govnetgen.platforms.huawei_vrp import PLATFORM
from govnetgen.platforms.huawei_vrp.acl_filters import LAST

CORPUS = Path(__file__).parents[3] / ".." / "shared" / "corpus" / "huawei_vrp"
address, prefix, subnet = Address.parse, Prefix.parse, InterfaceAddress.parse


def read(text: str, dialect: str = "s") -> tuple[DeviceConfig, list[str]]:
    """Return the meaning of a text and the lines that nothing understood."""
    reading = PLATFORM.read(parse_tree(text, PLATFORM.syntax), PLATFORM.dialect(dialect))
    return reading.device, [line.text for line in reading.unread]


def capture(name: str, dialect: str) -> tuple[DeviceConfig, list[str]]:
    """Return the meaning of a real configuration."""
    path = CORPUS / name
    if not path.exists():
        pytest.skip("the collected configurations are not part of the repository")
    return read(path.read_text(encoding="utf-8", errors="replace"), dialect)


def interfaces(device: DeviceConfig) -> dict[str, Interface]:
    """Return the interfaces by name."""
    return {one.name: one for one in device.interfaces}


def test_a_core_switch_of_a_campus() -> None:
    device, unread = capture("ensp_CSW1.txt", "s")
    held = interfaces(device)
    assert [one.number for one in device.vlans][-2:] == [2000, 2021]
    assert device.spanning_tree is not None and device.spanning_tree.region is not None
    assert device.spanning_tree.mode is SpanningTreeMode.MSTP
    assert device.spanning_tree.priorities == (
        BridgePriority(instance=1, priority=0),
        BridgePriority(instance=2, priority=4096),
    )
    assert device.dhcp is not None and [one.name for one in device.dhcp.pools] == [
        "vlan110",
        "vlan120",
        "vlan130",
        "vlan140",
    ]
    # enabled on the interface itself, by a network line, and not at all: its network lies elsewhere
    assert held["vlan-10"].ospf == held["vlan-110"].ospf == (InterfaceOspf(process=1, area=0),)
    assert held["vlan-2000"].ospf == ()
    assert [line for line in unread if line.startswith("network")] == [
        "network 10.160.10.0 0.0.0.3",
        "network 1.1.1.21 0.0.0.0",
    ]
    # a trunk carries VLAN 1 untagged until that is undone
    assert held["ge-0/0/24"].switchport == TrunkPort(vlans=(NumberRange(1, 1), NumberRange(2021, 2021)), native=1)
    assert held["ge-0/0/2"].switchport == AccessPort(vlan=1416)
    assert held["ge-0/0/4"].switchport == AccessPort(vlan=1)
    assert not any(line.startswith("interface") for line in unread)


def test_a_router_with_isis_in_a_recorded_session() -> None:
    device, unread = capture("ensp_R1.txt", "s")
    held = interfaces(device)
    (process,) = device.isis
    assert process.number == 100 and process.ipv6
    link = held["ge-0/0/1"].isis
    assert isinstance(link, InterfaceIsis) and link.cost == 10 and link.ipv6 and link.secret is not None
    assert link.secret.scheme == "cipher"
    assert held["ge-0/0/3.15"].vlan == 15
    assert held["ge-0/0/3.15"].addresses == (subnet("10.10.5.2/30"),)
    assert device.bgp is not None
    assert device.bgp.asn == 100 * 65536 + 1
    families = {str(one.address): one.families for one in device.bgp.neighbors}
    assert families["1.1.1.3"] == (NeighborFamily(family=Family.IPV4),)
    assert families["2001::4"] == ()
    assert Origination(family=Family.IPV6, networks=(prefix("2001:10:3::/126"), prefix("2001:10:4::/126"))) in (
        device.bgp.origination
    )
    assert "is-name R1" in unread


def test_an_access_router() -> None:
    device, unread = capture("ar_AR1.cfg", "s")
    assert device.system.timezone == Timezone("China-Standard-Time", -480)
    assert device.ospf[0].default_route is DefaultRoute.ALWAYS
    inner = interfaces(device)["ge-0/0/1.82"]
    assert inner.vlan == 82 and inner.ospf == (InterfaceOspf(process=1, area=0),)
    assert inner.acls == (AclBinding(name="3000", direction=Direction.IN),)
    basic, advanced = device.acls
    assert basic.source_only and len(basic.rules) == 6
    assert advanced.rules[-1] == AclRule(sequence=10, permit=True)
    assert "nat outbound 2000" in unread


def test_a_leaf_of_a_data_centre() -> None:
    device, unread = capture("underlay_Leaf1.txt", "ce")
    held = interfaces(device)
    assert held["mgmt-0"].addresses == (subnet("172.168.5.1/24"),)
    assert held["10ge-1/0/1"].switchport == AccessPort(vlan=1)
    assert held["10ge-1/0/2"].switchport is None
    assert held["10ge-1/0/2"].ospf == (InterfaceOspf(process=1, area=0),)
    assert device.aaa is not None
    assert {(one.name, one.privilege) for one in device.aaa.users} == {("admin1234", 15), ("client@huawei.com", 15)}
    assert device.snmp is not None
    assert device.snmp.groups == (SnmpGroup(name="dc-admin", read_view="rd", write_view="wt", notify_view="nt"),)
    (user,) = device.snmp.users
    assert user.authentication_secret.text.endswith("%^%#")
    assert "l2vpn-family evpn" in unread and "evpn-overlay enable" in unread


def test_a_firewall_with_its_own_administrators() -> None:
    device, _ = capture("underlay_FW1.txt", "usg")
    assert device.aaa is not None
    assert {one.name: one.privilege for one in device.aaa.users} == {
        "netconf-admin": 15,
        "audit-admin": 15,
        "api-admin": 15,
        "admin": 15,
        "admin1234": 3,
    }
    held = interfaces(device)
    assert held["lag-1"].switchport == TrunkPort(vlans=(NumberRange(1500, 1501),))
    assert held["mgmt-0"].vrf == "default"
    assert Vrf(name="default") in device.vrfs


HYBRID = """\
interface GigabitEthernet0/0/1
 port link-type hybrid
 port hybrid pvid vlan 10
 undo port hybrid vlan 1
 port hybrid untagged vlan 10
#
interface GigabitEthernet0/0/2
 port hybrid pvid vlan 20
 undo port hybrid vlan 1
 port hybrid tagged vlan 30 to 31
 port hybrid untagged vlan 20
#
interface GigabitEthernet0/0/3
 port hybrid pvid vlan 10
 port hybrid untagged vlan 10
"""


def test_hybrid_ports_are_what_they_amount_to() -> None:
    device, unread = read(HYBRID)
    held = interfaces(device)
    assert held["ge-0/0/1"].switchport == AccessPort(vlan=10)
    assert held["ge-0/0/2"].switchport == TrunkPort(vlans=(NumberRange(20, 20), NumberRange(30, 31)), native=20)
    # two VLANs untagged: neither an access port nor a trunk
    assert unread == ["port hybrid pvid vlan 10", "port hybrid untagged vlan 10"]


def test_a_list_on_an_interface_lets_pass_what_it_does_not_name() -> None:
    text = "acl number 3001\n rule 5 deny tcp source-port eq ftp destination-port range 135 139\n#\n"
    bound = "interface Vlanif10\n traffic-filter inbound acl 3001\n"
    closed = AclRule(sequence=5, permit=False, protocol=Protocol.TCP, **_ports())
    alone, _ = read(text)
    applied, _ = read(text + bound)
    assert alone.acls[0].rules == (closed,)
    assert applied.acls[0].rules == (closed, AclRule(sequence=LAST, permit=True))
    emptied, _ = read("acl number 3001\n")
    assert emptied.acls[0].rules == (AclRule(sequence=LAST, permit=True),)


def _ports() -> dict[str, NumberRange]:
    return {"source_port": NumberRange(21, 21), "destination_port": NumberRange(135, 139)}


POLICY = """\
acl name WEB advance
 rule 5 permit tcp destination-port eq www
 rule 10 permit tcp destination-port gt 1023
 rule 15 permit udp source any destination 10.0.0.1 0
#
traffic classifier web operator or
 if-match acl WEB
traffic classifier marked operator or
 if-match dscp ef
#
traffic behavior pass
 permit
traffic behavior mark
 remark dscp af11
#
traffic policy web
 classifier web behavior pass
traffic policy marking
 classifier web behavior mark
#
interface GigabitEthernet1/0/0
 undo shutdown
 traffic-policy web inbound
 traffic-policy marking outbound
"""


def test_policies_that_only_apply_lists_are_lists() -> None:
    device, unread = read(POLICY, "ne")
    (link,) = device.interfaces
    assert link.acls == (AclBinding(name="WEB", direction=Direction.IN),)
    high = NumberRange(1024, 65535)
    assert device.acls[0].rules[1] == AclRule(sequence=10, permit=True, protocol=Protocol.TCP, destination_port=high)
    assert device.acls[0].rules[2].destination == prefix("10.0.0.1/32")
    assert "traffic policy marking" in unread and "traffic-policy marking outbound" in unread
    assert "traffic policy web" not in unread


GROUPS = """\
bgp 65001
 router-id 10.0.0.1
 group rr internal
 peer rr connect-interface LoopBack0
 peer rr password cipher %^%#x#!%^%#
 peer 10.0.0.11 as-number 65001
 peer 10.0.0.11 group rr
 group district external
 peer 10.9.0.2 as-number 65010
 peer 10.9.0.2 group district
 peer district ebgp-max-hop
 #
 ipv4-family unicast
  undo synchronization
  network 10.0.0.0
  network 172.16.0.0
  network 192.168.7.0
  peer rr enable
  peer rr next-hop-local
  peer 10.0.0.11 enable
  peer 10.0.0.11 group rr
  peer 10.9.0.2 enable
  peer 10.9.0.2 group district
  peer 10.9.0.2 route-policy X import
"""


def test_neighbours_inherit_from_their_groups() -> None:
    device, unread = read(GROUPS)
    assert device.bgp is not None
    reflector, district = device.bgp.neighbors
    assert reflector.source_interface == "loopback-0" and reflector.remote_as == 65001
    assert reflector.secret == Secret("%^%#x#!%^%#", "cipher")
    assert reflector.families == (NeighborFamily(family=Family.IPV4, next_hop_self=True),)
    assert district.multihop == 255 and district.families == (NeighborFamily(family=Family.IPV4),)
    assert [str(one) for one in device.bgp.origination[0].networks] == [
        "10.0.0.0/8",
        "172.16.0.0/16",
        "192.168.7.0/24",
    ]
    assert unread == ["peer 10.9.0.2 route-policy X import"]


def test_families_of_a_vrf_that_differ() -> None:
    text = (
        "ip vpn-instance A\n ipv4-family\n  route-distinguisher 1:1\n  vpn-target 1:1 both\n"
        " ipv6-family\n  route-distinguisher 1:2\n  vpn-target 1:1 both\n"
    )
    device, unread = read(text)
    assert device.vrfs == (Vrf(name="A", route_distinguisher="1:1", imports=("1:1",), exports=("1:1",), ipv6=True),)
    assert unread == ["route-distinguisher 1:2", "vpn-target 1:1 both"]


def test_accounts_of_earlier_releases() -> None:
    text = "aaa\n local-user admin password simple bvksw\n local-user admin service-type http\n domain default\n"
    device, unread = read(text)
    assert device.aaa == Aaa(users=(LocalUser(name="admin", privilege=0, secret=Secret("bvksw", "simple")),))
    assert unread == ["local-user admin service-type http"]


def test_a_password_is_never_cut() -> None:
    secret = "%@%@a#b!c\"d'|e`f%@%@"
    device, unread = read(f"#\naaa\n local-user u password irreversible-cipher {secret}\n#\nsysname X\n#\nreturn\n")
    assert device.aaa is not None and device.aaa.users[0].secret == Secret(secret, "irreversible-cipher")
    assert device.system.hostname == "X" and unread == []


@pytest.mark.parametrize(
    "text",
    [
        "ip route-static 10.0.0.0 255.255.0.255 10.1.1.1",  # a mask with a hole
        "ip route-static 10.0.0.0 255.255.0.0 GigabitEthernet0/0/1 10.1.1.1",
        "ip route-static 10.0.0.0 255.255.0.0 10.1.1.1 tag 5",
        "ntp-service reliable authentication-keyid 3",
        "snmp-agent community read cipher x",
        "isis 1 extra",
        "interface Serial0/0/0",
        "interface GigabitEthernet0/0/1.1 mode l2",
        "vlan batch 10 5000",
        "lldp enable extra",
    ],
)
def test_lines_half_understood_stay_unread(text: str) -> None:
    device, unread = read(text)
    assert unread == [text]
    assert device == DeviceConfig(system=device.system)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        # narrow metrics
        ("isis 1\n network-entity 49.0001.0100.0000.0001.00\n", ["network-entity 49.0001.0100.0000.0001.00"]),
        # nothing says the router id
        ("ospf 1\n area 0.0.0.0\n  stub\n", ["area 0.0.0.0"]),
        ("bgp 65001\n peer 10.0.0.1 as-number 65001\n", ["peer 10.0.0.1 as-number 65001"]),
    ],
)
def test_processes_that_the_model_cannot_hold(text: str, left: list[str]) -> None:
    device, unread = read(text)
    assert (device.isis, device.ospf, device.bgp) == ((), (), None)
    assert unread == left


def test_the_device_router_id_serves_its_processes() -> None:
    device, unread = read("router id 10.0.0.9\n#\nospf 1\n area 0\n#\nbgp 65001\n ipv4-family unicast\n")
    assert device.ospf[0].router_id == address("10.0.0.9") and device.bgp is not None
    assert device.bgp.router_id == address("10.0.0.9") and unread == []
