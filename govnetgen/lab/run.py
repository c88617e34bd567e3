"""Programs of the machine that make and unmake namespaces and wires."""

import os
import select
import subprocess
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from govnetgen.lab.namespace import namespace_path
from govnetgen.lab.process import Process, process
from govnetgen.lab.script import READY

START_S = 120.0
"""How long a node may take to start on a busy machine."""
_STARTER = """exec 3>&1 >"$2" 2>&1 </dev/null
setsid sh "$1" &
echo "process $!" >&3"""


def bound(*words: str) -> list[str]:
    """Return the words that run a program which must not go on making things when this process is killed."""
    # killed before the kernel was told, this process is the program's parent no more
    return ["setpriv", "--pdeathsig", "KILL", "sh", "-c", '[ "$PPID" = "$0" ] && exec "$@"', str(os.getpid()), *words]


class LabFailure(Exception):
    """The machine refused something that a lab needs; ``said`` is what it answered."""

    def __init__(self, what: str, said: str) -> None:
        self.what, self.said = what, said
        super().__init__(f"{what}: {said}")


@dataclass(frozen=True, slots=True)
class Started:
    """How the start of a node ended: nothing in ``failure`` means that it is up; ``troubles`` did not stop it."""

    failure: str
    troubles: tuple[str, ...]
    said: str


def ip_batch(lines: Iterable[str], *, namespace: str = "") -> None:
    """Run a batch of iproute2; raises LabFailure."""
    given = "".join(f"{line}\n" for line in lines)
    if not given:
        return
    inside = ["-n", namespace] if namespace else []
    done = subprocess.run(
        bound("ip", *inside, "-batch", "-"), input=given, capture_output=True, check=False, encoding="utf-8"
    )
    if done.returncode != 0:
        raise LabFailure(f"ip, in {namespace or 'the machine'}", done.stderr.strip())


def inode_of(namespace: str) -> int:
    """Return the number of a namespace, 0 where there is none of the name."""
    try:
        return namespace_path(namespace).stat().st_ino
    except FileNotFoundError:
        return 0


def start_node(namespace: str, script: Path, log: Path, announced: Callable[[Process], None]) -> Started:
    """Start a node and wait until it is up; its first process is announced as soon as it is there."""
    words = ["nsenter", f"--net={namespace_path(namespace)}", "unshare", "--mount", "--uts", "--pid"]
    reading, writing = os.pipe()
    try:
        starter = subprocess.Popen(
            bound(*words, "sh", "-c", _STARTER, "sh", str(script), str(log)),
            stdin=subprocess.DEVNULL,
            stdout=writing,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    finally:
        os.close(writing)
    try:
        failure, troubles = _followed(reading, announced)
    finally:
        os.close(reading)
        _, refused = starter.communicate()
    said = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
    return Started(failure, troubles, "\n".join(part for part in (said.strip(), refused.decode().strip()) if part))


def _followed(reading: int, announced: Callable[[Process], None]) -> tuple[str, tuple[str, ...]]:
    """Read what a starting node says; returns why it failed, if it did, and its troubles."""
    place, rest = "its start", b""
    troubles: list[str] = []
    end = time.monotonic() + START_S
    while True:
        ready, _, _ = select.select([reading], [], [], max(0.0, end - time.monotonic()))
        if not ready:
            return f"{place} took more than {START_S:.0f} s", tuple(troubles)
        data = os.read(reading, 65536)
        if not data:
            return f"it ended at {place}", tuple(troubles)
        *lines, rest = (rest + data).split(b"\n")
        for line in lines:
            word, _, text = line.decode().partition(" ")
            if word == READY:
                return "", tuple(troubles)
            if word == "failed":
                return text, tuple(troubles)
            if word == "trouble":
                troubles.append(text)
            elif word == "at":
                place = text
            elif word == "process":
                first = process(int(text))
                if first is not None:
                    announced(first)


def in_node(first: Process, words: Sequence[str], *, given: str = "", timeout_s: float = 120.0) -> tuple[int, str]:
    """Run a program inside a node; returns its exit code and what it said."""
    done = subprocess.run(
        [*enter(first), *words],
        input=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        encoding="utf-8",
        errors="replace",
        timeout=timeout_s,
    )
    return done.returncode, done.stdout


def enter(first: Process) -> list[str]:
    """Return the words that lead into a node."""
    return ["nsenter", f"--target={first.number}", "--mount", "--uts", "--net", "--pid", "--wd=/", "--"]


def ended_quietly(file: Path) -> None:
    """Delete a file that may be gone."""
    with suppress(FileNotFoundError):
        file.unlink()
