"""Protocols and services as a USG names them."""

from collections.abc import Mapping

from govnetgen.model.address import NumberRange
from govnetgen.model.device.acl import Protocol
from govnetgen.model.device.firewall import Firewall, ServiceTerm

PROTOCOL_WORDS: Mapping[Protocol, str] = {
    Protocol.TCP: "tcp",
    Protocol.UDP: "udp",
    Protocol.ICMP: "icmp",
    Protocol.ICMPV6: "icmpv6",
    # a service set knows words for TCP, UDP, SCTP, ICMP and ICMPv6 only; all others go by IANA number
    Protocol.GRE: "47",
    Protocol.ESP: "50",
    Protocol.OSPF: "89",
}
"""How a protocol is written in a service set and in ``nat server``; ``ip`` has no word: any is no line at all."""

PROTOCOLS: Mapping[str, Protocol] = {
    **{word: protocol for protocol, word in PROTOCOL_WORDS.items()},
    "1": Protocol.ICMP,
    "6": Protocol.TCP,
    "17": Protocol.UDP,
    "58": Protocol.ICMPV6,
    "gre": Protocol.GRE,
    "esp": Protocol.ESP,
    "ospf": Protocol.OSPF,
}
"""How a protocol may be found written."""

PORT_WORDS: Mapping[str, int] = {
    "ftp-data": 20,
    "ftp": 21,
    "ssh": 22,
    "telnet": 23,
    "smtp": 25,
    "dns": 53,
    "domain": 53,
    "tftp": 69,
    "www": 80,
    "pop3": 110,
    "ntp": 123,
    "snmp": 161,
    "bgp": 179,
    "syslog": 514,
}
"""Words that ``nat server`` shows in place of well-known ports."""

ALL_PORTS = NumberRange(0, 65535)
PORTED = frozenset({Protocol.TCP, Protocol.UDP})


def _one(protocol: Protocol, port: int | None = None) -> tuple[ServiceTerm, ...]:
    return (ServiceTerm(protocol=protocol, ports=None if port is None else NumberRange(port, port)),)


PREDEFINED: Mapping[str, tuple[ServiceTerm, ...]] = {
    "bgp": _one(Protocol.TCP, 179),
    "dns": _one(Protocol.UDP, 53),
    "esp": _one(Protocol.ESP),
    "ftp": _one(Protocol.TCP, 21),
    "gre": _one(Protocol.GRE),
    "http": _one(Protocol.TCP, 80),
    "https": _one(Protocol.TCP, 443),
    "icmp": _one(Protocol.ICMP),
    "icmpv6": _one(Protocol.ICMPV6),
    "ntp": _one(Protocol.UDP, 123),
    "ospf": _one(Protocol.OSPF),
    "pop3": _one(Protocol.TCP, 110),
    "smtp": _one(Protocol.TCP, 25),
    "snmp": _one(Protocol.UDP, 161),
    "snmptrap": _one(Protocol.UDP, 162),
    "ssh": _one(Protocol.TCP, 22),
    "syslog": _one(Protocol.UDP, 514),
    "telnet": _one(Protocol.TCP, 23),
}
"""Services that every USG has and nobody may define: rules name them, and no dump shows what they hold."""

_RENAMED = "custom-"
"""How a service begins that would take the name of one of the device's own."""


def renamed_services(firewall: Firewall) -> Mapping[str, str]:
    """Return the device's name of each service that cannot have its own: the device has another one of that name."""
    names = [one.name for one in firewall.service_objects if PREDEFINED.get(one.name, one.terms) != one.terms]
    names += [one.name for one in firewall.service_groups if one.name in PREDEFINED]
    return {name: _RENAMED + name for name in names}


def is_renamed(name: str) -> bool:
    """Tell whether a device's name stands for a service that could not have its own."""
    return name.startswith(_RENAMED) and name.removeprefix(_RENAMED) in PREDEFINED


def original_name(name: str) -> str:
    """Return the model's name of a service on the device."""
    return name.removeprefix(_RENAMED) if is_renamed(name) else name
