"""``units.yaml``, ``units.csv`` or ``units.xlsx``: departments and other bodies that are connected."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from govnetgen.inventory.schema.fields import AddressText, Model, Name, PrefixText, VlanId
from govnetgen.inventory.schema.links import Medium
from govnetgen.model.network import AccessClass


class UnitVlanEntry(Model):
    """A VLAN of a unit; what is left out comes from the kind of VLAN. A bare number is ``hosts``."""

    kind: Name | None = Field(None, description="kind of VLAN, one of vlans.yaml; its own name otherwise")
    hosts: int | None = Field(None, ge=1, le=16777214, description="hosts to make room for")
    zone: Name | None = Field(None, description="security zone")
    title: str | None = Field(None, description="name as people say it")
    id: VlanId | None = Field(None, description="fixed VLAN number, 2 to 4094")
    dhcp: bool | None = Field(None, description="the gateway gives out addresses")
    dhcp_relay: list[AddressText] | None = Field(None, description="DHCP servers that requests go to")
    fixed: list[PrefixText] = Field(default_factory=list, description="pinned prefixes")
    gateways: list[AddressText] = Field(default_factory=list, description="gateways inside the pinned prefixes")


def _bare_number(value: Any) -> Any:
    return {"hosts": value} if type(value) is int else value


class UnitEntry(Model):
    """A unit. In a table its name is a column too, and cells hold several values with ``;`` between them."""

    title: str = Field(description="name as people say it")
    title_en: str = Field("", description="in English")
    aliases: list[str] = Field(
        default_factory=list, description="other names that it goes by in what departments hand in"
    )
    site: Name = Field(description="where it is")
    kind: str = Field("", description="any word that patterns pick units by")
    attach: list[Name] = Field(default_factory=list, description="devices that it connects to")
    access_class: AccessClass = Field(
        alias="class", strict=False, description="how it uses the extranet, A to F (DB34/T 3607-2020)"
    )
    medium: Medium = Field(Medium.DARK_FIBER, strict=False, description="what its links run over")
    vlans: dict[
        Name, Annotated[UnitVlanEntry, BeforeValidator(_bare_number, json_schema_input_type=UnitVlanEntry | int)]
    ] = Field(
        default_factory=dict,
        description="VLANs, by name; in a table NAME:HOSTS, then @PREFIX to pin, #ID to fix the number",
    )
    notes: str = Field("", description="what people should know about it")


class UnitsFile(Model):
    """Departments and other bodies that are connected."""

    units: dict[Name, UnitEntry] = Field(description="units, by name")
