"""Which addresses of a VLAN's subnet its gateways have."""

from collections.abc import Mapping

from govnetgen.model.address import Address, Prefix
from govnetgen.model.network import Network, Unit, UnitVlan


def virtual_gateway(vlan: UnitVlan, subnet: Prefix) -> Address:
    """Return the address that hosts use as their gateway: the pinned one, else the first of the subnet."""
    return next((pinned for pinned in vlan.fixed_gateways if subnet.contains(pinned)), subnet.host(1))


def ranked_gateways(network: Network, unit: Unit) -> tuple[str, ...]:
    """Return a unit's gateways, the preferred one first: standby devices come last."""
    return tuple(sorted(unit.gateways, key=lambda name: (network.devices[name].standby, name)))


def gateway_addresses(network: Network, unit: Unit, vlan: UnitVlan, subnet: Prefix) -> Mapping[str, Address]:
    """Return each gateway's own address: the virtual one where it is alone, else the next ones by rank."""
    devices = ranked_gateways(network, unit)
    virtual = virtual_gateway(vlan, subnet)
    if len(devices) == 1:
        return {devices[0]: virtual}
    own = [address for offset in range(1, len(devices) + 2) if (address := subnet.host(offset)) != virtual]
    return dict(zip(devices, own, strict=False))
