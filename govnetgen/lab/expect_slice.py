"""A network cut to the devices that a lab has: what the inventory says of the rest no packet can show there."""

from collections.abc import Collection
from dataclasses import replace

from govnetgen.model.network import Network


def restricted(network: Network, devices: Collection[str]) -> Network:
    """Return the network with some of its devices and the links between them; units keep their names and addresses."""
    kept = {name: device for name, device in network.devices.items() if name in devices}
    links = {name: link for name, link in network.links.items() if all(end.device in kept for end in link.ends())}
    units = {
        name: replace(
            unit,
            attach=tuple(one for one in unit.attach if one in kept),
            gateways=tuple(one for one in unit.gateways if one in kept),
            switches=tuple(one for one in unit.switches if one in kept),
        )
        for name, unit in network.units.items()
    }
    return replace(network, devices=kept, links=links, units=units)
