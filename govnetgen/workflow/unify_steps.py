"""How each gateway gets from the old addresses to the new: prepare, cut over, clean up, each with its way back.

Prepare gives a VLAN its new subnet beside the old one; the hosts move; clean up takes the old one away. Only what
nobody else has can be routed beside the new: the others move on one day, and their steps say so.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from govnetgen.addressing import plan_addresses
from govnetgen.addressing.unify.contention import contested
from govnetgen.addressing.unify.mapping import Action, Moved
from govnetgen.configtree import parse_tree
from govnetgen.configtree.patch import patch
from govnetgen.intent import Intent
from govnetgen.model.address import Address, Prefix
from govnetgen.model.addressplan import AddressPlan
from govnetgen.model.device import DeviceConfig
from govnetgen.model.gateway import virtual_gateway
from govnetgen.model.network import Network
from govnetgen.platform import Dialect, Platform, platforms
from govnetgen.render import Renderer
from govnetgen.workflow.unify import Unification, with_translations

SMALLEST = 30
"""The longest prefix that has room for a gateway and a host."""


@dataclass(frozen=True, slots=True)
class _State:
    """The intended configurations at one moment; None where there is no plan of that moment."""

    intent: Intent | None
    devices: frozenset[str]

    def device(self, name: str) -> DeviceConfig | None:
        """Return a device's, None where there is none."""
        return self.intent.device(name) if self.intent is not None and name in self.devices else None


def steps(unification: Unification) -> dict[str, str]:
    """Return the files of every gateway whose VLANs are renumbered, by name in the output folder."""
    unified = unification.unified
    moving = [one for one in unified.moved if one.action is Action.RENUMBER and one.segment.prefix.version == 4]
    beside = _beside(unification, moving)
    before = _before(unification)
    between = _state(*_dual(unified.network, unified.planned.plan, beside))
    after = _state(unified.network, unified.planned.plan)
    by_device: dict[str, list[Moved]] = {}
    for one in moving:
        for device in unified.network.units[one.segment.unit].gateways:
            by_device.setdefault(device, []).append(one)
    files: dict[str, str] = {}
    renderer = Renderer()
    for device in sorted(by_device):
        writer = _Writer(unification, device, renderer)
        files |= writer.stage("1-prepare", before.device(device), between.device(device))
        own = between.device(device)
        if own is not None:
            text = _cut_over(unification, by_device[device], frozenset(beside), own)
            files[f"steps/{device}/2-cut-over.txt"] = text
        files |= writer.stage("3-clean-up", between.device(device), after.device(device))
    return files


def _beside(unification: Unification, moving: Sequence[Moved]) -> list[Moved]:
    """Return the segments whose old subnet can be routed beside the new: nobody else has it, today or in the plan."""
    unified = unification.unified
    today = [(row.old, row.unit) for row in unified.rows]
    planned = [(one, unit) for (unit, _), prefixes in unified.planned.plan.subnets.items() for one in prefixes]
    everything = [*today, *planned]
    disputed = {everything[index][0] for index in contested(everything)}
    return [one for one in moving if one.segment.prefix not in disputed and one.segment.prefix.length <= SMALLEST]


def _before(unification: Unification) -> _State:
    """Return what the inventory meant before: nothing where no ledger says that it was ever given out."""
    if not unification.before.records:
        return _State(None, frozenset())
    inventory = unification.unified.inventory
    planned = plan_addresses(inventory, unification.before).value
    return _State(None, frozenset()) if planned is None else _state(inventory, planned.plan)


def _state(network: Network, plan: AddressPlan) -> _State:
    return _State(Intent(network, plan), frozenset(network.devices))


def _dual(network: Network, plan: AddressPlan, beside: Sequence[Moved]) -> tuple[Network, AddressPlan]:
    """Return the network and plan in which the old subnets stand behind the new ones of their VLANs."""
    subnets = dict(plan.subnets)
    units = dict(network.units)
    for one in beside:
        key = (one.segment.unit, one.vlan)
        four = [prefix for prefix in subnets[key] if prefix.version == 4]
        six = [prefix for prefix in subnets[key] if prefix.version == 6]
        subnets[key] = (*four, one.segment.prefix, *six)
        unit = units[one.segment.unit]
        vlans = tuple(
            replace(vlan, fixed_gateways=(*vlan.fixed_gateways, *old_gateway(one))) if vlan.name == one.vlan else vlan
            for vlan in unit.vlans
        )
        units[one.segment.unit] = replace(unit, vlans=vlans)
    return replace(network, units=units), replace(plan, subnets=subnets)


def old_gateway(one: Moved) -> tuple[Address, ...]:
    """Return the gateway that the hosts of a segment have today, as its rows say; nothing where they do not."""
    prefix: Prefix = one.segment.prefix
    stated = (gateway for claim in one.segment.claims for gateway in claim.facts.gateways if prefix.contains(gateway))
    return tuple(gateway for gateway in [next(stated, None)] if gateway is not None)


class _Writer:
    """Writes the stages of one device."""

    def __init__(self, unification: Unification, device: str, renderer: Renderer) -> None:
        found = unification.unified.network.devices[device]
        self._name = device
        self._platform: Platform = platforms()[found.platform]
        self._dialect: Dialect = self._platform.dialect(found.dialect)
        self._renderer = renderer
        self._translations = unification.unified.translations.by_device.get(device, ())

    def stage(self, stage: str, was: DeviceConfig | None, becomes: DeviceConfig | None) -> dict[str, str]:
        """Return the files of a stage: the whole configuration, the commands that lead to it, those that lead back."""
        text = self._text(becomes)
        if text is None:
            return {}
        place = f"steps/{self._name}/{stage}"
        files = {f"{place}.cfg": text}
        old = self._text(was)
        if old is not None and self._platform.patch_rules is not None:
            syntax = self._platform.syntax
            change = patch(parse_tree(old, syntax), parse_tree(text, syntax), self._platform.patch_rules)
            files[f"{place}.commands.txt"] = "".join(f"{line}\n" for line in change.commands)
            files[f"{place}.rollback.txt"] = "".join(f"{line}\n" for line in change.rollback)
        return files

    def _text(self, device: DeviceConfig | None) -> str | None:
        """Return a configuration with the translations that the platform can express; None for one that it cannot."""
        if device is None:
            return None
        outward = tuple(one for one in self._translations if not one.inward)
        for entries in (self._translations, outward, ()):
            meant = with_translations(device, entries) if entries else device
            if not self._platform.inexpressible(meant, self._dialect):
                return self._renderer.render(meant, self._platform, self._dialect)
        return None


def _cut_over(unification: Unification, moving: Sequence[Moved], beside: frozenset[Moved], own: DeviceConfig) -> str:
    """Return what people do between the two: which subnets move, when, and whether old and new work side by side."""
    waves = {(step.unit, step.vlan, step.old): step.wave for step in unification.unified.migration.steps}
    network, hosts = unification.unified.network, unification.handed_in.hosts
    lines = ["割接 cut over; 回退时从下往上、由新到旧 to go back: upwards, from new to old", ""]
    for one in sorted(moving, key=lambda one: (waves[_key(one)], one.segment.unit, one.segment.prefix)):
        lines.append(_line(network, one, waves[_key(one)], side_by_side=one in beside))
        taken = {host.address for host in hosts if host.owner.id == one.segment.unit}
        for address in _own_addresses(own, one.segment.prefix) if one in beside else ():
            clash = ",台账中已有主机使用,请先改该主机 a host has it: move it first" if address in taken else ""
            if address not in old_gateway(one):
                lines.append(f"  本设备在旧网段占用 this device takes {address}{clash}")
    return "\n".join(lines) + "\n"


def _own_addresses(device: DeviceConfig, prefix: Prefix) -> tuple[Address, ...]:
    found = (address.address for port in device.interfaces for address in port.addresses)
    return tuple(address for address in found if prefix.contains(address))


def _key(one: Moved) -> tuple[str, str, Prefix]:
    return one.segment.unit, one.vlan, one.segment.prefix


def _line(network: Network, one: Moved, wave: int, *, side_by_side: bool) -> str:
    vlan = network.units[one.segment.unit].vlan(one.vlan)
    old = old_gateway(one)
    gateway = f"{old[0] if old else '?'} -> {virtual_gateway(vlan, one.subnet)}"
    how = "新旧并存,主机可逐台改 side by side" if side_by_side else "旧网段与他人冲突,须一次割接 on one day"
    return f"第 {wave} 批 {one.segment.unit}/{one.vlan}: {one.segment.prefix} -> {one.subnet}, 网关 {gateway}; {how}"
