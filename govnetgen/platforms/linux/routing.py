"""What frr.conf needs beyond the model: address families put together, and process numbers, which FRR has none of."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from govnetgen.model.address import Prefix
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.bgp import Bgp, BgpVrf, Family, Neighbor, NeighborFamily, Origination
from govnetgen.model.device.interface import Interface
from govnetgen.model.device.isis import IsisProcess
from govnetgen.model.device.ospf import OspfProcess
from govnetgen.model.device.redistribution import Redistribution, RouteSource
from govnetgen.model.device.vrf import Vrf

FAMILIES = {
    Family.IPV4: "ipv4 unicast",
    Family.IPV6: "ipv6 unicast",
    Family.VPNV4: "ipv4 vpn",
    Family.VPNV6: "ipv6 vpn",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressFamily:
    """One ``address-family`` block; ``vrf`` is set where VPN routes leave and enter the table."""

    title: str
    version: int
    networks: tuple[Prefix, ...] = ()
    redistribute: tuple[Redistribution, ...] = ()
    neighbors: tuple[tuple[Neighbor, NeighborFamily], ...] = ()
    vrf: Vrf | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VrfInstance:
    """A ``router bgp N vrf V`` block; ``speaker`` is None where it only carries the VRF's route targets."""

    name: str
    speaker: BgpVrf | None
    families: tuple[AddressFamily, ...]


def families(bgp: Bgp) -> tuple[AddressFamily, ...]:
    """The address families of the global table."""
    return tuple(_families(bgp.origination, bgp.neighbors, None))


def vrf_instances(device: DeviceConfig) -> Iterator[VrfInstance]:
    """The BGP instances of VRFs: those with something of their own, and those that exchange VPN routes."""
    if device.bgp is None:
        return
    speakers = {one.vrf: one for one in device.bgp.vrfs}
    for vrf in device.vrfs:
        speaker = speakers.get(vrf.name)
        targets = vrf if vrf.route_distinguisher or vrf.imports or vrf.exports else None
        if speaker is not None or targets is not None:
            origination = speaker.origination if speaker else ()
            neighbors = speaker.neighbors if speaker else ()
            found = tuple(_families(origination, neighbors, targets))
            yield VrfInstance(name=vrf.name, speaker=speaker, families=found)


def _families(
    originations: Iterable[Origination], neighbors: Iterable[Neighbor], vrf: Vrf | None
) -> Iterator[AddressFamily]:
    own = {one.family: one for one in originations}
    empty = Origination(family=Family.IPV4)
    vpn = {Family.IPV4: vrf is not None and vrf.ipv4, Family.IPV6: vrf is not None and vrf.ipv6}
    for family, title in FAMILIES.items():
        active = tuple((one, item) for one in neighbors for item in one.families if item.family is family)
        if active or family in own or vpn.get(family):
            origination = own.get(family, empty)
            yield AddressFamily(
                title=title,
                version=6 if family in (Family.IPV6, Family.VPNV6) else 4,
                networks=origination.networks,
                redistribute=origination.redistribute,
                neighbors=active,
                vrf=vrf if vpn.get(family) else None,
            )


def source_word(redistribution: Redistribution, version: int) -> str:
    """FRR's word for a source of routes, for an address family of an IP version."""
    if redistribution.source is RouteSource.OSPF and version == 6:
        return "ospf6"
    return redistribution.source.value


def number_of_source(
    source: RouteSource,
    *,
    version: int,
    vrf: str | None,
    ospf: Iterable[OspfProcess],
    isis: Iterable[IsisProcess],
    asn: int | None,
) -> int | None:
    """Return the process that a source of routes can only be: FRR names none, a table has one of each."""
    if source is RouteSource.OSPF:
        wanted = 3 if version == 6 else 2
        return next((one.number for one in ospf if one.version == wanted and one.vrf == vrf), None)
    if source is RouteSource.ISIS:
        return next((one.number for one in isis if one.vrf == vrf), None)
    return asn if source is RouteSource.BGP else None


def has_default_number(process: OspfProcess) -> bool:
    """Tell whether the number needs no label: the global table's process is read as number 1."""
    return process.vrf is None and process.number == 1


def routes(interface: Interface) -> bool:
    """Tell whether FRR has anything to say about an interface."""
    return bool(interface.ospf or interface.isis or interface.mpls or interface.vrrp)


def in_vrf(items: Iterable[object], vrf: str | None) -> list[object]:
    """The things of one table, such as static routes."""
    return [one for one in items if getattr(one, "vrf", None) == vrf]


def of_process_version(processes: Iterable[OspfProcess], version: int) -> list[OspfProcess]:
    """The processes of OSPF version 2 or 3."""
    return [one for one in processes if one.version == version]


FILTERS: Mapping[str, Callable[..., object]] = {
    "families": families,
    "vrf_instances": vrf_instances,
    "source_word": source_word,
    "of_process_version": of_process_version,
    "routes": routes,
    "in_vrf": in_vrf,
}
