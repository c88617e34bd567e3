"""Reads the high_availability feature of a firewall."""

from govnetgen.configtree import Cursor
from govnetgen.model.device.high_availability import HighAvailability


def read_high_availability(cursor: Cursor) -> HighAvailability | None:
    """Return the feature, None where it is not configured."""
    return None
