"""What resolution needs to know of platforms; the inventory does not know the platforms themselves."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformFacts:
    """The dialects of a platform, and the prefix length of its IPv4 point-to-point links (30 or 31)."""

    dialects: frozenset[str]
    default_dialect: str
    p2p_length: int = 31
