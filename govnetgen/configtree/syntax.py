"""How a platform writes its configuration, as data."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    r"""A value of several lines that is kept as it stands.

    ``start`` matches the first line (searched after its indentation); the block goes on until ``end`` matches a line.
    In ``end``, ``\g<delimiter>`` stands for what the group ``delimiter`` of ``start`` matched.
    """

    start: re.Pattern[str]
    end: str


@dataclass(frozen=True, slots=True)
class Closer:
    """A line that ends a block by word, as ``exit-vrf``: dropped when parsed, written again when printed."""

    opening: re.Pattern[str]
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the text with a syntax of its own, as one file of several; ``heading`` matches the line before it."""

    heading: re.Pattern[str]
    syntax: "Syntax"


@dataclass(frozen=True, slots=True, kw_only=True)
class Syntax:
    """The rules of one configuration language.

    ``separator`` stands alone between blocks (``!``, ``#``); at the left margin it ends every open block where
    ``separator_resets``. ``braces``: a line that ends in ``{`` opens a
    block and ``}`` closes it, instead of indentation. ``comment`` begins a line that says
    nothing; such lines are dropped. ``sections`` splits a text of several files.
    """

    indent: str = " "
    separator: str | None = None
    separator_resets: bool = False
    comment: re.Pattern[str] | None = None
    braces: bool = False
    blocks: tuple[Block, ...] = ()
    closers: tuple[Closer, ...] = ()
    sections: tuple[Section, ...] = ()
