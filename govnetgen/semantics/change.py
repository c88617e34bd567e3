"""``Change``: one difference between two configurations of a device, with its meaning in English and Chinese."""

from dataclasses import dataclass
from enum import StrEnum

Path = tuple[str, ...]
"""Names of fields, and of what lists hold by identity, as ``("interfaces", "vlan-30", "mtu")``."""


@dataclass(frozen=True, slots=True)
class Words:
    """The same in English and in Chinese."""

    en: str
    zh: str


class Action(StrEnum):
    """What happens to the thing at a path. ``moved``: its place among others, where order is meaning."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference.

    ``before`` and ``after`` are the values of the model at ``path``, whole. ``position`` is where an item of a list
    stood before and stands after, from 0; None where it was or is not there, or where the path leads to no item.
    """

    path: Path
    action: Action
    words: Words
    before: object = None
    after: object = None
    position: tuple[int | None, int | None] = (None, None)

    @property
    def feature(self) -> str:
        """The field of DeviceConfig that it is in."""
        return self.path[0]
