"""VLANs, of govnet."""

from collections.abc import Iterable

from govnetgen.configtree import Cursor
from govnetgen.model.device.vlan import Vlan
from govnetgen.platforms.netconf_yang.read.leaf import entries, leaf


def read_vlans(bodies: Iterable[Cursor]) -> tuple[Vlan, ...]:
    """Return the VLANs."""
    found = entries(bodies, "vlan", {"number": r"\d{1,4}"})
    return tuple(Vlan(number=int(one.keys["number"]), name=leaf(one.body, "name")) for one in found)
