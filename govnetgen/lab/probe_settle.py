"""Waiting until a lab has converged: until everything that must pass does, or nothing changes any more."""

import hashlib
import socket
import struct
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from govnetgen.lab.namespace import inside
from govnetgen.lab.probe import Probe
from govnetgen.lab.probe_run import PATIENCE_S, run

DEADLINE_S = 300.0
QUIET_S = 40.0
"""What has not changed for this long will not: OSPF waits forty seconds (RFC 2328), and hosts as long for ARP."""
_EACH_S = 1.0
_IMPATIENCE_S = 0.9
"""How long what did not get through before is waited for: it will be sent again."""
_GETROUTE, _DONE, _DUMP = 26, 3, 0x301


@dataclass(frozen=True, slots=True)
class Settled:
    """How long convergence took, and how many probes that must pass still do not."""

    after_s: float
    failing: int


def settle(
    must_pass: Sequence[Probe],
    nodes: Iterable[Path],
    *,
    deadline_s: float = DEADLINE_S,
    quiet_s: float = QUIET_S,
    told: Callable[[int, int], None] = lambda done, total: None,
) -> Settled:
    """Send what must pass until it does, all of it in one go; give up at the deadline, or when nothing changes.

    What passed a moment ago may fail again while routes still move.
    """
    watched = tuple(nodes)
    start = changed = time.monotonic()
    failing = list(must_pass)
    before: object = None
    while True:
        began = time.monotonic()
        failing = _silent(failing, _IMPATIENCE_S) or _silent(must_pass, PATIENCE_S)
        told(len(must_pass) - len(failing), len(must_pass))
        now = time.monotonic()
        if not failing or now - start > deadline_s:
            return Settled(now - start, len(failing))
        state = (len(failing), *(_routes(one) for one in watched))
        if state != before:
            before, changed = state, now
        elif now - changed > quiet_s:
            return Settled(now - start, len(failing))
        time.sleep(max(0.0, _EACH_S - (now - began)))


def _silent(probes: Sequence[Probe], patience_s: float) -> list[Probe]:
    seen = run(probes, patience_s=patience_s)
    return [one for one in probes if not seen[one.number].answered]


def _routes(namespace: Path) -> bytes:
    """Return a digest of all routes of a namespace, as its kernel lists them (rtnetlink)."""
    with inside(namespace), socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, socket.NETLINK_ROUTE) as opened:
        opened.bind((0, 0))
        opened.send(struct.pack("=IHHII12s", 28, _GETROUTE, _DUMP, 1, 0, bytes(12)))
        found = hashlib.blake2b(digest_size=16)
        while True:
            answer = opened.recv(1 << 18)
            position = 0
            while position < len(answer):
                length, kind = struct.unpack_from("=IH", answer, position)
                if kind == _DONE or length < 16:
                    return found.digest()
                found.update(answer[position + 16 : position + length])
                position += (length + 3) & ~3
