"""Where packets of a question come from and go to: units, VLANs, hosts, zones, networks outside, prefixes."""

from collections.abc import Iterator
from dataclasses import dataclass

from govnetgen.model.address import BITS, Address, Prefix
from govnetgen.model.network import Unit, UnitVlan
from govnetgen.verify.cable import Cable
from govnetgen.verify.forwarding import Forwarding
from govnetgen.verify.observed import Observed
from govnetgen.verify.ranges import Range, range_of
from govnetgen.verify.trace import Start
from govnetgen.verify.walk import somewhere_else


class UnknownPlace(Exception):
    """A fact names a place that the network does not have."""


@dataclass(frozen=True, slots=True)
class Place:
    """One source or destination: its words, its addresses, who it belongs to, and where its packets enter.

    ``external`` is the cable behind which it is, for places outside.
    """

    words: str
    owner: str
    addresses: tuple[Range, ...]
    start: Start | None
    external: Cable | None = None


def places(forwarding: Forwarding, name: str) -> tuple[Place, ...]:
    """Return what a name stands for, in one IP version; raises UnknownPlace for a name that stands for nothing."""
    observed = forwarding.observed
    parts = name.split("/")
    if len(parts) > 1 and parts[0] in observed.network.units:
        found = _of_unit(forwarding, observed.network.units[parts[0]], parts[1:])
    elif (block := _prefix(name)) is not None:
        found = _of_prefix(forwarding, block)
    elif name in observed.network.units:
        found = _of_unit(forwarding, observed.network.units[name], [])
    elif any(external.name == name for _, external in observed.externals):
        found = (one for one in _outside(forwarding) if one.owner == f"external {name}")
    elif name in observed.network.policy.zones:
        found = _of_zone(forwarding, name)
    else:
        raise UnknownPlace(f"{name!r} is no unit, VLAN, network outside, zone or prefix")
    return tuple(found)


def _prefix(text: str) -> Prefix | None:
    try:
        return Prefix.parse(text)
    except ValueError:
        pass
    try:
        address = Address.parse(text)
    except ValueError:
        return None
    return Prefix(address.version, address.value, BITS[address.version])


def _of_unit(forwarding: Forwarding, unit: Unit, rest: list[str]) -> Iterator[Place]:
    vlans = [vlan for vlan in unit.vlans if not rest or vlan.name == rest[0]]
    if not vlans:
        raise UnknownPlace(f"unit {unit.name} has no VLAN {rest[0]!r}")
    for vlan in vlans:
        place = _of_vlan(forwarding, unit, vlan)
        if place is not None and len(rest) > 1:
            yield _host(forwarding, place, rest[1])
        elif place is not None:
            yield place


def _of_vlan(forwarding: Forwarding, unit: Unit, vlan: UnitVlan) -> Place | None:
    """Return a VLAN as its gateway's text has it: the subnets there, not those of the plan."""
    observed = forwarding.observed
    number = observed.plan.vlan_ids.get((unit.name, vlan.name))
    ranked: list[tuple[int, str]] = []
    for gateway in unit.gateways:
        interface = observed.interface(gateway, f"vlan-{number}") if gateway in observed.devices else None
        if interface is not None and interface.enabled and _ranges(observed, gateway, number, forwarding.version):
            ranked.append((max((one.priority for one in interface.vrrp), default=0), gateway))
    if not ranked:
        return None
    device = max(ranked, key=lambda one: (one[0], one[1]))[1]
    table = observed.interfaces[device][f"vlan-{number}"].vrf or ""
    return Place(
        words=f"unit {unit.name} VLAN {vlan.name}",
        owner=f"unit {unit.name}",
        addresses=_ranges(observed, device, number, forwarding.version),
        start=Start(device, table, f"vlan-{number}"),
    )


def _ranges(observed: Observed, device: str, number: int | None, version: int) -> tuple[Range, ...]:
    interface = observed.interface(device, f"vlan-{number}")
    addresses = interface.addresses if interface is not None else ()
    return tuple(range_of(one.prefix) for one in addresses if one.version == version)


def _host(forwarding: Forwarding, place: Place, text: str) -> Place:
    try:
        offset = int(text)
    except ValueError:
        raise UnknownPlace(f"{text!r} is no host number") from None
    first, last = place.addresses[0]
    address = first + offset if offset >= 0 else last + 1 + offset
    words = f"host {Address(forwarding.version, address)} of {place.words}"
    return Place(words, place.owner, ((address, address),), place.start)


def _of_zone(forwarding: Forwarding, zone: str) -> Iterator[Place]:
    for unit in forwarding.observed.network.units.values():
        for vlan in unit.vlans:
            place = _of_vlan(forwarding, unit, vlan) if vlan.zone == zone else None
            if place is not None:
                yield place
    for place in _outside(forwarding):
        external = place.external.link.external if place.external is not None else None
        if external is not None and external.zone == zone:
            yield place


def _outside(forwarding: Forwarding) -> Iterator[Place]:
    """Yield the networks outside, by each cable that leads there: the routes to them, or somewhere in the Internet."""
    for cable, external in forwarding.observed.externals:
        blocks = [one for one in (*external.routes, *forwarding.origins.accepted(cable)) if one.length]
        addresses = [range_of(one) for one in blocks if one.version == forwarding.version]
        if not addresses and forwarding.version == 4 and (external.default_route or not blocks):
            beyond = somewhere_else(forwarding).value
            addresses = [(beyond, beyond)]
        if addresses:
            start = Start(cable.near.device, external.vpn or "", cable.near.interface)
            words = f"{external.name} behind {cable.near}"
            yield Place(words, f"external {external.name}", tuple(addresses), start, cable)


def _of_prefix(forwarding: Forwarding, block: Prefix) -> Iterator[Place]:
    if block.version != forwarding.version:
        return
    for attached in forwarding.observed.everything():
        interface = attached.interface
        if interface.enabled and any(one.prefix.contains(block) for one in interface.addresses):
            start = Start(attached.device, interface.vrf or "", interface.name)
            yield Place(f"{block} at {attached}", str(block), (range_of(block),), start)
            return
    for place in _outside(forwarding):
        if any(first <= block.value and block.last <= last for first, last in place.addresses):
            yield Place(f"{block} of {place.words}", str(block), (range_of(block),), place.start, place.external)
            return
    yield Place(str(block), str(block), (range_of(block),), None)
