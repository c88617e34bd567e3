"""What the sessions of one simulated device share: configurations, lock, trial, history."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field

from interpreters.machine import Block, Device, Entry, Refused

from govnetgen.configtree import parse_tree
from simulator.around import Around
from simulator.clock import Clock
from simulator.families import Family
from simulator.faults import Faults
from simulator.printing import running_text

HARMLESS = ("it is there already", "is as asked", "says nothing", "all are", "there is no list", "it is there")
"""What the strict interpreters refuse because a patch should not say it, and devices take."""


@dataclass(slots=True)
class Trial:
    before: Device
    deadline: float
    persist: str | None
    session: int


@dataclass(slots=True)
class Commit:
    number: int
    before: Device


@dataclass(slots=True)
class View:
    """Where a session stands: the commands that opened the views around it."""

    device: Device
    path: list[Block]
    opened: list[str] = field(default_factory=list)


class Machine:
    def __init__(self, family: Family, configuration: str, clock: Clock) -> None:
        self.family = family
        self.clock = clock
        self._running = self.boot(configuration)
        self.startup = self.text(self._running)
        self.trial: Trial | None = None
        self.lock: int | None = None
        self.commits: list[Commit] = []
        self.around = Around(Faults())
        self._numbers = itertools.count(1_000_000_001)

    @property
    def running(self) -> Device:
        self.expire()
        return self._running

    def put(self, device: Device) -> None:
        self._running = device

    def boot(self, configuration: str) -> Device:
        return self.family.device(parse_tree(configuration, self.family.syntax))

    def text(self, device: Device) -> str:
        return running_text(device, self.family.syntax, self.family.gathers, self.family.last_line)

    def expire(self) -> None:
        if self.trial is not None and self.clock.now() >= self.trial.deadline:
            self.abort()

    def abort(self) -> None:
        assert self.trial is not None
        self._running, self.trial = self.trial.before, None

    def commit(self, candidate: Device, *, trial: Trial | None = None) -> int:
        number = next(self._numbers)
        self.commits.insert(0, Commit(number, self._running))
        self._running, self.trial = candidate, trial
        return number

    def session_ended(self, session: int) -> None:
        if self.lock == session:
            self.lock = None
        # a trial without a name ends with the session that began it
        if self.trial is not None and self.trial.session == session and self.trial.persist is None:
            self.abort()


def take(view: View, command: str) -> None:
    """Let a device take one line in a view; raises Refused, and nothing of the line stays then."""
    device = view.device
    device.path = list(view.path)
    backup = clone(device)
    try:
        device.take(command)
    except Refused as refused:
        restore(device, backup)
        view.path = list(device.path)
        if str(refused).endswith(HARMLESS) or str(refused).startswith(HARMLESS):
            return
        raise
    opened = len(device.path) > len(view.path)
    view.opened = [*view.opened, command.strip()] if opened else view.opened[: len(device.path) - 1]
    view.path = list(device.path)


def clone(device: Device) -> Device:
    """Copy what a device holds; its grammar is shared."""
    known: dict[int, Block] = {}
    copy = object.__new__(Device)
    copy.leave, copy.odd, copy.faults = device.leave, device.odd, device.faults.copy()
    entries: dict[int, Entry] = {}
    copy.root = _copied(device.root, known, entries)
    copy.path = [known[id(one)] for one in device.path if id(one) in known] or [copy.root]
    copy._factory = [entries.get(id(one), one) for one in device._factory]
    return copy


def restore(device: Device, backup: Device) -> None:
    device.root, device.path, device.faults = backup.root, backup.path, backup.faults
    device._factory, device.odd = backup._factory, backup.odd


def _copied(block: Block, known: dict[int, Block], entries: dict[int, Entry]) -> Block:
    held: Mapping[str, Entry] = block.entries
    copy = known[id(block)] = Block(block.forms, block.words)
    for slot, one in held.items():
        below = _copied(one.block, known, entries) if one.block is not None else None
        copy.entries[slot] = entries[id(one)] = Entry(one.text, one.form, one.words, below)
    return copy
