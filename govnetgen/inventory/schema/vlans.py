"""``vlans.yaml``: kinds of VLANs that units have."""

from pydantic import Field

from govnetgen.inventory.schema.fields import AddressText, Model, Name, VlanId


class VlanEntry(Model):
    """A kind of VLAN. A unit's VLAN of this name takes what the unit does not say from here."""

    zone: Name = Field(description="security zone")
    title: str = Field("", description="name as people say it")
    vpn: Name | None = Field(None, description="the VPN that it is in")
    id: VlanId | None = Field(None, description="fixed VLAN number, 2 to 4094")
    hosts: int | None = Field(
        None, ge=1, le=16777214, description="hosts to make room for, where the unit does not say"
    )
    dhcp: bool = Field(False, description="the gateway gives out addresses")
    dhcp_relay: list[AddressText] = Field(default_factory=list, description="DHCP servers that requests go to")


class VlansFile(Model):
    """Kinds of VLANs that units have."""

    vlans: dict[Name, VlanEntry] = Field(description="VLANs, by name")
