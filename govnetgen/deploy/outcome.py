"""How a device ends: always one of these words, with the reason and, where it is half done, what is on it."""

from dataclasses import dataclass, field
from enum import StrEnum


class Outcome(StrEnum):
    """What became of a device.

    ``unchanged``: it was as intended. ``confirmed``: changed, read back, healthy, confirmed from a new session.
    ``reverted``: nothing of the change is on it. ``partial``: some of it is; ``remains`` says what. ``refused``:
    nothing was changed, on purpose or because the device turned it down whole. ``not_reached``: no session.
    ``not_tried``: the run ended before it.
    """

    UNCHANGED = "unchanged"
    CONFIRMED = "confirmed"
    REVERTED = "reverted"
    PARTIAL = "partial"
    REFUSED = "refused"
    NOT_REACHED = "not_reached"
    NOT_TRIED = "not_tried"

    @property
    def good(self) -> bool:
        """Tell whether the device is as intended."""
        return self in (Outcome.UNCHANGED, Outcome.CONFIRMED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How one device ended. ``why`` holds the causes in the order they came; no secret is in any of it.

    ``remains`` is what differs from before, as ``+ line`` and ``- line`` below the lines that they stand in;
    ``readable`` is False where nobody could look, so that it is not known. ``after`` is the digest of the configuration
    that was last read.
    """

    device: str
    outcome: Outcome
    why: tuple[str, ...] = ()
    remains: tuple[str, ...] = ()
    readable: bool = True
    wave: int = 0
    seconds: float = 0.0
    after: str = ""
    start_up_differs: bool = False
    """The change runs, but is not in the start-up configuration: a reboot loses it."""
    looked_at: tuple[str, ...] = ()
    """The kinds of health that were looked at before the change, and again behind it where it came so far."""
    untold: tuple[str, ...] = ()
    """What of its health the device could not tell, though its configuration has it."""
    up: frozenset[tuple[str, str]] = field(default=frozenset(), compare=False, repr=False)
    """What was up before the change."""
