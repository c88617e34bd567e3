"""A running lab to findings: what its inventory promises is tried with packets, and held against what verify says."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
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
from govnetgen.inventory import load_facts
from govnetgen.lab.expect import Expectations, NotProbed
from govnetgen.lab.expect_draw import Sampling
from govnetgen.lab.expect_network import expectations
from govnetgen.lab.expect_slice import restricted
from govnetgen.lab.failure import Failure, failures, survives, watched
from govnetgen.lab.failure_watch import FailureTested, watch_failure
from govnetgen.lab.judge import Judged, Prediction, Verdict, judge
from govnetgen.lab.judge_predict import predictions
from govnetgen.lab.namespace import namespace_path
from govnetgen.lab.outage import Outage
from govnetgen.lab.plan import lab_plan
from govnetgen.lab.probe_plan import ProbePlan, probe_plan
from govnetgen.lab.probe_run import run
from govnetgen.lab.probe_settle import DEADLINE_S, QUIET_S, Settled, settle
from govnetgen.lab.secret import lab_secret
from govnetgen.lab.state import LabState, read_state
from govnetgen.lab.status import lab_status
from govnetgen.lab.topology import LabPlan, NodeKind
from govnetgen.lab.up import namespaces_in, planned_state
from govnetgen.lab.vrfs import VrfWay
from govnetgen.model.fact import Facts
from govnetgen.model.network import Network
from govnetgen.model.settled import settled
from govnetgen.verify import Observed
from govnetgen.workflow.address import Addressed, address
from govnetgen.workflow.lab import chosen, lab_fail, lab_heal
from govnetgen.workflow.render import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class LabTested:
    """What a test of a lab found; ``settled`` says how long convergence took, ``seconds`` the packets after that."""

    network: Network
    nodes: int
    hosts: int
    judged: tuple[Judged, ...]
    not_probed: tuple[NotProbed, ...]
    settled: Settled
    seconds: float
    failures: tuple[FailureTested, ...] = ()

    @property
    def differing(self) -> tuple[Judged, ...]:
        """What is not as expected, or could not be shown."""
        return tuple(one for one in self.judged if one.verdict is not Verdict.HOLDS)

    @property
    def disagreeing(self) -> tuple[Judged, ...]:
        """Where prediction and packets contradict each other."""
        return tuple(one for one in self.judged if one.disagrees)

    @property
    def failed(self) -> bool:
        """Tell whether anything differs, or nothing was tested."""
        broken = any(not one.ok for one in self.failures)
        return bool(self.differing or self.disagreeing) or broken or not self.judged


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that a test needs before it sends anything; a lab may be tested with it many times."""

    network: Network
    lab: LabPlan
    expectations: Expectations
    probes: ProbePlan
    observed: Observed
    predicted: Mapping[int, Prediction | None]


def lab_test(
    folder: Path | None,
    sampling: Sampling,
    *,
    fail: Sequence[str] = (),
    fail_each: bool = False,
    settling: Progress = lambda done, total: None,
    probing: Progress = lambda done, total: None,
) -> Checked[LabTested]:
    """Test the running lab of a network folder, or the only one that is up.

    After that fail and heal what ``fail`` names, and with ``fail_each`` one thing of each kind, while traffic flows.
    """
    collector = Collector()
    state = collector.take(chosen(folder))
    if state is None:
        return collector.checked(None)
    ready = collector.take(prepare(Path(state.folder), state.limit, sampling, state.vrfs))
    if ready is None:
        return collector.checked(None)
    collector.found += _doubts(state, ready)
    wanted = [*_named(state, fail, collector), *(failures(ready.network) if fail_each else ())]
    if collector.failed:
        return collector.checked(None)
    with _still_there(state):
        tested = lab_tested(ready, state=state, settling=settling, probing=probing)
        watched = tuple(_failed(state, ready, one) for one in dict.fromkeys(wanted))
    return collector.checked(replace(tested, failures=watched))


@contextmanager
def _still_there(state: LabState) -> Iterator[None]:
    """Say it where somebody took the lab away while it was tested; raises InvalidInput."""
    try:
        yield
    except FileNotFoundError:
        if read_state(state.network) is not None:
            raise
        gone = "the lab was taken down while it was tested"
        raise InvalidInput(
            [error("lab-not-up", gone, Location(state.folder), hint=f"govnetgen lab up {state.folder}")]
        ) from None


def _named(state: LabState, names: Sequence[str], collector: Collector) -> Iterator[Failure]:
    known = {one.link for one in state.wires} | {one.name for one in state.wires} | set(state.nodes)
    for name in names:
        if name in known:
            yield Failure(name, "device" if name in state.nodes else "link")
        else:
            hint = did_you_mean(name, known)
            collector.error("lab-unknown-part", f"the lab has no link or device {name!r}", Location(name), hint=hint)


def _failed(state: LabState, ready: Prepared, failure: Failure) -> FailureTested:
    folder = Path(state.folder)
    chosen_ = set(watched(ready.probes.expected))
    flows = [(one, ready.probes.probes[number]) for number, one in enumerate(ready.probes.expected) if one in chosen_]
    surviving = frozenset(number for number, (one, _) in enumerate(flows) if survives(ready.lab, failure.name, one))
    return watch_failure(
        failure,
        flows,
        surviving,
        lambda: _required(lab_fail(folder, failure.name)),
        lambda: _required(lab_heal(folder, failure.name)),
    )


def _required(done: Checked[Outage]) -> None:
    done.require()


def _doubts(state: LabState, ready: Prepared) -> Iterator[Diagnostic]:
    """Yield why a lab may not do what its inventory says: a node is not well, or not of it, or failed on purpose."""
    gone = sorted(name for name in state.nodes if not namespace_path(state.namespace(name)).exists())
    if gone:
        yield error(
            "lab-not-whole",
            f"the namespaces of {', '.join(gone[:6])} are gone",
            Location(state.folder),
            hint="govnetgen lab down clears away what is left, then govnetgen lab up",
        )
        return
    if not state.complete:
        yield error(
            "lab-not-whole",
            "this lab did not come up whole, or was stopped while it was changed",
            Location(state.folder),
            hint="govnetgen lab up makes it anew",
        )
        return
    for node in lab_status(state).nodes:
        if node.troubles:
            yield warning("lab-node-trouble", "; ".join(node.troubles), Location(node.name))
    wanted = planned_state(ready.lab, Path(state.folder), state.limit).nodes
    missing = sorted(set(wanted) - set(state.nodes))
    if missing:
        yield error(
            "lab-behind",
            f"the lab lacks {', '.join(missing[:6])}: the inventory has changed",
            Location(state.folder),
            hint="govnetgen lab up brings the lab to the inventory",
        )
    behind = sorted(
        name for name, one in wanted.items() if name in state.nodes and state.nodes[name].digest != one.digest
    )
    if behind:
        yield warning(
            "lab-behind",
            f"{', '.join(behind[:6])} in the lab not as the inventory says now",
            Location(state.folder),
            hint="govnetgen lab up brings the lab to the inventory",
        )
    if state.failed:
        yield warning(
            "lab-part-failed",
            f"{', '.join(state.failed)} failed on purpose: what needs it differs",
            Location(state.folder),
            hint="govnetgen lab heal",
        )


def prepare(
    folder: Path, limit: Sequence[str], sampling: Sampling, vrfs: VrfWay = VrfWay.NAMESPACES
) -> Checked[Prepared]:
    """Work out what the lab of a network folder is to be tested for; sends nothing."""
    collector = Collector()
    addressed = collector.take(address(folder))
    facts = collector.take(load_facts(folder))
    if addressed is None or facts is None or collector.failed:
        return collector.checked(None)
    intent = Intent(addressed.network, addressed.planned.plan)
    plan = addressed.planned.plan
    lab = collector.take(lab_plan(addressed.network, plan, intent.device, limit=limit, resolve=lab_secret, vrfs=vrfs))
    if lab is None or collector.failed:
        return collector.checked(None)
    return collector.checked(prepared(addressed, facts, lab, intent, sampling))


def prepared(addressed: Addressed, facts: Facts, lab: LabPlan, intent: Intent, sampling: Sampling) -> Prepared:
    """Derive the expectations of a lab and what verify predicts of them."""
    plan = addressed.planned.plan
    names = [one.name for one in lab.nodes if one.kind is NodeKind.DEVICE]
    network = restricted(settled(addressed.network, plan), names)
    found = expectations(network, plan, facts, lab, sampling)
    observed = Observed(network, plan, {name: intent.device(name) for name in names})
    probes = probe_plan(lab.network, found.expected)
    return Prepared(network, lab, found, probes, observed, predictions(observed, found.expected))


def lab_tested(
    prepared: Prepared,
    *,
    state: LabState,
    deadline_s: float = DEADLINE_S,
    quiet_s: float = QUIET_S,
    settling: Progress = lambda done, total: None,
    probing: Progress = lambda done, total: None,
) -> LabTested:
    """Wait for convergence, send every packet, and judge; raises OSError where the lab is not there."""
    probes = prepared.probes
    devices = [one.name for one in prepared.lab.nodes]
    namespaces = [path for name in devices for path in namespaces_in(state, name)]
    waited = settle(probes.must_pass, namespaces, deadline_s=deadline_s, quiet_s=quiet_s, told=settling)
    start = time.perf_counter()
    seen = dict(run(probes.probes, told=probing))
    again = [one for one in probes.must_pass if not seen[one.number].passed]
    seen.update(run(again))
    return LabTested(
        network=prepared.network,
        nodes=len(prepared.lab.nodes),
        hosts=len(prepared.lab.hosts),
        judged=judge(probes, seen, prepared.predicted),
        not_probed=prepared.expectations.not_probed,
        settled=waited,
        seconds=time.perf_counter() - start,
    )
