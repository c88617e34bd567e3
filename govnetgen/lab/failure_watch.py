"""Watching flows while something fails and is healed: how long each is gone, and when everything is back."""

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from govnetgen.lab.expect import Expectation
from govnetgen.lab.failure import Failure
from govnetgen.lab.probe import Probe
from govnetgen.lab.probe_run import run

EACH_S = 0.25
"""How often a flow is tried: what is measured is as exact as this."""
PATIENCE_S = 0.4
STEADY_S = 2.0
"""How long everything has to work before it counts as converged."""
LIMIT_S = 60.0
"""How long convergence may take: longer than the forty seconds after which OSPF gives up a silent neighbour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a failure or its healing did: ``after_s`` is when all flows that have a way worked, None never.

    ``lost_s``: how long each flow that was interrupted was gone in all, by its number; ``gone`` still are.
    """

    after_s: float | None
    lost_s: Mapping[int, float]
    gone: frozenset[int]

    @property
    def longest_s(self) -> float:
        """The longest interruption of a flow that came back."""
        return max((seconds for number, seconds in self.lost_s.items() if number not in self.gone), default=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureTested:
    """One failure: the flows that were watched, those that have another way, and what happened to them."""

    failure: Failure
    flows: tuple[Expectation, ...]
    surviving: frozenset[int]
    before: frozenset[int]
    """Flows that did not work before anything was failed."""
    failed: Change
    healed: Change

    @property
    def ok(self) -> bool:
        """Tell whether all that has another way came back, if anything has, and healing brought back the rest."""
        lost = self.surviving & self.failed.gone
        return bool(self.surviving) and not (lost or self.healed.gone or self.before)


def watch_failure(
    failure: Failure,
    flows: Sequence[tuple[Expectation, Probe]],
    surviving: frozenset[int],
    fail: Callable[[], None],
    heal: Callable[[], None],
    *,
    limit_s: float = LIMIT_S,
) -> FailureTested:
    """Fail something, watch until what has another way works again, heal it, and watch until all does."""
    probes = {number: probe for number, (_, probe) in enumerate(flows)}
    everything = frozenset(probes)
    silent = _silent(probes)
    before = frozenset(_silent({number: probes[number] for number in silent})) if silent else frozenset()
    try:
        failed = watch_change(probes, surviving, fail, limit_s)
    except BaseException:
        heal()
        raise
    healed = watch_change(probes, everything, heal, limit_s)
    expected = tuple(one for one, _ in flows)
    return FailureTested(
        failure=failure, flows=expected, surviving=surviving, before=before, failed=failed, healed=healed
    )


def _silent(probes: Mapping[int, Probe]) -> set[int]:
    seen = run(list(probes.values()), patience_s=PATIENCE_S)
    return {number for number, probe in probes.items() if not seen[probe.number].answered}


def watch_change(
    probes: Mapping[int, Probe], wanted: frozenset[int], change: Callable[[], None], limit_s: float
) -> Change:
    """Change something, and try all flows until those that are wanted have worked for a while, or time is up.

    They are tried while it is being changed, too: on a busy machine that takes longer than the way around it.
    """
    with ThreadPoolExecutor(max_workers=1) as pool:
        changed = pool.submit(change)
        found = _tried(probes, wanted, changed, limit_s)
        changed.result()
    return found


def _tried(probes: Mapping[int, Probe], wanted: frozenset[int], changed: Future[None], limit_s: float) -> Change:
    start = last = time.monotonic()
    lost: dict[int, float] = {}
    good_since: float | None = None
    while True:
        began, is_changed = time.monotonic(), changed.done()
        silent = _silent(probes)
        now = time.monotonic()
        for number in silent:
            lost[number] = lost.get(number, 0.0) + now - last
        last = now
        if silent & wanted or not is_changed:
            good_since = None
        elif good_since is None:
            good_since = began
        if good_since is not None and now - good_since >= STEADY_S:
            return Change(after_s=good_since - start, lost_s=lost, gone=frozenset(silent))
        if now - start > limit_s:
            return Change(after_s=None, lost_s=lost, gone=frozenset(silent))
        time.sleep(max(0.0, EACH_S - (now - began)))
