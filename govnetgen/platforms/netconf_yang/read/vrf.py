"""VRFs with their static routes, of govnet."""

from collections.abc import Iterable

from govnetgen.configtree import Cursor
from govnetgen.model.device.static_route import StaticRoute
from govnetgen.model.device.vrf import Vrf
from govnetgen.platforms.netconf_yang.read.leaf import TEXT, entries, leaf, leaves, truth
from govnetgen.platforms.netconf_yang.read.static_route import read_static_routes

_COMMUNITY = r"[0-9.]+:[0-9]+"


def read_vrfs(bodies: Iterable[Cursor]) -> tuple[tuple[Vrf, ...], tuple[StaticRoute, ...]]:
    """Return the VRFs, and the static routes in them."""
    found = list(entries(bodies, "vrf", {"name": TEXT}))
    vrfs = tuple(
        Vrf(
            name=one.keys["name"],
            route_distinguisher=leaf(one.body, "route-distinguisher", _COMMUNITY),
            imports=leaves(one.body, "import", _COMMUNITY),
            exports=leaves(one.body, "export", _COMMUNITY),
            ipv4=truth(one.body, "ipv4", default=True),
            ipv6=truth(one.body, "ipv6", default=False),
        )
        for one in found
    )
    return vrfs, tuple(route for one in found for route in read_static_routes([one.body], one.keys["name"]))
