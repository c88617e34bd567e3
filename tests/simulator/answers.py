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


VRP: Mapping[str, Callable[[str], str]] = {
    "version": lambda running: (
        "Huawei Versatile Routing Platform Software\n"
        "VRP (R) software, Version 5.170 (S5700 V200R019C10SPC500)\n"
        "HUAWEI S5735-L24T4X-A Routing Switch uptime is 2 weeks, 1 day, 3 hours, 4 minutes\n"
    ),
    "esn": lambda running: "ESN of slot 0: 2102351234567890\n",
    "interface": _vrp_interfaces,
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
    "interfaces": _rgos_interfaces,
    "arp": _rgos_arp,
}
