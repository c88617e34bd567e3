"""ARP tables as devices and hosts print them, told by their lines: an address and a MAC address in each.

Shapes seen: ``display arp`` of VRP and Comware, ``show arp`` of IOS, EOS, RGOS and StoneOS, ``show arp no-resolve`` of
Junos, ``get system arp`` of FortiOS, ``ip neigh`` and ``arp`` of Linux, ``arp -a`` of Windows.
"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from govnetgen.brownfield.cell import squeezed
from govnetgen.brownfield.mac import MAC, read_mac
from govnetgen.brownfield.prefix_item import read_address
from govnetgen.model.claims import ArpEntry, Origin

_PROMPT = re.compile(
    r"^\s*(?:<(?P<angle>[^<>\s]+)>|\[~?\*?(?P<square>[^\[\]\s]+)\]|(?:[\w.-]+@)?(?P<plain>[A-Za-z][\w.-]*)(?:\([^)]*\))?[#>$])"
    r"\s*(?:(?:display|dis|show|sh|get|run|ip|arp|exec|diagnose)\b.*|)$"
)
_ADDRESS = re.compile(r"(?<![\w.])(\d{1,3}(?:\.\d{1,3}){3})(?![\w.])")
_MAC = re.compile(rf"(?<![\w:.-])({MAC})(?![\w:-])")
_INTERFACE = re.compile(
    r"(?<![\w/])((?:vlan[-\s]?if|vlan-interface|vlanif|vlan|bvi|irb|loopback|lo|bridge-aggregation|route-aggregation|eth-trunk|"
    r"port-channel|aggregateport|(?:ten|twentyfive|forty|hundred|x)?-?gigabitethernet|fastethernet|ethernet|\d*ge|gi|te|fa|po|eth|"
    r"ens|eno|bond|br|xe-|ge-|et-|ae|reth|mgt|meth|port)[\s-]?\d[\d/.:]*|(?:irb|ae|vlan)\.\d+)",
    re.I,
)
_INSTANCE = re.compile(r"(?:vpn-instance|vrf)\s*[:=]?\s*(?P<name>[\w.-]+)", re.I)
_OWN_CISCO = re.compile(r"^\s*(?:Internet\s+)?\d{1,3}(?:\.\d{1,3}){3}\s+--?\s", re.I)
_OWN_HUAWEI = re.compile(r"(?<!\S)I\s*-(?!\S)")
_HEADING_VPN = re.compile(r"vpn-instance|vrf", re.I)
_TYPE_HUAWEI = re.compile(r"(?<!\S)(?:[DSI]\s*-\s*\S*|[DSI]-\d+|[DS])\s+(?P<interface>\S+)(?:\s+(?P<vpn>[\w.-]+))?\s*$")


def looks_like_arp(text: str) -> bool:
    """Tell whether a text holds an ARP table: some lines with an address and a MAC address, and no other cells."""
    pairs = 0
    filled = 0
    for line in text.splitlines()[:2000]:
        if not line.strip():
            continue
        filled += 1
        pairs += bool(_is_entry(line))
    return pairs > 0 and (pairs * 5 >= filled or bool(re.search(r"\barp\b|ip\s+neigh", text[:4096], re.I)))


def _is_entry(line: str) -> bool:
    address = _ADDRESS.search(line)
    return bool(address) and _MAC.search(line.replace(address[1], " ", 1)) is not None if address else False


def read_arp(text: str, file: str) -> Iterator[ArpEntry]:
    """Yield the entries of a text; lines of other shapes belong to the device's talk and are passed over."""
    device = device_of(text) or PurePosixPath(file).stem
    vrf, named_by_column = "", False
    for number, line in enumerate(text.splitlines(), 1):
        prompt = _prompted(line)
        if prompt:
            device = prompt
        address_match = _ADDRESS.search(line)
        if address_match is None:
            if "address" in line.lower():
                named_by_column = bool(_HEADING_VPN.search(line))
            instance = _INSTANCE.search(line)
            if instance and not named_by_column:
                vrf = squeezed(instance["name"])
            continue
        rest = f"{line[: address_match.start()]} {line[address_match.end() :]}"
        mac_match = _MAC.search(rest)
        address = read_address(address_match[1])
        mac = read_mac(mac_match[1]) if mac_match else None
        if address is None or mac is None or mac == "000000000000" or int(mac[1], 16) & 1:
            continue  # a group address (IEEE 802: the lowest bit of the first octet) is no host's
        column = _TYPE_HUAWEI.search(line) if named_by_column else None
        yield ArpEntry(
            origin=Origin(file, number),
            device=device,
            address=address,
            mac=mac,
            interface=_interface(line, mac_match[1] if mac_match else ""),
            vrf=squeezed(column["vpn"] or "") if column else vrf,
            own=bool(_OWN_CISCO.search(line) or _OWN_HUAWEI.search(line)),
        )


def unread_entries(text: str, file: str) -> Iterator[tuple[Origin, str]]:
    """Yield the lines that name a MAC address, but an address that is none."""
    for number, line in enumerate(text.splitlines(), 1):
        match = re.match(r"\s*(?:Internet\s+)?(\d{1,4}(?:\.\d{1,4}){3})\s", line)
        if match and read_address(match[1]) is None and _MAC.search(line):
            yield Origin(file, number), line.strip()


def device_of(text: str) -> str:
    """Return the name in the first prompt of a capture; empty where there is none."""
    return next((name for line in text.splitlines()[:50] if (name := _prompted(line))), "")


def _prompted(line: str) -> str:
    match = _PROMPT.match(line)
    return (match["angle"] or match["square"] or match["plain"] or "") if match else ""


def _interface(line: str, mac: str) -> str:
    match = _INTERFACE.search(line.replace(mac, " "))
    return re.sub(r"\s+", "", match[1]) if match else ""
