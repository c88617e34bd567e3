"""``Risk``: something in a change that an engineer must think about before it is made."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from govnetgen.model.addressplan import AddressPlan
from govnetgen.model.device import DeviceConfig
from govnetgen.model.network import Network
from govnetgen.semantics.change import Change, Path, Words


class Level(StrEnum):
    """``high``: people or the device itself may be cut off. ``medium``: a disturbance. ``low``: know about it."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """A finding about one device, or about several at once.

    ``changes`` are the paths of the changes that make the risk; ``lines`` the lines of configuration, where known.
    """

    code: str
    level: Level
    devices: tuple[str, ...]
    words: Words
    changes: tuple[Path, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """One device that changes: both configurations, and what differs."""

    name: str
    running: DeviceConfig
    intended: DeviceConfig
    changes: tuple[Change, ...]

    def under(self, *path: str) -> Iterator[Change]:
        """Yield the changes at or below a path."""
        for change in self.changes:
            if change.path[: len(path)] == path:
                yield change

    def risk(self, code: str, level: Level, words: Words, *changes: Change) -> Risk:
        """Make a finding about this device."""
        return Risk(code=code, level=level, devices=(self.name,), words=words, changes=tuple(c.path for c in changes))


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Everything that risks are judged by: the network, and every device's two configurations.

    ``running`` and ``intended`` also hold the devices that do not change. ``shares``: how much of a device's lines
    change, 0 to 1.
    """

    network: Network
    plan: AddressPlan
    running: Mapping[str, DeviceConfig]
    intended: Mapping[str, DeviceConfig]
    compared: tuple[Compared, ...]
    shares: Mapping[str, float] = field(default_factory=dict)
    largest_share: float = 0.2


def because(finding: Words, cause: Words) -> Words:
    """Put what was found and what makes it into one sentence."""
    return Words(f"{finding.en}: {cause.en}", f"{finding.zh}：{cause.zh}")


def first_of(changes: Sequence[Change]) -> Words:
    """Say the first change, and how many more there are."""
    words, rest = changes[0].words, len(changes) - 1
    return words if not rest else Words(f"{words.en} (and {rest} more)", f"{words.zh}（另 {rest} 处）")
