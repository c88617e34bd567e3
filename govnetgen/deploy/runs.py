"""Where runs are kept: a folder a run, with its plan, its journal, and what each device held before.

``$XDG_STATE_HOME/govnetgen/runs/RUN`` (``~/.local/state`` where that is not set), for nobody else to read: what a
device held before is needed to take a change back, and holds what the device shows of its secrets. It is kept out of
the network's folder so that no version control finds it.
"""

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from govnetgen.deploy.health import Seen
from govnetgen.deploy.journal import FILE, Entry, is_written, read_journal
from govnetgen.deploy.outcome import Ended, Outcome
from govnetgen.deploy.plan import Plan, parse_plan, print_plan
from govnetgen.diagnostics import InvalidInput, Location, did_you_mean, error
from govnetgen.output.atomic import PRIVATE, write_atomically, write_new

_PLAN = "plan.json"
_BEFORE = "before"
_FOLDER_MODE = 0o700
_GONE = ".gone-"
"""Begins the names of folders that are being removed."""
_PUSHING = frozenset({"stage", "commit", "undo", "confirm"})


@dataclass(frozen=True, slots=True)
class Run:
    """A run on disk."""

    name: str
    folder: Path

    @property
    def journal(self) -> Path:
        """The journal's file."""
        return self.folder / FILE

    def plan(self) -> Plan:
        """Read what it was going to do."""
        return parse_plan((self.folder / _PLAN).read_text(encoding="utf-8"), str(self.folder / _PLAN))

    def keep_before(self, device: str, text: str) -> None:
        """Write down what a device held; what is there already stays: the first was before any change."""
        path = self.folder / _BEFORE / f"{device}.cfg"
        if not path.exists():
            write_atomically(path, text.encode("utf-8", errors="surrogateescape"), mode=PRIVATE)

    def before(self, device: str) -> str | None:
        """Return what a device held before, None where it was not changed."""
        try:
            return (self.folder / _BEFORE / f"{device}.cfg").read_bytes().decode("utf-8", errors="surrogateescape")
        except FileNotFoundError:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far a run came, by its journal. ``pushed`` are devices without an end that may hold lines of it."""

    run: Run
    network: str
    folder: str
    started: str
    finished: bool
    settings: Mapping[str, Any]
    order: tuple[tuple[str, ...], ...]
    ended: Mapping[str, Ended]
    pushed: frozenset[str] = frozenset()
    takes_back: str = ""
    """The run that this one took back."""
    lab: bool = False
    """The devices were the nodes of a lab."""
    alive: bool = False
    """A process is at it now."""
    well: Mapping[str, Seen]
    """What was up on each device before it was changed."""

    @property
    def open(self) -> tuple[str, ...]:
        """The devices that still have to be dealt with, in their order."""
        final = {name for name, one in self.ended.items() if one.outcome is not Outcome.NOT_TRIED}
        return tuple(name for wave in self.order for name in wave if name not in final)


def state_folder(environment: Mapping[str, str]) -> Path:
    """Return where runs are kept."""
    held = environment.get("XDG_STATE_HOME", "")
    base = Path(held) if held.startswith("/") else Path(environment.get("HOME", "~")).expanduser() / ".local" / "state"
    return base / "govnetgen" / "runs"


def new_run(state: Path, plan: Plan) -> Run:
    """Make the folder of a new run, with its plan."""
    state.mkdir(parents=True, exist_ok=True, mode=_FOLDER_MODE)
    now = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    name = f"{plan.network}-{now}-{secrets.token_hex(2)}"
    folder = state / name
    folder.mkdir(mode=_FOLDER_MODE)
    (folder / _BEFORE).mkdir(mode=_FOLDER_MODE)
    write_new(folder / _PLAN, print_plan(plan).encode(), mode=PRIVATE, to_disk=True)
    return Run(name, folder)


def find_run(state: Path, name: str) -> Run:
    """Return a run by its name; raises InvalidInput where there is none."""
    folder = state / name
    if Path(name).name == name and (folder / FILE).is_file():
        return Run(name, folder)
    hint = did_you_mean(name, (one.name for one in all_runs(state)))
    raise InvalidInput([error("unknown-run", f"there is no run {name!r}", Location(str(state)), hint=hint)])


def all_runs(state: Path) -> tuple[Run, ...]:
    """Return every run, by name."""
    if not state.is_dir():
        return ()
    folders = (one for one in state.iterdir() if not one.name.startswith(_GONE))
    found = [Run(one.name, one) for one in folders if (one / FILE).is_file()]
    return tuple(sorted(found, key=lambda one: one.name))


def remove_run(run: Run) -> None:
    """Remove a run from disk; one whose removal is cut short is no run any more, and goes with the next removal."""
    state = run.folder.parent
    run.folder.rename(state / f"{_GONE}{run.name}")
    for one in state.glob(f"{_GONE}*"):
        shutil.rmtree(one)


def standing(run: Run) -> Standing:
    """Work out from the journal how far a run came; raises InvalidInput where it is damaged."""
    begun: Entry | None = None
    finished = False
    ended: dict[str, Ended] = {}
    pushed: set[str] = set()
    well: dict[str, Seen] = {}
    for entry in read_journal(run.journal):
        if entry.kind == "run":
            begun = begun or entry
            finished = False
        elif entry.kind == "end":
            finished = True
        elif entry.kind == "ended":
            ended[entry.device] = _ended(entry)
        elif entry.kind == "before":
            well[entry.device] = _seen(entry)
        elif entry.kind == "doing" and entry.said.get("phase") in _PUSHING:
            ended.pop(entry.device, None)
            pushed.add(entry.device)
    if begun is None:
        raise InvalidInput([error("journal-damaged", "the run has no beginning", Location(str(run.journal)))])
    said = begun.said
    return Standing(
        run=run,
        network=said["network"],
        folder=said["folder"],
        started=begun.at,
        finished=finished,
        settings=said["settings"],
        order=tuple(tuple(wave) for wave in said["order"]),
        ended=ended,
        pushed=frozenset(pushed - ended.keys()),
        takes_back=said["said"].get("takes_back", ""),
        lab=bool(said["said"].get("lab")),
        alive=is_written(run.journal),
        well=well,
    )


def _seen(entry: Entry) -> Seen:
    said = entry.said
    return Seen(
        up=frozenset((kind, name) for kind, name in said["up"]),
        looked_at=tuple(said.get("looked_at", ())),
        untold=tuple(said.get("untold", ())),
    )


def _ended(entry: Entry) -> Ended:
    said = entry.said
    return Ended(
        device=entry.device,
        outcome=Outcome(said["outcome"]),
        why=tuple(said.get("why", ())),
        remains=tuple(said.get("remains", ())),
        readable=said.get("readable", True),
        wave=said.get("wave", 0),
        seconds=said.get("seconds", 0.0),
        after=said.get("after", ""),
        start_up_differs=said.get("start_up_differs", False),
        looked_at=tuple(said.get("looked_at", ())),
        untold=tuple(said.get("untold", ())),
    )


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold a network's folder against other deployments; raises InvalidInput where one holds it.

    The lock ends with the process. Whoever deploys from another copy of the folder is met by the devices' own locks.
    """
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            hint = "wait until it is done; govnetgen runs shows how far it is"
            busy = error(
                "deploy-busy", "another deployment of this network is under way", Location(str(folder)), hint=hint
            )
            raise InvalidInput([busy]) from None
        yield
    finally:
        os.close(descriptor)
