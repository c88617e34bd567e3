"""MPLS and LDP; interfaces are read with the rest of theirs."""

from govnetgen.configtree import Cursor
from govnetgen.configtree.values import IPV4
from govnetgen.model.address import Address
from govnetgen.model.device.mpls import Mpls


def read_mpls(cursor: Cursor) -> Mpls | None:
    """Return label switching, which needs both an LSR id and ``mpls``."""
    found = cursor.last(rf"mpls lsr-id ({IPV4})")
    if found is None or not cursor.has("mpls"):
        return None
    return Mpls(lsr_id=Address.parse(found[1]), ldp=cursor.has("mpls ldp"))
