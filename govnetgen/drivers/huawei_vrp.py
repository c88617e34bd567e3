"""The NAPALM driver of Huawei switches, routers and firewalls.

VRP8 (CE, NE) has a candidate, a trial that takes itself back and a history of commits; VRP5 (S) and firewalls run every
line at once. Which of the two a device is, its prompt tells: ``[~core]`` is a candidate.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, ClassVar

from napalm.base import models
from napalm.base.exceptions import ReplaceConfigException

from govnetgen.drivers import huawei_answers
from govnetgen.drivers.cli_driver import CliDriver, text_of
from govnetgen.drivers.cli_encoding import encode
from govnetgen.drivers.cli_language import Language
from govnetgen.drivers.errors import (
    CommitPending,
    CommitRefused,
    CommitUnconfirmed,
    DriverFailure,
    LineRefused,
    LockHeld,
    PromptUnexpected,
    ReplaceUnsupported,
    RevertUnsupported,
    SessionDropped,
    Unanswered,
)
from govnetgen.drivers.huawei_language import LANGUAGE
from govnetgen.drivers.huawei_replace import difference, upload
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
_TRIAL_S = range(60, 65536)
_COMMIT_TIMEOUT_S = 300
_UNKNOWN = ("unrecognized", "wrong parameter", "too many parameters", "incomplete command")


class HuaweiVrpDriver(CliDriver):
    """VRP over SSH. Further ``optional_args``: ``persist_id`` names the trial that a new session can confirm."""

    LANGUAGE: ClassVar[Language] = LANGUAGE
    VENDOR: ClassVar[str] = "Huawei"

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

    # ── the change ────────────────────────────────────────────────────────────────────────────────────────────────

    def load_merge_candidate(self, filename: str | None = None, config: str | None = None) -> None:
        """Take the lines of a change. VRP8 takes them into its candidate at once, and nothing of them runs.

        Raises LineRefused when VRP8 refuses one: the candidate is empty then.
        """
        if self._staged:
            self.discard_config()
        self._replacing = None
        super().load_merge_candidate(filename, config)
        if self._two_stage and self._loaded:
            self._stage()

    def load_replace_candidate(self, filename: str | None = None, config: str | None = None) -> None:
        """Take a whole configuration (VRP8); raises ReplaceUnsupported elsewhere."""
        if not self._two_stage:
            raise ReplaceUnsupported(self.transaction.why)
        self.discard_config()
        self._replacing = text_of(filename, config, ReplaceConfigException)
        encode(self._replacing.replace("\r", ""), self._session().encoding)

    def compare_config(self) -> str:
        """Return the lines that are loaded; for a replace, the difference of the texts, without secrets."""
        if self._replacing is not None:
            return difference(self._running(), self._replacing, self.LANGUAGE)
        return super().compare_config()

    def discard_config(self) -> None:
        """Forget what is loaded, also on the device."""
        self._loaded, self._replacing = (), None
        if self._staged:
            self._staged = False
            self._clear()

    def commit_config(self, message: str = "", revert_in: int | None = None) -> None:
        """Commit what is loaded; with ``revert_in`` (60 to 65535 seconds, VRP8) it takes itself back unless confirmed.

        Raises CommitRefused when VRP8 turns the change down, CommitPending while a trial runs.
        """
        if not self._two_stage:
            super().commit_config(message, revert_in)
            return
        if not self._loaded and self._replacing is None:
            return
        if revert_in is not None and (self._replacing is not None or revert_in not in _TRIAL_S):
            why = self.transaction.why if self._replacing is not None else "VRP8 takes trials of 60 to 65535 seconds"
            raise RevertUnsupported(why)
        if self.has_pending_commit():
            self.discard_config()
            raise CommitPending("a trial runs on the device: confirm it or take it back first")
        if self._replacing is not None:
            self._replace(self._replacing)
        else:
            if not self._staged:
                self._stage()
            self._commit_candidate(message, revert_in)
        if revert_in is None:
            self._unsaved = True
            if self._save_at == "commit":
                self._save()

    def has_pending_commit(self) -> bool:
        """Tell whether a trial runs, also one that another session has begun."""
        if not self._two_stage:
            return False
        answer = self._in_user_view("display configuration trial status").lower()
        if self.LANGUAGE.refusal(answer) is None:
            return "inactive" not in answer and "active" in answer
        return self._trial_here

    def confirm_commit(self) -> None:
        """Keep a trial, also that of another session; raises CommitUnconfirmed when none runs any more."""
        if not self._two_stage:
            super().confirm_commit()
            return
        if not self.has_pending_commit():
            if self._unsaved and not self._trial_here:
                super().confirm_commit()
                return
            self._trial_here = False
            raise CommitUnconfirmed("no trial runs on the device: its time is over, and the change was taken back")
        self._enter()
        # a plain `commit` confirms only what this session has begun, and would commit for others what it has not
        named = f" persist {self._persist}" if self.transaction.outlives_session else ""
        refused = self._order(f"commit{named}", timeout_s=_COMMIT_TIMEOUT_S)
        self._leave()
        if refused is not None or self.has_pending_commit():
            raise CommitUnconfirmed(f"the device does not take the confirmation: {refused or 'the trial goes on'}")
        self._trial_here = False
        self._unsaved = True
        if self._save_at != "never":
            self._save()

    def rollback(self) -> None:
        """End a trial, or take the last commit of this session back; elsewhere type the way back."""
        if not self._two_stage:
            super().rollback()
            return
        if self.has_pending_commit():
            self._abort()
        elif self._commit is not None:
            self._undo_commit()
        elif self.way_back is not None:
            text, self.way_back = self.way_back, None
            self.load_merge_candidate(config=text)
            self.commit_config()

    # ── below ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _running(self) -> str:
        self._leave_unless_staged()
        return self._configuration(self.LANGUAGE.running)

    def _leave_unless_staged(self) -> None:
        if not self._staged:
            self._leave()

    def _in_user_view(self, command: str) -> str:
        # `display` works in every view: a staged candidate must not be left for it
        self._leave_unless_staged()
        return self._ask(command)

    def _stage(self) -> None:
        """Take the loaded lines into the candidate; on any refusal the candidate is emptied."""
        lines, self._staged = self._loaded, True
        self._lock()
        try:
            self._enter()
            self._type(lines)
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
                self._committed(command, trial=revert_in is not None)
                return
            if not any(one in refused.lower() for one in _UNKNOWN):
                break
        self.discard_config()
        raise CommitRefused(f"the device turns the change down: {refused}")

    def _commit_by(self, command: str, *, trial: bool) -> str | None:
        try:
            refused = self._order(command, timeout_s=_COMMIT_TIMEOUT_S)
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
        refused = self._order(f"rollback configuration to file {name}", timeout_s=_COMMIT_TIMEOUT_S)
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

    def _abort(self) -> None:
        self._enter()
        named = f" persist {self._persist}" if self.transaction.outlives_session else ""
        refused = self._order(f"abort trial{named}", timeout_s=_COMMIT_TIMEOUT_S)
        self._leave()
        if self.has_pending_commit():
            raise CommitRefused(f"the device does not end the trial: {refused or 'it goes on'}")
        self._trial_here = False

    def _undo_commit(self) -> None:
        newest = self._newest_commit()
        if newest != self._commit:
            raise LockHeld(f"somebody has committed since ({newest}): to go back would take that with it")
        refused = self._order("rollback configuration last 1", timeout_s=_COMMIT_TIMEOUT_S)
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

    # ── what the device is ────────────────────────────────────────────────────────────────────────────────────────

    def get_facts(self) -> models.FactsDict:
        """Return what the device is."""
        version, serial = self._ask("display version"), self._ask("display esn")
        return huawei_answers.facts(version, serial, self._running(), list(self.get_interfaces()))

    def get_interfaces(self) -> dict[str, models.InterfaceDict]:
        """Return the interfaces and how they are."""
        return huawei_answers.interfaces(self._ask("display interface"))

    def get_interfaces_ip(self) -> dict[str, models.InterfacesIPDict]:
        """Return the configured addresses."""
        return huawei_answers.addresses(self._running())

    def get_arp_table(self, vrf: str = "") -> list[models.ARPTableDict]:
        """Return the ARP table, of one VPN instance where one is named."""
        return huawei_answers.arp(self._ask(f"display arp vpn-instance {vrf}" if vrf else "display arp all"))

    def get_bgp_neighbors(self) -> dict[str, models.BGPStateNeighborsPerVRFDict]:
        """Return the BGP neighbours by VRF, and whether their sessions are up."""
        commands = ("display bgp peer", "display bgp vpnv4 all peer", "display bgp ipv6 peer")
        return huawei_answers.bgp_neighbors(map(self._ask, commands))

    def _ospf_neighbors(self) -> dict[str, bool]:
        return huawei_answers.ospf_neighbors(self._ask("display ospf peer brief"))
