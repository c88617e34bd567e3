"""What a file really is, whatever it is called: told by its first bytes and its text."""

from pathlib import PurePath

from govnetgen.brownfield.delimited import read_delimited
from govnetgen.brownfield.encoding import decode_legacy
from govnetgen.brownfield.html import looks_like_html, read_html
from govnetgen.brownfield.sheet import Sheet
from govnetgen.brownfield.workbook import OLE, ZIP, read_workbook
from govnetgen.diagnostics import Collector, Location

_SUFFIXES = {
    "a workbook (.xlsx)": frozenset((".xlsx", ".xlsm", ".et")),
    "an old workbook (.xls)": frozenset((".xls", ".et")),
    "a page (HTML)": frozenset((".html", ".htm")),
}


def is_workbook(data: bytes) -> bool:
    """Tell whether a file is a workbook or another archive or Office file."""
    return data.startswith((OLE, ZIP))


def read_sheets(data: bytes, shown_as: str, found: Collector) -> tuple[Sheet, ...]:
    """Read the tables of a file of any kind."""
    if is_workbook(data):
        report_disguise(shown_as, "a workbook (.xlsx)" if data.startswith(ZIP) else "an old workbook (.xls)", found)
        return read_workbook(data, shown_as, found)
    text = decode_legacy(data, shown_as, found)
    return () if text is None else sheets_of_text(text, shown_as, found)


def sheets_of_text(text: str, shown_as: str, found: Collector) -> tuple[Sheet, ...]:
    """Read the tables of a text: of a page, or the text itself."""
    if looks_like_html(text):
        report_disguise(shown_as, "a page (HTML)", found)
        return read_html(text)
    return (read_delimited(text, shown_as, found),)


def report_disguise(shown_as: str, kind: str, found: Collector) -> None:
    """Say that a file is not what its name says."""
    suffix = PurePath(shown_as).suffix.lower()
    if suffix not in _SUFFIXES[kind]:
        found.warning(
            "other-than-named",
            f"by its name this is {suffix or 'nothing'}, but it is {kind}; it was read as that",
            Location(shown_as),
            hint="rename it, so that others can open it",
        )
