"""Regular expressions of the values that every platform writes alike: addresses, masks, VLANs, areas.

They match nothing that the model's own parsers refuse: a line whose value makes no sense stays unread.
"""

from govnetgen.model.address import Address, Prefix

_OCTET = r"(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_GROUP = r"[0-9A-Fa-f]{1,4}"


def _any_of(texts: list[str]) -> str:
    return "(?:" + "|".join(text.replace(".", r"\.") for text in texts) + ")"


def _ipv6() -> str:
    forms = [rf"(?:{_GROUP}:){{7}}{_GROUP}", rf"(?:{_GROUP}:){{1,7}}:"]
    forms += [rf"(?:{_GROUP}:){{1,{before}}}(?::{_GROUP}){{1,{7 - before}}}" for before in range(6, 0, -1)]
    forms += [rf":(?::{_GROUP}){{1,7}}", "::"]
    return _any_of(forms)


_BLOCKS = [Prefix(4, 0, length) for length in range(32, -1, -1)]

IPV4 = rf"(?:{_OCTET}\.){{3}}{_OCTET}"
IPV6 = _ipv6()
ADDRESS = rf"(?:{IPV4}|{IPV6})"
LENGTH4 = r"(?:3[0-2]|[12]?[0-9])"
LENGTH6 = r"(?:12[0-8]|1[01][0-9]|[1-9]?[0-9])"
PREFIX4 = rf"{IPV4}/{LENGTH4}"
PREFIX6 = rf"{IPV6}/{LENGTH6}"
PREFIX = rf"(?:{PREFIX4}|{PREFIX6})"
MASK = _any_of([block.netmask for block in _BLOCKS])
"""A dotted mask."""
MASK_OR_LENGTH = rf"(?:{MASK}|{LENGTH4})"
WILDCARD = _any_of([block.wildcard for block in _BLOCKS])
"""A dotted wildcard without holes."""
NUMBER32 = (
    r"(?:[0-3]?[0-9]{1,9}|4[01][0-9]{8}|42[0-8][0-9]{7}|429[0-3][0-9]{6}|4294[0-8][0-9]{5}|42949[0-5][0-9]{4}"
    r"|429496[0-6][0-9]{3}|4294967[01][0-9]{2}|42949672[0-8][0-9]|429496729[0-5])"
)
AREA = rf"(?:{IPV4}|{NUMBER32})"
VLAN = r"(?:409[0-4]|40[0-8][0-9]|[1-3][0-9]{3}|[1-9][0-9]{0,2})"
NAME = r"\S+"


def area_number(text: str) -> int:
    """Return an OSPF area that is written as a number or as an address."""
    return Address.parse(text).value if "." in text else int(text)
