"""VLANs of the units that the device serves, and which of them a trunk carries."""

from govnetgen.intent.scope import Adjacency, Scope
from govnetgen.model.address import NumberRange, ranges_of
from govnetgen.model.device.vlan import Vlan


def build(scope: Scope) -> tuple[Vlan, ...]:
    """Return the VLANs that exist on the device, named after unit and use."""
    return tuple(
        Vlan(number=number, name=f"{unit.name}-{vlan.name}") for number, (unit, vlan) in sorted(scope.vlans.items())
    )


def trunk_vlans(scope: Scope, adjacency: Adjacency) -> tuple[NumberRange, ...]:
    """Return the VLANs of the units that both ends of a trunk serve."""
    if adjacency.far is None:
        return ()
    far = Scope(scope.index, scope.network.devices[adjacency.far.device])
    shared = [
        number
        for number, (unit, vlan) in scope.vlans.items()
        if (other := far.vlans.get(number)) is not None and other[0].name == unit.name and other[1].name == vlan.name
    ]
    return ranges_of(shared)
