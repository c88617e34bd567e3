"""Rows of text with the place of every cell: what CSV and XLSX have in common."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from govnetgen.diagnostics import Location
from govnetgen.source.excerpt import excerpt


@dataclass(frozen=True, slots=True)
class Line:
    """A row: where it begins, its cells' text, and the column where each cell begins (None: one after another)."""

    number: int
    texts: tuple[str, ...]
    places: tuple[tuple[int, int], ...] | None = None
    """Line and column of each cell, where they are not one after another on the row's line."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a file that hold text. ``source`` are the file's lines; none for a workbook."""

    file: str
    lines: tuple[Line, ...] = field(repr=False)
    source: Sequence[str] | None = field(default=None, repr=False)

    def locate(self, line: Line, position: int) -> Location:
        """Return the place of a cell; for a workbook, its row and column by number."""
        if self.source is None:
            return Location(self.file, line.number, position + 1)
        if line.places is not None:
            return Location(self.file, *line.places[min(position, len(line.places) - 1)])
        return Location(self.file, line.number, sum(len(text) + 1 for text in line.texts[:position]) + 1)

    def at(self, line: Line, position: int) -> str:
        """Return words that name a cell of a workbook as its owner sees it; nothing for text."""
        return "" if self.source is not None else f" (cell {letters(position)}{line.number})"

    def excerpt(self, location: Location) -> str:
        """Return the line of a place; nothing for a workbook, which has no lines to point at."""
        return "" if self.source is None else excerpt(self.source, location)


def letters(position: int) -> str:
    """Return the name of a workbook's column, counted from 0: A to Z, then AA."""
    name = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
