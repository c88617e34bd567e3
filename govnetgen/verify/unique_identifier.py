"""What must be unique besides addresses: host names, router ids, route distinguishers, VLANs."""

from collections.abc import Iterator

from govnetgen.model.address import Address
from govnetgen.model.finding import Finding, fails, holds
from govnetgen.verify.observed import Observed
from govnetgen.verify.segment import Node

CHECK = "unique-identifiers"
TITLE = "host names, router ids, route distinguishers and VLANs are unique"


def check(observed: Observed) -> Iterator[Finding]:
    """Decide for each kind of identifier."""
    for subject, uses in (
        ("host names", _host_names(observed)),
        ("router ids", _router_ids(observed)),
        ("IS-IS system ids", _system_ids(observed)),
        ("route distinguishers", _distinguishers(observed)),
        ("VLAN names", _vlan_names(observed)),
        ("VLAN numbers", _vlan_numbers(observed)),
    ):
        yield from _decided(observed, subject, uses)


_Use = tuple[str, str, str, str]
"""The identifier, who it stands for, the device that says so, and its words there."""


def _decided(observed: Observed, subject: str, uses: Iterator[_Use]) -> Iterator[Finding]:
    first: dict[str, tuple[str, str, str]] = {}
    found = []
    for identifier, owner, device, words in uses:
        before, by, said = first.setdefault(identifier, (owner, device, words))
        if before != owner:
            message = f"{said} on {by} and {words} on {device} are the same"
            place = observed.device(device).location
            found.append(fails(CHECK, subject, message, f"{by}: {said}", f"{device}: {words}", at=place))
    yield from found or [holds(CHECK, subject, f"{len(first):,} different")]


def _host_names(observed: Observed) -> Iterator[_Use]:
    for name, device in observed.devices.items():
        yield device.system.hostname, name, name, f"host name {device.system.hostname}"


def _router_ids(observed: Observed) -> Iterator[_Use]:
    for name, device in observed.devices.items():
        own: dict[Address, str] = {one.router_id: f"OSPF {one.number} router id" for one in device.ospf}
        if device.bgp is not None:
            own.setdefault(device.bgp.router_id, "BGP router id")
        if device.mpls is not None:
            own.setdefault(device.mpls.lsr_id, "MPLS LSR id")
        for router_id, words in own.items():
            yield str(router_id), name, name, f"{words} {router_id}"


def _system_ids(observed: Observed) -> Iterator[_Use]:
    for name, device in observed.devices.items():
        for process in device.isis:
            system = process.network_entity[-17:-3]  # ISO 10589: six octets before the selector, as xxxx.xxxx.xxxx
            yield system, name, name, f"IS-IS {process.number} system id {system}"


def _distinguishers(observed: Observed) -> Iterator[_Use]:
    """Yield distinguishers: the same on several devices is one VPN's, on one device it is a mistake."""
    for name, device in observed.devices.items():
        for vrf in device.vrfs:
            if vrf.route_distinguisher is not None:
                words = f"VRF {vrf.name} with distinguisher {vrf.route_distinguisher}"
                yield vrf.route_distinguisher, vrf.name, name, words


def _vlan_names(observed: Observed) -> Iterator[_Use]:
    for name, device in observed.devices.items():
        for vlan in device.vlans:
            if vlan.name is not None:
                yield f"{name} {vlan.name}", str(vlan.number), name, f"VLAN {vlan.number} named {vlan.name}"


def _vlan_numbers(observed: Observed) -> Iterator[_Use]:
    """Yield VLANs by the segment that they are on: one segment has one name, whichever switch it is read from."""
    segments = observed.segments
    for name, device in observed.devices.items():
        for vlan in device.vlans:
            if vlan.name is not None:
                segment: Node = segments.of_vlan(name, vlan.number)
                yield repr(segment), vlan.name, name, f"VLAN {vlan.number} named {vlan.name}"
