"""Units: where they connect, who holds their gateways, and their VLANs with what vlans.yaml says of their kind."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from govnetgen.diagnostics import Location
from govnetgen.inventory.inventory import Entry
from govnetgen.inventory.names import Names
from govnetgen.inventory.resolve.scope import Scope
from govnetgen.inventory.schema.units import UnitEntry, UnitVlanEntry
from govnetgen.inventory.schema.vlans import VlanEntry
from govnetgen.model.network import Device, Role, Unit, UnitVlan

MANAGEMENT = "management"
"""The zone and kind of VLAN that a unit's own switches are managed in; made by itself where both are defined."""

_SPARE_MANAGEMENT_HOSTS = 4


def resolve_units(scope: Scope, devices: Mapping[str, Device], names: Names) -> Mapping[str, Unit]:
    """Return the units."""
    own: defaultdict[tuple[str, Role], list[str]] = defaultdict(list)
    for device in devices.values():
        if device.unit is not None:
            own[device.unit, device.role].append(device.name)
    units = {}
    for entry in scope.inventory.units:
        gateways, switches = own.get((entry.name, Role.GATEWAY), []), own.get((entry.name, Role.ACCESS), [])
        units[entry.name] = _unit(scope, entry, names, tuple(sorted(gateways)), tuple(sorted(switches)), devices)
    return units


def _unit(
    scope: Scope,
    entry: Entry[UnitEntry],
    names: Names,
    gateways: tuple[str, ...],
    switches: tuple[str, ...],
    devices: Mapping[str, Device],
) -> Unit:
    value = entry.value
    if value.site not in scope.sites:
        scope.sites.check(value.site, entry.at("site"), scope.found)
    known = [name for position, name in enumerate(value.attach) if _attached(scope, entry, names, name, position)]
    if not gateways and known == value.attach:
        _check_gateways(scope, entry, names, switches, devices)
    return Unit(
        name=entry.name,
        title=value.title,
        site=value.site,
        access_class=value.access_class,
        title_en=value.title_en,
        kind=value.kind,
        medium=value.medium.value,
        attach=tuple(known),
        gateways=gateways or tuple(known),
        switches=switches,
        vlans=(*_vlans(scope, entry), *_management(scope, entry, gateways, switches)),
        location=entry.location,
    )


def _attached(scope: Scope, entry: Entry[UnitEntry], names: Names, name: str, position: int) -> bool:
    if name in entry.value.attach[:position]:
        message, hint = f"unit {entry.name!r} attaches to {name!r} twice", "name each device once"
        scope.found.error("duplicate-name", message, entry.at("attach", position), hint=hint)
        return False
    return name in names or names.check(name, entry.at("attach", position), scope.found)


def _check_gateways(
    scope: Scope, entry: Entry[UnitEntry], names: Names, switches: tuple[str, ...], devices: Mapping[str, Device]
) -> None:
    attach = entry.value.attach
    if not attach and not switches and names.certain:
        hint = "say which devices it attaches to, or give it a gateway: a device with unit: and role: gateway"
        scope.found.error("unreachable-unit", f"unit {entry.name!r} is connected to nothing", entry.location, hint=hint)
    elif entry.value.vlans and all(devices[name].role is Role.ACCESS for name in attach) and names.certain:
        message = f"nothing that unit {entry.name!r} connects to routes: its VLANs have no gateway"
        hint = "attach it to a device that routes, or give it one with role: gateway"
        scope.found.error("unreachable-unit", message, entry.at("attach"), hint=hint)


def _vlans(scope: Scope, entry: Entry[UnitEntry]) -> Iterator[UnitVlan]:
    for name, stated in entry.value.vlans.items():
        place = entry.at("vlans", name, key=True)
        kind = stated.kind or name
        profile = scope.inventory.vlans.entries.get(kind)
        if profile is None and (stated.kind or stated.zone is None):
            at = entry.at("vlans", name, "kind") if stated.kind else place
            scope.vlans.check(kind, at, scope.found)
            continue
        vlan = _vlan(scope, entry, name, stated, profile.value if profile else None, place)
        if vlan is not None:
            yield vlan


def _vlan(
    scope: Scope, entry: Entry[UnitEntry], name: str, stated: UnitVlanEntry, kind: VlanEntry | None, place: Location
) -> UnitVlan | None:
    zone = stated.zone or (kind.zone if kind else "")
    if stated.zone is not None and not scope.zones.check(stated.zone, entry.at("vlans", name, "zone"), scope.found):
        return None
    hosts = stated.hosts or (kind.hosts if kind else None)
    if hosts is None:
        message, hint = f"VLAN {name!r} does not say for how many hosts", f"write {name}:HOSTS, or hosts: in vlans.yaml"
        scope.found.error("missing-key", message, place, hint=hint)
        return None
    for position, gateway in enumerate(stated.gateways):
        if not any(prefix.contains(gateway) for prefix in stated.fixed):
            message = f"gateway {gateway} is outside the pinned prefixes of VLAN {name!r}"
            hint = "write an address inside fixed:, or leave the gateway out"
            at = entry.at("vlans", name, "gateways", position)
            scope.found.error("gateway-outside-subnet", message, at, hint=hint)
    relay = stated.dhcp_relay if stated.dhcp_relay is not None else (kind.dhcp_relay if kind else [])
    return UnitVlan(
        name=name,
        zone=zone,
        hosts=hosts,
        title=stated.title if stated.title is not None else (kind.title if kind else ""),
        vpn=kind.vpn if kind else None,
        number=stated.id or (kind.id if kind else None),
        dhcp=stated.dhcp if stated.dhcp is not None else bool(kind and kind.dhcp),
        dhcp_relay=tuple(relay),
        fixed=tuple(stated.fixed),
        fixed_gateways=tuple(stated.gateways),
        location=place,
    )


def _management(
    scope: Scope, entry: Entry[UnitEntry], gateways: tuple[str, ...], switches: tuple[str, ...]
) -> Iterator[UnitVlan]:
    """Make the VLAN that a unit's own switches are managed in, unless it lists one itself."""
    kind = scope.inventory.vlans.entries.get(MANAGEMENT)
    if not switches or kind is None or MANAGEMENT not in scope.zones or MANAGEMENT in entry.value.vlans:
        return
    managed = len(switches) + len(gateways) + _SPARE_MANAGEMENT_HOSTS
    yield UnitVlan(
        name=MANAGEMENT,
        zone=kind.value.zone,
        hosts=max(managed, kind.value.hosts or 0),
        title=kind.value.title,
        vpn=kind.value.vpn,
        number=kind.value.id,
        location=entry.location,
    )
