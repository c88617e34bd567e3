"""Many devices in several processes; results come in the order of the names, whichever process made them.

Processes are forked, so that the network is shared and not copied, and talk through a pipe each. A process whose
parent is gone ends at its next write: nobody else holds the pipe's reading end.
"""

import gc
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TypeVar

PROCESSES = 2
MANY = 200
_CHUNK = 20

T = TypeVar("T")


def make_all(make: Callable[[str], T], names: Sequence[str], *, many: int = MANY) -> Iterator[T]:
    """Make every device, more than ``many`` in parallel; raises OSError from whichever process met it."""
    if len(names) <= many:
        yield from map(make, names)
        return
    chunks = [names[start : start + _CHUNK] for start in range(0, len(names), _CHUNK)]
    context = get_context("fork")
    gc.freeze()  # else the first collection in a child touches, and so copies, every page of the network
    receivers: list[Connection] = []
    processes: list[BaseProcess] = []
    try:
        for number in range(PROCESSES):
            receiver, sender = context.Pipe(duplex=False)
            receivers.append(receiver)
            process = context.Process(target=_work, args=(make, chunks[number::PROCESSES], sender, tuple(receivers)))
            process.start()
            processes.append(process)
            sender.close()
        for number in range(len(chunks)):
            found = receivers[number % PROCESSES].recv()
            if isinstance(found, OSError):
                raise found
            yield from found
    finally:
        for receiver in receivers:
            receiver.close()
        for started in processes:
            started.terminate()
            started.join()
        gc.unfreeze()


def _work(
    make: Callable[[str], T], chunks: Sequence[Sequence[str]], sender: Connection, inherited: Sequence[Connection]
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it too, and ends its children
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for receiver in inherited:
        receiver.close()
    with suppress(BrokenPipeError):  # the parent is gone, or has heard enough
        for chunk in chunks:
            sender.send(_made(make, chunk))


def _made(make: Callable[[str], T], names: Sequence[str]) -> tuple[T, ...] | OSError:
    try:
        return tuple(map(make, names))
    except OSError as failure:
        return failure
