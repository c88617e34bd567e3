"""Interfaces: ports, aggregates, VLAN interfaces, loopbacks and subinterfaces, with all that hangs on them."""

from dataclasses import dataclass
from enum import StrEnum

from govnetgen.model.address import Address, InterfaceAddress, NumberRange
from govnetgen.model.device.acl import AclBinding
from govnetgen.model.device.isis import InterfaceIsis
from govnetgen.model.device.ospf import InterfaceOspf
from govnetgen.model.device.spanning_tree import PortSpanningTree
from govnetgen.model.device.vrrp import VrrpGroup


class ManagementService(StrEnum):
    """A service of the device itself that an interface of a firewall may accept."""

    PING = "ping"
    SSH = "ssh"
    SNMP = "snmp"
    NETCONF = "netconf"
    HTTPS = "https"


class UrpfMode(StrEnum):
    """Reverse path check of sources (RFC 3704)."""

    STRICT = "strict"
    LOOSE = "loose"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessPort:
    """A port in one VLAN, untagged."""

    vlan: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrunkPort:
    """A port that carries exactly these VLANs tagged, and ``native`` (if any, one of them) untagged.

    VLAN 1 is carried only where it is listed.
    """

    vlans: tuple[NumberRange, ...]
    native: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LagMember:
    """Membership in the aggregate ``lag-NUMBER``; ``lacp`` repeats the aggregate's own."""

    number: int
    lacp: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregate:
    """What makes ``lag-N`` an aggregate (IEEE 802.1AX)."""

    lacp: bool = True
    min_links: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Interface:
    """One interface, by its neutral name.

    ``switchport`` None makes a port or aggregate routed. ``addresses``: the first IPv4 address is the primary one,
    further ones are secondary. ``vlan`` is the 802.1Q tag of a subinterface. An aggregate's members carry nothing but
    a description, ``enabled`` and ``lag``.
    """

    name: str
    description: str | None = None
    enabled: bool = True
    mtu: int | None = None
    vrf: str | None = None
    addresses: tuple[InterfaceAddress, ...] = ()
    switchport: AccessPort | TrunkPort | None = None
    lag: LagMember | None = None
    aggregate: Aggregate | None = None
    vlan: int | None = None
    spanning_tree: PortSpanningTree | None = None
    ospf: tuple[InterfaceOspf, ...] = ()
    isis: InterfaceIsis | None = None
    mpls: bool = False
    vrrp: tuple[VrrpGroup, ...] = ()
    dhcp_relay: tuple[Address, ...] = ()
    dhcp_server: bool = False
    acls: tuple[AclBinding, ...] = ()
    urpf: UrpfMode | None = None
    management: tuple[ManagementService, ...] = ()

    @property
    def ipv4(self) -> tuple[InterfaceAddress, ...]:
        """The IPv4 addresses, primary first."""
        return tuple(one for one in self.addresses if one.version == 4)

    @property
    def ipv6(self) -> tuple[InterfaceAddress, ...]:
        """The IPv6 addresses."""
        return tuple(one for one in self.addresses if one.version == 6)
