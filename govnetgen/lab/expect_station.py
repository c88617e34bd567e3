"""Where packets of a test come from and go to: the hosts of a lab, and its devices' own addresses."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from govnetgen.lab.topology import LabHost
from govnetgen.model.address import BITS, Address, InterfaceAddress
from govnetgen.model.addressplan import AddressPlan
from govnetgen.model.network import Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """A namespace of the lab that packets are sent from and seen in.

    ``node`` is the lab's name for it. A unit's host has ``unit``, ``vlan`` and ``zone``, and ``vpn`` if it is in one;
    one of a network outside has ``external``; a device has ``device`` and its loopback addresses.
    """

    name: str
    node: str
    addresses: tuple[InterfaceAddress, ...]
    gateways: tuple[Address, ...] = ()
    zone: str = ""
    unit: str = ""
    vlan: str = ""
    vpn: str = ""
    external: str = ""
    device: str = ""
    attached: str = ""

    def first(self, version: int) -> "Spot | None":
        """Return the station at its first address of an IP version."""
        return next((Spot(self, one.address) for one in self.addresses if one.version == version), None)

    def spots(self, version: int) -> "Iterator[Spot]":
        """Yield the station at each of its addresses of an IP version."""
        return (Spot(self, one.address) for one in self.addresses if one.version == version)


@dataclass(frozen=True, slots=True)
class Spot:
    """A station at one of its addresses."""

    station: Station
    address: Address

    def __str__(self) -> str:
        return f"{self.station.name} {self.address}"


def host_stations(hosts: Iterable[LabHost]) -> tuple[Station, ...]:
    """Return the stations that hosts are, by name."""
    found = (
        Station(
            name=f"{one.unit}/{one.vlan}" if one.unit else one.external or one.name,
            node=one.name,
            addresses=one.addresses,
            gateways=one.gateways,
            zone=one.zone,
            unit=one.unit,
            vlan=one.vlan,
            vpn=one.vpn or "",
            external=one.external,
            attached=one.node,
        )
        for one in hosts
    )
    return tuple(sorted(found, key=lambda one: (one.name, one.node)))


def device_stations(network: Network, plan: AddressPlan, nodes: Iterable[str]) -> tuple[Station, ...]:
    """Return the devices of a lab as stations: at their loopbacks, or in the management VLAN of their unit."""
    found = (_device(network, plan, name) for name in sorted(nodes) if name in network.devices)
    return tuple(one for one in found if one.addresses)


def _device(network: Network, plan: AddressPlan, name: str) -> Station:
    loopbacks = tuple(InterfaceAddress.of(one, BITS[one.version]) for one in plan.loopbacks.get(name, ()))
    addresses = plan.management.get(name, ())
    if loopbacks or not addresses:
        return Station(name=name, node=name, device=name, addresses=loopbacks)
    unit, vlan = next(
        key for key, subnets in plan.subnets.items() if any(one.contains(addresses[0]) for one in subnets)
    )
    zone = network.units[unit].vlan(vlan).zone
    return Station(name=name, node=name, device=name, addresses=addresses, unit=unit, vlan=vlan, zone=zone)
