"""How a network routes."""

from dataclasses import dataclass
from enum import StrEnum

from govnetgen.model.secret import Secret


class Igp(StrEnum):
    """The interior routing protocol of the backbone."""

    OSPF = "ospf"
    ISIS = "isis"


class VpnTransport(StrEnum):
    """How VPNs cross the backbone: a VRF on every hop, or MPLS L3VPN (RFC 4364)."""

    VRF_LITE = "vrf_lite"
    MPLS = "mpls"


@dataclass(frozen=True, slots=True, kw_only=True)
class Routing:
    """How the network routes. ``secret`` authenticates the interior protocol with key number ``key``."""

    igp: Igp = Igp.OSPF
    vpn_transport: VpnTransport = VpnTransport.VRF_LITE
    secret: Secret | None = None
    key: int = 1
    bgp_secret: Secret | None = None
    reference_bandwidth_mbps: int = 100000
    preempt_delay_s: int = 60
