"""In which order to renumber: nobody moves in before the one who lived there has moved out.

Old and new prefixes, joined where they overlap, make a graph: who must leave before whom. Waves follow its order. Where
it runs in a circle, someone of each circle first moves to a temporary block: a feedback vertex set, taken greedily.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from govnetgen.addressing.unify.mapping import Action, Moved
from govnetgen.model.address import Prefix


class Step(NamedTuple):
    """One segment's move in one wave, counted from 1. ``temporary``: it goes to a temporary block before wave 1."""

    wave: int
    unit: str
    vlan: str
    old: Prefix
    new: Prefix
    temporary: bool
    after: tuple[str, ...]
    """The units whose old addresses the new ones are."""


@dataclass(frozen=True, slots=True)
class Migration:
    """All steps, in order; ``circles`` is how many groups of segments wait for one another."""

    steps: tuple[Step, ...] = ()
    circles: int = 0

    @property
    def waves(self) -> int:
        """How many waves there are."""
        return max((step.wave for step in self.steps), default=0)


def migrate(moved: Iterable[Moved]) -> Migration:
    """Order the moves of the segments that renumber."""
    moving = [one for one in moved if one.action is Action.RENUMBER]
    before = dependencies([(one.segment.prefix, one.subnet) for one in moving])
    components = strongly_connected(before)
    circles = [part for part in components if len(part) > 1]
    temporary: set[int] = set()
    for part in circles:
        temporary |= _feedback(part, before)
    wave = _waves(before, temporary)
    steps = [
        Step(
            wave[index],
            one.segment.unit,
            one.vlan,
            one.segment.prefix,
            one.subnet,
            index in temporary,
            tuple(sorted({moving[other].segment.unit for other in before[index]})),
        )
        for index, one in enumerate(moving)
    ]
    steps.sort(key=lambda step: (step.wave, step.unit, step.old))
    return Migration(tuple(steps), len(circles))


def dependencies(moving: Sequence[tuple[Prefix, Prefix]]) -> list[list[int]]:
    """Return, for each move from old to new, the others whose old prefix its new one overlaps."""
    olds = sorted((old.version, old.value, old.length, index) for index, (old, _) in enumerate(moving))
    starts = [one[:2] for one in olds]
    holders = _holders(olds)
    found: list[list[int]] = []
    for index, (_, new) in enumerate(moving):
        position = bisect_left(starts, (new.version, new.value))
        before: list[int] = []
        at = position
        while at < len(olds) and starts[at] <= (new.version, new.last):
            before.append(olds[at][3])
            at += 1
        outer = position - 1
        while outer >= 0:
            other = olds[outer][3]
            if moving[other][0].overlaps(new):
                before.append(other)
            outer = holders[outer]
        found.append(sorted({other for other in before if other != index}))
    return found


def _holders(olds: Sequence[tuple[int, int, int, int]]) -> list[int]:
    """Return, for each of the sorted prefixes, the position of the one that it lies in, -1 for none."""
    found: list[int] = []
    open_ones: list[tuple[int, Prefix]] = []
    for position, (version, value, length, _) in enumerate(olds):
        prefix = Prefix(version, value, length)
        while open_ones and not open_ones[-1][1].contains(prefix):
            open_ones.pop()
        found.append(open_ones[-1][0] if open_ones else -1)
        open_ones.append((position, prefix))
    return found


def strongly_connected(edges: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return the strongly connected components (Tarjan), what a node points to before the node; without recursion."""
    index = [-1] * len(edges)
    low = [0] * len(edges)
    on_stack = [False] * len(edges)
    stack: list[int] = []
    found: list[list[int]] = []
    count = 0
    for root in range(len(edges)):
        if index[root] >= 0:
            continue
        work = [(root, 0)]
        while work:
            node, at = work.pop()
            if at == 0:
                index[node] = low[node] = count
                count += 1
                stack.append(node)
                on_stack[node] = True
            else:
                low[node] = min(low[node], low[edges[node][at - 1]])
            for position in range(at, len(edges[node])):
                other = edges[node][position]
                if index[other] < 0:
                    work.append((node, position + 1))
                    work.append((other, 0))
                    break
                if on_stack[other]:
                    low[node] = min(low[node], index[other])
            else:
                if low[node] == index[node]:
                    cut = stack.index(node, -1) if stack[-1] == node else _position(stack, node)
                    part = stack[cut:]
                    del stack[cut:]
                    for member in part:
                        on_stack[member] = False
                    found.append(sorted(part))
    return found


def _position(stack: Sequence[int], node: int) -> int:
    at = len(stack) - 1
    while stack[at] != node:
        at -= 1
    return at


def _feedback(part: Sequence[int], edges: Sequence[Sequence[int]]) -> set[int]:
    """Return members of a circle without which no circle is left: the one that most wait on first, then again."""
    chosen: set[int] = set()
    pending = [list(part)]
    while pending:
        members = pending.pop()
        inside = set(members)
        waited: dict[int, int] = dict.fromkeys(members, 0)
        for node in members:
            for other in edges[node]:
                if other in inside:
                    waited[other] += 1
        worst = max(members, key=lambda node: (waited[node] * len(inside.intersection(edges[node])), -node))
        chosen.add(worst)
        rest = [node for node in members if node != worst]
        number = {node: position for position, node in enumerate(rest)}
        left = [[number[other] for other in edges[node] if other in number] for node in rest]
        pending.extend([rest[one] for one in again] for again in strongly_connected(left) if len(again) > 1)
    return chosen


def _waves(edges: Sequence[Sequence[int]], temporary: set[int]) -> list[int]:
    """Return each node's wave: one more than the last of those that it waits for; nobody waits for the temporary."""
    free = [[other for other in before if other not in temporary] for before in edges]
    wave = [1] * len(edges)
    for part in strongly_connected(free):
        for node in part:
            wave[node] = 1 + max((wave[other] for other in free[node]), default=0)
    return wave


def by_wave(migration: Migration) -> Mapping[int, int]:
    """Return how many segments each wave moves."""
    counts: dict[int, int] = {}
    for step in migration.steps:
        counts[step.wave] = counts.get(step.wave, 0) + 1
    return counts
