"""Runs: which there are, removing old ones, and taking up one that was killed."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from govnetgen.deploy.pruning import Pruning, pruning
from govnetgen.deploy.report import Report
from govnetgen.deploy.runs import Standing, all_runs, find_run, remove_run, standing
from govnetgen.diagnostics import Checked, Collector, Diagnostic, InvalidInput, Location, error
from govnetgen.workflow.deploy import Outside, Prepared, Request, prepared_for, take_up
from govnetgen.workflow.render import Progress
from govnetgen.workflow.rollback import prepared_to_take_back


def list_runs(state: Path, network: str = "") -> Checked[tuple[Standing, ...]]:
    """Return every run, the newest last; of one network where it is named. Those that cannot be read are errors."""
    found: list[Standing] = []
    damage: list[Diagnostic] = []
    for one in all_runs(state):
        try:
            found.append(standing(one))
        except InvalidInput as damaged:
            damage += damaged.diagnostics
    found.sort(key=lambda one: one.started)
    return Checked(tuple(one for one in found if network in ("", one.network)), tuple(damage))


def find_standing(state: Path, name: str) -> Standing:
    """Return how far a run came; raises InvalidInput where there is none."""
    return standing(find_run(state, name))


def plan_pruning(
    state: Path, network: str, *, older_than_days: int | None, keep: int | None, even_needed: bool
) -> Pruning:
    """Return which runs would be removed, and which of those asked for stay; removes nothing.

    Raises InvalidInput where a run cannot be read: nobody knows which devices it changed last.
    """
    return pruning(
        list_runs(state).require(),
        now=datetime.now(UTC),
        older_than_days=older_than_days,
        keep=keep,
        network=network,
        even_needed=even_needed,
    )


def prune(planned: Pruning) -> None:
    """Remove runs from disk; raises OSError."""
    for one in planned.going:
        remove_run(one.run.run)


def resume(earlier: Standing, request: Request, outside: Outside, progress: Progress) -> Checked[Report]:
    """Go on with a run that was killed or stopped."""
    collector = Collector()
    if not earlier.open:
        collector.found.append(_nothing_left(earlier))
        return collector.checked(None)
    request = _as_begun(request, earlier)
    if earlier.takes_back:
        checked = prepared_to_take_back(request, earlier)
    else:
        checked = prepared_for(request, earlier.run.plan())
    prepared = collector.take(checked)
    if prepared is None or collector.failed:
        return collector.checked(None)
    collector.found.extend(_otherwise(prepared, earlier))
    if collector.failed:
        return collector.checked(None)
    prepared = replace(prepared, order=earlier.order)
    return collector.checked(take_up(prepared, earlier, outside, progress))


def _as_begun(request: Request, earlier: Standing) -> Request:
    """Return what was asked for, with the risks that were taken and the devices that were meant when it was begun."""
    allowed = (*request.settings.allowed, *earlier.settings["allowed"])
    return replace(
        request,
        settings=replace(request.settings, allowed=allowed),
        access=replace(request.access, lab=earlier.lab),
    )


def _nothing_left(earlier: Standing) -> Diagnostic:
    return error(
        "run-over",
        "nothing of this run is left to do",
        Location(earlier.run.name),
        hint="govnetgen runs shows how its devices ended",
    )


def _otherwise(prepared: Prepared, earlier: Standing) -> list[Diagnostic]:
    """Find devices that were begun and are meant to become something else by now: nobody could judge them."""
    found = []
    for name in sorted(earlier.pushed):
        before = earlier.run.before(name)
        if before is None:
            continue
        change = prepared.planned.judges[name].change(before)
        if change.digest != prepared.plan.devices[name].digest:
            message = f"{name} was begun, and the inventory means something else for it by now"
            hint = "go back to the inventory that the run was begun with, or roll the run back"
            found.append(error("run-outdated", message, Location(earlier.run.name), hint=hint))
    return found
