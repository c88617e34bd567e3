"""Single files, written so that a reader or a crash sees the old or the new one and nothing between."""

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from govnetgen.diagnostics import InvalidInput, Location, error

PRIVATE = 0o600
"""The mode of files that hold secrets."""


def write_atomically(path: Path, data: bytes, *, mode: int | None = None) -> None:
    """Write a file beside its place and move it there; it is on disk when this returns.

    A symbolic link is written through. The mode is the given one, else that of the file it takes the place of.
    """
    place = path.resolve()
    if mode is None and place.exists():
        mode = place.stat().st_mode & 0o777
    waiting = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        write_new(waiting, data, mode=mode, to_disk=True)
        waiting.replace(place)
    except OSError as failure:
        failure.filename, failure.filename2 = str(path), None  # nobody knows the name of what waits
        raise
    finally:
        with suppress(FileNotFoundError):
            waiting.unlink()


def require_writable(path: Path) -> None:
    """Raise OSError where a file cannot be written later: before the work whose result would be lost."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    place = path.resolve()
    there = next(one for one in (place, *place.parents) if one.exists())
    if there not in (place, Path(there.root)) and not there.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))
    if not os.access(there, os.W_OK):
        why = errno.EROFS if os.statvfs(there).f_flag & os.ST_RDONLY else errno.EACCES
        raise OSError(why, os.strerror(why), str(path))


def write_named(path: Path, data: bytes) -> None:
    """Write a file where somebody wants it, atomically, in a folder that is made where it is missing."""
    require_writable(path)
    path.resolve().parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, data)


def write_new(path: Path, data: bytes, *, mode: int | None = None, to_disk: bool = False) -> None:
    """Write a file that nobody reads yet, never wider open than its mode, not even for a moment."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666 if mode is None else PRIVATE)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            if mode is not None:
                os.fchmod(descriptor, mode)
            if to_disk:
                file.flush()
                os.fsync(descriptor)
    except OSError as failure:
        failure.filename = str(path)  # a full disk does not say which file it was
        raise


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder against other runs; raises InvalidInput where one holds it. The lock goes with the process."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        _lock(descriptor, folder)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int, folder: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        busy = error(
            "folder-busy",
            "another govnetgen is writing here",
            Location(str(folder)),
            hint="wait until it is done, then run again",
        )
        raise InvalidInput([busy]) from None
