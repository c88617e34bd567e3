"""One exit to the Internet: only exit firewalls own an edge to it, at one site, and every default route leads there."""

from collections.abc import Iterator

from govnetgen.model.address import Address
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.bgp import Family
from govnetgen.model.finding import Finding, fails, holds
from govnetgen.model.network import AccessClass, External, NetworkKind, Role
from govnetgen.verify.cable import Cable
from govnetgen.verify.forwarding import Forwarding
from govnetgen.verify.observed import Observed
from govnetgen.verify.origins import DEFAULTS
from govnetgen.verify.prefix_filter import permits
from govnetgen.verify.walk import somewhere_else, walk

CHECK = "unified-exit"
TITLE = "one exit to the Internet, and every default route leads there"
CLOSED = (NetworkKind.INTRANET, NetworkKind.PRIVATE_NET)
_OWN_EXIT = (AccessClass.C, AccessClass.E)


def check(observed: Observed) -> Iterator[Finding]:
    """Decide for the edges to the Internet, for each device that has a default route, and for units."""
    yield from _edges(observed)
    yield from _defaults(observed)
    yield from _ways(observed)
    yield from _units(observed)


def edges(observed: Observed) -> tuple[tuple[Cable, External], ...]:
    """Return the links to the Internet."""
    return tuple(
        (cable, external) for cable, external in observed.externals if external.zone in observed.internet_zones
    )


def exit_sites(observed: Observed) -> tuple[str, ...]:
    """Return the sites that the links to the Internet are at."""
    return tuple(sorted({observed.device(cable.near.device).site for cable, _ in edges(observed)}))


def describe(cable: Cable, external: External) -> str:
    """Name a link that leaves the network: device, interface, our addresses, who is beyond."""
    return f"{cable.near} to {external.name}, zone {external.zone}"


def _edges(observed: Observed) -> Iterator[Finding]:
    found = edges(observed)
    kind = observed.network.kind
    if kind in CLOSED:
        for cable, external in found:
            message = f"{cable.near} leads to the Internet, and the network is closed ({kind.value})"
            yield fails(CHECK, "edges", message, describe(cable, external), at=cable.link.location)
        if not found:
            yield holds(CHECK, "edges", f"closed ({kind.value}): no link to the Internet")
        return
    wrong = list(_wrong_edges(observed, found))
    sites = exit_sites(observed)
    if len(sites) > 1:
        shown = [describe(cable, external) for cable, external in found]
        message = f"the Internet is reached from {len(sites)} sites: {', '.join(sites)}"
        wrong.append(fails(CHECK, "edges", message, *shown, at=found[-1][0].link.location))
    words = "; ".join(describe(cable, external) for cable, external in found)
    yield from wrong or [holds(CHECK, "edges", words or "no link to the Internet")]


def _wrong_edges(observed: Observed, found: tuple[tuple[Cable, External], ...]) -> Iterator[Finding]:
    for cable, external in found:
        device = observed.device(cable.near.device)
        shown = describe(cable, external)
        if device.role is not Role.EXIT:
            message = (
                f"{cable.near} leads to the Internet and is no exit firewall but a device of role {device.role.value}"
            )
            yield fails(CHECK, "edges", message, shown, at=cable.link.location)
            continue
        firewall = observed.devices[device.name].firewall
        zones = firewall.zones if firewall is not None else ()
        zone = next((one.name for one in zones if cable.near.interface in one.interfaces), None)
        if zone != external.zone:
            message = f"{cable.near} lies in {f'zone {zone}' if zone else 'no zone'} instead of {external.zone}"
            yield fails(CHECK, "edges", message, shown, at=cable.link.location)


def _defaults(observed: Observed) -> Iterator[Finding]:
    own = observed.addresses
    allowed = {(cable.near.device, peer) for cable, _ in edges(observed) for peer in observed.beyond(cable)}
    no_exit = not edges(observed)
    for name, device in observed.devices.items():
        wrong = [*_static(observed, name, device, own, allowed, no_exit), *_taken(observed, name, device)]
        if wrong:
            yield from wrong
        elif _has_default(device):
            yield holds(CHECK, name, "its default route leads to the exit or to a device of this network")


def _has_default(device: DeviceConfig) -> bool:
    return any(route.prefix in DEFAULTS.values() for route in device.static_routes)


def _static(
    observed: Observed,
    name: str,
    device: DeviceConfig,
    own: frozenset[Address],
    allowed: set[tuple[str, Address]],
    no_exit: bool,
) -> Iterator[Finding]:
    place = observed.device(name).location
    for route in device.static_routes:
        if route.prefix not in DEFAULTS.values() or route.next_hop is None or route.next_hop in own:
            continue
        beyond = next((out for cable, out in observed.externals if route.next_hop in observed.beyond(cable)), None)
        if beyond is not None and no_exit and observed.network.kind not in CLOSED:
            continue  # the network has no exit of its own: the one of the network beyond is used
        if observed.device(name).role is not Role.EXIT or (name, route.next_hop) not in allowed:
            where = f"to {beyond.name}" if beyond is not None else "to an address that is no device's"
            shown = f"{name}: {route.prefix} via {route.next_hop}" + (f" in VRF {route.vrf}" if route.vrf else "")
            yield fails(CHECK, name, f"a default route of {name} leads past the exit, {where}", shown, at=place)


def _taken(observed: Observed, name: str, device: DeviceConfig) -> Iterator[Finding]:
    place = observed.device(name).location
    if observed.device(name).role is Role.EXIT:
        return
    peers = {
        peer: out for cable, out in observed.externals if cable.near.device == name for peer in observed.beyond(cable)
    }
    for neighbor in device.bgp.neighbors if device.bgp is not None else ():
        for family in neighbor.families:
            version = {Family.IPV4: 4, Family.IPV6: 6}.get(family.family)
            if neighbor.address in peers and version and permits(device, family.prefix_list_in, DEFAULTS[version]):
                message = f"{name} takes a default route from {peers[neighbor.address].name}, and is no exit"
                shown = f"{name}: neighbour {neighbor.address}, inbound prefix list {family.prefix_list_in or 'none'}"
                yield fails(CHECK, name, message, shown, at=place)


def _ways(observed: Observed) -> Iterator[Finding]:
    """Follow a packet to the Internet from every device that routes: it gets to the exit, or nowhere from the start."""
    allowed = {cable.link.name for cable, _ in edges(observed)}
    if not allowed:
        return
    forwarding = Forwarding(observed, 4)
    address = somewhere_else(forwarding)
    for name in observed.devices:
        path = list(walk(forwarding, name, "", address))
        last = path[-1]
        subject = f"{name} to the Internet"
        shown = [str(one) for one in path]
        if last.way.external is not None and last.way.external.link.name in allowed:
            yield holds(CHECK, subject, f"leaves by {last.way.external.near}, {len(path)} devices")
        elif last.way.external is not None:
            message = f"a packet to the Internet leaves by {last.way.external.near}, which is not the exit"
            yield fails(CHECK, subject, message, *shown, at=observed.device(last.device).location)
        elif len(path) > 1:
            message = f"a packet to the Internet is led to {last.device} and dropped there"
            yield fails(CHECK, subject, message, *shown, at=observed.device(last.device).location)


def _units(observed: Observed) -> Iterator[Finding]:
    for name, unit in observed.network.units.items():
        if unit.access_class in _OWN_EXIT:
            message = f"class {unit.access_class.value}: it has an exit of its own (DB34/T 3607-2020)"
            yield fails(CHECK, f"unit {name}", message, f"unit {name}: {unit.title}", at=unit.location)
