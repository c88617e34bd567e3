"""What a run says at its end, and the next one repeats where nothing changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from govnetgen.output import Changes


@dataclass(frozen=True, slots=True)
class PlatformLine:
    """How many devices and lines a platform has."""

    platform: str
    title: str
    devices: int
    lines: int


@dataclass(frozen=True, slots=True)
class PoolLine:
    """How full a pool is, 0 to 1: ``given`` to subnets, ``blocked`` by the hierarchy."""

    pool: str
    prefix: str
    given: float
    blocked: float


@dataclass(frozen=True, slots=True)
class Summary:
    """Devices by platform, lines, and the utilisation of every pool."""

    network: str
    title: str
    platforms: tuple[PlatformLine, ...]
    pools: tuple[PoolLine, ...]

    @property
    def devices(self) -> int:
        """All devices."""
        return sum(one.devices for one in self.platforms)

    @property
    def lines(self) -> int:
        """All lines."""
        return sum(one.lines for one in self.platforms)


@dataclass(frozen=True, slots=True)
class Rendering:
    """What a run made, and what it changed on disk."""

    summary: Summary
    changes: Changes
    ledger_written: bool = False


def summary_from_json(held: Mapping[str, Any]) -> Summary:
    """Read back what a manifest holds."""
    return Summary(
        held["network"],
        held["title"],
        tuple(PlatformLine(**one) for one in held["platforms"]),
        tuple(PoolLine(**one) for one in held["pools"]),
    )
