"""Both ends of every BGP session agree, and every neighbour outside is who the inventory says."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from govnetgen.model.address import Address
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.bgp import Family, Neighbor
from govnetgen.model.finding import Finding, fails, holds
from govnetgen.verify.cable import Attached
from govnetgen.verify.observed import Observed

CHECK = "bgp-sessions"
TITLE = "both ends of every BGP session agree"


@dataclass(frozen=True, slots=True)
class Session:
    """A neighbour as a device has it, in a table (None: the global one)."""

    device: str
    vrf: str | None
    neighbor: Neighbor

    def __str__(self) -> str:
        where = f" in VRF {self.vrf}" if self.vrf else ""
        return f"{self.device}{where}: neighbour {self.neighbor.address} AS {self.neighbor.remote_as}"


def check(observed: Observed) -> Iterator[Finding]:
    """Decide for each neighbour of each device."""
    for name, device in observed.devices.items():
        for session in sessions(name, device):
            subject = f"{name} neighbour {session.neighbor.address}"
            wrong = list(_wrong(observed, session))
            place = observed.device(name).location
            yield from (
                [fails(CHECK, subject, message, str(session), *shown, at=place) for message, *shown in wrong]
                or [holds(CHECK, subject, str(session))]
            )


def sessions(name: str, device: DeviceConfig) -> Iterator[Session]:
    """Yield the neighbours of a device, those in VRFs too."""
    if device.bgp is None:
        return
    yield from (Session(name, None, one) for one in device.bgp.neighbors)
    for vrf in device.bgp.vrfs:
        yield from (Session(name, vrf.vrf, one) for one in vrf.neighbors)


def opposite(observed: Observed, session: Session) -> Session | None:
    """Return the session of the other device of this network that faces this one."""
    owner = observed.owners.get((session.vrf, session.neighbor.address))
    if owner is None:
        return None
    ours = source_addresses(observed, session)
    for other in sessions(owner.device, observed.devices[owner.device]):
        if other.vrf == session.vrf and other.neighbor.address in ours:
            return other
    return None


def source_addresses(observed: Observed, session: Session) -> frozenset[Address]:
    """Return what a device speaks from: the addresses of the source interface, else those on the shared subnet."""
    peer = session.neighbor.address
    own = observed.interfaces[session.device]
    if session.neighbor.source_interface is not None:
        chosen = own.get(session.neighbor.source_interface)
        addresses = () if chosen is None else chosen.addresses
        return frozenset(one.address for one in addresses if one.version == peer.version)
    return frozenset(
        one.address
        for interface in own.values()
        if interface.vrf == session.vrf
        for one in interface.addresses
        if one.prefix.contains(peer)
    )


Wrong = Iterator[tuple[str, ...]]


def _wrong(observed: Observed, session: Session) -> Wrong:
    address = session.neighbor.address
    owner = observed.owners.get((session.vrf, address))
    if owner is not None:
        yield from _inside(observed, session, owner)
        return
    for cable, external in observed.externals:
        if cable.near.device == session.device and address in observed.beyond(cable):
            if external.asn is not None and external.asn != session.neighbor.remote_as:
                yield f"{external.name} is AS {external.asn}", f"links.yaml: {external.name} AS {external.asn}"
            return
    yield (f"{address} is no device of this network and no neighbour outside",)


def _inside(observed: Observed, session: Session, owner: Attached) -> Wrong:
    bgp = observed.devices[owner.device].bgp
    if bgp is None:
        yield f"{owner.device} speaks no BGP", f"{owner}: {session.neighbor.address}"
        return
    if bgp.asn != session.neighbor.remote_as:
        yield f"{owner.device} is AS {bgp.asn}", f"{owner.device}: AS {bgp.asn}"
    other = opposite(observed, session)
    if other is None:
        ours = ", ".join(map(str, sorted(source_addresses(observed, session)))) or "none"
        yield f"{owner.device} does not have {session.device} for a neighbour", f"{session.device} speaks from {ours}"
        return
    for words, read in _AGREED.items():
        one, two = read(session.neighbor), read(other.neighbor)
        if one != two:
            yield f"the ends differ in {words}", f"{session.device}: {one}", f"{other.device}: {two}"


def _families(neighbor: Neighbor) -> str:
    return ", ".join(sorted(one.family.value for one in neighbor.families))


def _authentication(neighbor: Neighbor) -> str:
    return "none" if neighbor.secret is None else str(neighbor.secret)


_AGREED: Mapping[str, Callable[[Neighbor], str]] = {
    "address families": _families,
    "authentication": _authentication,
}

UNICAST = {4: Family.IPV4, 6: Family.IPV6}
VPN = {4: Family.VPNV4, 6: Family.VPNV6}
