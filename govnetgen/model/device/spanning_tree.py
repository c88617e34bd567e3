"""Spanning tree (IEEE 802.1w, 802.1s)."""

from dataclasses import dataclass
from enum import StrEnum

from govnetgen.model.address import NumberRange


class SpanningTreeMode(StrEnum):
    """The protocol spoken."""

    RSTP = "rstp"
    MSTP = "mstp"


@dataclass(frozen=True, slots=True, kw_only=True)
class MstInstance:
    """An MST instance other than 0, with its VLANs."""

    number: int
    vlans: tuple[NumberRange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MstRegion:
    """The region that switches must agree on to share instances."""

    name: str
    revision: int = 0
    instances: tuple[MstInstance, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgePriority:
    """The bridge's priority in an instance (0 for RSTP and the CIST): a multiple of 4096."""

    instance: int
    priority: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanningTree:
    """Spanning tree of the device; ``region`` is for MSTP only."""

    mode: SpanningTreeMode
    region: MstRegion | None = None
    priorities: tuple[BridgePriority, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PortSpanningTree:
    """A port's part: ``edge`` ports lead to hosts; ``bpdu_guard`` shuts an edge port that hears a switch."""

    edge: bool = False
    bpdu_guard: bool = False
    root_guard: bool = False
