"""The structural diff to operations: one for each line that comes, changes or goes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from govnetgen.configtree.compare import Comparer, Comparison, Pair, ValueChange, replace_sides
from govnetgen.configtree.operation import Kind, Operation, Sent, Step
from govnetgen.configtree.order import in_safe_order, link
from govnetgen.configtree.rules import Change, Rules
from govnetgen.configtree.stand_in import users_of, with_stand_in
from govnetgen.configtree.statement import NO_NAMES, Names, Statement, statement
from govnetgen.configtree.stepping_aside import find_rebuilt, keep_clear, suspend, with_what_follows
from govnetgen.configtree.tree import ConfigTree, Line
from govnetgen.configtree.value_steps import set_names, value_names, value_steps, whole_command

_SHIFT = 24


class Builder:
    """Gathers the operations of one patch."""

    def __init__(self, comparer: Comparer, running: ConfigTree, intended: ConfigTree) -> None:
        self.comparer = comparer
        self.running, self.intended = running, intended
        self.operations: dict[Operation, None] = {}
        self.rebuilt: set[str] = set()
        self.disturbed: set[str] = set()
        self._set_drops: dict[Operation, frozenset[str]] = {}
        self._lost: dict[Operation, list[Statement]] = {}
        self._count = 0

    def build(self, comparison: Comparison) -> None:
        """Add what a comparison of the whole configurations asks for."""
        self.block(comparison, None, NO_NAMES)
        self._erase(comparison)
        find_rebuilt(self)
        names = self.rebuilt | self.disturbed
        if names:
            suspend(self, with_what_follows(self, names))
        keep_clear(self)

    def block(self, comparison: Comparison, parent: Operation | None, around: Names) -> None:
        """Add the operations of one block; ``parent`` opens it, ``around`` is what its permanent head needs."""
        for pair in comparison.pairs:
            self._pair(pair, parent, around)
            if pair.same and pair.new is not None and pair.new.rule.stand_in is not None:
                self._exchange_behind_stand_in(pair.new)
        for change in comparison.values:
            self._values(change, parent)

    def _pair(self, pair: Pair, parent: Operation | None, around: Names) -> None:
        if pair.old is None:
            self.add(pair, parent, around)
        elif pair.new is None:
            self.remove(pair, around)
        elif any(one.old is not None and not one.same and one.old.rule.rebuilds for one in pair.below.pairs):
            self._rebuild(pair.old, pair.new)
        elif pair.same:
            inner = _head(pair.new) if pair.new.rule.permanent else NO_NAMES
            self.block(pair.below, None, inner)
        else:
            self._change(pair, pair.old, pair.new)

    def _exchange_behind_stand_in(self, block: Statement) -> None:
        """Where a list's entries are exchanged while it is in use, have something stand in for it."""
        place = block.inside
        inside = [one for one in self.operations if one.steps[0].place == place]
        gone = frozenset[str]().union(*(one.removes.holds for one in inside))
        changes = [
            one
            for one in inside
            if (one.kind is Kind.CHANGE and len(one.steps) > 1) or one.kind is Kind.REMOVE or one.adds.excludes & gone
        ]
        if all(one.kind is Kind.REMOVE for one in changes):
            return
        users = users_of(block.names.defines, self.running, self.intended, self.comparer.patch_rules)
        if not users:
            return
        for one in changes:
            del self.operations[one]
        self.operations[with_stand_in(changes, users, block)] = None

    def add(self, pair: Pair, parent: Operation | None, around: Names) -> list[Operation]:
        """Add a line with all that stands below it; returns the operation of the line itself, if it takes one."""
        new = pair.statement
        if new.rule.permanent:
            self.block(pair.below, parent, around | _head(new))
            return []
        step = Step(new.place, new.command, ((new.place, new.undo, None),), _opened(new))
        one = self._put(Operation(Kind.ADD, (step,), adds=new.names | around, new=new), new.line, parent)
        self.block(pair.below, one, NO_NAMES)
        return [one]

    def remove(self, pair: Pair, around: Names) -> Operation | None:
        """Take a line away with all that stands below it; returns the operation of the line itself."""
        old = pair.statement
        if old.rule.permanent:
            self.block(pair.below, None, around | _head(old))
            return None
        inverse = (*_others(old), *self.creation([pair]))
        step = Step(old.place, old.undo, inverse)
        names = _whole(pair) | around
        return self._put(Operation(Kind.REMOVE, (step,), removes=names, old=old), old.line, None)

    def _change(self, pair: Pair, old: Statement, new: Statement) -> None:
        how = Change.OVERWRITE if old.negated or new.negated else new.rule.change
        if how is Change.REBUILD:
            self._rebuild(old, new)
            return
        opens = _opened(new)
        undo = Step(old.place, old.undo, (*_others(old), (old.place, old.command, _opened(old))))
        write = Step(new.place, new.command, ((new.place, new.undo, None),), opens)
        steps: tuple[Step, ...] = (undo, write)
        if how is Change.OVERWRITE:
            steps = (Step(new.place, new.command, (*_others(old), (old.place, old.command, _opened(old))), opens),)
        elif new.rule.stub is not None and self._alone(old, new):
            steps = (*self._stub(new, added=True), undo, write, *self._stub(new, added=False))
        one = Operation(Kind.CHANGE, steps, new.names, old.names, old, new, (undo, write))
        self._put(one, new.line, None)
        self.block(pair.below, None, NO_NAMES)

    def _rebuild(self, old: Statement, new: Statement) -> None:
        gone = replace_sides(self.comparer, old, before=True)
        removal = self.remove(gone, NO_NAMES)
        self.rebuilt |= old.names.defines & new.names.defines
        for addition in self.add(replace_sides(self.comparer, new, before=False), None, NO_NAMES):
            if removal is not None:
                addition.before[removal] = None
                removal.followers.append(addition)

    def _values(self, change: ValueChange, parent: Operation | None) -> None:
        values = change.values
        if change.old is None or change.new is None:
            self._whole_list(change, parent)
            return
        settled, was = change.new != values.initial, change.old != values.initial
        needs = set_names(values, change.words)
        come = needs if settled and not was else NO_NAMES
        go = needs if was and not settled else NO_NAMES
        line = (change.new_lines or change.old_lines)[0]
        added, removed = change.new - change.old, change.old - change.new
        for numbers, step in value_steps(change, added, adds=True):
            names = value_names(values, numbers, change.words)
            self._put(Operation(Kind.ADD, (step,), names | come, go), line, parent)
        for numbers, step in value_steps(change, removed, adds=False):
            names = value_names(values, numbers, change.words)
            one = self._put(Operation(Kind.REMOVE, (step,), come, names | go), line, parent)
            self._set_drops[one] = names.defines

    def _whole_list(self, change: ValueChange, parent: Operation | None) -> None:
        values = change.values
        new = None if change.new is None else whole_command(values, change.new, change.words)
        old = None if change.old is None else whole_command(values, change.old, change.words)
        clear = (values.clear or "").format_map(change.words)
        step = Step(change.place, new or clear, ((change.place, old or clear, None),))
        come = value_names(values, change.new or frozenset(), change.words)
        go = value_names(values, change.old or frozenset(), change.words)
        whole = set_names(values, change.words)
        come, go = (come | whole, go) if change.old is None else (come, go | whole)
        line = (change.new_lines or change.old_lines)[0]
        kind = Kind.REMOVE if new is None else Kind.ADD
        self._put(Operation(kind, (step,), come, go), line, parent)

    def _alone(self, old: Statement, new: Statement) -> bool:
        """Tell whether a line is the only one that defines its name, before and after."""
        names = new.names.defines

        def definers(tree: ConfigTree) -> int:
            rules = self.comparer.patch_rules.rules
            found = (one for one in tree.lines if (match := rules.match(one.text)) and match[0] is new.rule)
            return sum(
                bool(names & statement(one, rules, None, self.comparer.patch_rules).names.defines) for one in found
            )

        return bool(names) and definers(self.running) == 1 and definers(self.intended) == 1

    def _stub(self, new: Statement, *, added: bool) -> Iterator[Step]:
        text = (new.rule.stub or "").format_map(new.values)
        stub = statement(Line(text), Rules(new.rule), None, self.comparer.patch_rules)
        if added:
            yield Step(new.place, stub.command, ((new.place, stub.undo, None),))
        else:
            yield Step(new.place, stub.undo, ((new.place, stub.command, None),))

    def _put(self, one: Operation, line: Line, parent: Operation | None) -> Operation:
        self._count += 1
        one.position = line.number << _SHIFT | self._count
        if parent is not None:
            one.before[parent] = None
            parent.followers.append(one)
        if one.statement is not None and one.statement.rule.disturbs:
            self.disturbed |= one.statement.fill(one.statement.rule.disturbs)
        self.operations[one] = None
        return one

    def creation(self, pairs: Iterable[Pair]) -> list[Sent]:
        """Return the commands that make lines which were there, in an order that their references allow."""
        builder = Builder(self.comparer, self.intended, self.running)
        for pair in pairs:
            whole = replace_sides(self.comparer, pair.statement, before=False)
            builder.add(whole, None, NO_NAMES)
        link(tuple(builder.operations))
        done, _ = in_safe_order(tuple(builder.operations))
        return [(step.place, step.command, step.opens) for _, steps in done for step in steps]

    # What a change takes away with it.

    def _erase(self, comparison: Comparison) -> None:
        by_name: defaultdict[str, list[Operation]] = defaultdict(list)
        for one in self.operations:
            if one.statement is not None and one.statement.rule.goes_with:
                for name in one.statement.fill(one.statement.rule.goes_with):
                    by_name[name].append(one)
        roots = {pair.statement.enter: pair for pair in comparison.pairs}
        for one in list(self.operations):
            names = self._erased(one)
            if names and one in self.operations:
                self._erase_with(one, names, by_name, roots)

    def _erased(self, one: Operation) -> frozenset[str]:
        if one in self._set_drops:
            return self._set_drops[one]
        found = one.statement
        if found is None:
            return frozenset()
        names = found.fill(found.rule.erases)
        return names | (one.old.fill(one.old.rule.drops) if one.kind is Kind.REMOVE and one.old else frozenset())

    def _erase_with(
        self,
        eraser: Operation,
        names: frozenset[str],
        by_name: dict[str, list[Operation]],
        roots: dict[str, Pair],
    ) -> None:
        lost: list[Statement] = []
        known: set[int] = set()
        for one in dict.fromkeys(each for name in sorted(names) for each in by_name.get(name, ())):
            if one is eraser or one not in self.operations:
                continue
            known |= {id(side.line) for side in (one.old, one.new) if side is not None}
            if one.kind is Kind.ADD:
                one.before[eraser] = None
                eraser.followers.append(one)
                continue
            assert one.old is not None
            lost += [one.old, *self._lost.pop(one, ())]
            eraser.removes |= one.removes
            del self.operations[one]
            if one.new is not None:
                self._again(one.new, eraser)
        place = eraser.steps[0].place
        root = roots.get(place[0]) if place else None
        if root is not None and root.old is not None and root.new is not None:
            for old, new in self._unchanged(root.old, root.new, names, known):
                lost.append(old)
                eraser.removes |= old.names
                self._again(new, eraser)
        if lost:
            self._lost[eraser] = lost
            lost.sort(key=lambda one: one.line.number)
            again = self.creation([Pair(one, None, False, Comparison()) for one in lost])
            *first, last = eraser.steps
            eraser.steps = (*first, replace(last, inverse=(*last.inverse, *again)))
            if eraser.split is not None:
                undo, write = eraser.split
                eraser.split = (replace(undo, inverse=(*undo.inverse, *again)), write)

    def _again(self, new: Statement, eraser: Operation) -> None:
        pair = replace_sides(self.comparer, new, before=False)
        for addition in self.add(pair, None, NO_NAMES):
            addition.before[eraser] = None
            eraser.followers.append(addition)

    def _unchanged(
        self, old: Statement, new: Statement, names: frozenset[str], known: set[int]
    ) -> Iterator[tuple[Statement, Statement]]:
        """Yield what stands on both sides below two blocks, does not change, and goes with the names."""
        befores = {one.key: one for one in self._below(old)}
        for after in self._below(new):
            before = befores.get(after.key)
            if before is None:
                continue
            if after.fill(after.rule.goes_with) & names:
                if id(before.line) not in known and id(after.line) not in known:
                    yield before, after
            elif after.children:
                yield from self._unchanged(before, after, names, known)

    def _below(self, block: Statement) -> Iterator[Statement]:
        for line in block.children:
            one = statement(line, block.rules, block, self.comparer.patch_rules)
            if not one.rule.silent and one.rule.values is None:
                yield one


def _others(one: Statement) -> tuple[Sent, ...]:
    """Return the lines that make one thing together with a line."""
    return tuple((each.place, each.command, None) for each in one.earlier)


def _opened(one: Statement) -> str | None:
    return one.enter if one.rule.rules is not None or one.children else None


def _head(one: Statement) -> Names:
    return Names(refers=one.names.refers)


def _whole(pair: Pair) -> Names:
    """Return the names of a line and of all that stands below it."""
    found = pair.statement.names
    for inner in pair.below.pairs:
        found |= _whole(inner)
    for change in pair.below.values:
        held = change.old or frozenset()
        found |= value_names(change.values, held, change.words)
        found |= set_names(change.values, change.words)
    return found
