"""VRFs that are network namespaces, where the kernel has no VRF devices: rules and settings hold in each by itself."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MAIN = ""
"""The node itself."""
_INTERFACES = Path("/etc/network/interfaces")
_NAMESPACES = Path("/run/netns")
_NETWORK = 0x40000000  # CLONE_NEWNET of linux/sched.h


def tables() -> list[str]:
    """Return the node itself and its VRFs that are namespaces; other namespaces are somebody else's."""
    return [MAIN, *(name for name in _vrfs() if (_NAMESPACES / name).exists())]


def _vrfs() -> Iterator[str]:
    """Yield the interfaces that ifupdown2 makes into VRFs."""
    if not _INTERFACES.exists():
        return
    name = ""
    for line in _INTERFACES.read_text(encoding="utf-8", errors="replace").splitlines():
        words = line.split()
        if words[:1] == ["iface"] and len(words) > 1:
            name = words[1]
        elif words[:1] == ["vrf-table"] and name:
            yield name


@contextmanager
def inside(table: str) -> Iterator[None]:
    """Do something in a VRF, and let the programs that are started do it there; raises OSError where it is gone."""
    if table == MAIN:
        yield
        return
    home = os.open("/proc/self/ns/net", os.O_RDONLY | os.O_CLOEXEC)
    try:
        there = os.open(_NAMESPACES / table, os.O_RDONLY | os.O_CLOEXEC)
        try:
            _enter(there)
        finally:
            os.close(there)
        try:
            yield
        finally:
            _enter(home)
    finally:
        os.close(home)


def _enter(descriptor: int) -> None:
    library = ctypes.CDLL(None, use_errno=True)
    if library.setns(descriptor, _NETWORK) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
