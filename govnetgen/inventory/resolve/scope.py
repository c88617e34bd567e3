"""What every part of resolution looks things up in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from govnetgen.diagnostics import Collector
from govnetgen.inventory.facts import PlatformFacts
from govnetgen.inventory.inventory import Inventory
from govnetgen.inventory.names import Names
from govnetgen.model.network import NamedHost


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """An inventory, the names in it that others refer to, and where errors are gathered."""

    inventory: Inventory
    found: Collector
    platforms: Mapping[str, PlatformFacts]
    tiers: Names
    sites: Names
    profiles: Names
    hardware: Names
    platform_names: Names
    pools: Names
    vlans: Names
    vpns: Names
    units: Names
    zones: Names
    addresses: Names
    services: Names
    named_hosts: list[NamedHost] = field(default_factory=list)
    """Hosts that the files name by number, as they are met; their addresses are known only with the plan."""

    @classmethod
    def of(cls, inventory: Inventory, platforms: Mapping[str, PlatformFacts], found: Collector) -> "Scope":
        """Know the names of an inventory."""
        network = inventory.network
        tiers = tuple(network.value.tiers) if network else ()
        return cls(
            inventory=inventory,
            found=found,
            platforms=platforms,
            tiers=Names("tier", tiers, certain=network is not None, where="network.yaml"),
            sites=Names.of("site", inventory.sites, "nodes.yaml"),
            profiles=Names.of("profile", inventory.profiles, "nodes.yaml"),
            hardware=Names.of("hardware", inventory.hardware, "hardware.yaml"),
            platform_names=Names("platform", platforms),
            pools=Names.of("pool", inventory.pools, "plan.yaml"),
            vlans=Names.of("kind of VLAN", inventory.vlans, "vlans.yaml"),
            vpns=Names.of("VPN", inventory.vpns, "vpns.yaml"),
            units=Names.of("unit", inventory.units, "the file of units"),
            zones=Names.of("zone", inventory.zones, "policy.yaml"),
            addresses=Names.of("address set", inventory.addresses, "policy.yaml"),
            services=Names.of("service", inventory.services, "policy.yaml"),
        )

    def devices_certain(self, expansion_complete: bool) -> bool:
        """Tell whether the devices are all that were meant: no entry was broken, no pattern lacked its subjects."""
        patterns = any(entry.value.each for entry in self.inventory.devices)
        return (
            self.inventory.devices.complete and self.inventory.profiles.known and (expansion_complete or not patterns)
        )
