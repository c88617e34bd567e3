"""Static routes."""

from dataclasses import dataclass

from govnetgen.model.address import Address, Prefix


@dataclass(frozen=True, slots=True, kw_only=True)
class StaticRoute:
    """A route to a next hop, or, with ``discard``, to nowhere. ``distance`` None is the device's default."""

    prefix: Prefix
    next_hop: Address | None = None
    discard: bool = False
    vrf: str | None = None
    distance: int | None = None
    description: str | None = None
