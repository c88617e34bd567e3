"""The structural diff: two configurations, block by block, paired by what identifies a line."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from govnetgen.configtree.masking import same_text
from govnetgen.configtree.rules import PatchRules, Rules, Values
from govnetgen.configtree.statement import Statement, statement
from govnetgen.configtree.tree import Line


@dataclass(frozen=True, slots=True, eq=False)
class ValueChange:
    """A set written in ranges that differs. ``parent`` is the block it is in (None at the top)."""

    values: Values
    key: str
    words: dict[str, str]
    place: tuple[str, ...]
    old: frozenset[int] | None
    new: frozenset[int] | None
    old_lines: tuple[Line, ...]
    new_lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """A line before and after. ``same``: the line itself does not change, only what stands below it."""

    old: Statement | None
    new: Statement | None
    same: bool
    below: "Comparison"

    @property
    def statement(self) -> Statement:
        """The line as it will be, or was."""
        found = self.new or self.old
        assert found is not None
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """What differs in a block. ``old_order`` and ``new_order`` name the ordered list in it, where it has one."""

    pairs: tuple[Pair, ...] = ()
    values: tuple[ValueChange, ...] = ()
    old_order: tuple[str, ...] = ()
    new_order: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Tell whether nothing differs."""
        return not self.pairs and not self.values and self.old_order == self.new_order


class Comparer:
    """Compares blocks by a platform's rules."""

    def __init__(self, patch_rules: PatchRules) -> None:
        self.patch_rules = patch_rules

    def compare(
        self,
        old: Sequence[Line],
        new: Sequence[Line],
        rules: Rules,
        old_parent: Statement | None = None,
        new_parent: Statement | None = None,
    ) -> Comparison:
        """Return what differs between two blocks."""
        rest_old, rest_new = _uncommon(old, new)
        if not rest_old and not rest_new and not rules.ordered:
            return Comparison()
        befores, old_sets = self._statements(rest_old, rules, old_parent or new_parent)
        afters, new_sets = self._statements(rest_new, rules, new_parent or old_parent)
        gone = [one for key, one in befores.items() if key not in afters]
        for key in self._said_twice(gone, old, rest_old, rules, old_parent or new_parent) if gone else ():
            befores.pop(key)
        pairs = tuple(self._pairs(befores, afters))
        changes = tuple(self._value_changes(old_sets, new_sets, old, new, rules, new_parent or old_parent))
        if not rules.ordered:
            return Comparison(pairs, changes)
        return Comparison(pairs, changes, self._order(old, rules), self._order(new, rules))

    def _said_twice(
        self,
        gone: Sequence[Statement],
        old: Sequence[Line],
        rest: Sequence[Line],
        rules: Rules,
        parent: Statement | None,
    ) -> Iterator[str]:
        """Yield the keys of lines that are not there afterwards, but of which another line stays as it is.

        To take one away would take the other away too.
        """
        if len(rest) == len(old):
            return
        words = {one.line.text.partition(" ")[0] for one in gone}
        differing = set(rest)
        staying = (line for line in old if line.text.partition(" ")[0] in words and line not in differing)
        keys = {statement(line, rules, parent, self.patch_rules).key for line in staying}
        yield from (one.key for one in gone if one.key in keys)

    def _statements(
        self, lines: Iterable[Line], rules: Rules, parent: Statement | None
    ) -> tuple[dict[str, Statement], dict[tuple[Values, str], Statement]]:
        found: dict[str, Statement] = {}
        sets: dict[tuple[Values, str], Statement] = {}
        for line in lines:
            one = statement(line, rules, parent, self.patch_rules)
            if one.rule.silent:
                continue
            values = one.rule.values
            if values is not None:
                sets.setdefault((values, values.key.format_map(one.values)), one)
                if one.rule.rules is None:
                    continue
            earlier = found.get(one.key)
            if earlier is not None:  # a block that was opened again, or a line said again: the last one counts
                one.children = earlier.children + one.children
                one.earlier = () if one.children else (*earlier.earlier, earlier)
            found[one.key] = one
        return found, sets

    def _pairs(self, befores: dict[str, Statement], afters: dict[str, Statement]) -> Iterator[Pair]:
        for key, before in befores.items():
            if key not in afters:
                below = self.compare(before.children, (), before.rules, before, None)
                yield Pair(before, None, False, below)
        for key, after in afters.items():
            earlier = befores.get(key)
            if earlier is None:
                yield Pair(None, after, False, self.compare((), after.children, after.rules, None, after))
                continue
            if after.rule.permanent and after.rule.rules is not None and earlier.line.text != after.line.text:
                after = self._as_shown(earlier, after)
            same = earlier.negated == after.negated and (
                same_text(earlier.line, after.line, self.patch_rules.secrets, self.patch_rules.stale)
                or (after.rule.unordered and sorted(earlier.line.text.split()) == sorted(after.line.text.split()))
            )
            below = self.compare(earlier.children, after.children, after.rules, earlier, after)
            if not same or not below.empty:
                yield Pair(earlier, after, same, below)

    def _as_shown(self, earlier: Statement, after: Statement) -> Statement:
        """Return a block that is always there under the name that the device gives it."""
        line = replace(after.line, text=earlier.line.text, children=after.children)
        return Statement(
            line, earlier.rule, earlier.key, earlier.values, earlier.place, False, self.patch_rules, after.children
        )

    def _value_changes(
        self,
        old_sets: dict[tuple[Values, str], Statement],
        new_sets: dict[tuple[Values, str], Statement],
        old: Sequence[Line],
        new: Sequence[Line],
        rules: Rules,
        parent: Statement | None,
    ) -> Iterator[ValueChange]:
        for (values, key), example in {**old_sets, **new_sets}.items():
            before, old_lines = self.gather(old, values, key, rules, parent)
            after, new_lines = self.gather(new, values, key, rules, parent)
            if before != after:
                yield ValueChange(values, key, dict(example.values), example.place, before, after, old_lines, new_lines)

    def gather(
        self, lines: Sequence[Line], values: Values, key: str, rules: Rules, parent: Statement | None
    ) -> tuple[frozenset[int] | None, tuple[Line, ...]]:
        """Return the whole set that lines make up; what no line says is ``initial``, or None for a whole list."""
        found: frozenset[int] = values.initial
        used: list[Line] = []
        words = {one.line.pattern.partition(" ")[0] for one in rules.of_values(values)}
        for line in lines:
            if line.text.partition(" ")[0] not in words:
                continue
            one = statement(line, rules, parent, self.patch_rules)
            if one.rule.values is not values or values.key.format_map(one.values) != key:
                continue
            base = one.rule.base if one.rule.base is not None else found
            mentioned = values.parse(one.values.get("values", ""))
            found = base - mentioned if one.rule.subtracts else base | mentioned
            used.append(line)
        if not used and values.whole is not None:
            return None, ()
        return found, tuple(used)

    def _order(self, lines: Sequence[Line], rules: Rules) -> tuple[str, ...]:
        found = []
        for line in lines:
            match = rules.match(line.text)
            if match is not None and match[0].move is not None:
                found.append(match[1].groupdict().get("name") or "")
        return tuple(found)


def replace_sides(comparer: Comparer, one: Statement, *, before: bool) -> Pair:
    """Return a line with all that stands below it as something that goes, or that comes."""
    if before:
        return Pair(one, None, False, comparer.compare(one.children, (), one.rules, one, None))
    return Pair(None, one, False, comparer.compare((), one.children, one.rules, None, one))


def _uncommon(old: Sequence[Line], new: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Leave out what is the same on both sides, with all that stands below it.

    A block that is opened twice is compared as one: its parts are not the same just because one of them is.
    """
    if not old or not new:
        return list(old), list(new)
    both = set(old) & set(new)
    again = _repeated(old) | _repeated(new)
    if again:
        both = {line for line in both if line.text not in again}
    return [line for line in old if line not in both], [line for line in new if line not in both]


def _repeated(lines: Sequence[Line]) -> set[str]:
    return {text for text, count in Counter(line.text for line in lines if line.children).items() if count > 1}
