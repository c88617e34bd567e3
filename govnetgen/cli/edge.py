"""The edge of every verb: what went wrong outside is said in one place, and never as a traceback."""

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import typer

from govnetgen.diagnostics import Diagnostic, InvalidInput, Location, error

FAILED = 1
PENDING = 3
INTERRUPTED = 130
"""As shells say it of what Ctrl-C ended."""

_CAUSES = {
    errno.ENOSPC: ("disk-full", "the disk is full", "make room, then run again: nothing half-written is left"),
    errno.EDQUOT: ("disk-full", "your quota of the disk is used up", "make room, then run again"),
    errno.EACCES: ("no-permission", "you may not read or write this", "change its permissions or run as its owner"),
    errno.EPERM: ("no-permission", "you may not read or write this", "change its permissions or run as its owner"),
    errno.EROFS: ("no-permission", "this is on a read-only file system", "give a folder on another one"),
    errno.ENOENT: ("no-file", "there is no such file or folder", "look at the path"),
    errno.EISDIR: ("no-file", "this is a folder, and a file is needed", "give a file in it"),
    errno.ENAMETOOLONG: ("no-file", "this name is longer than the file system takes", "give a shorter one"),
    errno.ELOOP: ("no-file", "this symbolic link leads back to itself", "look at where it leads"),
    errno.ENOTDIR: ("no-file", "a part of this path is a file, not a folder", "look at the path"),
}


@contextmanager
def edge(json: bool) -> Iterator[None]:
    """Print what stopped a verb, as text or JSON, and end with exit code 1; 130 where somebody ended it."""
    try:
        yield
    except InvalidInput as invalid:
        fail(invalid.diagnostics, json)
    except KeyboardInterrupt as interrupt:
        with suppress(OSError):  # the terminal may be what is gone
            sys.stderr.write(": ".join(["interrupted", *map(str, interrupt.args)]) + "\n")
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        raise typer.Exit(0) from None  # the reader, as in `| head`, has seen enough
    except OSError as failure:
        fail([from_system(failure)], json)


def fail(diagnostics: tuple[Diagnostic, ...] | list[Diagnostic], json: bool) -> None:
    """Print diagnostics and end with exit code 1."""
    from govnetgen.views.outcome import print_failure

    print_failure(diagnostics, json)
    raise typer.Exit(FAILED)


def from_system(failure: OSError) -> Diagnostic:
    """Say what the operating system refused."""
    place = Location(str(failure.filename or "govnetgen"))
    code, message, hint = _CAUSES.get(
        failure.errno or 0, ("system-refused", f"the system refused: {failure.strerror or failure}", "")
    )
    return error(code, message, place, hint=hint)
