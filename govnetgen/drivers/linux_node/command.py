"""Other programs of the node."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from typing import BinaryIO

_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
TIMEOUT_S = 120.0


class Failed(Exception):
    """Another program refused, or there is no such program."""

    def __init__(self, subject: str, why: str) -> None:
        super().__init__(f"{subject}: {why}")
        self.subject = subject
        self.why = why


def path() -> str:
    """Return where programs are looked for: also where a session of root does not look by itself."""
    return f"{os.environ['PATH']}:{_PATH}" if "PATH" in os.environ else _PATH


def installed(program: str) -> bool:
    """Tell whether the node has a program."""
    return shutil.which(program, path=path()) is not None


def run(subject: str, words: Sequence[str], given: str = "", timeout_s: float = TIMEOUT_S) -> str:
    """Run a program and return what it says; raises Failed, with what it said, naming the file it was about."""
    program = shutil.which(words[0], path=path())
    if program is None:
        raise Failed(subject, f"{words[0]} is not installed")
    # files, not pipes: a daemon that it starts keeps its outputs, and a pipe would not end before the daemon
    with _memory() as given_file, _memory() as output, _memory() as trouble:
        given_file.write(given.encode("utf-8", "surrogateescape"))
        given_file.seek(0)
        try:
            done = subprocess.run(
                [program, *words[1:]],
                stdin=given_file,
                stdout=output,
                stderr=trouble,
                check=False,
                timeout=timeout_s,
                env={**os.environ, "PATH": path(), "LC_ALL": "C.UTF-8"},
                cwd="/",
            )
        except subprocess.TimeoutExpired:
            raise Failed(subject, f"{words[0]} did not end within {timeout_s:.0f} s") from None
        said, wrong = _text(output), _text(trouble)
    if done.returncode != 0:
        raise Failed(subject, f"{words[0]}: {(wrong + said).strip() or f'it ended with code {done.returncode}'}")
    return said


def _memory() -> BinaryIO:
    return os.fdopen(os.memfd_create("govnetgen"), "w+b")


def _text(file: BinaryIO) -> str:
    file.seek(0)
    return file.read().decode("utf-8", "surrogateescape")
