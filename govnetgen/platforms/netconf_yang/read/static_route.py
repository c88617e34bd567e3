"""Static routes, of govnet: those of a VRF stand in it."""

from collections.abc import Iterable, Iterator

from govnetgen.configtree import Cursor
from govnetgen.model.device.static_route import StaticRoute
from govnetgen.platforms.netconf_yang.read.leaf import ADDRESS, PREFIX, address_of, entries, leaf, number, prefix_of

_DISCARD = "discard"


def read_static_routes(bodies: Iterable[Cursor], vrf: str | None = None) -> Iterator[StaticRoute]:
    """Yield the routes of one table."""
    for one in entries(bodies, "route", {"prefix": PREFIX, "next-hop": rf"{ADDRESS}|{_DISCARD}"}):
        written = one.keys["next-hop"]
        prefix = prefix_of(one.keys["prefix"])
        next_hop = None if written == _DISCARD else address_of(written)
        distance, description = number(one.body, "distance"), leaf(one.body, "description")
        if prefix is not None and (next_hop is not None or written == _DISCARD):
            yield StaticRoute(
                prefix=prefix,
                next_hop=next_hop,
                discard=next_hop is None,
                vrf=vrf,
                distance=distance,
                description=description,
            )
