"""Routes taken from one protocol into another."""

from dataclasses import dataclass
from enum import StrEnum


class RouteSource(StrEnum):
    """Where the routes come from."""

    CONNECTED = "connected"
    STATIC = "static"
    OSPF = "ospf"
    ISIS = "isis"
    BGP = "bgp"


@dataclass(frozen=True, slots=True, kw_only=True)
class Redistribution:
    """A source of routes; ``process`` is the number of the OSPF or IS-IS process, or the BGP AS."""

    source: RouteSource
    process: int | None = None
