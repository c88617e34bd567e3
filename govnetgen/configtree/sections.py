"""Patches of texts whose parts are exchanged as wholes, as the files of a node are.

A part is sent when what is intended differs from what the running one means. Lines of it that nobody here owns are
carried over into the new one where their place among the others says nothing; elsewhere the part stays as it is.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from govnetgen.configtree.masking import same_text
from govnetgen.configtree.operation import Step
from govnetgen.configtree.print import print_tree
from govnetgen.configtree.rules import Carry, PatchRules, SectionRules
from govnetgen.configtree.target import Normal
from govnetgen.configtree.tree import ConfigTree, Line

NOT_KNOWN = "it stays as it is: of some of its lines nobody here knows what they do, and their order counts"
NO_PART = "it stays as it is: it stands in no part that could be exchanged"


class _Verdict(Enum):
    STAYS = auto()
    CHANGES = auto()
    HELD = auto()


@dataclass(frozen=True, slots=True)
class SectionPatch:
    """What is sent, part by part; ``kept`` are the parts that stay though they should change, each with the reason.

    ``unmanaged`` are the lines that nobody here owns; ``tree`` is what there is afterwards.
    """

    steps: tuple[Step, ...]
    kept: tuple[tuple[str, str], ...]
    unmanaged: tuple[Line, ...]
    tree: ConfigTree


def section_patch(
    running: ConfigTree, intended: ConfigTree, rules: PatchRules, unread: Sequence[Line], normal: Normal | None
) -> SectionPatch:
    """Return what turns one text into the other; see ``patch`` for the arguments."""
    assert rules.sections is not None
    return _Exchange(running, intended, rules, rules.sections, unread, normal).patch()


class _Exchange:
    def __init__(
        self,
        running: ConfigTree,
        intended: ConfigTree,
        rules: PatchRules,
        sections: SectionRules,
        unread: Sequence[Line],
        normal: Normal | None,
    ) -> None:
        self.running, self.intended, self.rules = running, intended, sections
        self.secrets, self.stale = rules.secrets, rules.stale
        self.unread = frozenset(line.number for top in unread for line in top.walk())
        self.normal = normal
        self._base: Mapping[str, Line] | None = None

    def patch(self) -> SectionPatch:
        before, after = self._parts(self.running), self._parts(self.intended)
        steps: list[Step] = []
        kept = [(one.text, NO_PART) for one in self.running.lines if one.text not in before]
        tree: list[Line] = [one for one in self.running.lines if one.text not in before]
        unmanaged: list[Line] = [*tree]
        for heading in (*after, *(one for one in before if one not in after)):
            old, new = before.get(heading), after.get(heading)
            foreign = frozenset() if old is None else self._foreign(old, new)
            unmanaged += [] if old is None else [one for one in old.walk() if one.number in foreign]
            merged, verdict = self._verdict(old, new, foreign)
            tree += [] if merged is None else [merged]
            if verdict is _Verdict.HELD:
                kept.append((heading, NOT_KNOWN))
            elif verdict is _Verdict.CHANGES:
                back = self._command(heading, old, old, self.running)
                steps.append(Step((), self._command(heading, merged, new, self.intended), (((), back, None),)))
        return SectionPatch(tuple(steps), tuple(kept), tuple(unmanaged), ConfigTree(tuple(tree)))

    def _parts(self, tree: ConfigTree) -> dict[str, Line]:
        return {one.text: one for one in tree.lines if self.rules.heading.fullmatch(one.text)}

    def _verdict(self, old: Line | None, new: Line | None, foreign: frozenset[int]) -> tuple[Line | None, _Verdict]:
        """Return what the part is to be, and whether it changes."""
        if old is None:
            return new, _Verdict.CHANGES
        own = replace(old, children=tuple(_without(old.children, () if new is None else new.children, foreign)))
        carry = self._carry(old.text)
        by_meaning = new is None or (carry is not None and carry.by_meaning)
        if self._same(own, new) or (by_meaning and self._means_the_same(old.text, new)):
            return old, _Verdict.STAYS
        if not foreign:
            return new, _Verdict.CHANGES
        if carry is None:
            return old, _Verdict.HELD
        head = new if new is not None else Line(old.text)
        return replace(head, children=_carried(head.children, old.children, foreign)), _Verdict.CHANGES

    def _same(self, own: Line, new: Line | None) -> bool:
        if new is None:
            return not own.children and not own.block  # a file that says nothing is as good as none
        return self._alike(own, new)

    def _alike(self, one: Line, other: Line) -> bool:
        return (
            len(one.children) == len(other.children)
            and same_text(one, other, self.secrets, self.stale)
            and all(map(self._alike, one.children, other.children))
        )

    def _means_the_same(self, heading: str, new: Line | None) -> bool:
        """Tell whether what govnetgen would write for the running configuration is what is intended."""
        if self.normal is None:
            return False
        if self._base is None:
            self._base = self._parts(self.normal(self.running))
        base = self._base.get(heading)
        return new is None if base is None else self._same(base, new)

    def _carry(self, heading: str) -> Carry | None:
        return next((one for one in self.rules.carries if one.heading.fullmatch(heading)), None)

    def _foreign(self, old: Line, new: Line | None) -> frozenset[int]:
        """Return the numbers of the lines that stay, whatever is intended."""
        carry, numbers = self._carry(old.text), self.unread
        if carry is not None and carry.also is not None:
            numbers = numbers.union(one.number for one in old.children if carry.also.fullmatch(one.text))
        key = None if carry is None else carry.key
        return frozenset(self._staying(old.children, () if new is None else new.children, key, numbers))

    def _staying(
        self, old: Sequence[Line], new: Sequence[Line], key: re.Pattern[str] | None, numbers: frozenset[int]
    ) -> Iterator[int]:
        """Leave out what gives way to an intended line that sets the same."""
        intended = {_key(one.text, key): one for one in new}
        for line in old:
            other = intended.get(_key(line.text, key))
            if line.number in numbers and other is None:
                yield from (one.number for one in line.walk())
            else:
                yield from self._staying(line.children, other.children if other is not None else (), None, numbers)

    def _command(self, heading: str, part: Line | None, written: Line | None, source: ConfigTree) -> str:
        """Return the text of a part: as it is ``written`` in its source as far as it goes, the rest anew."""
        match = self.rules.heading.fullmatch(heading)
        assert match is not None
        if part is None:
            return self.rules.remove.format_map(match.groupdict())
        if part.block:
            return "\n".join((heading, *part.block))
        known = () if written is None else written.children
        if heading not in source.sections or part.children[: len(known)] != known:
            return self._printed(part)
        text = "\n".join((heading, *source.sections[heading]))
        rest = replace(part, children=part.children[len(known) :])
        return text if not rest.children else text + self._printed(rest).removeprefix(heading)

    def _printed(self, part: Line) -> str:
        return print_tree(ConfigTree((part,)), self.rules.syntax).strip("\n")


def _key(text: str, key: re.Pattern[str] | None) -> str:
    match = key.match(text) if key is not None else None
    return match[0] if match else text


def _without(old: Sequence[Line], new: Sequence[Line], foreign: frozenset[int]) -> Iterator[Line]:
    """Yield what is ours of a block; a block that only stays for what others put into it is theirs."""
    intended = {one.text: one.children for one in new}
    for line in old:
        if line.number in foreign:
            continue
        below = tuple(_without(line.children, intended.get(line.text, ()), foreign))
        if below or not line.children or line.text in intended:
            yield line if below == line.children else replace(line, children=below)


def _carried(new: Sequence[Line], old: Sequence[Line], foreign: frozenset[int]) -> tuple[Line, ...]:
    """Return the intended lines of a block, with what stays of the running one behind them."""
    found = {one.text: one for one in new}
    for line in old:
        inner = [one for one in line.children if any(each.number in foreign for each in one.walk())]
        if line.number in foreign:
            found.setdefault(line.text, line)
        elif inner:
            head = found.get(line.text, replace(line, children=()))
            found[line.text] = replace(head, children=_carried(head.children, line.children, foreign))
    return _again(new, found)


def _again(new: Sequence[Line], found: Mapping[str, Line]) -> tuple[Line, ...]:
    """Return lines in the order they are intended in (the same line may stand twice), then those that are carried."""
    texts = {one.text for one in new}
    kept = [found[one.text] if found[one.text].children != one.children and _once(new, one) else one for one in new]
    return (*kept, *(one for text, one in found.items() if text not in texts))


def _once(lines: Sequence[Line], line: Line) -> bool:
    return sum(one.text == line.text for one in lines) == 1
