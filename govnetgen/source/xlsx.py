"""The first sheet of an XLSX workbook as text."""

import warnings
from datetime import date, datetime
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from govnetgen.diagnostics import Collector, Location
from govnetgen.source.grid import Grid, Line, letters

UNPACKED_LIMIT = 400 * 1024 * 1024
"""How much a workbook may unpack to, in bytes."""

_BROKEN = (BadZipFile, ParseError, KeyError, ValueError, TypeError, IndexError, EOFError)
"""What openpyxl raises for files that are not workbooks, or are damaged."""


def read_xlsx(data: bytes, shown_as: str, found: Collector) -> Grid | None:
    """Read the first sheet: results of formulas, merged cells each with the value of the whole."""
    place = Location(shown_as)
    try:
        unpacked = sum(one.file_size for one in ZipFile(BytesIO(data)).infolist())
        if unpacked > UNPACKED_LIMIT:
            found.error(
                "file-too-large", f"the workbook unpacks to {unpacked >> 20} MB", place, hint="is this the right file?"
            )
            return None
        rows = _rows(data, shown_as, found)
    except _BROKEN:
        hint = "save it as .xlsx (not .xls), or as CSV in UTF-8"
        found.error("bad-table", "this is not an Excel workbook, or it is damaged", place, hint=hint)
        return None
    lines = tuple(Line(number, texts) for number, texts in enumerate(rows, 1) if any(map(str.strip, texts)))
    if not lines:
        found.error("empty-file", "the first sheet is empty", place, hint="write its content, or remove the file")
        return None
    return Grid(shown_as, lines)


def _rows(data: bytes, shown_as: str, found: Collector) -> list[tuple[str, ...]]:
    sheet = _sheet(data, results=False)
    formulas = [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    values = _sheet(data, results=True) if formulas else sheet
    for cell in formulas:
        if values.cell(cell.row, cell.column).value is None:
            message = f"the formula in cell {letters(cell.column - 1)}{cell.row} has no stored result"
            place = Location(shown_as, cell.row, cell.column)
            found.error("bad-table", message, place, hint="open and save the file in Excel, or write the value")
    whole: dict[tuple[int, int], Any] = {}
    for area in values.merged_cells.ranges:
        value = values.cell(area.min_row, area.min_col).value
        whole |= {
            (row, column): value
            for row in range(area.min_row, area.max_row + 1)
            for column in range(area.min_col, area.max_col + 1)
        }
    rows = enumerate(values.iter_rows(values_only=True), 1)
    if not whole:
        return [tuple(map(_text, row)) for _, row in rows]
    return [
        tuple(_text(whole.get((number, column), value)) for column, value in enumerate(row, 1)) for number, row in rows
    ]


def _sheet(data: bytes, *, results: bool) -> Any:
    from openpyxl import load_workbook  # a tenth of a second that only workbooks should cost

    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # styles and validations that openpyxl does not know say nothing about the cells
        return load_workbook(BytesIO(data), data_only=results).worksheets[0]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value).replace("\r\n", "\n")
