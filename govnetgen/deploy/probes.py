"""Who a device should be able to reach, by the plan: a handful of addresses that show whether it is still there.

The far ends of its links, the loopbacks of its neighbours, those above it first, and the servers that it is run with.
The other half of a policy, who must not be reached, is not for devices to ask: packet filters look at what passes
through a device, and what it sends itself passes most of them by. Hosts ask that: ``lab test``.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from govnetgen.deploy.probe import Probe
from govnetgen.model.address import Address, InterfaceAddress
from govnetgen.model.addressplan import AddressPlan
from govnetgen.model.device import DeviceConfig
from govnetgen.model.names import interface_name
from govnetgen.model.network import Link, Network

FAR_ENDS = 2
LOOPBACKS = 2
SERVERS = 3


def probes_of(name: str, intended: DeviceConfig, network: Network, plan: AddressPlan) -> tuple[Probe, ...]:
    """Return the probes of a device, always the same for the same plan."""
    own = {str(held.address) for one in intended.interfaces for held in one.addresses}
    found: dict[tuple[str, str], Probe] = {}
    for several, most in (
        (_far_ends(name, intended, network, plan), FAR_ENDS),
        (_loopbacks(name, intended, network, plan), LOOPBACKS),
        (_servers(intended), SERVERS),
    ):
        new = (one for one in several if one.destination not in own and (one.destination, one.vrf) not in found)
        found |= {(one.destination, one.vrf): one for one in islice(new, most)}
    return tuple(found.values())


def _far_ends(name: str, intended: DeviceConfig, network: Network, plan: AddressPlan) -> Iterator[Probe]:
    """Yield the other ends of links between two, of each neighbour one before any has a second; then gateways."""
    links = {prefix: network.links[key[0]] for key, prefixes in plan.links.items() for prefix in prefixes}
    ends = []
    for interface in intended.interfaces:
        for held in interface.addresses:
            far, link = _other(held), links.get(held.prefix)
            if interface.enabled and far is not None and link is not None:
                ends.append((_order(name, link, network), interface.vrf or "", far, _whose(name, link)))
    ends.sort()
    seen: dict[str, int] = {}
    turns = []
    for order, vrf, far, who in ends:
        seen[who] = seen.get(who, 0) + 1
        turns.append((seen[who], order, vrf, far, who))
    for _, _, vrf, far, who in sorted(turns):
        yield Probe(destination=str(far), who=who, vrf=vrf)
    for route in intended.static_routes:
        if route.next_hop is not None and route.prefix.length == 0:
            yield Probe(destination=str(route.next_hop), who="gateway", vrf=route.vrf or "")


def _loopbacks(name: str, intended: DeviceConfig, network: Network, plan: AddressPlan) -> Iterator[Probe]:
    """Yield the loopbacks of the devices at the other ends of links, those of higher tiers first."""
    beside = {}
    for link in network.links.values():
        far = _far(name, link)
        if far is not None:
            beside[far] = _order(name, link, network)
    for far in sorted(beside, key=lambda one: (beside[one], one)):
        for address in plan.loopbacks.get(far, ())[:1]:
            source = _loopback(intended, address.version)
            yield Probe(destination=str(address), who=far, source=source, far=True)


def _servers(intended: DeviceConfig) -> Iterator[Probe]:
    """Yield the first server of each kind, asked from where the service asks it."""
    if intended.ntp is not None:
        held = tuple((one.address, one.vrf) for one in intended.ntp.servers)
        yield from _first(held, "NTP server", intended.ntp.source_interface, intended)
    if intended.syslog is not None:
        held = tuple((one.address, one.vrf) for one in intended.syslog.servers)
        yield from _first(held, "log server", intended.syslog.source_interface, intended)
    if intended.aaa is not None:
        held = (
            *((one.address, one.vrf) for one in intended.aaa.tacacs),
            *((one.address, one.vrf) for one in intended.aaa.radius),
        )
        yield from _first(held, "AAA server", intended.aaa.source_interface, intended)


def _first(
    servers: Sequence[tuple[Address, str | None]], who: str, interface: str | None, intended: DeviceConfig
) -> Iterator[Probe]:
    for address, vrf in servers[:1]:
        held = (one for each in intended.interfaces if each.name == interface for one in each.addresses)
        source = next((str(one.address) for one in held if one.version == address.version), "")
        yield Probe(destination=str(address), who=who, source=source, vrf=vrf or "", far=True)


def _other(held: InterfaceAddress) -> Address | None:
    """Return the other address of a subnet of two; None in any other subnet."""
    prefix = held.prefix
    if prefix.size == 2:
        return next(one for one in (prefix.host(0), prefix.host(1)) if one != held.address)
    if prefix.size == 4:
        pair = (prefix.host(1), prefix.host(2))
        return next((one for one in pair if one != held.address), None) if held.address in pair else None
    return None


def _loopback(intended: DeviceConfig, version: int) -> str:
    found = (
        str(held.address)
        for one in intended.interfaces
        if interface_name(one.name).kind == "loopback" and one.vrf is None
        for held in one.addresses
        if held.version == version
    )
    return next(found, "")


def _far(name: str, link: Link) -> str | None:
    """Return the device at the other end of a link; None where there is none of this network, or it is another link."""
    if link.far is None or name not in (link.near.device, link.far.device):
        return None
    return link.far.device if link.near.device == name else link.near.device


def _whose(name: str, link: Link) -> str:
    return _far(name, link) or (link.external.name if link.external is not None else link.name)


def _order(name: str, link: Link, network: Network) -> tuple[int, str]:
    """Return what sorts links by the tier of their other end, the top of the hierarchy first."""
    far = _far(name, link)
    tier = len(network.tiers) if far is None else network.tiers.index(network.sites[network.devices[far].site].tier)
    return tier, link.name
