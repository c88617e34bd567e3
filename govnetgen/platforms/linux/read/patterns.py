"""Regular expressions of the values in Linux's files, strict enough that what they match can be converted."""

import re

from govnetgen.model.address import Address, AddressRange, InterfaceAddress, NumberRange, Prefix, numbers, ranges_of
from govnetgen.model.names import PORT_KINDS
from govnetgen.model.secret import Secret, secret_from
from govnetgen.platforms.linux.names import neutral

NUMBER = "[0-9]{1,10}"
PORTS = "[0-9]{1,5}(?:-[0-9]{1,5})?"
VLANS = "[0-9]{1,4}(?:-[0-9]{1,4})?"
WORD = "[A-Za-z0-9_./-]+"
"""What ``names.word`` writes."""

_KINDS = "|".join(
    "swp" if kind == "port" else kind.replace(".", r"\.") for kind in (*PORT_KINDS, "lag", "vlan", "mgmt", "tunnel")
)
INTERFACE = (
    rf"(?:(?:{_KINDS}|null)[0-9]+(?:-[0-9]+)*|lo(?!0(?![0-9-]))(?:[0-9]+(?:-[0-9]+)*)?)(?:\.(?:0|[1-9][0-9]{{0,8}}))?"
)
INTERFACES = rf'"{INTERFACE}"(?:, "{INTERFACE}(?:-v[0-9]+)?")*'
"""Interfaces in a set, each followed by the devices of its VRRP groups."""
TARGET = r"[0-9.]{1,15}:[0-9]{1,10}"
"""A route distinguisher or target."""


def interface(text: str) -> str:
    """Return the neutral name of an interface that INTERFACE matched."""
    name = neutral(text)
    if name is None:
        raise LookupError(text)
    return name


def interfaces_in(text: str) -> list[str]:
    """Return the neutral names of what INTERFACES matched, without the devices of VRRP groups."""
    names = (one.strip('"') for one in text.split(", "))
    return [interface(one) for one in names if re.search(r"-v[0-9]+$", one) is None]


def address(text: str) -> Address:
    """Return an address that ADDRESS matched."""
    return Address.parse(text)


def prefix(text: str) -> Prefix:
    """Return the prefix that PREFIX matched, or a host's; Linux drops the host bits of a prefix."""
    if "/" in text:
        return InterfaceAddress.parse(text).prefix
    host = Address.parse(text)
    return Prefix(host.version, host.value, 32 if host.version == 4 else 128)


def member(text: str) -> Prefix | AddressRange:
    """Return an element of an address set: a host, a prefix or a range."""
    first, dash, last = text.partition("-")
    return AddressRange(Address.parse(first), Address.parse(last)) if dash else prefix(text)


def number_range(text: str) -> NumberRange:
    """Return ``80`` or ``80-90``."""
    first, dash, last = text.partition("-")
    return NumberRange(int(first), int(last if dash else first))


def vlan_ranges(text: str) -> tuple[NumberRange, ...]:
    """Return VLANs written ``10 20-30`` (or with commas) as the fewest ranges."""
    return ranges_of(numbers(tuple(number_range(one) for one in text.replace(",", " ").split())))


def plain(text: str) -> Secret:
    """Return a secret that a file holds in clear, or the reference that its placeholder names."""
    return secret_from(text, "plain")
