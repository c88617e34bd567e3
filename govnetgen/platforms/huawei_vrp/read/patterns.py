"""Regular expressions for the values in VRP's lines that only VRP writes so, and how texts become values."""

from govnetgen.configtree import values
from govnetgen.model.address import Address, InterfaceAddress, NumberRange, Prefix, length_of_mask
from govnetgen.model.secret import Secret, secret_from
from govnetgen.platforms.huawei_vrp.names import PATTERN

WILDCARD = rf"(?:0|{values.WILDCARD})"
"""A dotted wildcard without holes; ``0`` is a host."""
PORT = PATTERN
"""An interface that the model has a name for."""
NUMBER = r"[0-9]{1,9}"
_HALF = r"[0-9]{1,5}"
ASN = rf"(?:{_HALF}\.{_HALF}|{values.NUMBER32})"
VLANS = rf"{values.VLAN}(?: to {values.VLAN})?(?: {values.VLAN}(?: to {values.VLAN})?)*"


def asn(text: str) -> int:
    """Return an AS number in plain or dotted notation (RFC 5396)."""
    high, dot, low = text.partition(".")
    return (int(high) << 16) + int(low) if dot else int(text)


def address(text: str | None) -> Address | None:
    """Return an address, None for no text."""
    return None if text is None else Address.parse(text)


def subnet(text: str, mask: str) -> Prefix:
    """Return the prefix of an address with a dotted mask or a length; bits outside the mask do not count."""
    return interface_address(text, mask).prefix


def interface_address(text: str, mask: str) -> InterfaceAddress:
    """Return an address with a dotted mask or a length."""
    return InterfaceAddress.of(Address.parse(text), length_of_mask(mask) if "." in mask else int(mask))


def vlan_ranges(text: str) -> tuple[NumberRange, ...]:
    """Return the ranges of ``10 20 to 30``."""
    words = iter(text.replace(" to ", "-").split())
    found = (word.partition("-") for word in words)
    return tuple(NumberRange(int(first), int(last or first)) for first, _, last in found)


def secret(text: str, scheme: str | None) -> Secret:
    """Return the secret of ``cipher TEXT``; without a word VRP takes the text as ``cipher``."""
    return secret_from(text, scheme or "cipher")


def number(text: str | None) -> int | None:
    """Return a number, None for no text."""
    return None if text is None else int(text)
