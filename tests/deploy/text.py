"""Devices that show whole configurations: a commit leads from one known text to another."""

from dataclasses import dataclass, field
from typing import Any

from napalm.base.base import NetworkDriver

from govnetgen.deploy.session import Target
from govnetgen.drivers import errors
from govnetgen.drivers.transaction import Transaction


@dataclass
class TextDevice:
    """``texts`` are what it may hold; every commit leads to the next one. ``taken`` is all that was ever sent to it."""

    texts: list[str]
    transaction: Transaction
    at: int = 0
    taken: list[str] = field(default_factory=list)
    pending: int | None = None
    fails: str = ""
    stays: bool = False
    """Commits behind the first lead nowhere."""
    targets: list[Target] = field(default_factory=list)
    answering: tuple[str, ...] = ()
    """Who answers its pings."""
    asked: list[str] = field(default_factory=list)


class TextDriver(NetworkDriver):
    """A NAPALM driver for it."""

    def __init__(self, device: TextDevice) -> None:
        self.device = device
        self.transaction = device.transaction
        self.candidate = ""

    def open(self) -> None:
        if self.device.fails:
            raise errors.Unreachable(self.device.fails)

    def close(self) -> None:
        pass

    def is_alive(self) -> Any:
        return {"is_alive": True}

    def get_config(
        self, retrieve: str = "all", full: bool = False, sanitized: bool = False, format: str = "text"
    ) -> Any:
        return {"running": self.device.texts[self.device.at], "startup": "", "candidate": ""}

    def load_merge_candidate(self, filename: str | None = None, config: str | None = None) -> None:
        self.candidate = config or ""

    def discard_config(self) -> None:
        self.candidate = ""

    def commit_config(self, message: str = "", revert_in: int | None = None) -> None:
        device = self.device
        device.taken.append(self.candidate)
        if revert_in is not None:
            device.pending = device.at
        if not (device.stays and device.at):
            device.at = (device.at + 1) % len(device.texts)

    def has_pending_commit(self) -> bool:
        return self.device.pending is not None

    def confirm_commit(self) -> None:
        self.device.pending = None

    def rollback(self) -> None:
        if self.device.pending is not None:
            self.device.at, self.device.pending = self.device.pending, None

    def get_interfaces(self) -> Any:
        raise NotImplementedError

    def get_bgp_neighbors(self) -> Any:
        raise NotImplementedError

    def ping(self, destination: str, *_: Any, **more: Any) -> Any:
        self.device.asked.append(destination)
        return {"success": {"probes_sent": 1, "packet_loss": int(destination not in self.device.answering)}}
