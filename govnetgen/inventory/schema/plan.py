"""``plan.yaml``: pools of addresses and numbers."""

from typing import Annotated

from pydantic import Field

from govnetgen.inventory.schema.fields import Model, Name, NumbersText, PoolEachText, PrefixText
from govnetgen.model.address import NumberRange
from govnetgen.model.network import AddressClass


class PoolEntry(Model):
    """A block to give addresses out of: divided along the hierarchy, or one prefix for each of something."""

    prefix: PrefixText = Field(description="the whole block")
    address_class: AddressClass | None = Field(
        None, alias="class", strict=False, description="who the block belongs to; for divided pools"
    )
    zones: list[Name] = Field(
        default_factory=list, description="security zones whose VLANs it serves; for divided pools"
    )
    divide: list[Name] = Field(
        default_factory=list, description="levels it is divided along: tiers of sites, then unit, then vlan"
    )
    each: PoolEachText | None = Field(
        None,
        description="instead: one prefix for each routing device, routed link, VPN on a routed link, or external link "
        "without addresses; or, with site:TIER, a block delegated to each site of a tier",
    )
    length: Annotated[int, Field(ge=1, le=128)] | None = Field(
        None,
        description="length of each prefix; default 32 (128) for nodes, 31 (127) for links, 30 (127) for external ones",
    )


class PlanFile(Model):
    """Pools of addresses and numbers."""

    pools: dict[Name, PoolEntry] = Field(description="pools, by name")
    headroom: int = Field(1, ge=0, le=8, description="spare bits at every level of a divided IPv4 pool")
    vlan_ids: NumbersText = Field(NumberRange(100, 2999), description="numbers for VLANs")
    vpn_numbers: NumbersText = Field(
        NumberRange(3001, 3999), description="numbers for VPNs; they are also their 802.1Q tags on routed links"
    )
