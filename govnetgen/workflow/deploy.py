"""A network folder to its devices: planned, compared with what was reviewed, and pushed in waves."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from govnetgen.deploy.clock import Clock, Monotonic
from govnetgen.deploy.ground import Around
from govnetgen.deploy.journal import Journal
from govnetgen.deploy.outcome import Ended, Outcome
from govnetgen.deploy.plan import Plan
from govnetgen.deploy.report import Report
from govnetgen.deploy.reviewed import find_reviewed, only_reviewed, require_digest
from govnetgen.deploy.run import Work, begin, perform
from govnetgen.deploy.runs import Standing, new_run
from govnetgen.deploy.session import Opener, open_with_napalm
from govnetgen.deploy.settings import Settings
from govnetgen.deploy.waves import waves
from govnetgen.diagnostics import Checked, Collector, Location, did_you_mean
from govnetgen.secrets import Secrets, read_secrets
from govnetgen.workflow.address import address
from govnetgen.workflow.aims import Aims, network_aims
from govnetgen.workflow.deploy_plan import Planned, judges_of, plan_changes, shown_in
from govnetgen.workflow.judge import as_change
from govnetgen.workflow.lab_aims import lab_aims
from govnetgen.workflow.reading import read_devices
from govnetgen.workflow.render import Progress
from govnetgen.workflow.renewal import Asked, Renewing, not_compared, references_of, unmatched
from govnetgen.workflow.targets import Access


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What was asked for. ``running`` None reads the devices. ``reviewed``: a plan's file, or a digest.

    ``again``: patterns of the names of secrets that are written again in any case.
    """

    network: Path
    state: Path
    limit: tuple[str, ...] = ()
    running: Path | None = None
    reviewed: str = ""
    secrets: Path | None = None
    again: tuple[str, ...] = ()
    access: Access = field(default_factory=Access)
    settings: Settings = field(default_factory=Settings)
    dry: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What tests put in the place of the world."""

    opener: Opener = open_with_napalm
    clock: Clock = field(default_factory=Monotonic)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A deployment that may begin: its plan, and the waves that it goes in."""

    request: Request
    aims: Aims
    planned: Planned
    order: tuple[tuple[str, ...], ...] = ()
    takes_back: str = ""

    @property
    def lines(self) -> Mapping[str, tuple[str, ...]]:
        """What people read of each device: the commands, or what differs where whole files are exchanged."""
        return {name: self._lines(name) for name in self.plan.devices}

    def _lines(self, name: str) -> tuple[str, ...]:
        change = self.planned.changes.get(name)
        if change is not None and change.patch.whole:
            return as_change(change).differences
        return self.plan.devices[name].commands

    @property
    def plan(self) -> Plan:
        """What is going to be done."""
        return self.planned.plan


def prepare(request: Request, outside: Outside, reading: Progress, planning: Progress) -> Checked[Prepared]:
    """Read the devices and work out what is going to be done; changes nothing. Raises InvalidInput and OSError."""
    collector = Collector()
    reviewed = find_reviewed(request.reviewed)
    secrets = collector.take(read_secrets(request.secrets, request.access.environment))
    aims = collector.take(aims_of(request))
    if aims is not None:
        _check_allowed(request, aims, collector)
        collector.found.extend(unmatched(request.again, references_of(one.text for one in aims.aims.values())))
    if aims is None or secrets is None or collector.failed:
        return collector.checked(None)
    if request.running is not None:
        shown = shown_in(request.running, aims)
    else:
        targets = {name: one.target for name, one in aims.aims.items() if one.target is not None}
        shown = read_devices(targets, outside.opener, reading, sessions=request.settings.sessions)
    settings = request.settings
    planned = plan_changes(
        aims,
        shown,
        secrets,
        planning,
        allowed=settings.allowed,
        probing=settings.probing,
        renewing=renewing_of(request, aims, secrets),
    )
    collector.found.extend(not_compared({name: one.renewal for name, one in planned.changes.items()}))
    planned = replace(planned, plan=_as_reviewed(planned.plan, reviewed))
    return collector.checked(Prepared(request=request, aims=aims, planned=planned, order=_order(planned, request)))


def aims_of(request: Request) -> Checked[Aims]:
    """Return what devices are to become, and how they are reached: in the lab, or where they are."""
    collector = Collector()
    addressed = collector.take(address(request.network))
    if addressed is None or collector.failed:
        return collector.checked(None)
    if request.access.lab:
        return _with(collector, lab_aims(addressed, request.limit, request.access.timeout_s))
    needs_targets = not request.dry or request.running is None
    return _with(collector, network_aims(addressed, request.limit, request.access, reached=needs_targets))


def renewing_of(request: Request, aims: Aims, secrets: Secrets) -> Renewing:
    """Return what judges the secrets of devices."""
    asked = Asked(secrets=secrets, state=request.state, again=request.again)
    return asked.of(aims.network.name, lab=request.access.lab)


def _with(collector: Collector, aims: Checked[Aims]) -> Checked[Aims]:
    return collector.checked(collector.take(aims))


def _check_allowed(request: Request, aims: Aims, collector: Collector) -> None:
    for name in request.settings.allowed:
        if name not in aims.aims:
            hint = did_you_mean(name, aims.aims)
            collector.error(
                "unknown-reference", f"{name!r} is none of these devices", Location("--allow-lockout"), hint=hint
            )


def _as_reviewed(plan: Plan, reviewed: Plan | str | None) -> Plan:
    if isinstance(reviewed, str):
        require_digest(plan, reviewed)
    return only_reviewed(plan, reviewed) if isinstance(reviewed, Plan) else plan


def _order(planned: Planned, request: Request) -> tuple[tuple[str, ...], ...]:
    settings = request.settings
    return waves(planned.plan.devices.values(), canary=settings.canary, largest=settings.largest_wave)


def push(prepared: Prepared, outside: Outside, progress: Progress) -> Report:
    """Push what was prepared, and say how every device ended; raises OSError where the run cannot be written down."""
    plan = prepared.plan
    run = new_run(prepared.request.state, plan)
    journal = Journal(run.journal)
    try:
        begin(
            journal,
            network=plan.network,
            folder=str(prepared.request.network.resolve()),
            order=prepared.order,
            settings=prepared.request.settings,
            takes_back=prepared.takes_back,
            lab="yes" if prepared.request.access.lab else "",
        )
        around = Around(
            run=run,
            journal=journal,
            opener=outside.opener,
            clock=outside.clock,
            settings=prepared.request.settings,
        )
        report = perform(around, _work(prepared), prepared.order, progress, network=plan.network)
    finally:
        journal.close()
    return replace(report, ended={**report.ended, **_not_begun(plan)})


def prepared_for(request: Request, plan: Plan) -> Checked[Prepared]:
    """Return what a run with this plan was doing, for the inventory as it is now."""
    collector = Collector()
    secrets = collector.take(read_secrets(request.secrets, request.access.environment))
    aims = collector.take(aims_of(replace(request, limit=tuple(plan.devices))))
    if aims is None or secrets is None or collector.failed:
        return collector.checked(None)
    judges = judges_of(aims, secrets, renewing_of(request, aims, secrets), plan)
    planned = Planned(plan=plan, judges=judges, changes={})
    return collector.checked(Prepared(request=request, aims=aims, planned=planned))


def take_up(prepared: Prepared, earlier: Standing, outside: Outside, progress: Progress) -> Report:
    """Go on with a run that was killed: what it had begun is judged by what the devices hold."""
    journal = Journal(earlier.run.journal)
    try:
        journal.write("resumed")
        around = Around(
            run=earlier.run,
            journal=journal,
            opener=outside.opener,
            clock=outside.clock,
            settings=prepared.request.settings,
        )
        return perform(
            around, _work(prepared), prepared.order, progress, network=prepared.plan.network, earlier=earlier
        )
    finally:
        journal.close()


def _work(prepared: Prepared) -> Mapping[str, Work]:
    found = {}
    for name, planned in prepared.plan.devices.items():
        target = prepared.aims.aims[name].target
        assert target is not None
        found[name] = Work(planned=planned, target=target, judge=prepared.planned.judges[name])
    return found


def _not_begun(plan: Plan) -> dict[str, Ended]:
    """Return how the devices ended that the run did not have to, or must not, touch."""
    found = {name: Ended(device=name, outcome=Outcome.UNCHANGED) for name in plan.unchanged}
    for outcome, held in ((Outcome.REFUSED, plan.refused), (Outcome.NOT_REACHED, plan.not_reached)):
        found |= {one.device: Ended(device=one.device, outcome=outcome, why=(one.why,)) for one in held}
    return found
