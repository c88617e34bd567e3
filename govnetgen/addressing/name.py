"""How names are compared and written in the ledger."""

import re
from functools import lru_cache
from urllib.parse import quote, unquote

_SPECIAL = re.compile(r"[%/\s\x00-\x1f\x7f]")
_DIGITS = re.compile(r"(\d+)", re.ASCII)


@lru_cache(maxsize=65536)
def natural(name: str) -> tuple[str | int, ...]:
    """Return the sort key that puts ``agg-2`` before ``agg-10``."""
    parts = _DIGITS.split(name)
    return tuple(int(part) if index & 1 else part for index, part in enumerate(parts))


@lru_cache(maxsize=65536)
def _written(name: str) -> str:
    return quote(name, safe=":") if _SPECIAL.search(name) else name


def key_of(*names: str) -> str:
    """Join names into a ledger key; what would break a line or a key is percent-encoded."""
    return "/".join(map(_written, names))


def names_of(key: str) -> tuple[str, ...]:
    """Return the names that a ledger key is made of."""
    return tuple(unquote(part) for part in key.split("/"))
