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
_REMARK = re.compile(r"(?P<said>(?:address|service) .+?) description .*")


def unquoted(text: str) -> str:
    """Return a name without its quotes."""
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text


def tokens(text: str) -> tuple[str, ...]:
    """Return the words and quoted names of a line's end."""
    return tuple(map(unquoted, _TOKEN.findall(text)))


def whole(body: Cursor, read: Callable[[Cursor], T | None], minor: str = r"(?!)") -> T | None:
    """Read a block if all of it is understood, but for lines that match ``minor`` and remarks on members.

    These stay unread and so does everything below the heading when the block is not understood; ``read`` says so by
    None or ValueError.
    """
    lines = tuple(body.unread())
    trial = Cursor(tuple(replace(line, text=_REMARK.sub(r"\g<said>", line.text)) for line in lines))
    try:
        value = read(trial)
    except ValueError:
        return None
    if value is None or any(re.fullmatch(minor, line.text) is None for line in trial.unread()):
        return None
    marked = Cursor(lines)
    read_again(read, marked)
    said = {line.text for line in lines} - {line.text for line in marked.unread()}
    if said:
        body.ignore("|".join(map(re.escape, sorted(said))))
    return value


def read_again(read: Callable[[Cursor], object], cursor: Cursor) -> None:
    """Mark what a reader understands; without the lines that carry remarks it may find less than before."""
    try:
        read(cursor)
    except ValueError:
        return
