"""The way back: from wherever a change stopped, and of what somebody else did nothing."""

import pytest

from govnetgen.configtree.operation import Step
from govnetgen.configtree.patch import Patch
from govnetgen.deploy.way_back import ALL, steps_done, steps_of, way_back


def step(command: str, inverse: str, *place: str) -> Step:
    return Step(place, command, ((place, inverse, None),))


PLANNED = Patch(
    (step("a", "undo a"), step("b", "undo b", "block"), step("banner\nof\nlines", "undo banner"), step("undo c", "c"))
)
THEIRS = step("undo theirs", "theirs")


@pytest.mark.parametrize("done", range(5))
def test_what_is_left_says_how_far_it_came(done: int) -> None:
    left = Patch(PLANNED.steps[done:])
    assert steps_done(PLANNED, left) == done
    assert way_back(PLANNED, left, Patch(), None) == PLANNED.rollback_of(done)


@pytest.mark.parametrize("done", range(5))
def test_somebody_elses_doing_does_not_count(done: int) -> None:
    left = Patch((THEIRS, *PLANNED.steps[done:]))
    assert way_back(PLANNED, left, Patch((THEIRS,)), None) == PLANNED.rollback_of(done)


def test_what_is_left_in_another_order_is_taken_back_by_the_difference_if_that_is_ours() -> None:
    left = Patch((PLANNED.steps[2], PLANNED.steps[1]))
    ours = Patch((step("undo a", "a"), step("c", "undo c")))
    assert way_back(PLANNED, left, ours, None) == ("undo a", "c")
    assert way_back(PLANNED, left, Patch((*ours.steps, THEIRS)), None) is None


def test_or_by_how_many_lines_were_taken() -> None:
    left = Patch((PLANNED.steps[2], PLANNED.steps[1]))
    assert way_back(PLANNED, left, Patch((THEIRS,)), 1) == ("undo a",)
    assert way_back(PLANNED, left, Patch((THEIRS,)), ALL) == PLANNED.rollback


def test_lines_and_steps() -> None:
    """``a``, ``block``, `` b``, ``exit``, a banner of three lines, ``undo c``."""
    assert [steps_of(PLANNED, lines) for lines in range(9)] == [0, 1, 1, 2, 2, 2, 2, 3, 4]
