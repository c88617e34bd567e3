"""Neighbour discovery."""

from govnetgen.configtree import Cursor
from govnetgen.model.device.lldp import Lldp


def read_lldp(cursor: Cursor) -> Lldp | None:
    """Return whether LLDP runs; None where the configuration leaves it to the release's default."""
    if cursor.has("lldp enable"):
        return Lldp(enabled=True)
    if cursor.has("(?:undo lldp enable|lldp disable)"):
        return Lldp(enabled=False)
    return None
