"""Reads the ipsec feature of a firewall."""

from govnetgen.configtree import Cursor
from govnetgen.model.device.ipsec import Ipsec


def read_ipsec(cursor: Cursor) -> Ipsec | None:
    """Return the feature, None where it is not configured."""
    return None
