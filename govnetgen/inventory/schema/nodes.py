"""``nodes.yaml``: sites, profiles and devices."""

from pydantic import Field

from govnetgen.inventory.schema.fields import AddressText, AsNumber, EachText, Model, Name, PatternName, PrefixText
from govnetgen.model.network import Role


class SiteEntry(Model):
    """A node of the hierarchy: a place, or a level of government."""

    tier: Name = Field(description="its level, one of the network's tiers")
    title: str = Field("", description="name as people say it")
    parent: Name | None = Field(None, description="the site above; only sites of the first tier have none")
    region: str | None = Field(None, description="code of GB/T 2260, in quotes")
    kind: str = Field("", description="any word that patterns pick sites by")
    operator: str | None = Field(None, description="who runs it; the same as the site above otherwise")
    asn: AsNumber | None = Field(None, description="AS number of the network below, where another operator runs that")
    fixed: list[PrefixText] = Field(default_factory=list, description="pinned blocks that are delegated to it")


class FixedEntry(Model):
    """Addresses that are pinned instead of given out."""

    loopback: list[AddressText] = Field(default_factory=list, description="one IPv4, one IPv6, or both")


class ProfileEntry(Model):
    """What devices have in common. A device takes what it does not say itself from its profile."""

    profile: Name | None = Field(None, description="the profile that this one takes the rest from")
    role: Role | None = Field(None, strict=False, description="the device's part")
    platform: Name | None = Field(None, description="its configuration language")
    dialect: Name | None = Field(
        None, description="family or release of the platform; the platform's default otherwise"
    )
    hardware: Name | None = Field(None, description="its model, one of hardware.yaml")
    site: PatternName | None = Field(None, description="where it is")
    unit: PatternName | None = Field(None, description="the unit that it belongs to")
    pair: PatternName | None = Field(None, description="name of the redundant pair that it is one of")
    standby: bool | None = Field(None, description="true for the second of a pair")
    fixed: FixedEntry | None = Field(None, description="pinned addresses")
    area: int | None = Field(None, ge=0, le=4294967295, description="routing area, where it is not to be chosen")
    description: str | None = Field(None, description="what people should know about it")


class DeviceEntry(ProfileEntry):
    """A device, or with ``each`` a pattern that makes many."""

    each: EachText | None = Field(
        None,
        description="make one for each unit, unit:KIND,KIND or site:TIER,TIER; {unit}, {site}, {parent} are names",
    )
    where: dict[Name, str] = Field(
        default_factory=dict, description="only those with these values, as {medium: dark_fiber}"
    )


class NodesFile(Model):
    """Sites, profiles and devices.

    A device written out that has the name of one made by a pattern refines it: what it says wins.
    """

    sites: dict[Name, SiteEntry] = Field(description="sites, by name")
    profiles: dict[Name, ProfileEntry] = Field(default_factory=dict, description="profiles, by name")
    devices: dict[PatternName, DeviceEntry] = Field(description="devices, by name or pattern")
