"""Static routes."""

import re

from govnetgen.configtree import Cursor
from govnetgen.configtree.values import IPV4, IPV6, MASK, NAME, PREFIX6
from govnetgen.model.address import Address, InterfaceAddress, Prefix, length_of_mask
from govnetgen.model.device.static_route import StaticRoute

_REST = r"(?: (?P<distance>\d{1,3}))?(?: description (?P<description>\S+))?"
_NULL = r"[Nn]ull ?0"


def read_static_routes(cursor: Cursor) -> tuple[StaticRoute, ...]:
    """Read routes to a next hop or to nowhere; those that name an interface stay unread: the model has no place."""
    found = [
        _route(match, InterfaceAddress.of(Address.parse(match["network"]), length_of_mask(match["mask"])).prefix)
        for match, _ in cursor.each(
            rf"ip route (?:vrf (?P<vrf>{NAME}) )?(?P<network>{IPV4}) (?P<mask>{MASK})"
            rf" (?:(?P<hop>{IPV4})|{_NULL}){_REST}"
        )
    ]
    found += [
        _route(match, InterfaceAddress.parse(match["network"]).prefix)
        for match, _ in cursor.each(
            rf"ipv6 route (?:vrf (?P<vrf>{NAME}) )?(?P<network>{PREFIX6}) (?:(?P<hop>{IPV6})|{_NULL}){_REST}"
        )
    ]
    return tuple(found)


def _route(match: re.Match[str], prefix: Prefix) -> StaticRoute:
    return StaticRoute(
        prefix=prefix,
        next_hop=Address.parse(match["hop"]) if match["hop"] else None,
        discard=match["hop"] is None,
        vrf=match["vrf"],
        distance=int(match["distance"]) if match["distance"] else None,
        description=match["description"],
    )
