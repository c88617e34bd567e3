"""A progress bar, on a terminal only."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

_EVERY_S = 0.1
"""How often the bar is drawn anew."""


@contextmanager
def progress(what: str, as_json: bool) -> Iterator[Callable[[int, int], None]]:
    """Give a function to be told how many are done, and of how many."""
    if as_json or not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # drawn when told: a thread that draws must not run while processes are forked
    bar = Progress(*columns, console=Console(stderr=True), auto_refresh=False, transient=True)
    tasks: list[TaskID] = []
    drawn = 0.0

    def told(done: int, total: int) -> None:
        nonlocal drawn
        if not tasks:
            tasks.append(bar.add_task(what, total=total))
        bar.update(tasks[0], completed=done)
        if done == total or time.monotonic() - drawn >= _EVERY_S:
            drawn = time.monotonic()
            with suppress(OSError):  # a terminal that is gone stops no work
                bar.refresh()

    bar.start()
    try:
        yield told
    finally:
        with suppress(OSError):
            bar.stop()
