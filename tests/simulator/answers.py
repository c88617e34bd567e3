"""What simulated devices print about themselves, shaped as the manuals show it."""

import re
from collections.abc import Callable, Iterator, Mapping


def _interfaces(running: str) -> Iterator[tuple[str, str, bool, str]]:
    """Yield name, description, whether it is on, and the first address."""
    for block in re.split(r"^(?=interface )", running, flags=re.M)[1:]:
        head, _, rest = block.partition("\n")
        body = rest.split("\n#", 1)[0].split("\n!", 1)[0]
        description = re.search(r"^ +description (.*)$", body, re.M)
        address = re.search(r"^ +ip address (\S+) ", body, re.M)
        name = head.removeprefix("interface ")
        down = re.search(r"^ +shutdown$", body, re.M)
        yield name, description[1] if description else "", not down, address[1] if address else ""


def _vrp_interfaces(running: str) -> str:
    return "\n".join(
        f"{name} current state : {'UP' if on else 'Administratively DOWN'}\n"
        f"Line protocol current state : {'UP' if on else 'DOWN'}\n"
        f"Description:{description}\n"
        "Route Port,The Maximum Transmit Unit is 1500\n"
        "IP Sending Frames' Format is PKTFMT_ETHNT_2, Hardware address is 4c1f-cc11-2233\n"
        "Speed : 1000,  Loopback: NONE\n"
        for name, description, on, _ in _interfaces(running)
    )


def _vrp_arp(running: str) -> str:
    head = "IP ADDRESS      MAC ADDRESS     EXPIRE(M) TYPE INTERFACE      VPN-INSTANCE\n"
    return head + "".join(
        f"{address:<16}4c1f-cc11-2233            I -  {name}\n"
        for name, _, _, address in _interfaces(running)
        if address
    )


def _rgos_interfaces(running: str) -> str:
    return "".join(
        f"========================== {name} ========================\n"
        f"{name} is {'UP  ' if on else 'administratively down  '}, line protocol is {'UP' if on else 'DOWN'}\n"
        "  Hardware is GigabitEthernet, address is 5869.6c11.2233 (bia 5869.6c11.2233)\n"
        f"  Description: {description}\n"
        "  MTU 1500 bytes, BW 1000000 Kbit\n"
        for name, description, on, _ in _interfaces(running)
    )


def _rgos_arp(running: str) -> str:
    head = "Protocol  Address          Age(min)  Hardware        Type   Interface\n"
    return head + "".join(
        f"Internet  {address:<16} --        5869.6c11.2233  arpa   {name}\n"
        for name, _, _, address in _interfaces(running)
        if address
    )


def _vrp_bgp(running: str) -> str:
    head = (
        " BGP local router ID : 10.255.0.1\n Local AS number : {}\n\n"
        "  Peer            V          AS  MsgRcvd  MsgSent  OutQ  Up/Down       State PrefRcv\n\n"
    )
    local = re.search(r"^bgp (\S+)", running, re.M)
    peers = re.findall(r"^ peer (\S+) as-number (\S+)", running, re.M)
    lines = [
        f"  {one:<16}4 {number:>11}      100      100     0 00:10:00 Established       5\n" for one, number in peers
    ]
    return head.format(local[1] if local else 0) + "".join(lines)


def _vrp_vpn(running: str) -> str:
    found = ["  Peer of IPv4-family for vpn instance :\n"]
    for vrf, block in re.findall(r"^ ipv4-family vpn-instance (\S+)\n((?:  .*\n)*)", running, re.M):
        found.append(f"\n VPN-Instance {vrf}, Router ID 10.255.0.1:\n")
        for one, number in re.findall(r"^  peer (\S+) as-number (\S+)", block, re.M):
            found.append(f"  {one:<16}4 {number:>11}      100      100     0 00:10:00 Idle       0\n")
    return "".join(found)


def _vrp_ospf(running: str) -> str:
    head = " Area Id          Interface                        Neighbor id      State\n"
    ports = re.findall(r"^interface (\S+)\n(?: .*\n)*? ospf enable", running, re.M)
    return head + "".join(f" 0.0.0.0          {port:<32} 10.255.0.{n:<6} Full\n" for n, port in enumerate(ports, 2))


def _rgos_bgp(running: str) -> str:
    local = re.search(r"^router bgp (\S+)", running, re.M)
    peers = re.findall(r"^ neighbor (\S+) remote-as (\S+)", running, re.M)
    return f"BGP router identifier 10.255.0.1, local AS number {local[1] if local else 0}\n" + "".join(
        f"{one:<16}4 {number:>6}     100     100        3    0    0 00:10:00        5\n" for one, number in peers
    )


def _rgos_ospf(running: str) -> str:
    count = len(re.findall(r"^ network \S+ \S+ area", running, re.M))
    return "Neighbor ID     Pri   State        BFD State  Dead Time   Address      Interface\n" + "".join(
        f"10.255.0.{n}        1   Full/DR      -          00:00:35    10.0.{n}.2    VLAN {n}\n"
        for n in range(2, 2 + count)
    )


VRP: Mapping[str, Callable[[str], str]] = {
    "version": lambda running: (
        "Huawei Versatile Routing Platform Software\n"
        "VRP (R) software, Version 5.170 (S5700 V200R019C10SPC500)\n"
        "HUAWEI S5735-L24T4X-A Routing Switch uptime is 2 weeks, 1 day, 3 hours, 4 minutes\n"
    ),
    "esn": lambda running: "ESN of slot 0: 2102351234567890\n",
    "interface": _vrp_interfaces,
    "bgp peer": _vrp_bgp,
    "bgp vpnv4 all peer": _vrp_vpn,
    "ospf peer brief": _vrp_ospf,
    "arp all": _vrp_arp,
    "arp": _vrp_arp,
}
RGOS: Mapping[str, Callable[[str], str]] = {
    "version": lambda running: (
        "System description      : Ruijie Full Gigabit Routing Switch(S5760C-48SFP8XS-X) by Ruijie Networks\n"
        "System start time       : 2026-01-01 00:00:00\n"
        "System uptime           : 12:03:04:05\n"
        "System software version : S5760X_RGOS 12.6(2)B0702P1\n"
        "System serial number    : G1QH1234567AB\n"
    ),
    "ip bgp summary": _rgos_bgp,
    "ip ospf neighbor": _rgos_ospf,
    "interfaces": _rgos_interfaces,
    "arp": _rgos_arp,
}
