"""Static routes."""

import re

from govnetgen.configtree import Cursor
from govnetgen.configtree.values import IPV4, IPV6, LENGTH6, MASK_OR_LENGTH, NAME
from govnetgen.model.address import Prefix
from govnetgen.model.device.static_route import StaticRoute
from govnetgen.platforms.huawei_vrp.read.patterns import NUMBER, address, number, subnet

_VRF = rf"(?:vpn-instance (?P<vrf>{NAME}) )?"
_OPTIONS = rf"(?: preference (?P<distance>{NUMBER}))?(?: description (?P<description>\S.*))?"
_FORMS = (
    rf"ip route-static {_VRF}(?P<network>{IPV4}) (?P<mask>{MASK_OR_LENGTH}) (?:(?P<hop>{IPV4})|NULL ?0){_OPTIONS}",
    rf"ipv6 route-static {_VRF}(?P<network>{IPV6}) (?P<mask>{LENGTH6}) (?:(?P<hop>{IPV6})|NULL ?0){_OPTIONS}",
)


def read_static_routes(cursor: Cursor) -> tuple[StaticRoute, ...]:
    """Return the static routes; those that leave by a named interface are not of the model and stay unread."""
    return tuple(_route(match) for form in _FORMS for match, _ in cursor.each(form))


def _route(match: re.Match[str]) -> StaticRoute:
    prefix: Prefix = subnet(match["network"], match["mask"])
    return StaticRoute(
        prefix=prefix,
        next_hop=address(match["hop"]),
        discard=match["hop"] is None,
        vrf=match["vrf"],
        distance=number(match["distance"]),
        description=match["description"],
    )
