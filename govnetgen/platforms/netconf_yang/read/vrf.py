"""VRFs, of govnet."""

from collections.abc import Iterable

from govnetgen.configtree import Cursor
from govnetgen.model.device.vrf import Vrf
from govnetgen.platforms.netconf_yang.read.leaf import TEXT, entries, leaf, leaves, truth

_COMMUNITY = r"[0-9.]+:[0-9]+"


def read_vrfs(bodies: Iterable[Cursor]) -> tuple[Vrf, ...]:
    """Return the VRFs."""
    return tuple(
        Vrf(
            name=one.keys["name"],
            route_distinguisher=leaf(one.body, "route-distinguisher", _COMMUNITY),
            imports=leaves(one.body, "import", _COMMUNITY),
            exports=leaves(one.body, "export", _COMMUNITY),
            ipv4=truth(one.body, "ipv4", default=True),
            ipv6=truth(one.body, "ipv6", default=False),
        )
        for one in entries(bodies, "vrf", {"name": TEXT})
    )
