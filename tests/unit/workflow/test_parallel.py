"""Many devices in several processes: as if there were one."""

import os

import pytest

from govnetgen.workflow.parallel import MANY, make_all

NAMES = [f"device{number}" for number in range(MANY + 105)]


def made(name: str) -> str:
    """What one device gives."""
    return f"made {name}"


def where(name: str) -> int:
    """The number of the process that makes the device."""
    return os.getpid()


@pytest.mark.parametrize("names", [[], NAMES[:1], NAMES[:MANY], NAMES[: MANY + 1], NAMES])
def test_results_come_in_order(names: list[str]) -> None:
    assert list(make_all(made, names)) == [made(name) for name in names]


def test_few_devices_stay_in_this_process() -> None:
    processes = set(make_all(where, NAMES[:MANY]))
    assert processes == {os.getpid()}


def test_many_devices_are_shared_out() -> None:
    processes = set(make_all(where, NAMES))
    assert len(processes) > 1
    assert os.getpid() not in processes


def test_what_the_system_refuses_one_process_is_raised_here() -> None:
    def full(name: str) -> str:
        if name == NAMES[150]:
            raise OSError(28, "No space left on device", "/out")
        return made(name)

    with pytest.raises(OSError, match="No space"):
        list(make_all(full, NAMES))


def test_every_process_may_fail(capfd: pytest.CaptureFixture[str]) -> None:
    def full(name: str) -> str:
        raise OSError(28, "No space left on device", name)

    with pytest.raises(OSError, match="device0"):
        list(make_all(full, NAMES))
    assert capfd.readouterr().err == ""


def test_a_reader_that_stops_early_leaves_no_process() -> None:
    results = make_all(where, NAMES)
    process = next(results)
    results.close()  # type: ignore[attr-defined]  # it is a generator
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
