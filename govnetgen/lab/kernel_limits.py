"""What a kernel allows all namespaces of a machine together: raised while labs are up, set back behind the last.

The tables of neighbours (arp(7), gc_thresh) are the kernel's, not a namespace's: one that is full answers nobody.
"""

import fcntl
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from govnetgen.lab import state
from govnetgen.lab.vrfs import VrfWay
from govnetgen.output.atomic import PRIVATE, write_atomically

SETTINGS = Path("/proc/sys")
WATCHES = "fs/inotify/max_user_instances"
NEIGHBOURS = tuple(f"net/{family}/neigh/default/gc_thresh3" for family in ("ipv4", "ipv6"))
_EARLIER = {"gc_thresh2": 2, "gc_thresh1": 4}
"""The thresholds below the last, as parts of it: from the second on, neighbours are forgotten after five seconds."""
_EACH = 32
"""Neighbours that a node or host is given room for: all of Dalian has 11 on the average."""
_SPARE_WATCHES = 16
_RAISED = "limits.json"


def limits_for(nodes: int, watching: int) -> Mapping[str, int]:
    """Return what so many nodes and hosts need, ``watching`` of them with a zebra ``-n``, by name of the setting."""
    last = _EACH * nodes
    needs = dict.fromkeys(NEIGHBOURS, last)
    for name, part in _EARLIER.items():
        needs |= {one.replace("gc_thresh3", name): last // part for one in NEIGHBOURS}
    return needs | {WATCHES: watching + _SPARE_WATCHES if watching else 0}


def present(setting: str) -> int | None:
    """Return what a setting is now; None where it cannot be seen, as from a container with a network of its own."""
    try:
        return int((SETTINGS / setting).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None


def raisable(setting: str) -> bool:
    """Tell whether a setting may be raised from here."""
    return os.access(SETTINGS / setting, os.W_OK)


def raise_limits() -> None:
    """Raise what is too low for all labs that the machine has now; what it was is written down before."""
    with _alone():
        labs = state.labs()
        watching = sum(len(one.nodes) for one in labs if one.vrfs is VrfWay.NAMESPACES)
        needs = limits_for(sum(len(one.nodes) for one in labs), watching)
        low = {one: now for one, value in needs.items() if (now := present(one)) is not None and now < value}
        raised = {one: needs[one] for one in low if raisable(one)}
        if not raised:
            return
        known = _written()
        known |= {one: (known[one][0] if one in known else low[one], value) for one, value in raised.items()}
        write_atomically(state.LABS / _RAISED, json.dumps(known).encode(), mode=PRIVATE)
        _set(raised.items())


def restore_limits() -> None:
    """Set back what was raised, if no lab is left; what somebody else set meanwhile stays."""
    if not state.LABS.is_dir():
        return
    with _alone():
        known = _written()
        if not known or state.labs():
            return
        _set((one, before) for one, (before, ours) in known.items() if present(one) == ours)
        (state.LABS / _RAISED).unlink()


def _set(values: Iterable[tuple[str, int]]) -> None:
    for setting, value in values:
        (SETTINGS / setting).write_text(f"{value}\n", encoding="utf-8")


def _written() -> dict[str, tuple[int, int]]:
    try:
        text = (state.LABS / _RAISED).read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    return {one: (before, ours) for one, (before, ours) in json.loads(text).items()}


@contextmanager
def _alone() -> Iterator[None]:
    """Keep other runs out, whatever lab they work on."""
    descriptor = os.open(state.LABS, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
