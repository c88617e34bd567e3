"""DHCP pools; relays are read with their interfaces."""

from govnetgen.configtree import Cursor
from govnetgen.configtree.values import IPV4, MASK_OR_LENGTH, NAME
from govnetgen.model.address import Address, AddressRange
from govnetgen.model.device.dhcp import Dhcp, DhcpPool
from govnetgen.platforms.huawei_vrp.read.patterns import subnet

_GATEWAY = rf"gateway-list ({IPV4})"
_NETWORK = rf"network ({IPV4}) mask ({MASK_OR_LENGTH})"


def read_dhcp(cursor: Cursor) -> Dhcp | None:
    """Return the DHCP server; ``dhcp enable`` alone says nothing that its users do not say."""
    cursor.ignore("dhcp enable")
    found = tuple(pool for match, body in cursor.each(rf"ip pool ({NAME})") if (pool := _pool(match[1], body)))
    return Dhcp(pools=found) if found else None


def _pool(name: str, body: Cursor) -> DhcpPool | None:
    trial = Cursor(tuple(body.unread()))
    if not (trial.has(_GATEWAY) and trial.has(_NETWORK)):
        return None
    gateway, network, vrf = body.last(_GATEWAY), body.last(_NETWORK), body.last(rf"vpn-instance ({NAME})")
    assert gateway is not None
    assert network is not None
    return DhcpPool(
        name=name,
        network=subnet(network[1], network[2]),
        gateway=Address.parse(gateway[1]),
        dns_servers=tuple(
            Address.parse(one) for match, _ in body.each(rf"dns-list ({IPV4}(?: {IPV4})*)") for one in match[1].split()
        ),
        excluded=tuple(
            AddressRange(Address.parse(match[1]), Address.parse(match[2] or match[1]))
            for match, _ in body.each(rf"excluded-ip-address ({IPV4})(?: ({IPV4}))?")
        ),
        vrf=vrf[1] if vrf else None,
    )
