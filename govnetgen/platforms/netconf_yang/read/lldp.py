"""Neighbour discovery, of govnet."""

from collections.abc import Iterable

from govnetgen.configtree import Cursor
from govnetgen.model.device.lldp import Lldp
from govnetgen.platforms.netconf_yang.read.leaf import truth


def read_lldp(bodies: Iterable[Cursor]) -> Lldp | None:
    """Return whether it is spoken."""
    for body in bodies:
        return Lldp(enabled=truth(body, "enabled", default=True))
    return None
