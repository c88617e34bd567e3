"""Static routes: of the global table at the margin, of VRFs inside theirs."""

import re
from collections.abc import Iterator
from dataclasses import replace

from govnetgen.configtree import Cursor
from govnetgen.configtree.values import IPV4, IPV6, PREFIX4, PREFIX6
from govnetgen.model.device.static_route import StaticRoute
from govnetgen.platforms.linux.labels import route_key
from govnetgen.platforms.linux.read.files import Files
from govnetgen.platforms.linux.read.labels import Labels
from govnetgen.platforms.linux.read.patterns import address, prefix

_PATTERNS = tuple(
    rf"{word} route (?P<prefix>{networks}) (?:(?P<hop>{hops})|(?:blackhole|Null0))"
    r"(?: (?P<distance>[0-9]{1,3}))?(?: vrf (?P<vrf>\S+))?"
    for word, networks, hops in (("ip", PREFIX4, IPV4), ("ipv6", PREFIX6, IPV6))
)


def read_static_routes(files: Files, labels: Labels) -> tuple[StaticRoute, ...]:
    """Return the static routes of all tables."""
    found = list(_routes(files.network, None))
    for match, body in files.network.each(r"vrf (\S+)"):
        found += _routes(body, match[1])
    return tuple(replace(one, description=labels.routes.get(route_key(one))) for one in found)


def _routes(body: Cursor, vrf: str | None) -> Iterator[StaticRoute]:
    for pattern in _PATTERNS:
        for match, _ in body.each(pattern):
            yield _route(match, vrf)


def _route(match: re.Match[str], vrf: str | None) -> StaticRoute:
    return StaticRoute(
        prefix=prefix(match["prefix"]),
        next_hop=address(match["hop"]) if match["hop"] else None,
        discard=match["hop"] is None,
        vrf=match["vrf"] or vrf,
        distance=int(match["distance"]) if match["distance"] else None,
    )
