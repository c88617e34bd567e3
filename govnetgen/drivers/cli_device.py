"""A NAPALM driver's session at a command line: what the device is asked, and what it answers."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from types import TracebackType
from typing import Any, ClassVar, Literal

from napalm.base import NetworkDriver, models
from paramiko import SSHClient

from govnetgen.drivers.cli_encoding import UTF_8
from govnetgen.drivers.cli_hide import hidden
from govnetgen.drivers.cli_language import Language
from govnetgen.drivers.cli_session import Session
from govnetgen.drivers.cli_shell import Shell, UnforeseenQuestion
from govnetgen.drivers.cli_telling import told
from govnetgen.drivers.cli_typing import declined
from govnetgen.drivers.errors import (
    DriverFailure,
    LockHeld,
    OutputCut,
    SessionDropped,
)
from govnetgen.drivers.ssh import Access, connect, terminal
from govnetgen.drivers.transaction import Transaction

_A_NOTE = 4


class CliDevice(NetworkDriver):
    """A device that is reached over SSH and asked at its prompt.

    ``optional_args``: ``port``, ``sock`` (a connected socket, or what opens one), ``key_file``, ``passphrase``,
    ``known_hosts``, ``accept_new``, ``encoding`` (``utf-8``, ``gb18030`` … ; found out where it is not said),
    ``secret`` (the password of ``enable``), ``read_timeout`` (seconds of silence).

    ``untold`` are commands behind the answers of getters that the device did not take.
    """

    LANGUAGE: ClassVar[Language]
    transaction: Transaction

    def __init__(
        self,
        hostname: str,
        username: str,
        password: str,
        timeout: int = 60,
        optional_args: dict[str, Any] | None = None,
    ) -> None:
        """Say where the device is; nothing is sent before ``open``."""
        arguments: Mapping[str, Any] = optional_args or {}
        self.hostname = hostname
        self.username = username
        self.timeout = timeout
        self.optional_args = arguments
        self._access = Access(
            host=hostname,
            port=int(arguments.get("port", 22)),
            username=username,
            password=password,
            key_file=arguments.get("key_file"),
            passphrase=arguments.get("passphrase"),
            known_hosts=arguments.get("known_hosts"),
            accept_new=bool(arguments.get("accept_new", False)),
            sock=arguments.get("sock"),
            timeout_s=timeout,
        )
        # not in NAPALM's interface, whose tests allow no further methods: {neighbour: is up}
        self.get_ospf_neighbors: Callable[[], dict[str, bool]] = partial(self._ospf_neighbors)
        self.get_ospfv3_neighbors: Callable[[], dict[str, bool]] = partial(self._ospfv3_neighbors)
        self.get_isis_neighbors: Callable[[], dict[str, bool]] = partial(self._isis_neighbors)
        self.untold: list[str] = []
        self._client: SSHClient | None = None
        self._shell: Shell | None = None

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.username}@{self.hostname})"

    def __exit__(  # napalm's own prints to the terminal about exceptions that it does not know
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        exc_traceback: TracebackType | None,
    ) -> Literal[False]:
        """End the session."""
        self.close()
        return False

    def __del__(self) -> None:
        """Do nothing: napalm's own would type commands while the interpreter ends."""

    # ── the session ───────────────────────────────────────────────────────────────────────────────────────────────

    def open(self) -> None:
        """Connect and wait for the prompt; raises the exceptions of ``drivers.errors``."""
        try:
            self._begin()
            self._greet()
        except UnforeseenQuestion as asked:
            self.close()
            raise declined(asked, "(login)", self.LANGUAGE) from None
        except DriverFailure:
            self.close()
            raise

    def close(self) -> None:
        """End the session; what was staged and not committed is given up."""
        if self._shell is not None and self._shell.alive:
            with suppress(DriverFailure, UnforeseenQuestion):  # whatever was under way, the session ends here
                self._part()
        if self._shell is not None:
            self._shell.close()
        if self._client is not None:
            self._client.close()
        self._shell = self._client = None

    def is_alive(self) -> models.AliveDict:
        """Tell whether the session is there."""
        return {"is_alive": self._shell is not None and self._shell.alive}

    @property
    def encoding(self) -> str:
        """The encoding that the session types in."""
        return self._shell.encoding if self._shell is not None else str(self.optional_args.get("encoding") or UTF_8)

    def cli(self, commands: list[str], encoding: str = "text") -> dict[str, str | dict[str, Any]]:
        """Return what the device answers to each command."""
        if encoding != "text":
            raise NotImplementedError("answers are text")
        return {command: self._ask(command) for command in commands}

    def get_config(
        self, retrieve: str = "all", full: bool = False, sanitized: bool = False, format: str = "text"
    ) -> models.ConfigDict:
        """Return configurations as the device prints them; ``sanitized`` hides their secrets."""
        found: models.ConfigDict = {"running": "", "candidate": "", "startup": ""}
        if retrieve in ("all", "running"):
            found["running"] = self._configuration(self.LANGUAGE.running)
        if retrieve in ("all", "startup"):
            found["startup"] = self._configuration(self.LANGUAGE.startup, may_be_empty=True)
        if sanitized:
            for one in ("running", "startup"):
                text = found[one]
                found[one] = "\n".join(hidden(line, self.LANGUAGE) for line in text.split("\n"))
        return found

    # ── below ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _ospf_neighbors(self) -> dict[str, bool]:
        raise NotImplementedError

    def _ospfv3_neighbors(self) -> dict[str, bool]:
        raise NotImplementedError

    def _isis_neighbors(self) -> dict[str, bool]:
        raise NotImplementedError

    def _told(self, command: str) -> str:
        """Return what the device tells, empty where it does not run that; raises NotImplementedError."""
        return told(self._ask(command), self.LANGUAGE, command)

    def _told_also(self, command: str) -> str:
        """Return the same; a command that the device does not take is noted."""
        try:
            return self._told(command)
        except NotImplementedError:
            self.untold = [*dict.fromkeys([*self.untold, command])]
            return ""

    def _greet(self) -> None:
        """Do what a new session needs beyond the language's preparation."""

    def _part(self) -> None:
        """Do what an ending session needs."""

    def _begin(self) -> None:
        """Open the session, ready for commands."""
        self._client = connect(self._access)
        self._shell = self._terminal(self._client)
        self._shell.login()

    def _terminal(self, client: SSHClient) -> Session:
        encoding = self.optional_args.get("encoding")
        return Session(terminal(client), self.LANGUAGE, encoding=encoding, timeout_s=self._read_timeout_s)

    @property
    def _read_timeout_s(self) -> float:
        return float(self.optional_args.get("read_timeout", self.timeout))

    def _session(self) -> Shell:
        if self._shell is None:
            raise SessionDropped("there is no session: open() first")
        return self._shell

    def _ask(self, command: str, *, timeout_s: float | None = None) -> str:
        try:
            return self._session().run(command, timeout_s=timeout_s).text
        except UnforeseenQuestion as asked:
            raise declined(asked, command, self.LANGUAGE) from None

    def _order(self, command: str, *, timeout_s: float | None = None) -> str | None:
        """Give a command that must work; return what the device says against it."""
        answer = self._ask(command, timeout_s=timeout_s)
        refused = self.LANGUAGE.refusal(answer)
        if refused is not None and self.LANGUAGE.locked.search(refused):
            raise LockHeld(f"somebody else is at work: {refused}")
        return refused

    def _configuration(self, command: str, *, may_be_empty: bool = False) -> str:
        """Return a configuration; raises OutputCut when it has no end."""
        session = self._session()
        try:
            answer = session.run(command)
        except UnforeseenQuestion as asked:
            raise declined(asked, command, self.LANGUAGE) from None
        if may_be_empty and self.LANGUAGE.refusal(answer.text[:2000]):
            return ""
        session.evidence(answer.raw)
        lines = [line.rstrip() for line in answer.text.split("\n")]
        lines = [line for line in lines if not any(one.match(line) for one in self.LANGUAGE.heading)]
        text = "\n".join(lines).strip("\n")
        if text.rpartition("\n")[2].strip() != self.LANGUAGE.last_line:
            if may_be_empty and text.count("\n") < _A_NOTE:  # that there is none, in the device's words
                return ""
            raise OutputCut(f"what {command!r} printed does not end with {self.LANGUAGE.last_line!r}: it is cut off")
        return text + "\n"
