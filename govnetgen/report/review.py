"""``Review``: everything that a change would do, as plain values that the views draw."""

from collections.abc import Mapping
from dataclasses import dataclass

from govnetgen.model.network import Network
from govnetgen.report.side_by_side import Row
from govnetgen.semantics import Change, Words
from govnetgen.semantics.risk import Risk


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceReview:
    """What would change on one device.

    ``rows``: both configurations side by side. ``lines`` of the intended configuration, of which ``changed_lines``
    differ. ``forced``: commands that leave a gap which no order avoids, each with the reason. ``unmanaged``: lines of
    the device that no model knows, secrets masked; they stay, as do those ``passed_over``, which are known to mean
    nothing in the model. ``unknown_secrets``: how many secrets the device holds
    that cannot be compared with the inventory's references.
    """

    name: str
    platform: str
    changes: tuple[Change, ...] = ()
    rows: tuple[Row, ...] = ()
    commands: tuple[str, ...] = ()
    rollback: tuple[str, ...] = ()
    forced: tuple[tuple[str, str], ...] = ()
    unmanaged: tuple[str, ...] = ()
    passed_over: tuple[str, ...] = ()
    unknown_secrets: int = 0
    lines: int = 0
    changed_lines: int = 0

    @property
    def changed(self) -> bool:
        """Tell whether anything would change, be it in lines that no model knows."""
        return bool(self.changes or self.commands)

    @property
    def share(self) -> float:
        """How much of the device changes, 0 to 1."""
        return self.changed_lines / self.lines if self.lines else 0.0


@dataclass(frozen=True, slots=True)
class Variant:
    """Devices whose lines change alike; ``review`` is that of the first."""

    devices: tuple[str, ...]
    review: DeviceReview


@dataclass(frozen=True, slots=True)
class Group:
    """Devices whose changes mean the same, however their lines differ."""

    platform: str
    changes: tuple[Change, ...]
    variants: tuple[Variant, ...]

    @property
    def devices(self) -> tuple[str, ...]:
        """All of them, by name."""
        return tuple(sorted(name for variant in self.variants for name in variant.devices))


@dataclass(frozen=True, slots=True)
class Refused:
    """A device or capture that could not be reviewed, and why."""

    subject: str
    code: str
    why: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class AffectedAddress:
    """An address that a device gains or loses, and whose it is by the address book."""

    address: str
    device: str
    interface: str
    gained: bool
    kind: str = ""
    owner: str = ""
    title: str = ""
    hosts: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A whole change. ``digest`` names exactly what was reviewed: captures, intended texts and commands.

    ``touched_links``: links with a change at one of their ports.
    """

    network: Network
    groups: tuple[Group, ...]
    unchanged: tuple[str, ...]
    risks: tuple[Risk, ...]
    addresses: tuple[AffectedAddress, ...]
    without_capture: tuple[str, ...] = ()
    without_device: tuple[str, ...] = ()
    refused: tuple[Refused, ...] = ()
    unmanaged: Mapping[str, tuple[str, ...]]
    passed_over: Mapping[str, tuple[str, ...]]
    touched_links: frozenset[str] = frozenset()
    unknown_secrets: int = 0
    digest: str = ""

    @property
    def changed(self) -> tuple[str, ...]:
        """The devices that would change."""
        return tuple(name for group in self.groups for name in group.devices)
