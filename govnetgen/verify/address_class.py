"""Addresses appear only where their class may (rules A1, A2, A4 and A5 of the national address plan; A3 is in VRFs)."""

from collections.abc import Iterator

from govnetgen.model.address import Prefix
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.bgp import Family, Neighbor
from govnetgen.model.finding import Finding, fails, holds, undecided
from govnetgen.model.network import AddressClass, External, Pool, Role
from govnetgen.verify.cable import Cable
from govnetgen.verify.observed import Observed
from govnetgen.verify.prefix_filter import find, permitted_within
from govnetgen.verify.ranges import Objects, Range, merged, overlapping, range_of

CHECK = "address-class"
TITLE = "addresses appear only where their class may (A1, A2, A4, A5)"
_INSIDE_ONLY = (AddressClass.LOCAL_COMMON, AddressClass.DEPARTMENT)
_VERSIONS = {Family.IPV4: 4, Family.IPV6: 6}


def check(observed: Observed) -> Iterator[Finding]:
    """Decide for what boundaries advertise (A1), the public table (A2), who talks across (A4), and NAT (A5).

    A network below, which announces a block that this one delegated to it, belongs to the same local extranet: what is
    common to that may go there.
    """
    for cable, external in observed.externals:
        if observed.device(cable.near.device).role is Role.BOUNDARY and not (
            external.vpn or _is_local(observed, external)
        ):
            yield from _advertised(observed, cable, external)
            yield from _talkers(observed, cable, external)
    yield from _public_table(observed)
    yield from _translation(observed)


def _is_local(observed: Observed, external: External) -> bool:
    delegated = {name for name, _ in external.accept_delegated}
    local = {pool.name for pool in _pools(observed, AddressClass.LOCAL_COMMON)}
    return external.is_below and delegated <= local


def _pools(observed: Observed, *classes: AddressClass) -> list[Pool]:
    return [pool for pool in observed.network.plan.pools.values() if pool.address_class in classes]


def _advertised(observed: Observed, cable: Cable, external: External) -> Iterator[Finding]:
    """A1: what a boundary may announce holds nothing of classes that stay inside."""
    name = cable.near.device
    subject = f"A1 {name} to {external.name}"
    device = observed.devices[name]
    peers = observed.beyond(cable)
    neighbors = [one for one in (device.bgp.neighbors if device.bgp else ()) if one.address in peers]
    wrong = [
        fails(CHECK, subject, message, *shown, at=cable.link.location)
        for neighbor in neighbors
        for message, *shown in _leaks(observed, name, device, neighbor)
    ]
    yield from wrong or [holds(CHECK, subject, "nothing but national_common goes out" if neighbors else "no BGP")]


def _leaks(observed: Observed, name: str, device: DeviceConfig, neighbor: Neighbor) -> Iterator[tuple[str, ...]]:
    for family in neighbor.families:
        version = _VERSIONS.get(family.family)
        if version is None:
            continue
        session = f"{name}: neighbour {neighbor.address}, outbound prefix list {family.prefix_list_out or 'none'}"
        chosen = find(device, family.prefix_list_out, version)
        if chosen is None:
            yield "everything may be announced: there is no outbound prefix list", session
            continue
        for pool in _pools(observed, *_INSIDE_ONLY):
            for rule in permitted_within(chosen, pool.prefix):
                said = f"{pool.address_class} of pool {pool.name}" if pool.address_class else pool.name
                message = f"{rule.prefix} may be announced, and {pool.prefix} is {said}"
                yield message, session, f"entry {rule.sequence}: permit {rule.prefix}"


def _talkers(observed: Observed, cable: Cable, external: External) -> Iterator[Finding]:
    """A4: who is let through to the other network has a national_common address there, own or by translation."""
    name = cable.near.device
    device = observed.devices[name]
    subject = f"A4 {name} to {external.name}"
    if device.firewall is None:
        yield undecided(CHECK, subject, f"{name} has no firewall policy that says who talks", at=cable.link.location)
        return
    zone = next((one.name for one in device.firewall.zones if cable.near.interface in one.interfaces), external.zone)
    allowed = _seen_as_national(observed, device, zone)
    objects = Objects(device.firewall)
    wrong = []
    for rule in device.firewall.rules:
        if not rule.permit or (rule.destination_zones and zone not in rule.destination_zones):
            continue
        if rule.source_zones and not {*rule.source_zones} - {zone, "local"}:
            continue
        for source in objects.addresses(rule.sources, 4):
            rest = _without(source, allowed)
            if rest is not None:
                first = Prefix(4, rest[0], 32).network
                message = f"{first} may talk to {external.name} and has no national_common address, own or translated"
                said = f"{name}: rule {rule.name} permits {', '.join(rule.sources) or 'any source'} to zone {zone}"
                wrong.append(fails(CHECK, subject, message, said, at=cable.link.location))
                break
    yield from wrong or [holds(CHECK, subject, "all who may talk are national_common there")]


def _seen_as_national(observed: Observed, device: DeviceConfig, zone: str) -> tuple[Range, ...]:
    ranges = [range_of(pool.prefix) for pool in _pools(observed, AddressClass.NATIONAL_COMMON)]
    if device.nat is not None:
        ranges += [range_of(one.inside) for one in device.nat.static if one.zone == zone and one.inside.version == 4]
        objects = None if device.firewall is None else Objects(device.firewall)
        for rule in device.nat.source:
            if objects and rule.pool and (not rule.destination_zones or zone in rule.destination_zones):
                ranges += objects.addresses(rule.sources, 4)
    return merged(ranges)


def _without(wanted: Range, allowed: tuple[Range, ...]) -> Range | None:
    """Return the first part of a range that is not allowed."""
    start = wanted[0]
    for first, last in overlapping(allowed, wanted):
        if first > start:
            return start, first - 1
        start = last + 1
    return (start, wanted[1]) if start <= wanted[1] else None


def _public_table(observed: Observed) -> Iterator[Finding]:
    """A2: the table of the public zone holds no department's own addresses."""
    pools = _pools(observed, AddressClass.DEPARTMENT)
    found = []
    for attached in observed.everything():
        if attached.interface.vrf is not None:
            continue
        for address in attached.interface.addresses:
            pool = next((one for one in pools if one.prefix.contains(address.prefix)), None)
            if pool is not None:
                message = f"{address} is a department's own (pool {pool.name}) and in the global table"
                place = observed.device(attached.device).location
                found.append(fails(CHECK, "A2 public table", message, f"{attached}: {address}, no VRF", at=place))
    yield from found or [holds(CHECK, "A2 public table", "no department addresses")]


def _translation(observed: Observed) -> Iterator[Finding]:
    """A5: addresses that the Internet registered are translated to in the Internet zone only, by exit firewalls."""
    registered = [range_of(pool.prefix) for pool in _pools(observed, AddressClass.INTERNET_REGISTERED)]
    for cable, external in observed.externals:
        if external.zone in observed.internet_zones:
            interface = observed.interface(cable.near.device, cable.near.interface)
            registered += [range_of(one.prefix) for one in (interface.ipv4 if interface is not None else ())]
    public = merged(registered)
    for name, device in observed.devices.items():
        if device.nat is None:
            continue
        wrong = []
        for rule, zones, outside in _translations(device):
            if any(True for one in outside for _ in overlapping(public, one)):
                elsewhere = [zone for zone in zones if zone not in observed.internet_zones]
                role = observed.device(name).role
                if elsewhere or not zones or role is not Role.EXIT:
                    where = ", ".join(elsewhere or zones) or "any zone"
                    message = f"translation {rule} uses registered addresses outside the Internet zone"
                    shown = f"{name}: {rule} in zone {where}, role {role.value}"
                    wrong.append(fails(CHECK, f"A5 {name}", message, shown, at=observed.device(name).location))
        yield from wrong or [holds(CHECK, f"A5 {name}", "registered addresses in the Internet zone only")]


def _translations(device: DeviceConfig) -> Iterator[tuple[str, tuple[str, ...], list[Range]]]:
    if device.nat is None:
        return
    pools = {one.name: range_of(one.addresses) for one in device.nat.pools}
    for rule in device.nat.source:
        if rule.pool is not None:
            yield rule.name, rule.destination_zones, [pools[rule.pool]] if rule.pool in pools else []
    for static in device.nat.static:
        yield static.name, (static.zone,), [range_of(static.outside)]
    for published in device.nat.destination:
        yield published.name, (published.zone,), [range_of(published.outside)]
