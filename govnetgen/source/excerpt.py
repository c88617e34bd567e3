"""The lines that diagnostics show, without the secrets that may stand in them by mistake."""

import re
from collections.abc import Sequence

from govnetgen.diagnostics import Location

SECRET_WORD = re.compile(r"secret|secert|sercet|passw|pwd|psk|communit|token|key", re.IGNORECASE)
"""What the names of keys have in common whose values may be secrets, also misspelt."""

_SECRET = re.compile(
    rf"""((?:[A-Za-z_-]*(?:{SECRET_WORD.pattern})[A-Za-z_-]*)["']?\s*:\s*)"""
    r"""(?!["']?secret:|[0-9]{1,5}\s*(?:[,}#]|$))("[^"]*"?|'[^']*'?|[^\s,}\]#][^,}\]#]*)""",
    re.IGNORECASE,
)


def excerpt(lines: Sequence[str], location: Location) -> str:
    """Return the line of a place, values that may be secrets masked; empty text for a place outside."""
    if not 0 < location.line <= len(lines):
        return ""
    return _SECRET.sub(r"\1***", lines[location.line - 1])
