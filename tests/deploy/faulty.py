"""Drivers of real devices of which one method fails as asked: before, behind or instead of what it does, once."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from napalm.base.base import NetworkDriver

from govnetgen.deploy.session import Target, open_with_napalm
from govnetgen.drivers.errors import SessionDropped, Unreachable

Fault = Callable[[NetworkDriver], None]


def drop(driver: NetworkDriver) -> None:
    """End the session under the driver's feet."""
    with suppress(OSError):
        driver.close()
    raise SessionDropped("the session was dropped")


def nothing(driver: NetworkDriver) -> None:
    """Answer ok, and do nothing."""


def unreachable(driver: NetworkDriver) -> None:
    """Let nothing answer."""
    raise Unreachable("nothing answers")


class Faulty:
    """Opens drivers; ``faults`` are words like ``behind commit_config``, each gone once it has happened."""

    def __init__(self, **faults: Fault) -> None:
        self.faults = {word.replace("__", " "): fault for word, fault in faults.items()}

    def __call__(self, target: Target) -> Any:
        made = open_with_napalm(target)
        for word in self.faults:
            when, _, method = word.partition(" ")
            setattr(made, method, self._faulty(made, getattr(made, method), word, when))
        return made

    def _faulty(self, made: NetworkDriver, real: Any, word: str, when: str) -> Any:
        def called(*arguments: Any, **named: Any) -> Any:
            fault = self.faults.pop(word, None)
            if fault is not None and when != "behind":
                fault(made)
            if fault is not None and when == "instead":
                return None
            done = real(*arguments, **named)
            if fault is not None and when == "behind":
                fault(made)
            return done

        return called
