"""Tables of HTML pages: what many web systems call an Excel export."""

from html.parser import HTMLParser

from govnetgen.brownfield.sheet import Sheet

_WIDEST = 2000
_LONGEST = 65536


def looks_like_html(text: str) -> bool:
    """Tell whether text is a page with a table."""
    start = text[:4096].lstrip().lower()
    return start.startswith(("<!doctype html", "<html", "<table", "<meta", "<head", "<body", "<style")) or (
        start.startswith("<") and "<table" in start
    )


def read_html(text: str) -> tuple[Sheet, ...]:
    """Read every table that is not a frame for others; cells over several rows or columns fill them."""
    parser = _Tables()
    parser.feed(text)
    parser.close()
    tables = [table for table in parser.tables if table]
    return tuple(
        Sheet(f"table {number}" if len(tables) > 1 else "", rows, merged=merged, first=number == 1)
        for number, (rows, merged) in enumerate(map(_filled, tables), 1)
    )


_Cell = tuple[str, int, int]


class _Tables(HTMLParser):
    """Collects the cells of tables, each with how many rows and columns it goes over."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[_Cell]]] = []
        self._open: list[list[list[_Cell]]] = []
        self._cell: list[str] | None = None
        self._spans = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a table, row or cell."""
        if tag == "table":
            self._end_cell()
            self._open.append([])
        elif tag == "tr" and self._open:
            self._end_cell()
            self._open[-1].append([])
        elif tag in ("td", "th") and self._open:
            self._end_cell()
            held = dict(attrs)
            self._cell, self._spans = [], (_span(held.get("rowspan")), _span(held.get("colspan")))
        elif tag in ("br", "p", "div") and self._cell:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Close a cell or table."""
        if tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "table" and self._open:
            self._end_cell()
            self.tables.append(self._open.pop())

    def handle_data(self, data: str) -> None:
        """Take text of the open cell."""
        if self._cell is not None:
            self._cell.append(data)

    def close(self) -> None:
        """Close what was cut off."""
        super().close()
        self._end_cell()
        self.tables.extend(self._open)
        self._open = []

    def _end_cell(self) -> None:
        if self._cell is None or not self._open:
            return
        if not self._open[-1]:
            self._open[-1].append([])
        self._open[-1][-1].append(("".join(self._cell).strip(" \t\r\n"), *self._spans))
        self._cell = None


def _span(text: str | None) -> int:
    return min(int(text), _LONGEST) if text and text.isascii() and text.isdigit() and int(text) else 1


def _filled(table: list[list[_Cell]]) -> tuple[list[tuple[str, ...]], frozenset[tuple[int, int]]]:
    rows: list[tuple[str, ...]] = []
    merged: set[tuple[int, int]] = set()
    hanging: dict[int, tuple[str, int]] = {}
    for number, cells in enumerate(table):
        texts: list[str] = []
        waiting = iter(cells)
        while len(texts) < _WIDEST:
            if len(texts) in hanging:
                text, left = hanging.pop(len(texts))
                if left > 1:
                    hanging[len(texts)] = (text, left - 1)
                merged.add((number, len(texts)))
                texts.append(text)
                continue
            cell = next(waiting, None)
            if cell is None:
                if not any(column > len(texts) for column in hanging):
                    break
                texts.append("")
                continue
            text, down, across = cell
            for offset in range(min(across, _WIDEST - len(texts))):
                if offset:
                    merged.add((number, len(texts)))
                if down > 1:
                    hanging[len(texts)] = (text, down - 1)
                texts.append(text)
        rows.append(tuple(texts))
    return rows, frozenset(merged)
