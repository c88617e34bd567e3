"""Which runs may go: nothing that is unfinished, and not what a rollback could still need."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from govnetgen.deploy.outcome import Ended, Outcome
from govnetgen.deploy.pruning import Pruning, pruning
from govnetgen.deploy.runs import Run, Standing

NOW = datetime(2026, 7, 22, 10, 0, tzinfo=UTC)


def standing(name: str, days: float, *devices: str, **more: Any) -> Standing:
    """A run of so many days ago that changed these devices; those with a ``!`` it did not get to."""
    ended = {
        one.strip("!"): Ended(device=one.strip("!"), outcome=Outcome.NOT_TRIED if "!" in one else Outcome.CONFIRMED)
        for one in devices
    }
    held: dict[str, Any] = {
        "run": Run(name, Path("/state") / name),
        "network": "net",
        "folder": "/net",
        "started": (NOW - timedelta(days)).isoformat(timespec="milliseconds"),
        "finished": True,
        "settings": {},
        "order": (tuple(ended),),
        "ended": ended,
        "well": {},
    }
    return Standing(**{**held, **more})


def pruned(*runs: Standing, older_than_days: int | None = 30, keep: int | None = None, **more: Any) -> Pruning:
    return pruning(runs, now=NOW, older_than_days=older_than_days, keep=keep, **more)


def going(found: Pruning) -> list[str]:
    return [one.run.run.name for one in found.going]


def reasons(found: Pruning) -> dict[str, str]:
    return {one.run.run.name: one.why for one in found.kept}


def test_the_last_run_that_changed_a_device_stays() -> None:
    found = pruned(standing("a", 90, "core1"), standing("b", 80, "core1", "core2"), standing("c", 70, "core2"))
    assert going(found) == ["a"]
    assert reasons(found) == {
        "b": "a rollback could need it: it was the last to change core1",
        "c": "a rollback could need it: it was the last to change core2",
    }
    also = pruned(standing("a", 90, "core1"), standing("b", 80, "core1"), even_needed=True)
    assert [(one.run.run.name, one.last_of) for one in also.going] == [("a", ()), ("b", ("core1",))]


def test_what_a_run_that_was_taken_back_stood_on_can_be_taken_back_again() -> None:
    runs = [standing(name, 90 - place, "core1") for place, name in enumerate("abc")]
    back = standing("d", 60, "core1", takes_back="c")
    assert going(pruned(*runs, back)) == ["a", "c"]
    assert set(reasons(pruned(*runs, back))) == {"b", "d"}


def test_age_and_number() -> None:
    runs = [standing(name, days, "core1") for name, days in (("a", 90), ("b", 60), ("c", 20), ("d", 1))]
    assert going(pruned(*runs)) == ["a", "b"]
    assert going(pruned(*runs, older_than_days=None, keep=1)) == ["a", "b", "c"]
    assert going(pruned(*runs, older_than_days=30, keep=3)) == ["a"]
    assert going(pruned(*reversed(runs))) == ["a", "b"]
    assert reasons(pruned(*runs)) == {}, "nobody asked for those"


def test_networks_are_apart() -> None:
    runs = [standing(f"{net}{n}", 90 - n, "core1", network=net) for net in ("x", "y") for n in range(3)]
    assert going(pruned(*runs, older_than_days=None, keep=1)) == ["x0", "y0", "x1", "y1"]
    assert going(pruned(*runs, network="y")) == ["y0", "y1"]


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"pushed": frozenset({"core2"}), "finished": False}, "may have changed core2"),
        ({"finished": False}, "under way, or killed"),
    ],
)
def test_an_unfinished_run_stays_whatever_is_asked_for(more: dict[str, Any], why: str) -> None:
    found = pruned(standing("a", 900, **more), standing("b", 1, "core1"), keep=0, even_needed=True)
    assert going(found) == []
    assert why in reasons(found)["a"]


def test_a_stopped_run_stays_until_a_later_one_has_taken_its_place() -> None:
    stopped = standing("a", 90, "core1!")
    assert "taken up for core1" in reasons(pruned(stopped))["a"]
    assert going(pruned(stopped, standing("b", 10, "core1"))) == ["a"]


def test_what_an_unfinished_rollback_takes_back_stays() -> None:
    runs = (standing("a", 90, "core1"), standing("b", 80, "core1"))
    back = standing("c", 70, takes_back="a", finished=False)
    assert reasons(pruned(*runs, back, even_needed=True))["a"] == "an unfinished run takes it back"
