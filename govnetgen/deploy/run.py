"""A whole run: wave after wave, several devices at once, a look at the network between them."""

import subprocess
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass, replace

from govnetgen.deploy.change import Judge
from govnetgen.deploy.ground import Around
from govnetgen.deploy.health import Fact
from govnetgen.deploy.journal import Journal
from govnetgen.deploy.outcome import Ended, Outcome
from govnetgen.deploy.plan import DevicePlan
from govnetgen.deploy.report import Report
from govnetgen.deploy.runs import Standing
from govnetgen.deploy.session import Target, answers, quiet_libraries
from govnetgen.deploy.settings import Settings
from govnetgen.deploy.witness import Witness, cut_off, witness, witnesses
from govnetgen.deploy.worker import work

Progress = Callable[[int, int], None]
_PROBE_S = 300
_ANSWER_S = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One device's part of a run."""

    planned: DevicePlan
    target: Target
    judge: Judge


def begin(
    journal: Journal, *, network: str, folder: str, order: Sequence[Sequence[str]], settings: Settings, **said: str
) -> None:
    """Write down what a run is going to do; raises OSError where that cannot be."""
    waves = [list(wave) for wave in order]
    if not journal.write("run", network=network, folder=folder, order=waves, settings=asdict(settings), said=said):
        raise OSError(journal.broken)


def perform(
    around: Around,
    work: Mapping[str, Work],
    order: Sequence[Sequence[str]],
    progress: Progress,
    *,
    network: str,
    earlier: Standing | None = None,
) -> Report:
    """Deal with every device, and say how each ended. ``earlier`` is how far a killed run came: it is taken up."""
    found = _Run(around, work, order, progress, earlier)
    with quiet_libraries():
        found.waves()
    report = Report(
        run=around.run.name,
        network=network,
        ended={name: found.ended[name] for wave in order for name in wave},
        order=tuple(tuple(wave) for wave in order),
        stopped=found.stopped,
        seconds=around.clock.now() - found.begun,
    )
    around.journal.write("end", stopped=found.stopped, good=report.good)
    return report


class _Run:
    def __init__(
        self,
        around: Around,
        work: Mapping[str, Work],
        order: Sequence[Sequence[str]],
        progress: Progress,
        earlier: Standing | None,
    ) -> None:
        self.begun = around.clock.now()
        self.ended: dict[str, Ended] = {} if earlier is None else _final(earlier)
        self.stopped = ""
        self._around = around
        self._work = work
        self._order = order
        self._progress = progress
        self._pushed = frozenset[str]() if earlier is None else earlier.pushed
        # who goes on with a run has seen what failed in it
        self._earlier = frozenset(self.ended)
        self._well = {} if earlier is None else earlier.well
        self._total = sum(map(len, order))

    def waves(self) -> None:
        """Go through all waves, or as far as the failures allow."""
        self._progress(len(self.ended), self._total)
        for number, wave in enumerate(self._order, start=1):
            names = [name for name in wave if name not in self.ended]
            if not names:
                continue
            if not self.stopped:
                self._wave(number, names)
                self.stopped = self._reason(number)
            else:
                # what an earlier run left in an uncertain state is settled even now
                uncertain = [name for name in names if name in self._pushed]
                if uncertain:
                    self._wave(number, uncertain)
                for name in names:
                    if name not in self.ended:
                        self._end(Ended(device=name, outcome=Outcome.NOT_TRIED, why=(self.stopped,), wave=number))

    def _wave(self, number: int, names: Sequence[str]) -> None:
        around = self._around
        around.journal.write("wave", number=number, devices=list(names))
        targets = [self._work[name].target for name in self._watched(number)]
        answered = self._answering(targets)
        with ThreadPoolExecutor(max(1, min(around.settings.sessions, len(names) or 1))) as pool:
            futures = {pool.submit(self._one, name): name for name in names}
            try:
                self._collect(futures, number)
            except KeyboardInterrupt:
                # what is under way comes to its end: to leave it now would leave it uncertain
                self.stopped = "it was interrupted"
                for future in futures:
                    future.cancel()
                self._collect(futures, number)
        silent = self._silent(targets, answered)
        if silent and not self.stopped:
            self.stopped = f"after wave {number} nothing answers any more at {', '.join(sorted(silent)[:6])}"
        if not self.stopped and any(self.ended[name].outcome is Outcome.CONFIRMED for name in names):
            self.stopped = self._cut_off(number)

    def _collect(self, futures: "Mapping[Future[Ended], str]", number: int) -> None:
        for future in as_completed(futures):
            name = futures[future]
            if name in self.ended:
                continue
            if future.cancelled():
                self._end(Ended(device=name, outcome=Outcome.NOT_TRIED, why=(self.stopped,), wave=number))
            else:
                self._end(replace(_result(future, name), wave=number))

    def _watched(self, number: int) -> list[str]:
        """Return the devices of a wave, of the one before and the one behind: all would be too many, wave by wave."""
        return [name for wave in self._order[max(0, number - 2) : number + 1] for name in wave]

    def _silent(self, targets: Sequence[Target], answered: frozenset[str]) -> frozenset[str]:
        """Return what answered before and does not any more, though it had time to."""
        clock, settings = self._around.clock, self._around.settings
        until = clock.now() + settings.settle_s
        while True:
            silent = answered - self._answering([one for one in targets if one.device in answered])
            if not silent or clock.now() >= until:
                return silent
            clock.sleep(settings.between_tries_s)

    def _cut_off(self, number: int) -> str:
        """Say which devices of the waves before are cut off by this one and stay so, empty where none is."""
        clock, settings = self._around.clock, self._around.settings
        devices = {name: one.planned for name, one in self._work.items()}
        before = self._order[: number - 1] if settings.probing else ()
        asked = {name: self._witness(name) for name in witnesses(before, self.ended, devices)}
        until = clock.now() + settings.settle_s
        while True:
            with ThreadPoolExecutor(max(1, len(asked))) as pool:
                found = pool.map(lambda one: cut_off(one, self._around.opener, clock), asked.values())
                asked = {name: one for (name, one), lost in zip(asked.items(), found, strict=True) if lost}
            if not asked or clock.now() >= until:
                break
            clock.sleep(settings.between_tries_s)
        return f"after wave {number} nobody answers {', '.join(asked)} any more" if asked else ""

    def _witness(self, name: str) -> Witness:
        one = self._work[name]
        return witness(one.target, self.ended[name].up or self._earlier_up(name), one.planned.probes)

    def _earlier_up(self, name: str) -> frozenset[Fact]:
        return self._well[name].up if name in self._well else frozenset()

    def _answering(self, targets: Sequence[Target]) -> frozenset[str]:
        with ThreadPoolExecutor(max(1, min(32, len(targets)))) as pool:
            found = pool.map(lambda one: one.device if answers(one, _ANSWER_S) else "", targets)
            return frozenset(found) - {""}

    def _one(self, name: str) -> Ended:
        one = self._work[name]
        well = self._well.get(name)
        return work(self._around, one.planned, one.target, one.judge, resumed=name in self._pushed, well=well)

    def _end(self, one: Ended) -> None:
        self.ended[one.device] = one
        self._around.journal.write(
            "ended",
            one.device,
            outcome=one.outcome.value,
            why=list(one.why),
            remains=list(one.remains),
            readable=one.readable,
            wave=one.wave,
            seconds=one.seconds,
            after=one.after,
            start_up_differs=one.start_up_differs,
            looked_at=list(one.looked_at),
            untold=list(one.untold),
        )
        self._progress(len(self.ended), self._total)

    def _reason(self, number: int) -> str:
        """Say why no further wave may be begun, empty where one may."""
        if self.stopped or number == len(self._order):
            return self.stopped
        if self._around.journal.broken:
            return self._around.journal.broken
        failed = [name for name, one in self.ended.items() if not one.outcome.good and name not in self._earlier]
        if len(failed) > self._around.settings.max_failures:
            allowed = self._around.settings.max_failures
            return f"{len(failed)} failed by wave {number}, and {allowed} may: {', '.join(sorted(failed)[:6])}"
        return self._probed(number)

    def _probed(self, number: int) -> str:
        command = self._around.settings.probe
        if not command:
            return ""
        try:
            ended = subprocess.run(command, capture_output=True, timeout=_PROBE_S, check=False).returncode
        except (OSError, subprocess.TimeoutExpired) as failure:
            return f"after wave {number} the probe did not run: {type(failure).__name__}"
        return f"after wave {number} the probe ended with {ended}" if ended else ""


def _final(earlier: Standing) -> dict[str, Ended]:
    return {name: one for name, one in earlier.ended.items() if one.outcome is not Outcome.NOT_TRIED}


def _result(future: "Future[Ended]", name: str) -> Ended:
    """Return how a device ended; a bug that met one of them hides none of the others."""
    failure = future.exception()
    if failure is None:
        return future.result()
    if not isinstance(failure, Exception):
        raise failure
    why = f"a bug of govnetgen or of a driver ended it: {type(failure).__name__}"
    return Ended(device=name, outcome=Outcome.PARTIAL, why=(why,), readable=False)
