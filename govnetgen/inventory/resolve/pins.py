"""Pinned addresses: inside a pool that is for them, and no two the same."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from govnetgen.diagnostics import Location
from govnetgen.inventory.resolve.scope import Scope
from govnetgen.model.address import BITS, Prefix
from govnetgen.model.network import Device, Link, Plan, Pool, Site, Unit


class _Pin(NamedTuple):
    """A pinned prefix: its routing table, what it is pinned to, and the pools that may hold it."""

    table: str
    prefix: Prefix
    owner: str
    pools: tuple[Pool, ...]
    location: Location


def check_pins(
    scope: Scope,
    plan: Plan,
    sites: Mapping[str, Site],
    devices: Mapping[str, Device],
    links: Mapping[str, Link],
    units: Mapping[str, Unit],
) -> None:
    """Report pins outside the pools of their kind, and pins that share addresses in one routing table."""
    pins = [*_of_sites(plan, sites), *_of_devices(plan, devices), *_of_links(plan, links), *_of_units(plan, units)]
    if scope.pools.certain:
        for pin in pins:
            _check_pool(scope, pin)
        _check_delegating(scope, plan, sites)
    _check_clashes(scope, pins)


def _of_sites(plan: Plan, sites: Mapping[str, Site]) -> Iterator[_Pin]:
    for site in sites.values():
        pools = _for_each(plan, f"site:{site.tier}")
        for prefix in site.fixed_blocks:
            yield _Pin("", prefix, f"site {site.name!r}", pools, site.location)


def _check_delegating(scope: Scope, plan: Plan, sites: Mapping[str, Site]) -> None:
    for site in sites.values():
        if site.fixed_blocks and not _for_each(plan, f"site:{site.tier}"):
            message = f"{site.fixed_blocks[0]} is pinned to site {site.name!r}, and no pool delegates to its tier"
            hint = f"add a pool with each: site:{site.tier} to plan.yaml, or remove fixed:"
            scope.found.error("pin-outside-pool", message, site.location, hint=hint)


def _of_devices(plan: Plan, devices: Mapping[str, Device]) -> Iterator[_Pin]:
    pools = _for_each(plan, "node")
    for device in devices.values():
        for address in device.fixed_loopbacks:
            prefix = Prefix(address.version, address.value, BITS[address.version])
            yield _Pin("", prefix, f"the loopback of device {device.name!r}", pools, device.location)


def _of_links(plan: Plan, links: Mapping[str, Link]) -> Iterator[_Pin]:
    pools = _for_each(plan, "link")
    for link in links.values():
        for prefix in link.fixed:
            yield _Pin("", prefix, f"link {link.name!r}", pools, link.location)


def _of_units(plan: Plan, units: Mapping[str, Unit]) -> Iterator[_Pin]:
    pools: dict[str, tuple[Pool, ...]] = {}
    for unit in units.values():
        for vlan in unit.vlans:
            for prefix in vlan.fixed:
                if vlan.zone not in pools:
                    pools[vlan.zone] = tuple(one for one in plan.pools.values() if vlan.zone in one.zones)
                owner = f"VLAN {vlan.name!r} of unit {unit.name!r}"
                yield _Pin(vlan.vpn or "", prefix, owner, pools[vlan.zone], vlan.location)


def _for_each(plan: Plan, each: str) -> tuple[Pool, ...]:
    return tuple(pool for pool in plan.pools.values() if pool.each == each)


def _check_pool(scope: Scope, pin: _Pin) -> None:
    pools = [pool for pool in pin.pools if pool.prefix.version == pin.prefix.version]
    if any(pool.prefix.contains(pin.prefix) for pool in pools):
        return
    shown = _address(pin.prefix)
    names = ", ".join(f"{pool.name} {pool.prefix}" for pool in pools)
    if not names:
        return  # that no pool serves it is reported by itself, or it is of a version that is not planned
    message = f"{shown}, pinned to {pin.owner}, is outside the pools for it: {names}"
    related = tuple(pool.location for pool in pools)
    scope.found.error("pin-outside-pool", message, pin.location, hint="pin a prefix inside a pool", related=related)


def _check_clashes(scope: Scope, pins: Iterable[_Pin]) -> None:
    widest: _Pin | None = None
    for pin in sorted(pins, key=lambda one: (one.table, one.prefix, one.owner)):
        if widest is not None and widest.table == pin.table and widest.prefix.overlaps(pin.prefix):
            first, second = sorted((widest, pin), key=lambda one: (one.location, one.owner))
            same = "is" if first.prefix == second.prefix else f"overlaps {_address(first.prefix)}, which is"
            message = f"{_address(second.prefix)}, pinned to {second.owner}, {same} pinned to {first.owner}"
            if first.prefix == second.prefix:
                message = f"{_address(second.prefix)}, pinned to {second.owner}, is also pinned to {first.owner}"
            hint = "pin one of them elsewhere, or not at all"
            scope.found.error("pin-clash", message, second.location, hint=hint, related=(first.location,))
        if widest is None or widest.table != pin.table or not widest.prefix.contains(pin.prefix):
            widest = pin


def _address(prefix: Prefix) -> str:
    return str(prefix.network) if prefix.is_host else str(prefix)
