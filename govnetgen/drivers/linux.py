"""NAPALM driver of Linux nodes: Debian with FRR, nftables and ifupdown2, reached over SSH.

A configuration is a text of files, each below a line ``### file PATH``; ``### remove PATH`` takes one away. The node
changes itself by a program of ours (``linux_node``), which the driver sends where it is missing: a change is checked by
the node's own programs, made whole or not at all, and taken back by the node unless it is confirmed in time.

``optional_args``: those of ``ssh.access_of``, and ``run``, the name of the change (letters, digits, dots, dashes).
"""

import shlex
import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

from napalm.base import NetworkDriver, constants, models

from govnetgen.configtree.masking import mask
from govnetgen.drivers.errors import (
    CommitPending,
    CommitRefused,
    CommitUnconfirmed,
    DriverFailure,
    LockHeld,
    RollbackIncomplete,
)
from govnetgen.drivers.linux_candidate import Candidate, refused, said
from govnetgen.drivers.linux_channel import CHANGE_S, Channel
from govnetgen.drivers.linux_facts import Facts
from govnetgen.drivers.linux_ping import ping
from govnetgen.drivers.linux_secrets import SECRETS
from govnetgen.drivers.ssh import access_of
from govnetgen.drivers.transaction import Transaction

_NO_TIMER = 0
_QUICK = ("read", "status", "confirm")
"""What a node answers at once."""


class LinuxDriver(NetworkDriver):
    """A Linux node."""

    transaction = Transaction(timer=True, atomic=True, replace=True)

    def __init__(
        self,
        hostname: str,
        username: str,
        password: str,
        timeout: int = 60,
        optional_args: dict[str, Any] | None = None,
    ) -> None:
        options = optional_args or {}
        self.hostname = hostname
        self.username = username
        self.timeout = timeout
        self._access = access_of(hostname, username, password, timeout, options)
        self._named_run: str | None = options.get("run")
        self._run: str | None = None
        self._candidate: Candidate | None = None
        self._channel = Channel(self._access)
        self._facts = Facts(self._channel)
        # NAPALM's own tests allow no method that is not NAPALM's
        self.get_ospf_neighbors: Callable[[], dict[str, bool]] = partial(Facts.ospf, self._facts)
        self.get_isis_neighbors: Callable[[], dict[str, bool]] = partial(Facts.isis, self._facts)
        self.get_ospfv3_neighbors: Callable[[], dict[str, bool]] = partial(Facts.ospfv3, self._facts)

    def open(self) -> None:
        """Connect, and send the node's program where the node does not have this one."""
        self._channel.open()

    def close(self) -> None:
        """End the session; a pending change stays pending."""
        self._channel.close()

    def is_alive(self) -> models.AliveDict:
        """Tell whether the session is up."""
        return {"is_alive": self._channel.alive}

    def load_merge_candidate(self, filename: str | None = None, config: str | None = None) -> None:
        """Take files to write and files to remove; the others stay."""
        self._load(filename, config, replace=False)

    def load_replace_candidate(self, filename: str | None = None, config: str | None = None) -> None:
        """Take the node's whole configuration; its files that are not in it go."""
        self._load(filename, config, replace=True)

    def _load(self, filename: str | None, config: str | None, *, replace: bool) -> None:
        candidate = Candidate.of(filename, config, replace=replace)
        # a whole configuration leaves nothing of what was loaded before; parts add to it
        held = None if replace else self._candidate
        self._candidate = candidate if held is None else held.joined(candidate)

    def compare_config(self) -> str:
        """Return what the candidate changes, file by file, as a unified diff without secrets."""
        if self._candidate is None:
            return ""
        running = str(self._node("read")["text"])
        return self._candidate.difference(running)

    def commit_config(self, message: str = "", revert_in: int | None = None) -> None:
        """Make the change; with ``revert_in`` the node takes it back after so many seconds unless it is confirmed.

        ``message`` is not kept: a node has no place for it.
        """
        candidate = self._candidate
        if candidate is None:
            return
        run = self._named_run or f"run-{uuid.uuid4().hex[:12]}"
        timer = _NO_TIMER if revert_in is None else max(1, revert_in)
        replace = ("--replace",) if candidate.replace else ()
        words = ("apply", "--run", run, "--timer", str(timer), *replace)
        # a change may cut off its own answer: when the timer has run out, nothing of it is there any more
        answer = self._node(*words, given=candidate.text, timeout_s=timer + self.timeout if timer else CHANGE_S)
        self._raise_refused(answer, candidate)
        self._run = run if answer["outcome"] == "applied" else None
        self._candidate = None

    def _raise_refused(self, answer: dict[str, Any], candidate: Candidate) -> None:
        if answer["outcome"] in ("applied", "unchanged"):
            return
        if answer.get("pending"):
            raise CommitPending(f"{self.hostname}: the change {answer['pending']} waits for its confirmation")
        if answer["outcome"] == "refused":
            raise refused(answer["why"], candidate, self.hostname)
        why = said(answer["why"])
        if answer["outcome"] == "failed":
            raise CommitRefused(f"{self.hostname}: the change failed and was taken back: {why}")
        raise RollbackIncomplete(f"{self.hostname}: the change failed, and so did the way back: {why}")

    def confirm_commit(self) -> None:
        """Keep the pending change; raises CommitUnconfirmed where none (any more) waits for it."""
        run = self._run or self._named_run or self._pending()
        answer: dict[str, Any] = self._node("confirm", run) if run else {"outcome": "refused"}
        if answer["outcome"] != "confirmed":
            last = answer.get("last") or {}
            ended = f": the last one, {last['run']}, was {last['outcome']} ({last['why']})" if last else ""
            raise CommitUnconfirmed(f"{self.hostname}: no change waits for its confirmation{mask(ended, SECRETS)}")

    def has_pending_commit(self) -> bool:
        """Tell whether a change, of whomever, waits for its confirmation."""
        return self._pending() is not None

    def discard_config(self) -> None:
        """Forget the candidate; nothing of it is on the node."""
        self._candidate = None

    def rollback(self) -> None:
        """Take back the pending change, or else the last confirmed one."""
        status = self._node("status")
        run = status["pending"]["run"] if status["pending"] else status["previous"]
        answer: dict[str, Any] = self._node("revert", run) if run else {"outcome": "refused"}
        if answer["outcome"] == "refused" and not answer.get("why"):
            raise CommitUnconfirmed(f"{self.hostname}: there is no change to take back")
        if answer["outcome"] in ("refused", "revert failed"):
            raise RollbackIncomplete(f"{self.hostname}: {said(answer['why'])}")
        self._run = None

    def _pending(self) -> str | None:
        pending = self._node("status")["pending"]
        return pending and str(pending["run"])

    def get_config(
        self, retrieve: str = "all", full: bool = False, sanitized: bool = False, format: str = "text"
    ) -> models.ConfigDict:
        """Return the node's files as one text; what starts with the node is what runs."""
        text = str(self._node("read")["text"]) if retrieve in ("all", "running", "startup") else ""
        candidate = self._candidate.text if self._candidate is not None else ""
        if sanitized:
            text, candidate = mask(text, SECRETS), mask(candidate, SECRETS)
        return {
            "running": text if retrieve in ("all", "running") else "",
            "startup": text if retrieve in ("all", "startup") else "",
            "candidate": candidate if retrieve in ("all", "candidate") else "",
        }

    def cli(self, commands: list[str], encoding: str = "text") -> dict[str, str | dict[str, Any]]:
        """Run commands of the node's shell, each by itself."""
        if encoding != "text":
            raise NotImplementedError(f"{encoding!r} is no supported encoding")
        return {command: self._channel.run(command).output for command in commands}

    def get_facts(self) -> models.FactsDict:
        """Return what the node is."""
        return self._facts.node()

    def get_interfaces(self) -> dict[str, models.InterfaceDict]:
        """Return the state of every interface, those of VRFs included."""
        return self._facts.interfaces()

    def get_interfaces_ip(self) -> dict[str, models.InterfacesIPDict]:
        """Return the addresses of every interface that has any."""
        return self._facts.addresses()

    def get_arp_table(self, vrf: str = "") -> list[models.ARPTableDict]:
        """Return the IPv4 neighbours, of one VRF where it is named."""
        return self._facts.arp(vrf)

    def get_ipv6_neighbors_table(self) -> list[models.IPV6NeighborDict]:
        """Return the IPv6 neighbours."""
        return self._facts.neighbours()

    def get_bgp_neighbors(self) -> dict[str, models.BGPStateNeighborsPerVRFDict]:
        """Return the BGP neighbours of every VRF."""
        return self._facts.bgp()

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
        """Let the node send echo requests."""
        return ping(
            self._channel,
            destination,
            source=source or source_interface,
            ttl=ttl,
            timeout_s=timeout,
            size=size,
            count=count,
            vrf=vrf,
        )

    def _node(self, *words: str, given: str = "", timeout_s: float = CHANGE_S) -> dict[str, Any]:
        """Let the node's program do something."""
        if words[0] in _QUICK:
            timeout_s = self.timeout
        answer = self._channel.program(shlex.join(words), given, timeout_s)
        if answer.get("busy"):
            raise LockHeld(f"{self.hostname}: another change is being made at this moment")
        if answer["outcome"] == "refused" and words[0] in ("read", "status"):
            raise DriverFailure(f"{self.hostname}: {said(answer['why'])}")
        return answer
