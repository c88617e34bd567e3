"""What simulated devices print of their neighbours, and of who answers, shaped as the manuals show it."""

import re
from collections.abc import Callable
from ipaddress import ip_address, ip_network

from simulator.around import Around, ports

Sees = Callable[[str, str, Around], str | None]
"""Answers a command (None for any other), by the running configuration and what stands around the device."""


def vrp(words: str, running: str, around: Around) -> str | None:
    """Return what VRP shows."""
    if words == "display bgp peer":
        return _vrp_bgp(running, around)
    if words in ("display bgp vpnv4 all peer", "display bgp vpnv6 all peer", "display bgp ipv6 peer"):
        return _vrp_vpn(running, around) if "vpnv4" in words else ""
    if words == "display ospf peer":
        return _vrp_ospf(running, around)
    if words == "display isis peer":
        return _vrp_isis(running, around)
    if words == "display ospfv3 peer":
        return ""
    return _vrp_ping(words, running, around) if words.startswith("ping ") else None


def rgos(words: str, running: str, around: Around) -> str | None:
    """Return what RGOS shows."""
    if words == "show ip bgp summary":
        return _rgos_bgp(running, around)
    if words == "show bgp ipv6 unicast summary" or words.startswith("show ip bgp vpnv4 vrf "):
        return ""
    if words == "show ip ospf neighbor":
        return _rgos_ospf(running, around)
    return _rgos_ping(words, running, around) if words.startswith("ping ") else None


_PEER = "  {address:<16}4 {asn:>11}      100      100     0 00:10:00 {state:>11}       {prefixes}\n"


def _vrp_peers(block: str, indent: str, running: str, around: Around, vrf: str) -> str:
    text = ""
    for address, asn in re.findall(rf"^{indent}peer (\S+) as-number (\S+)", block, re.M):
        settings = re.findall(rf"^{indent}(peer {re.escape(address)} (?:as-number|password|ignore).*)", block, re.M)
        up = around.answers(running, address, vrf) and around.agrees(f"{vrf} {address}", settings)
        state, prefixes = ("Established", 5) if up else ("Idle", 0)
        text += _PEER.format(address=address, asn=asn, state=state, prefixes=prefixes)
    return text


def _vrp_bgp(running: str, around: Around) -> str:
    local = re.search(r"^bgp (\S+)\n((?: .*\n)*)", running, re.M)
    if local is None:
        return ""
    head = (
        f" BGP local router ID : 10.255.0.1\n Local AS number : {local[1]}\n\n"
        "  Peer            V          AS  MsgRcvd  MsgSent  OutQ  Up/Down       State PrefRcv\n\n"
    )
    return head + _vrp_peers(local[2], " ", running, around, "")


def _vrp_vpn(running: str, around: Around) -> str:
    found = ["  Peer of IPv4-family for vpn instance :\n"]
    for vrf, block in re.findall(r"^ ipv4-family vpn-instance (\S+)\n((?:  .*\n)*)", running, re.M):
        found.append(f"\n VPN-Instance {vrf}, Router ID 10.255.0.1:\n")
        found.append(_vrp_peers(block, "  ", running, around, vrf))
    return "".join(found)


def _vrp_ospf(running: str, around: Around) -> str:
    text = "\n\t OSPF Process 1 with Router ID 10.255.0.1\n\t\t Neighbors \n"
    for number, port in enumerate((one for one in ports(running) if "ospf enable" in "\n".join(one.lines)), start=2):
        settings = [line for line in port.lines if line.startswith("ospf ") and "cost" not in line]
        state = "Full" if around.agrees(f"ospf {port.other_end}", settings) else "Init"
        text += (
            f"\n Area 0.0.0.0 interface {port.address}({port.name})'s neighbors\n"
            f" Router ID: 10.255.0.{number:<6} Address: {port.other_end:<16} \n"
            f"   State: {state}  Mode:Nbr is  Master  Priority: 1\n   DR: None   BDR: None   MTU: 0    \n"
            "   Dead timer due in 38  sec \n   Retrans timer interval: 5 \n   Neighbor is up for 00:10:00     \n"
        )
    return text


def _vrp_isis(running: str, around: Around) -> str:
    text = (
        "\n                         Peer information for ISIS(1)\n\n"
        "  System Id     Interface          Circuit Id       State HoldTime Type     PRI\n" + "-" * 79 + "\n"
    )
    for port in (one for one in ports(running) if "isis enable" in "\n".join(one.lines)):
        settings = [line for line in port.lines if line.startswith("isis ") and "cost" not in line]
        state = "Up" if around.agrees(f"isis {port.other_end}", settings) else "Init"
        text += (
            f"R{port.other_end.rpartition('.')[2]:<14} {port.name:<18} 0000000001{state:>9}   25s      L2       -- \n"
        )
    return text + "\nTotal Peer(s): 0 \n"


def _vrp_ping(words: str, running: str, around: Around) -> str:
    vrf = re.search(r"-vpn-instance (\S+)", words)
    source = re.search(r"-a (\S+)", words)
    if source is not None and source[1] not in [one.address for one in ports(running)]:
        return "Error: The source address is not an address of this device.\n"
    count, address = int(re.findall(r"-c (\d+)", words)[0]), words.split()[-1]
    lines = f"  PING {address}: 56  data bytes, press CTRL_C to break\n"
    up = around.answers(running, address, vrf[1] if vrf else "")
    for number in range(1, count + 1):
        lines += (
            f"    Reply from {address}: bytes=56 Sequence={number} ttl=255 time=20 ms\n"
            if up
            else "    Request time out\n"
        )
    lines += f"\n  --- {address} ping statistics ---\n    {count} packet(s) transmitted\n"
    lines += f"    {count if up else 0} packet(s) received\n    {0 if up else 100}.00% packet loss\n"
    return lines + ("    round-trip min/avg/max = 20/20/20 ms\n\n" if up else "\n")


def _rgos_bgp(running: str, around: Around) -> str:
    local = re.search(r"^router bgp (\S+)", running, re.M)
    if local is None:
        return "% BGP is not running\n"
    text = f"BGP router identifier 10.255.0.1, local AS number {local[1]}\n"
    for address, asn in re.findall(r"^ neighbor (\S+) remote-as (\S+)", running, re.M):
        settings = re.findall(rf"^ (neighbor {re.escape(address)} (?:remote-as|password|shutdown).*)", running, re.M)
        up = around.answers(running, address) and around.agrees(address, settings)
        last = "5" if up else "Active"
        text += f"{address:<16}4 {asn:>6}     100     100        3    0    0 00:10:00 {last:>8}\n"
    return text


def _rgos_ospf(running: str, around: Around) -> str:
    text = "Neighbor ID     Pri   State        BFD State  Dead Time   Address      Interface\n"
    networks = [
        ip_network(f"{prefix}/{wild}") for prefix, wild in re.findall(r"^ network (\S+) (\S+) area", running, re.M)
    ]
    for number, port in enumerate(ports(running), start=2):
        if any(ip_address(port.address) in one for one in networks):
            settings = [line for line in port.lines if line.startswith("ip ospf ") and "cost" not in line]
            state = "Full/DR" if around.agrees(f"ospf {port.other_end}", settings) else "Init/DROther"
            text += (
                f"10.255.0.{number}        1   {state:<12} -          00:00:35    {port.other_end}     {port.name}\n"
            )
    return text


def _rgos_ping(words: str, running: str, around: Around) -> str:
    match = re.fullmatch(r"ping (?:vrf (\S+) )?(\S+) length \d+ ntimes (\d+) timeout (\d+)(?: source (\S+))?", words)
    if match is None:
        return "% Invalid input detected at '^' marker.\n"
    vrf, address, count, timeout, _ = match.groups()
    up = around.answers(running, address, vrf or "")
    text = f"Sending {count}, 100-byte ICMP Echoes to {address}, timeout is {timeout} seconds:\n"
    text += f"  < press Ctrl+C to break >\n{('!' if up else '.') * int(count)}\n"
    if up:
        return text + f"Success rate is 100 percent ({count}/{count}), round-trip min/avg/max = 1/2/10 ms.\n"
    return text + f"Success rate is 0 percent (0/{count}).\n"
