"""Addresses and prefixes as integers: cheap to make, compare, sort and print.

netaddr reads what people write (see ``source`` and ``inventory``); the core works on these values.
"""

import ipaddress
import re
from functools import lru_cache
from typing import NamedTuple

BITS = {4: 32, 6: 128}
_DOTTED = re.compile(r"(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})", re.ASCII)


def _text(version: int, value: int) -> str:
    if version == 4:
        return f"{value >> 24}.{value >> 16 & 255}.{value >> 8 & 255}.{value & 255}"
    return str(ipaddress.IPv6Address(value))


@lru_cache(maxsize=65536)
def _value(text: str) -> tuple[int, int]:
    match = _DOTTED.fullmatch(text)
    if match:
        a, b, c, d = map(int, match.groups())
        if max(a, b, c, d) > 255 or any(len(part) > 1 and part[0] == "0" for part in match.groups()):
            raise ValueError(f"{text!r} is not an IPv4 address")
        return 4, a << 24 | b << 16 | c << 8 | d
    try:
        if "%" in text:  # a scope (RFC 4007) means something on one host only
            raise ValueError(text)
        return 6, int(ipaddress.IPv6Address(text))
    except ValueError:
        raise ValueError(f"{text!r} is not an IP address") from None


def _mask(version: int, length: int) -> int:
    bits = BITS[version]
    return (1 << bits) - (1 << (bits - length))


class Address(NamedTuple):
    """One IPv4 or IPv6 address (RFC 791, RFC 4291); prints as RFC 5952 text."""

    version: int
    value: int

    @classmethod
    def parse(cls, text: str) -> "Address":
        """Read canonical text; raises ValueError otherwise."""
        return cls(*_value(text))

    def __str__(self) -> str:
        return _text(self.version, self.value)


class Prefix(NamedTuple):
    """An address block whose host bits are zero, as ``10.0.0.0/8``."""

    version: int
    value: int
    length: int

    @classmethod
    def parse(cls, text: str) -> "Prefix":
        """Read ``address/length`` with no host bits set; raises ValueError otherwise."""
        prefix = InterfaceAddress.parse(text)
        if prefix.value != prefix.prefix.value:
            raise ValueError(f"{text!r} has host bits set: the prefix is {prefix.prefix}")
        return prefix.prefix

    def __str__(self) -> str:
        return f"{_text(self.version, self.value)}/{self.length}"

    @property
    def size(self) -> int:
        """How many addresses the block holds."""
        return 1 << (BITS[self.version] - self.length)

    @property
    def last(self) -> int:
        """The highest address, as an integer."""
        return self.value + self.size - 1

    @property
    def network(self) -> Address:
        """The lowest address."""
        return Address(self.version, self.value)

    @property
    def netmask(self) -> str:
        """The mask, as ``255.255.255.0``."""
        return _text(self.version, _mask(self.version, self.length))

    @property
    def wildcard(self) -> str:
        """The inverted mask, as ``0.0.0.255``."""
        return _text(self.version, self.size - 1)

    @property
    def is_host(self) -> bool:
        """Tell whether the block is one address."""
        return self.length == BITS[self.version]

    def host(self, offset: int) -> Address:
        """Return the address at an offset; negative counts from the end."""
        position = offset if offset >= 0 else self.size + offset
        if not 0 <= position < self.size:
            raise ValueError(f"{self} holds no address at offset {offset}")
        return Address(self.version, self.value + position)

    def has_number(self, offset: int) -> bool:
        """Tell whether ``host`` of an offset is an address that a host may have."""
        return -self.size <= offset < self.size and self.has_host(self.host(offset))

    def has_host(self, address: Address) -> bool:
        """Tell whether a host may have an address: in IPv4 not the first and the last, unless there are no others."""
        if self.version == 4 and self.size > 2:  # RFC 3021
            return self.value < address.value < self.last and self.contains(address)
        return self.contains(address)

    def contains(self, other: "Prefix | Address | InterfaceAddress") -> bool:
        """Tell whether the other lies inside this block (equality counts)."""
        last = other.last if isinstance(other, Prefix) else other.value
        return self.version == other.version and self.value <= other.value and last <= self.last

    def overlaps(self, other: "Prefix") -> bool:
        """Tell whether the two share an address."""
        return self.version == other.version and self.value <= other.last and other.value <= self.last


class InterfaceAddress(NamedTuple):
    """An address on an interface together with the length of its subnet, as ``10.0.0.1/24``."""

    version: int
    value: int
    length: int

    @classmethod
    def parse(cls, text: str) -> "InterfaceAddress":
        """Read ``address/length``; raises ValueError otherwise."""
        address, slash, length = text.partition("/")
        version, value = _value(address)
        if not slash or not length.isascii() or not length.isdigit() or int(length) > BITS[version]:
            raise ValueError(f"{text!r} is not a prefix like 10.0.0.0/8")
        return cls(version, value, int(length))

    @classmethod
    def of(cls, address: Address, length: int) -> "InterfaceAddress":
        """Put an address and its subnet's length together."""
        return cls(address.version, address.value, length)

    def __str__(self) -> str:
        return f"{_text(self.version, self.value)}/{self.length}"

    @property
    def address(self) -> Address:
        """The address alone."""
        return Address(self.version, self.value)

    @property
    def prefix(self) -> Prefix:
        """The subnet."""
        return Prefix(self.version, self.value & _mask(self.version, self.length), self.length)

    @property
    def netmask(self) -> str:
        """The subnet's mask, as ``255.255.255.0``."""
        return self.prefix.netmask


class AddressRange(NamedTuple):
    """An inclusive range of addresses of one version."""

    first: Address
    last: Address

    def __str__(self) -> str:
        return f"{self.first}-{self.last}"


class NumberRange(NamedTuple):
    """An inclusive range of numbers: VLAN ids or ports."""

    first: int
    last: int

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


def length_of_mask(text: str) -> int:
    """Return the prefix length of a dotted IPv4 mask; raises ValueError for a mask with holes."""
    version, value = _value(text)
    inverted = value ^ 0xFFFFFFFF
    if version != 4 or inverted & (inverted + 1):
        raise ValueError(f"{text!r} is not a mask")
    return 32 - inverted.bit_length()


def length_of_wildcard(text: str) -> int:
    """Return the prefix length of a dotted wildcard; ``0`` is a host; raises ValueError for one with holes."""
    if text == "0":
        return 32
    version, value = _value(text)
    if version != 4 or value & (value + 1):
        raise ValueError(f"{text!r} is not a contiguous wildcard")
    return 32 - value.bit_length()


def numbers(ranges: "tuple[NumberRange, ...]") -> "tuple[int, ...]":
    """Return every number of the ranges."""
    return tuple(number for first, last in ranges for number in range(first, last + 1))


def ranges_of(values: "set[int] | frozenset[int] | tuple[int, ...] | list[int]") -> "tuple[NumberRange, ...]":
    """Return numbers as the fewest ranges, in order: the one way a set of VLAN ids or ports is held."""
    found: list[NumberRange] = []
    for value in sorted(set(values)):
        if found and found[-1].last + 1 == value:
            found[-1] = NumberRange(found[-1].first, value)
        else:
            found.append(NumberRange(value, value))
    return tuple(found)
