"""What carries VRP's command line: a terminal over SSH, or NETCONF where there is no terminal."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal

import paramiko

from govnetgen.drivers.cli_language import Language
from govnetgen.drivers.errors import CliUnsupported, DriverFailure
from govnetgen.drivers.netconf.hello import Capabilities
from govnetgen.drivers.netconf.huawei_cli import ANNOUNCED, ByteWitness, NetconfShell, Views
from govnetgen.drivers.netconf.session import Session
from govnetgen.drivers.ssh import Access
from govnetgen.drivers.transaction import Transaction

PORT = 830
_SSH = 22
Wanted = Literal["ssh", "netconf"]


def wanted(options: Mapping[str, Any]) -> Wanted | None:
    """Return the transport that ``optional_args`` names; None for SSH with NETCONF as its fallback."""
    named = options.get("transport")
    if named in (None, "", "auto"):
        return None
    if named not in ("ssh", "netconf"):
        raise CliUnsupported(f"there is no transport {named!r}: it is ssh, netconf or auto")
    return "ssh" if named == "ssh" else "netconf"


def netconf_shell(
    access: Access, language: Language, options: Mapping[str, Any], *, client: paramiko.SSHClient | None = None
) -> NetconfShell:
    """Open a NETCONF session for commands, on a connection that is there where one is given.

    Raises CliUnsupported where the device does not announce ``execute-cli``, and what ``connect`` raises.
    """
    witness = ByteWitness()
    session = Session(access, client=client, read=witness, also=ANNOUNCED)
    shell = NetconfShell(
        session,
        language,
        witness=witness,
        timeout_s=float(options.get("read_timeout", access.timeout_s)),
        unasked=bool(options.get("unasked", False)),
    )
    try:
        shell.login()
    except DriverFailure:
        session.close()
        raise
    return shell


def fallback(
    access: Access, language: Language, options: Mapping[str, Any], client: paramiko.SSHClient, why: DriverFailure
) -> NetconfShell:
    """Try NETCONF where a device gives no terminal: on the connection that there is, then on NETCONF's own port.

    Raises what ``why`` is, with what NETCONF said of it.
    """
    said = []
    try:
        return netconf_shell(access, language, options, client=client)
    except DriverFailure as failure:
        client.close()
        said.append(str(failure))
    # behind a forwarded port there is another device at port 830
    if access.sock is None and access.port == _SSH:
        try:
            return netconf_shell(replace(access, port=PORT), language, options)
        except DriverFailure as failure:
            said.append(str(failure))
    raise type(why)(f"{why}; and NETCONF is no way in: {'; '.join(said)}") from why


def transaction(shell: NetconfShell, *, two_stage: bool, timer: bool) -> Transaction:
    """Return what a change through NETCONF can be relied on for; ``timer`` False asks for none."""
    offered = shell.session.capabilities
    if not two_stage:
        return Transaction(
            timer=False,
            atomic=False,
            replace=False,
            why="through NETCONF's execute-cli every line runs at once on this device: no candidate and no timer",
        )
    has_timer = timer and offered.candidate and offered.confirmed_commit
    return Transaction(
        timer=has_timer,
        atomic=True,
        replace=False,
        outlives_session=has_timer and offered.persist,
        why="through NETCONF a whole configuration is not exchanged: `rollback configuration to file` asks a question"
        if has_timer
        else f"through NETCONF there is no timer: {_no_timer(offered, timer=timer)}",
    )


def _no_timer(offered: Capabilities, *, timer: bool) -> str:
    if not timer:
        return "none was asked for (timer)"
    return "the device offers no confirmed commit of a candidate"


def why_read_only(shell: NetconfShell, *, two_stage: bool) -> str | None:
    """Say why a device cannot be configured through its NETCONF; None where it can."""
    if shell.views is Views.SESSION or (shell.views is Views.REQUEST and not two_stage):
        return None
    if shell.views is Views.NONE:
        return "its execute-cli does not let commands into a configuration view"
    return "its execute-cli forgets views between requests, and with them the candidate: nothing could be committed"


class Trial:
    """NETCONF's confirmed commit, which VRP8 runs as a trial."""

    def __init__(self, shell: NetconfShell, persist: str) -> None:
        self._session: Session = shell.session
        self._persist = persist if shell.session.capabilities.persist else None

    def begin(self, seconds: int) -> None:
        """Let the candidate run for a time; raises CommitRefused and LockHeld."""
        with self._session.asked("commit") as manager:
            # ncclient puts the timeout into XML as it is: text
            manager.commit(confirmed=True, timeout=str(seconds), persist=self._persist)

    def keep(self) -> None:
        """Confirm it, also that of another session; raises CommitRefused."""
        with self._session.asked("confirming commit") as manager:
            manager.commit(persist_id=self._persist)

    def end(self) -> None:
        """Take it back now; one without a name ends with its session. Raises CommitRefused."""
        if self._persist is None:
            self._session.close()
            return
        with self._session.asked("cancel-commit") as manager:
            manager.cancel_commit(persist_id=self._persist)

    def forget_candidate(self) -> None:
        """Empty the candidate of this session."""
        if self._session.capabilities.candidate:
            with self._session.asked("discard-changes") as manager:
                manager.discard_changes()


def save(shell: NetconfShell) -> None:
    """Copy running to startup; raises CommitRefused, and CliUnsupported where the device keeps no startup for it."""
    if not shell.session.capabilities.startup:
        raise CliUnsupported("its NETCONF offers no `startup` to copy to, and `save` asks a question")
    with shell.session.asked("copy of running to startup") as manager:
        manager.copy_config(source="running", target="startup")
