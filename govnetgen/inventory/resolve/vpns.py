"""VPNs: their members, hubs and partners."""

from collections import defaultdict
from collections.abc import Mapping

from govnetgen.inventory.inventory import Entry
from govnetgen.inventory.resolve.scope import Scope
from govnetgen.inventory.schema.vpns import VpnEntry
from govnetgen.model.network import Topology, Unit, Vpn, VpnTransport

_WITHOUT_MPLS = {
    "topology": "spokes of VPN {!r} would reach each other: vrf_lite has no route targets to keep them apart",
    "imports": "VPN {!r} would hear no routes of another VPN: vrf_lite has no route targets to bring them",
}


def resolve_vpns(scope: Scope, units: Mapping[str, Unit]) -> Mapping[str, Vpn]:
    """Return the VPNs."""
    for kind in scope.inventory.vlans:
        scope.zones.check(kind.value.zone, kind.at("zone"), scope.found)
        if kind.value.vpn is not None:
            scope.vpns.check(kind.value.vpn, kind.at("vpn"), scope.found)
    members: defaultdict[str, set[str]] = defaultdict(set)
    for unit in units.values():
        for vlan in unit.vlans:
            if vlan.vpn is not None:
                members[vlan.vpn].add(unit.name)
    numbers: dict[int, Entry[VpnEntry]] = {}
    for entry in scope.inventory.vpns:
        _check(scope, entry, members[entry.name])
        _check_transport(scope, entry)
        _check_spokes(scope, entry, units)
        _check_number(scope, entry, numbers)
    return {entry.name: _vpn(entry) for entry in scope.inventory.vpns}


def _vpn(entry: Entry[VpnEntry]) -> Vpn:
    value = entry.value
    return Vpn(
        name=entry.name,
        title=value.title,
        owner=value.owner,
        topology=value.topology,
        hubs=tuple(value.hubs),
        imports=tuple(value.imports),
        number=value.number,
        location=entry.location,
    )


def _check(scope: Scope, entry: Entry[VpnEntry], members: set[str]) -> None:
    found, value = scope.found, entry.value
    certain = scope.units.certain and scope.vlans.certain and _kinds_known(scope)
    for position, hub in enumerate(value.hubs):
        place = entry.at("hubs", position)
        if scope.units.check(hub, place, found) and hub not in members and certain:
            message = f"hub {hub!r} has no VLAN in VPN {entry.name!r}"
            found.error("bad-vpn", message, place, hint=f"give it a VLAN whose kind has vpn: {entry.name}")
    if value.topology is Topology.HUB_AND_SPOKE and not value.hubs:
        message = f"VPN {entry.name!r} is hub_and_spoke and has no hubs"
        found.error("bad-vpn", message, entry.location, hint="add hubs: [units], or make it topology: mesh")
    elif value.topology is Topology.MESH and value.hubs:
        hint = "remove hubs:, or make it topology: hub_and_spoke"
        found.error("bad-vpn", f"VPN {entry.name!r} is a mesh and has hubs", entry.at("hubs", key=True), hint=hint)
    joined = any(
        one.value.external is not None and one.value.external.vpn == entry.name for one in scope.inventory.links
    )
    if certain and len(members) < 2 and not value.imports and not joined:
        shown = f"one member only, {min(members)}" if members else "no members"
        hint = f"give units a VLAN whose kind has vpn: {entry.name}, or remove the VPN"
        found.warning("lonely-vpn", f"VPN {entry.name!r} has {shown}", entry.location, hint=hint)
    for position, partner in enumerate(value.imports):
        _check_partner(scope, entry, partner, position)


def _check_transport(scope: Scope, entry: Entry[VpnEntry]) -> None:
    """Only BGP carries route targets: with a VRF on every hop the interior protocol tells all members all routes."""
    network, value = scope.inventory.network, entry.value
    if network is None or network.value.routing.vpn_transport is not VpnTransport.VRF_LITE:
        return
    related = (
        (network.at("routing", "vpn_transport"),) if "vpn_transport" in network.value.routing.model_fields_set else ()
    )
    for key, wanted, instead in (
        ("topology", value.topology is Topology.HUB_AND_SPOKE and value.hubs, "make it topology: mesh"),
        ("imports", bool(value.imports), "remove the imports"),
    ):
        if wanted:
            message = _WITHOUT_MPLS[key].format(entry.name)
            hint = f"set vpn_transport: mpls in the routing of network.yaml, or {instead}"
            scope.found.error("vpn-needs-mpls", message, entry.at(key), hint=hint, related=related)


def _check_spokes(scope: Scope, entry: Entry[VpnEntry], units: Mapping[str, Unit]) -> None:
    """A device has one VRF a VPN: what else attaches where a hub does is told, and heard by, everyone."""
    network = scope.inventory.network
    if network is None or network.value.routing.vpn_transport is VpnTransport.VRF_LITE:
        return
    holders = {name: hub for hub in entry.value.hubs if hub in units for name in _devices(units[hub])}
    for unit in units.values():
        shared = [name for name in _devices(unit) if name in holders]
        if shared and unit.name not in entry.value.hubs and any(one.vpn == entry.name for one in unit.vlans):
            hub = holders[shared[0]]
            message = f"spoke {unit.name!r} of VPN {entry.name!r} attaches to {shared[0]} as hub {hub!r} does: "
            message += "all spokes reach it"
            hint = f"attach {unit.name} or {hub} to another device, or make {unit.name} a hub, too"
            scope.found.warning("spoke-beside-hub", message, unit.location, hint=hint, related=(entry.at("hubs"),))


def _devices(unit: Unit) -> tuple[str, ...]:
    return *unit.gateways, *unit.attach


def _kinds_known(scope: Scope) -> bool:
    """Tell whether every kind of VLAN is in a VPN that is known, so that members can be counted."""
    return all(kind.value.vpn is None or kind.value.vpn in scope.vpns for kind in scope.inventory.vlans)


def _check_partner(scope: Scope, entry: Entry[VpnEntry], partner: str, position: int) -> None:
    """Routes that are taken in on one side only carry no traffic: no answer finds its way back."""
    place = entry.at("imports", position)
    if partner == entry.name:
        message, hint = f"VPN {partner!r} imports itself", "remove it: a VPN always has its own routes"
        scope.found.error("bad-vpn", message, place, hint=hint)
    elif scope.vpns.check(partner, place, scope.found):
        other = scope.inventory.vpns.entries[partner]
        if entry.name not in other.value.imports:
            message = (
                f"VPN {entry.name!r} imports {partner!r}, which does not import {entry.name!r}: no answer comes back"
            )
            hint = f"add {entry.name} to the imports of {partner}"
            scope.found.error("one-way-import", message, place, hint=hint, related=(other.location,))


def _check_number(scope: Scope, entry: Entry[VpnEntry], numbers: dict[int, Entry[VpnEntry]]) -> None:
    number, plan = entry.value.number, scope.inventory.plan
    if number is None:
        return
    first = numbers.setdefault(number, entry)
    if first is not entry:
        message, hint = f"VPN number {number} is given twice", "give one of them another number, or none"
        place = entry.at("number")
        scope.found.error("duplicate-number", message, place, hint=hint, related=(first.at("number"),))
    if plan is not None and not plan.value.vpn_numbers.first <= number <= plan.value.vpn_numbers.last:
        message, hint = f"VPN number {number} is outside vpn_numbers {plan.value.vpn_numbers}", "choose one inside"
        scope.found.error("bad-value", message, entry.at("number"), hint=hint)
