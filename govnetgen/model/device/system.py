"""Identity of a device: host name, login banner, clock."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timezone:
    """A fixed offset from UTC, in minutes, with the short name that devices show."""

    name: str
    offset_minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """What the device calls itself. The banner may have several lines."""

    hostname: str
    banner: str | None = None
    timezone: Timezone | None = None
