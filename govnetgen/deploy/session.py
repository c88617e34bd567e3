"""Sessions with devices: NAPALM drivers, ours and its own, behind one door.

Nothing that the libraries below write to logs may hold what is sent: netmiko and ncclient log every line.
"""

import logging
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from napalm import get_network_driver
from napalm.base.base import NetworkDriver
from napalm.base.exceptions import NapalmException
from ncclient.operations.errors import OperationError
from ncclient.transport.errors import TransportError
from netmiko.exceptions import NetmikoTimeoutException, ReadException, WriteException
from paramiko.ssh_exception import SSHException

from govnetgen.deploy.credentials import Credential
from govnetgen.drivers.transaction import Transaction

FAILURES = (
    NapalmException,
    OSError,
    EOFError,
    SSHException,
    NetmikoTimeoutException,
    ReadException,
    WriteException,
    TransportError,
    OperationError,
    NotImplementedError,
)
"""What drivers raise when a device, or the way to it, does not do what it should."""

_LOGGERS = ("netmiko", "ncclient", "paramiko", "napalm", "asyncssh", "pyeapi", "jnpr")
_SILENT = logging.CRITICAL + 1
_NAPALM_NAMES: Mapping[str, str] = {"cisco_iosxe": "ios", "arista_eos": "eos", "juniper_junos": "junos"}

Opener = Callable[["Target"], NetworkDriver]
"""Makes a driver for a target, not opened yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """How one device is reached. ``sock`` opens a socket another way than by the routing table."""

    device: str
    platform: str
    dialect: str
    host: str
    port: int = 22
    credential: Credential = field(default_factory=lambda: Credential(), repr=False)
    known_hosts: str | None = None
    accept_new: bool = False
    timeout_s: int = 60
    sock: Callable[[], socket.socket] | None = field(default=None, repr=False)
    more: Mapping[str, Any] = field(default_factory=dict)


def open_with_napalm(target: Target) -> NetworkDriver:
    """Make the NAPALM driver of a target."""
    kind = get_network_driver(_NAPALM_NAMES.get(target.platform, target.platform))
    held = target.credential
    driver: NetworkDriver = kind(
        target.host, held.username, held.password, timeout=target.timeout_s, optional_args=_arguments(target)
    )
    return driver


def _arguments(target: Target) -> dict[str, Any]:
    """Return what a driver needs to know; host keys are checked by all of them."""
    if target.platform in _NAPALM_NAMES:
        return _napalm_arguments(target)
    held = target.credential
    arguments: dict[str, Any] = {
        "port": target.port,
        "dialect": target.dialect,
        "accept_new": target.accept_new,
        "known_hosts": target.known_hosts,
        "key_file": held.key_file or None,
        "secret": held.enable,
        "encoding": held.encoding,
        "transport": held.transport,
        "unasked": held.unasked == "yes",
        "timer": held.timer != "no",
        "sock": target.sock,
        # what runs is written to the start-up configuration when it is confirmed, not before
        "save": "confirm",
    }
    return {**{name: value for name, value in arguments.items() if value not in (None, "")}, **target.more}


def _napalm_arguments(target: Target) -> dict[str, Any]:
    """Return the same for NAPALM's own drivers, which speak netmiko's words; a new key is refused, never taken."""
    held = target.credential
    arguments: dict[str, Any] = {"port": target.port, "ssh_strict": True, "system_host_keys": True}
    if target.known_hosts:
        arguments |= {"alt_host_keys": True, "alt_key_file": target.known_hosts}
    if held.key_file:
        arguments |= {"use_keys": True, "key_file": held.key_file}
    if held.enable:
        arguments["secret"] = held.enable
    return {**arguments, **target.more}


_NAPALM_TRANSACTIONS: Mapping[str, Transaction] = {
    "cisco_iosxe": Transaction(
        timer=True, atomic=False, replace=True, outlives_session=True, why="merged lines run as they are taken"
    ),
    "arista_eos": Transaction(timer=True, atomic=True, replace=True, outlives_session=True),
    "juniper_junos": Transaction(timer=True, atomic=True, replace=True, outlives_session=True),
}
_NONE = Transaction(timer=False, atomic=False, replace=False, why="this driver says nothing about its transactions")


def transaction_of(driver: NetworkDriver, platform: str) -> Transaction:
    """Return what a driver's commit can be relied on for; of NAPALM's own drivers, what their sources say."""
    found = getattr(driver, "transaction", None) or _NAPALM_TRANSACTIONS.get(platform, _NONE)
    assert isinstance(found, Transaction)
    return found


def close(driver: NetworkDriver) -> None:
    """End a session; one that is gone already is none the worse."""
    with suppress(*FAILURES):
        driver.close()


def answers(target: Target, timeout_s: float) -> bool:
    """Tell whether anything takes a connection at a target's address."""
    try:
        opened = target.sock() if target.sock else socket.create_connection((target.host, target.port), timeout_s)
    except OSError:
        return False
    opened.close()
    return True


@contextmanager
def quiet_libraries() -> Iterator[None]:
    """Keep the libraries from logging what passes through them."""
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    levels = [one.level for one in loggers]
    for one in loggers:
        one.setLevel(_SILENT)
    try:
        yield
    finally:
        for one, level in zip(loggers, levels, strict=True):
            one.setLevel(level)
