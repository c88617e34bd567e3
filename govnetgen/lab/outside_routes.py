"""What a far network has, and how it finds the way back."""

from collections.abc import Iterable, Iterator, Sequence

from govnetgen.lab.outside_border import Border
from govnetgen.model.address import Address, AddressRange, Prefix
from govnetgen.model.device.static_route import StaticRoute
from govnetgen.model.network import Device, Network

_STANDBY_DISTANCE = 200
_HOST_LENGTH = {4: 24, 6: 64}
_SHORTEST = {4: 28, 6: 126}
_DEFAULT = {4: Prefix(4, 0, 0), 6: Prefix(6, 0, 0)}
_INTERNET = tuple(
    Prefix.parse(text) for text in ("198.51.100.0/24", "192.0.2.0/24", "203.0.113.0/24", "198.19.255.0/24")
)
"""Where a host of the Internet may stand: documentation (RFC 5737), then benchmarking (RFC 2544)."""
_INTERNET6 = (Prefix.parse("2001:db8:ffff:ffff::/64"),)
_TRIES = 4096


def announced(borders: Sequence[Border]) -> tuple[Prefix, ...]:
    """Return what the far network tells us over BGP: all that we accept of it."""
    found = {prefix for one in borders if one.external.asn is not None for prefix in one.external.accept}
    return tuple(sorted(found))


def host_subnets(borders: Sequence[Border], taken: Sequence[Prefix]) -> tuple[Prefix, ...]:
    """Return a subnet an IP version in which the far network's host stands, clear of ``taken`` where there is room."""
    found = []
    for version in (4, 6):
        blocks = [one for border in borders for one in (*border.external.accept, *border.external.routes)]
        if any(border.external.default_route for border in borders):
            blocks += _INTERNET if version == 4 else _INTERNET6
        peers = any(peer.version == version for border in borders for peer in border.external.peers)
        usable = [one for one in dict.fromkeys(blocks) if one.version == version and one.length <= _SHORTEST[version]]
        if usable and peers:
            found.append(next(_clear(usable, taken), None) or _cut(usable[0], 0))
    return tuple(found)


def _clear(blocks: Iterable[Prefix], taken: Sequence[Prefix]) -> Iterator[Prefix]:
    for block in blocks:
        length = max(block.length, _HOST_LENGTH[block.version])
        step = 1 << ((32 if block.version == 4 else 128) - length)
        near = [one for one in taken if one.overlaps(block)]
        for position in range(min(block.size // step, _TRIES)):
            subnet = _cut(block, position)
            if not any(one.overlaps(subnet) for one in near):
                yield subnet
                break


def _cut(block: Prefix, position: int) -> Prefix:
    length = max(block.length, _HOST_LENGTH[block.version])
    step = 1 << ((32 if block.version == 4 else 128) - length)
    return Prefix(block.version, block.value + position * step, length)


def back_routes(network: Network, borders: Sequence[Border]) -> Iterator[StaticRoute]:
    """Yield the static routes of the far network: translated and told addresses, then all else, to our border.

    A pair's virtual address is the way where there is one, else the device that is not standby comes first.
    """
    for border in borders:
        if border.external.asn is not None:
            continue  # what is reachable, BGP tells
        for version, hop in _ways(border):
            distance = _STANDBY_DISTANCE if border.standby and not border.external.vrrp else None
            device = network.devices[border.link.near.device]
            told = [*border.external.advertise, _DEFAULT[version]]
            prefixes = [*_translated(network, device, border.external.zone), *told]
            for prefix in dict.fromkeys(prefixes):
                if prefix.version == version:
                    yield StaticRoute(prefix=prefix, next_hop=hop, distance=distance)


def translations(network: Network, borders: Sequence[Border]) -> Iterator[Prefix]:
    """Yield what our devices are seen as by a far network that learns no routes of us."""
    for border in borders:
        if border.external.asn is None:
            yield from _translated(network, network.devices[border.link.near.device], border.external.zone)


def _ways(border: Border) -> Iterator[tuple[int, Address]]:
    for version in (4, 6):
        virtual = [one for one in border.external.vrrp if one.version == version]
        own = [one.address for one in border.external.addresses if one.version == version]
        peers = [one for one in border.external.peers if one.version == version]
        if peers and (virtual or own):
            yield version, (virtual or own)[0]


def _translated(network: Network, device: Device, zone: str) -> Iterator[Prefix]:
    """Yield what a device of ours is seen as in a zone."""
    policy = network.policy
    for source in policy.source_nat:
        zones = not source.to_zones or zone in source.to_zones
        if zones and source.addresses is not None and _is_at(device, source.roles, source.devices):
            yield from _blocks(source.addresses)
    for static in policy.static_nat:
        if static.zone == zone and _is_at(device, static.roles, static.devices):
            yield static.outside
    for server in policy.published:
        if server.zone == zone and _is_at(device, server.roles, server.devices):
            yield Prefix(server.outside.version, server.outside.value, 32 if server.outside.version == 4 else 128)


def _is_at(device: Device, roles: Iterable[object], devices: Iterable[str]) -> bool:
    named_roles, named = tuple(roles), tuple(devices)
    anywhere = not named_roles and not named
    return device.is_firewall and (anywhere or device.role in named_roles or device.name in named)


def _blocks(span: AddressRange) -> Iterator[Prefix]:
    """Yield the fewest prefixes that make up a range."""
    bits = 32 if span.first.version == 4 else 128
    low, last = span.first.value, span.last.value
    while low <= last:
        size = (low & -low) or (1 << bits)
        while low + size - 1 > last:
            size //= 2
        yield Prefix(span.first.version, low, bits - (size.bit_length() - 1))
        low += size
