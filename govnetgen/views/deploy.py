"""A deployment for people and programs: what it is going to do, and how every device ended."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from govnetgen.deploy.outcome import Ended, Outcome
from govnetgen.deploy.plan import DevicePlan, Held, Plan
from govnetgen.deploy.report import Report
from govnetgen.deploy.runs import Standing
from govnetgen.model.json import to_json
from govnetgen.views.columns import columns
from govnetgen.views.outcome import again_text, count

_WORDS: Mapping[Outcome, str] = {
    Outcome.UNCHANGED: "unchanged",
    Outcome.CONFIRMED: "changed and confirmed",
    Outcome.REVERTED: "reverted",
    Outcome.PARTIAL: "PARTIAL",
    Outcome.REFUSED: "refused",
    Outcome.NOT_REACHED: "not reached",
    Outcome.NOT_TRIED: "not tried",
}
_NAMED = 6


def plan_text(plan: Plan, order: Sequence[Sequence[str]], lines: Mapping[str, Sequence[str]] | None = None) -> str:
    """Return a plan as text: wave by wave, and what is not going to be done; with ``lines`` of each device below it."""
    return "".join(f"{line}\n" for line in _plan(plan, order, lines or {}))


def _plan(plan: Plan, order: Sequence[Sequence[str]], lines: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for number, wave in enumerate(order, start=1):
        yield f"wave {number}: {', '.join(wave)}"
        for name in wave:
            yield from _device(plan.devices[name], lines.get(name, ()))
    yield from held_lines((*plan.refused, *plan.not_reached))
    if plan.unchanged:
        yield f"{count(len(plan.unchanged), 'device')} as intended"
    if plan.empty:
        yield "nothing to deploy" if plan.whole else "nothing was changed"
    else:
        sent = sum(len(one.commands) for one in plan.devices.values())
        yield f"{count(len(plan.devices), 'device')} to change by {count(sent, 'line')}; digest {plan.digest}"


def _device(one: DevicePlan, lines: Sequence[str]) -> Iterator[str]:
    yield f"  {one.device}: {count(len(one.commands), 'line')}"
    yield from (f"    {line}" for text in lines for line in text.split("\n"))
    if one.again:
        yield f"    {again_text(one.again)}"
    yield from (f"    risk ({risk.level}): {risk.text}" for risk in one.risks)
    if one.unmanaged:
        yield f"    {count(one.unmanaged, 'line')} that no model knows stay"
    if one.probes and lines:
        yield f"    asks before and after: {', '.join(probe.name for probe in one.probes)}"


def held_lines(held: Sequence[Held]) -> Iterator[str]:
    """Say why devices are not touched, and where more is said of each reason."""
    yield from (f"{one.device}: error[{one.code}]: {one.why}" for one in held)
    yield from (f"  hint: govnetgen explain {code}" for code in dict.fromkeys(one.code for one in held))


def plan_json(plan: Plan, order: Sequence[Sequence[str]]) -> dict[str, Any]:
    """Return a plan as JSON."""
    return {
        "network": plan.network,
        "digest": plan.digest,
        "waves": [list(wave) for wave in order],
        "devices": {name: to_json(one) for name, one in sorted(plan.devices.items())},
        "unchanged": list(plan.unchanged),
        "refused": to_json(plan.refused),
        "not_reached": to_json(plan.not_reached),
    }


def report_text(report: Report) -> str:
    """Return how a run ended: what needs somebody first, then the numbers."""
    return "".join(f"{line}\n" for line in _report(report))


def _report(report: Report) -> Iterator[str]:
    for one in _worst_first(report.ended):
        if not one.outcome.good or one.start_up_differs:
            yield from _ended(one)
    yield from _health(report.ended.values())
    if report.stopped:
        yield f"stopped: {report.stopped}"
    numbers = ", ".join(f"{number:,} {_WORDS[outcome]}" for outcome, number in report.counts.items())
    yield f"{numbers or 'no device'} in {report.seconds:.1f} s; run {report.run}"


def _health(ended: Collection[Ended]) -> Iterator[str]:
    """Say what of the devices' health was looked at, and what some could not tell."""
    looked_at = dict.fromkeys(kind for one in ended for kind in one.looked_at)
    if looked_at:
        yield f"health: looked at {', '.join(looked_at)}"
    untold: dict[str, list[str]] = {}
    for one in sorted(ended, key=lambda each: each.device):
        for kind in one.untold:
            untold.setdefault(kind, []).append(one.device)
    for kind, names in untold.items():
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        yield f"health: {kind} could not be told by {', '.join(names[:_NAMED])}{more}"


def _worst_first(ended: Mapping[str, Ended]) -> list[Ended]:
    order = [
        Outcome.PARTIAL,
        Outcome.REVERTED,
        Outcome.REFUSED,
        Outcome.NOT_REACHED,
        Outcome.NOT_TRIED,
        Outcome.CONFIRMED,
        Outcome.UNCHANGED,
    ]
    return sorted(ended.values(), key=lambda one: (order.index(one.outcome), one.device))


def _ended(one: Ended) -> Iterator[str]:
    why = "; ".join(one.why)
    yield f"{one.device}: {_WORDS[one.outcome]}" + (f": {why}" if why else "")
    if not one.readable:
        yield "  what is on it is not known"
    elif one.remains:
        yield "  against what it held before:"
        yield from (f"    {line}" for line in one.remains)
    if one.start_up_differs:
        yield "  it is not in the start-up configuration: a reboot loses it"


def report_json(report: Report) -> dict[str, Any]:
    """Return how a run ended as JSON."""
    return {
        "run": report.run,
        "network": report.network,
        "stopped": report.stopped,
        "seconds": round(report.seconds, 3),
        "devices": {name: ended_json(one) for name, one in sorted(report.ended.items())},
    }


def ended_json(one: Ended) -> dict[str, Any]:
    """Return how a device ended as JSON."""
    return {
        "outcome": one.outcome.value,
        "why": list(one.why),
        "on_device": list(one.remains) if one.readable else None,
        "wave": one.wave,
        "seconds": one.seconds,
        "start_up_differs": one.start_up_differs,
        "health": {"looked_at": list(one.looked_at), "untold": list(one.untold)},
    }


def runs_text(found: Sequence[Standing]) -> str:
    """Return runs as a table, the newest last."""
    if not found:
        return "no run\n"
    rows = [("run", "begun", "devices", "state")]
    rows += [(one.run.name, one.started[:19].replace("T", " "), _devices(one), run_state(one)) for one in found]
    return columns(rows)


def _devices(one: Standing) -> str:
    return str(sum(map(len, one.order)))


def run_state(one: Standing) -> str:
    """Say how far a run is."""
    if one.alive:
        return f"under way: {len(one.ended)} of {_devices(one)} done"
    if one.pushed and not one.finished:
        return f"killed: {count(len(one.pushed), 'device')} uncertain; --resume"
    if not one.finished:
        return "killed; --resume"
    if one.open:
        return f"stopped: {len(one.open)} not tried"
    bad = sum(not ended.outcome.good for ended in one.ended.values())
    done = f"{count(bad, 'device')} not as intended" if bad else "done"
    return f"{done}; takes back {one.takes_back}" if one.takes_back else done


def run_text(one: Standing) -> str:
    """Return one run: how each device ended, wave by wave."""
    lines = [f"{one.run.name}  {one.folder}  {run_state(one)}"]
    for number, wave in enumerate(one.order, start=1):
        for name in wave:
            ended = one.ended.get(name)
            state = "uncertain" if name in one.pushed else "not tried"
            lines.append(f"wave {number}  {name}: {state if ended is None else _WORDS[ended.outcome]}")
            if ended is not None and not ended.outcome.good:
                lines += [f"  {line}" for line in _ended(ended)][1:]
                lines += [f"  {why}" for why in ended.why]
    return "".join(f"{line}\n" for line in lines)


def run_json(one: Standing) -> dict[str, Any]:
    """Return a run as JSON."""
    return {
        "run": one.run.name,
        "network": one.network,
        "folder": one.folder,
        "begun": one.started,
        "finished": one.finished,
        "state": run_state(one),
        "takes_back": one.takes_back,
        "waves": [list(wave) for wave in one.order],
        "uncertain": sorted(one.pushed),
        "devices": {name: ended_json(ended) for name, ended in sorted(one.ended.items())},
    }
