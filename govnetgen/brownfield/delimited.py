"""Tables in text: columns with commas, semicolons, tabs or bars between. Rows are split when asked for."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from govnetgen.brownfield.sheet import Sheet
from govnetgen.diagnostics import Collector, Location

_DELIMITERS = (",", "\t", ";", "|", "，")
_LOOKED_AT = 200


def read_delimited(text: str, shown_as: str, found: Collector) -> Sheet:
    """Read text as one sheet; a row is a record, which may go over several lines where a cell is quoted."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    delimiter = _delimiter(lines[:_LOOKED_AT])
    if '"' not in text:
        return Sheet("", _PlainRows(lines, delimiter))
    if text.count('"') % 2:
        number = next(number for number, line in enumerate(lines, 1) if line.count('"') % 2)
        found.warning(
            "open-quote",
            "a quote is opened or closed alone: quotes in this file are taken as they stand",
            Location(shown_as, number),
            hint="close it; write two quotes for one in a cell",
        )
        return Sheet("", _PlainRows([line.replace('"', "") for line in lines], delimiter))
    return Sheet("", _QuotedRows(text, delimiter))


def _delimiter(lines: list[str]) -> str:
    """Return the sign that splits most lines into the same number of cells."""
    best, most = ",", 0
    for sign in _DELIMITERS:
        counts = Counter(line.count(sign) for line in lines if sign in line)
        if not counts:
            continue
        lines_split = max(counts.values()) + sum(counts.values())
        if lines_split > most:
            best, most = sign, lines_split
    return best


@dataclass(frozen=True, slots=True)
class _PlainRows:
    lines: list[str]
    delimiter: str

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        delimiter = self.delimiter
        for line in self.lines:
            yield tuple(line.split(delimiter))


@dataclass(frozen=True, slots=True)
class _QuotedRows:
    text: str
    delimiter: str

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        csv.field_size_limit(max(csv.field_size_limit(), len(self.text)))
        for row in csv.reader(io.StringIO(self.text, newline=""), delimiter=self.delimiter):
            yield tuple(row)
