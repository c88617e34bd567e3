"""A network folder to a running lab, and what is done with one that runs."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from govnetgen.diagnostics import (
    Checked,
    Collector,
    Diagnostic,
    InvalidInput,
    Location,
    did_you_mean,
    error,
    warning,
)
from govnetgen.intent import Intent
from govnetgen.lab.change import LabChange, change, is_whole
from govnetgen.lab.down import TakenDown, take_down
from govnetgen.lab.machine import clashes, too_little_memory, too_low_limits, unfit, vrf_way
from govnetgen.lab.outage import Outage, fail, heal
from govnetgen.lab.plan import lab_plan
from govnetgen.lab.record import Record
from govnetgen.lab.run import LabFailure, enter
from govnetgen.lab.secret import lab_secret
from govnetgen.lab.state import LabState, held, labs, read_state
from govnetgen.lab.status import LabStatus, lab_status
from govnetgen.lab.topology import LabPlan
from govnetgen.lab.up import NodeTrouble, build, planned_state
from govnetgen.lab.vrfs import VrfWay
from govnetgen.workflow.address import Addressed, address
from govnetgen.workflow.render import Progress

_SAID = 4
"""Lines of what a node said that a diagnostic repeats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabUp:
    """What ``lab up`` did: ``change`` is what differed, None where there was no lab before."""

    state: LabState
    plan: LabPlan
    change: LabChange | None
    seconds: float = field(compare=False)


def planned(addressed: Addressed, limit: Sequence[str], vrfs: VrfWay) -> Checked[LabPlan]:
    """Work out the lab of a network; touches nothing."""
    plan = addressed.planned.plan
    intended = Intent(addressed.network, plan).device
    return lab_plan(addressed.network, plan, intended, limit=limit, resolve=lab_secret, vrfs=vrfs)


def lab_up(folder: Path, limit: Sequence[str], progress: Progress) -> Checked[LabUp]:
    """Bring up the lab of a network folder, or bring the running one to what the folder says now."""
    collector = Collector()
    collector.found += unfit()
    if collector.failed:
        return collector.checked(None)
    start = time.perf_counter()
    addressed = collector.take(address(folder))
    if addressed is None:
        return collector.checked(None)
    with held(addressed.network.name), refusals():
        there = read_state(addressed.network.name)
        if there is not None and there.folder != str(folder.resolve()):
            collector.found.append(_another(there))
            return collector.checked(None)
        whole = there is not None and is_whole(there)
        # a lab that is up stays what it is, whatever its kernel has learned since
        plan = collector.take(planned(addressed, limit, there.vrfs if there is not None and whole else vrf_way()))
        if plan is None:
            return collector.checked(None)
        if there is not None and not whole:
            take_down(there)
            message = "what was left of a lab that did not come up whole, or did not end well, was cleared away"
            collector.warning("lab-leftovers", message, Location(str(there.place)))
        collector.found += _hindrances(plan, there if whole else None, limit)
        if collector.failed:
            return collector.checked(None)
        done: LabChange | None = None
        if there is not None and whole:
            record = Record(there)
            done, troubles = _changed_to(record, plan, folder.resolve(), limit, progress)
            state = record.state
        else:
            state, troubles = _built(plan, folder.resolve(), limit, progress)
    collector.found += _troubles(troubles)
    up = LabUp(state=state, plan=plan, change=done, seconds=time.perf_counter() - start)
    return Checked(up, tuple(collector.found))


def _built(
    plan: LabPlan, folder: Path, limit: Sequence[str], progress: Progress
) -> tuple[LabState, Sequence[NodeTrouble]]:
    try:
        return build(plan, folder, limit, progress)
    except KeyboardInterrupt:
        half = read_state(plan.network)
        if half is None:
            raise
        take_down(half)
        raise KeyboardInterrupt("what was there of the lab is gone again") from None


def _changed_to(
    record: Record, plan: LabPlan, folder: Path, limit: Sequence[str], progress: Progress
) -> tuple[LabChange, Sequence[NodeTrouble]]:
    try:
        return change(record, plan, folder, limit, progress)
    except KeyboardInterrupt:
        if record.state.complete:
            raise
        raise KeyboardInterrupt("the lab is half changed: govnetgen lab up makes it anew") from None


def _hindrances(plan: LabPlan, there: LabState | None, limit: Sequence[str]) -> Iterable[Diagnostic]:
    known = set() if there is None else set(there.nodes)
    new = planned_state(plan, Path(), limit)
    yield from clashes(new.namespace(name) for name in new.nodes if name not in known)
    if there is None:
        yield from too_little_memory(plan, limited=limit)
        yield from too_low_limits(plan)


def _another(there: LabState) -> Diagnostic:
    return error(
        "lab-another",
        f"the lab {there.network!r} that is up was made of another folder",
        Location(there.folder),
        hint=f"end it first: govnetgen lab down {there.folder}",
    )


def _troubles(troubles: Iterable[NodeTrouble]) -> Iterable[Diagnostic]:
    for one in troubles:
        said = "; ".join(line.strip() for line in one.said.splitlines()[-_SAID:])
        message = f"{one.what}: {said}" if said else one.what
        if one.dead:
            hint = "govnetgen lab down clears away what is there"
            yield error("lab-node-failed", message, Location(one.node), hint=hint)
        else:
            yield warning("lab-node-trouble", message, Location(one.node))


@contextmanager
def refusals() -> Iterator[None]:
    """Turn what the machine refuses into a diagnostic; raises InvalidInput."""
    try:
        yield
    except LabFailure as failure:
        hint = "govnetgen lab down clears away what is there"
        refused = error("lab-refused", failure.said or "no reason given", Location(failure.what), hint=hint)
        raise InvalidInput([refused]) from None


def chosen(folder: Path | None) -> Checked[LabState]:
    """Return the state of a network's lab; of the only one that is up where no folder is given."""
    collector = Collector()
    collector.found += unfit(packages=False)
    if collector.failed:
        return collector.checked(None)
    there = up = labs()
    if folder is not None:
        wanted = str(folder.resolve())
        there = tuple(one for one in up if wanted == one.folder or str(folder) == one.network)
    if not there:
        collector.found.append(_not_up(folder, up))
        return collector.checked(None)
    if len(there) > 1:
        names = ", ".join(one.folder for one in there)
        collector.error("lab-which", "several labs are up", Location("NETWORK"), hint=f"name one of: {names}")
        return collector.checked(None)
    return collector.checked(there[0])


def _not_up(folder: Path | None, up: Sequence[LabState]) -> Diagnostic:
    if folder is None or not up:
        place = Location(str(folder or "this machine"))
        return error("lab-not-up", "no lab is up", place, hint="govnetgen lab up NETWORK")
    hint = f"up are: {', '.join(one.folder for one in up)}"
    return error("lab-not-up", "no lab of this network is up", Location(str(folder)), hint=hint)


def lab_down(folder: Path | None) -> Checked[TakenDown | None]:
    """Take a lab away, also a half-made one; None where there is none."""
    collector = Collector()
    collector.found += unfit(packages=False)
    if collector.failed:
        return collector.checked(None)
    found = chosen(folder)
    if found.value is None and any(one.code == "lab-not-up" for one in found.diagnostics):
        misspelt = folder is not None and not folder.exists()
        return Checked(None, found.diagnostics if misspelt else ())
    network = found.require().network
    with held(network), refusals():
        state = read_state(network)
        if state is None:
            return Checked(None)
        done = take_down(state)
    for one in done.living:
        collector.warning("lab-process-lives", f"process {one.number} could not be ended", Location(state.network))
    for name in done.strange:
        message = f"the network namespace {name} is not the one that this lab made: it stays"
        collector.warning("lab-name-clash", message, Location(f"/run/netns/{name}"))
    return Checked(done, tuple(collector.found))


def lab_look(folder: Path | None) -> Checked[tuple[LabStatus, ...]]:
    """Say how the labs of this machine are, or one of them."""
    collector = Collector()
    collector.found += unfit(packages=False)
    if collector.failed:
        return collector.checked(None)
    if folder is None:
        return collector.checked(tuple(map(lab_status, labs())))
    state = collector.take(chosen(folder))
    return collector.checked(None if state is None else (lab_status(state),))


def lab_fail(folder: Path | None, name: str) -> Checked[Outage]:
    """Fail a link or a device."""
    return _changed(folder, lambda record: fail(record, name))


def lab_heal(folder: Path | None, name: str | None) -> Checked[Outage]:
    """Heal what was failed."""
    return _changed(folder, lambda record: heal(record, name))


def _changed(folder: Path | None, made: Callable[[Record], Checked[Outage]]) -> Checked[Outage]:
    network = chosen(folder).require().network
    with held(network), refusals():
        state = read_state(network)
        return made(Record(state)) if state is not None else Checked(None, chosen(folder).diagnostics)


def way_in(folder: Path | None, name: str, command: Sequence[str]) -> Checked[tuple[str, ...]]:
    """Return the words that open a shell in a node or host, or run a command there."""
    collector = Collector()
    state = collector.take(chosen(folder))
    if state is None:
        return collector.checked(None)
    node = state.nodes.get(name)
    if node is None:
        hint = did_you_mean(name, state.nodes)
        collector.error("lab-unknown-part", f"the lab has no node {name!r}", Location(name), hint=hint)
        return collector.checked(None)
    words = tuple(command) or (("bash", "--norc") if Path("/bin/bash").exists() else ("sh",))
    if len(command) == 1 and any(one.isspace() for one in command[0]):
        words = ("sh", "-c", command[0])  # as ssh takes a line
    if node.process is None:
        return collector.checked(("ip", "netns", "exec", state.namespace(name), *words))
    return collector.checked((*enter(node.process), *words))
