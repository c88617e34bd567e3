"""Operations: what is done to one line, what it takes and gives, and how it is taken back."""

from dataclasses import dataclass, field
from enum import IntEnum

from govnetgen.configtree.statement import NO_NAMES, Names, Place, Statement

Sent = tuple[Place, str, str | None]
"""The place where a command is given, the command, and the line of the block that it leaves one in, if it opens one."""


@dataclass(frozen=True, slots=True)
class Step:
    """One command, and the commands that take it back. ``opens`` is the line of the block that it leaves one in."""

    place: Place
    command: str
    inverse: tuple[Sent, ...]
    opens: str | None = None


class Kind(IntEnum):
    """In this order where nothing forces another: create and bind, change, unbind and delete."""

    ADD = 0
    CHANGE = 1
    REMOVE = 2


@dataclass(slots=True, eq=False)
class Operation:
    """A change of one line. ``adds`` and ``removes`` are the names that come and go with it.

    ``before`` must be done earlier; ``followers`` come right after it. ``split`` takes the old line away in a step of
    its own, where nothing else breaks a circle.
    """

    kind: Kind
    steps: tuple[Step, ...]
    adds: Names = NO_NAMES
    removes: Names = NO_NAMES
    old: Statement | None = None
    new: Statement | None = None
    split: tuple[Step, Step] | None = None
    before: dict["Operation", None] = field(default_factory=dict)
    followers: list["Operation"] = field(default_factory=list)
    position: int = 0
    gapless: bool = False
    """Something stands in for the line while it is exchanged."""

    @property
    def statement(self) -> Statement | None:
        """The line as it will be, or was."""
        return self.new or self.old
