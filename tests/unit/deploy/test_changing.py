"""Taking a change back: nothing but this change, whatever the device would take back by itself."""

from types import SimpleNamespace
from typing import Any

from deploy.fake import END, FakeClock, FakeDevice, FakeDriver, FakeJudge

from govnetgen.deploy.changing import undo
from govnetgen.deploy.ground import Ground
from govnetgen.deploy.settings import Settings
from govnetgen.deploy.state import Event, Kind, State

BEFORE, AFTER, EARLIER = ["mtu 1500"], ["mtu 9000"], ["mtu 1400"]


class Remembering(FakeDriver):
    """A driver whose rollback takes back the last confirmed change where none waits, as NAPALM has it."""

    def rollback(self) -> None:
        if self.device.pending is None:
            self.device.lines = EARLIER
        super().rollback()


def taken_back(device: FakeDevice, driver: FakeDriver) -> Event:
    driver.open()
    judge = FakeJudge("a", AFTER)
    around: Any = SimpleNamespace(settings=Settings(), run=SimpleNamespace(name="run"))
    unused: Any = None
    ground = Ground(around=around, planned=unused, target=unused, judge=judge, driver=driver)
    ground.transaction = driver.transaction
    ground.before = "".join(f"{line}\n" for line in [*BEFORE, END])
    ground.change = judge.change(ground.before)
    return undo(ground, State())


def test_a_change_that_its_timer_has_just_taken_back_takes_no_earlier_one_along() -> None:
    device = FakeDevice(FakeClock(), list(BEFORE), timer=True, atomic=True)
    assert taken_back(device, Remembering(device)).kind is Kind.OK
    assert device.lines == BEFORE


def test_a_change_that_waits_is_rolled_back_by_the_device() -> None:
    clock = FakeClock()
    device = FakeDevice(clock, list(AFTER), timer=True, atomic=True, pending=(clock.time + 60, list(BEFORE)))
    assert taken_back(device, Remembering(device)).kind is Kind.OK
    assert (device.lines, device.pending) == (BEFORE, None)


def test_a_confirmed_change_is_taken_back_line_by_line() -> None:
    device = FakeDevice(FakeClock(), [*AFTER, "!somebody else's"], timer=True)
    assert taken_back(device, Remembering(device)).kind is Kind.OK
    assert sorted(device.lines) == sorted([*BEFORE, "!somebody else's"])
