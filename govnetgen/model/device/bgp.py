"""BGP-4 (RFC 4271) with VPNv4 (RFC 4364) and VPNv6 (RFC 4659)."""

from dataclasses import dataclass
from enum import StrEnum

from govnetgen.model.address import Address, Prefix
from govnetgen.model.device.redistribution import Redistribution
from govnetgen.model.secret import Secret


class Family(StrEnum):
    """An address family that is exchanged with a neighbour."""

    IPV4 = "ipv4"
    IPV6 = "ipv6"
    VPNV4 = "vpnv4"
    VPNV6 = "vpnv6"


@dataclass(frozen=True, slots=True, kw_only=True)
class NeighborFamily:
    """What holds for one family of a neighbour; prefix lists are named by the direction that they filter."""

    family: Family
    reflector_client: bool = False
    next_hop_self: bool = False
    prefix_list_in: str | None = None
    prefix_list_out: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbor:
    """A BGP neighbour. ``multihop`` is the TTL of an eBGP session that is not direct."""

    address: Address
    remote_as: int
    description: str | None = None
    source_interface: str | None = None
    multihop: int | None = None
    secret: Secret | None = None
    families: tuple[NeighborFamily, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Origination:
    """Routes that BGP takes in by itself for a family of a table."""

    family: Family
    networks: tuple[Prefix, ...] = ()
    redistribute: tuple[Redistribution, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BgpVrf:
    """BGP inside a VRF: what it originates and its PE-CE neighbours, whose families are ipv4 and ipv6."""

    vrf: str
    origination: tuple[Origination, ...] = ()
    neighbors: tuple[Neighbor, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bgp:
    """The BGP speaker. ``cluster_id`` is for route reflectors (RFC 4456)."""

    asn: int
    router_id: Address
    cluster_id: Address | None = None
    origination: tuple[Origination, ...] = ()
    neighbors: tuple[Neighbor, ...] = ()
    vrfs: tuple[BgpVrf, ...] = ()
