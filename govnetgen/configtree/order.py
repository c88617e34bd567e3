"""The order of a patch, derived from what refers to what: create, bind, unbind, delete."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from govnetgen.configtree.operation import Kind, Operation, Step
from govnetgen.configtree.overlap import tie_overlapping


def link(operations: Sequence[Operation]) -> None:
    """Tie operations together by their names."""
    definers: defaultdict[str, list[Operation]] = defaultdict(list)
    releasers: defaultdict[str, list[Operation]] = defaultdict(list)
    freers: defaultdict[str, list[Operation]] = defaultdict(list)
    openers: defaultdict[str, list[Operation]] = defaultdict(list)
    for one in operations:
        for name in one.adds.defines - one.removes.defines:
            definers[name].append(one)
        for name in one.removes.refers - one.adds.refers:
            releasers[name].append(one)
        for name in one.removes.holds - one.adds.holds:
            freers[name].append(one)
        for name in one.removes.excludes - one.adds.excludes:
            openers[name].append(one)
    for one in operations:
        for needed, providers in (
            (one.adds.refers | one.adds.wants, definers),
            (one.removes.defines - one.adds.defines, releasers),
            (one.adds.excludes, freers),
            (one.adds.holds, openers),
        ):
            for name in needed:
                if name in providers:
                    one.before.update(dict.fromkeys(providers[name]))
    tie_overlapping(operations)
    for one in operations:
        one.before.pop(one, None)
    held = set(operations)
    for one in operations:
        one.before = {each: None for each in one.before if each in held}
        one.followers = [each for each in one.followers if each in held]


def in_safe_order(operations: Sequence[Operation]) -> tuple[list[tuple[Operation, tuple[Step, ...]]], list[Operation]]:
    """Return the operations' steps, each after what it needs, and the operations that had to be split in two.

    Additions that need no more than other additions come first, then changes, then additions that wait for something
    to go, then removals from the last line to the first. What must go early goes right before what waits for it, so
    that nothing is missing longer than it must be.
    """
    free = _free(operations)
    ranked = sorted(
        operations,
        key=lambda one: (
            -1 if one in free else (Kind.CHANGE if one.kind is Kind.ADD else one.kind),
            -one.position if one.kind is Kind.REMOVE else one.position,
        ),
    )
    run = _Run(free)
    for one in ranked:
        run.visit(one)
    return run.done, list(run.split)


def _free(operations: Iterable[Operation]) -> set[Operation]:
    """Return the additions that wait for nothing but additions."""
    additions = {one for one in operations if one.kind is Kind.ADD}
    waiting: defaultdict[Operation, list[Operation]] = defaultdict(list)
    blocked: list[Operation] = []
    for one in additions:
        for needed in one.before:
            waiting[needed].append(one)
            if needed not in additions:
                blocked.append(one)
    while blocked:
        one = blocked.pop()
        if one in additions:
            additions.discard(one)
            blocked += waiting[one]
    return additions


@dataclass(slots=True)
class _Frame:
    """An operation on the way; one that ``follows`` can be put off."""

    operation: Operation
    needs: Iterator[Operation] | None = None
    follows: bool = False


class _Run:
    """A walk along what must come before, without recursion: chains may be thousands long."""

    def __init__(self, free: set[Operation]) -> None:
        self.done: list[tuple[Operation, tuple[Step, ...]]] = []
        self.split: dict[Operation, None] = {}
        self._free = free
        self._finished: set[Operation] = set()
        self._open: dict[Operation, None] = {}

    def visit(self, first: Operation) -> None:
        """Do an operation after all that it needs, and what follows it at once."""
        stack = [_Frame(first)]
        while stack:
            frame = stack[-1]
            one = frame.operation
            if frame.needs is None:
                if one in self._finished or one in self._open:
                    stack.pop()
                    continue
                self._open[one] = None
                frame.needs = iter(sorted(one.before, key=lambda each: (each.kind, each.position)))
            needed = next(frame.needs, None)
            if needed is None:
                stack.pop()
                self._finish(one)
                stack += [_Frame(each, follows=True) for each in reversed(one.followers) if self._at_once(one, each)]
            elif needed in self._open:
                if not self._postponed(stack, needed):
                    self._break_circle(stack, needed)
            elif needed not in self._finished:
                stack.append(_Frame(needed))

    def _postponed(self, stack: "list[_Frame]", needed: Operation) -> bool:
        """Put off what need not be now: it comes when what it waits for is done."""
        for depth in range(len(stack) - 1, -1, -1):
            frame = stack[depth]
            if frame.operation is needed:
                return False
            if frame.follows and frame.needs is not None:
                for one in stack[depth:]:
                    self._open.pop(one.operation, None)
                del stack[depth:]
                needed.followers.append(frame.operation)
                return True
        return False

    def _at_once(self, one: Operation, follower: Operation) -> bool:
        """A new block is filled before anything refers to it, but nothing is taken away early for that."""
        return one.kind is not Kind.ADD or follower in self._free

    def _break_circle(self, stack: "list[_Frame]", first: Operation) -> None:
        """Take the old line of one change in the circle away now; its new line comes when its turn is there."""
        circle = list(self._open)
        circle = circle[circle.index(first) :]
        able = [index for index, one in enumerate(circle) if one.split is not None and one not in self.split]
        if not able:
            return
        # where what comes before it in the circle waits for its new line, to take the old one away is no help
        index = next((each for each in able if not _awaits_new(circle[each - 1], circle[each])), None)
        one = circle[able[0] if index is None else index]
        assert one.split is not None
        self.split[one] = None
        self.done.append((one, (one.split[0],)))
        if index:
            self._put_off(stack, one)

    def _put_off(self, stack: "list[_Frame]", one: Operation) -> None:
        """Leave an operation, and what it was waiting for, to a later walk: its turn comes when the circle is done."""
        depth = next(at for at, frame in enumerate(stack) if frame.operation is one and frame.needs is not None)
        for frame in stack[depth:]:
            self._open.pop(frame.operation, None)
        del stack[depth:]

    def _finish(self, one: Operation) -> None:
        del self._open[one]
        self._finished.add(one)
        self.done.append((one, (one.split[1],) if one in self.split and one.split is not None else one.steps))


def _awaits_new(one: Operation, other: Operation) -> bool:
    """Tell whether an operation waits for the new line of another one, not for the end of the old one."""
    return bool((one.adds.refers | one.adds.wants) & (other.adds.defines - other.removes.defines))
