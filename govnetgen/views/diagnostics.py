"""Diagnostics as text: the place and what is wrong, the line with a caret under it, other places, and what to do."""

import unicodedata
from collections.abc import Iterable

from govnetgen.diagnostics import Diagnostic

WIDTH = 110
"""How many columns of a line are shown; a longer line is shown from a little before its caret."""

_BEFORE_CARET = 40
_MORE = "..."


def format_diagnostics(diagnostics: Iterable[Diagnostic]) -> str:
    """Return diagnostics as lines of text, in the order given; empty text for none."""
    return "".join(f"{line}\n" for one in diagnostics for line in _lines(one))


def _lines(one: Diagnostic) -> Iterable[str]:
    yield str(one)
    if one.excerpt.strip():
        yield from (f"  {line}".rstrip() for line in _excerpt(one.excerpt, one.location.column))
    if one.related:
        yield f"  also at: {', '.join(map(str, one.related))}"
    if one.hint:
        yield f"  hint: {one.hint}"


def _excerpt(line: str, column: int) -> Iterable[str]:
    """Return the line without its indentation, and a caret under its column (from 1; 0 is none)."""
    indentation = len(line) - len(line.lstrip())
    if 0 < column <= indentation:
        indentation = column - 1  # the caret points into it, at a tab
    stripped = line[indentation:].rstrip().replace("\t", " ")
    caret = column - 1 - indentation
    start = caret - _BEFORE_CARET if _width(stripped[: caret + 1]) > WIDTH else 0
    shown, before = stripped[start:], _MORE if start else ""
    while _width(before + shown) > WIDTH:
        shown = shown[: -max(1, (_width(before + shown) - WIDTH) // 2)]
    after = _MORE if start + len(shown) < len(stripped) else ""
    yield f"{before}{shown}{after}"
    if column and caret >= 0:
        yield " " * _width(before + stripped[start:caret]) + "^"


def _width(text: str) -> int:
    """Return how many columns a terminal gives to text: two to each Chinese character (UAX 11)."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)
