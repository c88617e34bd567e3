"""What the drivers of command lines share: a NAPALM driver that types line by line and stops at the first refusal.

Here a line counts as soon as it is taken; a platform with a candidate says so in its own driver.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, ClassVar

from napalm.base.exceptions import MergeConfigException

from govnetgen.drivers.cli_device import CliDevice
from govnetgen.drivers.cli_hide import hidden
from govnetgen.drivers.cli_lines import text_of, typed, units
from govnetgen.drivers.cli_typing import type_lines, unanswerable
from govnetgen.drivers.errors import (
    DriverFailure,
    EncodingRefused,
    LineRefused,
    LockHeld,
    ReplaceUnsupported,
    RevertUnsupported,
    RollbackIncomplete,
    SaveFailed,
    SessionDropped,
    Unanswered,
)

_SAVE_TIMEOUT_S = 180


class CliDriver(CliDevice):
    """A device that is configured at its prompt.

    Further ``optional_args``: ``save``: ``commit`` (the default), ``confirm`` (only ``confirm_commit`` writes the
    start-up configuration) or ``never``.

    ``way_back`` may be set to the lines that ``rollback`` types, by whoever knows better than the driver.
    """

    _knows_inverse: ClassVar[bool] = False
    """Whether ``_inverse`` is there: it needs the platform's rules, which lie above the drivers."""

    def __init__(
        self,
        hostname: str,
        username: str,
        password: str,
        timeout: int = 60,
        optional_args: dict[str, Any] | None = None,
    ) -> None:
        """Say where the device is; nothing is sent before ``open``."""
        super().__init__(hostname, username, password, timeout, optional_args)
        self._loaded: tuple[str, ...] = ()
        self.way_back: str | None = None
        self._before: str | None = None
        self._changed = False
        self._unsaved = False

    def _inverse(self, running: str, before: str) -> Sequence[str]:
        """Return the lines that turn one running configuration into an earlier one."""
        raise NotImplementedError

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

    # ── below ─────────────────────────────────────────────────────────────────────────────────────────────────────

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
