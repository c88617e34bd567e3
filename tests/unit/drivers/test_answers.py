"""What devices print about themselves, as manuals and other people's parsers show it."""

from govnetgen.drivers import huawei_answers, ruijie_answers
from govnetgen.drivers.cli_answers import as_number, length, mac, seconds


def test_durations() -> None:
    assert seconds("0 week, 1 day, 2 hours, 3 minutes") == 86_400 + 7_200 + 180
    assert seconds("not known") == -1


def test_addresses_of_every_kind() -> None:
    assert mac("00e0-fc12-3456") == mac("00e0.fc12.3456") == mac("00:E0:fc:12:34:56") == "00:E0:FC:12:34:56"
    assert mac("none") == ""
    assert (length("24"), length("255.255.254.0")) == (24, 23)
    assert (as_number("65001"), as_number("1.10")) == (65001, 65546)


VRP_INTERFACES = """\
Eth-Trunk1 current state : UP
Line protocol current state : UP
Description:to 大连
Switch Port, PVID :    1, Hash arithmetic : According to SIP-XOR-DIP,Maximal BW: 2G, The Maximum Frame Length is 9216
IP Sending Frames' Format is PKTFMT_ETHNT_2, Hardware address is 00e0-fc12-3456

10GE1/0/1 current state : Administratively DOWN (ifindex: 5)
Line protocol current state : DOWN
Description:
Route Port,The Maximum Transmit Unit is 1500
Internet protocol processing : disabled
Hardware address is 00e0-fc12-3457
Speed:   10000, Loopback: NONE
"""


def test_interfaces_of_vrp() -> None:
    found = huawei_answers.interfaces(VRP_INTERFACES)
    assert [(name, one["is_up"], one["is_enabled"]) for name, one in found.items()] == [
        ("Eth-Trunk1", True, True),
        ("10GE1/0/1", False, False),
    ]
    assert [one["mtu"] for one in found.values()] == [9216, 1500]
    assert [one["speed"] for one in found.values()] == [0.0, 10000.0]
    assert [one["description"] for one in found.values()] == ["to 大连", ""]
    assert found["10GE1/0/1"]["mac_address"] == "00:E0:FC:12:34:57"


VRP_ARP = """\
IP ADDRESS      MAC ADDRESS     EXPIRE(M) TYPE        INTERFACE   VPN-INSTANCE
                                          VLAN/CEVLAN PVC
------------------------------------------------------------------------------
10.1.1.1        00e0-fc12-3456            I -         Vlanif10
10.1.1.2        00e0-fc12-3457  20        D-0         GE0/0/1     red
                                          10/-
10.1.1.3        00e0-fc12-3458            S--         Vlanif20
------------------------------------------------------------------------------
Total:3         Dynamic:1       Static:1     Interface:1
"""


def test_arp_of_vrp() -> None:
    found = huawei_answers.arp(VRP_ARP)
    assert [(one["ip"], one["interface"]) for one in found] == [
        ("10.1.1.1", "Vlanif10"),
        ("10.1.1.2", "GE0/0/1"),
        ("10.1.1.3", "Vlanif20"),
    ]


VRP_BGP = """\

 BGP local router ID : 10.0.0.1
 Local AS number : 65001
 Total number of peers : 2                Peers in established state : 1

  Peer            V          AS  MsgRcvd  MsgSent  OutQ  Up/Down       State PrefRcv

  10.0.0.2        4       65002      100      101     0 01h02m Established       7
  10.0.0.3        4        1.10        0        0     0 00:10:00 Idle(Admin)       0
"""
VRP_VPN = """\

  Peer of IPv4-family for vpn instance :

 VPN-Instance red, Router ID 10.0.0.9:
  192.168.1.2     4       65100       10       10     0 00:00:10 Established       3
"""


def test_bgp_of_vrp() -> None:
    found = huawei_answers.bgp_neighbors([VRP_BGP, VRP_VPN, "Error: Unrecognized command found at '^' position."])
    assert {vrf: held["router_id"] for vrf, held in found.items()} == {"global": "10.0.0.1", "red": "10.0.0.9"}
    peers = found["global"]["peers"]
    assert [(name, one["is_up"], one["remote_as"]) for name, one in peers.items()] == [
        ("10.0.0.2", True, 65002),
        ("10.0.0.3", False, 65546),
    ]
    assert found["red"]["peers"]["192.168.1.2"]["address_family"]["ipv4"]["received_prefixes"] == 3


def test_ospf_of_vrp() -> None:
    text = """\
          OSPF Process 1 with Router ID 10.0.0.1
                  Peer Statistic Information
 ----------------------------------------------------------------------------
 Area Id          Interface                        Neighbor id      State
 0.0.0.0          GigabitEthernet0/0/1             10.0.0.2         Full
 0.0.0.1          Vlanif10                         10.0.0.3         ExStart
 ----------------------------------------------------------------------------
"""
    assert huawei_answers.ospf_neighbors(text) == {"10.0.0.2": True, "10.0.0.3": False}


def test_commits_of_vrp8_newest_first() -> None:
    text = "1    1000000115    -    VTY 0\n2    1000000114    -    VTY 0\n"
    assert huawei_answers.commits(text) == ("1000000115", "1000000114")


def test_trials_of_vrp8() -> None:
    assert huawei_answers.trial_runs("Trial status: ACTIVE\n Time left: 100 s")
    for text in ("Trial status: INACTIVE", "Info: There is no active trial.", "The trial is not active", ""):
        assert not huawei_answers.trial_runs(text)


RGOS_INTERFACES = """\
========================== GigabitEthernet 0/1 ========================
GigabitEthernet 0/1 is UP  , line protocol is UP
  Hardware is Broadcom 5464 GigabitEthernet, address is 001a.a94b.1234 (bia 001a.a94b.1234)
  Description: to core
  MTU 1500 bytes, BW 1000000 Kbit
========================== VLAN 10 ========================
VLAN 10 is administratively down, line protocol is DOWN
  MTU 1500 bytes, BW 1000000 Kbit
"""


def test_interfaces_of_rgos() -> None:
    found = ruijie_answers.interfaces(RGOS_INTERFACES)
    assert [(name, one["is_up"], one["is_enabled"]) for name, one in found.items()] == [
        ("GigabitEthernet 0/1", True, True),
        ("VLAN 10", False, False),
    ]
    assert found["GigabitEthernet 0/1"]["mac_address"] == "00:1A:A9:4B:12:34"
    assert found["GigabitEthernet 0/1"]["speed"] == 1000.0


def test_neighbours_of_rgos() -> None:
    summary = """\
BGP router identifier 10.0.0.1, local AS number 65001
BGP table version is 4
Neighbor        V    AS MsgRcvd MsgSent   TblVer  InQ OutQ Up/Down  State/PfxRcd
10.0.0.2        4 65002     100     100        4    0    0 00:10:00        5
10.0.0.3        4 65003       0       0        0    0    0 never    Active
"""
    found = ruijie_answers.bgp_neighbors({"global": summary})["global"]
    assert {name: one["is_up"] for name, one in found["peers"].items()} == {"10.0.0.2": True, "10.0.0.3": False}
    ospf = """\
OSPF process 1, 2 Neighbors, 1 is Full:
Neighbor ID     Pri   State                BFD State  Dead Time   Address         Interface
10.0.0.2          1   Full/DR              -          00:00:38    10.0.1.2        VLAN 10
10.0.0.3          1   2-Way/DROther        -          00:00:38    10.0.1.3        VLAN 10
"""
    assert ruijie_answers.ospf_neighbors(ospf) == {"10.0.0.2": True, "10.0.0.3": False}
