"""Regular expressions for the values in VRP's lines, and how their texts become values.

The patterns match nothing that the model's own parsers refuse: a line whose value makes no sense stays unread.
"""

from govnetgen.model.address import Address, InterfaceAddress, NumberRange, Prefix, length_of_mask
from govnetgen.model.secret import Secret, secret_from
from govnetgen.platforms.huawei_vrp.names import PATTERN

_OCTET = r"(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_GROUP = r"[0-9A-Fa-f]{1,4}"


def _any_of(texts: list[str]) -> str:
    return "(?:" + "|".join(text.replace(".", r"\.") for text in texts) + ")"


def _address6() -> str:
    forms = [rf"(?:{_GROUP}:){{7}}{_GROUP}", rf"(?:{_GROUP}:){{1,7}}:"]
    forms += [rf"(?:{_GROUP}:){{1,{before}}}(?::{_GROUP}){{1,{7 - before}}}" for before in range(6, 0, -1)]
    forms += [rf":(?::{_GROUP}){{1,7}}", "::"]
    return "(?:" + "|".join(forms) + ")"


_BLOCKS = [Prefix(4, 0, length) for length in range(32, -1, -1)]

IPV4 = rf"(?:{_OCTET}\.){{3}}{_OCTET}"
IPV6 = _address6()
ADDRESS = rf"(?:{IPV4}|{IPV6})"
LENGTH4 = r"(?:3[0-2]|[12]?[0-9])"
LENGTH6 = r"(?:12[0-8]|1[01][0-9]|[1-9]?[0-9])"
MASK = _any_of([block.netmask for block in _BLOCKS])
"""A dotted mask."""
MASK_OR_LENGTH = rf"(?:{MASK}|{LENGTH4})"
WILDCARD = "(?:0|" + _any_of([block.wildcard for block in _BLOCKS])[3:]
"""A dotted wildcard without holes; ``0`` is a host."""
PORT = PATTERN
"""An interface that the model has a name for."""
NUMBER = r"[0-9]{1,9}"
_NUMBER32 = (
    r"(?:[0-3]?[0-9]{1,9}|4[01][0-9]{8}|42[0-8][0-9]{7}|429[0-3][0-9]{6}|4294[0-8][0-9]{5}|42949[0-5][0-9]{4}"
    r"|429496[0-6][0-9]{3}|4294967[01][0-9]{2}|42949672[0-8][0-9]|429496729[0-5])"
)
NUMBER32 = _NUMBER32
AREA = rf"(?:{IPV4}|{_NUMBER32})"
_HALF = r"[0-9]{1,5}"
ASN = rf"(?:{_HALF}\.{_HALF}|{_NUMBER32})"
VLAN = r"(?:409[0-4]|40[0-8][0-9]|[1-3][0-9]{3}|[1-9][0-9]{0,2})"
VLANS = rf"{VLAN}(?: to {VLAN})?(?: {VLAN}(?: to {VLAN})?)*"
NAME = r"\S+"


def area(text: str) -> int:
    """Return an OSPF area that is written as a number or as an address."""
    return Address.parse(text).value if "." in text else int(text)


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
