"""A real NETCONF server: Debian's netconfd behind an sshd of its own, on loopback, ended by their pids."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROGRAMS = ("netconfd", "netconf-subsystem", "sshd", "ssh-keygen")
_SYSTEM = "/usr/sbin:/usr/bin:/sbin:/bin"
_START_S = 20


def missing() -> str:
    """Return why the server cannot be started here, empty where it can."""
    lacking = [one for one in PROGRAMS if shutil.which(one, path=_SYSTEM) is None]
    if lacking:
        return f"missing programs: {', '.join(lacking)} (apt-get install netconfd openssh-server)"
    return "" if os.geteuid() == 0 else "sshd needs root to start"


@dataclass(frozen=True, slots=True)
class Server:
    """Where it listens, and the files that open it."""

    port: int
    key_file: Path
    known_hosts: Path
    folder: Path

    @property
    def options(self) -> dict[str, Any]:
        """``optional_args`` of a driver that reaches it."""
        return {"port": self.port, "key_file": str(self.key_file), "known_hosts": str(self.known_hosts)}


@contextmanager
def netconf_server(folder: Path, *modules: str, search: Path | None = None) -> Iterator[Server]:
    """Run netconfd with YANG modules, of which ours are in ``search``."""
    port = _free_port()
    for name in ("host", "user", "other"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)
    shutil.copy(folder / "user.pub", folder / "authorized")
    host_key = " ".join((folder / "host.pub").read_text(encoding="ascii").split()[:2])
    (folder / "known_hosts").write_text(f"[127.0.0.1]:{port} {host_key}\n", encoding="ascii")
    (folder / "sshd_config").write_text(_sshd_config(folder, port), encoding="ascii")
    Path("/run/sshd").mkdir(exist_ok=True)  # where sshd separates its privileges
    path = ":".join(str(one) for one in (search, "/usr/share/yuma/modules") if one is not None)
    with (
        _running(
            [
                "netconfd",
                f"--ncxserver-sockname={folder}/ncx.sock",
                f"--port={port}",
                f"--modpath={path}",
                *(f"--module={one}" for one in modules),
                "--no-startup",
                "--superuser=root",
                f"--log={folder}/log",
            ],
            folder,
        ),
        _running(["/usr/sbin/sshd", "-D", "-f", str(folder / "sshd_config"), "-E", str(folder / "sshd.log")], folder),
    ):
        _wait(lambda: (folder / "ncx.sock").exists() and _answers(port))
        yield Server(port, folder / "user", folder / "known_hosts", folder)


def _sshd_config(folder: Path, port: int) -> str:
    return f"""\
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
AuthorizedKeysFile {folder}/authorized
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin prohibit-password
PidFile none
Subsystem netconf "/usr/sbin/netconf-subsystem --ncxserver-sockname={port}@{folder}/ncx.sock"
"""


@contextmanager
def _running(command: list[str], home: Path) -> Iterator[None]:
    # netconfd keeps its files in its home: never those of whoever runs the tests
    environment = {**os.environ, "HOME": str(home), "PATH": _SYSTEM}
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd=home,
    )
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(5)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), 1):
            return True
    except OSError:
        return False


def _wait(ready: Any) -> None:
    until = time.monotonic() + _START_S
    while not ready():
        assert time.monotonic() < until, "netconfd did not start"
        time.sleep(0.05)
