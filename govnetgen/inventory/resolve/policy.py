"""Policy: zones, sets of addresses, services, rules and tunnels."""

from collections.abc import Mapping, Sequence

from govnetgen.diagnostics import Location
from govnetgen.inventory.inventory import Entry, Section
from govnetgen.inventory.names import Names
from govnetgen.inventory.resolve.hosts import Hosts
from govnetgen.inventory.resolve.nat import published_servers, source_translations, static_translations
from govnetgen.inventory.resolve.placement import Placement, check_named_once
from govnetgen.inventory.resolve.scope import Scope
from govnetgen.inventory.schema.policy import AddressSetEntry, RuleEntry, TunnelEntry
from govnetgen.model.device.ipsec import IpsecTunnel, TrafficSelector
from govnetgen.model.names import interface_name
from govnetgen.model.network import AddressSet, Device, Policy, Rule, Service, Unit, Zone


def resolve_policy(scope: Scope, devices: Mapping[str, Device], names: Names, units: Mapping[str, Unit]) -> Policy:
    """Return the policy, everything it names looked up."""
    placement = Placement(scope, devices, names)
    hosts = Hosts(scope, units)
    inventory = scope.inventory
    _check_backbone(scope)
    return Policy(
        zones={
            one.name: Zone(name=one.name, trust=one.value.trust, title=one.value.title, backbone=one.value.backbone)
            for one in inventory.zones
        },
        address_sets={one.name: _address_set(scope, hosts, one) for one in inventory.addresses},
        services={one.name: Service(name=one.name, terms=tuple(one.value.root)) for one in inventory.services},
        rules=_rules(scope, placement, inventory.rules),
        source_nat=source_translations(scope, placement),
        static_nat=static_translations(scope, placement, hosts),
        published=published_servers(scope, placement, hosts),
        tunnels=_tunnels(scope, names),
    )


def _check_backbone(scope: Scope) -> None:
    section = scope.inventory.zones
    backbones = [one for one in section if one.value.backbone]
    if len(backbones) > 1:
        message = f"zones {' and '.join(one.name for one in backbones)} are both the backbone"
        related = tuple(one.at("backbone") for one in backbones[:1])
        hint = "routed links lie in one zone: remove backbone: from the others"
        scope.found.error("bad-zone", message, backbones[1].at("backbone"), hint=hint, related=related)
    elif not backbones and section.entries and section.complete:
        first = next(iter(section))
        message, hint = "no zone is the backbone", "add backbone: true to the zone that routed links lie in"
        scope.found.error("bad-zone", message, first.location, hint=hint)


def _check_names(scope: Scope, names: Names, listed: Sequence[str], entry: Entry[object], key: str) -> None:
    for position, name in enumerate(listed):
        if name not in names:
            names.check(name, entry.at(key, position), scope.found)


def _address_set(scope: Scope, hosts: Hosts, entry: Entry[AddressSetEntry]) -> AddressSet:
    value = entry.value
    _check_names(scope, scope.pools, value.pools, entry, "pools")
    _check_names(scope, scope.units, value.units, entry, "units")
    _check_names(scope, scope.zones, value.zones, entry, "zones")
    lists = (value.prefixes, value.ranges, value.pools, value.units, value.zones, value.hosts)
    if not any(lists) and not value.own:
        message = f"address set {entry.name!r} is empty"
        hint = "list prefixes, ranges, pools, units, zones or hosts, or write own: true"
        scope.found.error("empty-set", message, entry.location, hint=hint)
    return AddressSet(
        name=entry.name,
        prefixes=tuple(value.prefixes),
        ranges=tuple(value.ranges),
        pools=tuple(value.pools),
        units=tuple(value.units),
        zones=tuple(value.zones),
        hosts=hosts.check_all(value.hosts, entry, ("hosts",)),
        own=value.own,
        location=entry.location,
    )


def _rules(scope: Scope, placement: Placement, section: Section[RuleEntry]) -> tuple[Rule, ...]:
    check_named_once(section, "rule", scope.found)
    rules = []
    for entry in section:
        value = entry.value
        roles, devices = placement.of(entry)
        placement.check_flow(entry)
        _check_names(scope, scope.services, value.services, entry, "services")
        rules.append(
            Rule(
                name=value.name,
                permit=value.action == "permit",
                roles=roles,
                devices=devices,
                from_zones=tuple(value.from_zones),
                to_zones=tuple(value.to_zones),
                sources=tuple(value.sources),
                destinations=tuple(value.destinations),
                services=tuple(value.services),
                log=value.log,
                description=value.description,
                location=entry.location,
            )
        )
    return tuple(rules)


def _tunnels(scope: Scope, names: Names) -> Mapping[str, tuple[IpsecTunnel, ...]]:
    tunnels = {}
    for entry in scope.inventory.tunnels:
        names.check(entry.name, entry.location, scope.found)
        places: dict[str, Location] = {}
        for position, one in enumerate(entry.value.root):
            place = entry.at(position, "name")
            first = places.setdefault(one.name, place)
            if first is not place:
                message, hint = f"tunnel {one.name!r} is there twice", "give one of them another name"
                scope.found.error("duplicate-name", message, place, hint=hint, related=(first,))
            if not _is_interface(one.interface):
                hint = "write it as 10ge-0/1, lag-1 or vlan-10"
                at = entry.at(position, "interface")
                scope.found.error("bad-port", f"{one.interface!r} is not an interface", at, hint=hint)
        tunnels[entry.name] = tuple(map(_tunnel, entry.value.root))
    return tunnels


def _is_interface(name: str) -> bool:
    try:
        interface_name(name)
    except ValueError:
        return False
    return True


def _tunnel(value: TunnelEntry) -> IpsecTunnel:
    return IpsecTunnel(
        name=value.name,
        interface=value.interface,
        peer=value.peer,
        secret=value.secret,
        encryption=value.encryption,
        integrity=value.integrity,
        dh_group=value.dh_group,
        selectors=tuple(TrafficSelector(local=one.local, remote=one.remote) for one in value.selectors),
    )
