"""VRFs, of govnet."""

from collections.abc import Iterable, Iterator

from govnetgen.configtree import Cursor
from govnetgen.model.device.vrf import Vrf
from govnetgen.platforms.netconf_yang.read.leaf import entries, leaf, leaves, truth

_COMMUNITY = r"[0-9.]+:[0-9]+"


def read_vrfs(bodies: Iterable[Cursor]) -> tuple[Vrf, ...]:
    """Return the VRFs."""
    return tuple(_vrfs(bodies))


def _vrfs(bodies: Iterable[Cursor]) -> Iterator[Vrf]:
    for body in entries(bodies, "vrf"):
        name = leaf(body, "name")
        if name is not None:
            yield Vrf(
                name=name,
                route_distinguisher=leaf(body, "route-distinguisher", _COMMUNITY),
                imports=leaves(body, "import", _COMMUNITY),
                exports=leaves(body, "export", _COMMUNITY),
                ipv4=truth(body, "ipv4", default=True),
                ipv6=truth(body, "ipv6", default=False),
            )
