"""What failures on purpose did to the traffic: a line a failure, and the flows that did not come back."""

from collections.abc import Sequence
from typing import Any

from govnetgen.lab.failure_watch import Change, FailureTested
from govnetgen.views.columns import columns
from govnetgen.views.outcome import count

_NAMED = 5


def failures_text(tested: Sequence[FailureTested]) -> str:
    """Return a table of failures, then those that were not survived."""
    if not tested:
        return ""
    head = ("failed", "", "flows", "keep a way", "back after", "longest loss", "healed after", "longest loss", "")
    rows = [head, *(_row(one) for one in tested)]
    return columns(rows, right=frozenset({2, 3, 4, 5, 6, 7})) + "".join(_lost(one) for one in tested if not one.ok)


def failure_line(one: FailureTested) -> str:
    """Say in one line how a failure went."""
    said = _after(one.failed)
    lost = len(one.surviving & one.failed.gone)
    ended = f"{count(lost, 'flow')} that had another way did not come back" if lost else f"back after {said}"
    healed = f"healed after {_after(one.healed)}" if not one.healed.gone else "healing did not bring back everything"
    return f"{one.failure.what} {one.failure.name}: {ended}; {healed}"


def failure_json(one: FailureTested) -> dict[str, Any]:
    """Return everything about one failure."""
    return {
        "failed": one.failure.name,
        "what": one.failure.what,
        "ok": one.ok,
        "flows": [
            {
                "flow": str(flow),
                "because": flow.because,
                "has_another_way": number in one.surviving,
                "worked_before": number not in one.before,
                "lost_s": round(one.failed.lost_s.get(number, 0.0), 2),
                "back": number not in one.failed.gone,
                "back_after_healing": number not in one.healed.gone,
            }
            for number, flow in enumerate(one.flows)
        ],
        "converged_after_s": _rounded(one.failed.after_s),
        "longest_loss_s": _rounded(one.failed.longest_s),
        "healed_after_s": _rounded(one.healed.after_s),
        "longest_loss_at_healing_s": _rounded(one.healed.longest_s),
    }


def _row(one: FailureTested) -> tuple[str, ...]:
    return (
        one.failure.name,
        one.failure.what,
        f"{len(one.flows):,}",
        f"{len(one.surviving):,}",
        _after(one.failed),
        f"{one.failed.longest_s:.1f} s",
        _after(one.healed),
        f"{one.healed.longest_s:.1f} s",
        "survived" if one.ok else "NOT SURVIVED",
    )


def _after(change: Change) -> str:
    return "never" if change.after_s is None else f"{change.after_s:.1f} s"


def _lost(one: FailureTested) -> str:
    reasons = (
        (one.before, "did not work before"),
        ((one.surviving & one.failed.gone) - one.before, "has another way and did not come back"),
        (one.healed.gone - one.before, "did not come back after healing"),
    )
    lines: list[str] = []
    for numbers, words in reasons:
        shown = sorted(numbers)[:_NAMED]
        lines.extend(f"    {one.failure.name}: {one.flows[number]} {words}\n" for number in shown)
        if len(numbers) > _NAMED:
            lines.append(f"    {one.failure.name}: {len(numbers) - _NAMED:,} more {words}\n")
    return "".join(lines)


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 2)
