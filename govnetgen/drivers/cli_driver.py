"""What the drivers of command lines share: a NAPALM driver that types line by line and stops at the first refusal.

Here a line counts as soon as it is taken; a platform with a candidate says so in its own driver.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from types import TracebackType
from typing import Any, ClassVar, Literal

from napalm.base import NetworkDriver, models
from napalm.base.exceptions import MergeConfigException
from paramiko import SSHClient

from govnetgen.drivers.cli_encoding import UTF_8
from govnetgen.drivers.cli_hide import hidden
from govnetgen.drivers.cli_language import Language
from govnetgen.drivers.cli_lines import text_of, typed, units
from govnetgen.drivers.cli_session import Session
from govnetgen.drivers.cli_shell import Shell, UnforeseenQuestion
from govnetgen.drivers.cli_telling import told
from govnetgen.drivers.cli_typing import declined, type_lines, unanswerable
from govnetgen.drivers.errors import (
    DriverFailure,
    EncodingRefused,
    LineRefused,
    LockHeld,
    OutputCut,
    ReplaceUnsupported,
    RevertUnsupported,
    RollbackIncomplete,
    SaveFailed,
    SessionDropped,
    Unanswered,
)
from govnetgen.drivers.ssh import Access, connect, terminal
from govnetgen.drivers.transaction import Transaction

_SAVE_TIMEOUT_S = 180
_A_NOTE = 4


class CliDriver(NetworkDriver):
    """A device that is reached over SSH and configured at its prompt.

    ``optional_args``: ``port``, ``sock`` (a connected socket, or what opens one), ``key_file``, ``passphrase``,
    ``known_hosts``, ``accept_new``, ``encoding`` (``utf-8``, ``gb18030`` … ; found out where it is not said),
    ``secret`` (the password of ``enable``), ``read_timeout`` (seconds of silence), ``save``: ``commit`` (the default),
    ``confirm`` (only ``confirm_commit`` writes the start-up configuration) or ``never``.

    ``way_back`` may be set to the lines that ``rollback`` types, by whoever knows better than the driver. ``untold``
    are commands behind the answers of getters that the device did not take.
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
        self._loaded: tuple[str, ...] = ()
        self.way_back: str | None = None
        self._before: str | None = None
        self._changed = False
        self._unsaved = False

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

    _knows_inverse: ClassVar[bool] = False
    """Whether ``_inverse`` is there: it needs the platform's rules, which lie above the drivers."""

    def _inverse(self, running: str, before: str) -> Sequence[str]:
        """Return the lines that turn one running configuration into an earlier one."""
        raise NotImplementedError

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

    # ── the change ────────────────────────────────────────────────────────────────────────────────────────────────

    def load_merge_candidate(self, filename: str | None = None, config: str | None = None) -> None:
        """Take the lines of a change; nothing is sent before ``commit_config``.

        Raises EncodingRefused when one of them cannot be typed.
        """
        self._loaded = self._typeable(units(text_of(filename, config, MergeConfigException), self.LANGUAGE))

    def load_replace_candidate(self, filename: str | None = None, config: str | None = None) -> None:
        """Refuse: raises ReplaceUnsupported with the reason."""
        raise ReplaceUnsupported(self.transaction.why)

    def compare_config(self) -> str:
        """Return the lines that were loaded and are not committed yet, without their secrets."""
        return "\n".join(f"+ {hidden(line, self.LANGUAGE)}" for one in self._loaded for line in one.split("\n"))

    def commit_config(self, message: str = "", revert_in: int | None = None) -> None:
        """Type the loaded lines; raises LineRefused at the first that is refused: those before it run."""
        if revert_in is not None:
            raise RevertUnsupported(self.transaction.why)
        if not self._loaded:
            return
        if self._knows_inverse and self.way_back is None:
            self._before = self._configuration(self.LANGUAGE.running)
        lines, self._loaded = self._loaded, ()
        with self._locked():
            self._changed = True
            self._type_all(lines)
        self._unsaved = True
        if self._save_at == "commit":
            self._save()

    def confirm_commit(self) -> None:
        """Keep what was committed: where it is not saved yet, save it."""
        # a new session that confirms cannot know what another one left unsaved
        if self._save_at == "confirm" or (self._unsaved and self._save_at != "never"):
            self._save()

    def has_pending_commit(self) -> bool:
        """Return False: nothing here takes itself back."""
        return False

    def discard_config(self) -> None:
        """Forget the lines that were loaded."""
        self._loaded = ()

    def rollback(self) -> None:
        """Type the way back; raises RollbackIncomplete when one of its lines is refused."""
        if not self._changed and self.way_back is None:
            return
        lines = self._lines_back()
        try:
            with self._locked():
                self._type_all(lines)
        except LineRefused as refused:
            raise RollbackIncomplete(f"on the way back, {refused}", accepted=refused.accepted) from None
        self.way_back, self._changed, self._before = None, False, None
        self._unsaved = True
        if self._save_at == "commit":
            self._save()

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

    @property
    def _save_at(self) -> str:
        return str(self.optional_args.get("save", "commit"))

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Keep others from changing the configuration meanwhile, where the platform can."""
        yield

    def _typeable(self, lines: tuple[str, ...]) -> tuple[str, ...]:
        # a line that cannot be typed must be known before the first is
        if self._shell is not None:
            for number, one in enumerate(lines, start=1):
                try:
                    self._shell.bytes_of(typed(one))
                except EncodingRefused as refused:
                    raise EncodingRefused(f"line {number}: {refused}") from None
                if self._shell.asks(typed(one)):
                    raise unanswerable(one, sum(line.count("\n") + 1 for line in lines[: number - 1]), self.LANGUAGE)
        return lines

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

    def _type_all(self, lines: Sequence[str]) -> None:
        """Type lines in the configuration view and leave it; raises with what was accepted until then."""
        self._typeable(tuple(lines))
        self._enter()
        try:
            type_lines(self._session(), self.LANGUAGE, lines)
        except (SessionDropped, Unanswered):
            raise
        except DriverFailure:
            self._leave_quietly()
            raise
        try:
            self._leave()
        except (SessionDropped, Unanswered) as failure:
            failure.accepted = tuple(one for line in lines for one in line.split("\n"))
            raise

    def _enter(self) -> None:
        if not self._session().configures:
            refused = self._order(self.LANGUAGE.configure)
            if not self._session().configures:
                raise LockHeld(f"the device does not let us configure: {refused or 'no reason given'}")

    def _leave(self) -> None:
        if self._session().configures:
            self._ask(self.LANGUAGE.end)

    def _leave_quietly(self) -> None:
        with suppress(DriverFailure):  # what went wrong before is what is reported
            self._leave()

    def _lines_back(self) -> tuple[str, ...]:
        if self.way_back is not None:
            return units(self.way_back, self.LANGUAGE)
        if self._before is None:
            raise RollbackIncomplete(f"the way back is not known: {self.transaction.why}")
        return tuple(self._inverse(self._configuration(self.LANGUAGE.running), self._before))

    def _save(self) -> None:
        self._leave()
        try:
            refused = self._order(self.LANGUAGE.save, timeout_s=max(_SAVE_TIMEOUT_S, self.timeout))
        except DriverFailure as failure:
            raise SaveFailed(f"the change runs, but is not saved: {failure}") from failure
        if refused is not None:
            raise SaveFailed(f"the change runs, but is not saved: {refused}")
        self._unsaved = False

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
