"""``AddressPlan``: every number that was given out, by the stable name of what it was given to."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from govnetgen.model.address import Address, InterfaceAddress, Prefix


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolUse:
    """How full a pool is: ``given`` addresses are in blocks given to subnets, ``blocked`` in the hierarchy's blocks."""

    pool: str
    prefix: Prefix
    given: int
    blocked: int

    @property
    def utilisation(self) -> float:
        """Addresses given to subnets, as a share of the pool, 0 to 1."""
        return self.given / self.prefix.size


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block of the hierarchy: one summary route. ``owner`` is ``site:NAME`` or ``unit:NAME``; it may have several."""

    pool: str
    owner: str
    prefix: Prefix


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressPlan:
    """What was given out.

    ``subnets``: (unit, VLAN) to its prefixes, IPv4 first. ``loopbacks``: device to addresses, IPv4 first. ``links``:
    (link, VPN or ``""``) to prefixes; the near end takes the lower address, also of links to other networks.
    ``delegated``: (pool, site) to the block that whoever runs the site divides. ``management``: layer-2 device to its
    addresses in its unit's management VLAN. ``vlan_ids``: (unit, VLAN) to number. ``vpn_numbers``: VPN to number, which
    serves as its 802.1Q tag on routed links, its OSPF process and, behind the ASN, its RD and RT.
    ``ports``: (link, device) to its ports, more than one make the aggregate in ``lags``; also (``unit/vlan``, gateway)
    to the edge ports of a unit without switches. ``areas``: site with aggregation devices to OSPF area. ``blocks``: the
    hierarchy's.
    """

    subnets: Mapping[tuple[str, str], tuple[Prefix, ...]] = field(default_factory=dict)
    loopbacks: Mapping[str, tuple[Address, ...]] = field(default_factory=dict)
    links: Mapping[tuple[str, str], tuple[Prefix, ...]] = field(default_factory=dict)
    vlan_ids: Mapping[tuple[str, str], int] = field(default_factory=dict)
    vpn_numbers: Mapping[str, int] = field(default_factory=dict)
    ports: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    lags: Mapping[tuple[str, str], int] = field(default_factory=dict)
    management: Mapping[str, tuple[InterfaceAddress, ...]] = field(default_factory=dict)
    areas: Mapping[str, int] = field(default_factory=dict)
    delegated: Mapping[tuple[str, str], Prefix] = field(default_factory=dict)
    blocks: tuple[Block, ...] = ()
    use: tuple[PoolUse, ...] = ()

    def reached_at(self, device: str) -> Address | None:
        """Return the address at which a device is managed: in its unit's management VLAN, else its loopback."""
        managed = (one.address for one in self.management.get(device, ()))
        return next(iter((*managed, *self.loopbacks.get(device, ()))), None)
