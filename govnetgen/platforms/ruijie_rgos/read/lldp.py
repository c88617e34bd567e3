"""Neighbour discovery."""

from govnetgen.configtree import Cursor
from govnetgen.model.device.lldp import Lldp


def read_lldp(cursor: Cursor) -> Lldp:
    """Read LLDP, which is on in RGOS unless it is switched off: no line at all means on."""
    cursor.ignore("lldp enable")
    return Lldp(enabled=not cursor.has("no lldp enable"))
