"""CSV (RFC 4180) with the place of every cell; the standard library's reader does not tell them."""

import re
from dataclasses import replace

from govnetgen.diagnostics import Collector, Location, error
from govnetgen.source.excerpt import excerpt
from govnetgen.source.file import decode
from govnetgen.source.grid import Grid, Line

CELL_LINES = 200
"""How many lines a cell may have; a longer one is a quote that was not closed."""

_END = re.compile(r"\r\n|\n|\r")


def read_csv(data: bytes, shown_as: str, found: Collector) -> Grid | None:
    """Read rows separated by commas, or by semicolons where the first row says so; UTF-8 or GB18030."""
    text = decode(data, shown_as, found, chinese=True)
    if text is None:
        return None
    source = _END.split(text)
    header = next((line for line in source if line.strip()), "")
    delimiter = ";" if header.count(";") > header.count(",") else ","
    if '"' not in text:
        lines = [Line(number, tuple(line.split(delimiter))) for number, line in enumerate(source, 1)]
    else:
        quoted = _quoted(source, shown_as, delimiter, found)
        if quoted is None:
            return None
        lines = quoted
    return Grid(shown_as, tuple(line for line in lines if any(map(str.strip, line.texts))), source)


def _quoted(source: list[str], shown_as: str, delimiter: str, found: Collector) -> list[Line] | None:
    lines: list[Line] = []
    number = 0
    while number < len(source):
        texts, places, used = _row(source, number, delimiter)
        if used is None:
            place = Location(shown_as, places[-1][0], places[-1][1])
            message, hint = "this quote is never closed", 'close it; write "" for a quote in a cell'
            found.found.append(replace(error("bad-table", message, place, hint=hint), excerpt=excerpt(source, place)))
            return None
        lines.append(Line(number + 1, tuple(texts), tuple(places)))
        number += used
    return lines


def _row(source: list[str], number: int, delimiter: str) -> tuple[list[str], list[tuple[int, int]], int | None]:
    """Split a row that may go over several lines; the number of lines is None where a quote stays open."""
    texts: list[str] = []
    places: list[tuple[int, int]] = []
    at, line, used = 0, source[number], 1
    while True:
        places.append((number + used, at + 1))
        text = ""
        if line[at : at + 1] == '"':
            cell = _quoted_cell(source, number + used - 1, at + 1)
            if cell is None:
                return texts, places, None
            text, more, at = cell
            used += more
            line = source[number + used - 1]
        end = line.find(delimiter, at)
        texts.append(text + (line[at:] if end < 0 else line[at:end]))
        if end < 0:
            return texts, places, used
        at = end + 1


def _quoted_cell(source: list[str], number: int, at: int) -> tuple[str, int, int] | None:
    """Return the text behind a quote, how many lines further it ends, and where; None where it is never closed."""
    parts: list[str] = []
    for more, line in enumerate(source[number : number + CELL_LINES]):
        start = at if more == 0 else 0
        while (end := line.find('"', start)) >= 0:
            parts.append(line[start:end])
            if line[end + 1 : end + 2] != '"':
                return "".join(parts), more, end + 1
            parts.append('"')
            start = end + 2
        parts.append(line[start:] + "\n")
    return None
