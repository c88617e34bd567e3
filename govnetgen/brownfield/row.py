"""What the cells of a row say beside its addresses."""

import re
from functools import lru_cache

from govnetgen.brownfield.cell import is_ditto, plain, says_nothing
from govnetgen.brownfield.prefix_item import read_address
from govnetgen.model.address import Address

_VLAN_WORDS = re.compile(r"vlan(?:\s*[-_]?\s*(?:id|if|interface))?(?:\s*[-_]+(?=\s*\d))?|[号#:()]|子网", re.I)
_RANGE = re.compile(r"(\d+)(?:\s*(?:-|~|至|到)+\s*(\d+))?")
_ADDRESS = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])|(?<![\w:.])[0-9a-f]*:[0-9a-f:]+(?![\w:])", re.I)
_SPLIT = re.compile(r"[;,/\s&和及]+")
_HIGHEST_VLAN = 4094
_YES = re.compile(r"^(?:是|有|自建|独立|自有|√|y|yes|true|1)|电信|联通|移动|网通|铁通|自建|专线|adsl|宽带", re.I)
_NO = re.compile(r"^(?:否|无|没有|不|统一|统一出口|n|no|false|0)", re.I)
_INTRANET = re.compile(r"内网|涉密|intranet", re.I)
_EXTRANET = re.compile(r"外网|extranet", re.I)
_LINK = re.compile(r"互联|对接|点对点|p2p|interconnect|point-to-point", re.I)


@lru_cache(maxsize=65536)
def read_gateways(text: str) -> tuple[Address, ...] | None:
    """Read the gateways of a row; None where something stands there that is none."""
    whole = read_address(text)
    if whole is not None:
        return (whole,)
    if says_nothing(text) or is_ditto(text):
        return ()
    shown = plain(text)
    found = tuple(one for match in _ADDRESS.finditer(shown) if (one := read_address(match[0])) is not None)
    rest = re.sub(r"/\s*\d{1,3}", "", _ADDRESS.sub(" ", shown))
    return found if found and not re.search(r"\d", re.sub(r"vlan\s*\d+", "", rest, flags=re.I)) else None


@lru_cache(maxsize=8192)
def read_vlans(text: str) -> tuple[int, ...] | None:
    """Read the VLAN ids of a row: numbers, lists and ranges; None where something else stands there."""
    if text.isascii() and text.isdigit():
        number = int(text)
        return (number,) if 0 < number <= _HIGHEST_VLAN else None
    if says_nothing(text):
        return ()
    shown = _VLAN_WORDS.sub(" ", plain(text).replace("、", ";")).strip()
    shown = re.sub(r"\.0+(?!\d)", "", shown)  # a spreadsheet's number
    shown = re.sub(r"\s*(-|~|至|到)\s*", r"\1", shown)
    found: list[int] = []
    for part in filter(None, _SPLIT.split(shown)):
        match = _RANGE.fullmatch(part)
        if match is None:
            return None
        first, last = int(match[1]), int(match[2] or match[1])
        if not 0 < first <= last <= _HIGHEST_VLAN:
            return None
        found.extend(range(first, last + 1))
    return tuple(dict.fromkeys(found)) or None


def read_count(text: str) -> int | None:
    """Read how many hosts there are; None where no number stands there."""
    if text.isdecimal() and len(text) < 9:
        return int(text)
    match = re.search(r"\d+", plain(text))
    return int(match[0]) if match and len(match[0]) < 9 else None


@lru_cache(maxsize=1024)
def read_network(text: str) -> str:
    """Tell which of the two networks a cell names: ``intranet``, ``extranet`` or neither."""
    extranet, intranet = bool(_EXTRANET.search(text)), bool(_INTRANET.search(text))
    if extranet == intranet:
        return ""
    return "extranet" if extranet else "intranet"


@lru_cache(maxsize=1024)
def has_own_exit(text: str) -> bool:
    """Tell whether a cell says that the unit has an Internet exit of its own."""
    shown = plain(text).strip()
    return bool(_YES.search(shown)) and not _NO.search(shown)


@lru_cache(maxsize=4096)
def is_link(text: str) -> bool:
    """Tell whether a cell says that the addresses are those of a link between devices."""
    return bool(_LINK.search(plain(text)))
