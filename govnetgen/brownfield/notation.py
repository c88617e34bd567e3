"""Cells of prefixes as people write them: one or several, with notes, masks in words, and gateways between them.

The plain form is read without any of this: large sheets are mostly plain.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from govnetgen.brownfield.cell import plain, says_nothing
from govnetgen.brownfield.prefix_item import (
    ADDRESS,
    OCTET,
    Problem,
    ReadPrefix,
    four,
    prefix_items,
    read_address,
    row_length_of,
    six,
    whole_item,
)
from govnetgen.model.address import Address, Prefix


@dataclass(frozen=True, slots=True)
class CellReading:
    """What a cell says: prefixes, gateways named among them, and what could not be read."""

    prefixes: tuple[ReadPrefix, ...] = ()
    gateways: tuple[Address, ...] = ()
    problems: tuple[Problem, ...] = ()
    repaired: bool = True


_PLAIN_PART = r"(0|[1-9]\d{0,2})"
_PLAIN_FOUR = re.compile(rf"{_PLAIN_PART}\.{_PLAIN_PART}\.{_PLAIN_PART}\.{_PLAIN_PART}/([1-9]\d?)", re.ASCII)

_KEYWORD = (
    r"(?:子网掩码|网络掩码|反掩码|反向掩码|通配符掩码|通配符|掩码|子网|"
    r"subnet\s*mask|netmask|wildcard|mask|prefix\s*length)"
)
_MASK_WORD = re.compile(
    rf"[;,]?\s*/?\s*{_KEYWORD}\s*(?:长度|位数)?\s*(?:均为|都是|是|为|:|=)?\s*/?\s*(?=255\.|0\.\d|\d{{1,2}}(?![\d.]))",
    re.I,
)
_BITS_WORD = re.compile(r"\s*/?\s*(?<![\d.])(\d{1,2})\s*(?:位|bits?)(?:的|长)?(?:子网|网络)?(?:掩码)?", re.I)
_CLASS_WORD = re.compile(r"(?:整个?|一个|1个|的|整段)?\s*([abc])\s*(?:类|段)(?:地址|网段|网络)?(?:段)?", re.I)
_GATEWAY_WORD = re.compile(
    rf"[;,]?\s*(?:缺省网关|默认网关|网关地址|网关|gateway|gw)\s*(?:均为|是|为|:|=)*\s*({ADDRESS})(?:\s*/\s*\d{{1,2}})?(?![\d.])",
    re.I,
)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_HAS_ADDRESS = re.compile(r"\d{1,3}(?:\.(?:\d{1,3}|\*|x)){2,}|\d{1,3}\.\d{1,3}\s*/\s*\d|:[0-9a-f]{0,4}:", re.I)
_FORMER = re.compile(r"原|旧|曾用|former|old", re.I)
_PARTLY = re.compile(r"除|不含|不包括|排除|以外|except|exclud|部分|一半|前半|后半|若干|partly", re.I)
_AND_MORE = re.compile(r"等(?:[;\s]|$|共?\s*\d)|etc|其余|另有|尚有")
_NOT_SAID = re.compile(r"待|见附|见下|详见|另附|未知|不详|不明|不清|tbd|pending|unknown", re.I)
"""In a list, a part like this stands for prefixes that are not written here."""
_EXCEPTED = re.compile(r"(?:除|不含|不包括|排除|except|exclud)[^;,]{0,6}\d", re.I)
_IS_MASK = re.compile(
    rf"\s*(?:{_KEYWORD}\s*(?:是|为|:|=)?\s*)?(?:/\s*\d{{1,2}}|\d{{1,2}}(?=\s*位)|255(?:\.{OCTET}){{3}}|0(?:\.{OCTET}){{3}})\s*(?:位|位掩码)?\s*",
    re.I,
)
_VLAN_NOTE = re.compile(r"vlan\s*(?:id|号)?\s*[:#-]?\s*\d{1,4}\s*:?", re.I)
_LABEL = re.compile(r":\s*(?=\d{1,3}\.\d)|(?<=[^0-9a-f:\s])\s*:(?!:)")
_MASK_NEXT = re.compile(rf"(?<![\d./])({ADDRESS})\s*[;,\n]\s*(?=(?:255|0)(?:\.{OCTET}){{3}}(?![\d.]))")
_NUMBERED_BY_POINT = re.compile(r"(?:^|(?<=[;,\n]))\s*\d{1,2}\.\s+(?=\d{1,3}(?:\.\d{1,3}){2}\.[\d*x])", re.M)
_NUMBERED = re.compile(r"(?:^|(?<=[;,\n]))\s*(?:第?\d{1,2}\s*[;:)#]|\(\d{1,2}\))\s*(?=[^\d;]{0,12}\d{1,3}\.\d)", re.M)
_SPACED = re.compile(r"(?<![\d.])(\d{1,3})" + r"[^\S\n]*\.[^\S\n]*(\d{1,3})" * 3 + r"(?![\d.])")
_COUNTED = re.compile(
    r"(?:第|no\.?\s*|共|约)?\d{1,6}\s*(?:号楼|楼|层|号|室|栋|幢|座|台|个|科|处|期|区|队|人|点|年|月|日|m|兆|g|条|家|部|组|所)(?:c类)?",
    re.I,
)
_LISTED = re.compile(r"[;,\n]")
_SEPARATED = re.compile(r"[\s;,:/()&+.~\"'-]")
_DATES = (
    re.compile(r"\d{4}\s*[-/年.]\s*\d{1,2}\s*[-/月.]\s*\d{1,2}\s*日?(?:[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"),
    re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月|\d{1,2}\s*月(?:\s*\d{1,2}\s*日?)?"),
    re.compile(r"\d{1,4}-(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?:-\d{2,4})?", re.I),
    re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*-\d{1,4}", re.I),
)
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d*)?(?:e[+-]?\d+)?", re.I)
_ERROR_VALUE = re.compile(r"#(?:ref!|n/a|value!|name\?|div/0!|null!|num!)", re.I)


def read_prefixes(text: str, mask: str = "", gateways: tuple[Address, ...] = ()) -> CellReading:
    """Read a cell of prefixes; ``mask`` is what the row's own column of masks says, ``gateways`` are the row's."""
    match = _PLAIN_FOUR.fullmatch(text)
    if match:
        a, b, c, d, length = map(int, match.groups())
        value = a << 24 | b << 16 | c << 8 | d
        if max(a, b, c, d) < 256 and length < 33 and not value & ((1 << (32 - length)) - 1):
            return CellReading((ReadPrefix(Prefix(4, value, length), text),), repaired=False)
    return _read(text, mask, gateways)


@lru_cache(maxsize=65536)
def _read(text: str, mask: str, row_gateways: tuple[Address, ...]) -> CellReading:
    shown = plain(text).lower()
    row_length = row_length_of(mask)
    if isinstance(row_length, Problem):
        return CellReading(problems=(row_length,))
    alone = whole_item(_without_note(shown).strip(" "))
    if alone is not None:
        got = four(alone, row_length, frozenset(one.value for one in row_gateways))
        return CellReading(problems=(got,)) if isinstance(got, Problem) else CellReading(tuple(got))
    odd = _odd(text)
    if odd is not None:
        return CellReading(problems=(odd,))
    shown, problems = _prepared(shown, text)
    if problems:
        return CellReading(problems=problems)
    gateways = tuple(one for found in _GATEWAY_WORD.findall(shown) if (one := read_address(found)) is not None)
    shown = _GATEWAY_WORD.sub(" ", shown)
    edges = frozenset(one.value for one in (*row_gateways, *gateways))
    prefixes: list[ReadPrefix] = []
    found_problems: list[Problem] = []
    missing = False
    for part in _LISTED.split(shown):
        got, wrong = _part(part, row_length, edges)
        prefixes.extend(got)
        found_problems.extend(wrong)
        missing = missing or (not got and not wrong and bool(_NOT_SAID.search(part)))
    if (missing and prefixes) or _AND_MORE.search(shown):
        found_problems.append(Problem("partial-prefix", text, "there is more than what is written here"))
    if not prefixes and not found_problems:
        found_problems.append(Problem("no-prefix", text, "there is no prefix in this cell"))
    clean = len(prefixes) == 1 and prefixes[0].prefix.version == 6 and str(prefixes[0].prefix) == text
    return CellReading(tuple(prefixes), gateways, tuple(found_problems), repaired=not clean)


def _part(part: str, row_length: int | None, edges: frozenset[int]) -> tuple[list[ReadPrefix], list[Problem]]:
    """Read one part of a list; where anything in it is not understood, nothing of it is taken."""
    prefixes: list[ReadPrefix] = []
    problems: list[Problem] = []
    rest: list[str] = []
    at = 0
    for match, is_six in prefix_items(part):
        rest.append(part[at : match.start()])
        at = match.end()
        got = six(match) if is_six else four(match, row_length, edges)
        if isinstance(got, Problem):
            problems.append(got)
        else:
            prefixes.extend(got)
    rest.append(part[at:])
    left = _left_over(" ".join(rest)) or _odd_sign("".join(rest[1:-1]))
    if left:
        return [], [Problem("unreadable-prefix", part.strip(), f"{left!r} cannot be read")]
    return prefixes, problems


def _without_note(shown: str) -> str:
    """Return a cell without a note in brackets at its end, where that changes nothing: most notes are such."""
    head, bracket, note = shown.rstrip(" ").partition("(")
    if not bracket or not note.endswith(")"):
        return shown
    harmless = note[:-1].isalpha() and not note.isascii() and not (_PARTLY.search(note) or _CLASS_WORD.search(note))
    return head if harmless else shown


def _odd(text: str) -> Problem | None:
    """Say what is wrong with a cell that a spreadsheet made something else of, or that says nothing."""
    stripped = plain(text).strip()
    if says_nothing(text):
        return Problem("says-nothing", text, "the cell says that there is nothing")
    if any(one.fullmatch(stripped) for one in _DATES):
        return Problem("date-cell", text, "this is a date: a spreadsheet made it of something else")
    if _NUMBER.fullmatch(stripped):
        return Problem("number-cell", text, "this is a number: a spreadsheet made it of something else")
    if _ERROR_VALUE.fullmatch(stripped):
        return Problem("formula-cell", text, "this is the error of a formula")
    if stripped.startswith("="):
        return Problem("formula-cell", text, "this is a formula, and not its result")
    return None


def _prepared(shown: str, text: str) -> tuple[str, tuple[Problem, ...]]:
    """Resolve brackets and words; the problems are those that make the whole cell unreadable."""
    outside = _BRACKETS.sub(" ", shown)
    outside_has = bool(_HAS_ADDRESS.search(outside))
    problems: list[Problem] = []

    def bracket(match: re.Match[str]) -> str:
        held = match[1]
        if _IS_MASK.fullmatch(held) and outside_has:
            return f" /{held.strip().lstrip('/')} " if not held.strip()[:1].isalpha() else f" {held} "
        if _CLASS_WORD.fullmatch(held.strip()):
            return f" {held} "
        if not _HAS_ADDRESS.search(held):
            if _EXCEPTED.search(held):
                problems.append(Problem("partial-prefix", text, f"({held}) leaves out addresses"))
            return " "
        if _GATEWAY_WORD.fullmatch(held.strip()):
            return f" {held} "
        if _FORMER.search(held) and not _PARTLY.search(held):
            return " "
        if not outside_has or shown[: match.start()].rstrip(" ")[-1:] in ("", ";", ",", "\n"):
            return f" {held} "
        problems.append(Problem("note-with-address", text, f"the note ({held}) holds an address of unknown meaning"))
        return " "

    while _BRACKETS.search(shown):
        shown = _BRACKETS.sub(bracket, shown)
    if _PARTLY.search(shown) and _HAS_ADDRESS.search(shown):
        problems.append(Problem("partial-prefix", text, "only a part of the addresses is meant, and not said which"))
    shown = _NUMBERED_BY_POINT.sub(" ", shown)
    shown = _SPACED.sub(r"\1.\2.\3.\4", shown)
    if "::" not in shown:
        shown = _LABEL.sub(" ", shown)
    shown = _NUMBERED.sub(" ", _VLAN_NOTE.sub(" ", shown))
    shown = _BITS_WORD.sub(r"/\1 ", shown)
    shown = _MASK_WORD.sub("/", shown)
    shown = _MASK_NEXT.sub(r"\1 ", shown)
    shown = _CLASS_WORD.sub(r" class\1 ", shown)
    shown = re.sub(r"(?<=[\d*x])\s*(?:至|到|to)\s*(?=\d)", "-", shown)
    shown = re.sub(r"(?<=\d)一(?=\d)", "-", shown)
    return shown, tuple(problems)


def _odd_sign(text: str) -> str:
    """Return a sign between two prefixes that may mean anything: a range, a translation, a change."""
    signs = (one for one in text if unicodedata.category(one).startswith("S") and one not in "+~|")
    return next(signs, "")


def _left_over(text: str) -> str:
    """Return what of the text between prefixes is neither a note nor a separator."""
    text = _COUNTED.sub(" ", text)
    parts = [part for part in _SEPARATED.split(text) if part]
    return " ".join(part for part in parts if any(character.isdigit() or character in "*?" for character in part))
