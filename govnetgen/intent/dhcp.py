"""DHCP pools for unit VLANs; two gateways share a subnet by halves, so that neither hands out the other's."""

from govnetgen.intent.scope import Gateway, Scope
from govnetgen.model.address import Address, AddressRange, Prefix
from govnetgen.model.device.dhcp import Dhcp, DhcpPool

# The first addresses of a subnet belong to gateways, printers and other fixed hosts.
RESERVED = 10


def build(scope: Scope) -> Dhcp | None:
    """Return the DHCP server of the VLANs that want one."""
    pools = [
        DhcpPool(
            name=f"{gateway.unit.name}-{gateway.vlan.name}" + (f"-{extra}" if extra else ""),
            network=subnet,
            gateway=gateway.virtual(subnet),
            dns_servers=(),
            excluded=_excluded(gateway, subnet),
            vrf=gateway.vlan.vpn,
        )
        for gateway in scope.gateways
        if gateway.vlan.dhcp
        for extra, subnet in enumerate(one for one in gateway.subnets if one.version == 4)
    ]
    return Dhcp(pools=tuple(pools)) if pools else None


def _excluded(gateway: Gateway, subnet: Prefix) -> tuple[AddressRange, ...]:
    first, last = 1, subnet.size - 2
    reserved = min(RESERVED, max(gateway.of + 1, (last - first) // 4))
    start, end = first + reserved, last
    share = (end - start + 1) // gateway.of
    own_first = start + gateway.rank * share
    own_last = end if gateway.rank == gateway.of - 1 else own_first + share - 1
    outside = ((first, own_first - 1), (own_last + 1, last))
    return tuple(_range(subnet, low, high) for low, high in outside if low <= high)


def _range(subnet: Prefix, low: int, high: int) -> AddressRange:
    return AddressRange(Address(4, subnet.value + low), Address(4, subnet.value + high))
