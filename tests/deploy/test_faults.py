"""The fault matrix on devices in memory: whatever goes wrong, what is reported is what is on the device."""

from pathlib import Path

import pytest

from deploy.fake import FakeClock, FakeDevice
from deploy.rig import AFTER, BEFORE, Rig
from govnetgen.deploy.outcome import Ended, Outcome

SEMANTICS = {
    "timer": {"timer": True, "atomic": True},
    "timer, line by line": {"timer": True, "atomic": False},
    "none": {"timer": False, "atomic": False},
    "whole or not at all": {"timer": False, "atomic": True},
}
ONCE = (
    "unreachable",
    "authentication",
    "host-key",
    "drop-on-first-read",
    "drop-on-read-back",
    "truncated",
    "truncated-after-commit",
    "editor-between-read-and-commit",
    "neighbour-lost",
    "answer-lost",
    "lock-at-load",
    "lock-at-commit",
    "encoding",
    "drop-at-load",
    "drop-before-commit",
    "drop-after-commit",
    "applies-nothing",
    "slow",
    "lockout",
    "lockout-and-drop",
    "unreachable-once-after-commit",
    "save-fails",
    "pending-of-another",
    "drop-before-confirm",
    "drop-after-confirm",
    "confirms-nothing",
    "rollback-fails",
    "rollback-does-nothing",
    "forgets-its-timer",
    "timer-never-fires",
)
AT_A_LINE = ("refuse-line", "full", "prompt", "drop-at-line", "drop-behind-line")
COMMANDS = 5
CASES = [
    *((fault, 0) for fault in ("nothing", *ONCE)),
    *((fault, at) for fault in AT_A_LINE for at in range(COMMANDS)),
]


def rig(tmp_path: Path, semantics: str, *faults: str, at: int = 0) -> Rig:
    clock = FakeClock()
    device = FakeDevice(clock, list(BEFORE), faults=set(faults), at=at, **SEMANTICS[semantics])
    return Rig(tmp_path, {"a": device}, clock)


def is_true(ended: Ended, device: FakeDevice) -> None:
    """What is said is so."""
    clock = device.clock
    device.settle()
    held = {line for line in device.lines if line != "somebody else's"}
    assert ended.outcome in Outcome
    if ended.outcome is Outcome.CONFIRMED:
        assert (held, device.pending) == (AFTER, None)
        clock.sleep(100_000)
        device.settle()
        assert set(device.lines) >= AFTER, "it must stay"
    elif ended.outcome in (Outcome.REVERTED, Outcome.REFUSED, Outcome.NOT_REACHED):
        assert ended.why
        assert held == set(BEFORE)
        assert device.pending is None
    elif ended.outcome is Outcome.PARTIAL:
        assert ended.why
        if ended.readable:
            assert set(ended.remains) == difference(set(BEFORE), set(device.lines))
    else:
        pytest.fail(f"{ended.outcome} is not an end of a device that has to change")


def difference(before: set[str], after: set[str]) -> set[str]:
    return {*(f"+ {one}" for one in after - before), *(f"- {one}" for one in before - after)}


@pytest.mark.parametrize("semantics", SEMANTICS)
@pytest.mark.parametrize(("fault", "at"), CASES)
def test_what_is_reported_is_what_is_on_the_device(tmp_path: Path, semantics: str, fault: str, at: int) -> None:
    one = rig(tmp_path, semantics, fault, at=at)
    ended = one.start().ended["a"]
    is_true(ended, one.devices["a"])


@pytest.mark.parametrize("semantics", SEMANTICS)
@pytest.mark.parametrize(
    "second", ["rollback-fails", "rollback-does-nothing", "drop-on-read-back", "truncated-after-commit"]
)
@pytest.mark.parametrize(
    "first",
    ["neighbour-lost", "answer-lost", "refuse-line", "drop-at-line", "lockout", "editor-between-read-and-commit"],
)
def test_also_when_taking_back_goes_wrong(tmp_path: Path, semantics: str, first: str, second: str) -> None:
    one = rig(tmp_path, semantics, first, second, at=2)
    ended = one.start().ended["a"]
    is_true(ended, one.devices["a"])
    assert ended.outcome is not Outcome.CONFIRMED
