"""The structural diff as text: lines that go and come, below the lines of their blocks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from govnetgen.configtree.compare import Comparison, Pair
from govnetgen.configtree.statement import Statement
from govnetgen.configtree.tree import Line


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One line: ``sign`` is ``-``, ``+`` or a blank for a block's own line, which stays."""

    sign: str
    depth: int
    text: str


Hide = Callable[[str], str]


def text_diff(comparison: Comparison, hide: Hide) -> tuple[DiffLine, ...]:
    """Return the difference line by line, through what hides secrets; a secret that changes shows as changed."""
    return tuple(_block(comparison, 0, hide))


def _block(comparison: Comparison, depth: int, hide: Hide) -> Iterator[DiffLine]:
    for pair in sorted(comparison.pairs, key=lambda one: one.statement.line.number):
        yield from _pair(pair, depth, hide)
    for change in comparison.values:
        yield from (DiffLine("-", depth, hide(one.text)) for one in change.old_lines)
        yield from (DiffLine("+", depth, hide(one.text)) for one in change.new_lines)
    staying = set(comparison.old_order) & set(comparison.new_order)
    order = [[name for name in each if name in staying] for each in (comparison.old_order, comparison.new_order)]
    if order[0] != order[1]:
        yield DiffLine("-", depth, "order: " + " ".join(order[0]))
        yield DiffLine("+", depth, "order: " + " ".join(order[1]))


def _pair(pair: Pair, depth: int, hide: Hide) -> Iterator[DiffLine]:
    if pair.old is not None and pair.new is not None:
        if pair.same:
            yield DiffLine(" ", depth, hide(pair.new.line.text))
        else:
            yield from _changed(pair.old, pair.new, depth, hide)
        yield from _block(pair.below, depth + 1, hide)
        return
    sign = "-" if pair.new is None else "+"
    yield from _whole(pair.statement.line, sign, depth, hide)


def _changed(old: Statement, new: Statement, depth: int, hide: Hide) -> Iterator[DiffLine]:
    texts = [hide(one.command) for one in (old, new)]
    # both masked lines are the same where only the secret differs
    note = "  (the secret changes)" if texts[0] == texts[1] else ""
    yield DiffLine("-", depth, texts[0])
    yield DiffLine("+", depth, texts[1] + note)


def _whole(line: Line, sign: str, depth: int, hide: Hide) -> Iterator[DiffLine]:
    yield DiffLine(sign, depth, hide("\n".join((line.text, *line.block))))
    for child in line.children:
        yield from _whole(child, sign, depth + 1, hide)
