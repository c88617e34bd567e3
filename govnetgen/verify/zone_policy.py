"""Firewalls let through what the inventory's policy says and nothing else; interfaces lie in the zones they should."""

from collections.abc import Iterator

from govnetgen.model.device.firewall import Firewall, PolicyRule
from govnetgen.model.finding import Finding, fails, holds
from govnetgen.model.names import interface_name
from govnetgen.model.network import Rule
from govnetgen.verify.observed import Observed

CHECK = "zone-policy"
TITLE = "firewalls permit between zones only what the policy says"
SELF = "local"


def check(observed: Observed) -> Iterator[Finding]:
    """Decide for each firewall: zones of its interfaces, every rule that permits, and the end of the policy."""
    meant = _zones_of_vlans(observed)
    externals = {(cable.near.device, cable.near.interface): external.zone for cable, external in observed.externals}
    rules = {rule.name: rule for rule in observed.network.policy.rules}
    for name, device in observed.devices.items():
        if device.firewall is None:
            continue
        wrong = [
            *_interfaces(observed, name, device.firewall, {**meant.get(name, {}), **_own(externals, name)}),
            *_rules(observed, name, device.firewall, rules),
        ]
        place = observed.device(name).location
        yield from (
            [fails(CHECK, name, message, *shown, at=place) for message, *shown in wrong]
            or [holds(CHECK, name, f"{len(device.firewall.rules):,} rules, the last one denies")]
        )


Wrong = Iterator[tuple[str, ...]]


def _own(externals: dict[tuple[str, str], str], name: str) -> dict[str, str]:
    return {interface: zone for (device, interface), zone in externals.items() if device == name}


def _zones_of_vlans(observed: Observed) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for unit in observed.network.units.values():
        for vlan in unit.vlans:
            number = observed.plan.vlan_ids.get((unit.name, vlan.name))
            for gateway in unit.gateways:
                if number is not None:
                    found.setdefault(gateway, {})[f"vlan-{number}"] = vlan.zone
    return found


def _interfaces(observed: Observed, name: str, firewall: Firewall, meant: dict[str, str]) -> Wrong:
    zones: dict[str, list[str]] = {}
    for zone in firewall.zones:
        for interface in zone.interfaces:
            zones.setdefault(interface, []).append(zone.name)
    for one in observed.interfaces[name].values():
        kind = interface_name(one.name).kind
        if not one.addresses or not one.enabled or kind in ("loopback", "mgmt"):
            continue
        own = zones.get(one.name, [])
        if len(own) != 1:
            yield f"{one.name} is in {len(own)} zones", f"{name} {one.name}: {', '.join(own) or 'no zone'}"
        elif one.name in meant and own[0] != meant[one.name]:
            shown = f"{name} {one.name}: zone {own[0]}"
            yield f"{one.name} is in zone {own[0]} instead of {meant[one.name]}", shown


def _rules(observed: Observed, name: str, firewall: Firewall, stated: dict[str, Rule]) -> Wrong:
    present = {zone.name for zone in firewall.zones}
    for rule in firewall.rules:
        if not rule.permit or not _joins_zones(rule):
            continue
        said = f"{name}: {_said(rule)}"
        if not (rule.sources or rule.destinations or rule.services):
            yield f"rule {rule.name} lets everything pass between zones", said
        known = stated.get(rule.name)
        if known is None:
            yield f"rule {rule.name} is not in the policy of the inventory", said
        elif not _same(rule, known, present):
            yield f"rule {rule.name} is not as the policy of the inventory says", said, f"policy.yaml: {_stated(known)}"
    last = firewall.rules[-1] if firewall.rules else None
    if last is None or last.permit or any((last.source_zones, last.destination_zones, last.sources, last.services)):
        yield "the policy does not end with a denial of everything", f"{name}: {_said(last) if last else 'no rule'}"


def _joins_zones(rule: PolicyRule) -> bool:
    """Tell whether a rule is about traffic through the device, from one zone into another."""
    if rule.source_zones == (SELF,) or rule.destination_zones == (SELF,):
        return False
    both = {*rule.source_zones, *rule.destination_zones} - {SELF}
    return not rule.source_zones or not rule.destination_zones or len(both) > 1


def _same(rule: PolicyRule, known: Rule, present: set[str]) -> bool:
    """Tell whether a rule is the inventory's; zones that the device does not have are left out of it."""

    def zones(names: tuple[str, ...]) -> set[str]:
        return {one for one in names if one in present} or {*names}

    return (
        known.permit
        and {*rule.source_zones} == zones(known.from_zones)
        and {*rule.destination_zones} == zones(known.to_zones)
        and {*rule.sources} == {*known.sources}
        and {*rule.destinations} == {*known.destinations}
        and {*rule.services} == {*known.services}
    )


def _said(rule: PolicyRule) -> str:
    parts = (rule.source_zones, rule.destination_zones, rule.sources, rule.destinations, rule.services)
    words = ("from", "to", "sources", "destinations", "services")
    listed = [f"{word} {', '.join(part) or 'any'}" for word, part in zip(words, parts, strict=True)]
    return f"rule {rule.name} {'permits' if rule.permit else 'denies'} {'; '.join(listed)}"


def _stated(rule: Rule) -> str:
    parts = (rule.from_zones, rule.to_zones, rule.sources, rule.destinations, rule.services)
    words = ("from", "to", "sources", "destinations", "services")
    listed = [f"{word} {', '.join(part) or 'any'}" for word, part in zip(words, parts, strict=True)]
    return f"rule {rule.name} {'permits' if rule.permit else 'denies'} {'; '.join(listed)}"
