"""What one device sees of the network: its links, the units it serves, its VRFs, and the numbers given out for them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from govnetgen.model.address import Address, AddressRange, InterfaceAddress, Prefix
from govnetgen.model.addressplan import AddressPlan, Block
from govnetgen.model.gateway import gateway_addresses, ranked_gateways, virtual_gateway
from govnetgen.model.network import (
    Device,
    HostAddress,
    Link,
    LinkEnd,
    LinkKind,
    Network,
    Role,
    Unit,
    UnitVlan,
)
from govnetgen.model.settled import link_address, settled
from govnetgen.model.vpnreach import vpns_on_links, vrfs_on_devices

MANAGEMENT_ZONE = "management"
"""The zone whose VLANs hold the management addresses of layer-2 devices."""

BACKBONE = (Role.CORE, Role.AGGREGATION, Role.EXIT, Role.BOUNDARY)
"""The roles of the devices that all others hang on."""


class Index:
    """Look-ups over a whole network and its plan, made once and shared by the scopes of all devices."""

    def __init__(self, network: Network, plan: AddressPlan) -> None:
        self.network = network = settled(network, plan)
        self.plan = plan
        self.links_of: dict[str, list[Link]] = {name: [] for name in network.devices}
        for link in network.links.values():
            for end in link.ends():
                self.links_of[end.device].append(link)
        self.gateway_units: dict[str, list[Unit]] = {name: [] for name in network.devices}
        self.switch_units: dict[str, list[Unit]] = {name: [] for name in network.devices}
        for unit in network.units.values():
            for name in unit.gateways:
                self.gateway_units[name].append(unit)
            for name in unit.switches:
                self.switch_units[name].append(unit)
        self.link_vpns: Mapping[str, tuple[str, ...]] = vpns_on_links(network)
        self.device_vrfs: Mapping[str, tuple[str, ...]] = vrfs_on_devices(network)
        self.zone_of_vpn: dict[str, str] = {
            vlan.vpn: vlan.zone for unit in network.units.values() for vlan in unit.vlans if vlan.vpn
        }
        self.backbone = tuple(
            name for name, device in network.devices.items() if device.role in BACKBONE and name in plan.loopbacks
        )
        self.backbone_zone = next((zone.name for zone in network.policy.zones.values() if zone.backbone), "")
        self.site_blocks: dict[str, list[Block]] = {}
        for block in plan.blocks:
            kind, _, name = block.owner.partition(":")
            if kind == "site":
                self.site_blocks.setdefault(name, []).append(block)
        self.pools_of_table = self._pools_of_table()
        self.address_sets: dict[tuple[str, int | None], tuple[Prefix | AddressRange, ...]] = {}
        """Members of the sets that are the same on every device, once worked out."""

    def _pools_of_table(self) -> Mapping[str | None, frozenset[str]]:
        """Return the pools that serve the VLANs of the global table (None) and of each VPN."""
        zones: dict[str | None, set[str]] = {}
        for unit in self.network.units.values():
            for vlan in unit.vlans:
                zones.setdefault(vlan.vpn, set()).add(vlan.zone)
        pools = self.network.plan.pools.values()
        return {
            table: frozenset(pool.name for pool in pools if found.intersection(pool.zones))
            for table, found in zones.items()
        }

    def host(self, address: HostAddress) -> Address:
        """Return the IPv4 address of a host that the inventory names."""
        if address.address is not None:
            return address.address
        return self.plan.subnets[(address.unit, address.vlan)][0].host(address.host)


@dataclass(frozen=True, slots=True)
class Adjacency:
    """A link as one of its devices sees it: the interface it is on, and what is at the other end."""

    link: Link
    interface: str
    near: LinkEnd
    far: LinkEnd | None
    lower: bool
    """Whether this end takes the lower address of the link's prefixes."""


@dataclass(frozen=True, slots=True)
class Gateway:
    """A VLAN of a unit as its gateway sees it; ``rank`` 0 is the preferred one of ``of`` gateways."""

    device: str
    network: Network
    unit: Unit
    vlan: UnitVlan
    number: int
    subnets: tuple[Prefix, ...]
    rank: int
    of: int

    @property
    def interface(self) -> str:
        """The interface of the VLAN."""
        return f"vlan-{self.number}"

    def virtual(self, subnet: Prefix) -> Address:
        """The address that hosts use as their gateway."""
        return virtual_gateway(self.vlan, subnet)

    def own(self, subnet: Prefix) -> InterfaceAddress:
        """The device's own address in a subnet."""
        own = gateway_addresses(self.network, self.unit, self.vlan, subnet)[self.device]
        return InterfaceAddress.of(own, subnet.length)


class Scope:
    """One device in its network."""

    def __init__(self, index: Index, device: Device) -> None:
        self.index = index
        self.network = index.network
        self.plan = index.plan
        self.device = device

    @cached_property
    def adjacencies(self) -> tuple[Adjacency, ...]:
        """The device's links, each from its own end."""
        found = []
        for link in self.index.links_of[self.device.name]:
            near, far = link.near, link.far
            lower = near.device == self.device.name
            if not lower and far is not None:
                near, far = far, near
            key = (link.name, self.device.name)
            lag = self.plan.lags.get(key)
            interface = self.plan.ports[key][0] if lag is None else f"lag-{lag}"
            found.append(Adjacency(link, interface, near, far, lower))
        return tuple(found)

    def linked(self, *kinds: LinkKind) -> Iterator[Adjacency]:
        """Yield the adjacencies over links of some kinds."""
        return (one for one in self.adjacencies if one.link.kind in kinds)

    @cached_property
    def gateways(self) -> tuple[Gateway, ...]:
        """The VLANs that this device is a gateway of, in the order of their numbers."""
        found = []
        for unit in self.index.gateway_units[self.device.name]:
            rank = ranked_gateways(self.network, unit).index(self.device.name)
            for vlan in unit.vlans:
                key = (unit.name, vlan.name)
                if key in self.plan.subnets:
                    number, subnets = self.plan.vlan_ids[key], self.plan.subnets[key]
                    found.append(
                        Gateway(self.device.name, self.network, unit, vlan, number, subnets, rank, len(unit.gateways))
                    )
        return tuple(sorted(found, key=lambda one: one.number))

    @cached_property
    def vlans(self) -> dict[int, tuple[Unit, UnitVlan]]:
        """The VLANs that exist on this device, by number."""
        units = [*self.index.gateway_units[self.device.name], *self.index.switch_units[self.device.name]]
        return {self.plan.vlan_ids[(unit.name, vlan.name)]: (unit, vlan) for unit in units for vlan in unit.vlans}

    @cached_property
    def vrfs(self) -> tuple[str, ...]:
        """The VPNs that this device has a VRF for."""
        return self.index.device_vrfs.get(self.device.name, ())

    @property
    def routes(self) -> bool:
        """Tell whether the device takes part in routing."""
        return self.device.role is not Role.ACCESS

    @property
    def is_backbone(self) -> bool:
        """Tell whether the device belongs to the backbone that all others hang on."""
        return self.device.role in BACKBONE

    @cached_property
    def router_id(self) -> Address | None:
        """The IPv4 loopback."""
        return next((one for one in self.plan.loopbacks.get(self.device.name, ()) if one.version == 4), None)

    @cached_property
    def source_interface(self) -> str | None:
        """The interface that the device's own traffic comes from: its loopback, else its management VLAN's."""
        if self.router_id is not None:
            return "loopback-0"
        return self.management_interface

    @cached_property
    def management_interface(self) -> str | None:
        """The management VLAN's interface of a layer-2 device."""
        for number, (_, vlan) in self.vlans.items():
            if vlan.zone == MANAGEMENT_ZONE:
                return f"vlan-{number}"
        return None

    @cached_property
    def area(self) -> int:
        """The OSPF area of what hangs on this device alone: loopback and unit VLANs."""
        if self.device.area is not None:
            return self.device.area
        if self.device.role is Role.GATEWAY:
            uplinks = [one.far for one in self.linked(LinkKind.ROUTED) if one.far is not None]
            sites = [self.network.devices[far.device] for far in uplinks]
            return next((self._site_area(one) for one in sites if one.role is not Role.GATEWAY), 0)
        return self._site_area(self.device)

    def _site_area(self, device: Device) -> int:
        return self.plan.areas.get(device.site, 0) if device.role is Role.AGGREGATION else 0

    def link_area(self, adjacency: Adjacency) -> int:
        """The OSPF area of a link: the site's between a gateway and what it attaches to, else the backbone."""
        ends = [self.network.devices[end.device] for end in adjacency.link.ends()]
        if not any(end.role is Role.GATEWAY for end in ends):
            return 0
        pinned = [end.area for end in ends if end.area is not None]
        upper = [self._site_area(end) for end in ends if end.role is not Role.GATEWAY]
        return next(iter(pinned + upper), 0)

    def link_addresses(self, adjacency: Adjacency, vpn: str = "") -> tuple[InterfaceAddress, ...]:
        """The device's own addresses on a link, in the global table or in a VPN."""
        prefixes = self.plan.links.get((adjacency.link.name, vpn), ())
        return tuple(
            InterfaceAddress.of(link_address(prefix, lower=adjacency.lower), prefix.length) for prefix in prefixes
        )

    def peer_addresses(self, adjacency: Adjacency, vpn: str = "") -> tuple[Address, ...]:
        """The addresses of the other end."""
        prefixes = self.plan.links.get((adjacency.link.name, vpn), ())
        return tuple(link_address(prefix, lower=not adjacency.lower) for prefix in prefixes)
