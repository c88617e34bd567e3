"""Excel workbooks, new (.xlsx) and old (.xls): all sheets, with what Excel made of what people typed."""

import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from govnetgen.brownfield.sheet import Oddity, Sheet
from govnetgen.diagnostics import Collector, Location

UNPACKED_LIMIT = 2 << 30
"""How much a workbook may unpack to, in bytes."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BROKEN = (BadZipFile, ZlibError, ParseError, KeyError, ValueError, TypeError, IndexError, EOFError, AttributeError)
"""What openpyxl raises for files that are damaged or no workbooks."""
_WIDEST = 2000


def read_workbook(data: bytes, shown_as: str, found: Collector) -> tuple[Sheet, ...]:
    """Read a workbook of either kind; none, with a diagnostic, where it is locked, damaged or something else."""
    if data.startswith(OLE):
        if _ENCRYPTED in data:
            _locked(shown_as, found)
            return ()
        return _old(data, shown_as, found)
    return _new(data, shown_as, found)


def _locked(shown_as: str, found: Collector) -> None:
    found.warning(
        "locked-workbook",
        "this workbook is protected by a password and was not read",
        Location(shown_as),
        hint="ask who sent it for a copy without a password",
    )


def _damaged(shown_as: str, found: Collector, what: str) -> None:
    found.warning(
        "damaged-workbook",
        f"this workbook cannot be read: {what}",
        Location(shown_as),
        hint="it may have been cut off when it was sent: ask for it again",
    )


def _new(data: bytes, shown_as: str, found: Collector) -> tuple[Sheet, ...]:
    from openpyxl import load_workbook  # a tenth of a second that only workbooks should cost

    try:
        with ZipFile(BytesIO(data)) as archive:
            if "[Content_Types].xml" not in archive.namelist() or not any(
                name.startswith("xl/") for name in archive.namelist()
            ):
                found.warning(
                    "unknown-content",
                    "this archive is not a workbook",
                    Location(shown_as),
                    hint="unpack it, and put what is inside here",
                )
                return ()
            if sum(one.file_size for one in archive.infolist()) > UNPACKED_LIMIT:
                _damaged(shown_as, found, f"it unpacks to more than {UNPACKED_LIMIT >> 30} GB")
                return ()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles that openpyxl does not know say nothing about the cells
            written = load_workbook(BytesIO(data))
            results = load_workbook(BytesIO(data), data_only=True)
            return tuple(
                _new_sheet(sheet, results[sheet.title], number == 0) for number, sheet in enumerate(written.worksheets)
            )
    except _BROKEN as problem:
        _damaged(shown_as, found, f"{type(problem).__name__}: {str(problem)[:80]}")
        return ()


def _new_sheet(sheet: Any, results: Any, first: bool) -> Sheet:
    merged: dict[tuple[int, int], str] = {}
    odd: dict[tuple[int, int], Oddity] = {}
    for area in sheet.merged_cells.ranges:
        text, oddity = _cell(sheet.cell(area.min_row, area.min_col), results.cell(area.min_row, area.min_col).value)
        for row in range(area.min_row, area.max_row + 1):
            for column in range(area.min_col, min(area.max_col, _WIDEST) + 1):
                merged[row - 1, column - 1] = text
                if oddity:
                    odd[row - 1, column - 1] = oddity
    rows = []
    for row, (cells, values) in enumerate(zip(sheet.iter_rows(), results.iter_rows(values_only=True), strict=True)):
        texts = []
        for column, (cell, value) in enumerate(zip(cells[:_WIDEST], values, strict=False)):
            text, oddity = (merged[row, column], None) if (row, column) in merged else _cell(cell, value)
            if oddity:
                odd[row, column] = oddity
            texts.append(text)
        rows.append(tuple(texts))
    heads = {(area.min_row - 1, area.min_col - 1) for area in sheet.merged_cells.ranges}
    return Sheet(sheet.title, rows, odd, frozenset(merged) - heads, first)


def _cell(cell: Any, value: object) -> tuple[str, Oddity | None]:
    if cell.data_type == "f":
        return (_text(value), None) if value is not None else (str(cell.value), Oddity.FORMULA)
    if isinstance(value, datetime | date | time):
        return _text(value), Oddity.DATE
    return _text(value), None


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value).replace("\r\n", "\n")


def _old(data: bytes, shown_as: str, found: Collector) -> tuple[Sheet, ...]:
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=_Silent())
    except xlrd.XLRDError as problem:
        if "encrypted" in str(problem).lower():
            _locked(shown_as, found)
        elif "no workbook" in str(problem).lower() or "can't find workbook" in str(problem).lower():
            found.warning(
                "unknown-content",
                "this is an old Office file, but no workbook",
                Location(shown_as),
                hint="copy its table into a workbook",
            )
        else:
            _damaged(shown_as, found, str(problem)[:80])
        return ()
    except (*_BROKEN, xlrd.compdoc.CompDocError, AssertionError, OverflowError) as problem:
        _damaged(shown_as, found, f"{type(problem).__name__}: {str(problem)[:80]}")
        return ()
    return tuple(_old_sheet(book, number) for number in range(book.nsheets))


class _Silent:
    """Where xlrd writes its remarks about odd files."""

    def write(self, text: str) -> int:
        """Drop it: what matters is raised."""
        return len(text)


def _old_sheet(book: Any, number: int) -> Sheet:
    sheet = book.sheet_by_index(number)
    odd: dict[tuple[int, int], Oddity] = {}
    rows: list[list[str]] = []
    for row in range(sheet.nrows):
        texts = []
        for column, cell in enumerate(sheet.row(row)[:_WIDEST]):
            text, oddity = _old_cell(cell, book.datemode)
            if oddity:
                odd[row, column] = oddity
            texts.append(text)
        rows.append(texts)
    merged = set()
    for low, high, left, right in sheet.merged_cells:
        for row, column in _area(low, min(high, len(rows)), left, right):
            if (row, column) == (low, left) or column >= len(rows[row]):
                continue
            rows[row][column] = rows[low][left]
            merged.add((row, column))
            if (low, left) in odd:
                odd[row, column] = odd[low, left]
    return Sheet(sheet.name, [tuple(row) for row in rows], odd, frozenset(merged), number == 0)


def _area(low: int, high: int, left: int, right: int) -> Iterator[tuple[int, int]]:
    for row in range(low, high):
        for column in range(left, right):
            yield row, column


def _old_cell(cell: Any, datemode: int) -> tuple[str, Oddity | None]:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return xlrd.xldate_as_datetime(cell.value, datemode).isoformat(), Oddity.DATE
        except (ValueError, OverflowError):
            return str(cell.value), Oddity.DATE
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return _text(float(cell.value)), None
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#ERR!")), Oddity.FORMULA
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return str(bool(cell.value)), None
    return str(cell.value).replace("\r\n", "\n"), None
