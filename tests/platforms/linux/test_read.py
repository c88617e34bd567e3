"""Reading what others wrote: forms that are never rendered, and what must stay unread."""

from pathlib import Path

import pytest

from govnetgen.configtree import parse_tree
from govnetgen.model.address import Address, InterfaceAddress, NumberRange, Prefix
from govnetgen.model.device.bgp import Family, NeighborFamily
from govnetgen.model.device.interface import Aggregate, Interface, LagMember, TrunkPort
from govnetgen.model.device.ospf import AreaKind, InterfaceOspf, OspfArea
from govnetgen.model.device.static_route import StaticRoute
from govnetgen.model.device.syslog import LogLevel, SyslogServer
from govnetgen.platform import Reading
from govnetgen.platforms.linux import PLATFORM

CAPTURES = Path(__file__).parents[3] / ".." / "shared" / "corpus" / "linux"


def read(text: str) -> Reading:
    return PLATFORM.read(parse_tree(text, PLATFORM.syntax), PLATFORM.dialect(None))


def unread(reading: Reading) -> list[str]:
    return [line.text for line in reading.unread]


def interface(reading: Reading, name: str) -> Interface:
    return next(one for one in reading.device.interfaces if one.name == name)


def test_addresses_with_a_mask_of_their_own_line() -> None:
    reading = read(
        "iface swp1 inet static\n    address 10.0.0.1\n    netmask 255.255.255.0\n"
        "iface swp2 inet static\n    address 10.0.1.1\n    netmask 255.0.255.0\n"
    )
    assert interface(reading, "port-1").addresses == (InterfaceAddress.parse("10.0.0.1/24"),)
    assert interface(reading, "port-2").addresses == ()
    assert unread(reading) == ["address 10.0.1.1", "netmask 255.0.255.0"]  # a mask with holes is none


def test_ports_without_vlans_of_their_own_carry_the_bridges() -> None:
    reading = read(
        "auto br_default\niface br_default\n    bridge-ports swp1 swp2\n    bridge-vids 10 20-22\n"
        "    bridge-vlan-aware yes\n    bridge-pvid 10\n"
        "iface swp1\niface swp2\n    bridge-vids 30\n    bridge-allow-untagged no\n"
    )
    ranges = (NumberRange(10, 10), NumberRange(20, 22))
    assert interface(reading, "port-1").switchport == TrunkPort(vlans=ranges, native=10)
    assert interface(reading, "port-2").switchport == TrunkPort(vlans=(NumberRange(30, 30),))
    assert [one.number for one in reading.device.vlans] == [10, 20, 21, 22]
    assert unread(reading) == []


def test_a_bond_without_a_mode_speaks_lacp() -> None:
    reading = read("iface lag3\n    bond-slaves swp1 swp2\niface swp1\n")
    assert interface(reading, "lag-3").aggregate == Aggregate(lacp=True)
    assert interface(reading, "port-1").lag == LagMember(number=3)
    assert unread(reading) == []


def test_interfaces_of_other_names_stay_unread_with_all_that_is_theirs() -> None:
    reading = read("auto eth0\niface eth0\n    address 10.0.0.1/24\ninterface br0\n ip ospf area 0\n")
    assert unread(reading) == ["auto eth0", "iface eth0", "interface br0"]
    assert reading.device.interfaces == ()


@pytest.mark.parametrize("area", ["0.0.0.5", "5"])
def test_ospf_by_network_statement_takes_the_interfaces_inside(area: str) -> None:
    reading = read(
        "interface swp1\n ip address 10.1.1.1/24\n ip ospf cost 7\n"
        "interface swp2\n ip address 10.2.1.1/24\n"
        "interface swp3\n ip address 192.0.2.1/24\n"
        f"router ospf\n ospf router-id 1.1.1.1\n network 10.0.0.0/8 area {area}\n network 10.2.0.0/16 area 0\n"
        " passive-interface default\n no passive-interface swp1\n"
    )
    assert interface(reading, "port-1").ospf == (InterfaceOspf(process=1, area=5, cost=7),)
    assert interface(reading, "port-2").ospf == (InterfaceOspf(process=1, area=0, passive=True),)
    assert interface(reading, "port-3").ospf == ()
    assert [one.number for one in reading.device.ospf[0].areas] == [0, 5]
    assert unread(reading) == []


def test_ospf_lines_of_an_interface_need_a_process_in_its_table() -> None:
    reading = read("interface swp1\n ip ospf area 0\nrouter ospf vrf red\n area 1 nssa\n")
    assert unread(reading) == ["ip ospf area 0"]
    process = reading.device.ospf[0]
    assert (process.number, process.vrf, process.router_id) == (2, "red", Address(4, 0))
    assert process.areas == (OspfArea(number=1, kind=AreaKind.NSSA),)


def test_bgp_neighbors_exchange_ipv4_unless_told_not_to() -> None:
    reading = read(
        "router bgp 65000\n neighbor 10.0.0.1 remote-as internal\n neighbor 10.0.0.2 remote-as 65001\n"
        " neighbor swp1 interface remote-as external\n"
        " !\n address-family ipv4 unicast\n  no neighbor 10.0.0.2 activate\n exit-address-family\nexit\n"
    )
    assert reading.device.bgp is not None
    first, second = reading.device.bgp.neighbors
    assert (first.remote_as, first.families) == (65000, (NeighborFamily(family=Family.IPV4),))
    assert second.families == ()
    assert unread(reading) == ["neighbor swp1 interface remote-as external"]


def test_vrf_routes_are_read_where_old_releases_wrote_them() -> None:
    reading = read("ip route 10.0.0.0/8 Null0 200 vrf red\nvrf red\n ip route 10.0.0.1/8 192.0.2.1\n exit-vrf\n")
    assert reading.device.static_routes == (
        StaticRoute(prefix=Prefix.parse("10.0.0.0/8"), next_hop=Address.parse("192.0.2.1"), vrf="red"),
        StaticRoute(prefix=Prefix.parse("10.0.0.0/8"), discard=True, distance=200, vrf="red"),
    )
    assert [one.name for one in reading.device.vrfs] == ["red"]
    assert unread(reading) == []


def test_a_route_through_an_interface_is_not_half_read() -> None:
    assert unread(read("ip route 10.0.0.0/8 swp1\nip route 10.0.0.0/33 10.0.0.1\n")) == [
        "ip route 10.0.0.0/8 swp1",
        "ip route 10.0.0.0/33 10.0.0.1",
    ]


def test_short_forms_of_services() -> None:
    reading = read(
        '### file /etc/rsyslog.conf\n*.notice @10.0.0.1\nmodule(load="imuxsock")\n'
        "### file /etc/chrony/chrony.conf\nserver 10.0.0.2\npool 2.debian.pool.ntp.org iburst\n"
        "### file /etc/tacplus_servers\nsecret=key\nserver=10.0.0.3\nserver=10.0.0.4:4949\n"
    )
    device = reading.device
    assert device.syslog is not None and device.ntp is not None and device.aaa is not None
    assert device.syslog.servers == (SyslogServer(address=Address.parse("10.0.0.1")),)
    assert device.syslog.level is LogLevel.NOTIFICATIONS
    assert [str(one.address) for one in device.ntp.servers] == ["10.0.0.2"]
    assert [(str(one.address), one.port, one.secret.text) for one in device.aaa.tacacs] == [
        ("10.0.0.3", 49, "key"),
        ("10.0.0.4", 4949, "key"),
    ]
    assert unread(reading) == ['module(load="imuxsock")', "pool 2.debian.pool.ntp.org iburst"]


def test_a_banner_is_kept_to_the_blank() -> None:
    reading = read("### file /etc/issue.net\n\n  # frame !\n!\n\n### end\n### file /etc/hostname\nnode\n")
    assert reading.device.system.banner == "\n  # frame !\n!\n"
    assert reading.device.system.hostname == "node"
    assert unread(reading) == []


def test_a_chain_that_no_hook_jumps_to_is_no_rule() -> None:
    reading = read(
        "### file /etc/nftables.conf\ntable inet filter {\n    chain rule_old {\n        accept\n    }\n"
        "    chain forward {\n        type filter hook forward priority filter; policy drop;\n"
        "        counter drop\n    }\n}\n"
    )
    assert reading.device.firewall is not None
    assert reading.device.firewall.rules == ()
    assert unread(reading) == ["accept", "counter drop"]


def test_nothing_forwarded_is_denied_without_the_policy() -> None:
    text = (
        "### file /etc/nftables.conf\ntable inet filter {\n    chain forward {\n"
        "        type filter hook forward priority filter; policy accept;\n    }\n}\n"
    )
    reading = read(text)
    assert reading.device.firewall is None
    assert unread(reading) == ["type filter hook forward priority filter; policy accept;"]


def test_a_real_node_of_cumulus_linux() -> None:
    file = CAPTURES / "cumulus_bgpvrf.cfg"
    if not file.exists():
        pytest.skip("the captures are not part of this repository")
    reading = read(file.read_text(encoding="utf-8"))
    device = reading.device
    assert device.system.hostname == "D-Cumulus"
    assert [one.name for one in device.vrfs] == ["cust10", "cust20", "testing"]
    assert [one.name for one in device.interfaces] == ["port-1", "loopback-0"]
    assert device.bgp is not None and device.bgp.asn == 40
    assert [one.vrf for one in device.bgp.vrfs] == ["cust10", "cust20"]
    assert unread(reading) == [
        "source /etc/network/interfaces.d/*.intf",
        "auto eth0",
        "iface eth0 inet dhcp",
        "address 1.1.5.10/32",  # an address of a VRF itself is no interface's
        "address 1.1.5.20/32",
        "username cumulus nopassword",
    ]
