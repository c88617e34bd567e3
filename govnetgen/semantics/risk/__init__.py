"""What a change risks, each finding with the changes that make it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from govnetgen.semantics.change import Words
from govnetgen.semantics.risk import in_use, management, opening, routing, scale, spanning_tree
from govnetgen.semantics.risk.risk import Compared, Level, Risk, Situation

_CHECKS: tuple[Callable[[Situation], Iterator[Risk]], ...] = (
    management.check,
    routing.check,
    in_use.check,
    spanning_tree.check,
    opening.check,
    scale.check,
)

FORCED_GAP = "forced-gap"
"""The one kind that comes from the patch: what stays is gone for a moment, and no order of commands avoids it."""

TITLES: Mapping[str, Words] = {
    **management.TITLES,
    **routing.TITLES,
    **in_use.TITLES,
    **spanning_tree.TITLES,
    **opening.TITLES,
    **scale.TITLES,
    FORCED_GAP: Words("the platform forces a gap", "平台限制造成短暂中断"),
}
"""Every kind of risk and what it is about, in the order that they are read in."""

_ORDER = {code: number for number, code in enumerate(TITLES)}
_LEVELS = {level: number for number, level in enumerate(Level)}


def assess(situation: Situation) -> tuple[Risk, ...]:
    """Return what the change risks, the worst first."""
    found = [risk for check in _CHECKS for risk in check(situation)]
    return worst_first(_merged(found))


def worst_first(risks: Iterable[Risk]) -> tuple[Risk, ...]:
    """Return risks by level, then by kind, then by device."""
    return tuple(sorted(risks, key=lambda one: (_LEVELS[one.level], _ORDER[one.code], one.devices)))


def _merged(found: Iterable[Risk]) -> Iterator[Risk]:
    """Put together what is the same on several devices."""
    same: dict[object, list[Risk]] = {}
    for one in found:
        same.setdefault((one.code, one.level, one.words), []).append(one)
    for members in same.values():
        devices = tuple(dict.fromkeys(name for one in members for name in one.devices))
        changes = tuple(dict.fromkeys(path for one in members for path in one.changes))
        yield replace(members[0], devices=tuple(sorted(devices)), changes=changes)


__all__ = ["FORCED_GAP", "TITLES", "Compared", "Level", "Risk", "Situation", "assess", "worst_first"]
