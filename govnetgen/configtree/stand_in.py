"""A stand-in for a list that is in use while its entries are exchanged one by one.

A device that takes no new entry over the old one, and none that another entry of the list says already, leaves a moment
without either. Where what uses the list can be told in one line to use another, a copy with the new entries is used
until the list is done.
"""

from collections.abc import Iterable, Iterator, Sequence

from govnetgen.configtree.operation import Kind, Operation, Step
from govnetgen.configtree.rules import PatchRules, Rules
from govnetgen.configtree.statement import Statement, statement
from govnetgen.configtree.tree import ConfigTree, Line


def with_stand_in(changes: Sequence[Operation], users: Sequence[Statement], block: Statement) -> Operation:
    """Return one operation for all changes of a list's entries, behind a stand-in for those who use it."""
    name = (block.rule.stand_in_name or "").format_map(block.values)
    head = (block.rule.stand_in or "").format_map({**block.values, "stand_in": name})
    copy = statement(Line(head, block.children), Rules(block.rule), None, block.patch_rules)
    uses = [(one.place, _using(one, name), _using(one, None)) for one in users]
    first, last = _copied(copy)
    steps = (
        *first,
        *(Step(place, other, ((place, own, None),)) for place, other, own in uses),
        *_old_before_new(changes),
        *(Step(place, own, ((place, other, None),)) for place, other, own in uses),
        last,
    )
    found = Operation(Kind.CHANGE, steps, gapless=True)
    for one in changes:
        found.adds |= one.adds
        found.removes |= one.removes
        found.before |= one.before
        found.followers += one.followers
    found.position = changes[0].position
    return found


def _old_before_new(changes: Sequence[Operation]) -> Iterator[Step]:
    """Yield what goes before what comes: no entry may say what another one still says."""
    for one in changes:
        if one.kind is not Kind.ADD:
            yield one.steps[0]
    for one in changes:
        yield from one.steps if one.kind is Kind.ADD else one.steps[1:]


def users_of(
    names: frozenset[str], running: ConfigTree, intended: ConfigTree, rules: PatchRules
) -> tuple[Statement, ...]:
    """Return the lines that use a list before and after, and can be told in one line to use another."""
    before = {(one.place, one.line.text) for one in _using_lines(running.lines, rules.rules, None, rules, names)}
    after = _using_lines(intended.lines, rules.rules, None, rules, names)
    return tuple(one for one in after if (one.place, one.line.text) in before)


def _using_lines(
    lines: Iterable[Line], rules: Rules, parent: Statement | None, patch_rules: PatchRules, names: frozenset[str]
) -> Iterator[Statement]:
    for line in lines:
        if not line.children and parent is None:
            continue
        one = statement(line, rules, parent, patch_rules)
        if one.rule.takes is not None and one.names.refers & names:
            yield one
        elif line.children:
            yield from _using_lines(line.children, one.rules, one, patch_rules, names)


def _using(one: Statement, name: str | None) -> str:
    words = one.values if name is None else {**one.values, "acl": name}
    return (one.rule.takes or "").format_map(words)


def _copied(copy: Statement) -> tuple[tuple[Step, ...], Step]:
    """Return the steps that make the stand-in, and the one that takes it away."""
    entries = [statement(line, copy.rules, copy, copy.patch_rules) for line in copy.children]
    make = Step(copy.place, copy.command, ((copy.place, copy.undo, None),), copy.enter)
    fill = tuple(Step(one.place, one.command, ((one.place, one.undo, None),)) for one in entries)
    back = ((copy.place, copy.command, copy.enter), *((one.place, one.command, None) for one in entries))
    return (make, *fill), Step(copy.place, copy.undo, back)
