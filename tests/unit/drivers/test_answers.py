"""What devices print about themselves, as manuals and other people's parsers show it."""

from govnetgen.drivers import huawei_answers, huawei_ping, ruijie_answers
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


NARROW = """\
 BGP local router ID : 10.0.0.1
 Local AS number : 100.1
 Total number of peers : 2\t\t  Peers in established state : 1

  Peer            V          AS  MsgRcvd  MsgSent  OutQ  Up/Down       State Pre
fRcv

  10.0.0.3         4       100.1       11        6     0 00:02:29 Established   \x20
   6
  2001:DB8::4      4       100.1       11        7     0 00:02:32      Active   \x20
   0
"""


def test_bgp_of_vrp_in_a_narrow_terminal() -> None:
    peers = huawei_answers.bgp_neighbors([NARROW])["global"]["peers"]
    assert {name: one["is_up"] for name, one in peers.items()} == {"10.0.0.3": True, "2001:DB8::4": False}
    assert peers["10.0.0.3"]["address_family"]["ipv4"]["received_prefixes"] == 6


OSPF_VRP5 = """
\t OSPF Process 1 with Router ID 10.0.0.1
\t\t Neighbors\x20

 Area 0.0.0.0 interface 10.0.12.1(GigabitEthernet0/0/1)'s neighbors
 Router ID: 10.0.0.2         Address: 10.0.12.2       \x20
   State: Full  Mode:Nbr is  Master  Priority: 1
   DR: 10.0.12.2  BDR: 10.0.12.1  MTU: 0   \x20
   Dead timer due in 40  sec\x20

 Router ID: 10.0.0.3         Address: 10.0.12.3       \x20
   State: 2-Way  Mode:Nbr is  Slave  Priority: 0
   DR: 10.0.12.2  BDR: 10.0.12.5  MTU: 0

 Router ID: 10.0.0.4         Address: 10.0.12.4       \x20
   State: ExStart  Mode:Nbr is  Slave  Priority: 1
   DR: 10.0.12.2  BDR: 10.0.12.5  MTU: 0
"""
OSPF_VRP8 = """
          (M) Indicates MADJ neighbor

          OSPF Process 1 with Router ID 10.0.0.1
                 Neighbors

 Area 0.0.0.0 interface 10.0.34.3 (100GE1/0/1)'s neighbors
 Router ID: 10.0.0.4             Address: 10.0.34.4             GR State: Normal
   State: Full           Mode:Nbr is Master     Priority: 1
   DR: 10.0.34.4          BDR: 10.0.34.3          MTU: 0
"""


def test_ospf_of_vrp() -> None:
    assert huawei_answers.ospf_neighbors(OSPF_VRP5) == {"10.0.12.2": True, "10.0.12.3": True, "10.0.12.4": False}
    assert huawei_answers.ospf_neighbors(OSPF_VRP8) == {"10.0.34.4": True}


def test_ospfv3_of_vrp() -> None:
    text = """\
OSPFv3 Process (1)
OSPFv3 Area (0.0.0.0)
Neighbor ID     Pri  State            Dead Time   Interface            Instance ID
10.0.0.2          1  Full/Backup      00:00:34    GE0/0/1                         0
10.0.0.3          1  Init/-           00:00:31    Vlanif10                        0
"""
    assert huawei_answers.ospfv3_neighbors(text) == {"10.0.0.2%GE0/0/1": True, "10.0.0.3%Vlanif10": False}


def test_isis_of_vrp() -> None:
    text = """\
                         Peer information for ISIS(100)

  System Id     Interface          Circuit Id       State HoldTime Type     PRI
-------------------------------------------------------------------------------
R3              GE0/0/1            R1.01             Up   28s      L2       64\x20
a-name-that-is-long-enough-for-a-line
                Eth-Trunk1         0000000002        Init 8s       L1(L1L2) --\x20

Total Peer(s): 2\x20
"""
    assert huawei_answers.isis_neighbors(text) == {
        "R3 L2%GE0/0/1": True,
        "a-name-that-is-long-enough-for-a-line L1(L1L2)%Eth-Trunk1": False,
    }


PING_VRP = """\
  PING 10.0.0.3: 56  data bytes, press CTRL_C to break
    Reply from 10.0.0.3: bytes=56 Sequence=1 ttl=255 time=50 ms
    Request time out
    Reply from 10.0.0.3: bytes=56 Sequence=3 ttl=255 time=20 ms

  --- 10.0.0.3 ping statistics ---
    3 packet(s) transmitted
    2 packet(s) received
    33.33% packet loss
    round-trip min/avg/max = 20/35/50 ms

"""
PING_VRP_IPV6 = """\
  PING 2001:DB8::3 : 56  data bytes, press CTRL_C to break
    Reply from 2001:DB8::3\x20
    bytes=56 Sequence=1 hop limit=64  time = 12 ms

  --- 2001:DB8::3 ping statistics ---
    1 packet(s) transmitted
    1 packet(s) received
    0.00% packet loss
    round-trip min/avg/max = 12/12/12 ms
"""


def test_ping_of_vrp() -> None:
    found = huawei_ping.result(PING_VRP, "10.0.0.3")["success"]
    assert (found["probes_sent"], found["packet_loss"], found["rtt_avg"]) == (3, 1, 35.0)
    assert found["results"] == [{"ip_address": "10.0.0.3", "rtt": 50.0}, {"ip_address": "10.0.0.3", "rtt": 20.0}]
    assert huawei_ping.result(PING_VRP_IPV6, "2001:DB8::3")["success"]["results"] == [
        {"ip_address": "2001:DB8::3", "rtt": 12.0}
    ]
    assert huawei_ping.result("  Info: something else\n", "10.0.0.3") == {"error": "Info: something else"}


def test_ping_is_asked_for_as_the_release_wants_it() -> None:
    ipv4 = huawei_ping.Request("10.0.0.3", "10.0.0.1", 64, 1, 56, 2, "red", "")
    assert list(huawei_ping.commands(ipv4)) == [
        "ping -c 2 -t 1000 -s 56 -h 64 -a 10.0.0.1 -vpn-instance red 10.0.0.3",
    ]
    ipv6 = huawei_ping.Request("2001:DB8::3", "", 255, 1, 56, 2, "red", "")
    assert list(huawei_ping.commands(ipv6)) == [
        "ping ipv6 -c 2 -t 1000 -s 56 vpn-instance red 2001:DB8::3",
        "ping ipv6 -c 2 -t 1000 -s 56 vpn6-instance red 2001:DB8::3",
    ]


def test_ping_of_rgos() -> None:
    text = """\
Sending 5, 100-byte ICMP Echoes to 10.0.0.2, timeout is 2 seconds:
  < press Ctrl+C to break >
!!.!!
Success rate is 80 percent (4/5), round-trip min/avg/max = 1/2/10 ms.
"""
    found = ruijie_answers.ping(text, "10.0.0.2")["success"]
    assert (found["probes_sent"], found["packet_loss"], found["rtt_max"], len(found["results"])) == (5, 1, 10.0, 4)


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
    found = ruijie_answers.bgp_neighbors([("global", summary)])["global"]
    assert {name: one["is_up"] for name, one in found["peers"].items()} == {"10.0.0.2": True, "10.0.0.3": False}
    ospf = """\
OSPF process 1, 2 Neighbors, 1 is Full:
Neighbor ID     Pri   State                BFD State  Dead Time   Address         Interface
10.0.0.2          1   Full/DR              -          00:00:38    10.0.1.2        VLAN 10
10.0.0.3          1   2-Way/DROther        -          00:00:38    10.0.1.3        VLAN 10
10.0.0.4          1   Init/DROther         -          00:00:38    10.0.1.4        VLAN 10
"""
    assert ruijie_answers.ospf_neighbors(ospf) == {"10.0.1.2": True, "10.0.1.3": True, "10.0.1.4": False}
