"""A change that waits for its confirmation: the way back on the disk, the timer, and who may change the node now."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from . import files

STATE = Path("/etc/govnetgen/state")
"""On the same disk as the files that it keeps: what fits here can be put back."""
PENDING = STATE / "pending"
PREVIOUS = STATE / "previous"
ORIGINALS = STATE / "original"
_STAGED = STATE / "staged"
_LOCK = STATE / "lock"
_LAST = STATE / "last.json"
PROGRAM = "node.pyz"
_UNIT = Path("/etc/systemd/system/govnetgen-revert.service")
_WANTED = Path("/etc/systemd/system/sysinit.target.wants/govnetgen-revert.service")
_SYSTEMD = Path("/run/systemd/system")
PATIENCE_S = 60.0
"""How long the timer lets a change that still runs at its end finish, before it ends it."""


class Busy(Exception):
    """Somebody else changes the node at this moment."""


@dataclass(frozen=True)
class Way:
    """The way back from one run: what was kept, and what must be loaded again.

    ``wrote`` are the digests of the files that the run made.
    """

    run: str
    kept: tuple[files.Kept, ...]
    made: tuple[str, ...]
    wrote: tuple[tuple[str, str], ...] = ()
    settings: tuple[tuple[str, str, str], ...] = ()
    routing: bool = False
    rules: bool = False
    hostname: str = ""


@contextmanager
def locked(patience_s: float = 0.0) -> Iterator[None]:
    """Be the only one who changes the node; raises Busy."""
    STATE.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(_LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _take(descriptor, patience_s)
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int, patience_s: float) -> None:
    end = time.monotonic() + patience_s
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= end:
                raise Busy from None
            time.sleep(0.1)
        else:
            return


def stage() -> Path:
    """Return an empty folder for a way back."""
    shutil.rmtree(_STAGED, ignore_errors=True)
    _STAGED.mkdir(mode=0o700, parents=True)
    return _STAGED


def drop_staged() -> None:
    """Forget a way back that never became one."""
    shutil.rmtree(_STAGED, ignore_errors=True)


def begin(way: Way, timer_s: int) -> None:
    """Make the staged way back the one that is pending; from here on the node goes back unless it is confirmed."""
    files.write_synced(_STAGED / "way.json", json.dumps(asdict(way)).encode(), 0o600)
    shutil.copy2(sys.argv[0], _STAGED / PROGRAM)
    timer = _start_timer(way.run, timer_s) if timer_s else {}
    files.write_synced(_STAGED / "timer.json", json.dumps(timer).encode(), 0o600)
    _STAGED.rename(PENDING)
    _guard_boot()


def way_back(folder: Path = PENDING) -> Way | None:
    """Return the way back that is kept in a folder, None where there is none."""
    try:
        found = json.loads((folder / "way.json").read_text())
    except FileNotFoundError:
        return None
    kept = tuple(files.Kept(**one) for one in found.pop("kept"))
    settings = tuple((table, name, value) for table, name, value in found.pop("settings"))
    wrote = tuple((path, digest) for path, digest in found.pop("wrote"))
    return Way(kept=kept, made=tuple(found.pop("made")), settings=settings, wrote=wrote, **found)


def finish(run: str, outcome: str, why: str = "") -> None:
    """Nothing is pending any more; a confirmed change's way back is kept until the next one."""
    running = timer()
    if outcome == "confirmed":
        _forget(PREVIOUS)
        PENDING.rename(PREVIOUS)  # the moment from which on the timer finds nothing to take back
    else:
        _forget(PENDING)
    _stop(running)
    _unguard_boot()
    say_last(run, outcome, why)


def _forget(folder: Path) -> None:
    # a rename is one step: killed in the middle of deleting, nothing half is taken for a way back
    if folder.exists():
        shutil.rmtree(_STAGED, ignore_errors=True)
        folder.rename(_STAGED)
        shutil.rmtree(_STAGED, ignore_errors=True)


def forget_previous() -> None:
    """The way back from the last confirmed change was taken."""
    _forget(PREVIOUS)


def say_last(run: str, outcome: str, why: str = "") -> None:
    """Remember how the last change ended; a disk that is full does not keep a node from going back."""
    try:
        files.write_synced(_LAST, json.dumps({"run": run, "outcome": outcome, "why": why}).encode(), 0o600)
    except OSError:
        return


def last() -> dict[str, Any]:
    """Return how the last change ended."""
    try:
        return dict(json.loads(_LAST.read_text()))
    except (FileNotFoundError, ValueError):
        return {}


def timer() -> dict[str, Any]:
    """Return the timer of the pending change: its seconds left, and whether it lives."""
    try:
        found = dict(json.loads((PENDING / "timer.json").read_text()))
    except (FileNotFoundError, ValueError):
        return {}
    if found:
        found["alive"] = found.get("unit") is not None or _started(found["pid"]) == found["started"]
        same_boot = found["boot"] == _boot()
        found["left_s"] = max(0.0, round(found["end"] - _clock(), 1)) if same_boot else 0.0
    return found


def _start_timer(run: str, seconds: int) -> dict[str, Any]:
    """Start what outlives the session: a timer of systemd, or a process of its own."""
    found: dict[str, Any] = {"end": _clock() + seconds, "boot": _boot()}
    command = [sys.executable, "-IS", str(PENDING / PROGRAM), "expire", run]
    if _SYSTEMD.is_dir():
        unit = f"govnetgen-revert-{run}"
        systemd = ["systemd-run", "--quiet", "--collect", f"--unit={unit}", f"--on-active={seconds}", *command]
        done = subprocess.run(systemd, stdin=subprocess.DEVNULL, capture_output=True, check=False)
        if done.returncode == 0:
            return {**found, "unit": unit}
    waiting = subprocess.Popen(
        [sys.executable, "-IS", str(Path(sys.argv[0]).resolve()), "wait", run, str(seconds)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd="/",
    )
    return {**found, "pid": waiting.pid, "started": _started(waiting.pid)}


def _stop(running: Mapping[str, Any]) -> None:
    if running.get("unit"):
        stop = ["systemctl", "stop", f"{running['unit']}.timer"]
        subprocess.run(stop, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    elif running.get("alive") and running["pid"] != os.getpid():
        os.kill(running["pid"], signal.SIGKILL)


def sleep(seconds: float) -> None:
    """Wait by the clock that also counts while the machine is suspended, and that nobody sets."""
    end = _clock() + seconds
    while (left := end - _clock()) > 0:
        time.sleep(min(left, 1.0))


def end_change(patience_s: float) -> None:
    """Let a change that still runs come to its end, or end it: it hangs."""
    try:
        with locked(patience_s):
            return
    except Busy:
        pass
    try:
        found = json.loads((PENDING / "worker.json").read_text())
    except (FileNotFoundError, ValueError):
        return
    if _started(found["pid"]) == found["started"] and found["pid"] != os.getpid():
        os.killpg(found["pid"], signal.SIGKILL)  # with the program that it waits for


def name_worker() -> None:
    """Say which process makes the pending change; it leads a group of its own."""
    if os.getpgrp() != os.getpid():
        os.setpgid(0, 0)
    worker = {"pid": os.getpid(), "started": _started(os.getpid())}
    files.write_synced(PENDING / "worker.json", json.dumps(worker).encode(), 0o600)


def _started(pid: int) -> str:
    """Return when a process was started, in the kernel's ticks: a number that comes again is another process."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except (FileNotFoundError, ProcessLookupError):
        return ""


def _clock() -> float:
    return time.clock_gettime(time.CLOCK_BOOTTIME)


def _boot() -> str:
    return Path("/proc/sys/kernel/random/boot_id").read_text().strip()


_GUARD = """[Unit]
Description=Take back a change that nobody confirmed before the node went down
DefaultDependencies=no
After=local-fs.target
Before=sysinit.target systemd-sysctl.service network-pre.target nftables.service networking.service frr.service
ConditionPathExists={pending}/way.json

[Service]
Type=oneshot
ExecStart={python} -IS {pending}/{program} boot

[Install]
WantedBy=sysinit.target
"""


def _guard_boot() -> None:
    """See to it that the node comes up without the pending change, where systemd starts it."""
    if not _SYSTEMD.is_dir():
        return
    text = _GUARD.format(pending=PENDING, python=sys.executable, program=PROGRAM)
    _UNIT.write_text(text)
    _WANTED.parent.mkdir(parents=True, exist_ok=True)
    _WANTED.unlink(missing_ok=True)
    _WANTED.symlink_to(_UNIT)


def _unguard_boot() -> None:
    for path in (_WANTED, _UNIT):
        path.unlink(missing_ok=True)
