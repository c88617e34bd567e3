"""What a device is to hold afterwards: a three-way merge of what it holds, what that means, and what is intended.

The base is what govnetgen would write for the meaning of the running configuration. Where the intention does not differ
from it, the running lines stay as they are, in whatever words; where it does, the intended lines take their place.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from govnetgen.configtree.compare import Comparer
from govnetgen.configtree.masking import same_text
from govnetgen.configtree.rules import PatchRules, Rules, Values
from govnetgen.configtree.statement import Statement, statement
from govnetgen.configtree.tree import ConfigTree, Line

Path = tuple[str, ...]
"""A line's text, after those of the lines around it."""


@dataclass(slots=True)
class Choices:
    """What the merge is told beyond the three configurations.

    ``unread`` are the numbers of running lines that no reader understood, ``dropped`` of those that must go,
    ``held`` of those that must stay, ``held_names`` the names that they define. ``written`` are intended lines that are
    sent though the device says the same in other words, ``ours`` blocks in which all that was understood is to be in
    our words.
    """

    unread: frozenset[int] = frozenset()
    dropped: set[int] = field(default_factory=set)
    held: set[int] = field(default_factory=set)
    held_names: set[str] = field(default_factory=set)
    written: set[Path] = field(default_factory=set)
    ours: set[Path] = field(default_factory=set)

    @property
    def count(self) -> int:
        """How much was chosen."""
        return len(self.dropped) + len(self.held) + len(self.written) + len(self.ours)


@dataclass(slots=True)
class Merged:
    """The result, with the running lines that govnetgen would not write.

    ``foreign`` stand alone, ``reworded`` (by number and text) for an intended line (its path). ``omitted`` are the
    intended lines that the device says in other words, ``emptied`` the blocks that stay for what others put there.
    """

    tree: ConfigTree = field(default_factory=ConfigTree)
    foreign: list[Line] = field(default_factory=list)
    reworded: dict[tuple[int, str], Path] = field(default_factory=dict)
    omitted: list[Path] = field(default_factory=list)
    emptied: set[Path] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the three: its lines in a block, and the line that opens the block."""

    lines: Sequence[Line] = ()
    parent: Statement | None = None

    @staticmethod
    def below(one: Statement | None) -> "_Side":
        return _Side(one.children, one) if one is not None else _Side()


def merge(running: ConfigTree, base: ConfigTree, intended: ConfigTree, rules: PatchRules, choices: Choices) -> Merged:
    """Merge what differs between ``base`` and ``intended`` into the running configuration."""
    merger = _Merger(rules, choices)
    lines = merger.block(_Side(running.lines), _Side(base.lines), _Side(intended.lines), rules.rules, ())
    merger.found.tree = ConfigTree(lines)
    return merger.found


class _Merger:
    def __init__(self, patch_rules: PatchRules, choices: Choices) -> None:
        self.patch_rules, self.choices = patch_rules, choices
        self.comparer = Comparer(patch_rules)
        self.found = Merged()

    def block(self, running: _Side, base: _Side, intended: _Side, rules: Rules, path: Path) -> tuple[Line, ...]:
        held, meant = set(running.lines), set(base.lines)
        other = [line for line in running.lines if line not in meant]
        unsaid = [line for line in base.lines if line not in held]
        if not other and not unsaid:
            return tuple(intended.lines)
        return _Block(self, running, base, intended, rules, path).lines(held & meant, other, unsaid)

    def same(self, one: Line, other: Line) -> bool:
        """Tell whether two lines say the same, with all that stands below them."""
        return (
            same_text(one, other, self.patch_rules.secrets, self.patch_rules.stale)
            and len(one.children) == len(other.children)
            and all(map(self.same, one.children, other.children))
        )


class _Block:
    """One block of the three."""

    def __init__(self, merger: _Merger, running: _Side, base: _Side, intended: _Side, rules: Rules, path: Path) -> None:
        self.merger, self.choices, self.found = merger, merger.choices, merger.found
        self.running, self.base, self.intended = running, base, intended
        self.rules, self.path = rules, path
        self.parent = running.parent or intended.parent or base.parent
        self.rewritten: set[str] = set()
        self.settled: set[str] = set()
        self.ours = any(path[:length] in self.choices.ours for length in range(1, len(path) + 1))

    def lines(self, common: set[Line], other: Sequence[Line], unsaid: Sequence[Line]) -> tuple[Line, ...]:
        aims = [self._statement(line, self.intended) for line in self.intended.lines]
        befores = self._by_key(other, self.running)
        meanings = self._by_key(unsaid, self.base)
        sets = self._sets(other, unsaid)
        written: list[Line] = []
        for one in aims:
            if self._set_of(one) in sets or one.rule.silent:
                continue
            before, meaning = befores.get(one.key), meanings.get(one.key)
            if one.line in common or (before is None and meaning is None):
                written.append(one.line)
                self.rewritten.add(one.key)
            else:
                written += self._aimed(one, before, meaning)
        self.settled = {one.key for one in aims if one.line in common}
        intended = {one.key for one in aims}
        kept = dict(self._kept(other, befores, meanings, intended, sets))
        for lines in sets.values():
            written += lines
        return tuple(_in_place(written, kept, self.running.lines))

    def _aimed(self, one: Statement, before: Statement | None, meaning: Statement | None) -> Iterator[Line]:
        """Yield an intended line as it is to stand there, if the device does not say it in other words."""
        path = (*self.path, one.line.text)
        asked = self.ours or path in self.choices.written
        if before is None:
            assert meaning is not None
            if asked or (not one.rule.permanent and not self.merger.same(meaning.line, one.line)):
                self.rewritten.add(one.key)
                yield one.line
                return
            below = self._below(None, meaning, one) if one.rule.permanent else ()
            if below:
                yield replace(one.line, children=below)
            else:
                self.found.omitted.append(path)
            return
        rules = self.merger.patch_rules
        same = meaning is not None and same_text(meaning.line, one.line, rules.secrets, rules.stale)
        # a port has the name that the device gives it
        stays = (same and not asked) or (one.rule.permanent and before.rule.rules is not None)
        head = before.line if stays else one.line
        if not stays:
            self.rewritten.add(one.key)
        if head is not one.line and head.text != one.line.text:
            self.found.reworded[before.line.number, before.line.text] = path
        yield replace(head, children=self._below(before, meaning, one))

    def _kept(
        self,
        other: Sequence[Line],
        befores: dict[str, Statement],
        meanings: dict[str, Statement],
        intended: set[str],
        sets: dict[tuple[Values, str], list[Line]],
    ) -> Iterator[tuple[int, Line]]:
        """Yield the running lines that stay though nobody wrote them here."""
        for line in other:
            one = self._statement(line, self.running)
            number = line.number
            if one.rule.silent:
                yield number, line
                continue
            if self._set_of(one) in sets:
                continue
            paired = befores.get(one.key) if one.key not in self.settled else None
            if paired is not None and paired.line.number == number:
                if one.key in intended:
                    continue
                meaning = meanings.get(one.key)
                gone = meaning is not None or self._dropped(line)
                if gone and number not in self.choices.held:
                    below = self._below(paired, meaning, None, gone=True)
                    if below:
                        self.found.emptied.add((*self.path, line.text))
                        yield number, replace(paired.line, children=below)
                    continue
                line = paired.line
            elif self._dropped(line) or (one.key not in self.settled and self._is_one(one, paired, intended)):
                continue
            self.found.foreign.append(line)
            yield number, line

    def _below(
        self, before: Statement | None, meaning: Statement | None, one: Statement | None, *, gone: bool = False
    ) -> tuple[Line, ...]:
        found = before or one
        assert found is not None
        if gone and (meaning is None or not found.rule.permanent):
            # what was understood goes with its block
            return tuple(self._unread(found.children, (*self.path, found.line.text)))
        path = (*self.path, (one or found).line.text)
        sides = (_Side.below(before), _Side.below(meaning), _Side.below(one))
        return self.merger.block(*sides, found.rules, path)

    def _unread(self, lines: Iterable[Line], path: Path) -> Iterator[Line]:
        """Yield what nobody understood, with the blocks around it."""
        for line in lines:
            if not self._read(line):
                self.found.foreign.append(line)
                yield line
            elif below := tuple(self._unread(line.children, (*path, line.text))):
                self.found.emptied.add((*path, line.text))
                yield replace(line, children=below)

    def _statement(self, line: Line, side: _Side) -> Statement:
        return statement(line, self.rules, side.parent or self.parent, self.merger.patch_rules)

    def _by_key(self, lines: Iterable[Line], side: _Side) -> dict[str, Statement]:
        found: dict[str, Statement] = {}
        for line in lines:
            if side is self.running and not self._read(line):
                continue
            one = self._statement(line, side)
            if one.rule.silent or self._set_of(one) is not None:
                continue
            earlier = found.get(one.key)
            if earlier is not None and line.children:
                one.children = earlier.children + one.children
                one.line = replace(line, children=one.children)
            found[one.key] = one
        return found

    def _is_one(self, one: Statement, paired: Statement | None, intended: set[str]) -> bool:
        """Tell whether a line gives way with, or to, another of its identity.

        That is a block that is opened again, one of several lines of one thing, and what nobody understood where the
        device can hold only one: the intended line takes its place.
        """
        if one.key in self.rewritten:
            return not one.line.children
        return paired is not None and self._read(one.line) and (bool(one.line.children) or one.key not in intended)

    def _dropped(self, line: Line) -> bool:
        return line.number in self.choices.dropped or (self.ours and self._read(line))

    def _read(self, line: Line) -> bool:
        return line.number not in self.choices.unread

    # Sets that are written in ranges.

    def _set_of(self, one: Statement) -> tuple[Values, str] | None:
        values = one.rule.values
        if values is None or one.rule.rules is not None:
            return None
        return values, values.key.format_map(one.values)

    def _sets(self, other: Iterable[Line], unsaid: Iterable[Line]) -> dict[tuple[Values, str], list[Line]]:
        """Return the lines of every set that the device does not write as govnetgen would."""
        found: dict[tuple[Values, str], Statement] = {}
        every = self.running.lines if self.choices.held_names else other
        for lines, side in ((every, self.running), (unsaid, self.base)):
            for line in lines:
                one = self._statement(line, side)
                if (key := self._set_of(one)) is not None:
                    found[key] = one
        return {key: self._set_lines(*key, one) for key, one in found.items()}

    def _set_lines(self, values: Values, key: str, example: Statement) -> list[Line]:
        sides = (self.running, self.base, self.intended)
        (now, old), (meant, _), (aim, new) = (
            self.merger.comparer.gather(side.lines, values, key, self.rules, side.parent or self.parent)
            for side in sides
        )
        plain = {id(line) for side in sides for line in side.lines if self._is_plain(line, side)}
        if meant == aim:
            return [line for line in old if id(line) in plain]
        if now is None or meant is None or aim is None or (now == meant and not self.choices.held_names):
            return [line for line in new if id(line) in plain]
        result = (now & meant & aim) | (aim - meant) | (now - meant)
        result |= {one for one in now - result if self._is_held(values, example, one)}
        words = dict(example.values)
        if values.whole is not None:
            text = values.empty if not result and values.empty is not None else values.whole
            return [Line(text.format_map({**words, "values": each})) for each in values.write(result) or ("",)]
        remove = values.write_removed or values.write
        added, removed = result - values.initial, values.initial - result
        return [
            *(Line(values.add.format_map({**words, "values": each})) for each in values.write(added)),
            *(Line(values.remove.format_map({**words, "values": each})) for each in remove(removed)),
        ]

    def _is_held(self, values: Values, example: Statement, number: int) -> bool:
        words = {**example.values, "value": number}
        return any(one.format_map(words) in self.choices.held_names for one in values.defines)

    def _is_plain(self, line: Line, side: _Side) -> bool:
        return self._set_of(self._statement(line, side)) is not None


def _in_place(written: Sequence[Line], kept: dict[int, Line], running: Sequence[Line]) -> Iterator[Line]:
    """Put each line that stays after the line that it stands after on the device."""
    if not kept:
        yield from written
        return
    texts = {line.text for line in written}
    after: defaultdict[str | None, list[Line]] = defaultdict(list)
    before: str | None = None
    for line in running:
        if line.text in texts:
            before = line.text
        elif line.number in kept:
            after[before].append(kept[line.number])
    yield from after[None]
    for line in written:
        yield line
        yield from after.pop(line.text, ())
