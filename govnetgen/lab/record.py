"""The state of a lab while it changes: every change is on disk before the machine is touched."""

from collections.abc import Callable
from threading import Lock

from govnetgen.lab.state import LabState, write_state


class Record:
    """Holds the newest state of one lab; many threads may change it."""

    def __init__(self, state: LabState) -> None:
        self._state = state
        self._lock = Lock()

    @property
    def state(self) -> LabState:
        """The newest state."""
        return self._state

    def change(self, made: Callable[[LabState], LabState]) -> LabState:
        """Make a new state of the newest one, and write it."""
        with self._lock:
            self._state = made(self._state)
            write_state(self._state)
            return self._state
