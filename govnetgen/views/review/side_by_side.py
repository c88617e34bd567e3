"""Rows side by side as a table, the words that changed marked."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from html import escape

from govnetgen.report.side_by_side import Row, RowKind
from govnetgen.semantics import Words
from govnetgen.views.review.markup import both

MOST_ROWS = 600
"""Rows of one device that the page shows; the JSON has all."""
_LONGEST = 400
_PIECES = re.compile(r"\s+|[,/]|[^\s,/]+")
_CLASSES = {RowKind.REMOVED: "r", RowKind.ADDED: "a", RowKind.CHANGED: "c", RowKind.SAME: "s", RowKind.SKIPPED: "k"}


def table(rows: Sequence[Row]) -> str:
    """Return the table, running on the left."""
    left, right = both(Words("running", "现网配置")), both(Words("intended", "目标配置"))
    shown = "".join(map(_row, rows[:MOST_ROWS]))
    rest = len(rows) - MOST_ROWS
    if rest > 0:
        said = Words(f"{rest:,} more rows: see the JSON document", f"另有 {rest:,} 行，见 JSON 文件")
        shown += f"<tr class=k><td colspan=4>{both(said)}"
    columns = "<colgroup><col class=g><col><col class=g><col></colgroup>"
    head = f"<thead><tr><th colspan=2>{left}<th colspan=2>{right}"
    return f"<table class=diff>{columns}{head}<tbody>{shown}</table>"


def _row(row: Row) -> str:
    kind = _CLASSES[row.kind]
    if row.kind is RowKind.SKIPPED:
        said = Words(f"{row.count:,} equal line" + ("s" if row.count != 1 else ""), f"{row.count:,} 行相同")
        return f"<tr class=k><td colspan=4>{both(said)}"
    if row.kind is RowKind.CHANGED:
        left, right = _marked(row.left, row.right)
    else:
        left, right = escape(row.left), escape(row.right)
    minus = "−" if row.kind in (RowKind.REMOVED, RowKind.CHANGED) else ""
    plus = "+" if row.kind in (RowKind.ADDED, RowKind.CHANGED) else ""
    return f"<tr class={kind}><td>{minus}<td>{left}<td>{plus}<td>{right}"


def _marked(left: str, right: str) -> tuple[str, str]:
    old, new = _PIECES.findall(left), _PIECES.findall(right)
    if len(old) + len(new) > _LONGEST:
        return _mark(escape(left)), _mark(escape(right))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    pieces = [
        (tag, "".join(old[first:last]), "".join(new[low:high])) for tag, first, last, low, high in matcher.get_opcodes()
    ]
    return "".join(_sides(pieces, 1)), "".join(_sides(pieces, 2))


def _sides(pieces: Sequence[tuple[str, str, str]], side: int) -> Iterator[str]:
    for piece in pieces:
        text = escape(piece[side])
        yield text if piece[0] == "equal" else _mark(text)


def _mark(text: str) -> str:
    return f"<b>{text}</b>" if text else ""
