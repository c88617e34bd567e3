"""VLANs, of govnet."""

from collections.abc import Iterable

from govnetgen.configtree import Cursor
from govnetgen.model.device.vlan import Vlan
from govnetgen.platforms.netconf_yang.read.leaf import entries, leaf, number


def read_vlans(bodies: Iterable[Cursor]) -> tuple[Vlan, ...]:
    """Return the VLANs; one without a number is no entry."""
    found = ((number(body, "number"), leaf(body, "name")) for body in entries(bodies, "vlan"))
    return tuple(Vlan(number=one, name=name) for one, name in found if one is not None)
