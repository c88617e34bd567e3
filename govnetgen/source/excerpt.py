"""The lines that diagnostics show, without the secrets that may stand in them by mistake."""

import re
from collections.abc import Sequence
from difflib import get_close_matches

from govnetgen.diagnostics import Location

LONGEST_LINE = 10_000
"""A longer line is not one that a person wrote, nor one to be shown."""

_WORDS = ("secret", "password", "passwd", "pwd", "psk", "community", "token", "key")
_MISSPELT = ("secret", "password")
_VALUE = re.compile(
    r"""(?<![A-Za-z_-])(?P<key>[A-Za-z_-]++)(?P<colon>["']\s*:\s*|\s*:\s+)"""
    r"""(?P<value>"[^"]*"?|'[^']*'?|[^\s,}\]#\[{][^,}\]#]*)"""
)


def may_be_secret(key: str) -> bool:
    """Tell whether the value of a key may be a secret: by its name, also misspelt."""
    parts = [key.lower(), *re.split(r"[_-]", key.lower())]
    return any(word in key.lower() for word in _WORDS) or any(
        get_close_matches(one, _MISSPELT, 1, 0.75) for one in parts
    )


def excerpt(lines: Sequence[str], location: Location) -> str:
    """Return the line of a place, values that may be secrets masked; empty text for a place outside."""
    if not 0 < location.line <= len(lines):
        return ""
    line = lines[location.line - 1]
    return _VALUE.sub(_masked, line) if len(line) <= LONGEST_LINE else ""


def _masked(match: re.Match[str]) -> str:
    key, value = match["key"], match["value"].strip("\"' ")
    harmless = value.startswith("secret:") or (key == "key" and value.isdigit() and len(value) <= 5)
    if harmless or not may_be_secret(key):
        return match[0]
    return f"{key}{match['colon']}***"
