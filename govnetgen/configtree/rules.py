"""What a patch must know of a configuration language, as data: frozen rules, a literal list for each platform."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from govnetgen.configtree.masking import Stale
from govnetgen.configtree.syntax import Syntax
from govnetgen.configtree.tree import Line


class Change(StrEnum):
    """How a line gives way to another one of the same identity."""

    OVERWRITE = "overwrite"
    """Writing the new line is enough, in one step."""
    UNDO_FIRST = "undo first"
    """The device keeps or refuses what is written over: undone, then written, with nothing between."""
    REBUILD = "rebuild"
    """What depends on it goes first or goes with it, and is written again afterwards."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Values:
    """A set of numbers written in ranges, on one line or several; only what differs is sent.

    ``add`` and ``remove`` are templates of ``{values}``; ``parse`` and ``write`` know the platform's notation;
    ``write`` returns as many texts as its lines need. ``initial`` is what the device has where no line says anything.
    Where a list replaces what no line says (``whole``, ``empty`` for a list of nothing), ``clear`` takes all its lines
    away.
    The names, as those of a Rule, are templates of ``{value}`` too.
    """

    key: str
    parse: Callable[[str], frozenset[int]]
    write: Callable[[frozenset[int]], tuple[str, ...]]
    write_removed: Callable[[frozenset[int]], tuple[str, ...]] | None = None
    add: str
    remove: str
    initial: frozenset[int] = frozenset()
    whole: str | None = None
    empty: str | None = None
    clear: str | None = None
    defines: tuple[str, ...] = ()
    refers: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    """Names that the lines hold as long as the set differs from ``initial``."""
    claims: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    """Names that the lines refer to as long as the set differs from ``initial``."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rule:
    """What one kind of line is, in its block. Templates are filled from the groups of ``line`` and of its parents.

    ``key`` identifies the line in its block (its whole text, if not given). ``undo`` takes it away (the negated text).
    ``enter`` opens its block again. ``permanent``: it can neither be made nor taken away, only what stands below it.
    ``silent``: it says no more than its absence.

    Names tie lines together. A line that ``refers`` to a name needs a line that ``defines`` it; one that
    ``wants`` it comes after it, but does not hold it. A line that ``holds`` a
    name cannot be together with one that ``excludes`` it; ``claims`` are both, for what only one line may have. Any
    change to the line ``erases``, and its removal ``drops``, the lines that go with a name.

    ``move`` puts a block of an ordered list at its place: ``{name}`` ``{side}`` ``{other}``. ``stub`` is a stand-in for
    the only line that defines a name in use, while it is exchanged.
    """

    line: re.Pattern[str]
    key: str | None = None
    undo: str | None = None
    enter: str | None = None
    change: Change = Change.OVERWRITE
    permanent: bool = False
    silent: bool = False
    unordered: bool = False
    """The order of its words differs between releases and means nothing."""
    defines: tuple[str, ...] = ()
    refers: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    covers: str | None = None
    """``NETWORK OWNER``: no line of another owner may have a network that overlaps it."""
    erases: tuple[str, ...] = ()
    drops: tuple[str, ...] = ()
    goes_with: tuple[str, ...] = ()
    disturbs: tuple[str, ...] = ()
    """Lines that refer to these names are taken away while this one changes."""
    rebuilds: bool = False
    """Its block goes with it: to change it is to build the whole block again."""
    values: Values | None = None
    base: frozenset[int] | None = None
    """What a line of a set starts from; None where it adds to the lines before it."""
    subtracts: bool = False
    move: str | None = None
    stub: str | None = None
    stand_in: str | None = None
    """Makes a copy of the block under the name ``{stand_in}``, for the time in which its entries are exchanged."""
    stand_in_name: str | None = None
    takes: str | None = None
    """The command that has the line use another list, in one step: ``{acl}``."""
    derive: Callable[[Mapping[str, str]], Mapping[str, str]] | None = None
    """Computes further words for the templates, such as the network of an address."""
    rules: "Rules | None" = None


class Rules:
    """The rules of one block, found by the first word of a line."""

    def __init__(self, *rules: Rule) -> None:
        self._rules = rules
        self._by_word: dict[str, tuple[Rule, ...]] = {}
        self.ordered = any(one.move is not None for one in rules)

    def match(self, text: str) -> tuple[Rule, re.Match[str]] | None:
        """Return the first rule that matches the whole line."""
        word = text.partition(" ")[0]
        candidates = self._by_word.get(word)
        if candidates is None:
            candidates = tuple(one for one in self._rules if _first_word(one.line.pattern) in ("", word))
            if len(self._by_word) < _WORDS_KEPT:
                self._by_word[word] = candidates
        for rule in candidates:
            match = rule.line.fullmatch(text)
            if match is not None:
                return rule, match
        return None

    def all(self) -> tuple[Rule, ...]:
        """Return all rules, in order."""
        return self._rules

    def of_values(self, values: Values) -> tuple[Rule, ...]:
        """Return the rules whose lines make up one set."""
        return tuple(one for one in self._rules if one.values is values)


_WORDS_KEPT = 2048
"""An ACL of ten thousand numbered rules has ten thousand first words."""

_LITERAL = re.compile(r"[A-Za-z0-9_-]+(?= (?![?*{])|$)")


def _first_word(pattern: str) -> str:
    match = _LITERAL.match(pattern)
    return match[0] if match else ""


def rule(line: str, key: str | None = None, undo: str | None = None, **more: object) -> Rule:
    """Make a rule of a regular expression, an identity and an undo form."""
    return Rule(line=re.compile(line), key=key, undo=undo, **more)  # type: ignore[arg-type]  # each is a field of Rule


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Carry:
    """A part in which the place of a line says nothing, so that lines which nobody here owns can be carried over.

    ``heading`` matches the part's. No line is carried over where one is intended with the same ``key`` (what it matches
    at its beginning; its whole text, if not given). ``also`` are lines that are understood, but are not ours.
    ``by_meaning``: others write the part in words of their own, and every word of it is read.
    """

    heading: re.Pattern[str]
    key: re.Pattern[str] | None = None
    also: re.Pattern[str] | None = None
    by_meaning: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SectionRules:
    """How the parts of a text are exchanged: ``heading`` matches the line before each, ``remove`` takes one away.

    ``remove`` is a template of the heading's groups. In parts that no ``carries`` names, order counts.
    """

    syntax: Syntax
    heading: re.Pattern[str]
    remove: str
    carries: tuple[Carry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PatchRules:
    """How a platform's configuration is changed.

    ``negation`` takes a line away (``no``, ``undo``), ``leave`` closes a block. ``secrets`` find, in any line, a secret
    as the group ``secret``, with the word that says how it is written; where that stands apart, as the group ``word``.
    ``sections``: the parts of the text are exchanged as wholes, each in one step. ``document``: writes the one text
    that makes the lines of one configuration those of another, empty where nothing differs; it is given ``stale``, too.

    ``stale`` is of one device: by the name of a reference the secrets that it holds there and that are to be written
    again. Any other secret says the same as a reference in its place.
    """

    negation: str = "no"
    leave: str = "exit"
    indent: str = " "
    rules: Rules = field(default_factory=Rules)
    secrets: tuple[re.Pattern[str], ...] = ()
    hostname: re.Pattern[str] | None = None
    """The line that says whose configuration this is, as the group ``name``."""
    last_line: str | None = None
    """What a whole configuration ends with."""
    sections: SectionRules | None = None
    document: Callable[[Sequence[Line], Sequence[Line], Stale], str] | None = None
    stale: Stale = field(default_factory=dict, repr=False)

    @property
    def by_section(self) -> bool:
        """Whether parts are exchanged as wholes."""
        return self.sections is not None

    @property
    def by_line(self) -> bool:
        """Whether commands are sent line by line, in an order that is safe."""
        return self.sections is None and self.document is None
