"""A run of several devices: waves, a budget of failures, what stops it, and what it says of those it left."""

import errno
import os
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from deploy import fake
from deploy.fake import FakeClock, FakeDevice
from deploy.rig import AFTER, BEFORE, Rig
from govnetgen.deploy import run as deploy_run
from govnetgen.deploy.journal import Journal
from govnetgen.deploy.outcome import Outcome
from govnetgen.deploy.runs import standing
from govnetgen.deploy.session import Target

NAMES = tuple("abcdef")
ORDER = (("a",), ("b", "c"), ("d", "e"), ("f",))


@pytest.fixture(autouse=True)
def answering(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deploy_run, "answers", lambda target, timeout_s: True)


def rig(tmp_path: Path, **faults: str) -> Rig:
    clock = FakeClock()
    devices = {
        name: FakeDevice(
            clock, list(BEFORE), timer=True, atomic=True, faults={faults[name]} if name in faults else set()
        )
        for name in NAMES
    }
    return Rig(tmp_path, devices, clock, order=ORDER)


def outcomes(report: Any) -> str:
    return " ".join(report.ended[name].outcome.value for name in NAMES)


def test_all_waves_in_their_order(tmp_path: Path) -> None:
    one = rig(tmp_path)
    report = one.start()
    assert report.good
    assert outcomes(report) == " ".join(["confirmed"] * 6)
    assert [report.ended[name].wave for name in NAMES] == [1, 2, 2, 3, 3, 4]


def test_a_run_says_what_of_health_was_looked_at(tmp_path: Path) -> None:
    one = rig(tmp_path, b="unreachable")
    report = one.start()
    assert (report.ended["a"].looked_at, report.ended["a"].untold) == (("bgp", "reach"), ("interface",))
    assert (report.ended["b"].looked_at, report.ended["b"].untold) == ((), ())
    assert one.run is not None
    assert standing(one.run).ended == report.ended


@pytest.mark.parametrize(
    ("fault", "why"),
    [("neighbour-lost", "no longer up: bgp 10.0.0.1"), ("answer-lost", "no longer up: reach 10.0.0.9 (core1)")],
)
def test_what_was_up_and_is_no_more_takes_the_change_back(tmp_path: Path, fault: str, why: str) -> None:
    one = rig(tmp_path, a=fault)
    report = one.start()
    assert (report.ended["a"].outcome, report.ended["a"].why) == (Outcome.REVERTED, (why,))
    assert set(one.devices["a"].lines) == set(BEFORE)


def test_a_failed_canary_spares_all_others(tmp_path: Path) -> None:
    one = rig(tmp_path, a="neighbour-lost")
    report = one.start(max_failures=0)
    assert outcomes(report) == "reverted" + " not_tried" * 5
    assert "1 failed by wave 1, and 0 may: a" in report.stopped
    assert all(one.devices[name].commits == 0 for name in "bcdef")
    assert report.ended["f"].why == (report.stopped,)


def test_one_failure_stops_no_other_device_of_its_wave(tmp_path: Path) -> None:
    one = rig(tmp_path, b="unreachable")
    report = one.start(max_failures=0)
    assert outcomes(report) == "confirmed not_reached confirmed not_tried not_tried not_tried"


def test_failures_within_the_budget_stop_nothing(tmp_path: Path) -> None:
    report = rig(tmp_path, b="unreachable", d="refuse-line").start(max_failures=2)
    assert outcomes(report) == "confirmed not_reached confirmed refused confirmed confirmed"
    assert not report.good


def test_a_stopped_run_is_taken_up_where_it_stopped(tmp_path: Path) -> None:
    one = rig(tmp_path, b="unreachable")
    one.start(max_failures=0)
    commits = {name: one.devices[name].commits for name in "abc"}
    report = one.resume()
    assert outcomes(report) == "confirmed not_reached confirmed confirmed confirmed confirmed"
    assert {name: one.devices[name].commits for name in "abc"} == commits


def test_a_device_that_falls_silent_after_a_wave_stops_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = rig(tmp_path)

    def answers(target: Target, timeout_s: float) -> bool:
        return target.device != "d" or one.devices["b"].commits == 0

    monkeypatch.setattr(deploy_run, "answers", answers)
    report = one.start()
    assert outcomes(report) == "confirmed confirmed confirmed not_tried not_tried not_tried"
    assert "nothing answers any more at d" in report.stopped


@pytest.mark.parametrize(("back_after", "stopped"), [(None, True), (3, False)])
def test_a_device_that_a_later_wave_cuts_off_stops_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, back_after: int | None, stopped: bool
) -> None:
    """What a device of the core costs those below it, only they may see; they are given time to get it back."""
    one = rig(tmp_path)
    looks: list[bool] = []
    commit, ping = fake.FakeDriver.commit_config, fake.FakeDriver.ping

    def committed(driver: fake.FakeDriver, message: str = "", revert_in: int | None = None) -> None:
        commit(driver, message, revert_in)
        if driver.device is one.devices["d"]:
            one.devices["b"].cut_off = True

    def pinged(driver: fake.FakeDriver, *asked: Any, **more: Any) -> Any:
        found = ping(driver, *asked, **more)
        if driver.device.cut_off:
            looks.append(True)
            one.devices["b"].cut_off = back_after is None or len(looks) < back_after
        return found

    monkeypatch.setattr(fake.FakeDriver, "commit_config", committed)
    monkeypatch.setattr(fake.FakeDriver, "ping", pinged)
    report = one.start()
    assert looks
    assert report.good is not stopped
    if stopped:
        assert outcomes(report) == " ".join(["confirmed"] * 5) + " not_tried"
        assert report.stopped == "after wave 3 nobody answers b any more"


@pytest.mark.parametrize(("command", "said"), [(("false",), "ended with 1"), (("/nowhere/probe",), "did not run")])
def test_a_probe_that_fails_stops_the_run(tmp_path: Path, command: tuple[str, ...], said: str) -> None:
    report = rig(tmp_path).start(probe=command)
    assert outcomes(report) == "confirmed" + " not_tried" * 5
    assert said in report.stopped
    assert rig(tmp_path).start(probe=("true",)).good


def test_a_bug_that_meets_one_device_hides_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = rig(tmp_path)
    reached = fake.FakeDriver.open

    def opened(driver: fake.FakeDriver) -> None:
        if driver.device is one.devices["b"]:
            raise KeyError("Canary-5ecret")
        reached(driver)

    monkeypatch.setattr(fake.FakeDriver, "open", opened)
    report = one.start()
    assert outcomes(report) == "confirmed partial" + " confirmed" * 4
    ended = report.ended["b"]
    assert (ended.readable, ended.why) == (False, ("a bug of govnetgen or of a driver ended it: KeyError",))


def test_an_interrupt_lets_what_is_under_way_come_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = rig(tmp_path)
    told: list[int] = []
    progress = threading.Event()
    real = deploy_run.as_completed

    def interrupted(futures: Any) -> Any:
        if not progress.is_set() and len(told) == 1:
            progress.set()
            raise KeyboardInterrupt
        told.append(1)
        return real(futures)

    monkeypatch.setattr(deploy_run, "as_completed", interrupted)
    report = one.start(sessions=2)
    assert report.stopped == "it was interrupted"
    for name in NAMES:
        device, ended = one.devices[name], report.ended[name]
        assert ended.outcome in (Outcome.CONFIRMED, Outcome.NOT_TRIED)
        assert set(device.lines) == (AFTER if ended.outcome is Outcome.CONFIRMED else set(BEFORE))
    assert report.ended["f"].outcome is Outcome.NOT_TRIED


class FullDisk(Journal):
    """A journal on a disk that is full from the n-th entry on."""

    after = 0

    def _append(self, data: bytes) -> None:
        type(self).after -= 1
        if type(self).after < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        super()._append(data)


@pytest.mark.parametrize("after", range(1, 14))
def test_our_disk_is_full(tmp_path: Path, after: int) -> None:
    """Nothing is begun that could not be written down; what was begun is brought to its end."""
    one = rig(tmp_path)
    one.journal = type("Full", (FullDisk,), {"after": after})
    report = one.start()
    assert not report.good
    assert "No space left" in report.stopped
    assert report.ended["a"].outcome in (Outcome.CONFIRMED, Outcome.REFUSED)
    for name, ended in report.ended.items():
        assert set(one.devices[name].lines) == (AFTER if ended.outcome is Outcome.CONFIRMED else set(BEFORE))
    assert all(ended.outcome is Outcome.NOT_TRIED for name, ended in report.ended.items() if name != "a")


def test_what_a_device_held_cannot_be_written_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = rig(tmp_path)

    def full(run: object, device: str, text: str) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("govnetgen.deploy.runs.Run.keep_before", full)
    report = one.start()
    assert outcomes(report) == " ".join(["refused"] * 6)
    assert all(device.commits == 0 for device in one.devices.values())


def test_a_clock_that_jumps_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody sets the clock back and forth by a day: nothing is decided by it."""
    real, jumps = time.time, iter(range(10**6))
    monkeypatch.setattr(time, "time", lambda: real() + 86_400 * (-1) ** next(jumps))
    assert rig(tmp_path).start().good
