"""Aims and what devices show to a plan: which devices change, and which must not be touched."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from govnetgen.deploy.change import Finding, Unreadable
from govnetgen.deploy.guard import lockout
from govnetgen.deploy.plan import DevicePlan, Held, Plan
from govnetgen.deploy.probe import Probe
from govnetgen.deploy.probes import probes_of
from govnetgen.drivers.transaction import Transaction
from govnetgen.secrets import Secrets, variable
from govnetgen.semantics.risk import Risk
from govnetgen.workflow.aims import Aim, Aims
from govnetgen.workflow.change import DeviceChange
from govnetgen.workflow.changes import NetworkChange
from govnetgen.workflow.judge import DeviceJudge, as_change
from govnetgen.workflow.reading import Shown
from govnetgen.workflow.render import Progress
from govnetgen.workflow.renewal import Renewing, texts_of
from govnetgen.workflow.renewal_of import RenewalOf
from govnetgen.workflow.risks import network_risks
from govnetgen.workflow.running import captures, read_file


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A plan with the judges of its devices, each change as people see it, and all that it risks."""

    plan: Plan
    judges: Mapping[str, DeviceJudge] = field(repr=False)
    changes: Mapping[str, DeviceChange] = field(repr=False)
    risks: tuple[Risk, ...] = ()


def shown_in(folder: Path, aims: Aims) -> dict[str, Shown]:
    """Take what devices show from a folder of captures; what has none was not reached."""
    files = captures(folder)
    found = {}
    for name in aims.aims:
        if name in files:
            text = read_file(files[name]).decode("utf-8", errors="surrogateescape")
            found[name] = Shown(device=name, text=text)
        else:
            found[name] = Shown(device=name, failure=f"there is no capture of it in {folder}")
    return found


def plan_changes(
    aims: Aims,
    shown: Mapping[str, Shown],
    secrets: Secrets,
    progress: Progress,
    *,
    allowed: Collection[str] = (),
    network: str = "",
    probing: bool = False,
    renewing: Renewing | None = None,
) -> Planned:
    """Work out the change of every device; a device without one costs no other its own. ``probing``: and its probes."""
    judges = judges_of(aims, secrets, renewing)
    changes: dict[str, DeviceChange] = {}
    refused: list[Held] = []
    unreached: list[Held] = []
    progress(0, len(judges))
    for number, (name, judge) in enumerate(judges.items(), start=1):
        if shown[name].failure:
            unreached.append(Held(device=name, code="not-reached", why=shown[name].failure))
        else:
            try:
                changes[name] = judge.compare(shown[name].text)
            except Unreadable as failure:
                refused.append(Held(device=name, code=failure.code, why=failure.why))
        progress(number, len(judges))
    found = NetworkChange(network=aims.network, plan=aims.plan, changes=tuple(changes.values()))
    risks = network_risks(found)
    devices: dict[str, DevicePlan] = {}
    for name, change in changes.items():
        if not change.patch.steps:
            if change.changes:
                refused.append(Held(device=name, code="no-command", why=_no_command(change)))
            continue
        probes = probes_of(name, change.intended, aims.network, aims.plan) if probing else ()
        planned = _device(aims.aims[name], change, _of(risks, name), probes)
        held = _held(planned, judges[name], change, shown[name].transaction, allowed)
        if held is None:
            devices[name] = planned
        else:
            refused.append(held)
    unchanged = tuple(name for name, one in changes.items() if not one.patch.steps and not one.changes)
    plan = Plan(
        network=network or aims.network.name,
        devices=devices,
        unchanged=unchanged,
        refused=tuple(refused),
        not_reached=tuple(unreached),
    )
    return Planned(plan=plan, judges=judges, changes=changes, risks=risks)


def judges_of(
    aims: Aims, secrets: Secrets, renewing: Renewing | None = None, plan: Plan | None = None
) -> dict[str, DeviceJudge]:
    """Return who judges each device; with the ``plan`` of an earlier run, by what that one decided."""
    renewing = renewing or Renewing(texts_of(secrets))
    return {
        name: DeviceJudge(
            name,
            one.text,
            one.platform,
            one.dialect,
            secrets,
            RenewalOf(name, renewing, None if plan is None else plan.devices[name].again),
        )
        for name, one in aims.aims.items()
    }


def _no_command(change: DeviceChange) -> str:
    first = change.changes[0].words.en
    return f"it differs, and no command is known that changes it: {first}"


def _of(risks: tuple[Risk, ...], name: str) -> tuple[Finding, ...]:
    return tuple(
        Finding(code=one.code, level=one.level.value, text=one.words.en) for one in risks if name in one.devices
    )


def _device(aim: Aim, change: DeviceChange, risks: tuple[Finding, ...], probes: tuple[Probe, ...] = ()) -> DevicePlan:
    made = as_change(change, risks)
    return DevicePlan(
        device=aim.device,
        platform=aim.platform.name,
        digest=made.digest,
        running_digest=made.running_digest,
        site=aim.place.site,
        tier=aim.place.tier,
        rank=aim.place.rank,
        pair=aim.place.pair,
        commands=made.commands,
        rollback=made.rollback,
        risks=made.risks,
        forced=made.forced,
        unmanaged=made.unmanaged,
        again=change.again,
        probes=probes,
    )


def _held(
    planned: DevicePlan,
    judge: DeviceJudge,
    change: DeviceChange,
    transaction: Transaction | None,
    allowed: Collection[str],
) -> Held | None:
    missing = judge.unresolved(change.patch.commands)
    if missing:
        why = f"the secret {missing[0]!r} has no text: set {variable(missing[0])}, or give a file with --secrets"
        return Held(device=planned.device, code="secret-unresolved", why=why)
    if transaction is not None:  # of a capture nobody knows yet; it is asked again before anything is sent
        locked = lockout(planned, timer=transaction.timer, allowed=allowed)
        if locked:
            return Held(device=planned.device, code="would-lock-out", why=locked)
    return None
