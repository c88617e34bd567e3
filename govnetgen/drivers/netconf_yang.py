"""Devices that take NETCONF with standard YANG: a NAPALM driver over the datastores of RFC 6241."""

import time
from pathlib import Path
from typing import Any

from lxml import etree
from napalm.base import NetworkDriver, models
from napalm.base.exceptions import MergeConfigException, ReplaceConfigException

from govnetgen.drivers.errors import (
    CommitRefused,
    CommitUnconfirmed,
    DriverFailure,
    LineRefused,
    ReplaceUnsupported,
    RevertUnsupported,
)
from govnetgen.drivers.netconf import change
from govnetgen.drivers.netconf.change import CANDIDATE, PERSIST, RUNNING, STARTUP, Edit
from govnetgen.drivers.netconf.document import compared, config_of, written
from govnetgen.drivers.netconf.getters import addresses_of, facts_of, interfaces_of, neighbours_of, wanted
from govnetgen.drivers.netconf.session import Session
from govnetgen.drivers.ssh import Access, access_of
from govnetgen.drivers.transaction import Transaction

_PORT = 830


class NetconfYangDriver(NetworkDriver):
    """NETCONF over SSH, port 830 unless ``optional_args`` says otherwise.

    Candidates are XML: the children of ``<config>``, with ``nc:operation`` where something goes. A commit with
    ``revert_in`` is a confirmed commit; where the device lets it outlive its session (``persist``), any later session
    of this driver confirms it or takes it back. ``transaction`` is what the device's ``<hello>`` promises; before
    ``open`` it promises nothing.
    """

    def __init__(
        self,
        hostname: str,
        username: str,
        password: str,
        timeout: int = 60,
        optional_args: dict[str, Any] | None = None,
    ) -> None:
        self.hostname, self.username, self.password, self.timeout = hostname, username, password, timeout
        self.optional_args = {"port": _PORT, **(optional_args or {})}
        self.transaction = Transaction(
            timer=False, atomic=False, replace=False, why="the device has not said hello yet"
        )
        self._held: Session | None = None
        self._lock: Any = None
        self._staged: Edit | None = None
        self._before: etree._Element | None = None
        self._until: float | None = None

    def _access(self) -> Access:
        return access_of(self.hostname, self.username, self.password, self.timeout, self.optional_args)

    def _opened(self) -> Session:
        if self._held is None:
            raise DriverFailure(f"{self.hostname} is not open")
        return self._held

    def open(self) -> None:
        """Connect, check the host key, and read what the device offers."""
        self._held = Session(self._access())
        self.transaction = self._held.capabilities.transaction

    def close(self) -> None:
        """End the session; what was loaded and not committed is given up."""
        if self._held is None:
            return
        try:
            if self._held.connected and self._staged is not None:
                self.discard_config()
        finally:
            self._held.close()
            self._held = None
            self._lock = self._staged = None

    def is_alive(self) -> models.AliveDict:
        """Tell whether the session is still there."""
        return {"is_alive": self._held is not None and self._held.connected}

    # loading and committing

    def load_merge_candidate(self, filename: str | None = None, config: str | None = None) -> None:
        """Stage an edit, and hold the locks until it is committed or discarded; raises LineRefused or LockHeld."""
        self._load(_text(filename, config, MergeConfigException), whole=False)

    def load_replace_candidate(self, filename: str | None = None, config: str | None = None) -> None:
        """Stage a configuration that takes the place of everything."""
        if not self._opened().capabilities.candidate:
            raise ReplaceUnsupported("the device has no candidate datastore: nothing can be exchanged as a whole")
        self._load(_text(filename, config, ReplaceConfigException), whole=True)

    def _load(self, text: str, *, whole: bool) -> None:
        edit = Edit(config_of(text), whole)
        if self._staged is not None:
            self.discard_config()
        lock = change.locked(self._opened())
        lock.__enter__()
        self._lock = lock
        try:
            if self._opened().capabilities.candidate:
                change.stage(self._opened(), edit)
        except CommitRefused as refusal:
            self._unlock()
            # NETCONF names no line: what it refuses it refuses whole, and nothing of it is anywhere
            raise LineRefused(str(refusal), line="", index=0, answer=str(refusal), accepted=()) from None
        except DriverFailure:
            self._unlock()
            raise
        self._staged = edit

    def _unlock(self) -> None:
        lock, self._lock = self._lock, None
        if lock is not None:
            lock.__exit__(None, None, None)

    def compare_config(self) -> str:
        """Return what the candidate would change, as the lines of a unified diff; empty where nothing."""
        if self._staged is None:
            return ""
        if not self._opened().capabilities.candidate:
            return written(self._staged.config, sanitized=True)
        return compared(change.fetched(self._opened(), RUNNING), change.fetched(self._opened(), CANDIDATE))

    def commit_config(self, message: str = "", revert_in: int | None = None) -> None:
        """Make the candidate run, for ``revert_in`` seconds unless it is confirmed; read back before this returns."""
        if self._staged is None:
            raise CommitRefused("nothing is loaded")
        session = self._opened()
        if revert_in is not None and not self.transaction.timer:
            raise RevertUnsupported(self.transaction.why or "the device has no confirmed commit")
        self._before = change.fetched(session, RUNNING)
        try:
            if session.capabilities.candidate:
                change.commit(session, self._staged, confirm_s=revert_in)
            else:
                change.edit_running(session, self._staged)
            self._until = None if revert_in is None else time.monotonic() + revert_in
            if revert_in is None:
                change.save(session)
        finally:
            if session.connected:
                self._finish()

    def _finish(self) -> None:
        if self._opened().capabilities.candidate:
            change.clear(self._opened())
        self._staged = None
        self._unlock()

    def confirm_commit(self) -> None:
        """Confirm what waits, from this session or a new one; raises CommitUnconfirmed where nothing does any more."""
        session = self._opened()
        if not session.capabilities.persist and self._until is None:
            raise CommitUnconfirmed("this device takes a confirmation from the session that committed only")
        change.confirm(session)
        self._until = None
        change.save(session)

    def has_pending_commit(self) -> bool:
        """Tell whether a commit waits for its confirmation, of this session or, where running is locked, of another."""
        if not self.transaction.timer:
            return False
        session = self._opened()
        ours = self._until is not None and time.monotonic() < self._until
        # where it persists, another session may have confirmed it or taken it back meanwhile: the device knows
        return change.pending(session) or (ours and not session.capabilities.persist)

    def discard_config(self) -> None:
        """Give up what was loaded."""
        if self._staged is None:
            return
        self._finish()

    def rollback(self) -> None:
        """Take the last commit back: by cancelling it while it waits, otherwise by loading what ran before it."""
        session = self._opened()
        if self.transaction.timer and self.has_pending_commit():
            change.cancel(session)
            self._until = None
            return
        if self._before is None:
            raise CommitRefused("this session has committed nothing that could be taken back")
        self.load_replace_candidate(config=written(self._before))
        self.commit_config()

    # reading

    def get_config(
        self, retrieve: str = "all", full: bool = False, sanitized: bool = False, format: str = "text"
    ) -> models.ConfigDict:
        """Return datastores as indented XML; what the device has no datastore for is empty."""
        offered = {
            RUNNING: True,
            CANDIDATE: self._opened().capabilities.candidate,
            STARTUP: self._opened().capabilities.startup,
        }

        def text(store: str) -> str:
            if retrieve not in ("all", store) or not offered[store]:
                return ""
            return written(change.fetched(self._opened(), store), sanitized=sanitized)

        return {"running": text(RUNNING), "candidate": text(CANDIDATE), "startup": text(STARTUP)}

    def _state(self) -> etree._Element:
        session = self._opened()
        with session.asked("get") as manager:
            return manager.get(filter=wanted(session.capabilities)).data

    def get_facts(self) -> models.FactsDict:
        """Return what standard models say of the device; vendor and model are in none of them."""
        return facts_of(self._state(), self.hostname)

    def get_interfaces(self) -> dict[str, models.InterfaceDict]:
        """Return the interfaces of ietf-interfaces (RFC 7223, RFC 8343)."""
        return interfaces_of(self._state())

    def get_interfaces_ip(self) -> dict[str, models.InterfacesIPDict]:
        """Return the addresses of ietf-ip (RFC 7277, RFC 8344)."""
        return addresses_of(self._state())

    def get_arp_table(self, vrf: str = "") -> list[models.ARPTableDict]:
        """Return the IPv4 neighbours of ietf-ip; it knows no VRF."""
        if vrf:
            raise NotImplementedError("ietf-ip has no neighbours by VRF")
        return neighbours_of(self._state())


def _text(filename: str | None, config: str | None, failure: type[Exception]) -> str:
    if (filename is None) == (config is None):
        raise failure("give either a file or a configuration")
    return Path(filename).read_text(encoding="utf-8") if filename is not None else config or ""


__all__ = ["PERSIST", "NetconfYangDriver"]
