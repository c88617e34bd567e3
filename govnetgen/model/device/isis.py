"""IS-IS (RFC 1195, RFC 5308) with wide metrics."""

from dataclasses import dataclass
from enum import StrEnum

from govnetgen.model.secret import Secret


class IsisLevel(StrEnum):
    """Which levels a router takes part in."""

    LEVEL_1 = "level-1"
    LEVEL_1_2 = "level-1-2"
    LEVEL_2 = "level-2"


@dataclass(frozen=True, slots=True, kw_only=True)
class IsisProcess:
    """A process; ``network_entity`` is the NET, as ``49.0001.0100.4000.8001.00``."""

    number: int
    network_entity: str
    level: IsisLevel = IsisLevel.LEVEL_2
    ipv6: bool = False
    vrf: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InterfaceIsis:
    """An interface's part in a process; ``secret`` authenticates hellos with HMAC-MD5 (RFC 5304)."""

    process: int
    point_to_point: bool = False
    passive: bool = False
    cost: int | None = None
    ipv6: bool = False
    secret: Secret | None = None
