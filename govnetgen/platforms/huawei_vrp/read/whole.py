"""Reading a block as a whole or not at all: half a rule would mean something else than the rule does."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from govnetgen.configtree import Cursor

T = TypeVar("T")

NAME = r'("[^"]*"|\S+)'
"""A name in a pattern: in double quotes where it holds blanks."""

_TOKEN = re.compile(r'"[^"]*"|\S+')
_REMARK = re.compile(r"^((?:address|service) .+?) description .*$")


def unquoted(text: str) -> str:
    """Return a name without its quotes."""
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text


def tokens(text: str) -> tuple[str, ...]:
    """Return the words and quoted names of a line's end."""
    return tuple(map(unquoted, _TOKEN.findall(text)))


def whole(body: Cursor, read: Callable[[Cursor], T | None], minor: str = r"(?!)") -> T | None:
    """Read a block if all of it is understood, but for lines that match ``minor`` and remarks on members.

    Otherwise return None and leave everything below the heading unread. ``read`` refuses a block by None or
    ValueError. A member with a remark counts, and its line stays unread: the model has no place for the remark.
    """
    trial = Cursor(tuple(replace(line, text=_REMARK.sub(r"\1", line.text)) for line in body.unread()))
    try:
        value = read(trial)
    except ValueError:
        return None
    if value is None or any(re.fullmatch(minor, line.text) is None for line in trial.unread()):
        return None
    read(body)
    return value
