"""Which neighbours have to come up again: those that the intended configuration still has, where it has them."""

import pytest

from govnetgen.deploy.health import BGP, INTERFACE, ISIS, OSPF, OSPFV3, REACH
from govnetgen.platform import platforms
from govnetgen.workflow.meant import Meant

VRP = """\
sysname core1
#
ip vpn-instance red
 ipv4-family
  route-distinguisher 65000:1
#
ip vpn-instance blue
 ipv4-family
  route-distinguisher 65000:2
#
ospf 1 router-id 10.255.0.1
 area 0.0.0.0
#
isis 1
 is-level level-2
 cost-style wide
 network-entity 49.0001.0102.5500.0001.00
#
interface GigabitEthernet0/0/1
 undo portswitch
 ip address 10.0.1.1 255.255.255.252
 ospf enable 1 area 0.0.0.0
 isis enable 1
#
interface GigabitEthernet0/0/2
 undo portswitch
 ip address 10.0.2.1 255.255.255.252
#
interface GigabitEthernet0/0/3
 undo portswitch
 shutdown
 ip address 10.0.3.1 255.255.255.252
 ospf enable 1 area 0.0.0.0
 isis enable 1
#
bgp 65000
 router-id 10.255.0.1
 peer 10.0.1.2 as-number 65001
 peer 2001:db8::2 as-number 65001
 #
 ipv4-family vpn-instance red
  peer 10.9.0.2 as-number 65100
  peer 10.9.0.2 enable
#
return
"""


@pytest.fixture(scope="module")
def meant() -> Meant:
    platform = platforms()["huawei_vrp"]
    return Meant(VRP, platform, platform.dialect(None))


@pytest.mark.parametrize(
    ("kind", "name", "wanted"),
    [
        (BGP, "10.0.1.2", True),
        (BGP, "2001:DB8::2", True),
        (BGP, "10.0.1.20", False),
        (BGP, "10.9.0.2 in red", True),
        # the same address in two VPNs is two neighbours
        (BGP, "10.9.0.2 in blue", False),
        (BGP, "10.9.0.2", False),
        (OSPF, "10.0.1.2", True),
        (OSPF, "10.0.2.2", False),
        (OSPF, "10.0.3.2", False),
        (OSPF, "10.0.9.2", False),
        (ISIS, "R3 L2%GE0/0/1", True),
        (ISIS, "R3 L2%GigabitEthernet0/0/1", True),
        (ISIS, "R3 L2%GE0/0/2", False),
        (ISIS, "R3 L2%GE0/0/3", False),
        (OSPFV3, "10.255.0.2%GE0/0/1", False),
        (INTERFACE, "GigabitEthernet0/0/2", True),
        (INTERFACE, "GigabitEthernet0/0/3", False),
        (INTERFACE, "GigabitEthernet0/0/20", False),
        (REACH, "10.0.1.2 (core2)", True),
    ],
)
def test_what_has_to_come_up_again(meant: Meant, kind: str, name: str, wanted: bool) -> None:
    assert meant.is_meant(kind, name) == wanted


def test_what_a_device_is_not_to_have_is_no_gap(meant: Meant) -> None:
    assert [kind for kind in (BGP, OSPF, OSPFV3, ISIS, INTERFACE, REACH) if meant.speaks(kind)] == [
        BGP,
        OSPF,
        ISIS,
        INTERFACE,
        REACH,
    ]
    assert [one for one in ("vpnv4 all", "ipv6", "vpnv6 all") if meant.speaks(f"display bgp {one} peer")] == [
        "vpnv4 all"
    ]


def test_ospf_by_lines_that_no_model_knows() -> None:
    """A run that is taken back aims at what a device held, whatever that was."""
    platform = platforms()["huawei_vrp"]
    text = "sysname a\n#\ninterface Vlanif10\n ip address 10.0.1.1 255.255.255.0\n#\nreturn\n"
    meant = Meant(text, platform, platform.dialect(None))
    assert meant.is_meant(OSPF, "10.0.1.2")
    assert not meant.is_meant(OSPF, "10.0.2.2")


PORTS = {
    "huawei_vrp": ("GigabitEthernet0/0/1", "GigabitEthernet0/0/3", VRP),
    "ruijie_rgos": (
        "GigabitEthernet 0/1",
        "GigabitEthernet 0/2",
        "hostname a\ninterface GigabitEthernet 0/1\n switchport access vlan 2\n"
        "interface GigabitEthernet 0/2\n shutdown\nend\n",
    ),
    "linux": (
        "ge0-1",
        "ge0-2",
        "### file /etc/network/interfaces\nauto ge0-1\niface ge0-1\n    bridge-access 2\n\n"
        "auto ge0-2\niface ge0-2\n    link-down yes\n",
    ),
}


@pytest.mark.parametrize("name", PORTS)
def test_a_port_that_is_shut_or_gone_need_not_come_up_again(name: str) -> None:
    up, shut, text = PORTS[name]
    platform = platforms()[name]
    meant = Meant(text, platform, platform.dialect(None))
    assert [meant.is_meant(INTERFACE, one) for one in (up, shut, "vlan7")] == [True, False, False]
