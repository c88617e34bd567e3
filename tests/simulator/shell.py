"""A session at a simulated prompt, without the network: a line goes in, text comes out."""

import itertools
import re
from collections.abc import Callable

from interpreters.machine import Refused

from govnetgen.configtree import parse_tree
from simulator.faults import Faults
from simulator.machine import Machine, View, clone, take

_sessions = itertools.count(1)


class Dropped(Exception):
    """The connection ends."""


class Silent(Exception):
    """No prompt comes back."""


class Question(Exception):
    """The device asks; ``then`` gets the answer and returns what is printed."""

    def __init__(self, text: str, then: Callable[[str], str]) -> None:
        super().__init__(text)
        self.text = text
        self.then = then


class Shell:
    """What both languages share. ``typed`` are all lines that arrived, as a witness of what a driver sends."""

    asks: re.Pattern[str]
    """Lines that are taken only after a yes."""
    end: str

    def __init__(self, machine: Machine, faults: Faults, typed: list[str]) -> None:
        self.machine = machine
        self.faults = faults
        machine.around.faults = faults
        self.typed = typed
        self.number = next(_sessions)
        self.paging = True
        self.view: View | None = None
        self.question: Question | None = None
        self.block: tuple[list[str], re.Pattern[str]] | None = None
        self.lines = 0
        self.ended = False
        self.unasked = False
        """Does at once what it would otherwise ask about."""

    @property
    def prompt(self) -> str:
        raise NotImplementedError

    def other(self, line: str) -> str | None:
        """Do a command that is no configuration line; None for any other."""
        raise NotImplementedError

    def error(self, text: str, line: str) -> str:
        raise NotImplementedError

    @property
    def name(self) -> str:
        word = self.machine.family.sysname
        entries = self.machine.running.root.entries.values()
        return next((one.text.removeprefix(word) for one in entries if one.text.startswith(word)), "HUAWEI")

    @property
    def waiting(self) -> str:
        """What stands at the end of the text: a question, the prompt, or nothing inside a banner."""
        if self.block is not None:
            return ""
        return self.question.text if self.question is not None else self.prompt

    def feed(self, line: str) -> str:
        """Take one line and return what is printed; raises Dropped and Silent."""
        self.typed.append(line)
        self.machine.expire()
        try:
            if self.question is not None:
                question, self.question = self.question, None
                return question.then(line.strip())
            if self.block is not None:
                return self._inside(line)
            stripped = line.strip()
            if not stripped or stripped in ("#", "!"):
                return ""
            opening = self._opening(stripped)
            if opening is not None and self.view is not None:
                self.block = ([stripped], opening)
                return ""
            return self._one(stripped)
        except Question as question:
            self.question = question
            return ""

    def _opening(self, line: str) -> re.Pattern[str] | None:
        for block in self.machine.family.syntax.blocks:
            match = block.start.search(line)
            if match is not None:
                delimiter = re.escape(match.groupdict().get("delimiter") or "")
                return re.compile(block.end.replace(r"\g<delimiter>", delimiter))
        return None

    def _inside(self, line: str) -> str:
        assert self.block is not None
        held, ending = self.block
        held.append(line)
        if not ending.search(line):
            return ""
        self.block = None
        return self._one("\n".join(held))

    def _one(self, line: str) -> str:
        faults = self.faults
        dropping = faults.drop_at is not None and line.startswith(faults.drop_at)
        if dropping:
            faults.drop_at = None
            if not faults.drop_done:
                raise Dropped
        printed = self.error("unknown command", line) if line.startswith(faults.unknown) else self.other(line)
        if printed is None:
            printed = self._configure(line) if self.view is not None else self.error("unknown command", line)
        if dropping:
            raise Dropped
        return printed

    def _configure(self, line: str) -> str:
        number, self.lines = self.lines, self.lines + 1
        faults = self.faults
        if faults.drop_at_line == number:
            faults.drop_at_line = None
            if faults.drop_done:
                self._take(line)
            raise Dropped
        if faults.silent_at_line == number:
            self._take(line)
            raise Silent
        if faults.locked or self.machine.lock not in (None, self.number):
            return self.error("The configuration is locked by another user", line)
        if faults.refuse_line == number:
            return self.error(faults.refusal, line)
        if faults.full_at_line == number:
            return self.error("The number of entries has reached the upper limit", line)
        if faults.ask_at_line == number:
            raise Question(
                "Warning: This may interrupt services on slot 3.\r\nProceed? [Y/N]:",
                lambda answer: self._take(line) if answer.upper() == "Y" else "",
            )
        if self.asks.match(line):
            raise Question(
                "Warning: All related configurations will be deleted. Continue? [Y/N]:",
                lambda answer: self._take(line) if answer.upper() == "Y" else "",
            )
        return self._take(line)

    def _take(self, line: str) -> str:
        view = self.current()
        try:
            take(view, line)
        except Refused as refused:
            return self.error(str(refused).split("\n")[0], line)
        return ""

    def current(self) -> View:
        """Return the view, found again when the configuration below it was exchanged by others."""
        assert self.view is not None
        device = self.target()
        if self.view.device is not device or self.view.path[0] is not device.root:
            opened = self.view.opened
            self.view = View(device, [device.root])
            for one in opened:
                try:
                    take(self.view, one)
                except Refused:
                    break
        return self.view

    def target(self) -> object:
        """Return the configuration that lines go into."""
        return self.machine.running

    def seen(self, words: str) -> str | None:
        """Return what the device sees of what stands around it: neighbours, and who answers."""
        return self.machine.family.sees(words, self.machine.text(self.machine.running), self.machine.around)

    def read_running(self) -> str:
        text = self.machine.text(self.machine.running)
        if self.faults.edit_after_read is not None:
            lines, self.faults.edit_after_read = self.faults.edit_after_read, None
            edit(self.machine, lines)
        if self.faults.cut_output:
            return text[: len(text) // 2].rpartition("\n")[0] + "\n"
        return text

    def hang_up(self) -> None:
        if not self.ended:
            self.ended = True
            self.machine.session_ended(self.number)


def edit(machine: Machine, lines: str) -> None:
    """Let somebody else type lines that run at once."""
    device = clone(machine.running)
    view = View(device, [device.root])
    for line in lines.splitlines():
        take(view, line)
    if machine.family.two_stage:
        machine.commit(device)
    else:
        machine.put(device)


def same(machine: Machine, one: str, other: str) -> bool:
    """Tell whether two configurations say the same to the device."""
    return parse_tree(one, machine.family.syntax) == parse_tree(other, machine.family.syntax)
