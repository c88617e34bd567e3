"""DHCP pools, and which interfaces they serve."""

from collections.abc import Iterable

from govnetgen.configtree import Cursor, Line
from govnetgen.configtree.values import IPV4, MASK, NAME
from govnetgen.model.address import Address, AddressRange, InterfaceAddress, length_of_mask
from govnetgen.model.device.dhcp import Dhcp, DhcpPool
from govnetgen.model.device.interface import Interface


def read_dhcp(cursor: Cursor, relays: bool, rejected: list[Line]) -> Dhcp | None:
    """Read the pools; without any, the common command counts as a server's only where no interface relays."""
    excluded = [
        (match, AddressRange(Address.parse(match[1]), Address.parse(match[2] or match[1])))
        for match, _ in cursor.each(rf"ip dhcp excluded-address ({IPV4})(?: ({IPV4}))?")
    ]
    pools: list[DhcpPool] = []
    for match, body in cursor.each(rf"ip dhcp pool ({NAME})"):
        pool = _pool(match[1], body, [one for _, one in excluded])
        if pool is None:
            rejected.append(cursor.line(match))
        else:
            pools.append(pool)
    held = {one for pool in pools for one in pool.excluded}
    rejected += [cursor.line(match) for match, one in excluded if one not in held]
    on = cursor.has("service dhcp")
    return Dhcp(pools=tuple(pools)) if pools or (on and not relays) else None


def _pool(name: str, body: Cursor, excluded: Iterable[AddressRange]) -> DhcpPool | None:
    network = body.last(rf"network ({IPV4}) ({MASK})")
    gateway = body.last(rf"default-router ({IPV4})")
    dns = body.last(rf"dns-server ({IPV4}(?: {IPV4})*)")
    if network is None or gateway is None:
        return None
    prefix = InterfaceAddress.of(Address.parse(network[1]), length_of_mask(network[2])).prefix
    return DhcpPool(
        name=name,
        network=prefix,
        gateway=Address.parse(gateway[1]),
        dns_servers=tuple(map(Address.parse, dns[1].split())) if dns else (),
        excluded=tuple(one for one in excluded if prefix.contains(one.first)),
    )


def serves(dhcp: Dhcp | None, interface: Interface) -> bool:
    """Tell whether a pool hands out addresses on the interface: RGOS goes by the network alone."""
    if dhcp is None or interface.vrf is not None:
        return False
    return any(pool.network == one.prefix for pool in dhcp.pools for one in interface.ipv4)
