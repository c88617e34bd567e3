"""Network namespaces: entering one with a single thread, and opening sockets inside it.

``setns`` moves the calling thread only, so that a process can hold sockets in many namespaces at once: a socket stays
in the namespace where it was made.
"""

import ctypes
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NETWORK_NAMESPACES = Path("/run/netns")
"""Where ``ip netns`` keeps the namespaces that have names."""
CLONE_NEWNET = 0x40000000
_LIBC = ctypes.CDLL(None, use_errno=True)


def namespace_name(network: str, node: str) -> str:
    """Return the name of a node's or host's namespace in the lab of a network."""
    return f"{network}.{node}"


def namespace_path(name: str) -> Path:
    """Return the file that stands for a namespace."""
    return NETWORK_NAMESPACES / name


@contextmanager
def inside(path: Path) -> Iterator[None]:
    """Run the body in a network namespace; other threads stay where they are. Raises OSError where it is gone."""
    home = os.open("/proc/thread-self/ns/net", os.O_RDONLY | os.O_CLOEXEC)
    try:
        there = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            _enter(there, path)
        finally:
            os.close(there)
        try:
            yield
        finally:
            _enter(home, Path("/proc/thread-self/ns/net"))
    finally:
        os.close(home)


def socket_in(namespace: str, address: str, port: int, *, timeout_s: float | None = 10.0) -> socket.socket:
    """Open a TCP connection from inside a namespace; raises OSError as ``socket.connect`` does."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with inside(namespace_path(namespace)):
        opened = socket.socket(family, socket.SOCK_STREAM)
    # the socket lives in the namespace, wherever the thread is that connects it
    try:
        opened.settimeout(timeout_s)
        opened.connect((address, port))
    except OSError:
        opened.close()
        raise
    return opened


def _enter(descriptor: int, path: Path) -> None:
    if _LIBC.setns(descriptor, CLONE_NEWNET) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(path))
