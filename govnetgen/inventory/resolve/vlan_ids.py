"""Fixed VLAN numbers: no two VLANs with one number on one device."""

from collections.abc import Mapping

from govnetgen.diagnostics import Location
from govnetgen.inventory.resolve.scope import Scope
from govnetgen.model.network import Plan, Unit, Vpn


def check_vlan_ids(scope: Scope, plan: Plan, units: Mapping[str, Unit], vpns: Mapping[str, Vpn]) -> None:
    """Report fixed numbers that clash where their VLANs meet, and those that VPNs' tags may take."""
    taken: dict[tuple[str, int], tuple[str, Location]] = {}
    for unit in units.values():
        for vlan in unit.vlans:
            if vlan.number is None:
                continue
            owner = f"VLAN {vlan.name!r} of unit {unit.name!r}"
            clash = None
            for device in {*unit.gateways, *unit.switches}:
                first = taken.setdefault((device, vlan.number), (owner, vlan.location))
                clash = first if first[0] != owner else clash
            if clash is not None:
                message = f"VLAN number {vlan.number} of {owner} is that of {clash[0]} on the same device"
                hint = "fix another number, or none: free numbers are chosen"
                scope.found.error("vlan-id-clash", message, vlan.location, hint=hint, related=(clash[1],))
            if vpns and plan.vpn_numbers.first <= vlan.number <= plan.vpn_numbers.last:
                message = f"VLAN number {vlan.number} of {owner} is inside vpn_numbers {plan.vpn_numbers}"
                hint = "these are tags of VPNs: fix a number outside"
                scope.found.error("vlan-id-clash", message, vlan.location, hint=hint)
