"""A VRP device that has no terminal for us: the same driver, its commands carried by NETCONF."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from govnetgen.drivers import huawei_transport
from govnetgen.drivers.cli_hide import hidden
from govnetgen.drivers.errors import (
    CliUnsupported,
    CommitRefused,
    CommitUnconfirmed,
    DriverFailure,
    EncodingRefused,
    LockHeld,
    SaveFailed,
    SessionDropped,
    Unanswered,
    Unreachable,
)
from govnetgen.drivers.huawei_transport import Trial
from govnetgen.drivers.huawei_two_stage import TwoStageDriver
from govnetgen.drivers.netconf.huawei_cli import NetconfShell


class WithoutTerminalDriver(TwoStageDriver):
    """What NETCONF does another way than a terminal: the way in, the trial, saving, and looking at what was taken."""

    _netconf: NetconfShell | None = None
    _read_only: str | None = None
    _going_back = False

    def _begin(self) -> None:
        self._netconf = self._read_only = None
        wanted = huawei_transport.wanted(self.optional_args)
        if wanted == "netconf":
            port = int(self.optional_args.get("port", huawei_transport.PORT))
            self._use(
                huawei_transport.netconf_shell(replace(self._access, port=port), self.LANGUAGE, self.optional_args)
            )
            return
        try:
            super()._begin()
        except (Unreachable, SessionDropped) as failure:
            if wanted == "ssh" or self._client is None:
                raise
            held, self._client = self._client, None
            self._use(huawei_transport.fallback(self._access, self.LANGUAGE, self.optional_args, held, failure))

    def _use(self, shell: NetconfShell) -> None:
        self._shell = self._netconf = shell

    def _greet(self) -> None:
        if self._netconf is None:
            super()._greet()
            return
        # only what has a candidate keeps a list of commits
        refused = self.LANGUAGE.refusal(self._ask("display configuration commit list 1"))
        two_stage = refused is None
        self._read_only = huawei_transport.why_read_only(self._netconf, two_stage=two_stage)
        timer = bool(self.optional_args.get("timer", True))
        self.transaction = huawei_transport.transaction(
            self._netconf, two_stage=two_stage and self._read_only is None, timer=timer
        )
        if self._read_only is not None:
            self.transaction = replace(self.transaction, why=f"it can only be read: {self._read_only}")

    @property
    def _trial(self) -> Trial | None:
        return None if self._netconf is None else Trial(self._netconf, self._persist)

    def _typeable(self, lines: tuple[str, ...]) -> tuple[str, ...]:
        if self._read_only is not None:
            raise CliUnsupported(f"{self.hostname} can only be read: {self._read_only}")
        return super()._typeable(lines)

    # ── the change ────────────────────────────────────────────────────────────────────────────────────────────────

    def _type_all(self, lines: Sequence[str]) -> None:
        super()._type_all(lines)
        if self._netconf is not None:
            self._look_for(lines, accepted=tuple(one for line in lines for one in line.split("\n")))

    def _stage(self) -> None:
        """Take the loaded lines into the candidate, and see that they have gone there and not into what runs."""
        if self._netconf is None:
            super()._stage()
            return
        lines = tuple(one for line in self._loaded for one in line.split("\n"))
        self._before = self._configuration(self.LANGUAGE.running)
        super()._stage()
        try:
            if self._configuration(self.LANGUAGE.running) != self._before:
                raise CommitRefused(
                    "what runs has changed while lines were given to the candidate: the device runs them at once, or "
                    "somebody else is at work; read what it holds",
                    accepted=lines,
                )
        except DriverFailure:
            with suppress(DriverFailure):
                self.discard_config()
            raise

    def _commit_candidate(self, message: str, revert_in: int | None) -> None:
        trial = self._trial
        if trial is None:
            super()._commit_candidate(message, revert_in)
            return
        lines = self._loaded
        if revert_in is None:
            super()._commit_candidate(message, None)
        else:
            self._begin_trial(trial, revert_in)
        try:
            self._look_for(lines, accepted=())
        except EncodingRefused:
            if not self._going_back:
                self.rollback()
            raise

    def _commit_by(self, command: str, *, trial: bool) -> str | None:
        refused = super()._commit_by(command, trial=trial)
        # there is no prompt to show that a candidate is still open
        if refused is None and self._netconf is not None and self._runs_as_before(command):
            return "it took the commit, and nothing of it runs"
        return refused

    def _runs_as_before(self, command: str) -> bool:
        """Look behind a commit; where that fails, what it did is not known."""
        try:
            return self._configuration(self.LANGUAGE.running) == self._before
        except DriverFailure as failure:
            self._staged, self._changed = False, True
            failure.accepted, failure.uncertain = (), command
            raise

    def _begin_trial(self, trial: Trial, seconds: int) -> None:
        """Have the candidate run for a time; seen to be so, for no source says that it is the commands' candidate."""
        promised = self.transaction
        command = f"commit trial {seconds}{self._named}"
        try:
            trial.begin(seconds)
        except (SessionDropped, Unanswered) as failure:
            self._staged = False
            failure.accepted, failure.uncertain = (), command
            raise
        except (CommitRefused, LockHeld):
            self.discard_config()
            raise
        self._trial_here = True
        if self._runs_as_before(command):
            self._trial_here = False
            with suppress(DriverFailure):
                trial.end()
            self.discard_config()
            raise CommitRefused(
                "the device took a confirmed commit and nothing of it runs: commands do not go into the candidate of "
                "its NETCONF, and without a terminal there is no other timer (timer = no deploys without one)"
            )
        try:
            self._committed(command, trial=True)
            self.transaction = promised
            if not self.has_pending_commit():
                raise CommitUnconfirmed("the device took the trial and says that none runs: read what it holds")
        except DriverFailure as failure:
            failure.uncertain = command
            raise

    def _look_for(self, lines: Sequence[str], *, accepted: tuple[str, ...]) -> None:
        """Find what is not ASCII in what runs: here no line is echoed, and what comes through garbled is no refusal."""
        wanted = [line.strip() for line in lines if not line.isascii() and hidden(line, self.LANGUAGE) == line]
        if not wanted:
            return
        runs = {line.strip() for line in self._configuration(self.LANGUAGE.running).split("\n")}
        lost = [line for line in wanted if line not in runs and not line.startswith("undo ")]
        if lost:
            raise EncodingRefused(f"what runs does not hold {lost[0]!r}: it came through garbled", accepted=accepted)

    def _keep_trial(self) -> str | None:
        if self._trial is None:
            return super()._keep_trial()
        try:
            self._trial.keep()
        except CommitRefused as refused:
            return str(refused)
        return None

    def _end_trial(self) -> str | None:
        if self._trial is None:
            return super()._end_trial()
        try:
            self._trial.end()
        except CommitRefused as refused:
            return str(refused)
        if self._netconf is not None and not self._netconf.alive:
            self.open()  # a trial without a name has ended with its session
        return None

    def _clear(self) -> None:
        super()._clear()
        if self._trial is not None:
            self._trial.forget_candidate()

    def _undo_commit(self) -> None:
        if self._netconf is None or not self._netconf.asks("rollback configuration last 1"):
            super()._undo_commit()
            return
        newest = self._newest_commit()
        if newest != self._commit:
            raise LockHeld(f"somebody has committed since ({newest}): to go back would take that with it")
        text = "\n".join(self._lines_back())
        self._commit, self._going_back = None, True
        try:
            self.load_merge_candidate(config=text)
            self.commit_config()
        finally:
            self._going_back = False
        self._commit = self._before = None

    def _save(self) -> None:
        shell = self._netconf
        if shell is None or not (shell.session.capabilities.startup or shell.asks(self.LANGUAGE.save)):
            super()._save()
            return
        try:
            huawei_transport.save(shell)
        except DriverFailure as failure:
            raise SaveFailed(f"the change runs, but is not saved: {failure}") from failure
        self._unsaved = False
