"""Which commands take back what of a change is on a device, and nothing that anybody else did."""

import sys
from collections.abc import Sequence

from govnetgen.configtree.operation import Step
from govnetgen.configtree.patch import Patch

ALL = sys.maxsize


def way_back(planned: Patch, left: Patch, back: Patch, accepted: int | None) -> tuple[str, ...] | None:
    """Return the commands, None where they cannot be told from what somebody else did.

    ``left`` is what is still missing of the change, ``back`` what turns the device into what it was before.
    ``accepted`` is how many of the lines that were sent the device took, where that is known; ``ALL`` for all.
    """
    done = _done(planned.steps, left.steps)
    if done is not None:
        return planned.rollback_of(done)
    ours = {line.strip() for line in planned.rollback}
    if all(line.strip() in ours for line in back.commands):
        return back.commands
    if accepted is not None:
        return planned.rollback_of(steps_of(planned, accepted))
    return None


def _done(planned: Sequence[Step], left: Sequence[Step]) -> int | None:
    """Return how many steps are done, if what is left is just the rest of them."""
    done = len(planned) - len(left)
    if done < 0:
        return None
    rest = [(one.place, one.command) for one in planned[done:]]
    return done if rest == [(one.place, one.command) for one in left] else None


def steps_of(planned: Patch, accepted: int) -> int:
    """Return how many steps the first lines of text make; a banner is one command of several lines."""
    sent = done = 0
    for line, steps in planned.lines:
        sent += line.count("\n") + 1
        if sent > accepted:
            break
        done = steps
    return done
