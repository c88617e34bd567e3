"""A device and a judge in memory: lines that are there or not, timers on a clock that tests move.

A configuration is a set of lines; ``no LINE`` takes one away. Lines that begin with ``!`` belong to nobody here.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from napalm.base.base import NetworkDriver

from govnetgen.configtree.operation import Step
from govnetgen.configtree.patch import Patch
from govnetgen.deploy.change import Change, Unreadable
from govnetgen.drivers import errors
from govnetgen.drivers.transaction import Transaction

END = "end"
SILENT = "10.0.0.99"
"""Answers nobody, before and after."""


class FakeClock:
    """A clock that moves when somebody sleeps, and by ``tick`` whenever it is read."""

    def __init__(self, tick: float = 0.0) -> None:
        self.time = 1000.0
        self.tick = tick

    def now(self) -> float:
        self.time += self.tick
        return self.time

    def sleep(self, seconds: float) -> None:
        self.time += seconds


@dataclass
class FakeDevice:
    """What is on a device, and what goes wrong with it: ``faults`` are words that the driver below knows."""

    clock: FakeClock
    lines: list[str]
    timer: bool = False
    atomic: bool = False
    faults: set[str] = field(default_factory=set)
    at: int = 0
    """The line at which a fault happens."""
    up: frozenset[str] = frozenset({"10.0.0.1"})
    pending: tuple[float, list[str]] | None = None
    sessions: int = 0
    commits: int = 0
    """How often commands of ours were begun to be taken."""
    locked_out: bool = False
    cut_off: bool = False
    """Nobody answers it."""
    committed_before: list[str] = field(default_factory=list)

    def settle(self) -> None:
        """Let the timer fire if its time has come."""
        if self.pending is not None and self.clock.time >= self.pending[0] and "timer-never-fires" not in self.faults:
            self.lines = self.pending[1]
            self.pending = None
            self.locked_out = False

    @property
    def text(self) -> str:
        return "".join(f"{line}\n" for line in self.lines) + END + "\n"

    def apply(self, command: str) -> None:
        if command.startswith("no "):
            if command[3:] not in self.lines:
                raise _Refused("there is no such line")
            self.lines = [line for line in self.lines if line != command[3:]]
        elif command in self.lines:
            raise _Refused("it is there already")
        else:
            self.lines = [*self.lines, command]


class _Refused(Exception):
    pass


class FakeDriver(NetworkDriver):
    """A NAPALM driver for a fake device."""

    def __init__(self, device: FakeDevice) -> None:
        self.device = device
        self.candidate: list[str] | None = None
        self.before: list[str] | None = None
        self.is_open = False
        self.transaction = Transaction(timer=device.timer, atomic=device.atomic, replace=False)

    def _has(self, fault: str) -> bool:
        return fault in self.device.faults

    def _once(self, fault: str) -> bool:
        if fault in self.device.faults:
            self.device.faults.discard(fault)
            return True
        return False

    def _alive(self) -> FakeDevice:
        if not self.is_open:
            raise errors.SessionDropped("the session is gone")
        self.device.settle()
        return self.device

    def _drop(self, accepted: Iterable[str] = (), uncertain: str | None = None) -> errors.SessionDropped:
        self.is_open = False
        return errors.SessionDropped("the session was dropped", accepted=tuple(accepted), uncertain=uncertain)

    def open(self) -> None:
        device = self.device
        device.settle()
        if self._has("unreachable"):
            raise errors.Unreachable("nothing answers")
        if self._has("authentication"):
            raise errors.AuthenticationRefused("wrong password")
        if self._has("host-key"):
            raise errors.HostKeyChanged("another key")
        if device.locked_out:
            raise errors.Unreachable("nothing answers")
        device.sessions += 1
        if device.commits and self._once("unreachable-once-after-commit"):
            raise errors.Unreachable("nothing answers")
        self.is_open = True

    def close(self) -> None:
        self.is_open = False

    def is_alive(self) -> Any:
        return {"is_alive": self.is_open}

    def get_config(
        self, retrieve: str = "all", full: bool = False, sanitized: bool = False, format: str = "text"
    ) -> Any:
        device = self._alive()
        if self._once("drop-on-first-read"):
            raise self._drop()
        if device.commits and self._once("drop-on-read-back"):
            raise self._drop()
        text = device.text
        if self._has("truncated") or (device.commits and self._has("truncated-after-commit")):
            text = text[: len(text) // 2]
        if not device.commits and self._once("editor-between-read-and-commit"):
            device.lines = [*device.lines, "somebody else's"]
        return {"running": text, "startup": "", "candidate": ""}

    def get_bgp_neighbors(self) -> Any:
        device = self._alive()
        down = device.commits and self._has("neighbour-lost")
        return {"global": {"peers": {one: {"is_up": not down} for one in device.up}}}

    def ping(self, destination: str, source: str = "", *_: Any, **more: Any) -> Any:
        device = self._alive()
        lost = device.cut_off or (device.commits and self._has("answer-lost"))
        return {"success": {"probes_sent": 1, "packet_loss": int(lost or destination == SILENT)}}

    def load_merge_candidate(self, filename: str | None = None, config: str | None = None) -> None:
        self._alive()
        if self._has("lock-at-load"):
            raise errors.LockHeld("somebody else is at work")
        if self._has("encoding"):
            raise errors.EncodingRefused("a character that GB18030 lacks")
        if self._once("drop-at-load"):
            raise self._drop()
        self.candidate = (config or "").splitlines()

    def discard_config(self) -> None:
        self._alive()
        self.candidate = None

    def compare_config(self) -> str:
        return "\n".join(self.candidate or ())

    def commit_config(self, message: str = "", revert_in: int | None = None) -> None:
        device = self._alive()
        if self._has("lock-at-commit"):
            raise errors.LockHeld("somebody else is at work")
        device.commits += 1
        before = list(device.lines)
        self.before = self.before or before
        device.committed_before = device.committed_before or before
        if self._once("drop-before-commit"):
            raise self._drop()
        if self._once("applies-nothing"):
            return
        taken = self._take(self.candidate or [], before)
        self.candidate = None
        if revert_in is not None:
            if not device.timer:
                raise errors.RevertUnsupported("no timer")
            if not self._once("forgets-its-timer"):
                device.pending = (device.clock.time + revert_in, before)
        if self._once("drop-after-commit"):
            raise self._drop(taken)
        if self._once("slow"):
            device.clock.time += 5000
        if self._has("lockout"):
            device.faults.discard("lockout")
            device.locked_out = True
        if self._once("lockout-and-drop"):
            device.locked_out = True
            raise self._drop(taken)
        if self._once("save-fails"):
            raise errors.SaveFailed("no room in flash")

    def _take(self, commands: list[str], before: list[str]) -> list[str]:
        device = self.device
        taken: list[str] = []
        for index, command in enumerate(commands):
            try:
                if index == device.at:
                    self._fault(command, index, taken)
                device.apply(command)
            except _Refused as refused:
                raise self._line_refused(errors.LineRefused, command, index, str(refused), taken, before) from None
            except errors.LineRefused as failure:
                if device.atomic:
                    device.lines = before
                raise failure
            except errors.SessionDropped as failure:
                if device.atomic:
                    device.lines = before
                raise failure
            taken.append(command)
        return taken

    def _fault(self, command: str, index: int, taken: list[str]) -> None:
        device = self.device
        for fault, kind in (
            ("refuse-line", errors.LineRefused),
            ("full", errors.DeviceFull),
            ("prompt", errors.PromptUnexpected),
        ):
            if self._once(fault):
                raise self._line_refused(kind, command, index, "no", taken, device.lines)
        if self._once("drop-at-line"):
            raise self._drop(taken, command)
        if self._once("drop-behind-line"):
            device.apply(command)
            raise self._drop(taken, command)

    def _line_refused(
        self, kind: type[errors.LineRefused], line: str, index: int, answer: str, taken: list[str], before: list[str]
    ) -> errors.LineRefused:
        return kind(
            f"line {index + 1} is refused: {answer}", line=line, index=index, answer=answer, accepted=tuple(taken)
        )

    def has_pending_commit(self) -> bool:
        device = self._alive()
        if not device.commits and self._has("pending-of-another"):
            return True
        return device.pending is not None

    def confirm_commit(self) -> None:
        device = self._alive()
        if self._once("drop-before-confirm"):
            raise self._drop()
        if device.timer and device.pending is None:
            raise errors.CommitUnconfirmed("nothing waits")
        if not self._once("confirms-nothing"):
            device.pending = None
        if self._once("drop-after-confirm"):
            raise self._drop()

    def rollback(self) -> None:
        device = self._alive()
        if self._once("rollback-fails"):
            raise errors.RollbackIncomplete("no")
        if self._has("rollback-does-nothing"):
            return
        if device.pending is not None:
            device.lines = device.pending[1]
            device.pending = None
        elif self.before is not None and device.atomic:
            device.lines = self.before

    def get_interfaces(self) -> Any:
        raise NotImplementedError


class FakeJudge:
    """Compares sets of lines."""

    def __init__(self, device: str, intended: Iterable[str]) -> None:
        self.device = device
        self.intended = list(intended)

    def change(self, running: str) -> Change:
        return self._change(running, self.intended)

    def back(self, running: str, before: str) -> Change:
        return self._change(running, _lines(before))

    def _change(self, running: str, aim: list[str]) -> Change:
        held = _lines(running)
        owned = [line for line in held if not line.startswith("!")]
        new = [line for line in aim if line not in held]
        old = [line for line in owned if line not in aim]
        steps = [Step((), line, (((), f"no {line}", None),)) for line in new]
        steps += [Step((), f"no {line}", (((), line, None),)) for line in old]
        patch = Patch(tuple(steps))
        shown = tuple(sorted(held))
        digest = hashlib.sha256(repr((self.device, shown, aim, patch.commands)).encode()).hexdigest()
        return Change(
            device=self.device,
            patch=patch,
            digest=digest,
            running_digest=hashlib.sha256(repr(shown).encode()).hexdigest(),
            commands=patch.commands,
            rollback=patch.rollback,
            differences=(*(f"+ {line}" for line in new), *(f"- {line}" for line in old)),
        )

    def confirmed(self) -> None:
        pass

    def is_meant(self, kind: str, name: str) -> bool:
        return True

    def speaks(self, kind: str) -> bool:
        return kind in ("bgp", "interface", "reach")

    def resolved(self, text: str) -> str:
        return text

    def hidden(self, text: str) -> str:
        return text


def _lines(text: str) -> list[str]:
    lines = text.splitlines()
    if not lines or lines[-1] != END:
        raise Unreadable("truncated-capture", "its end is missing")
    return lines[:-1]


Opener = Callable[[Any], NetworkDriver]
