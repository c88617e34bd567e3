"""The SSH servers of simulated devices: all in one thread, a port each."""

import asyncio
import shutil
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncssh
from asyncssh.process import SSHServerProcess

from simulator.clock import Clock
from simulator.families import FAMILIES
from simulator.faults import Faults
from simulator.machine import Machine
from simulator.netconf import Netconf, Talk
from simulator.rgos import Rgos
from simulator.shell import Dropped, Shell, edit
from simulator.terminal import Terminal
from simulator.vrp import Vrp

USERNAME = "netops"
PASSWORD = "simulated-password"


@dataclass(eq=False)
class SimulatedDevice:
    """One device. ``enable``: the password that RGOS asks for after the login."""

    name: str
    kind: str
    configuration: str
    faults: Faults = field(default_factory=Faults)
    encoding: str = "utf-8"
    clock: Clock = field(default_factory=Clock)
    enable: str | None = None
    old: bool = False
    """Knows no key exchange but one with SHA-1."""
    greeting: str = ""
    """What it prints, or asks, before its first prompt."""
    netconf: Netconf | None = None
    """Its NETCONF subsystem; None where it has none."""
    terminal: bool = True
    """Whether it gives terminals."""
    typed: list[str] = field(default_factory=list)
    sessions: int = 0
    port: int = 0
    folder: Path | None = None

    def __post_init__(self) -> None:
        self.family = FAMILIES[self.kind]
        self.machine = Machine(self.family, self.configuration, self.clock)
        self.key = asyncssh.generate_private_key("ssh-ed25519")

    @property
    def running(self) -> str:
        """The running configuration, as the device prints it."""
        return self.machine.text(self.machine.running)

    @property
    def startup(self) -> str:
        """The configuration that it would boot with."""
        return self.machine.startup

    @property
    def pending(self) -> bool:
        """Whether a trial runs."""
        self.machine.expire()
        return self.machine.trial is not None

    def edit(self, lines: str) -> None:
        """Type lines as somebody else; they run at once."""
        edit(self.machine, lines)

    @property
    def known_hosts(self) -> Path:
        """A file that knows the device's host key."""
        assert self.folder is not None
        return self.folder / "known_hosts"

    @property
    def optional_args(self) -> dict[str, Any]:
        """What a driver needs to reach it."""
        return {"port": self.port, "known_hosts": str(self.known_hosts)}

    def write_known_hosts(self) -> None:
        public = self.key.export_public_key().decode("ascii").split()[:2]
        self.known_hosts.write_text(f"[127.0.0.1]:{self.port} {' '.join(public)}\n", encoding="ascii")

    def shell(self) -> Shell:
        self.sessions += 1
        if self.family.kind == "rgos":
            return Rgos(self.machine, self.faults, self.typed, self.enable)
        return Vrp(self.machine, self.faults, self.typed, self.folder)


class Simulation(Mapping[str, SimulatedDevice]):
    """The devices that run, by name."""

    def __init__(self, devices: Mapping[str, SimulatedDevice], loop: asyncio.AbstractEventLoop) -> None:
        self._devices = devices
        self._loop = loop
        self._servers: dict[str, asyncssh.SSHAcceptor] = {}
        self._connections: dict[str, set[asyncssh.SSHServerConnection]] = {name: set() for name in devices}

    def __getitem__(self, name: str) -> SimulatedDevice:
        return self._devices[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._devices)

    def __len__(self) -> int:
        return len(self._devices)

    def start(self, name: str) -> None:
        """Let a device listen, on the port that it had before if it had one."""
        self._do(self._start(self[name]))

    def stop(self, name: str) -> None:
        """Take a device off the network: its sessions end, its address answers no more."""
        self._do(self._stop(name))

    def replace_host_key(self, name: str) -> None:
        """Exchange the device: it shows another host key from now on."""
        self.stop(name)
        self[name].key = asyncssh.generate_private_key("ssh-ed25519")
        self.start(name)

    def end(self) -> None:
        """Take all devices off the network."""
        self._do(self._end())

    def _do(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=60)

    async def _start(self, device: SimulatedDevice) -> None:
        server = await asyncssh.create_server(
            lambda: _Door(device, self._connections[device.name]),
            "127.0.0.1",
            device.port,
            server_host_keys=[device.key],
            kex_algs=["diffie-hellman-group14-sha1"] if device.old else (),
            encoding=None,
            line_editor=False,
        )
        self._servers[device.name] = server
        device.port = server.get_port()

    async def _stop(self, name: str) -> None:
        server = self._servers.pop(name, None)
        if server is not None:
            server.close()
            await server.wait_closed()
        for connection in list(self._connections[name]):
            connection.abort()
            await connection.wait_closed()

    async def _end(self) -> None:
        for name in list(self._servers):
            await self._stop(name)
        rest = asyncio.all_tasks() - {asyncio.current_task()}
        if rest:
            await asyncio.wait(rest, timeout=10)


class _Files(asyncssh.SFTPServer):
    pass


class _Door(asyncssh.SSHServer):
    def __init__(self, device: SimulatedDevice, connections: set[asyncssh.SSHServerConnection]) -> None:
        self._device = device
        self._connections = connections
        self._connection: asyncssh.SSHServerConnection | None = None

    def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
        self._connection = conn
        self._connections.add(conn)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._connection is not None:
            self._connections.discard(self._connection)

    def session_requested(self) -> SSHServerProcess[bytes]:
        return _Session(self._device)

    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        return not self._device.faults.auth_refused and (username, password) == (USERNAME, PASSWORD)


class _Session(SSHServerProcess[bytes]):
    """A channel that gives only what the device has: a terminal, files, NETCONF."""

    def __init__(self, device: SimulatedDevice) -> None:
        files = (lambda channel: _Files(channel, chroot=bytes(device.folder))) if device.family.persist else None
        super().__init__(lambda process: _serve(device, process), files, 3, False)
        self._device = device

    def shell_requested(self) -> bool:
        return self._device.terminal

    def subsystem_requested(self, subsystem: str) -> bool:
        if subsystem == "netconf":
            return self._device.netconf is not None
        return bool(super().subsystem_requested(subsystem))


async def _serve(device: SimulatedDevice, process: asyncssh.SSHServerProcess[bytes]) -> None:
    talk = Talk(device, device.shell, process) if process.subsystem == "netconf" else Terminal(device, process)
    try:
        await talk.run()
    except (Dropped, asyncssh.BreakReceived, asyncssh.TerminalSizeChanged, ConnectionError, EOFError):
        pass
    finally:
        talk.shell.hang_up()
        with suppress(OSError):
            process.channel.get_connection().abort()


@contextmanager
def simulated(*devices: SimulatedDevice) -> Iterator[Simulation]:
    """Run devices until the block ends; each listens on 127.0.0.1 on a port of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="simulator", daemon=True)
    folder = Path(tempfile.mkdtemp(prefix="govnetgen-simulator-"))
    thread.start()
    network = Simulation({one.name: one for one in devices}, loop)
    try:
        for device in devices:
            device.folder = folder / device.name
            device.folder.mkdir()
            network.start(device.name)
            device.write_known_hosts()
        yield network
    finally:
        network.end()
        loop.call_soon_threadsafe(loop.stop)
        thread.join(timeout=30)
        loop.close()
        shutil.rmtree(folder)
