"""MAC addresses in the notations of vendors and people."""

import re
from functools import lru_cache

from govnetgen.brownfield.cell import plain

MAC = (
    r"(?:[0-9A-Fa-f]{4}[-.:][0-9A-Fa-f]{4}[-.:][0-9A-Fa-f]{4}|[0-9A-Fa-f]{1,2}(?:[:-][0-9A-Fa-f]{1,2}){5}"
    r"|[0-9A-Fa-f]{6}-[0-9A-Fa-f]{6}|[0-9A-Fa-f]{12})"
)
"""Groups of four, of two, of six, or twelve digits together (group 0 of a match)."""

_WHOLE = re.compile(MAC)
_SEPARATOR = re.compile(r"[-.:]")


@lru_cache(maxsize=65536)
def read_mac(text: str) -> str | None:
    """Return twelve lower-case digits; None for what is no MAC address."""
    shown = plain(text).replace(" ", "")
    if not _WHOLE.fullmatch(shown):
        return None
    groups = _SEPARATOR.split(shown)
    if len(groups) == 6:
        groups = [group.zfill(2) for group in groups]
    return "".join(groups).lower()
