"""Reads the nat feature of a firewall."""

from govnetgen.configtree import Cursor
from govnetgen.model.device.nat import Nat


def read_nat(cursor: Cursor) -> Nat | None:
    """Return the feature, None where it is not configured."""
    return None
