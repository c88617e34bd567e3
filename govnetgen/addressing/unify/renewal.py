"""Whether a department can renumber, as it wrote it."""

import re
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

_YES = frozenset(
    ("", "yes", "y", "true", "1", "是", "可", "可以", "可改", "能", "能改", "随时", "any", "any time", "√")
)
_NO = frozenset(
    (
        "no",
        "n",
        "false",
        "0",
        "否",
        "不",
        "不可",
        "不可以",
        "不可改",
        "不能",
        "不能改",
        "不改",
        "never",
        "fixed",
        "固定",
        "×",
    )
)
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2}))?\s*[日号]?")
_NOTE = re.compile(
    r"不可改|不能改|不可更改|不能更改|无法更改|无法改|不可变更|cannot renumber|do not renumber", re.IGNORECASE
)


class When(Enum):
    """Now, from a date on, or not at all for the time being."""

    NOW = "now"
    LATER = "later"
    NEVER = "never"


class Renewal(NamedTuple):
    """When something can be renumbered; ``date`` as ``2027-03-01`` or ``2027-03``; ``written`` is what stood there."""

    when: When
    date: str = ""
    written: str = ""

    @property
    def now(self) -> bool:
        """Tell whether it may be renumbered at once."""
        return self.when is When.NOW


@lru_cache(maxsize=4096)
def read_renewal(written: str, note: str = "") -> Renewal:
    """Read the column or the note. What is not understood counts as not yet: nobody is moved on a guess."""
    text = written.strip().lower()
    if text in _YES:
        found = _NOTE.search(note)
        return Renewal(When.NEVER, "", found[0]) if found else Renewal(When.NOW)
    if text in _NO:
        return Renewal(When.NEVER, "", written.strip())
    match = _DATE.search(text)
    if match is None:
        return Renewal(When.NEVER, "", written.strip())
    year, month, day = match.groups()
    date = f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")
    return Renewal(When.LATER, date, written.strip())
