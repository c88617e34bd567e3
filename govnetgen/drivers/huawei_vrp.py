"""The NAPALM driver of Huawei switches, routers and firewalls.

VRP8 (CE, NE) has a candidate, a trial that takes itself back and a history of commits; VRP5 (S) and firewalls run every
line at once. Which of the two a device is, its prompt tells: ``[~core]`` is a candidate.
"""

import time

from napalm.base import constants, models
from napalm.base.exceptions import ReplaceConfigException

from govnetgen.drivers import huawei_answers, huawei_ping
from govnetgen.drivers.cli_encoding import encode
from govnetgen.drivers.cli_lines import text_of
from govnetgen.drivers.errors import (
    CommitPending,
    CommitUnconfirmed,
    ReplaceUnsupported,
    RevertUnsupported,
)
from govnetgen.drivers.huawei_replace import difference
from govnetgen.drivers.huawei_two_stage import TRIAL_S
from govnetgen.drivers.huawei_without_terminal import WithoutTerminalDriver


class HuaweiVrpDriver(WithoutTerminalDriver):
    """VRP over SSH, or over NETCONF where a device has no terminal.

    Further ``optional_args``: ``persist_id`` names the trial that a new session can confirm; ``transport``: ``ssh``,
    ``netconf`` (port 830) or ``auto`` (the default: NETCONF where the device gives no terminal). Over NETCONF,
    ``unasked``: commands that ask before they do something are carried out without a question (``mmi-mode``), else
    they are refused; ``timer`` False: no confirmed commit.
    """

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
        if not self.transaction.replace:
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
        if revert_in is not None:
            self._refuse_timer(revert_in)
        if self.has_pending_commit():
            self.discard_config()
            raise CommitPending("a trial runs on the device: confirm it or take it back first")
        if self._replacing is not None:
            self._replace(self._replacing)
        else:
            if not self._staged:
                self._stage()
            self._deadline = time.monotonic() + (revert_in or 0)
            self._commit_candidate(message, revert_in)
        if revert_in is None:
            self._unsaved = True
            if self._save_at == "commit":
                self._save()

    def _refuse_timer(self, seconds: int) -> None:
        if self._replacing is not None or not self.transaction.timer:
            raise RevertUnsupported(self.transaction.why)
        if seconds not in TRIAL_S:
            raise RevertUnsupported("VRP8 takes trials of 60 to 65535 seconds")

    def has_pending_commit(self) -> bool:
        """Tell whether a trial runs, also one that another session has begun."""
        if not self._two_stage:
            return False
        # `display` works in every view: a staged candidate must not be left for it
        self._leave_unless_staged()
        answer = self._ask("display configuration trial status")
        if self.LANGUAGE.refusal(answer) is None:
            return huawei_answers.trial_runs(answer)
        # a release that does not tell: what this session has begun, until its time is over
        return self._trial_here and time.monotonic() < self._deadline

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
        refused = self._keep_trial()
        self._trial_here = False
        if refused is not None or self.has_pending_commit():
            raise CommitUnconfirmed(f"the device does not take the confirmation: {refused or 'the trial goes on'}")
        self._unsaved = True
        if self._save_at != "never":
            self._save()

    def rollback(self) -> None:
        """End a trial, or take the last commit of this session back; elsewhere type the way back."""
        if not self._two_stage:
            super().rollback()
            return
        if self._staged:
            self.discard_config()
        if self.has_pending_commit():
            self._abort()
        elif self._commit is not None:
            self._undo_commit()
        elif self.way_back is not None:
            text, self.way_back = self.way_back, None
            self.load_merge_candidate(config=text)
            self.commit_config()

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
        """Return the BGP neighbours by VRF, and whether their sessions are up.

        Raises NotImplementedError where the device does not take ``display bgp peer``.
        """
        first = self._told("display bgp peer")
        # a switch that runs no BGP need not be asked about its families
        also = ("vpnv4 all", "ipv6", "vpnv6 all") if first.strip() else ()
        return huawei_answers.bgp_neighbors([first, *(self._told_also(f"display bgp {one} peer") for one in also)])

    def _ospf_neighbors(self) -> dict[str, bool]:
        return huawei_answers.ospf_neighbors(self._told("display ospf peer"))

    def _ospfv3_neighbors(self) -> dict[str, bool]:
        return huawei_answers.ospfv3_neighbors(self._told("display ospfv3 peer"))

    def _isis_neighbors(self) -> dict[str, bool]:
        return huawei_answers.isis_neighbors(self._told("display isis peer"))

    def ping(
        self,
        destination: str,
        source: str = constants.PING_SOURCE,
        ttl: int = constants.PING_TTL,
        timeout: int = constants.PING_TIMEOUT,
        size: int = constants.PING_SIZE,
        count: int = constants.PING_COUNT,
        vrf: str = constants.PING_VRF,
        source_interface: str = constants.PING_SOURCE_INTERFACE,
    ) -> models.PingResultDict:
        """Let the device send echo requests; ``vrf`` is a VPN instance."""
        words = huawei_ping.Request(destination, source, ttl, timeout, size, count, vrf, source_interface)
        answer = ""
        for command in huawei_ping.commands(words):
            answer = self._ask(command)
            if self.LANGUAGE.refusal(answer) is None:
                return huawei_ping.result(answer, destination)
        return {"error": self.LANGUAGE.refusal(answer) or ""}
