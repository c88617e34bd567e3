"""Translation for units that cannot renumber yet: on the firewall that serves each, between what its hosts have and
what the plan gave it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from govnetgen.addressing.unify.host import new_addresses
from govnetgen.addressing.unify.mapping import Action, Moved, image
from govnetgen.addressing.unify.segment import addresses_in
from govnetgen.diagnostics import Collector, Location
from govnetgen.model.address import BITS, Prefix
from govnetgen.model.claims import HandedIn
from govnetgen.model.device.nat import StaticNat
from govnetgen.model.network import Network, Unit


class Form(StrEnum):
    """How a segment is translated."""

    PREFIX = "prefix"
    SUB_BLOCK = "sub-block"
    HOSTS = "host map"
    TWICE = "twice"


class Translation(NamedTuple):
    """One fixed translation of one unit, and the devices that do it. ``inside`` is seen as ``outside`` in ``zone``."""

    unit: str
    vlan: str
    form: Form
    rule: StaticNat
    devices: tuple[str, ...]
    until: str
    domain: str
    inward: bool = False
    """Whether this is the half of a twice NAT by which the unit sees others."""


@dataclass(frozen=True, slots=True)
class Translations:
    """All translations; ``by_device`` are those that each firewall is to have."""

    entries: tuple[Translation, ...] = ()

    @property
    def by_device(self) -> Mapping[str, tuple[Translation, ...]]:
        """The translations of each device, by name."""
        found: dict[str, list[Translation]] = {}
        for one in self.entries:
            for device in one.devices:
                found.setdefault(device, []).append(one)
        return {device: tuple(found[device]) for device in sorted(found)}


def translate(network: Network, handed_in: HandedIn, moved: Iterable[Moved], collector: Collector) -> Translations:
    """Return the translations of everything that is to be translated."""
    backbone = next((zone.name for zone in network.policy.zones.values() if zone.backbone), "")
    pools = [pool.prefix for pool in network.plan.pools.values() if pool.each is None]
    found: list[Translation] = []
    for one in moved:
        if one.action is not Action.NAT:
            continue
        unit = network.units[one.segment.unit]
        devices = boundary(network, unit)
        where = _location(one)
        if not devices:
            message = f"no firewall stands between unit {unit.name!r} and the network to translate {one.segment.prefix}"
            hint = "give the unit a firewall: a device with unit: and role: gateway"
            collector.warning("nat-no-firewall", message, where, hint=hint)
        rules = list(_rules(one, backbone, handed_in, collector))
        if any(pool.overlaps(one.segment.prefix) for pool in pools) and rules:
            rules = [(Form.TWICE, rule) for _, rule in rules]
            stand_in = _stand_in(one, unit.vlan(one.vlan).zone)
            if stand_in is not None:
                rules.append((Form.TWICE, stand_in))
            else:
                message = f"{one.segment.prefix} of unit {unit.name!r} is also the network's own, and cannot stand in"
                hint = "its hosts cannot reach those who have these addresses in the plan until it renumbers"
                collector.warning("nat-no-stand-in", message, where, hint=hint)
        renewal = one.segment.renewal
        found.extend(
            Translation(
                unit.name, one.vlan, form, rule, devices, renewal.date, one.segment.domain, rule.zone != backbone
            )
            for form, rule in rules
        )
    return Translations(tuple(found))


def boundary(network: Network, unit: Unit) -> tuple[str, ...]:
    """Return the firewalls that a unit's traffic passes on its way into the network: its own gateways."""
    return tuple(sorted(name for name in unit.gateways if network.devices[name].is_firewall))


def _location(one: Moved) -> Location:
    origin = one.segment.claims[0].origin
    return Location(origin.file, origin.row, origin.column)


def _rules(one: Moved, backbone: str, handed_in: HandedIn, collector: Collector) -> Iterable[tuple[Form, StaticNat]]:
    segment = one.segment
    outside = image(one)
    name = f"legacy-{segment.unit}-{one.vlan}"
    if outside is not None:
        form = Form.PREFIX if outside == one.subnet else Form.SUB_BLOCK
        yield form, StaticNat(name=name, inside=segment.prefix, outside=outside, zone=backbone)
        return
    hosts = addresses_in(handed_in, segment.unit, segment.prefix)
    new = new_addresses(hosts, one)
    if not hosts:
        message = f"{segment.prefix} of unit {segment.unit!r} is larger than {one.subnet}, and no host of it is known"
        hint = "hand in a host sheet or the ARP table of its gateway: then each host gets its own translation"
        collector.warning("nat-hosts-unknown", message, _location(one), hint=hint)
    elif len(new) < len(hosts):
        room = len(new)
        message = f"{segment.prefix} of unit {segment.unit!r} has {len(hosts)} hosts, and {one.subnet} room for {room}"
        hint = "state the number of hosts in the unit's row, then: govnetgen address unify --move " + segment.unit
        collector.warning("nat-hosts-unknown", message, _location(one), hint=hint)
    for position, host in enumerate(one for one in hosts if one in new):
        outside = Prefix(host.version, new[host].value, BITS[host.version])
        inside = Prefix(host.version, host.value, BITS[host.version])
        yield Form.HOSTS, StaticNat(name=f"{name}-{position + 1}", inside=inside, outside=outside, zone=backbone)


def _stand_in(one: Moved, zone: str) -> StaticNat | None:
    """Return the rule by which the unit sees those who have its old addresses in the plan; None without room."""
    segment, new = one.segment, one.subnet
    if new.length >= segment.prefix.length:
        return None
    shown = Prefix(new.version, new.value, segment.prefix.length)
    return StaticNat(name=f"legacy-{segment.unit}-{one.vlan}-in", inside=segment.prefix, outside=shown, zone=zone)
