"""Which addresses and packets the named sets and services of an inventory's policy hold."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from govnetgen.lab.expect import Packet
from govnetgen.model.address import Address
from govnetgen.model.addressplan import AddressPlan
from govnetgen.model.device.acl import Protocol
from govnetgen.model.network import AddressSet, HostAddress, Network

Block = tuple[int, int, int]
"""IP version, first and last address."""


class Sets:
    """The address sets of a policy, as blocks."""

    def __init__(self, network: Network, plan: AddressPlan) -> None:
        self._network = network
        self._plan = plan
        self._known: dict[tuple[str, str], Sequence[Block]] = {}
        self._own = {
            device: tuple(unit.name for unit in network.units.values() if device in unit.gateways)
            for device in network.devices
        }

    def holds(self, names: Sequence[str], address: Address, device: str) -> bool:
        """Tell whether one of the sets, as a device sees them, holds an address; no sets hold every address."""
        return not names or any(self._holds(name, address, device) for name in names)

    def _holds(self, name: str, address: Address, device: str) -> bool:
        chosen = self._network.policy.address_sets[name]
        key = (name, device if chosen.own else "")
        if key not in self._known:
            self._known[key] = _merged(self._blocks(chosen, device))
        blocks = self._known[key]
        position = bisect_right(blocks, (address.version, address.value, 1 << 128)) - 1
        return position >= 0 and blocks[position][0] == address.version and address.value <= blocks[position][2]

    def host(self, one: HostAddress) -> Address | None:
        """Return the address of a host that the inventory names; None where its subnet is not in this lab."""
        if one.address is not None:
            return one.address
        subnets = self._plan.subnets.get((one.unit, one.vlan), ())
        return next((prefix.host(one.host) for prefix in subnets if prefix.version == 4), None)

    def _blocks(self, chosen: AddressSet, device: str) -> Iterator[Block]:
        yield from ((one.version, one.value, one.last) for one in chosen.prefixes)
        yield from ((one.first.version, one.first.value, one.last.value) for one in chosen.ranges)
        pools = (self._network.plan.pools[name].prefix for name in chosen.pools)
        yield from ((one.version, one.value, one.last) for one in pools)
        hosts = (self.host(one) for one in chosen.hosts)
        yield from ((one.version, one.value, one.value) for one in hosts if one is not None)
        units = set(chosen.units)
        if chosen.own:
            units.update(self._own.get(device, ()))
        elif chosen.zones and not chosen.units:
            units.update(self._network.units)
        for (unit, vlan), subnets in self._plan.subnets.items():
            if unit in units and self._in_zones(unit, vlan, chosen.zones):
                yield from ((one.version, one.value, one.last) for one in subnets)

    def _in_zones(self, unit: str, vlan: str, zones: Sequence[str]) -> bool:
        return not zones or self._network.units[unit].vlan(vlan).zone in zones


def _merged(blocks: Iterator[Block]) -> Sequence[Block]:
    found: list[Block] = []
    for version, first, last in sorted(blocks):
        if found and found[-1][0] == version and first <= found[-1][2] + 1:
            found[-1] = (version, found[-1][1], max(last, found[-1][2]))
        else:
            found.append((version, first, last))
    return found


def serves(network: Network, names: Sequence[str], packet: Packet) -> bool:
    """Tell whether one of the named services holds a packet; no services hold every packet."""
    return not names or any(
        term.protocol in (Protocol.IP, packet.protocol)
        and (term.ports is None or term.ports.first <= packet.port <= term.ports.last)
        for name in names
        for term in network.policy.services[name].terms
    )


def packets_of(network: Network, names: Sequence[str], version: int, *, every: bool) -> Iterator[Packet]:
    """Yield packets of the named services, one a term, or the first and last of each with ``every``.

    No services are all: one packet of each protocol stands for them.
    """
    ping = Protocol.ICMP if version == 4 else Protocol.ICMPV6
    if not names:
        yield from (Packet(Protocol.TCP, 80), Packet(Protocol.UDP, 53), Packet(ping))
    for name in names:
        for term in network.policy.services[name].terms:
            if term.protocol in (Protocol.TCP, Protocol.UDP):
                ports = term.ports
                first, last = (80, 80) if ports is None else (ports.first, ports.last)
                yield from (Packet(term.protocol, port) for port in sorted({first, last} if every else {first}))
            elif term.protocol is ping:
                yield Packet(ping)
