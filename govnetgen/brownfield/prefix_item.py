"""One prefix as people write it: with a length, a mask, a wildcard, as a range, with stars, without its last parts.

What can be read in one way only is read; for anything else there is a reason.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from govnetgen.brownfield.cell import plain, says_nothing
from govnetgen.model.address import Address, Prefix, length_of_mask, length_of_wildcard


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a cell, or a part of it, cannot be read, or was read with a doubt; ``code`` names the kind."""

    code: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReadPrefix:
    """A prefix and the text that it was read from.

    ``subnet`` tells whether the text says how long the subnet is. ``host_bits``: the address was not the first one.
    """

    prefix: Prefix
    text: str
    subnet: bool = True
    host_bits: bool = False


OCTET = r"\d{1,3}"
ADDRESS = rf"{OCTET}\.{OCTET}\.{OCTET}\.{OCTET}"
_ANY = r"(?:\*{1,3}|x{1,3}|\?{1,3})"
_TO = r"\s*(?:[-~]|[-=]*>|\.{2,})+\s*"


_SLASH_MASK = rf"(?:(?:255|254|252|248|0)(?:\.{OCTET}){{3}}|(?:128|192|224|240)\.0\.0\.0)"
"""What after a slash is a mask, and not the next address of a list."""


def _suffix(name: str) -> str:
    """The ways to say a length after something, as an optional group; all group names begin with ``name``."""
    return (
        rf"(?:\s*/\s*(?P<{name}l>\d{{1,3}})(?!\d|\.[\d*x])"
        rf"|\s*/\s*(?P<{name}m>{_SLASH_MASK})(?![\d.])"
        rf"|\s+(?P<{name}w>(?:255|0)(?:\.{OCTET}){{3}})(?![\d.])"
        rf"|\s*(?P<{name}c>class[abc]))?"
    )


_SPACE_LENGTH = r"(?:\s+(?P<as>[89]|[12]\d|3[0-2])(?![\d.]|\s*[-~:)]))?"
"""A number alone after an address, as devices take it: only where nothing else says how long the prefix is."""
_BEGIN = r"(?<![\w.:])"
_END = r"(?![\w:])(?!\.[\d*x])"
_ITEM = re.compile(
    _BEGIN
    + "(?:"
    + "|".join(
        (
            rf"(?P<pf>{ADDRESS})\s*/\s*(?P<pfl>\d{{1,2}}){_TO}(?P<pt>{ADDRESS})\s*/\s*(?P<ptl>\d{{1,2}})",
            rf"(?P<rf>{ADDRESS}){_TO}\.?(?P<rt>{OCTET}(?:\.{OCTET}){{0,3}})(?![\d.]){_suffix('r')}",
            rf"(?P<of>{OCTET}\.{OCTET})\.(?P<oa>{OCTET}){_TO}(?P<ob>{OCTET})\.(?P<oz>0|{_ANY}){_suffix('o')}",
            rf"(?P<tf>{OCTET}\.{OCTET}\.{OCTET}){_TO}(?P<tt>{OCTET}\.{OCTET}\.{OCTET})(?![\d.])",
            rf"(?P<a>{ADDRESS})(?![\d.]){_suffix('a')}{_SPACE_LENGTH}",
            rf"(?P<w>{OCTET}(?:\.{OCTET}){{0,2}})(?P<wz>(?:\.{_ANY}){{1,3}}){_suffix('w')}",
            rf"(?P<t>{OCTET}(?:\.{OCTET}){{2}})\.?(?![\d.]){_suffix('t')}",
            rf"(?<!\S)(?P<u>{OCTET}(?:\.{OCTET})?)\s*/\s*(?P<ul>\d{{1,2}})(?!\s*\S)",
        )
    )
    + ")"
    + _END,
    re.ASCII,
)
_SIX = re.compile(
    r"(?<![\w.:])(?=[0-9a-f]*:[0-9a-f]*:)(?P<six>[0-9a-f:]+(?:\.\d+){0,3})(?:\s*/\s*(?P<length>\d{1,3}))?(?![\w:])",
    re.ASCII,
)
_CLASS_LENGTHS = {"a": 8, "b": 16, "c": 24}
LARGEST_LIST = 4096
"""A range of whole subnets longer than this is a slip of the pen."""


def read_address(text: str) -> Address | None:
    """Read one address, leading zeros and all; None for anything else."""
    parts = text.strip().split(".")
    if len(parts) == 4:
        if not ("".join(parts).isdecimal() and text.isascii() and all(parts)):
            return None
        a, b, c, d = map(int, parts)
        return Address(4, a << 24 | b << 16 | c << 8 | d) if max(a, b, c, d) < 256 else None
    try:
        return Address.parse(text.strip()) if ":" in text else None
    except ValueError:
        return None


def whole_item(shown: str) -> re.Match[str] | None:
    """Return the match of a text that is one IPv4 item and nothing else."""
    return _ITEM.fullmatch(shown)


def prefix_items(shown: str) -> Iterator[tuple[re.Match[str], bool]]:
    """Yield what looks like a prefix, in order; IPv6 first, since its last part may look like IPv4."""
    sixes = list(_SIX.finditer(shown))
    at = 0
    for six in [*sixes, None]:
        end = six.start() if six else len(shown)
        for match in _ITEM.finditer(shown, at):
            if match.start() >= end:
                break
            yield match, False
        if six:
            yield six, True
            at = six.end()


def row_length_of(mask: str) -> int | Problem | None:
    """Read the row's own column of masks; None where it says nothing."""
    if says_nothing(mask):
        return None
    shown = re.sub(r"[^\d.]+", "", plain(mask).lower())
    try:
        if "." in shown:
            return _length_of(shown)
        length = int(shown)
    except ValueError:
        return Problem("bad-mask", mask, f"{mask!r} is not a mask")
    return length if 0 < length <= 128 else Problem("bad-mask", mask, f"{mask!r} is not a mask")


def _length_of(dotted: str) -> int:
    """Return the length of a dotted mask or wildcard; raises ValueError."""
    address = read_address(dotted)
    if address is None:
        raise ValueError(dotted)
    text = str(address)
    if address.value >> 31:
        return length_of_mask(text)
    if not address.value:
        raise ValueError(dotted)  # a mask of /0, or the wildcard of one host: nobody can tell
    return length_of_wildcard(text)


def _said_length(match: re.Match[str], name: str) -> int | Problem | None:
    """Return the length that stands after an item."""
    groups = match.groupdict()
    digits = groups.get(f"{name}l") or groups.get(f"{name}s")
    if digits:
        length = int(digits)
        if length == 0:
            return Problem("whole-internet", match[0], "a /0 is every address there is")
        return length if length <= 32 else Problem("bad-mask", match[0], f"no IPv4 prefix is a /{length}")
    dotted = groups.get(f"{name}m") or groups.get(f"{name}w")
    if dotted:
        try:
            return _length_of(dotted)
        except ValueError:
            return Problem("bad-mask", match[0], f"{dotted} is neither a mask nor a wildcard")
    word = groups.get(f"{name}c")
    return _CLASS_LENGTHS[word[-1]] if word else None


def _value(parts: list[str]) -> int | None:
    numbers = [int(part) for part in parts]
    if max(numbers) > 255:
        return None
    numbers += [0] * (4 - len(numbers))
    a, b, c, d = numbers
    return a << 24 | b << 16 | c << 8 | d


Read = list[ReadPrefix] | Problem


def four(match: re.Match[str], row_length: int | None, edges: frozenset[int]) -> Read:
    """Read a match of IPv4; ``row_length`` is what the row says of its masks, ``edges`` are its gateways."""
    text = match[0].strip()
    if re.search(r"(?<![\d.])0(?:\.0){3}\s*/\s*0(?!\d)", text):
        return Problem("whole-internet", text, "a /0 is every address there is")
    if match["pf"]:
        return _prefix_range(match, text)
    if match["rf"]:
        return _range(match, text, row_length, edges)
    if match["of"]:
        return _octet_range(match, text)
    if match["tf"]:
        first, last = _value(match["tf"].split(".")), _value(match["tt"].split("."))
        if first is None or last is None:
            return _too_large(text)
        return _span(first, last + 255, text)
    if match["a"]:
        return _single(match, text, row_length)
    if match["w"]:
        return _starred(match, text)
    if match["t"]:
        length = _said_length(match, "t")
        if isinstance(length, Problem):
            return length
        if length is None and row_length is not None and row_length <= 32:
            length = row_length
        return _subnet(match["t"].split("."), 24 if length is None else length, text)
    parts = match["u"].split(".")
    if match.string.strip() != text or int(match["ul"]) > 8 * len(parts):
        return Problem("unreadable-prefix", text, "some parts of an address: which?")
    return _subnet(parts, int(match["ul"]), text)


def _too_large(text: str) -> Problem:
    return Problem("bad-octet", text, "no part of an IPv4 address is more than 255")


def _subnet(parts: list[str], length: int, text: str, *, subnet: bool = True) -> Read:
    value = _value(parts)
    if value is None:
        return _too_large(text)
    if not 0 < length <= 32:
        return Problem("bad-mask", text, f"a /{length} is no prefix that one can have")
    kept = value & ~((1 << (32 - length)) - 1)
    return [ReadPrefix(Prefix(4, kept, length), text, subnet, host_bits=kept != value)]


def _single(match: re.Match[str], text: str, row_length: int | None) -> Read:
    parts = match["a"].split(".")
    length = _said_length(match, "a")
    if isinstance(length, Problem):
        return length
    if length is not None:
        return _subnet(parts, length, text)
    if row_length is not None and row_length <= 32:
        return _subnet(parts, row_length, text)
    if int(parts[0]) in (0, 255):
        return Problem("bad-mask", text, "a mask without its address")
    if int(parts[3]) == 0:
        return Problem("no-length", text, "a network without its mask: how long is it?")
    return _subnet(parts, 32, text, subnet=False)


def _starred(match: re.Match[str], text: str) -> Read:
    parts, stars = match["w"].split("."), match["wz"].count(".")
    if len(parts) + stars > 4:
        return Problem("unreadable-prefix", text, "an IPv4 address has four parts")
    natural, length = 8 * len(parts), _said_length(match, "w")
    if isinstance(length, Problem):
        return length
    if length is not None and length != natural:
        return Problem("bad-mask", text, f"the stars say /{natural}, the mask says /{length}")
    return _subnet(parts, natural, text)


def _octet_range(match: re.Match[str], text: str) -> Read:
    """``10.1.0-3.0/24`` and ``10.1.0-3.*``: every third part, each a /24."""
    length = _said_length(match, "o")
    if isinstance(length, Problem):
        return length
    if length is None and match["oz"] == "0":
        return Problem("no-length", text, "networks without their mask: how long are they?")
    if length not in (None, 24):
        return Problem("bad-mask", text, f"one network for each third part is a /24, not a /{length}")
    first, last = int(match["oa"]), int(match["ob"])
    if first > last:
        return Problem("backward-range", text, "the range runs backwards")
    found: list[ReadPrefix] = []
    for number in range(first, last + 1):
        one = _subnet([*match["of"].split("."), str(number)], 24, text)
        if isinstance(one, Problem):
            return one
        found.extend(one)
    return found


def _prefix_range(match: re.Match[str], text: str) -> Read:
    """``10.1.0.0/24-10.1.3.0/24``: every prefix of that length from the first to the last."""
    first, last = _value(match["pf"].split(".")), _value(match["pt"].split("."))
    if first is None or last is None:
        return _too_large(text)
    length = int(match["pfl"])
    if length != int(match["ptl"]) or not 0 < length <= 32:
        return Problem("bad-mask", text, "both ends of a range of prefixes have one length")
    size = 1 << (32 - length)
    if first < last and first // size == last // size:
        return [ReadPrefix(Prefix(4, first & -size, length), text)]
    if first & (size - 1) or last & (size - 1):
        return Problem("host-bits", text, "an end of this range of prefixes has host bits set")
    if first > last:
        return Problem("backward-range", text, "the range runs backwards")
    if (last - first) // size >= LARGEST_LIST:
        return Problem("bad-range", text, f"more than {LARGEST_LIST} prefixes")
    return [ReadPrefix(Prefix(4, value, length), text) for value in range(first, last + 1, size)]


def _range(match: re.Match[str], text: str, row_length: int | None, edges: frozenset[int]) -> Read:
    head = match["rf"].split(".")
    tail = match["rt"].split(".")
    first, last = _value(head), _value([*head[: 4 - len(tail)], *tail])
    if first is None or last is None:
        return _too_large(text)
    if first > last:
        return Problem("backward-range", text, "the range runs backwards")
    length = _said_length(match, "r")
    if isinstance(length, Problem):
        return length
    if length is None and row_length is not None and row_length <= 32:
        length = row_length
    if length is not None:
        mask = ~((1 << (32 - length)) - 1)
        if first & mask != last & mask:
            return Problem("bad-range", text, f"the range does not fit into one /{length}")
        return [ReadPrefix(Prefix(4, first & mask, length), text)]
    if first != last and not first & 255 and not last & 255:
        return Problem("bad-range", text, "the range ends at the first address of a network: is all of it meant?")
    # people leave the gateway out of a range of hosts
    return _span(first - (first - 1 in edges), last + (last + 1 in edges), text)


def _span(first: int, last: int, text: str) -> Read:
    """Return the prefix whose usable or whole addresses these are; else exactly these addresses, in few prefixes."""
    if first > last:
        return Problem("backward-range", text, "the range runs backwards")
    for low, high in ((first, last), (first - 1, last + 1), (first - 1, last), (first, last + 1)):
        size = high - low + 1
        # one address, or a pair made of a router's two, is no subnet whose edges were left out
        if (
            low >= 0
            and size & (size - 1) == 0
            and not low & (size - 1)
            and (size >= 4 or (low == first and high == last))
        ):
            if first == last:
                return [ReadPrefix(Prefix(4, first, 32), text, subnet=False)]
            return [ReadPrefix(Prefix(4, low, 33 - size.bit_length()), text)]
    found: list[ReadPrefix] = []
    while first <= last:
        size = min(first & -first or 1 << 32, 1 << (last - first + 1).bit_length() - 1)
        found.append(ReadPrefix(Prefix(4, first, 33 - size.bit_length()), text, subnet=False))
        first += size
    return found


def six(match: re.Match[str]) -> Read:
    """Read a match of IPv6."""
    text = match[0]
    try:
        address = Address.parse(match["six"])
    except ValueError:
        return Problem("unreadable-prefix", text, f"{match['six']!r} is not an IPv6 address")
    if match["length"] is None:
        if not address.value & 0xFFFFFFFFFFFFFFFF:
            return Problem("no-length", text, "a network without its length: how long is it?")
        return [ReadPrefix(Prefix(6, address.value, 128), text, subnet=False)]
    length = int(match["length"])
    if not 0 < length <= 128:
        return Problem("bad-mask", text, f"a /{length} is no IPv6 prefix that one can have")
    kept = address.value & ~((1 << (128 - length)) - 1)
    return [ReadPrefix(Prefix(6, kept, length), text, host_bits=kept != address.value)]
