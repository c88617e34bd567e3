"""Our process is killed at every point of a run, and the run is taken up again: nothing is forgotten or done twice."""

from pathlib import Path

import pytest

from deploy.fake import FakeClock, FakeDevice
from deploy.rig import AFTER, BEFORE, Killed, Rig
from deploy.test_faults import SEMANTICS, is_true
from govnetgen.deploy.outcome import Outcome

POINTS = 29
"""As many entries as a run of two devices has."""


def rig(tmp_path: Path, semantics: str) -> Rig:
    clock = FakeClock()
    devices = {name: FakeDevice(clock, list(BEFORE), **SEMANTICS[semantics]) for name in ("a", "b")}
    return Rig(tmp_path, devices, clock, order=(("a",), ("b",)))


@pytest.mark.parametrize("later_s", [1, 10_000], ids=["at once", "after the timer"])
@pytest.mark.parametrize("semantics", SEMANTICS)
@pytest.mark.parametrize("point", range(POINTS))
def test_a_killed_run_is_taken_up(tmp_path: Path, semantics: str, point: int, later_s: int) -> None:
    one = rig(tmp_path, semantics)
    one.start_and_die(point)
    one.clock.sleep(later_s)
    before = {name: device.commits for name, device in one.devices.items()}
    held = {name: device.settle() or set(device.lines) for name, device in one.devices.items()}
    report = one.resume()
    assert set(report.ended) == {"a", "b"}
    for name, ended in report.ended.items():
        device = one.devices[name]
        assert ended.outcome is Outcome.CONFIRMED
        assert set(device.lines) == AFTER
        assert device.pending is None
        if held[name] == AFTER:
            assert device.commits == before[name], "pushed again though it was there"
    assert report.good


@pytest.mark.parametrize("semantics", SEMANTICS)
@pytest.mark.parametrize("at", range(5))
def test_killed_in_the_middle_of_the_lines(tmp_path: Path, semantics: str, at: int) -> None:
    """Our process dies with lines 0 to ``at`` on the device: by its content it is known where it stands."""
    one = rig(tmp_path, semantics)
    one.devices["a"].faults = {"killed-at-line"}
    one.devices["a"].at = at

    from deploy import fake

    taken = fake.FakeDriver._take

    def take(self: fake.FakeDriver, commands: list[str], before: list[str]) -> list[str]:
        if self._once("killed-at-line"):
            if not self.device.atomic:
                for command in commands[:at]:
                    self.device.apply(command)
            raise Killed
        return taken(self, commands, before)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(fake.FakeDriver, "_take", take)
        with pytest.raises(Killed):
            one.start()
        report = one.resume()
    for name, ended in report.ended.items():
        is_true(ended, one.devices[name])
        assert ended.outcome in (Outcome.CONFIRMED, Outcome.REVERTED)
