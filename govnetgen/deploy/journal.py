"""The journal of a run: what is about to be done, and what became of it, a line each, on disk before anything goes on.

Lines are only ever added. A line that a kill cut in two is the last one, and says nothing; any other line that cannot
be read means that somebody edited the file. No secret is in it.
"""

import fcntl
import json
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from govnetgen.diagnostics import InvalidInput, Location, error
from govnetgen.output.atomic import PRIVATE

FILE = "journal.jsonl"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what kind, of which device (empty for the run itself), and what there is to say."""

    kind: str
    device: str = ""
    said: Mapping[str, Any] = field(default_factory=dict)
    at: str = ""


class Journal:
    """Writes entries; may be used by several threads.

    ``broken`` says why it could not be written, as on a full disk. Then nothing new may be begun.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        _end_torn_line(path)
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, PRIVATE)
        with suppress(OSError):  # it only tells others that the run is under way
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _to_disk(path.parent)
        self.broken = ""

    def write(self, kind: str, device: str = "", **said: object) -> bool:
        """Write an entry to disk; tell whether it is there."""
        # the wall clock is for people: nothing is decided by it
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = json.dumps({"at": now, "kind": kind, "device": device, **said}, ensure_ascii=False) + "\n"
        with self._lock:
            if self.broken:
                return False
            try:
                self._append(line.encode(errors="backslashreplace"))
            except OSError as failure:
                self.broken = f"the journal cannot be written: {failure.strerror}"
                return False
            return True

    def _append(self, data: bytes) -> None:
        # a full disk takes part of a line: the rest would never come, and the reader passes over a torn last line
        while data:
            data = data[os.write(self._file, data) :]
        os.fsync(self._file)

    def close(self) -> None:
        """Close the file."""
        with suppress(OSError):
            os.close(self._file)


def is_written(path: Path) -> bool:
    """Tell whether a run that lives is writing a journal; a run that was killed is not."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return False


def read_journal(path: Path) -> tuple[Entry, ...]:
    """Read a journal; raises InvalidInput where it was edited."""
    return tuple(_entries(path))


def _entries(path: Path) -> Iterator[Entry]:
    text = path.read_bytes().decode("utf-8", errors="replace")
    for number, line in enumerate(text.split("\n")[:-1], start=1):
        if line == _TORN:
            continue
        try:
            held = json.loads(line.removesuffix(_TORN))
            yield Entry(held.pop("kind"), held.pop("device"), held, held.pop("at"))
        except (ValueError, KeyError, AttributeError, TypeError):
            if line.endswith(_TORN):
                continue
            raise _damaged(path, number) from None


_TORN = "#torn"
"""Written behind a line that a kill had cut, before the run goes on."""


def _end_torn_line(path: Path) -> None:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return
    if data and not data.endswith(b"\n"):
        with path.open("ab") as file:
            file.write(f"{_TORN}\n".encode())


def _damaged(path: Path, number: int) -> InvalidInput:
    return InvalidInput(
        [
            error(
                "journal-damaged",
                "this line of the journal cannot be read: somebody edited it, or the disk is damaged",
                Location(str(path), number),
                hint="look at the devices of the run with: govnetgen diff NETWORK, then deploy anew",
            )
        ]
    )


def _to_disk(folder: Path) -> None:
    """See to it that the names in a folder are on disk, too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
