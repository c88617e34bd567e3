"""Tables as files: an Excel workbook or CSV, the same bytes for the same rows."""

import csv
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from govnetgen.views.columns import width

Cell = str | int | float | None
Table = Sequence[Sequence[Cell]]

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zip archive can hold."""

_WIDEST = 48
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(<)")


def workbook(sheets: Mapping[str, Table]) -> bytes:
    """Return a workbook of tables whose first row is the heading; shares (floats) are shown as percent."""
    book = Workbook(write_only=True)
    book.properties.created = datetime(*_EPOCH)
    for title, rows in sheets.items():
        _fill(book.create_sheet(title), rows)
    written = io.BytesIO()
    book.save(written)
    return undated(written.getvalue())


def csv_text(rows: Table) -> bytes:
    """Return a table as CSV in UTF-8 with a byte order mark: Excel takes it for GBK without."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerows([_plain(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def _fill(sheet: WriteOnlyWorksheet, rows: Table) -> None:
    sheet.freeze_panes = "A2"
    for number, column in enumerate(zip(*rows[:1000], strict=True)):
        widest = max((width(str(cell)) for cell in column if cell is not None), default=0)
        # openpyxl's stubs do not know what a write-only sheet has from its parent
        sheet.column_dimensions[_letter(number)].width = min(widest + 2, _WIDEST)  # type: ignore[attr-defined]
    for index, row in enumerate(rows):
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value=value)
            if isinstance(value, str):
                cell.data_type = "s"  # text that begins with = is no formula
            if isinstance(value, float):
                cell.number_format = "0.0%"
            if index == 0:
                cell.font = Font(bold=True)
            cells.append(cell)
        sheet.append(cells)
    if rows:
        sheet.auto_filter.ref = f"A1:{_letter(len(rows[0]) - 1)}{len(rows)}"  # type: ignore[attr-defined]  # as above


def _letter(number: int) -> str:
    return chr(ord("A") + number)


def _plain(cell: Cell) -> Cell:
    if isinstance(cell, float):
        return f"{cell:.4f}"
    # a spreadsheet would run text that begins like a formula
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@") else cell


def undated(archive: bytes) -> bytes:
    """Return a zip archive with all dates at its epoch: openpyxl puts the time of writing in."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = _MODIFIED.sub(rb"\g<1>1980-01-01T00:00:00Z\2", old.read(name))
            new.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return written.getvalue()
