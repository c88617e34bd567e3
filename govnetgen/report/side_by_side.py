"""Two trees as rows side by side: what differs, below the lines that it stands under."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from govnetgen.configtree import ConfigTree, Line


class RowKind(StrEnum):
    """``same``: a parent of what differs. ``skipped``: equal lines left out. ``changed``: one line became another."""

    SAME = "same"
    SKIPPED = "skipped"
    REMOVED = "removed"
    ADDED = "added"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the running line and the intended one. Of skipped rows, ``count`` lines are left out."""

    kind: RowKind
    left: str = ""
    right: str = ""
    count: int = 0


_INDENT = "  "
_ALIKE = 0.5
"""Lines that share this much of their words are one line that changed; below, a removal and an addition."""


def side_by_side(running: ConfigTree, intended: ConfigTree) -> tuple[Row, ...]:
    """Return what differs; empty where nothing does."""
    return tuple(_joined(_rows(running.lines, intended.lines, 0)))


def _rows(left: Sequence[Line], right: Sequence[Line], depth: int) -> Iterator[Row]:
    start, end = _common(left, right)
    yield from _skip(left[:start])
    middle, other = left[start : len(left) - end], right[start : len(right) - end]
    matcher = SequenceMatcher(None, [one.text for one in middle], [one.text for one in other], autojunk=False)
    for tag, first, last, low, high in matcher.get_opcodes():
        if tag == "equal":
            for old, new in zip(middle[first:last], other[low:high], strict=True):
                yield from _same_text(old, new, depth)
        else:
            yield from _replaced(middle[first:last], other[low:high], depth)
    yield from _skip(left[len(left) - end :])


def _common(left: Sequence[Line], right: Sequence[Line]) -> tuple[int, int]:
    """Return how many lines are equal at the beginning and at the end, all below them included."""
    shorter = min(len(left), len(right))
    start = 0
    while start < shorter and left[start] == right[start]:
        start += 1
    end = 0
    while end < shorter - start and left[-1 - end] == right[-1 - end]:
        end += 1
    return start, end


def _skip(lines: Sequence[Line]) -> Iterator[Row]:
    if lines:
        yield Row(RowKind.SKIPPED, count=sum(_size(one) for one in lines))


def _size(line: Line) -> int:
    return 1 + len(line.block) + sum(map(_size, line.children))


def _same_text(old: Line, new: Line, depth: int) -> Iterator[Row]:
    if old == new:
        yield Row(RowKind.SKIPPED, count=_size(old))
        return
    text = _INDENT * depth + old.text
    yield Row(RowKind.SAME, text, text)
    yield from _block(old, new)
    yield from _rows(old.children, new.children, depth + 1)


def _block(old: Line, new: Line) -> Iterator[Row]:
    if old.block != new.block:
        yield from (Row(RowKind.REMOVED, one) for one in old.block)
        yield from (Row(RowKind.ADDED, right=one) for one in new.block)


def _replaced(old: Sequence[Line], new: Sequence[Line], depth: int) -> Iterator[Row]:
    partners = dict(_partners(old, new))
    reached = 0
    for number, line in enumerate(old):
        if number not in partners:
            yield from _whole(line, depth, RowKind.REMOVED)
            continue
        while reached < partners[number]:
            yield from _whole(new[reached], depth, RowKind.ADDED)
            reached += 1
        other = new[reached]
        yield Row(RowKind.CHANGED, _INDENT * depth + line.text, _INDENT * depth + other.text)
        yield from _block(line, other)
        yield from _rows(line.children, other.children, depth + 1)
        reached += 1
    for line in new[reached:]:
        yield from _whole(line, depth, RowKind.ADDED)


def _partners(old: Sequence[Line], new: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Yield which old line became which new one: the next one alike, in order."""
    reached = 0
    for number, line in enumerate(old):
        for candidate in range(reached, min(len(new), reached + 8)):
            if _alike(line, new[candidate]):
                yield number, candidate
                reached = candidate + 1
                break


def _alike(old: Line, new: Line) -> bool:
    one, other = old.text.split(), new.text.split()
    if one[:1] != other[:1]:
        return False
    if bool(old.children) != bool(new.children) or (old.children and one[:2] != other[:2]):
        return False
    shared = sum(word in other for word in one)
    return shared / max(len(one), len(other)) >= _ALIKE


def _whole(line: Line, depth: int, kind: RowKind) -> Iterator[Row]:
    for text in (_INDENT * depth + line.text, *line.block):
        yield Row(kind, text) if kind is RowKind.REMOVED else Row(kind, right=text)
    for child in line.children:
        yield from _whole(child, depth + 1, kind)


def _joined(rows: Iterator[Row]) -> Iterator[Row]:
    """Put skipped rows that follow each other together."""
    held = 0
    for row in rows:
        if row.kind is RowKind.SKIPPED:
            held += row.count
            continue
        if held:
            yield Row(RowKind.SKIPPED, count=held)
            held = 0
        yield row
    if held:
        yield Row(RowKind.SKIPPED, count=held)


def changed_lines(rows: Sequence[Row]) -> int:
    """Return how many lines differ."""
    return sum(row.kind not in (RowKind.SAME, RowKind.SKIPPED) for row in rows)
