"""Lists whose order is meaning: a new entry is appended, then moved to its place."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from govnetgen.configtree.build import Builder
from govnetgen.configtree.compare import Comparison
from govnetgen.configtree.operation import Kind, Operation, Sent, Step
from govnetgen.configtree.statement import Place, Statement

Done = Sequence[tuple[Operation, tuple[Step, ...]]]


def with_moves(done: Done, comparison: Comparison, builder: Builder) -> tuple[Step, ...]:
    """Return all steps, with the moves that ordered lists need after the last entry was added to them."""
    lists = {place: (block, template) for place, block, template in _lists(comparison, builder)}
    if not lists:
        return tuple(step for _, steps in done for step in steps)
    last = {place: _last_addition(done, place) for place in lists}
    now = {place: list(block.old_order) for place, (block, _) in lists.items()}
    found: list[Step] = []
    for place, (block, template) in lists.items():
        if last[place] < 0:
            found += _moves(now[place], block.new_order, place, template)
    for index, (one, steps) in enumerate(done):
        found += [_tracked(one, step, now, lists) for step in steps]
        for place, (block, template) in lists.items():
            if last[place] == index:
                found += _moves(now[place], block.new_order, place, template)
    return tuple(found)


def _lists(comparison: Comparison, builder: Builder) -> Iterator[tuple[Place, Comparison, str]]:
    """Find the ordered lists that change, with the template of their moves."""
    for pair in comparison.pairs:
        below = pair.below
        held = pair.statement
        if below.old_order or below.new_order:
            template = next((one.move for one in held.rules.all() if one.move is not None), None)
            if template is not None:
                yield held.inside, below, template
        yield from _lists(below, builder)


def _last_addition(done: Done, place: Place) -> int:
    inside = (
        index
        for index, (one, steps) in enumerate(done)
        if one.kind is Kind.ADD and steps[0].place[: len(place)] == place
    )
    return max(inside, default=-1)


def _tracked(
    one: Operation, step: Step, now: dict[Place, list[str]], lists: dict[Place, tuple[Comparison, str]]
) -> Step:
    """Follow an entry that comes or goes; one that is taken back has to find its place again."""
    entry = _entry(one, step, now)
    if entry is None:
        return step
    order, name = now[step.place], entry.values.get("name", "")
    if one.kind is Kind.ADD:
        order.append(name)
        return step
    index = order.index(name)
    order.remove(name)
    if index == len(order):
        return step
    move = lists[step.place][1].format(name=name, side="before", other=order[index])
    return replace(step, inverse=(*step.inverse, (step.place, move, None)))


def _entry(one: Operation, step: Step, now: dict[Place, list[str]]) -> Statement | None:
    found = one.statement
    if found is None or found.rule.move is None or step.place not in now:
        return None
    return found if one.kind is not Kind.CHANGE else None


def _moves(order: list[str], wanted: Sequence[str], place: Place, template: str) -> Iterator[Step]:
    """Yield the fewest moves that bring the entries that stay into the wanted order; ``order`` follows them."""
    staying = [name for name in wanted if name in set(order)]
    still = _longest_run([order.index(name) for name in staying])
    fixed = {staying[index] for index in still}
    for index, name in enumerate(staying):
        if name in fixed:
            continue
        back = _whereabouts(order, name)
        order.remove(name)
        if index:
            side, other = "after", staying[index - 1]
            order.insert(order.index(other) + 1, name)
        else:
            side, other = "before", next(each for each in staying if each in fixed)
            order.insert(order.index(other), name)
        inverse: tuple[Sent, ...] = ((place, template.format(name=name, side=back[0], other=back[1]), None),)
        yield Step(place, template.format(name=name, side=side, other=other), inverse)


def _whereabouts(order: list[str], name: str) -> tuple[str, str]:
    index = order.index(name)
    return ("after", order[index - 1]) if index else ("before", order[1])


def _longest_run(numbers: Sequence[int]) -> list[int]:
    """Return the indices of the longest increasing subsequence: these need not move."""
    tails: list[int] = []
    tail_indices: list[int] = []
    before: list[int] = []
    for index, number in enumerate(numbers):
        at = bisect_left(tails, number)
        before.append(tail_indices[at - 1] if at else -1)
        tails[at:] = [number] if at == len(tails) else [number, *tails[at + 1 :]]
        tail_indices[at:] = [index] if at == len(tail_indices) else [index, *tail_indices[at + 1 :]]
    found: list[int] = []
    index = tail_indices[-1] if tail_indices else -1
    while index >= 0:
        found.append(index)
        index = before[index]
    return found[::-1]
