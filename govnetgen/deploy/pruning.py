"""Which runs may go: never one that is unfinished, nor, unless asked for, the last one to change a device."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from govnetgen.deploy.outcome import Outcome
from govnetgen.deploy.runs import Standing

_CHANGED = frozenset({Outcome.CONFIRMED, Outcome.PARTIAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """A run to be removed. ``last_of`` are the devices that no rollback could bring back any more."""

    run: Standing
    last_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A run that was asked for and stays, and why."""

    run: Standing
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruning:
    """What a pruning would do, the oldest first."""

    going: tuple[Going, ...] = ()
    kept: tuple[Kept, ...] = ()


def pruning(
    runs: Sequence[Standing],
    *,
    now: datetime,
    older_than_days: int | None,
    keep: int | None,
    network: str = "",
    even_needed: bool = False,
) -> Pruning:
    """Return which runs go.

    Asked for are those that were begun so many days ago and, of each network, all but the newest ``keep``; of one
    network where it is named. ``even_needed``: also those that a rollback could still need.
    """
    ordered = sorted(runs, key=lambda one: (one.started, one.run.name))
    going: list[Going] = []
    kept: list[Kept] = []
    for one in _asked(ordered, now, older_than_days, keep):
        if network not in ("", one.network):
            continue
        last_of = _last_of(one, ordered)
        why = _unfinished(one, ordered)
        if not why and last_of and not even_needed:
            why = f"a rollback could need it: it was the last to change {_named(last_of)}"
        if why:
            kept.append(Kept(run=one, why=why))
        else:
            going.append(Going(run=one, last_of=last_of))
    return Pruning(going=tuple(going), kept=tuple(kept))


def _asked(
    ordered: Sequence[Standing], now: datetime, older_than_days: int | None, keep: int | None
) -> Iterator[Standing]:
    for place, one in enumerate(ordered):
        newer = sum(later.network == one.network for later in ordered[place + 1 :])
        young = older_than_days is not None and datetime.fromisoformat(one.started) > now - timedelta(older_than_days)
        if not young and (keep is None or newer >= keep):
            yield one


def _unfinished(one: Standing, ordered: Sequence[Standing]) -> str:
    """Say why a run is not over, empty where it is."""
    if one.pushed:
        return f"it is unfinished, and may have changed {_named(sorted(one.pushed))}"
    if not one.finished:
        return "it is unfinished: under way, or killed"
    if one.open and not any(later.network == one.network and later.started > one.started for later in ordered):
        return f"it was stopped, and may be taken up for {_named(one.open)}"
    if any(other.takes_back == one.run.name and not other.finished for other in ordered):
        return "an unfinished run takes it back"
    return ""


def _last_of(one: Standing, ordered: Sequence[Standing]) -> tuple[str, ...]:
    """Return the devices of which a rollback would take back this run: it changed them last."""
    return tuple(sorted(name for name in _changed(one) if one.run.name in _undoable(name, one, ordered)))


def _undoable(device: str, one: Standing, ordered: Sequence[Standing]) -> Collection[str]:
    """Return the runs that a rollback could take back on a device: the last, and the last that is not taken back."""
    stack: list[str] = []
    last = ""
    for each in ordered:
        if each.network == one.network and each.lab == one.lab and device in _changed(each):
            last = each.run.name
            if stack and stack[-1] == each.takes_back:
                stack.pop()
            else:
                stack.append(last)
    return {last, *stack[-1:]}


def _changed(one: Standing) -> frozenset[str]:
    return frozenset(name for name, ended in one.ended.items() if ended.outcome in _CHANGED)


def _named(names: Sequence[str]) -> str:
    more = f" and {len(names) - 4} more" if len(names) > 4 else ""
    return ", ".join(names[:4]) + more
