"""The time on simulated devices."""

import time


class Clock:
    """Goes with real time times ``speed``, and may be put forward."""

    def __init__(self, speed: float = 1.0) -> None:
        self.speed = speed
        self._start = time.monotonic()
        self._ahead_s = 0.0

    def now(self) -> float:
        return (time.monotonic() - self._start) * self.speed + self._ahead_s

    def advance(self, seconds: float) -> None:
        """Put the clock forward: timers that are due fire before the device does anything else."""
        self._ahead_s += seconds
