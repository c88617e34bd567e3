"""Time that only goes forward: timers must not care when somebody sets the clock."""

import time
from typing import Protocol


class Clock(Protocol):
    """A clock that counts seconds from some moment, and waits."""

    def now(self) -> float:
        """Return seconds; only differences mean something."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait."""
        ...


class Monotonic:
    """The system's monotonic clock."""

    def now(self) -> float:
        """Return seconds since some moment."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)
