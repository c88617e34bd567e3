"""MPLS: FRR's LDP. Its interfaces are read with the interfaces."""

from govnetgen.configtree.values import IPV4
from govnetgen.model.device.mpls import Mpls
from govnetgen.platforms.linux.read.files import Files
from govnetgen.platforms.linux.read.patterns import address


def read_mpls(files: Files) -> Mpls | None:
    """Return label switching with LDP."""
    for _, body in files.network.each("mpls ldp"):
        own = body.last(rf"router-id ({IPV4})")
        if own is None:
            return None
        for _, family in body.each("address-family ipv4"):
            family.ignore(rf"discovery transport-address {IPV4}")
        return Mpls(lsr_id=address(own[1]))
    return None
