"""BGP: global, VPN and PE-CE neighbours."""

from hypothesis import strategies as st

from govnetgen.model.address import Address
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.bgp import Bgp, BgpVrf, Family, Neighbor, NeighborFamily, Origination
from govnetgen.model.device.redistribution import RouteSource
from strategies.addresses import ADDRESSES, ASNS, addresses, prefixes
from strategies.choice import YES_OR_NO, one_of, optional
from strategies.routing import redistribution
from strategies.text import DESCRIPTIONS, SECRETS

_SOURCES = (RouteSource.CONNECTED, RouteSource.STATIC, RouteSource.OSPF, RouteSource.ISIS)
_PUBLIC = {4: (Family.IPV4, Family.VPNV4, Family.VPNV6), 6: (Family.IPV6,)}
_PRIVATE = {4: (Family.IPV4,), 6: (Family.IPV6,)}
VERSIONS = {Family.IPV4: 4, Family.VPNV4: 4, Family.IPV6: 6, Family.VPNV6: 6}


def _family(draw: st.DrawFn, device: DeviceConfig, family: Family, *, inside: bool) -> NeighborFamily:
    lists = one_of([one.name for one in device.prefix_lists if one.version == VERSIONS[family]])
    return NeighborFamily(
        family=family,
        reflector_client=inside and draw(st.sampled_from((True, True, False))),
        next_hop_self=draw(YES_OR_NO),
        prefix_list_in=draw(lists),
        prefix_list_out=draw(lists),
    )


def _neighbor(draw: st.DrawFn, device: DeviceConfig, address: Address, *, asn: int, vrf: str | None) -> Neighbor:
    remote = asn if draw(YES_OR_NO) else draw(ASNS)
    families = (_PUBLIC if vrf is None else _PRIVATE)[address.version]
    chosen = draw(st.lists(st.sampled_from(families), max_size=3, unique=True))
    sources = [
        one.name
        for one in device.interfaces
        if one.vrf == vrf and any(found.version == address.version for found in one.addresses)
    ]
    return Neighbor(
        address=address,
        remote_as=remote,
        description=draw(optional(DESCRIPTIONS)),
        source_interface=draw(one_of(sources)),
        multihop=draw(optional(st.integers(2, 255))) if remote != asn else None,
        secret=draw(optional(SECRETS)),
        families=tuple(_family(draw, device, one, inside=remote == asn) for one in chosen),
    )


def _neighbors(draw: st.DrawFn, device: DeviceConfig, *, asn: int, vrf: str | None) -> tuple[Neighbor, ...]:
    found = draw(st.lists(ADDRESSES, max_size=3, unique=True))
    return tuple(_neighbor(draw, device, one, asn=asn, vrf=vrf) for one in found)


def _originations(draw: st.DrawFn) -> tuple[Origination, ...]:
    return tuple(
        Origination(
            family=family,
            networks=tuple(draw(st.lists(prefixes(VERSIONS[family]), max_size=2, unique=True))),
            redistribute=draw(redistribution(_SOURCES)),
        )
        for family in draw(st.lists(st.sampled_from((Family.IPV4, Family.IPV6)), max_size=2, unique=True))
    )


def bgp(draw: st.DrawFn, device: DeviceConfig) -> Bgp:
    """Draw the speaker, with a part in some VRFs."""
    asn = draw(ASNS)
    vrfs = [one.name for one in device.vrfs if draw(YES_OR_NO)]
    return Bgp(
        asn=asn,
        router_id=draw(addresses(4)),
        cluster_id=draw(optional(addresses(4))),
        origination=_originations(draw),
        neighbors=_neighbors(draw, device, asn=asn, vrf=None),
        vrfs=tuple(
            BgpVrf(vrf=one, origination=_originations(draw), neighbors=_neighbors(draw, device, asn=asn, vrf=one))
            for one in vrfs
        ),
    )
