"""The address book as a file: an Excel workbook, CSV, or JSON."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from govnetgen.addressing import BookRow
from govnetgen.diagnostics import InvalidInput, Location, error
from govnetgen.views.workbook import Cell, csv_text, workbook

_COLUMNS: tuple[tuple[str, str, Callable[[BookRow], Cell]], ...] = (
    ("address", "地址", lambda row: row.address),
    ("kind", "类型", lambda row: row.kind),
    ("pool", "地址池", lambda row: row.pool),
    ("owner", "归属", lambda row: row.owner),
    ("title", "名称", lambda row: row.title),
    ("site", "站点", lambda row: row.site),
    ("zone", "安全域", lambda row: row.zone),
    ("class", "地址类别", lambda row: row.address_class),
    ("vpn", "专网", lambda row: row.vpn),
    ("vlan_id", "VLAN", lambda row: row.vlan_id),
    ("device", "设备", lambda row: row.device),
    ("used", "已用", lambda row: row.used),
    ("size", "容量", lambda row: row.size),
    ("utilisation", "利用率", lambda row: row.utilisation),
)
"""What each column is called in files, what in the workbook, and where it comes from."""

FORMS = (".xlsx", ".csv", ".json")


def require_form(path: Path) -> None:
    """Raise InvalidInput for a file name that says no form."""
    if path.suffix.lower() not in FORMS:
        hint = f"let the name end in {', '.join(FORMS[:-1])} or {FORMS[-1]}"
        raise InvalidInput(
            [
                error(
                    "unknown-form",
                    f"{path.suffix or 'no ending'!r} is no form of an address book",
                    Location(str(path)),
                    hint=hint,
                )
            ]
        )


def book_file(rows: Sequence[BookRow], path: Path) -> bytes:
    """Return the book in the form that the file's name asks for."""
    match path.suffix.lower():
        case ".xlsx":
            pools = [row for row in rows if row.kind == "pool"]
            return workbook(
                {"地址池 pools": _table(pools, titles=True), "地址台账 addresses": _table(rows, titles=True)}
            )
        case ".csv":
            return csv_text(_table(rows))
        case _:
            return (json.dumps(_records(rows), ensure_ascii=False, indent=1) + "\n").encode()


def book_table(rows: Sequence[BookRow]) -> list[list[Cell]]:
    """Return the book as a table whose first row names the columns."""
    return _table(rows, titles=True)


def _table(rows: Sequence[BookRow], *, titles: bool = False) -> list[list[Cell]]:
    head: list[Cell] = [f"{title} {name}" if titles else name for name, title, _ in _COLUMNS]
    return [head, *([_small(take(row)) for _, _, take in _COLUMNS] for row in rows)]


def _small(value: Cell) -> Cell:
    # a spreadsheet's numbers are exact to 2^53 only: the sizes of IPv6 blocks are text
    return str(value) if isinstance(value, int) and value > 1 << 53 else value


def _records(rows: Sequence[BookRow]) -> list[dict[str, Cell]]:
    found = ({name: take(row) for name, _, take in _COLUMNS} for row in rows)
    return [{name: value for name, value in record.items() if value not in (None, "")} for record in found]
