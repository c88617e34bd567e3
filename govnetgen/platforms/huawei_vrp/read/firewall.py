"""Reads the firewall feature of a firewall."""

from govnetgen.configtree import Cursor
from govnetgen.model.device.firewall import Firewall


def read_firewall(cursor: Cursor) -> Firewall | None:
    """Return the feature, None where it is not configured."""
    return None
