"""Forms that real dumps have and govnetgen does not write, and lines that must stay unread."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnetgen.configtree import parse_tree
from govnetgen.model.address import Address, InterfaceAddress, NumberRange, Prefix
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.aaa import LoginMethod
from govnetgen.model.device.acl import AclRule, Protocol
from govnetgen.model.device.bgp import Family
from govnetgen.model.device.interface import AccessPort, Aggregate, LagMember, TrunkPort
from govnetgen.model.device.lldp import Lldp
from govnetgen.model.device.ospf import AreaKind, InterfaceOspf
from govnetgen.model.device.vlan import Vlan
from govnetgen.model.secret import Secret
from govnetgen.platform import Reading
from govnetgen.platforms.ruijie_rgos import PLATFORM
from govnetgen.render import Renderer

CAPTURES = Path(__file__).parents[3] / ".." / "shared" / "corpus" / "ruijie_rgos"


def read(text: str) -> Reading:
    """Read a text as a dump of the default release."""
    return PLATFORM.read(parse_tree(text, PLATFORM.syntax), PLATFORM.dialect(None))


def unread(reading: Reading) -> list[str]:
    """The texts of the lines left unread."""
    return [line.text for line in reading.unread]


def capture(name: str) -> Reading:
    """Read a real dump."""
    file = CAPTURES / name
    if not file.exists():
        pytest.skip(f"{name} is not at hand: real captures are not part of the repository")
    return read(file.read_text(encoding="utf-8"))


def test_nothing_at_all_is_a_device_as_delivered() -> None:
    reading = read("")
    assert reading.device == DeviceConfig(system=reading.device.system, lldp=Lldp())
    assert reading.device.system.hostname == "Ruijie"


# switch ports


def port(*lines: str) -> Reading:
    """Read one port."""
    return read("\n".join(("interface GigabitEthernet 0/1", *(f" {line}" for line in lines))))


@pytest.mark.parametrize(
    ("lines", "vlans", "native"),
    [
        ((), ((1, 4094),), 1),
        (("switchport trunk allowed vlan only 2-4094",), ((2, 4094),), None),
        (("switchport trunk allowed vlan only 1,102",), ((1, 1), (102, 102)), 1),
        (("switchport trunk allowed vlan only 10, 20",), ((10, 10), (20, 20)), None),
        (("switchport trunk allowed vlan remove 1-9,11-4094",), ((10, 10),), None),
        (("switchport trunk allowed vlan only 10", "switchport trunk allowed vlan add 12"), ((10, 10), (12, 12)), None),
        (("switchport trunk allowed vlan except 2-4094",), ((1, 1),), 1),
        (("switchport trunk allowed vlan only 10", "switchport trunk allowed vlan all"), ((1, 4094),), 1),
        (("switchport trunk native vlan 99", "switchport trunk allowed vlan only 10,99"), ((10, 10), (99, 99)), 99),
        (("switchport trunk native vlan 99", "switchport trunk allowed vlan only 1,10"), ((1, 1), (10, 10)), None),
    ],
)
def test_trunks(lines: tuple[str, ...], vlans: tuple[tuple[int, int], ...], native: int | None) -> None:
    reading = port("switchport mode trunk", *lines)
    assert reading.device.interfaces[0].switchport == TrunkPort(
        vlans=tuple(NumberRange(*one) for one in vlans), native=native
    )
    assert not reading.unread


def test_a_port_at_default_is_in_vlan_1_and_no_switchport_makes_it_routed() -> None:
    assert port().device.interfaces[0].switchport == AccessPort(vlan=1)
    assert port("switchport mode access").device.interfaces[0].switchport == AccessPort(vlan=1)
    assert port("no switchport").device.interfaces[0].switchport is None


def test_hybrid_ports_and_vlans_out_of_range_stay_unread() -> None:
    lines = ["switchport mode hybrid", "switchport hybrid native vlan 5", "switchport access vlan 4095"]
    assert unread(port(*lines)) == lines


def test_members_tell_whether_an_aggregate_speaks_lacp() -> None:
    text = "interface GigabitEthernet 0/1\n port-group 1{}\n!\ninterface AggregatePort 1\n switchport access vlan 5\n"
    for tail, lacp in (("", False), (" mode active", True)):
        member, lag = read(text.format(tail)).device.interfaces
        assert member.lag == LagMember(number=1, lacp=lacp)
        assert lag.aggregate == Aggregate(lacp=lacp)
    assert unread(read(text.format(" mode passive"))) == ["port-group 1 mode passive"]


def test_unnamed_vlans_share_a_line_or_have_their_own() -> None:
    for text in ("vlan range 1,5-6\nvlan 5\n name x y", "vlan 1\n!\nvlan 5\n name x y\n!\nvlan 6"):
        assert read(text).device.vlans == (Vlan(number=5, name="x y"), Vlan(number=6))


# management


def test_an_exclamation_mark_inside_a_line_is_no_comment() -> None:
    reading = read("username admin privilege 15 secret 8 $8f$4K#!c4.494pc:aj:6!s:<*!!i~a<.6|(|r$\n!\n")
    (user,) = reading.device.aaa.users if reading.device.aaa else ()
    assert user.secret == Secret("$8f$4K#!c4.494pc:aj:6!s:<*!!i~a<.6|(|r$", "8")
    assert not reading.unread


def test_users_on_two_lines() -> None:
    text = "username a password p\nusername a privilege 15\nusername b privilege 3\n"
    reading = read(text)
    assert reading.device.aaa is not None
    assert [(one.name, one.privilege, one.secret) for one in reading.device.aaa.users] == [
        ("a", 15, Secret("p", "plain"))
    ]
    assert unread(reading) == ["username b privilege 3"]


def test_a_named_login_list_counts_where_terminal_lines_use_it() -> None:
    text = (
        "aaa new-model\naaa authentication login default local\naaa authentication login net group radius local\n"
        "line vty 0 4\n login authentication {}\n"
    )
    reading = read(text.format("net"))
    assert reading.device.aaa and reading.device.aaa.login == (LoginMethod.RADIUS, LoginMethod.LOCAL)
    assert unread(reading) == ["aaa authentication login default local"]
    reading = read(text.format("absent"))
    assert reading.device.aaa and reading.device.aaa.login == (LoginMethod.LOCAL,)
    assert "login authentication absent" in unread(reading)


def test_terminal_lines_that_let_others_in_are_reported() -> None:
    text = "enable service ssh-server\nline vty 0 4\n access-class 1 in\n{}line vty 5 35\n transport input ssh\n"
    reading = read(text.format(""))
    assert reading.device.ssh and reading.device.ssh.acl == "1"
    assert unread(reading) == ["line vty 5 35"]


def test_telnet_that_is_on_is_reported() -> None:
    assert unread(read("enable service telnet-server\nenable service ssh-server")) == ["enable service telnet-server"]


def test_one_key_for_all_servers() -> None:
    reading = read("radius-server host 10.0.0.1\nradius-server host 10.0.0.2 key 7 0a1b\nradius-server key k\n")
    assert reading.device.aaa is not None
    assert [one.secret for one in reading.device.aaa.radius] == [Secret("k", "plain"), Secret("0a1b", "7")]
    assert unread(read("radius-server host 10.0.0.2 key 7 0a1b\nradius-server key k")) == ["radius-server key k"]


def test_a_banner_on_one_line_and_on_several() -> None:
    for text in ("banner login #a ! b#", "banner login ^C\na ! b\n^C", "banner login c\na ! b\nc"):
        reading = read(f"{text}\nhostname x\n")
        assert (reading.device.system.banner, reading.device.system.hostname) == ("a ! b", "x")


def test_communities_are_never_understood() -> None:
    reading = read("snmp-server community 7 0a1b ro\nsnmp-server enable traps\nno enable service snmp-agent\n")
    assert reading.device.snmp is None
    assert len(reading.unread) == 2


# routing

OSPF = """
interface Loopback 0
 ip address 10.0.0.1 255.255.255.255
!
interface VLAN 10
 ip address 10.1.0.1 255.255.255.0
 ip ospf cost 5
!
interface VLAN 20
 ip address 10.2.0.1 255.255.255.0
!
router ospf 1
"""


def test_network_statements_join_interfaces_by_address() -> None:
    """D11: areas as addresses, host bits kept, one or two leading blanks; the longest statement wins."""
    reading = read(
        OSPF + " network 10.1.0.9 0.0.0.255 area 0.0.0.1\n  network 10.0.0.0 0.255.255.255 area 0\n"
        " network 192.168.0.0 0.0.255.255 area 0\n passive-interface default\n no passive-interface vlan 10\n"
    )
    process = reading.device.ospf[0]
    assert process.router_id == Address.parse("10.0.0.1"), "the highest loopback, as the device chooses"
    assert {area.number for area in process.areas} == {0, 1}
    assert {one.name: one.ospf for one in reading.device.interfaces} == {
        "loopback-0": (InterfaceOspf(process=1, area=0, passive=True),),
        "vlan-10": (InterfaceOspf(process=1, area=1, cost=5),),
        "vlan-20": (InterfaceOspf(process=1, area=0, passive=True),),
    }
    assert unread(reading) == ["network 192.168.0.0 0.0.255.255 area 0"]


def test_what_names_no_member_stays_unread() -> None:
    lines = ["passive-interface VLAN 10", "redistribute ospf subnets", "network 10.2.0.0 0.0.255.254 area 0"]
    reading = read(OSPF + "".join(f" {line}\n" for line in lines))
    assert unread(reading) == ["ip ospf cost 5", *lines]


def test_areas() -> None:
    reading = read(OSPF + " area 1 nssa no-summary\n area 0.0.0.2 range 10.8.0.0 255.248.0.0\n")
    one, two = reading.device.ospf[0].areas
    assert (one.number, one.kind, one.no_summary) == (1, AreaKind.NSSA, True)
    assert (two.number, two.ranges) == (2, (Prefix.parse("10.8.0.0/13"),))


def test_both_forms_of_vrfs() -> None:
    reading = read(
        "ip vrf A\n rd 1:1\n route-target both 1:1\n!\n"
        "vrf definition B\n rd 1:2\n address-family ipv4\n  route-target import 1:2\n exit-address-family\n"
        " address-family ipv6\n  route-target import 1:2\n!\n"
        "interface VLAN 2\n ip vrf forwarding A\n!\ninterface VLAN 3\n vrf forwarding B\n"
    )
    one, two = reading.device.vrfs
    assert (one.imports, one.exports, one.ipv4, one.ipv6) == (("1:1",), ("1:1",), True, False)
    assert (two.imports, two.exports, two.ipv4, two.ipv6) == (("1:2",), (), True, True)
    assert [one.vrf for one in reading.device.interfaces] == ["A", "B"]
    assert not reading.unread


def test_targets_that_differ_by_family_are_reported() -> None:
    text = "vrf definition B\n address-family ipv4\n  route-target import 1:2\n address-family ipv6\n"
    assert unread(read(text)) == ["address-family ipv6"]


def test_bgp_without_families_is_ipv4() -> None:
    reading = read(
        "router bgp 65001\n bgp router-id 10.0.0.1\n neighbor 10.0.0.2 remote-as 65001\n"
        " neighbor 10.0.0.2 next-hop-self\n network 10.8.0.0 mask 255.248.0.0\n neighbor CORE peer-group\n"
    )
    assert reading.device.bgp is not None
    (neighbor,) = reading.device.bgp.neighbors
    assert [(one.family, one.next_hop_self) for one in neighbor.families] == [(Family.IPV4, True)]
    assert reading.device.bgp.origination[0].networks == (Prefix.parse("10.8.0.0/13"),)
    assert unread(reading) == ["neighbor CORE peer-group"]


def test_bgp_neighbors_can_be_taken_out_of_ipv4() -> None:
    text = "router bgp 65001\n bgp router-id 10.0.0.1\n neighbor 10.0.0.2 remote-as 65001\n{}"
    for off in (" no neighbor 10.0.0.2 activate\n", " address-family ipv4\n  no neighbor 10.0.0.2 activate\n"):
        reading = read(text.format(off))
        assert reading.device.bgp is not None and reading.device.bgp.neighbors[0].families == ()
        assert not reading.unread


def test_half_a_meaning_stays_unread() -> None:
    lone = "ip address 10.3.0.1 255.255.255.0 secondary"
    assert unread(port("no switchport", lone)) == [lone]
    keyless = OSPF.replace("ip ospf cost 5", "ip ospf authentication message-digest")
    assert unread(read(keyless + " network 10.1.0.0 0.0.0.255 area 0\n")) == ["ip ospf authentication message-digest"]


def test_static_routes_out_of_an_interface_stay_unread() -> None:
    lines = ["ip route 0.0.0.0 0.0.0.0 VLAN 1 10.0.0.1", "ip route 10.0.0.0 255.0.255.0 10.0.0.1"]
    assert unread(read("\n".join(lines))) == lines


# lists


def test_old_and_new_forms_of_lists() -> None:
    text = (
        "access-list 1 permit 10.1.1.1\naccess-list 1 deny 10.2.0.0 0.0.255.255\n!\n"
        "ip access-list extended 100\n permit tcp any host 10.0.0.1 eq www \n 25 deny udp any gt 1023 any lt 10\n"
        " 30 permit 89 any any\n 35 permit tcp any any established\n"
    )
    reading = read(text)
    numbered, extended = reading.device.acls
    assert (numbered.name, numbered.source_only) == ("1", True)
    assert numbered.rules == (
        AclRule(sequence=10, permit=True, source=Prefix.parse("10.1.1.1/32")),
        AclRule(sequence=20, permit=False, source=Prefix.parse("10.2.0.0/16")),
    )
    assert [(one.sequence, one.protocol) for one in extended.rules] == [
        (10, Protocol.TCP),
        (25, Protocol.UDP),
        (30, Protocol.OSPF),
    ]
    assert extended.rules[0].destination_port == NumberRange(80, 80)
    assert (extended.rules[1].source_port, extended.rules[1].destination_port) == (
        NumberRange(1024, 65535),
        NumberRange(0, 9),
    )
    assert unread(reading) == ["35 permit tcp any any established"]


# captures


def test_capture_of_10_4() -> None:
    device = (reading := capture("rgos104_stack_excerpt.cfg")).device
    assert [one.name for one in device.interfaces] == ["ge-1/0/1", "ge-1/0/25", "ge-1/0/26", "vlan-2"]
    edge = device.interfaces[0]
    assert (edge.enabled, edge.description, edge.switchport) == (False, "1#1haomen_menwei", AccessPort(vlan=11))
    assert edge.spanning_tree is not None and edge.spanning_tree.edge
    assert device.interfaces[3].addresses == (InterfaceAddress.parse("10.10.1.3/24"),)
    assert device.aaa is not None and device.aaa.users[0].privilege == 15
    assert "snmp-server community ruijie ro" in unread(reading)


def test_capture_of_12_6() -> None:
    device = (reading := capture("s5760_rgos126_excerpt.cfg")).device
    assert device.interfaces[0].switchport == TrunkPort(vlans=(NumberRange(2, 4094),))
    assert device.interfaces[2].addresses == (InterfaceAddress.parse("192.168.255.253/25"),)
    assert len(device.vlans) == 21
    assert device.dhcp is not None and device.dhcp.pools[0].gateway == Address.parse("192.168.254.1")
    assert "enable service telnet-server" in unread(reading)
    assert "ip address mix 192.168.1.200 255.255.255.0" in unread(reading)


@pytest.mark.parametrize("name", ["rgos104_stack_excerpt.cfg", "s5760_rgos126_excerpt.cfg"])
def test_what_a_capture_means_can_be_written_back(name: str) -> None:
    """The meaning survives a second journey, in both releases."""
    device = capture(name).device
    for dialect in PLATFORM.dialects.values():
        # nothing may be lost but what the dump itself did not say
        assert PLATFORM.inexpressible(device, dialect) == ()
        text = Renderer().render(device, PLATFORM, dialect)
        again = PLATFORM.read(parse_tree(text, PLATFORM.syntax), dialect)
        assert (again.device, again.unread) == (device, ())


@given(st.text(alphabet="interface GigabitEthernet 0/1\n!:.- vlanospfrouter", max_size=200))
def test_odd_text_never_raises(text: str) -> None:
    assert read(text).device.system.hostname == "Ruijie"
