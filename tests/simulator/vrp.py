"""The shell of VRP: VRP5 and firewalls at once, VRP8 with candidate, trial and history."""

import re
from pathlib import Path

from interpreters.machine import Device

from simulator import answers
from simulator.faults import Faults
from simulator.machine import Machine, Trial, View, clone
from simulator.shell import Question, Shell

_COMMIT = re.compile(
    r"commit(?P<trial> trial(?: (?P<time>\d+))?)?(?: label \S+)?(?: persist (?P<persist>\S+))?"
    r'(?: description (?P<note>"[^"]*"|\S+))?'
)


class Vrp(Shell):
    asks = re.compile(
        r"undo (?:bgp|vlan|peer \S+$|ip vpn-instance|route-distinguisher|interface|ospf|isis|local-user|firewall zone)"
    )
    end = "return"

    def __init__(self, machine: Machine, faults: Faults, typed: list[str], files: Path | None = None) -> None:
        super().__init__(machine, faults, typed)
        self.files = files
        self.candidate: Device | None = None
        self.base: Device | None = None

    @property
    def prompt(self) -> str:
        prefix, name = self.machine.family.prefix, self.name
        if self.view is None:
            return f"{prefix}<{name}>"
        state = ("*" if self.dirty else "~") if self.machine.family.two_stage else ""
        place = "".join(f"-{_short(one)}" for one in self.view.opened[-1:])
        return f"{prefix}[{state}{name}{place}]"

    @property
    def dirty(self) -> bool:
        return self.candidate is not None and self.base is not None and self.candidate.state != self.base.state

    def error(self, text: str, line: str) -> str:
        if text.startswith("unknown command"):
            return "              ^\r\nError: Unrecognized command found at '^' position.\n"
        return f"Error: {text}.\n"

    def target(self) -> Device:
        if not self.machine.family.two_stage:
            return self.machine.running
        if self.candidate is None:
            self.base = self.machine.running
            self.candidate = clone(self.base)
        return self.candidate

    def other(self, line: str) -> str | None:
        family = self.machine.family
        seen = self.seen(line)
        if seen is not None:
            return seen
        if line.startswith("display "):
            return self._display(line.removeprefix("display "))
        if line == "screen-length 0 temporary" and self.view is None:
            self.paging = self.faults.paging_stuck
            return "Info: The configuration takes effect on the current user terminal interface only.\n"
        if line == "undo terminal command forward matched upper-view" and family.two_stage:
            return ""
        if line in ("configuration exclusive", "undo configuration exclusive") and family.exclusive:
            return self._exclusive(on=not line.startswith("undo"))
        if self.view is None:
            return self._in_user_view(line)
        if line == "system-view":
            return self.error("unknown command", line)
        if line == "return" or (line == "quit" and len(self.current().path) == 1):
            return self._leave()
        if family.two_stage:
            return self._two_stage(line)
        return None

    def _in_user_view(self, line: str) -> str | None:
        if line == "system-view":
            device = self.target() if not self.machine.family.two_stage else self.machine.running
            self.view = View(device, [device.root])
            self.lines = 0
            return "Enter system view, return user view with Ctrl+Z.\n"
        if line == "save":
            raise Question("The current configuration will be written to the device. Continue? [Y/N]:", self._save)
        if line == "quit":
            self.hang_up()
            return ""
        if line == "return":
            return ""
        if line.startswith("rollback configuration ") and self.machine.family.two_stage:
            raise Question(
                "Warning: This operation will revert configuration changes to the previous state. Continue? [Y/N]:",
                lambda answer: self._rollback(line) if answer.upper() == "Y" else "",
            )
        return None

    def _save(self, answer: str) -> str:
        if answer.upper() != "Y":
            return ""
        raise Question("Please input the file name ( *.cfg, *.zip ) [vrpcfg.zip]:", lambda _: self._overwrite())

    def _overwrite(self) -> str:
        raise Question("flash:/vrpcfg.zip exists, overwrite? [Y/N]:", self._write)

    def _write(self, answer: str) -> str:
        if self.faults.save_fails:
            return "Error: There is not enough space on the device.\n"
        if answer.upper() != "Y":
            return ""
        self.machine.startup = self.machine.text(self.machine.running)
        return "Now saving the current configuration to the slot 0..\nInfo: Save the configuration successfully.\n"

    def _exclusive(self, *, on: bool) -> str:
        machine = self.machine
        if self.faults.locked or machine.lock not in (None, self.number):
            return "Error: The configuration is locked by another user.\n"
        machine.lock = self.number if on else None
        return ""

    def _leave(self) -> str:
        if self.dirty:
            raise Question(
                "Warning: Uncommitted configurations found.\r\nAre you sure to commit them before exiting? "
                "[Y(yes)/N(no)/C(cancel)]:",
                self._leaving,
            )
        self.view = self.candidate = self.base = None
        return ""

    def _leaving(self, answer: str) -> str:
        if answer.upper().startswith("C"):
            return ""
        printed = self._commit_now("commit") if answer.upper().startswith("Y") else ""
        self.view = self.candidate = self.base = None
        return printed

    def _two_stage(self, line: str) -> str | None:
        if line == "clear configuration candidate":
            self._forget()
            return ""
        if line.startswith("commit"):
            return self._commit_now(line)
        match = re.fullmatch(r"abort trial(?: persist (\S+))?", line)
        if match is not None:
            if match[1] and not self.machine.family.persist:
                return self.error("unknown command", line)
            return self._abort(match[1])
        return None

    def _forget(self) -> None:
        self.candidate = self.base = None
        device = self.machine.running
        self.view = View(device, [device.root])

    def _commit_now(self, line: str) -> str:
        match, machine = _COMMIT.fullmatch(line), self.machine
        if match is None or (match["persist"] and not machine.family.persist):
            return self.error("unknown command", line)
        if self.faults.locked or machine.lock not in (None, self.number):
            return "Error: The configuration is locked by another user.\n"
        if self.faults.commit_does_nothing:
            return ""
        if self.faults.refuse_commit:
            return "Error: Failed to generate the committed configuration.\n"
        if machine.trial is not None:
            return self._confirm(match)
        if match["persist"] and not match["trial"]:
            return "Error: No such trial configuration.\n"
        if not self.dirty:
            return "" if match["trial"] is None else "Error: There is no configuration to commit.\n"
        if self.base is not machine.running:
            return "Error: The running configuration was changed by another user. Refresh the candidate first.\n"
        assert self.candidate is not None
        trial = None
        if match["trial"]:
            seconds = int(match["time"] or 600)
            if not 60 <= seconds <= 65535:
                return "Error: Wrong parameter found at '^' position.\n"
            trial = Trial(machine.running, machine.clock.now() + seconds, match["persist"], self.number)
        opened = self.view.opened if self.view is not None else []
        machine.commit(self.candidate, trial=trial)
        self.candidate = self.base = None
        self.view = View(machine.running, [machine.running.root], opened)
        if trial is None:
            return "Committing..done.\n"
        return (
            "Committing..done.\nInfo: The system enters the trial configuration mode. "
            "The system will revert to previous configuration if the trial configuration is not confirmed.\n"
        )

    def _confirm(self, match: re.Match[str]) -> str:
        trial = self.machine.trial
        assert trial is not None
        if match["trial"] or self.dirty:
            return "Error: A trial configuration is running.\n"
        if trial.persist is not None and match["persist"] != trial.persist:
            return "Error: The persist ID is wrong.\n"
        if trial.persist is None and trial.session != self.number:
            return "Error: The trial configuration belongs to another session.\n"
        self.machine.trial = None
        return "Committing..done.\n"

    def _abort(self, persist: str | None) -> str:
        trial = self.machine.trial
        if trial is None or trial.persist != persist:
            return "Error: No such trial configuration.\n"
        raise Question(
            "Warning: The trial configuration will be rolled back. Continue? [Y/N]:",
            lambda answer: self._aborted() if answer.upper() == "Y" else "",
        )

    def _aborted(self) -> str:
        if self.machine.trial is not None:
            self.machine.abort()
        self._forget()
        return "Info: The configuration was rolled back.\n"

    def _rollback(self, line: str) -> str:
        machine = self.machine
        words = line.split()
        if words[2:] == ["last", "1"] and machine.commits:
            machine.commit(clone(machine.commits[0].before))
            return "Rolling back..done.\n"
        if words[2:4] == ["to", "file"] and self.files is not None and (self.files / words[4]).exists():
            text = (self.files / words[4]).read_bytes().decode("utf-8", errors="surrogateescape")
            device = machine.boot(text)
            unknown = [one.text for one in device.root.all() if one.form is None]
            if unknown or device.faults:
                return f"Error: The file cannot be restored: {(unknown or list(device.faults))[0]}.\n"
            machine.commit(device)
            return "Rolling back..done.\n"
        return "Error: No such rollback point.\n"

    def _display(self, what: str) -> str:
        machine = self.machine
        if what == "current-configuration":
            return self.read_running()
        if what == "saved-configuration":
            return machine.startup
        if what == "configuration trial status" and machine.family.two_stage and not self.faults.no_trial_status:
            return f"Trial status: {'ACTIVE' if machine.trial is not None else 'INACTIVE'}\n"
        if what.startswith("configuration commit list") and machine.family.two_stage:
            return "".join(f"{place:<5}{one.number}  -\n" for place, one in enumerate(machine.commits, start=1))
        found = answers.VRP.get(what.split(" vpn-instance")[0])
        if found is None:
            return self.error("unknown command", what)
        return found(machine.text(machine.running))


def _short(opening: str) -> str:
    words = opening.split()
    if words[0] == "interface":
        return words[-1]
    return "".join(words[:2]) if len(words) > 1 and len(words[1]) < 20 else words[0]
