"""``vpns.yaml``: VPNs of lines of business."""

from pydantic import Field

from govnetgen.inventory.schema.fields import Model, Name
from govnetgen.model.network import Topology


class VpnEntry(Model):
    """A VPN. Its members are the units that have a VLAN in it."""

    title: str = Field("", description="name as people say it")
    owner: str = Field(description="the department that answers for it")
    topology: Topology = Field(Topology.MESH, strict=False, description="who may talk; hub_and_spoke needs MPLS")
    hubs: list[Name] = Field(default_factory=list, description="units that spokes talk with")
    imports: list[Name] = Field(default_factory=list, description="VPNs whose routes it takes, as they its; needs MPLS")
    number: int | None = Field(None, ge=1, le=4094, description="fixed number out of the plan's vpn_numbers")


class VpnsFile(Model):
    """VPNs of lines of business."""

    vpns: dict[Name, VpnEntry] = Field(description="VPNs, by name")
