"""The shell of RGOS: every line at once."""

import re

from simulator import answers
from simulator.faults import Faults
from simulator.machine import Machine, View
from simulator.shell import Question, Shell


class Rgos(Shell):
    asks = re.compile(r"no (?:router|vlan|vrf)")
    end = "end"

    def __init__(self, machine: Machine, faults: Faults, typed: list[str], secret: str | None = None) -> None:
        super().__init__(machine, faults, typed)
        self.secret = secret
        self.enabled = secret is None

    @property
    def prompt(self) -> str:
        if self.view is None:
            return f"{self.name}{'#' if self.enabled else '>'}"
        place = "".join(f"-{_short(one)}" for one in self.view.opened[-1:])
        return f"{self.name}(config{place})#"

    def error(self, text: str, line: str) -> str:
        return "% Unknown command.\n" if text.startswith("unknown command") else f"% {text}.\n"

    def other(self, line: str) -> str | None:
        if self.view is None:
            return self._exec(line)
        if line == "end" or (line == "exit" and len(self.current().path) == 1):
            self.view = None
            return ""
        if line.startswith("show "):
            return self._show(line)
        # what ends a family by its own word
        if line == "exit-address-family":
            return self._configure("exit")
        return None

    def _exec(self, line: str) -> str | None:
        if line == "enable":
            if self.enabled:
                return ""
            raise Question("Password:", self._password)
        if line == "terminal length 0":
            self.paging = self.faults.paging_stuck
            return ""
        if line.startswith("terminal "):
            return ""
        if line == "exit":
            self.hang_up()
            return ""
        if not self.enabled:
            return None
        seen = self.seen(line)
        if seen is not None:
            return seen
        if line == "configure terminal":
            device = self.machine.running
            self.view = View(device, [device.root])
            self.lines = 0
            return "Enter configuration commands, one per line.  End with CNTL/Z.\n"
        if line == "write":
            if self.faults.save_fails:
                return "Building configuration...\n% Failed: no space on flash.\n"
            self.machine.startup = self.machine.text(self.machine.running)
            return "Building configuration...\n[OK]\n"
        return self._show(line) if line.startswith("show ") else None

    def _password(self, answer: str) -> str:
        self.enabled = answer == self.secret
        return "" if self.enabled else "% Access denied\n"

    def _show(self, line: str) -> str:
        if line == "show running-config":
            text = self.read_running()
            return f"Building configuration...\nCurrent configuration : {len(text)} bytes\n\n{text}"
        if line == "show startup-config":
            return self.machine.startup
        found = answers.RGOS.get(line.removeprefix("show ").split(" vrf")[0])
        return found(self.machine.text(self.machine.running)) if found else self.error("unknown command", line)


def _short(opening: str) -> str:
    words = opening.split()
    return "if-" + " ".join(words[1:]) if words[0] == "interface" else words[0]
