"""``links.yaml``: what is connected to what."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from govnetgen.inventory.schema.fields import (
    AddressText,
    AsNumber,
    BlockText,
    EachText,
    EndText,
    InterfaceText,
    Model,
    Name,
    PatternName,
    PrefixText,
    SecretText,
    SpeedText,
)
from govnetgen.model.network import LinkKind


class Medium(StrEnum):
    """What a link runs over."""

    DARK_FIBER = "dark_fiber"
    SDH = "sdh"
    MSTP = "mstp"
    ETHERNET = "ethernet"
    PON = "pon"
    VPDN = "vpdn"
    IPSEC_INTERNET = "ipsec_internet"
    SSL_VPN = "ssl_vpn"
    WIRED = "wired"
    TELECOM = "telecom"


class ExternalEntry(Model):
    """The far side of a link that leads out of this network."""

    name: PatternName = Field(description="who it is, as isp")
    zone: Name = Field(description="security zone of the link")
    addresses: list[InterfaceText] = Field(
        default_factory=list, description="ours on the link; the pool with each: external gives one otherwise"
    )
    peers: list[AddressText] = Field(
        default_factory=list, description="theirs on the link; the next address of the pool's otherwise"
    )
    asn: AsNumber | Literal["{asn}"] | None = Field(
        None, description='their AS number; makes it eBGP; "{asn}" in a pattern is that of the site'
    )
    vpn: Name | None = Field(None, description="the VPN that the link is in, at a core or aggregation device")
    secret: SecretText | None = Field(None, description="authenticates BGP")
    default_route: bool = Field(False, description="the way to everything that is not known")
    routes: list[PrefixText] = Field(default_factory=list, description="static routes to them")
    advertise: list[BlockText] = Field(
        default_factory=list, description="what goes out by BGP: prefixes, pools, or POOL/SITE for a delegated block"
    )
    accept: list[BlockText] = Field(default_factory=list, description="what comes in by BGP, in the same forms")
    seen_as: list[BlockText] = Field(
        default_factory=list,
        description="what all others see instead of routes, where the firewall at our end translates these",
    )
    vrrp: list[AddressText] = Field(default_factory=list, description="our virtual addresses on the link")


class LinkEntry(Model):
    """A link, or with ``each`` a pattern that makes many."""

    ends: list[EndText] = Field(min_length=1, max_length=2, description="devices, each with or without ports")
    name: PatternName | None = Field(
        None, description="otherwise the two names in order with -- between; a second link of the same two needs one"
    )
    kind: LinkKind | None = Field(
        None, strict=False, description="otherwise routed; trunk where an end is an access switch; external where given"
    )
    external: ExternalEntry | None = Field(None, description="the far side, of a link with one end")
    count: int | None = Field(None, ge=1, le=16, description="parallel lines; more than one make an aggregate")
    speed: SpeedText | None = Field(None, description="of each line; default 10G")
    medium: Medium | None = Field(None, strict=False, description="default dark_fiber, or the unit's for each: unit")
    mtu: int | None = Field(None, ge=1280, le=9216, description="largest IP packet, in bytes")
    fixed: list[PrefixText] = Field(default_factory=list, description="pinned prefixes")
    each: EachText | None = Field(
        None,
        description="make one for each unit, unit:KIND,KIND or site:TIER; {attach} makes one for each device that "
        "the unit attaches to, {attach1} and {attach2} are the first and the second",
    )
    where: dict[Name, str] = Field(default_factory=dict, description="only those with these values")


class LinksFile(Model):
    """What is connected to what."""

    links: list[LinkEntry] = Field(description="links")
