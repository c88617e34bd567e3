"""The SSH connection below a driver: host keys are checked, passwords stay here, nothing is logged."""

import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import paramiko

from govnetgen.drivers.errors import AuthenticationRefused, HostKeyChanged, HostKeyUnknown, Unreachable

_COLUMNS = 511
_ROWS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Where a device is and how it is entered.

    ``known_hosts`` None is the user's own file; ``accept_new`` writes an unknown key into it, a changed one never.
    ``sock`` is a connected socket, or what opens one.
    """

    host: str
    port: int = 22
    username: str
    password: str | None = None
    key_file: str | None = None
    passphrase: str | None = None
    known_hosts: str | None = None
    accept_new: bool = False
    sock: socket.socket | Callable[[], socket.socket] | None = None
    timeout_s: float = 60

    def __repr__(self) -> str:
        return f"Access({self.username}@{self.host}:{self.port})"


def access_of(host: str, username: str, password: str, timeout_s: float, options: Mapping[str, Any]) -> Access:
    """Read how a device is entered from what NAPALM gives a driver.

    Of its ``optional_args``: ``port``, ``key_file``, ``passphrase``, ``known_hosts``, ``accept_new`` and ``sock``.
    """
    return Access(
        host=host,
        port=int(options.get("port", 22)),
        username=username,
        password=password or None,
        key_file=options.get("key_file"),
        passphrase=options.get("passphrase"),
        known_hosts=options.get("known_hosts"),
        accept_new=bool(options.get("accept_new", False)),
        sock=options.get("sock"),
        timeout_s=timeout_s,
    )


def connect(access: Access) -> paramiko.SSHClient:
    """Open a connection; raises Unreachable, AuthenticationRefused, HostKeyUnknown or HostKeyChanged."""
    client = paramiko.SSHClient()
    file = _known_hosts(access)
    client.set_missing_host_key_policy(paramiko.RejectPolicy())
    where = f"{access.host} port {access.port}"
    try:
        if file.exists():
            _load(client, file)
        if access.accept_new:
            client.set_missing_host_key_policy(_Remember(file))
        _enter(client, access)
    except paramiko.BadHostKeyException as error:
        client.close()
        raise HostKeyChanged(f"{where} shows another host key than {file} knows") from error
    except paramiko.AuthenticationException as error:
        client.close()
        raise AuthenticationRefused(f"{where} refuses the credentials of {access.username}") from error
    except paramiko.ssh_exception.IncompatiblePeer as error:
        client.close()
        raise Unreachable(
            f"{where} speaks no SSH that this paramiko speaks ({error}); for devices that only know SHA-1, "
            "install 'paramiko<5'"
        ) from error
    except paramiko.SSHException as error:
        client.close()
        if "not found in known_hosts" in str(error):
            raise HostKeyUnknown(f"the host key of {where} is not in {file}") from error
        raise Unreachable(f"{where} speaks no SSH that we speak: {error}") from error
    except (OSError, EOFError) as error:
        client.close()
        raise Unreachable(f"{where} does not answer: {_said(error)}") from error
    return client


def terminal(client: paramiko.SSHClient) -> paramiko.Channel:
    """Open a terminal wide enough that devices wrap nothing; raises Unreachable where no line is free."""
    try:
        return client.invoke_shell(term="vt100", width=_COLUMNS, height=_ROWS)
    except (paramiko.SSHException, OSError, EOFError) as error:
        raise Unreachable(f"the device gives us no terminal (are all its lines taken?): {error}") from error


def _enter(client: paramiko.SSHClient, access: Access) -> None:
    sock = access.sock() if callable(access.sock) else access.sock
    client.connect(
        access.host,
        port=access.port,
        username=access.username,
        password=access.password,
        key_filename=str(Path(access.key_file).expanduser()) if access.key_file else None,
        passphrase=access.passphrase,
        sock=sock,
        timeout=access.timeout_s,
        banner_timeout=access.timeout_s,
        auth_timeout=access.timeout_s,
        # other keys of whoever runs this must not be offered: devices count them as failed logins
        allow_agent=False,
        look_for_keys=False,
    )
    transport = client.get_transport()
    assert transport is not None
    transport.set_keepalive(30)


def _load(client: paramiko.SSHClient, file: Path) -> None:
    try:
        client.load_host_keys(str(file))
    except (paramiko.hostkeys.InvalidHostKey, UnicodeDecodeError) as error:
        line = f": {error.line.strip()[:60]!r}" if isinstance(error, paramiko.hostkeys.InvalidHostKey) else ""
        raise HostKeyUnknown(f"{file} is no file of host keys{line}") from error


def _said(error: OSError | EOFError) -> str:
    """Return the system's words, without number; of several addresses that were tried, what the first one gave."""
    if isinstance(error, paramiko.ssh_exception.NoValidConnectionsError):
        error = next(iter(error.errors.values()))
    return str(getattr(error, "strerror", None) or error or "the session was closed")


def _known_hosts(access: Access) -> Path:
    return Path(access.known_hosts or "~/.ssh/known_hosts").expanduser()


class _Remember(paramiko.MissingHostKeyPolicy):  # type: ignore[misc]  # paramiko has no types
    """Write the key of a device that was never seen into the file of known hosts."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def missing_host_key(self, client: paramiko.SSHClient, hostname: str, key: paramiko.PKey) -> None:
        """Append the key; one line written at once, for others append to the same file."""
        self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self._file.open("a", encoding="ascii") as opened:
            opened.write(f"{hostname} {key.get_name()} {key.get_base64()}\n")
        client.get_host_keys().add(hostname, key.get_name(), key)
