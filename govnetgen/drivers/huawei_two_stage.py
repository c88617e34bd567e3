"""VRP8's candidate, its trial that takes itself back, and its history of commits."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, ClassVar

from govnetgen.drivers import huawei_answers
from govnetgen.drivers.cli_driver import CliDriver
from govnetgen.drivers.cli_language import Language
from govnetgen.drivers.cli_typing import type_lines
from govnetgen.drivers.errors import (
    CommitRefused,
    CommitUnconfirmed,
    DriverFailure,
    LineRefused,
    LockHeld,
    PromptUnexpected,
    SessionDropped,
    Unanswered,
)
from govnetgen.drivers.huawei_language import LANGUAGE
from govnetgen.drivers.huawei_replace import upload
from govnetgen.drivers.transaction import Transaction

IMMEDIATE = Transaction(
    timer=False,
    atomic=False,
    replace=False,
    why="VRP5 and firewalls run every line at once: no candidate, no timer, and no replace was found in their manuals",
)
TWO_STAGE = Transaction(
    timer=True,
    atomic=True,
    replace=True,
    outlives_session=True,
    why="a replace (`rollback configuration to file`) is no trial: it cannot take itself back",
)
TRIAL_S = range(60, 65536)
COMMIT_TIMEOUT_S = 300
_UNKNOWN = ("unrecognized", "wrong parameter", "too many parameters", "incomplete command")


class TwoStageDriver(CliDriver):
    """What a VRP session can do below NAPALM's methods; which stage a device has is known after ``open``."""

    LANGUAGE: ClassVar[Language] = LANGUAGE

    def __init__(
        self,
        hostname: str,
        username: str,
        password: str,
        timeout: int = 60,
        optional_args: dict[str, Any] | None = None,
    ) -> None:
        """Say where the device is; what it can is known after ``open``."""
        super().__init__(hostname, username, password, timeout, optional_args)
        self.transaction = IMMEDIATE
        self._persist = str(self.optional_args.get("persist_id", "govnetgen"))
        self._staged = False
        self._replacing: str | None = None
        self._trial_here = False
        self._deadline = 0.0
        self._commit: str | None = None

    @property
    def _two_stage(self) -> bool:
        return self.transaction.atomic

    def _greet(self) -> None:
        self._ask(self.LANGUAGE.configure)
        prompt = self._session().prompt
        # a standby firewall or a locked device may not let us in; what it is then does not matter
        if prompt is not None and prompt.group("state"):
            self.transaction = TWO_STAGE
        self._leave()

    def _part(self) -> None:
        if self._staged:
            self.discard_config()

    # ── below ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _running(self) -> str:
        self._leave_unless_staged()
        return self._configuration(self.LANGUAGE.running)

    def _leave_unless_staged(self) -> None:
        if not self._staged:
            self._leave()

    def _stage(self) -> None:
        """Take the loaded lines into the candidate; on any refusal the candidate is emptied."""
        lines = self._typeable(self._loaded)
        self._lock()
        self._staged = True
        try:
            self._enter()
            type_lines(self._session(), self.LANGUAGE, lines)
        except (SessionDropped, Unanswered) as failure:
            # the candidate is gone with the session
            self._staged, self._loaded = False, ()
            failure.accepted, failure.uncertain = (), None
            raise
        except DriverFailure as failure:
            with suppress(DriverFailure):
                self.discard_config()
            failure.accepted, failure.uncertain = (), None
            raise
        self._session().leave_to_top()

    def _clear(self) -> None:
        self._session().leave_to_top()
        self._enter()
        self._ask("clear configuration candidate")
        self._leave()
        self._unlock()

    def _commit_candidate(self, message: str, revert_in: int | None) -> None:
        note = "".join(one for one in message if one.isascii() and one.isprintable() and one not in '"?')[:60].strip()
        described = f' description "{note}"' if note else ""
        if revert_in is None:
            forms = [f"commit{described}", "commit"]
        else:
            trial = f"commit trial {revert_in}"
            forms = [f"{trial} persist {self._persist}{described}", f"{trial} persist {self._persist}", trial]
        for command in dict.fromkeys(forms):
            refused = self._commit_by(command, trial=revert_in is not None)
            if refused is None:
                try:
                    self._committed(command, trial=revert_in is not None)
                except (SessionDropped, Unanswered) as failure:
                    failure.uncertain = command  # the change runs, and may have cut us off
                    raise
                if revert_in is not None and not self.has_pending_commit():
                    raise CommitUnconfirmed(
                        "the device took the trial and says that none runs: read what it holds", uncertain=command
                    )
                return
            if not any(one in refused.lower() for one in _UNKNOWN):
                break
        self.discard_config()
        raise CommitRefused(f"the device turns the change down: {refused}")

    def _commit_by(self, command: str, *, trial: bool) -> str | None:
        try:
            refused = self._order(command, timeout_s=COMMIT_TIMEOUT_S)
        except (SessionDropped, Unanswered) as failure:
            # whether it runs, only reading the device tells
            self._staged = False
            failure.accepted, failure.uncertain = (), command
            raise
        except PromptUnexpected:
            self.discard_config()
            raise
        except LockHeld:
            self.discard_config()
            raise
        prompt = self._session().prompt
        if refused is None and not trial and prompt is not None and prompt.group("state") == "*":
            return "the candidate still differs from what runs"
        return refused

    def _committed(self, command: str, *, trial: bool) -> None:
        self._staged, self._loaded = False, ()
        self._trial_here, self._changed = trial, True
        self._session().leave_to_top()
        self._leave()
        self._unlock()
        if trial and "persist" not in command:
            # without a name, only this session can confirm
            self.transaction = Transaction(
                timer=True, atomic=True, replace=True, why="this release knows no persistent trial"
            )
        self._commit = None if trial else self._newest_commit()

    def _replace(self, wanted: str) -> None:
        self._replacing = None
        assert self._client is not None
        name = upload(self._client, wanted, self._session().encoding)
        refused = self._order(f"rollback configuration to file {name}", timeout_s=COMMIT_TIMEOUT_S)
        if refused is not None:
            raise LineRefused(
                f"the device does not take the configuration: {refused}",
                line=f"rollback configuration to file {name}",
                index=0,
                answer=refused,
                accepted=(),
            )
        self._changed = True
        self._commit = self._newest_commit()

    def _newest_commit(self) -> str | None:
        found = huawei_answers.commits(self._ask("display configuration commit list 1"))
        return found[0] if found else None

    def _in_system_view(self, command: str) -> str | None:
        self._enter()
        refused = self._order(command, timeout_s=COMMIT_TIMEOUT_S)
        self._leave()
        return refused

    @property
    def _named(self) -> str:
        return f" persist {self._persist}" if self.transaction.outlives_session else ""

    def _keep_trial(self) -> str | None:
        """Confirm a trial; return what the device says against it."""
        # a plain `commit` confirms only what this session has begun, and would commit for others what it has not
        return self._in_system_view(f"commit{self._named}")

    def _end_trial(self) -> str | None:
        """Take a trial back; return what the device says against it."""
        return self._in_system_view(f"abort trial{self._named}")

    def _abort(self) -> None:
        refused = self._end_trial()
        self._trial_here = self._trial_here and refused is not None
        if self.has_pending_commit():
            raise CommitRefused(f"the device does not end the trial: {refused or 'it goes on'}")

    def _undo_commit(self) -> None:
        newest = self._newest_commit()
        if newest != self._commit:
            raise LockHeld(f"somebody has committed since ({newest}): to go back would take that with it")
        refused = self._order("rollback configuration last 1", timeout_s=COMMIT_TIMEOUT_S)
        if refused is not None:
            raise CommitRefused(f"the device does not go back: {refused}")
        self._commit, self._changed, self._unsaved = None, False, True
        if self._save_at == "commit":
            self._save()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self._lock()
        try:
            yield
        finally:
            # a lock that outlives its change keeps everybody out
            with suppress(DriverFailure):
                self._unlock()

    def _lock(self) -> None:
        """Take the lock that VRP8 and firewalls have; a release without it goes on without."""
        self._leave_unless_staged()
        self._order("configuration exclusive")

    def _unlock(self) -> None:
        if self._shell is not None and self._shell.alive:
            self._ask("undo configuration exclusive")
