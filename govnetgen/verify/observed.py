"""``Observed``: what the texts of all devices say, beside the network that they are for."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from govnetgen.model.address import Address
from govnetgen.model.addressplan import AddressPlan
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.interface import Interface
from govnetgen.model.network import Device, External, Link, LinkEnd, LinkKind, Network, Role
from govnetgen.verify.cable import Attached, Cable, End, subinterfaces
from govnetgen.verify.segment import Segments


class Observed:
    """A network, the numbers given out in it, and the meaning of every device's text.

    Where cables are plugged comes from the plan: that is a fact of the world, which the texts must agree with.
    """

    def __init__(self, network: Network, plan: AddressPlan, devices: Mapping[str, DeviceConfig]) -> None:
        self.network = network
        self.plan = plan
        self.devices = devices

    @cached_property
    def interfaces(self) -> Mapping[str, Mapping[str, Interface]]:
        """Every interface, by device and name."""
        return {
            name: {interface.name: interface for interface in device.interfaces}
            for name, device in self.devices.items()
        }

    def interface(self, device: str, name: str) -> Interface | None:
        """Return an interface, or None where the text has none of that name."""
        return self.interfaces.get(device, {}).get(name)

    @cached_property
    def subinterfaces(self) -> Mapping[tuple[str, str], tuple[Interface, ...]]:
        """The subinterfaces of each interface that has any, by device and name."""
        return subinterfaces(self.interfaces)

    @cached_property
    def segments(self) -> Segments:
        """Which interfaces hear each other."""
        return Segments(self.interfaces, self.subinterfaces, self.cables)

    def everything(self) -> Iterator[Attached]:
        """Yield every interface of every device."""
        for name, device in self.devices.items():
            for interface in device.interfaces:
                yield Attached(name, interface)

    @cached_property
    def cables(self) -> tuple[Cable, ...]:
        """All links whose devices have a text, as they are plugged."""
        found = []
        for link in self.network.links.values():
            if all(end.device in self.devices for end in link.ends()):
                far = None if link.far is None else self._end(link, link.far)
                found.append(Cable(link, self._end(link, link.near), far))
        return tuple(found)

    def _end(self, link: Link, end: LinkEnd) -> End:
        key = (link.name, end.device)
        ports = self.plan.ports.get(key, end.ports)
        lag = self.plan.lags.get(key)
        if lag is not None:
            return End(end.device, f"lag-{lag}", ports)
        return End(end.device, ports[0] if ports else "", ports)

    @cached_property
    def cables_of(self) -> Mapping[str, tuple[Cable, ...]]:
        """The cables at each device."""
        found: dict[str, list[Cable]] = {}
        for cable in self.cables:
            for end in cable.ends:
                found.setdefault(end.device, []).append(cable)
        return {name: tuple(cables) for name, cables in found.items()}

    @cached_property
    def externals(self) -> tuple[tuple[Cable, External], ...]:
        """The cables that leave the network, and to whom."""
        return tuple((one, one.link.external) for one in self.cables if one.link.external is not None)

    @cached_property
    def owners(self) -> Mapping[tuple[str | None, Address], Attached]:
        """The interface that has an address, by table and address; virtual addresses are not among them."""
        return {
            (attached.interface.vrf, one.address): attached
            for attached in self.everything()
            for one in attached.interface.addresses
        }

    @cached_property
    def addresses(self) -> frozenset[Address]:
        """Every address of every device, virtual ones too, in whichever table."""
        virtual = (address for one in self.everything() for group in one.interface.vrrp for address in group.addresses)
        return frozenset((*(address for _, address in self.owners), *virtual))

    def beyond(self, cable: Cable) -> tuple[Address, ...]:
        """Return the addresses of the far side of a cable that leaves the network: stated, else those after ours."""
        external = cable.link.external
        if external is None:
            return ()
        if external.peers:
            return external.peers
        prefixes = self.plan.links.get((cable.link.name, external.vpn or ""), ())
        return tuple(
            address
            for prefix in prefixes
            for offset in ((0, 1) if prefix.size == 2 else (1, 2))
            if (address := prefix.host(offset)) not in self.addresses
        )

    def device(self, name: str) -> Device:
        """Return what the inventory says of a device."""
        return self.network.devices[name]

    @cached_property
    def internet_zones(self) -> frozenset[str]:
        """The zones that the Internet is in: those of the external links of exits, and of default routes out."""
        return frozenset(
            external.zone
            for cable, external in self.externals
            if self.device(cable.near.device).role is Role.EXIT
            or (external.default_route and self.device(cable.near.device).role is not Role.BOUNDARY)
        )

    def carries(self, cable: Cable) -> bool:
        """Tell whether a cable carries traffic of users: it is plugged between ports that are on, and no heartbeat."""
        if cable.link.kind is LinkKind.HEARTBEAT:
            return False
        ends = [self.interface(end.device, end.interface) for end in cable.ends]
        return all(one is not None and one.enabled for one in ends)
