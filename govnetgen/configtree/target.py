"""What a device is to hold after a patch: what is intended, and what stays because nobody here owns it.

A running line goes only where that is explained by meaning. What govnetgen would write for the running configuration's
meaning (``normal``) is the base of a three-way merge; a line that says something that is no longer intended, in other
words than ours, is found by leaving it out and asking again what the rest means.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from govnetgen.configtree.compare import Comparer
from govnetgen.configtree.masking import masked_key
from govnetgen.configtree.merge import Choices, Merged, Path, merge
from govnetgen.configtree.names import names_of
from govnetgen.configtree.rules import PatchRules, Rules
from govnetgen.configtree.statement import Statement, statement
from govnetgen.configtree.tree import ConfigTree, Line

Normal = Callable[[ConfigTree], ConfigTree]
"""What govnetgen would write for the meaning of a configuration."""

_TRIES = 96
"""How many lines in other words are tried one by one; beyond that, all of them give way to ours."""
_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Target:
    """What a device is to hold, as a tree, and what of it govnetgen would not write.

    ``unmanaged`` are lines that no reader understood, ``otherwise`` those that were understood, but are in other words
    than ours or mean nothing here. ``held`` are no longer intended, but something that stays refers to them. Where it
    is not ``certain``, no way was found to have the result mean what is intended.
    """

    tree: ConfigTree
    unmanaged: tuple[Line, ...] = ()
    otherwise: tuple[Line, ...] = ()
    held: tuple[Line, ...] = ()
    certain: bool = True


def target(
    running: ConfigTree,
    intended: ConfigTree,
    rules: PatchRules,
    unread: Sequence[Line] = (),
    normal: Normal | None = None,
) -> Target:
    """Return what the device is to hold. ``unread`` are the running lines that no reader understood.

    Without ``normal``, every line that was understood counts as written by govnetgen.
    """
    numbers = frozenset(line.number for top in unread for line in top.walk())
    if normal is None:
        if not numbers:
            return Target(intended)
        base = ConfigTree(tuple(_without(running.lines, numbers)))
        merged = merge(running, base, intended, rules, Choices(numbers))
        return Target(merged.tree, tuple(_each_once(merged.foreign)))
    return _Search(running, intended, rules, numbers, normal).result()


def _without(lines: Sequence[Line], numbers: frozenset[int]) -> Iterator[Line]:
    for line in lines:
        below = tuple(_without(line.children, numbers))
        if line.number not in numbers or below:
            yield line if below == line.children else replace(line, children=below)


def _lacking(lines: Sequence[Line], paths: Collection[Path], around: Path = ()) -> Iterator[Line]:
    for line in lines:
        path = (*around, line.text)
        if path not in paths:
            below = tuple(_lacking(line.children, paths, path))
            yield line if below == line.children else replace(line, children=below)


def _each_once(lines: Sequence[Line]) -> Iterator[Line]:
    for line in sorted(lines, key=lambda one: one.number):
        yield from line.walk()


class _Search:
    def __init__(
        self, running: ConfigTree, intended: ConfigTree, rules: PatchRules, unread: frozenset[int], normal: Normal
    ) -> None:
        self.running, self.intended, self.rules, self.normal = running, intended, rules, normal
        self.base = normal(running)
        self.choices = Choices(unread)
        self.merged = self._merge()
        self._write_what_no_meaning_tells()
        self.certain = True

    def _merge(self) -> Merged:
        return merge(self.running, self.base, self.intended, self.rules, self.choices)

    def _write_what_no_meaning_tells(self) -> None:
        """Have the lines sent that are in every rendering, whatever the rest means.

        What the model does not see, as that Telnet is off, no device says in other words: it is there or it is not.
        """
        left = set(self.merged.omitted)
        if not left:
            return
        told = {path for path, _ in _places(self.normal(ConfigTree(tuple(_lacking(self.intended.lines, left)))).lines)}
        self.choices.written |= left & told
        self.merged = self._merge()

    def result(self) -> Target:
        if self.merged.tree != self.intended and not self._same(self.base, self.intended):
            for _ in range(_ROUNDS):
                self._settle_meaning()
                if not self._settle_names():
                    break
        foreign = self.merged.foreign
        unread = [line for line in foreign if line.number in self.choices.unread]
        other = [line for line in foreign if line.number not in self.choices.unread]
        inner = [each for line in other for each in line.walk() if each.number in self.choices.unread]
        held = tuple(line for line in self.running.walk() if line.number in self.choices.held)
        return Target(self.merged.tree, tuple(_each_once([*unread, *inner])), tuple(other), held, self.certain)

    @cached_property
    def meant(self) -> ConfigTree:
        """What is intended, as far as it can be read: templates may write more than any reader understands."""
        return self.normal(self.intended)

    def _same(self, one: ConfigTree, other: ConfigTree) -> bool:
        return Comparer(self.rules).compare(one.lines, other.lines, self.rules.rules).empty

    # What the result means.

    def _settle_meaning(self) -> None:
        """Let go of lines, and write others, until the result means what is intended."""
        candidates = [line for line in self.merged.foreign if line.number not in self.choices.unread]
        if not candidates and not self.merged.omitted and not self.merged.reworded:
            return
        for _ in range(_ROUNDS):
            missing, extra = self._differs()
            if not missing and not extra:
                return
            if not (self._let_go(candidates, extra) or self._write(missing) or self._reword({*missing, *extra})):
                break
        self._reword_all(candidates)

    def _let_go(self, candidates: Sequence[Line], extra: Counter[Path]) -> bool:
        """Take away the lines that say what is no longer intended."""
        count = len(self.choices.dropped)
        for line in candidates[:_TRIES]:
            if not extra:
                break
            if line.number in self.choices.dropped:
                continue
            self.choices.dropped.add(line.number)
            before, self.merged = self.merged, self._merge()
            now = self._differs()[1]
            if now.total() < extra.total():
                extra = now
            else:
                self.choices.dropped.discard(line.number)
                self.merged = before
        return len(self.choices.dropped) > count

    def _write(self, missing: Counter[Path]) -> bool:
        """Write the lines that the device said in other words, where these words are gone."""
        around = {path[:length] for path in missing for length in range(1, len(path) + 1)}
        left = {*self.merged.omitted, *self.merged.reworded.values()} - self.choices.written
        wanted = {path for path in left if self._masked(path) in around}
        self.choices.written |= wanted
        self.merged = self._merge()
        return bool(wanted)

    def _reword(self, paths: Collection[Path]) -> bool:
        """Have the blocks around what differs in our words: the innermost first, then those around it."""
        count = len(self.choices.ours)
        known = {self._masked(path): path for path, _ in _places(self.intended.lines)}
        for path in paths:
            lengths = range(max(1, len(path) - 1), 0, -1)
            block = next(
                (one for each in lengths if (one := known.get(path[:each])) and one not in self.choices.ours), None
            )
            if block is not None:
                self.choices.ours.add(block)
        self.merged = self._merge()
        return len(self.choices.ours) > count

    def _reword_all(self, candidates: Sequence[Line]) -> None:
        """Have everything in our words where nothing tells which line it is; then take back what was not needed."""
        chosen, merged = self.choices, self.merged
        everything = {*self.merged.omitted, *self.merged.reworded.values()}
        numbers = {line.number for line in candidates}
        self.choices = replace(chosen, dropped=chosen.dropped | numbers, written=chosen.written | everything)
        self.merged = self._merge()
        if any(self._differs()):
            self.choices, self.merged, self.certain = chosen, merged, False
            return
        for line in candidates[:_TRIES]:
            self.choices.dropped.discard(line.number)
            before, self.merged = self.merged, self._merge()
            if any(self._differs()):
                self.choices.dropped.add(line.number)
                self.merged = before

    def _differs(self) -> tuple[Counter[Path], Counter[Path]]:
        """Return what the result does not say, and what it says beyond what is intended."""
        told = self.normal(self.merged.tree)
        if self._same(told, self.meant):
            return Counter(), Counter()
        wanted, said = self._said(self.meant), self._said(told)
        tolerated = self._tolerated()
        return wanted - said, Counter(path for path in (said - wanted).elements() if not tolerated(path))

    def _tolerated(self) -> Callable[[Path], bool]:
        """Tell what may be said beyond what is intended.

        A port that is not intended says what it is by default, which nothing takes away; a block stays for what others
        put into it.
        """
        heads = {line.text for line in self.intended.lines}
        before, emptied = self._said(self.base), {self._masked(path) for path in self.merged.emptied}

        def may(path: Path) -> bool:
            if path in emptied or self.choices.held:
                return True
            return path[0] not in heads and self._is_permanent(path[0]) and (len(path) == 1 or path not in before)

        return may

    def _is_permanent(self, text: str) -> bool:
        found = self.rules.rules.match(text)
        return found is not None and found[0].permanent

    def _said(self, tree: ConfigTree) -> Counter[Path]:
        return Counter(self._masked(path) for path in self._telling(tree.lines, self.rules.rules, None, ()))

    def _telling(self, lines: Sequence[Line], rules: Rules, parent: Statement | None, around: Path) -> Iterator[Path]:
        """Yield every line that says more than its absence."""
        for line in lines:
            one = statement(line, rules, parent, self.rules)
            if not one.rule.silent:
                path = (*around, line.text)
                yield path
                yield from self._telling(line.children, one.rules, one, path)

    def _masked(self, path: Path) -> Path:
        return tuple(masked_key(text, self.rules.secrets) for text in path)

    # What the result refers to.

    def _settle_names(self) -> bool:
        """Mend what refers to something that would be gone; tells whether there was any."""
        after, now, then = (names_of(one, self.rules) for one in (self.merged.tree, self.running, self.intended))
        device = {(line.number, line.text) for line in self.running.walk()}
        count = self.choices.count
        for name in [one for one in after.refers if one not in after.defines]:
            for _, line in after.refers[name]:
                own = self.merged.reworded.get((line.number, line.text))
                stays = (line.number, line.text) in device
                if stays and name not in now.defines:
                    continue  # it referred to nothing before
                if own is not None:
                    self.choices.written.add(own)
                elif name in then.defines:
                    self.choices.written |= {path for path, _ in then.defines[name]}
                elif stays and line in [each for _, each in after.going.get(name, ())]:
                    self.choices.dropped.add(line.number)
                elif stays:
                    self.choices.held |= {each.number for _, each in now.defines[name]}
                    self.choices.held_names.add(name)
        if self.choices.count == count:
            return False
        self.merged = self._merge()
        return True


def _places(lines: Sequence[Line], around: Path = ()) -> Iterator[tuple[Path, Line]]:
    for line in lines:
        path = (*around, line.text)
        yield path, line
        yield from _places(line.children, path)


__all__ = ["Normal", "Target", "target"]
