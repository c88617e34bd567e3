"""The IP plan as written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from govnetgen.diagnostics import Location
from govnetgen.model.address import NumberRange, Prefix

VLAN_IDS = NumberRange(100, 2999)
VPN_NUMBERS = NumberRange(3001, 3999)


class AddressClass(StrEnum):
    """Who a block belongs to and where it may appear (地方电子政务外网技术参考手册 2.4)."""

    NATIONAL_COMMON = "national_common"
    LOCAL_COMMON = "local_common"
    DEPARTMENT = "department"
    INTERNET_REGISTERED = "internet_registered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """A block to give addresses out of.

    ``divide``: the levels it is divided along, tiers of sites first, then ``unit``, then ``vlan``. ``each``: instead,
    one prefix of ``length`` for each ``node`` (device that routes), ``link`` (routed), ``vpn_link`` (VPN on a link),
    ``external`` (link to another network that has no addresses of its own), or ``site:TIER``: a block delegated to
    whoever runs that site, who divides it in a plan of his own. ``zones``: whose VLANs it serves (for divided pools).
    """

    name: str
    prefix: Prefix
    address_class: AddressClass | None = None
    zones: tuple[str, ...] = ()
    divide: tuple[str, ...] = ()
    each: str | None = None
    length: int | None = None
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The IP plan as written. ``headroom`` is the number of spare bits at every level of a divided IPv4 pool."""

    pools: Mapping[str, Pool]
    headroom: int = 1
    vlan_ids: NumberRange = VLAN_IDS
    vpn_numbers: NumberRange = VPN_NUMBERS
