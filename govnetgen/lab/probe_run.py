"""Sending hundreds of probes at once from one thread, and watching what arrives at their targets."""

import errno
import os
import resource
import selectors
import socket
import struct
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from govnetgen.lab.probe import Probe, Seen
from govnetgen.lab.probe_sockets import echo_socket, listener, received_echo, send_echo, sender
from govnetgen.model.address import Address
from govnetgen.model.device.acl import Protocol

AT_ONCE = 600
"""Probes on their way at one time."""
PATIENCE_S = 1.6
"""How long an answer is waited for: a second try of TCP comes after one second (RFC 6298)."""
_AGAIN_S = (0.0, 0.3, 0.8)
"""When UDP and ICMP are sent: the first packet may wait for ARP in vain."""
_MARK = b"GNG1"
_TOKEN = struct.Struct("!4s8sI")
_PROGRESS = (errno.EINPROGRESS, errno.EAGAIN, errno.EWOULDBLOCK)

Told = Callable[[int, int], None]


def run(probes: Sequence[Probe], *, patience_s: float = PATIENCE_S, told: Told | None = None) -> Mapping[int, Seen]:
    """Send probes and return what was seen of each, by number. Raises OSError where a namespace is not there."""
    seen: dict[int, Seen] = {}
    with _many_files():
        for start in range(0, len(probes), AT_ONCE):
            batch = _Batch(probes[start : start + AT_ONCE])
            try:
                batch.send(patience_s)
            finally:
                batch.close()
            seen.update(batch.seen)
            if told is not None:
                told(len(seen), len(probes))
    return seen


@contextmanager
def _many_files() -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


class _Batch:
    """Probes that are on their way at the same time, and the sockets that they need."""

    def __init__(self, probes: Iterable[Probe]) -> None:
        self.probes = {one.number: one for one in probes}
        self.seen: dict[int, Seen] = {number: Seen() for number in self.probes}
        self._run = os.urandom(8)  # what is still under way of an earlier run is not taken for ours
        # firewalls know echoes by their number: one of an earlier run may have been let through
        self._first_echo = int.from_bytes(os.urandom(2), "big")
        self._selector = selectors.DefaultSelector()
        self._open: list[socket.socket] = []
        self._echo: dict[tuple[Path, int], socket.socket] = {}
        self._start = time.monotonic()
        self._senders: dict[int, socket.socket] = {}
        self._sent: dict[int, float] = {}
        try:
            self._listen()
        except OSError:
            self.close()
            raise

    def close(self) -> None:
        """Close every socket."""
        self._selector.close()
        for one in self._open:
            one.close()

    def send(self, patience_s: float) -> None:
        """Send everything and wait for all answers, or until patience ends."""
        self._start = time.monotonic()
        for wait_s in _AGAIN_S:
            self._until(self._start + wait_s)
            for number in self._waiting():
                self._send(self.probes[number], first=not wait_s)
        self._until(self._start + patience_s)

    def _waiting(self) -> list[int]:
        return [number for number, one in self.seen.items() if not one.answered and not one.why]

    def _until(self, end: float) -> None:
        while (left := end - time.monotonic()) > 0 and self._waiting():
            for key, _ in self._selector.select(min(left, 0.2)):
                key.data()

    def _watch(self, opened: socket.socket, ready: Callable[[], None], events: int = selectors.EVENT_READ) -> None:
        self._selector.register(opened, events, ready)

    def _kept(self, opened: socket.socket) -> socket.socket:
        self._open.append(opened)
        return opened

    def _listen(self) -> None:
        made: set[tuple[Path, Address, object]] = set()
        taken: set[tuple[Path, Address, object]] = set()
        for number, one in self.probes.items():
            if one.packet.protocol not in (Protocol.TCP, Protocol.UDP):
                for path in (one.source, one.target):
                    if path is not None:
                        self._listen_for_echoes(path, one.sent_to.version)
                continue
            if one.target is None:
                continue
            key = (one.target, one.target_address, one.packet)
            if key not in made | taken:
                try:
                    opened = self._kept(listener(*key))
                except OSError as problem:
                    if problem.errno != errno.EADDRINUSE:
                        raise
                    taken.add(key)
                else:
                    made.add(key)
                    serve = self._accept if one.packet.protocol is Protocol.TCP else self._datagram
                    self._watch(opened, partial(serve, opened, one.target))
            if key in taken:
                self.seen[number] = replace(self.seen[number], watched=False)

    def _listen_for_echoes(self, path: Path, version: int) -> None:
        if (path, version) not in self._echo:
            opened = self._kept(echo_socket(path, version))
            self._echo[(path, version)] = opened
            self._watch(opened, partial(self._heard, opened, path, version))

    def _heard(self, opened: socket.socket, path: Path, version: int) -> None:
        with suppress(BlockingIOError, ConnectionError):
            while True:
                message, peer = opened.recvfrom(2048)
                found = received_echo(message, version, peer[0])
                number = None if found is None else self._number(found[2])
                if found is None or number is None:
                    continue
                request, source, _ = found
                if request:
                    # devices on the way hear requests that are for themselves only: this is its end
                    self._arrived(number, source, path)
                elif path == self.probes[number].source:
                    self._answered(number)

    def _accept(self, opened: socket.socket, path: Path) -> None:
        with suppress(BlockingIOError, ConnectionError):
            while True:
                client, peer = opened.accept()
                client.setblocking(False)
                self._kept(client)
                self._watch(client, partial(self._asked, client, Address.parse(peer[0]), path))

    def _asked(self, client: socket.socket, source: Address, path: Path) -> None:
        """Read what a client says after connecting, and say it back."""
        self._selector.unregister(client)
        with suppress(OSError):
            said = client.recv(64)
            if (number := self._number(said)) is not None:
                self._arrived(number, source, path)
                client.send(said)

    def _datagram(self, opened: socket.socket, path: Path) -> None:
        with suppress(BlockingIOError, ConnectionError):
            while True:
                said, peer = opened.recvfrom(64)
                if (number := self._number(said)) is not None:
                    self._arrived(number, Address.parse(peer[0]), path)
                    opened.sendto(said, peer)

    def _number(self, said: bytes) -> int | None:
        if len(said) < _TOKEN.size:
            return None
        mark, run_, number = _TOKEN.unpack_from(said)
        return number if mark == _MARK and run_ == self._run and number in self.probes else None

    def _arrived(self, number: int, source: Address, path: Path) -> None:
        target = self.probes[number].target
        if target is None:
            return
        if path != target:
            self.seen[number] = replace(self.seen[number], elsewhere=path.name)
        elif not self.seen[number].arrived:
            self.seen[number] = replace(self.seen[number], arrived=True, source=source)

    def _answered(self, number: int) -> None:
        if not self.seen[number].answered:
            after_s = time.monotonic() - self._sent.get(number, self._start)
            self.seen[number] = replace(self.seen[number], answered=True, after_s=after_s)

    def _failed(self, number: int, problem: OSError) -> None:
        self.seen[number] = replace(self.seen[number], why=(problem.strerror or str(problem)).lower())

    def _send(self, probe: Probe, *, first: bool) -> None:
        token = _TOKEN.pack(_MARK, self._run, probe.number)
        self._sent.setdefault(probe.number, time.monotonic())
        try:
            if probe.packet.protocol is Protocol.TCP:
                if first:
                    self._connect(probe, token)
            elif probe.packet.protocol is Protocol.UDP:
                self._throw(probe, token)
            else:
                through = self._echo[(probe.source, probe.sent_to.version)]
                send_echo(through, probe.source_address, probe.sent_to, self._first_echo + probe.number, token)
        except OSError as problem:
            if problem.errno not in _PROGRESS:
                self._failed(probe.number, problem)

    def _connect(self, probe: Probe, token: bytes) -> None:
        opened = self._kept(sender(probe.source, probe.source_address, probe.sent))
        with suppress(BlockingIOError):
            opened.connect((str(probe.sent_to), probe.sent.port))
        self._watch(opened, partial(self._connected, probe, opened, token), selectors.EVENT_WRITE)

    def _connected(self, probe: Probe, opened: socket.socket, token: bytes) -> None:
        number = opened.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        self._selector.unregister(opened)
        if number:
            self._failed(probe.number, OSError(number, os.strerror(number)))
        elif not self.seen[probe.number].watched:
            self._answered(probe.number)  # a service of the target's own: that it takes the connection is the answer
        else:
            with suppress(OSError):
                opened.send(token)
            self._watch(opened, partial(self._reply, probe.number, opened))

    def _throw(self, probe: Probe, token: bytes) -> None:
        if probe.number not in self._senders:
            source = probe.spoofed or probe.source_address
            opened = self._kept(sender(probe.source, source, probe.sent, spoofed=probe.spoofed is not None))
            opened.connect((str(probe.sent_to), probe.sent.port))
            self._senders[probe.number] = opened
            self._watch(opened, partial(self._reply, probe.number, opened))
        self._senders[probe.number].send(token)

    def _reply(self, number: int, opened: socket.socket) -> None:
        try:
            said = opened.recv(64)
        except BlockingIOError:
            return
        except OSError as problem:
            self._selector.unregister(opened)
            self._failed(number, problem)
            return
        if self._number(said) == number:
            self._answered(number)
        if not said or self.seen[number].answered:
            self._selector.unregister(opened)
