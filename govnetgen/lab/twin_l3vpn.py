"""L3VPNs (RFC 4364) without labels: what kernels of containers cannot forward goes through tunnels instead.

A kernel that could forward labels changes nothing of it: a lab is the same wherever it is built, but for what a VRF is.

Two VRFs on provider edges that exchange routes by their targets get a line between them: a tunnel through the underlay,
loopback to loopback, so that the core knows no tenant and its failures are felt. BGP on the line takes the place of BGP
between the loopbacks: who imports what of whom is decided by the targets alone.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count

from govnetgen.lab.topology import LeftOut, Tunnel
from govnetgen.lab.twin import NEVER
from govnetgen.model.address import Address, InterfaceAddress, Prefix
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.bgp import Bgp, BgpVrf, Family, Neighbor, NeighborFamily
from govnetgen.model.device.interface import Interface
from govnetgen.model.device.ospf import OspfProcess
from govnetgen.model.device.prefix_list import PrefixList, PrefixRule
from govnetgen.model.device.redistribution import RouteSource
from govnetgen.model.device.vrf import Vrf

NOTHING = "lab-nothing"
"""The prefix list of who imports nothing."""
_FIRST_PORT = 1001
_FIRST_NUMBER = 5_000_000
_LINES = Prefix.parse("169.254.0.0/16")
_FIRST_LINE = 256  # FRR itself uses 169.254.0.1
_LINE_LENGTH = 31
_MTU = 1450
_VPN = (Family.VPNV4, Family.VPNV6)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A VRF on a provider edge."""

    device: str
    vrf: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line between two VRFs: its ports by neutral name, and the tunnel that carries it."""

    name: str
    a: tuple[str, str]
    b: tuple[str, str]
    tunnel: Tunnel


@dataclass(frozen=True, slots=True, kw_only=True)
class TwinVpns:
    """The devices without labels, and the lines that stand in for these."""

    configs: Mapping[str, DeviceConfig]
    lines: tuple[Line, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class _End:
    """One end of a line: its port, its address, the other's, and whether its VRF imports what the other exports."""

    place: Place
    other: Place
    port: str
    address: InterfaceAddress
    peer: Address
    imports: bool


def without_labels(configs: Mapping[str, DeviceConfig]) -> TwinVpns:
    """Return what takes the place of MPLS in a lab of these devices; without MPLS they are returned as they are."""
    if not any(one.mpls is not None for one in configs.values()):
        return TwinVpns(configs=configs)
    ends, lines = _drawn(configs)
    changed = {
        name: _changed(config, [one for one in ends if one.place.device == name]) if config.mpls is not None else config
        for name, config in configs.items()
    }
    return TwinVpns(configs=changed, lines=tuple(lines), left_out=(*_said(configs), *_leaks(configs)))


def _leaks(configs: Mapping[str, DeviceConfig]) -> Iterator[LeftOut]:
    for a, b, *_ in _pairs(_places(configs)):
        if a.device == b.device:
            why = "a line leads from one device to another, and a device has no BGP session with itself"
            yield LeftOut(a.device, "vrfs", f"routes that {a.vrf} and {b.vrf} import of each other", why)


def _said(configs: Mapping[str, DeviceConfig]) -> Iterator[LeftOut]:
    for name, config in sorted(configs.items()):
        if config.mpls is None:
            continue
        yield LeftOut(
            name, "mpls", "labels, LDP", "such kernels forward no labels", "IP forwarding in the global table"
        )
        if config.vrfs:
            yield LeftOut(
                name,
                "bgp",
                "VPN routes, with distinguishers and targets",
                "without labels nothing leads to another device's VRF",
                f"a VXLAN (MTU {_MTU}) to each VRF that its targets say it exchanges routes with, and BGP in it",
            )


def _places(configs: Mapping[str, DeviceConfig]) -> Mapping[Place, Vrf]:
    return {
        Place(name, vrf.name): vrf
        for name, config in sorted(configs.items())
        if config.mpls is not None
        for vrf in config.vrfs
    }


def _drawn(configs: Mapping[str, DeviceConfig]) -> tuple[list[_End], list[Line]]:
    ends: list[_End] = []
    lines: list[Line] = []
    ports = {name: count(_FIRST_PORT) for name in configs}
    between = (pair for pair in _pairs(_places(configs)) if pair[0].device != pair[1].device)
    for position, (a, b, to_a, to_b) in enumerate(between):
        subnet = _LINES.value + _FIRST_LINE + 2 * position
        low, high = (InterfaceAddress(4, subnet + offset, _LINE_LENGTH) for offset in (0, 1))
        own, far = (f"port-{next(ports[one.device])}" for one in (a, b))
        near_loopback, far_loopback = _loopback(configs[a.device]), _loopback(configs[b.device])
        if near_loopback is None or far_loopback is None:
            continue  # LDP, too, needs a loopback at both ends
        tunnel = Tunnel(number=_FIRST_NUMBER + position, a=near_loopback, b=far_loopback)
        ends += [_End(a, b, own, low, high.address, to_a), _End(b, a, far, high, low.address, to_b)]
        name = f"vpn:{a.device}.{a.vrf}:{b.device}.{b.vrf}"
        lines.append(Line(name=name, a=(a.device, own), b=(b.device, far), tunnel=tunnel))
    return ends, lines


def _pairs(places: Mapping[Place, Vrf]) -> Iterator[tuple[Place, Place, bool, bool]]:
    """Yield the VRFs of which at least one imports what the other exports, and which one does."""
    importing: dict[str, list[Place]] = {}
    for place, vrf in places.items():
        for target in vrf.imports:
            importing.setdefault(target, []).append(place)
    heard = {
        (place, other) for place, vrf in places.items() for target in vrf.exports for other in importing.get(target, ())
    }
    found = sorted({(min(pair), max(pair)) for pair in heard if pair[0] != pair[1]})
    return ((a, b, (b, a) in heard, (a, b) in heard) for a, b in found)


def _loopback(config: DeviceConfig) -> Address | None:
    found = (one for one in config.interfaces if one.name == "loopback-0")
    return next((address.address for one in found for address in one.ipv4), None)


def _changed(config: DeviceConfig, ends: list[_End]) -> DeviceConfig:
    bgp = None if config.bgp is None else _bgp(config.bgp, ends)
    deaf = any(not one.imports for one in ends)
    everything = Prefix(4, 0, 0)
    denial = PrefixList(
        name=NOTHING, version=4, rules=(PrefixRule(sequence=10, permit=False, prefix=everything, at_most=32),)
    )
    tables = {one.name for one in config.vrfs}
    return replace(
        config,
        mpls=None,
        vrfs=tuple(replace(one, route_distinguisher=None, imports=(), exports=()) for one in config.vrfs),
        interfaces=(*(replace(one, mpls=False) if one.mpls else one for one in config.interfaces), *map(_port, ends)),
        ospf=tuple(_ospf(one) if one.vrf in tables else one for one in config.ospf),
        prefix_lists=(*config.prefix_lists, denial) if deaf else config.prefix_lists,
        bgp=bgp,
    )


def _port(end: _End) -> Interface:
    return Interface(
        name=end.port,
        description=f"{end.place.vrf} to {end.other.device} {end.other.vrf}",
        mtu=_MTU,
        vrf=end.place.vrf,
        addresses=(end.address,),
    )


def _ospf(process: OspfProcess) -> OspfProcess:
    if not any(one.source is RouteSource.BGP for one in process.redistribute):
        return process
    # what a PE told its customer edges must not come back from them to another PE: real ones mark such routes with
    # the DN bit (RFC 4577 4.2.5.1), which FRR does not know
    return replace(process, external_distance=NEVER)


def _bgp(bgp: Bgp, ends: Iterable[_End]) -> Bgp | None:
    by_vrf: dict[str, list[Neighbor]] = {}
    for end in ends:
        by_vrf.setdefault(end.place.vrf, []).append(_neighbor(bgp.asn, end))
    known = {one.vrf for one in bgp.vrfs}
    vrfs = [replace(one, neighbors=(*one.neighbors, *by_vrf.get(one.vrf, ()))) for one in bgp.vrfs]
    vrfs += (BgpVrf(vrf=name, neighbors=tuple(found)) for name, found in by_vrf.items() if name not in known)
    neighbors = tuple(kept for one in bgp.neighbors if (kept := _unlabelled(one)) is not None)
    if not (vrfs or neighbors or bgp.origination):
        return None
    return replace(bgp, neighbors=neighbors, vrfs=tuple(vrfs))


def _unlabelled(neighbor: Neighbor) -> Neighbor | None:
    families = tuple(one for one in neighbor.families if one.family not in _VPN)
    return replace(neighbor, families=families) if families else None


def _neighbor(asn: int, end: _End) -> Neighbor:
    family = NeighborFamily(
        family=Family.IPV4,
        next_hop_self=True,  # FRR passes on the next hop of what it redistributes: nobody else could reach it
        prefix_list_in=None if end.imports else NOTHING,
    )
    return Neighbor(
        address=end.peer, remote_as=asn, description=f"{end.other.device} {end.other.vrf}", families=(family,)
    )
