"""Which commands take back what of a change is on a device, and nothing that anybody else did."""

import sys
from collections.abc import Sequence

from govnetgen.configtree.operation import Step
from govnetgen.configtree.patch import Patch
from govnetgen.configtree.statement import Place

ALL = sys.maxsize


def way_back(planned: Patch, left: Patch, back: Patch, accepted: int | None) -> tuple[str, ...] | None:
    """Return the commands, None where they cannot be told from what somebody else did.

    ``left`` is what is still missing of the change, ``back`` what turns the device into what it was before.
    ``accepted`` is how many of the lines that were sent the device took, where that is known; ``ALL`` for all.
    """
    done = steps_done(planned, left)
    if done is not None:
        return planned.rollback_of(done)
    ours = {line.strip() for line in planned.rollback}
    if all(line.strip() in ours for line in back.commands):
        return back.commands
    if accepted is not None:
        return planned.rollback_of(steps_of(planned, accepted))
    return None


def steps_done(planned: Patch, left: Patch) -> int | None:
    """Return how many steps of a change are done, None where what is left of it is not just the rest.

    What else is to be done on the device by now is somebody else's doing, and does not count.
    """
    all_steps = _sent(planned.steps)
    ours = set(all_steps)
    rest = [one for one in _sent(left.steps) if one in ours]
    done = len(all_steps) - len(rest)
    return done if all_steps[done:] == rest else None


def _sent(steps: Sequence[Step]) -> list[tuple[Place, str]]:
    return [(one.place, one.command) for one in steps]


def steps_of(planned: Patch, accepted: int) -> int:
    """Return how many steps the first lines of text make; a banner is one command of several lines."""
    sent = done = 0
    for line, steps in planned.lines:
        sent += line.count("\n") + 1
        if sent > accepted:
            break
        done = steps
    return done
