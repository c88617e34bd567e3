"""Which names the lines of a configuration define and refer to."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from govnetgen.configtree.rules import PatchRules, Rules
from govnetgen.configtree.statement import Statement, statement
from govnetgen.configtree.tree import ConfigTree, Line

Place = tuple[tuple[str, ...], Line]
"""A line with its text, after those of the lines around it."""


@dataclass(frozen=True, slots=True)
class NamesOf:
    """By name, the lines that define it, that refer to it, and that the device takes away with it."""

    defines: dict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))
    refers: dict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))
    going: dict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))


def names_of(tree: ConfigTree, rules: PatchRules) -> NamesOf:
    """Gather the names of all lines that a rule knows."""
    found = NamesOf()
    _gather(tree.lines, rules.rules, None, (), rules, found)
    return found


def _gather(
    lines: Sequence[Line],
    rules: Rules,
    parent: Statement | None,
    around: tuple[str, ...],
    patch_rules: PatchRules,
    found: NamesOf,
) -> None:
    for line in lines:
        one = statement(line, rules, parent, patch_rules)
        if one.rule.silent:
            continue
        place = ((*around, line.text), line)
        for name in one.names.defines:
            found.defines[name].append(place)
        for name in one.names.refers:
            found.refers[name].append(place)
        for name in one.fill(one.rule.goes_with):
            found.going[name].append(place)
        values = one.rule.values
        if values is not None and not one.rule.subtracts:
            for number in values.parse(one.values.get("values", "")):
                words = {**one.values, "value": number}
                for template in values.defines:
                    found.defines[template.format_map(words)].append(place)
        if line.children:
            _gather(line.children, one.rules, one, place[0], patch_rules, found)


__all__ = ["NamesOf", "names_of"]
