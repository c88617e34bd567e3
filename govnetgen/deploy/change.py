"""What one device's change is: the commands for the device, and what people may see of them."""

from dataclasses import dataclass, field
from typing import Protocol

from govnetgen.configtree.patch import Patch


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A risk of the change, by its code."""

    code: str
    level: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What turns a running configuration into the intended one.

    ``patch`` holds what the device shows of its secrets, and references where the inventory's go: it is for the device
    and never shown. ``commands``, ``rollback`` and ``differences`` are masked. ``digest`` says which change this is: of
    the running and the intended configuration and of the commands, all without secrets. ``differences`` are
    ``+ line`` for what the change brings and ``- line`` for what it takes. ``only_again``: nothing is left to do but to
    write secrets again that the device shows as before, which it may do where their texts were the same.
    """

    device: str
    patch: Patch = field(repr=False)
    digest: str
    running_digest: str
    commands: tuple[str, ...] = ()
    rollback: tuple[str, ...] = ()
    differences: tuple[str, ...] = ()
    risks: tuple[Finding, ...] = ()
    forced: tuple[str, ...] = ()
    unmanaged: int = 0
    only_again: bool = False

    @property
    def empty(self) -> bool:
        """Tell whether there is nothing to do."""
        return not self.patch.steps


class Unreadable(Exception):
    """What a device showed is no whole configuration of it; carries the code and the reason."""

    def __init__(self, code: str, why: str) -> None:
        self.code = code
        self.why = why
        super().__init__(why)


class Judge(Protocol):
    """Knows what one device is to become. All methods raise Unreadable for what is no whole configuration."""

    def change(self, running: str) -> Change:
        """Return what turns this configuration into the intended one."""
        ...

    def back(self, running: str, before: str) -> Change:
        """Return what turns this configuration into an earlier one."""
        ...

    def confirmed(self) -> None:
        """Take note that what was looked at last is what was deployed, for good."""
        ...

    def is_meant(self, kind: str, name: str) -> bool:
        """Tell whether a neighbour or an interface that was up before has to be up again; named as the device does."""
        ...

    def speaks(self, kind: str) -> bool:
        """Tell whether a kind of health (``bgp``, ``ospf`` …) is anything that the device is to have."""
        ...

    def resolved(self, text: str) -> str:
        """Put secrets in the place of references, for the device; raises UnknownSecret."""
        ...

    def hidden(self, text: str) -> str:
        """Return a text without any secret that this device has or gets."""
        ...
