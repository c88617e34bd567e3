"""DHCP server pools and relay (RFC 2131)."""

from dataclasses import dataclass

from govnetgen.model.address import Address, AddressRange, Prefix


@dataclass(frozen=True, slots=True, kw_only=True)
class DhcpPool:
    """Addresses that the device hands out on the interface that lies in ``network``."""

    name: str
    network: Prefix
    gateway: Address
    dns_servers: tuple[Address, ...] = ()
    excluded: tuple[AddressRange, ...] = ()
    vrf: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dhcp:
    """The DHCP server."""

    pools: tuple[DhcpPool, ...] = ()
