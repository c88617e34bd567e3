"""A whole run on fake devices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from deploy.fake import SILENT, FakeClock, FakeDevice, FakeDriver, FakeJudge
from govnetgen.deploy.ground import Around
from govnetgen.deploy.guard import LOCKOUTS
from govnetgen.deploy.journal import Journal
from govnetgen.deploy.plan import DevicePlan, Plan
from govnetgen.deploy.probe import Probe
from govnetgen.deploy.report import Report
from govnetgen.deploy.run import Work, begin, perform
from govnetgen.deploy.runs import Run, new_run, standing
from govnetgen.deploy.session import Target
from govnetgen.deploy.settings import Settings

BEFORE = ["keep", "old1", "old2", "! nobody's"]
INTENDED = ["keep", "new1", "new2", "new3"]
AFTER = {*INTENDED, "! nobody's"}
PROBES = (Probe(destination="10.0.0.9", who="core1", far=True), Probe(destination=SILENT, who="core2"))
FAST = Settings(confirm_within_s=300, settle_s=4.0, sessions=1, max_failures=1000)

__all__ = ["AFTER", "BEFORE", "FAST", "INTENDED", "LOCKOUTS", "Killed", "Rig"]


class Killed(BaseException):
    """Our process was killed here."""


class DyingJournal(Journal):
    """A journal whose process is killed before or after the n-th entry."""

    def __init__(self, path: Path, after: int) -> None:
        super().__init__(path)
        self.left = after

    def write(self, kind: str, device: str = "", **said: object) -> bool:
        self.left -= 1
        if self.left < 0:
            raise Killed
        return super().write(kind, device, **said)


@dataclass
class Rig:
    """Devices, what they are to become, and a place for runs."""

    state: Path
    devices: dict[str, FakeDevice]
    clock: FakeClock
    settings: Settings = FAST
    intended: Sequence[str] = tuple(INTENDED)
    plans: dict[str, DevicePlan] = field(default_factory=dict)
    order: tuple[tuple[str, ...], ...] = ()
    run: Run | None = None
    journal: type[Journal] = Journal

    def __post_init__(self) -> None:
        for name, device in self.devices.items():
            change = self.judge(name).change(device.text)
            self.plans[name] = DevicePlan(
                device=name,
                platform="fake",
                digest=change.digest,
                running_digest=change.running_digest,
                commands=change.commands,
                probes=PROBES,
            )
        self.order = self.order or (tuple(self.devices),)

    def judge(self, name: str) -> FakeJudge:
        return FakeJudge(name, self.intended)

    def opener(self, target: Target) -> FakeDriver:
        return FakeDriver(self.devices[target.device])

    def work(self) -> Mapping[str, Work]:
        return {
            name: Work(
                planned=self.plans[name],
                target=Target(device=name, platform="fake", dialect="", host="127.0.0.1", port=9),
                judge=self.judge(name),
            )
            for name in self.devices
        }

    def start(self, **settings: Any) -> Report:
        self.run = new_run(self.state, Plan(network="net", devices=self.plans))
        journal = self.journal(self.run.journal)
        begin(journal, network="net", folder="/net", order=self.order, settings=self.settings)
        return self._perform(journal, **settings)

    def start_and_die(self, after: int) -> None:
        """Start, and be killed at a journal entry; raises nothing."""
        self.run = new_run(self.state, Plan(network="net", devices=self.plans))
        journal = DyingJournal(self.run.journal, after + 1)
        begin(journal, network="net", folder="/net", order=self.order, settings=self.settings)
        try:
            self._perform(journal)
        except Killed:
            return
        raise AssertionError("the run came to its end")

    def resume(self) -> Report:
        assert self.run is not None
        found = standing(self.run)
        return self._perform(Journal(self.run.journal), earlier=found)

    def _perform(self, journal: Journal, *, earlier: Any = None, **settings: Any) -> Report:
        assert self.run is not None
        around = Around(
            run=self.run,
            journal=journal,
            opener=self.opener,
            clock=self.clock,
            settings=replace(self.settings, **settings),
        )
        try:
            return perform(around, self.work(), self.order, lambda done, total: None, network="net", earlier=earlier)
        finally:
            journal.close()
