"""``policy.yaml``: security zones, who may reach what, NAT and tunnels."""

from typing import Annotated, Literal

from pydantic import Field, RootModel

from govnetgen.inventory.schema.fields import (
    AddressText,
    HostText,
    InsideText,
    Model,
    Name,
    PrefixText,
    RangeText,
    SecretText,
    ServiceText,
)
from govnetgen.model.device.ipsec import Encryption, Integrity


class ZoneEntry(Model):
    """A security zone."""

    trust: int = Field(ge=1, le=100, description="1 to 100, higher is more trusted")
    title: str = Field("", description="name as people say it")
    backbone: bool = Field(False, description="true for the one zone that routed links lie in")


class AddressSetEntry(Model):
    """A named set of addresses: all that is listed, together."""

    prefixes: list[PrefixText] = Field(default_factory=list, description="prefixes")
    ranges: list[RangeText] = Field(default_factory=list, description="ranges of addresses")
    pools: list[Name] = Field(default_factory=list, description="whole pools of the plan")
    units: list[Name] = Field(default_factory=list, description="all VLANs of units")
    zones: list[Name] = Field(default_factory=list, description="VLANs of zones; with units, of those only")
    hosts: list[HostText] = Field(default_factory=list, description="single hosts")
    own: bool = Field(False, description="the VLANs of the unit whose gateway the rule is on")


class ServiceEntry(RootModel[list[ServiceText]]):
    """Protocols and ports."""


class PlacedEntry(Model):
    """Something on firewalls. A firewall that is not named has it when its role is; without ``at``, all have it."""

    name: Name = Field(description="unlike any other in its list")
    at: list[Name] = Field(default_factory=list, description="roles (exit, boundary, gateway) or devices")


class RuleEntry(PlacedEntry):
    """A rule. The first that matches wins; what no rule permits is denied. A list left out means any."""

    from_zones: list[Name] = Field(default_factory=list, alias="from", description="zones that traffic comes from")
    to_zones: list[Name] = Field(default_factory=list, alias="to", description="zones that traffic goes to")
    sources: list[Name] = Field(default_factory=list, description="address sets")
    destinations: list[Name] = Field(default_factory=list, description="address sets")
    services: list[Name] = Field(default_factory=list, description="services")
    action: Literal["permit", "deny"] = Field(description="what happens")
    log: bool = Field(True, description="write a log entry")
    description: str | None = Field(None, description="why")


class SourceNatEntry(PlacedEntry):
    """Many inside hosts are seen as few addresses."""

    from_zones: list[Name] = Field(default_factory=list, alias="from", description="zones that traffic comes from")
    to_zones: list[Name] = Field(default_factory=list, alias="to", description="zones that traffic goes to")
    sources: list[Name] = Field(default_factory=list, description="address sets")
    destinations: list[Name] = Field(default_factory=list, description="address sets")
    addresses: RangeText | None = Field(None, description="what they are seen as; the outgoing interface's otherwise")
    exempt: bool = Field(False, description="this traffic is not translated")


class StaticNatEntry(PlacedEntry):
    """A host or prefix is seen as another of the same size, both ways."""

    zone: Name = Field(description="where it is seen so")
    outside: PrefixText = Field(description="what it is seen as")
    inside: InsideText = Field(description="what it is: a prefix, an address, unit/vlan, or unit/vlan/N")


class PublishedEntry(PlacedEntry):
    """A service of an inside host that is reached at an outside address."""

    zone: Name = Field(description="from where")
    outside: AddressText = Field(description="the address that is reached")
    service: ServiceText = Field(description="the port that is reached, as tcp/443")
    inside: HostText = Field(description="the host that answers")
    inside_port: int | None = Field(None, ge=1, le=65535, description="the port it answers on; the same otherwise")


class NatEntry(Model):
    """Translation of addresses."""

    source: list[SourceNatEntry] = Field(default_factory=list, description="many to few")
    static: list[StaticNatEntry] = Field(default_factory=list, description="one to one")
    published: list[PublishedEntry] = Field(default_factory=list, description="single services")


class SelectorEntry(Model):
    """Traffic that a tunnel protects."""

    local: PrefixText = Field(description="ours")
    remote: PrefixText = Field(description="theirs")


class TunnelEntry(Model):
    """An IPsec tunnel, IKEv2 with a shared secret."""

    name: Name = Field(description="unlike any other on the device")
    interface: Annotated[str, Field(min_length=1)] = Field(description="the interface that it leaves by, as 10ge-0/1")
    peer: AddressText = Field(description="the far end")
    secret: SecretText = Field(description="shared with the far end")
    encryption: Encryption = Field(Encryption.AES256, strict=False, description="cipher")
    integrity: Integrity = Field(Integrity.SHA256, strict=False, description="digest")
    dh_group: int = Field(14, ge=14, le=31, description="Diffie-Hellman group, by its IANA number")
    selectors: list[SelectorEntry] = Field(min_length=1, description="what it protects")


class TunnelsEntry(RootModel[list[TunnelEntry]]):
    """The tunnels of a device."""


class PolicyFile(Model):
    """Security zones, who may reach what, NAT and tunnels."""

    zones: dict[Name, ZoneEntry] = Field(description="security zones, by name")
    addresses: dict[Name, AddressSetEntry] = Field(default_factory=dict, description="sets of addresses, by name")
    services: dict[Name, ServiceEntry] = Field(
        default_factory=dict, description="services by name, as web: [tcp/80, tcp/443]"
    )
    rules: list[RuleEntry] = Field(default_factory=list, description="in order")
    nat: NatEntry = Field(default_factory=NatEntry, description="translation of addresses")
    tunnels: dict[Name, TunnelsEntry] = Field(default_factory=dict, description="IPsec tunnels, by device")
