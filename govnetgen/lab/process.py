"""Processes, by number and start time: a number alone may be somebody else's by now."""

import os
import signal
import time
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import NamedTuple

_START = 19
"""The place of the start time behind the name in /proc/PID/stat."""
_PATIENCE_S = 10.0


class Process(NamedTuple):
    """A process: its number, and when it started, in the kernel's ticks since boot."""

    number: int
    started: int


def process(number: int) -> Process | None:
    """Return a living process by number, None where there is none."""
    fields = _fields(number)
    return None if fields is None or fields[0] == "Z" else Process(number, int(fields[_START]))


def alive(one: Process) -> bool:
    """Tell whether this very process still lives."""
    return process(one.number) == one


def end(processes: Iterable[Process], *, patience_s: float = _PATIENCE_S) -> tuple[Process, ...]:
    """Kill processes and wait until they are gone; returns those that are not."""
    waiting = [one for one in processes if _kill(one)]
    deadline = time.monotonic() + patience_s
    while waiting and time.monotonic() < deadline:
        waiting = [one for one in waiting if alive(one)]
        if waiting:
            time.sleep(0.01)
    return tuple(waiting)


def in_namespaces(inodes: Collection[int]) -> tuple[Process, ...]:
    """Return the processes whose network namespace is one of these."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                inode = (entry / "ns" / "net").stat().st_ino
            except OSError:  # it ended just now
                continue
            one = process(int(entry.name)) if inode in inodes else None
            if one is not None:
                found.append(one)
    return tuple(found)


def _kill(one: Process) -> bool:
    try:
        # a handle first: what it refers to cannot become another process between the look and the signal
        handle = os.pidfd_open(one.number)
    except OSError:
        return False
    try:
        if not alive(one):
            return False
        signal.pidfd_send_signal(handle, signal.SIGKILL)
        return True
    except ProcessLookupError:
        return False
    finally:
        os.close(handle)


def _fields(number: int) -> list[str] | None:
    try:
        text = Path(f"/proc/{number}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    # the name, in parentheses, may hold anything
    return text.rpartition(")")[2].split()


def names_by_namespace() -> dict[int, frozenset[str]]:
    """Return the names of the processes in every network namespace of this machine, by the namespace's number."""
    found: dict[int, set[str]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                inode = (entry / "ns" / "net").stat().st_ino
                found.setdefault(inode, set()).add((entry / "comm").read_text(encoding="utf-8").strip())
            except OSError:  # it ended just now
                continue
    return {inode: frozenset(names) for inode, names in found.items()}
