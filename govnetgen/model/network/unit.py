"""Units and the VPNs of their lines of business."""

from dataclasses import dataclass, field
from enum import StrEnum

from govnetgen.diagnostics import Location
from govnetgen.model.address import Address, Prefix


class AccessClass(StrEnum):
    """How a unit uses the extranet (DB34/T 3607-2020): public zone, dedicated zone, and whose Internet exit."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitVlan:
    """A VLAN of a unit. ``hosts`` sizes its subnet. ``vpn`` puts it into that VPN's VRF."""

    name: str
    zone: str
    hosts: int
    title: str = ""
    vpn: str | None = None
    number: int | None = None
    dhcp: bool = False
    dhcp_relay: tuple[Address, ...] = ()
    fixed: tuple[Prefix, ...] = ()
    fixed_gateways: tuple[Address, ...] = ()
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A department or other body that the network connects. ``attach`` names the devices that it connects to.

    ``gateways``: the devices that hold its VLANs' gateways; ``switches``: its own layer-2 devices.
    """

    name: str
    title: str
    site: str
    access_class: AccessClass
    title_en: str = ""
    kind: str = ""
    medium: str = "dark_fiber"
    attach: tuple[str, ...] = ()
    gateways: tuple[str, ...] = ()
    switches: tuple[str, ...] = ()
    vlans: tuple[UnitVlan, ...] = ()
    location: Location = field(compare=False)

    def vlan(self, name: str) -> UnitVlan:
        """Return a VLAN by name; raises KeyError."""
        for one in self.vlans:
            if one.name == name:
                return one
        raise KeyError(name)


class Topology(StrEnum):
    """Who may talk in a VPN: everyone, or spokes with hubs only."""

    MESH = "mesh"
    HUB_AND_SPOKE = "hub_and_spoke"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vpn:
    """A VPN of a line of business. ``hubs`` are units. ``imports`` are other VPNs whose routes it takes in."""

    name: str
    title: str
    owner: str
    topology: Topology = Topology.MESH
    hubs: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()
    number: int | None = None
    location: Location = field(compare=False)
