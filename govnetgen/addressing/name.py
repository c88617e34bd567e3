"""How names are compared and written in the ledger."""

import re
from urllib.parse import quote, unquote

_SPECIAL = re.compile(r"[%/\s\x00-\x1f\x7f]")
_DIGITS = re.compile(r"(\d+)", re.ASCII)


def natural(name: str) -> tuple[str | int, ...]:
    """Return the sort key that puts ``agg-2`` before ``agg-10``."""
    parts = _DIGITS.split(name)
    return tuple(int(part) if index & 1 else part for index, part in enumerate(parts))


def key_of(*names: str) -> str:
    """Join names into a ledger key; what would break a line or a key is percent-encoded."""
    return "/".join([quote(name, safe=":") if _SPECIAL.search(name) else name for name in names])


def names_of(key: str) -> tuple[str, ...]:
    """Return the names that a ledger key is made of."""
    return tuple(unquote(part) for part in key.split("/"))
