"""Devices that show every secret enciphered, each time with another salt, as VRP and RGOS do."""

import re
from dataclasses import dataclass, field
from typing import Any

from deploy.text import TextDriver
from govnetgen.drivers import errors
from govnetgen.drivers.transaction import Transaction
from govnetgen.model.secret import PLACEHOLDER

ATOMIC = Transaction(timer=True, atomic=True, replace=False)


@dataclass
class CipheredDevice:
    """``lines`` are what it is to hold, with references; ``clear`` and ``shown`` what stands in the place of each.

    ``salted``: it shows the same text otherwise when it is written again. ``deaf`` takes commands and does nothing;
    ``dies_at``: our process is killed when this many commands were given.
    """

    lines: list[str]
    transaction: Transaction = ATOMIC
    salted: bool = True
    deaf: bool = False
    dies_at: int | None = None
    clear: dict[int, str] = field(default_factory=dict)
    shown: dict[int, str] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)
    pending: dict[int, str] | None = None
    count: int = 0

    def set(self, number: int, text: str) -> None:
        """Write a secret: in clear, or as the device showed it once."""
        self.clear[number] = self.known.get(text, text)
        self.shown[number] = text if text in self.known else self._enciphered(text)
        self.known[self.shown[number]] = self.clear[number]

    def _enciphered(self, text: str) -> str:
        self.count += 1
        return f"$1c${self.count if self.salted else 0}-{abs(hash(text)):x}$"

    @property
    def text(self) -> str:
        return "".join(
            f"{PLACEHOLDER.sub(lambda _, at=number: self.shown[at], line)}\n" for number, line in enumerate(self.lines)
        )

    def take(self, command: str) -> None:
        for number, line in enumerate(self.lines):
            found = PLACEHOLDER.search(line)
            if found is not None:
                pattern = re.escape(line[: found.start()].strip()) + r" ?(\S+)" + re.escape(line[found.end() :])
                match = re.fullmatch(pattern, command.strip())
                if match is not None:
                    self.set(number, match[1])


class Killed(BaseException):
    """Our process was killed here."""


class CipheredDriver(TextDriver):
    """A NAPALM driver for it."""

    device: CipheredDevice  # type: ignore[assignment]  # it shows texts, too, but makes them itself

    def __init__(self, device: CipheredDevice) -> None:
        self.device = device
        self.transaction = device.transaction
        self.candidate = ""

    def open(self) -> None:
        pass

    def get_config(
        self, retrieve: str = "all", full: bool = False, sanitized: bool = False, format: str = "text"
    ) -> Any:
        return {"running": self.device.text, "startup": "", "candidate": ""}

    def commit_config(self, message: str = "", revert_in: int | None = None) -> None:
        device = self.device
        if revert_in is not None:
            device.pending = dict(device.shown)
        for number, command in enumerate(self.candidate.splitlines()):
            if number == device.dies_at:
                device.dies_at = None
                raise Killed
            device.taken.append(command)
            if not device.deaf:
                device.take(command)

    def confirm_commit(self) -> None:
        if self.device.pending is None:
            raise errors.CommitUnconfirmed("nothing waits")
        self.device.pending = None

    def ping(self, destination: str, *_: Any, **more: Any) -> Any:
        return {"success": {"probes_sent": 2, "packet_loss": 2}}

    def rollback(self) -> None:
        if self.device.pending is not None:
            for number, shown in self.device.pending.items():
                self.device.set(number, shown)
            self.device.pending = None
