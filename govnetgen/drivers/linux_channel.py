"""Commands on a Linux node over SSH: a channel each, no terminal, no prompt to wait for."""

import contextlib
import json
import shlex
import socket
import time
from dataclasses import dataclass
from typing import Any

import paramiko

from govnetgen.drivers.errors import DriverFailure, EncodingRefused, SessionDropped, Unanswered
from govnetgen.drivers.linux_program import program, program_name
from govnetgen.drivers.ssh import Access, connect

_FOLDERS = "/usr/local/lib/govnetgen /var/lib/govnetgen /run/govnetgen"
"""Where the program may lie, best first: on some systems all but the last are read-only."""
_FIND = 'for f in {folders}; do [ -f "$f/{name}" ] && echo "$f/{name}" && exit 0; done; exit 3'
_SEND = (
    'umask 077; for f in {folders}; do if mkdir -p "$f" 2>/dev/null && t=$(mktemp "$f/.new.XXXXXX" 2>/dev/null); then '
    'cat >"$t" && mv "$t" "$f/{name}" && echo "$f/{name}" '
    "&& find \"$f\" -maxdepth 1 -name 'node-*.pyz' ! -name '{name}' -delete; exit; fi; done; exit 4"
)
CHANGE_S = 900.0
"""How long a node may work at a change: each of its own programs has two minutes."""
_CHUNK = 65536


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended, and what it said."""

    code: int
    output: str
    trouble: str


class Channel:
    """A session on a node."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._client: paramiko.SSHClient | None = None
        self._program = ""

    @property
    def alive(self) -> bool:
        """Whether the session is up."""
        transport = self._client and self._client.get_transport()
        return bool(transport and transport.is_active())

    def open(self) -> None:
        """Connect, and find the program or send it; raises what ``ssh.connect`` raises, and DriverFailure."""
        self._client = connect(self._access)
        found = self._shell(_FIND)
        if found.code != 0:
            found = self._shell(_SEND, program())
        if found.code != 0 or not found.output.strip():
            self.close()
            raise DriverFailure(f"{self._access.host}: no place for the node's program: {found.trouble.strip()}")
        self._program = found.output.strip()

    def close(self) -> None:
        """End the session."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def program(self, words: str, given: str = "", timeout_s: float = CHANGE_S) -> dict[str, Any]:
        """Let the node's program do something and return its answer."""
        try:
            data = given.encode("utf-8")
        except UnicodeEncodeError as error:
            raise EncodingRefused(f"{self._access.host}: a text that is no UTF-8 cannot be sent") from error
        done = self._run(f"python3 -IS {shlex.quote(self._program)} {words}", data, timeout_s)
        try:
            return dict(json.loads(done.output))
        except ValueError:
            last = done.trouble.strip().rpartition("\n")[2]
            raise DriverFailure(
                f"{self._access.host}: the node's program ended with code {done.code}: {last}"
            ) from None

    def run(self, command: str) -> Done:
        """Run a command of the node's shell."""
        return self._run(command, b"", self._access.timeout_s)

    def _shell(self, script: str, given: bytes = b"") -> Done:
        text = script.format(folders=_FOLDERS, name=program_name())
        return self._run(f"sh -c {shlex.quote(text)}", given, self._access.timeout_s)

    def _run(self, command: str, given: bytes, timeout_s: float) -> Done:
        transport = self._client and self._client.get_transport()
        if transport is None or not transport.is_active():
            raise SessionDropped(f"{self._access.host}: there is no session")
        if self._access.username != "root":
            command = f"sudo -n sh -c {shlex.quote(command)}"
        try:
            channel = transport.open_session(timeout=self._access.timeout_s)
            with contextlib.closing(channel):
                channel.exec_command(command)
                return _talk(channel, given, timeout_s)
        except TimeoutError as error:
            raise Unanswered(f"{self._access.host} gave no answer within {timeout_s:.0f} s") from error
        except (paramiko.SSHException, EOFError, OSError) as error:
            raise SessionDropped(f"{self._access.host}: the session ended: {error}") from error


def _talk(channel: paramiko.Channel, given: bytes, timeout_s: float) -> Done:
    """Send the input, then gather both outputs until the command ends; raises EOFError where it never said how."""
    channel.settimeout(timeout_s)
    channel.sendall(given)
    channel.shutdown_write()
    output, trouble = bytearray(), bytearray()
    end = time.monotonic() + timeout_s
    channel.settimeout(0.05)
    while True:
        ended = channel.exit_status_ready() or channel.closed
        for receive, held in ((channel.recv, output), (channel.recv_stderr, trouble)):
            with contextlib.suppress(socket.timeout):
                while data := receive(_CHUNK):
                    held += data
        if ended:
            break
        if time.monotonic() > end:
            raise TimeoutError
    code = channel.recv_exit_status()
    if code < 0:
        raise EOFError("it ended before the command did")
    return Done(code, output.decode("utf-8", "replace"), trouble.decode("utf-8", "replace"))
