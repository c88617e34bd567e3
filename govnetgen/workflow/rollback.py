"""A run taken back: every device that it changed becomes what it was before, by a run of its own."""

from dataclasses import replace

from govnetgen.deploy.health import REACH
from govnetgen.deploy.outcome import Outcome
from govnetgen.deploy.plan import Held, Plan
from govnetgen.deploy.runs import Standing, find_run, standing
from govnetgen.deploy.waves import backwards
from govnetgen.diagnostics import Checked, Collector, Diagnostic, Location, error
from govnetgen.secrets import Secrets
from govnetgen.workflow.aims import Aims
from govnetgen.workflow.deploy import Outside, Prepared, Request, aims_of
from govnetgen.workflow.deploy_plan import Planned, judges_of, plan_changes
from govnetgen.workflow.reading import read_devices
from govnetgen.workflow.render import Progress
from govnetgen.workflow.running import read_running

_CHANGED = frozenset({Outcome.CONFIRMED, Outcome.PARTIAL})


def prepare_rollback(
    request: Request, of: Standing, outside: Outside, reading: Progress, planning: Progress
) -> Checked[Prepared]:
    """Read the devices that a run changed, and work out how they become what they were; changes nothing."""
    collector = Collector()
    changed = {name: one for name, one in of.ended.items() if one.outcome in _CHANGED}
    begun = sorted(set(of.pushed) - set(changed))
    if begun:
        collector.found.append(_unfinished(of, begun))
        return collector.checked(None)
    if not changed:
        collector.found.append(_nothing(of))
        return collector.checked(None)
    aims = collector.take(_earlier(request, of, tuple(sorted(changed))))
    if aims is None or collector.failed:
        return collector.checked(None)
    targets = {name: one.target for name, one in aims.aims.items() if one.target is not None}
    shown = read_devices(targets, outside.opener, reading, sessions=request.settings.sessions)
    planned = plan_changes(aims, shown, Secrets(), planning, allowed=request.settings.allowed)
    planned = replace(planned, plan=_undrifted(planned, of))
    if request.settings.probing:
        planned = replace(planned, plan=_with_probes(planned.plan, of))
    order = tuple(tuple(name for name in wave if name in planned.plan.devices) for wave in backwards(of.order))
    prepared = Prepared(
        request=request,
        aims=aims,
        planned=planned,
        order=tuple(wave for wave in order if wave),
        takes_back=of.run.name,
    )
    return collector.checked(prepared)


def prepared_to_take_back(request: Request, earlier: Standing) -> Checked[Prepared]:
    """Return what a rollback that was killed was doing."""
    collector = Collector()
    plan = earlier.run.plan()
    first = standing(find_run(request.state, earlier.takes_back))
    aims = collector.take(_earlier(request, first, tuple(plan.devices)))
    if aims is None or collector.failed:
        return collector.checked(None)
    planned = Planned(plan=plan, judges=judges_of(aims, Secrets()), changes={})
    return collector.checked(Prepared(request=request, aims=aims, planned=planned, takes_back=earlier.takes_back))


def _earlier(request: Request, of: Standing, names: tuple[str, ...]) -> Checked[Aims]:
    """Return aims at what the devices held before a run."""
    collector = Collector()
    aims = collector.take(aims_of(replace(request, limit=names)))
    if aims is None or collector.failed:
        return collector.checked(None)
    held = {}
    for name, one in aims.aims.items():
        before = of.run.before(name)
        if before is not None:
            data = before.encode("utf-8", errors="surrogateescape")
            running = collector.take(read_running(data, str(of.run.folder), one.platform, one.dialect, device=name))
            held[name] = replace(one, text="" if running is None else running.text)
    return collector.checked(replace(aims, aims=held))


def _undrifted(planned: Planned, of: Standing) -> Plan:
    """Refuse devices that somebody changed since the run: to take it back would take theirs, too."""
    plan = planned.plan
    drifted = [
        name
        for name in plan.devices
        if of.ended[name].outcome is Outcome.CONFIRMED and planned.changes[name].running_digest != of.ended[name].after
    ]
    why = "it was changed since: to take the run back would take that, too"
    refused = (*plan.refused, *(Held(device=name, code="device-drifted", why=why) for name in drifted))
    kept = {name: one for name, one in plan.devices.items() if name not in drifted}
    return replace(plan, devices=kept, refused=refused)


def _with_probes(plan: Plan, of: Standing) -> Plan:
    """Ask those who answered before the run that is taken back: what it brought goes with it."""
    asked = of.run.plan().devices
    devices = {}
    for name, one in plan.devices.items():
        well = of.well[name].up if name in of.well else frozenset()
        probes = tuple(probe for probe in asked[name].probes if (REACH, probe.name) in well)
        devices[name] = replace(one, probes=probes)
    return replace(plan, devices=devices)


def _unfinished(of: Standing, begun: list[str]) -> Diagnostic:
    return error(
        "run-unfinished",
        f"the run was killed while it changed {', '.join(begun[:6])}",
        Location(of.run.name),
        hint=f"first bring it to an end: govnetgen deploy {of.folder} --resume {of.run.name}",
    )


def _nothing(of: Standing) -> Diagnostic:
    return error(
        "run-changed-nothing",
        "no device holds anything of this run",
        Location(of.run.name),
        hint="govnetgen runs shows how its devices ended",
    )
