"""A line in its place, with what its rule says about it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from govnetgen.configtree.masking import masked_key
from govnetgen.configtree.rules import PatchRules, Rule, Rules
from govnetgen.configtree.tree import Line

_PLAIN = Rule(line=re.compile(r"[\s\S]*"))
NO_RULES = Rules()
Place = tuple[str, ...]
"""The lines that open the blocks around a command."""


@dataclass(frozen=True, slots=True)
class Names:
    """What lines define, need, hold and exclude."""

    defines: frozenset[str] = frozenset()
    refers: frozenset[str] = frozenset()
    holds: frozenset[str] = frozenset()
    excludes: frozenset[str] = frozenset()
    wants: frozenset[str] = frozenset()
    covers: frozenset[str] = frozenset()

    def __or__(self, other: "Names") -> "Names":
        return Names(
            self.defines | other.defines,
            self.refers | other.refers,
            self.holds | other.holds,
            self.excludes | other.excludes,
            self.wants | other.wants,
            self.covers | other.covers,
        )


NO_NAMES = Names()


@dataclass(slots=True, eq=False)
class Statement:
    """A line (of several, its first) with its rule and the words for its templates."""

    line: Line
    rule: Rule
    key: str
    values: Mapping[str, str]
    place: Place
    negated: bool
    patch_rules: PatchRules
    children: tuple[Line, ...] = ()
    earlier: tuple["Statement", ...] = ()
    """Other lines of one thing: they come and go with it."""
    _names: Names | None = field(default=None, repr=False)

    @property
    def command(self) -> str:
        """The text that makes it."""
        return "\n".join((self.line.text, *self.line.block))

    @property
    def inside(self) -> Place:
        """The place of what stands below it."""
        return (*self.place, self.enter)

    @property
    def enter(self) -> str:
        """The text that opens its block."""
        return self.rule.enter.format_map(self.values) if self.rule.enter is not None else self.line.text

    @property
    def undo(self) -> str:
        """The text that takes it away."""
        negation = self.patch_rules.negation + " "
        if self.negated:
            return self.line.text.removeprefix(negation)
        if self.rule.undo is not None:
            return " ".join(self.rule.undo.format_map(self.values).split())
        text = self.line.text
        return text.removeprefix(negation) if text.startswith(negation) else negation + text

    @property
    def rules(self) -> Rules:
        """The rules of what stands below it."""
        return self.rule.rules or NO_RULES

    def fill(self, templates: Iterable[str]) -> frozenset[str]:
        """Return names with the line's own words in them."""
        return frozenset(one.format_map(self.values) for one in templates)

    @property
    def names(self) -> Names:
        """What the line itself defines, needs, holds and excludes."""
        if self._names is None:
            rule = self.rule
            claims = self.fill(rule.claims)
            self._names = (
                NO_NAMES
                if self.negated
                else Names(
                    self.fill(rule.defines),
                    self.fill(rule.refers),
                    self.fill(rule.holds) | claims,
                    self.fill(rule.excludes) | claims,
                    self.fill(rule.wants),
                    self.fill((rule.covers,)) if rule.covers is not None else frozenset(),
                )
            )
        return self._names


def statement(line: Line, rules: Rules, parent: "Statement | None", patch_rules: PatchRules) -> Statement:
    """Find a line's rule; a line of no rule is identified by all of its text and undone by its negation."""
    found = rules.match(line.text)
    negated = False
    if found is None and line.text.startswith(patch_rules.negation + " "):
        found = rules.match(line.text.removeprefix(patch_rules.negation + " "))
        negated = found is not None
    inherited = parent.values if parent is not None else {}
    place = parent.inside if parent is not None else ()
    if found is None:
        key = masked_key(line.text, patch_rules.secrets)
        key = key.removeprefix(patch_rules.negation + " ")
        return Statement(line, _PLAIN, key, inherited, place, False, patch_rules, line.children)
    rule, match = found
    values = {**inherited, **{name: text or "" for name, text in match.groupdict().items()}}
    if rule.derive is not None:
        values.update(rule.derive(values))
    if rule.key is not None:
        key = rule.key.format_map(values)
    else:
        key = masked_key(line.text, patch_rules.secrets).removeprefix(patch_rules.negation + " ")
    return Statement(line, rule, key, values, place, negated, patch_rules, line.children)
