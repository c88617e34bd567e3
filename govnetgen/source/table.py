"""Tables that people keep in spreadsheets: CSV and XLSX, with the place of every cell."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from govnetgen.diagnostics import Checked, Collector, Location, did_you_mean
from govnetgen.source.csv import read_csv
from govnetgen.source.file import read_bytes
from govnetgen.source.grid import Grid, Line
from govnetgen.source.xlsx import read_xlsx

Aliases = Mapping[str, Sequence[str]]
"""The names of columns, each with the other headings it is known by."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: text by column, stripped; columns that the file does not have, and empty cells, are absent."""

    cells: Mapping[str, str]
    line: Line


@dataclass(frozen=True, slots=True)
class Table:
    """A table by the canonical names of its columns; ``positions`` are where they are in the file."""

    grid: Grid
    positions: Mapping[str, int]
    rows: tuple[Row, ...] = field(repr=False)

    @property
    def file(self) -> str:
        """The file's name as shown."""
        return self.grid.file

    def locate(self, row: Row, column: str | None = None) -> Location:
        """Return the place of a cell, or of the row; of the row too where the file has no such column."""
        return self.grid.locate(row.line, self.positions.get(column, 0) if column else 0)

    def excerpt(self, location: Location) -> str:
        """Return the line of a place."""
        return self.grid.excerpt(location)


def read_table(path: Path, shown_as: str, *, columns: Aliases, required: Iterable[str] = ()) -> Checked[Table]:
    """Read a ``.csv`` or ``.xlsx`` file whose first row that is not empty names the columns.

    ``columns`` are all columns that there may be. Rows without any text are skipped.
    """
    found = Collector()
    data = read_bytes(path, shown_as, found)
    if data is None:
        return Checked(None, tuple(found))
    grid = (read_xlsx if path.suffix.lower() == ".xlsx" else read_csv)(data, shown_as, found)
    if grid is None or not grid.lines:
        return Checked(None, tuple(found))
    header, *lines = grid.lines
    positions = _positions(grid, header, columns, found)
    for name in required:
        if name not in positions:
            message = f"there is no column {name!r}"
            if columns[name]:
                message += f" (or {', '.join(columns[name])})"
            found.error(
                "missing-column", message, grid.locate(header, 0), hint=f"add it; columns: {', '.join(columns)}"
            )
    table = None
    if all(name in positions for name in required):
        rows = tuple(_row(grid, line, positions, len(header.texts), found) for line in lines)
        table = Table(grid, positions, rows)
    return Checked(table, tuple(replace(one, excerpt=grid.excerpt(one.location)) for one in found))


def _positions(grid: Grid, header: Line, columns: Aliases, found: Collector) -> dict[str, int]:
    known = {alias.lower(): name for name, aliases in columns.items() for alias in (name, *aliases)}
    positions: dict[str, int] = {}
    for position, text in enumerate(header.texts):
        heading = text.strip()
        name = known.get(heading.lower())
        place = grid.locate(header, position)
        if name is None:
            if heading:
                hint = did_you_mean(heading.lower(), known)
                found.error(
                    "unknown-column", f"unknown column {heading!r}{grid.at(header, position)}", place, hint=hint
                )
        elif name in positions:
            message = f"column {name!r} is there twice{grid.at(header, position)}"
            first = grid.locate(header, positions[name])
            found.error("duplicate-column", message, place, hint="remove one of the two", related=(first,))
        else:
            positions[name] = position
    return positions


def _row(grid: Grid, line: Line, positions: Mapping[str, int], width: int, found: Collector) -> Row:
    if any(text.strip() for text in line.texts[width:]):
        message = f"this row has {len(line.texts)} cells under {width} headings"
        hint = "quote a cell that contains the delimiter; separate several values in a cell with ';'"
        found.error("bad-table", message, grid.locate(line, width), hint=hint)
    texts = line.texts
    cells = {name: text for name, at in positions.items() if at < len(texts) and (text := texts[at].strip())}
    return Row(cells, line)
