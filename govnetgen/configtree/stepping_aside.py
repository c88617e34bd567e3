"""What must step aside while something that it needs is rebuilt, or changes in a way that it would forbid."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from govnetgen.configtree.compare import Comparison, Pair, replace_sides
from govnetgen.configtree.operation import Kind, Operation
from govnetgen.configtree.rules import Rules
from govnetgen.configtree.statement import NO_NAMES, Statement, statement
from govnetgen.configtree.tree import Line

if TYPE_CHECKING:
    from govnetgen.configtree.build import Builder


def find_rebuilt(builder: "Builder") -> None:
    gone: defaultdict[str, list[Operation]] = defaultdict(list)
    for one in builder.operations:
        if one.kind is Kind.REMOVE:
            for name in one.removes.holds:
                gone[name].append(one)
    for one in builder.operations:
        if one.kind is Kind.ADD:
            for name in one.adds.excludes:
                for other in gone.get(name, ()):
                    builder.rebuilt |= one.adds.defines & other.removes.defines


def keep_clear(builder: "Builder") -> None:
    """Let what must not be there while a line changes go before it and come after it."""
    for one in builder.operations:
        if one.statement is None or not one.statement.rule.disturbs:
            continue
        names = one.statement.fill(one.statement.rule.disturbs)
        for other in builder.operations:
            if other is one:
                continue
            if names & other.removes.refers:
                one.before[other] = None
            elif names & other.adds.refers:
                other.before[one] = None


def with_what_follows(builder: "Builder", names: set[str]) -> set[str]:
    """Add the names that are defined by what refers to the names, and so on."""
    rules = builder.comparer.patch_rules.rules
    while True:
        found = {
            name for one in _referring(builder, builder.running.lines, rules, None, names) for name in one.names.defines
        }
        if found <= names:
            return names
        names = names | found


def suspend(builder: "Builder", names: set[str]) -> None:
    done: set[int] = set()
    for one in list(builder.operations):
        done |= {id(side.line) for side in (one.old, one.new) if side is not None}
        if one.kind is Kind.CHANGE and one.removes.refers & one.adds.refers & names:
            assert one.old is not None and one.new is not None
            del builder.operations[one]
            builder.remove(Pair(one.old, None, False, Comparison()), NO_NAMES)
            builder.add(replace_sides(builder.comparer, one.new, before=False), None, NO_NAMES)
    rules = builder.comparer.patch_rules.rules
    before = {(one.place, one.key): one for one in _referring(builder, builder.running.lines, rules, None, names)}
    for after in _referring(builder, builder.intended.lines, rules, None, names):
        old = before.get((after.place, after.key))
        if old is not None and id(old.line) not in done and id(after.line) not in done:
            builder.remove(replace_sides(builder.comparer, old, before=True), NO_NAMES)
            builder.add(replace_sides(builder.comparer, after, before=False), None, NO_NAMES)


def _referring(
    builder: "Builder", lines: Iterable[Line], rules: Rules, parent: Statement | None, names: set[str]
) -> Iterator[Statement]:
    for line in lines:
        one = statement(line, rules, parent, builder.comparer.patch_rules)
        if one.names.refers & names and not one.rule.permanent and not one.fill(one.rule.goes_with) & names:
            yield one
        elif line.children:
            yield from _referring(builder, line.children, one.rules, one, names)
