"""Regular expressions for the values of RGOS lines.

They match nothing that the model's own parsers refuse, so that a line whose value makes no sense stays unread.
"""

from govnetgen.model.address import Address, Prefix
from govnetgen.platforms.ruijie_rgos.names import PATTERN

_OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_GROUP = r"[0-9A-Fa-f]{1,4}"


def _any_of(texts: list[str]) -> str:
    return "(?:" + "|".join(text.replace(".", r"\.") for text in texts) + ")"


def _address6() -> str:
    forms = [rf"(?:{_GROUP}:){{7}}{_GROUP}", rf"(?:{_GROUP}:){{1,7}}:"]
    forms += [rf"(?:{_GROUP}:){{1,{before}}}(?::{_GROUP}){{1,{7 - before}}}" for before in range(6, 0, -1)]
    forms += [rf":(?::{_GROUP}){{1,7}}", "::"]
    return "(?:" + "|".join(forms) + ")"


_BLOCKS = [Prefix(4, 0, length) for length in range(33)]

IPV4 = rf"(?:{_OCTET}\.){{3}}{_OCTET}"
IPV6 = _address6()
ADDRESS = rf"(?:{IPV4}|{IPV6})"
MASK = _any_of([block.netmask for block in reversed(_BLOCKS)])
WILDCARD = _any_of([block.wildcard for block in reversed(_BLOCKS)])
LENGTH4 = r"(?:3[0-2]|[12]?\d)"
LENGTH6 = r"(?:12[0-8]|1[01]\d|[1-9]?\d)"
PREFIX4 = rf"{IPV4}/{LENGTH4}"
PREFIX6 = rf"{IPV6}/{LENGTH6}"
VLAN = r"(?:409[0-4]|40[0-8]\d|[1-3]\d{3}|[1-9]\d{0,2})"
VLANS = rf"{VLAN}(?:-{VLAN})?(?:, ?{VLAN}(?:-{VLAN})?)*"
NUMBER32 = (
    r"(?:[0-3]?\d{1,9}|4[01]\d{8}|42[0-8]\d{7}|429[0-3]\d{6}|4294[0-8]\d{5}|42949[0-5]\d{4}"
    r"|429496[0-6]\d{3}|4294967[01]\d\d|42949672[0-8]\d|429496729[0-5])"
)
AREA = rf"(?:{IPV4}|{NUMBER32})"
NUMBER = r"\d{1,9}"
NAME = r"\S+"
PORT = PATTERN


def area_number(text: str) -> int:
    """Return an OSPF area that is written as a number or as an address."""
    return Address.parse(text).value if "." in text else int(text)
