"""The IP plan: pools that do not overlap, divide along the hierarchy, and serve every zone in use."""

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from govnetgen.inventory.inventory import Entry
from govnetgen.inventory.notation import POOL_EACH
from govnetgen.inventory.resolve.scope import Scope
from govnetgen.inventory.schema.plan import PoolEntry
from govnetgen.model.address import BITS, Prefix
from govnetgen.model.network import (
    AddressClass,
    Device,
    Link,
    LinkKind,
    Plan,
    Pool,
    Role,
    Unit,
    UnitVlan,
    Vpn,
    VpnTransport,
)

LEVELS = ("unit", "vlan")
"""The last two levels of a divided pool, below the tiers of sites."""

LONGEST_DIVIDED_IPV6 = 56
"""A unit is a /56 in IPv6: a shorter pool has room for one at least."""

_EACH_LENGTHS = {
    ("node", 4): (32,),
    ("node", 6): (128,),
    ("link", 4): (31, 30),
    ("link", 6): (127, 126, 64),
    ("vpn_link", 4): (31, 30),
    ("vpn_link", 6): (127, 126, 64),
    ("external", 4): (30, 31),
    ("external", 6): (127, 126, 64),
}
"""Lengths of prefixes, the default first (RFC 3021, RFC 6164)."""

_PRIVATE = tuple(map(Prefix.parse, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")))


def resolve_plan(scope: Scope) -> Plan | None:
    """Return the plan, or None where its file could not be read."""
    entry = scope.inventory.plan
    if entry is None:
        return None
    for pool in scope.inventory.pools:
        _check_pool(scope, pool)
    _check_overlaps(scope)
    value = entry.value
    for key, numbers in (("vlan_ids", value.vlan_ids), ("vpn_numbers", value.vpn_numbers)):
        if not 2 <= numbers.first <= numbers.last <= 4094:
            message, hint = (
                f"{numbers} is not inside 2 to 4094",
                "802.1Q has no other numbers, and 1 is every port's own",
            )
            scope.found.error("bad-value", message, entry.at(key), hint=hint)
    if value.vlan_ids.first <= value.vpn_numbers.last and value.vpn_numbers.first <= value.vlan_ids.last:
        message = f"vpn_numbers {value.vpn_numbers} and vlan_ids {value.vlan_ids} overlap: both are 802.1Q tags"
        key = "vpn_numbers" if "vpn_numbers" in value.model_fields_set else "vlan_ids"
        scope.found.error("range-overlap", message, entry.at(key), hint="give one of them another range")
    pools = {pool.name: _pool(pool) for pool in scope.inventory.pools}
    return Plan(pools=pools, headroom=value.headroom, vlan_ids=value.vlan_ids, vpn_numbers=value.vpn_numbers)


def _pool(entry: Entry[PoolEntry]) -> Pool:
    value = entry.value
    length = value.length
    if value.each in POOL_EACH and length is None:
        length = _EACH_LENGTHS[value.each, value.prefix.version][0]
    return Pool(
        name=entry.name,
        prefix=value.prefix,
        address_class=value.address_class,
        zones=tuple(value.zones),
        divide=tuple(value.divide),
        each=value.each,
        length=length,
        location=entry.location,
    )


def _check_pool(scope: Scope, entry: Entry[PoolEntry]) -> None:
    found, value = scope.found, entry.value
    if bool(value.divide) == bool(value.each):
        message = f"pool {entry.name!r} has both divide: and each:" if value.each else f"pool {entry.name!r} has no use"
        hint = "write divide: [tiers..., unit, vlan] for VLANs, or each: node, link, vpn_link, external or site:TIER"
        found.error("bad-pool", message, entry.location, hint=hint)
    elif value.divide:
        _check_divided(scope, entry)
    elif value.each not in POOL_EACH:
        _check_delegated(scope, entry)
    else:
        _check_each(scope, entry)


def _check_each(scope: Scope, entry: Entry[PoolEntry]) -> None:
    value = entry.value
    lengths = _EACH_LENGTHS[value.each or "", value.prefix.version]
    if value.length is not None and value.length not in lengths:
        message = f"IPv{value.prefix.version} prefixes for each {value.each} have no length {value.length}"
        hint = f"write {' or '.join(map(str, lengths))}"
        scope.found.error("bad-pool", message, entry.at("length"), hint=hint)
    elif value.prefix.length > lengths[0]:
        message = f"{value.prefix} has no room for a /{lengths[0]}"
        scope.found.error("bad-pool", message, entry.at("prefix"), hint="give the pool a shorter prefix")
    _check_no_zones(scope, entry)


def _check_delegated(scope: Scope, entry: Entry[PoolEntry]) -> None:
    found, value = scope.found, entry.value
    scope.tiers.check((value.each or "").partition(":")[2], entry.at("each"), found)
    if value.length is None or not value.prefix.length <= value.length <= BITS[value.prefix.version]:
        message = f"pool {entry.name!r} delegates blocks of {value.prefix} and does not say of what length"
        hint = f"add length: {value.prefix.length} to {BITS[value.prefix.version]}, of each block"
        found.error("bad-pool", message, entry.location, hint=hint)
    if value.address_class is None:
        hint = f"add class: one of {', '.join(AddressClass)}"
        found.error("missing-key", f"pool {entry.name!r} has no class", entry.location, hint=hint)
    _check_no_zones(scope, entry)


def _check_no_zones(scope: Scope, entry: Entry[PoolEntry]) -> None:
    if entry.value.zones:
        message = f"zones: does not go with each: {entry.value.each}"
        hint = "remove it: these prefixes belong to devices, links and other operators"
        scope.found.error("bad-pool", message, entry.at("zones", key=True), hint=hint)


def _check_divided(scope: Scope, entry: Entry[PoolEntry]) -> None:
    found, value = scope.found, entry.value
    for position, zone in enumerate(value.zones):
        scope.zones.check(zone, entry.at("zones", position), found)
    if not value.zones:
        message, hint = f"pool {entry.name!r} serves no zone", "add zones: [names], of the VLANs that it is for"
        found.error("bad-pool", message, entry.location, hint=hint)
    if value.address_class is None:
        hint = f"add class: one of {', '.join(AddressClass)}"
        found.error("missing-key", f"pool {entry.name!r} has no class", entry.location, hint=hint)
    elif value.address_class is AddressClass.INTERNET_REGISTERED and any(
        one.contains(value.prefix) for one in _PRIVATE
    ):
        message, hint = f"{value.prefix} is private, not registered in the Internet", "correct class: or prefix:"
        found.error("bad-pool", message, entry.at("class"), hint=hint)
    if value.length is not None:
        hint = "remove it: VLANs are sized by their hosts"
        found.error("bad-pool", "length: does not go with divide:", entry.at("length", key=True), hint=hint)
    if value.prefix.version == 6:
        _check_nibble(scope, entry)
    _check_levels(scope, entry)


def _check_nibble(scope: Scope, entry: Entry[PoolEntry]) -> None:
    prefix = entry.value.prefix
    if prefix.length % 4:
        message = f"{prefix} does not end at a nibble: names in ip6.arpa and sites go by four bits"
        hint = f"use a /{prefix.length - prefix.length % 4} or a /{prefix.length + 4 - prefix.length % 4}"
        scope.found.error("pool-nibble", message, entry.at("prefix"), hint=hint)
    elif prefix.length > LONGEST_DIVIDED_IPV6:
        message = f"{prefix} has no room for units, which are a /{LONGEST_DIVIDED_IPV6} each"
        hint = f"give the pool a prefix of /{LONGEST_DIVIDED_IPV6 - 8} or shorter"
        scope.found.error("bad-pool", message, entry.at("prefix"), hint=hint)


def _check_levels(scope: Scope, entry: Entry[PoolEntry]) -> None:
    levels: Sequence[str] = entry.value.divide
    if tuple(levels[-2:]) != LEVELS:
        message, hint = "a pool is divided down to units and VLANs", "end the list with unit, vlan"
        scope.found.error("pool-division", message, entry.at("divide"), hint=hint)
        return
    tiers = tuple(scope.tiers.known)
    ranks = []
    for position, level in enumerate(levels[:-2]):
        if scope.tiers.check(level, entry.at("divide", position), scope.found):
            ranks.append(tiers.index(level))
    if any(later <= earlier for earlier, later in pairwise(ranks)):
        message, hint = "the levels are not in the order of the tiers", f"the order is {', '.join([*tiers, *LEVELS])}"
        scope.found.error("pool-division", message, entry.at("divide"), hint=hint)


def _check_overlaps(scope: Scope) -> None:
    """Sweep the pools in order of their first address; a pool can only overlap the widest one before it."""
    ordered = sorted(scope.inventory.pools, key=lambda one: (one.value.prefix, one.name))
    widest: Entry[PoolEntry] | None = None
    for entry in ordered:
        if widest is not None and widest.value.prefix.overlaps(entry.value.prefix):
            first, second = sorted((widest, entry), key=lambda one: one.location)
            message = f"pool {second.name!r} {second.value.prefix} overlaps pool {first.name!r} {first.value.prefix}"
            place, related = second.at("prefix"), (first.at("prefix"),)
            scope.found.error("pool-overlap", message, place, hint="give one of them another prefix", related=related)
        if widest is None or not widest.value.prefix.contains(entry.value.prefix):
            widest = entry


def _check_leases(scope: Scope, plan: Plan, units: Mapping[str, Unit], *, known: Collection[str]) -> None:
    """Find zones that hand out IPv4 addresses and have none."""
    served = {zone for pool in plan.pools.values() if pool.prefix.version == 4 for zone in pool.zones}
    found: dict[str, tuple[Unit, UnitVlan]] = {}
    for unit in units.values():
        for vlan in unit.vlans:
            leases = vlan.dhcp or any(one.version == 4 for one in vlan.dhcp_relay)
            if leases and vlan.zone not in served and vlan.zone not in known:
                found.setdefault(vlan.zone, (unit, vlan))
    for zone, (unit, vlan) in found.items():
        message = (
            f"VLAN {vlan.name!r} of unit {unit.name!r} leases IPv4 addresses, and no IPv4 pool serves its zone {zone!r}"
        )
        hint = f"add {zone} to the zones of an IPv4 pool in plan.yaml, or take dhcp out of vlans.yaml"
        scope.found.error("missing-pool", message, vlan.location, hint=hint)


def check_pools_serve(
    scope: Scope,
    plan: Plan,
    devices: Mapping[str, Device],
    links: Mapping[str, Link],
    units: Mapping[str, Unit],
    vpns: Mapping[str, Vpn],
) -> None:
    """Find what needs addresses that no pool gives."""
    if not scope.pools.certain or any(one.code == "bad-pool" for one in scope.found):
        return
    served = {zone for pool in plan.pools.values() for zone in pool.zones}
    lacking: dict[str, tuple[Unit, UnitVlan]] = {}
    for unit in units.values():
        for vlan in unit.vlans:
            if vlan.zone not in served and vlan.zone in scope.zones:
                lacking.setdefault(vlan.zone, (unit, vlan))
    for zone, (unit, vlan) in lacking.items():
        message = f"no pool serves zone {zone!r}, which VLAN {vlan.name!r} of unit {unit.name!r} is in"
        hint = f"add {zone} to the zones of a pool in plan.yaml"
        scope.found.error("missing-pool", message, vlan.location, hint=hint)
    _check_leases(scope, plan, units, known=lacking)
    routed = [link for link in links.values() if link.kind is LinkKind.ROUTED]
    needs = {
        "node": any(device.role is not Role.ACCESS for device in devices.values()),
        "link": any(link.kind in (LinkKind.ROUTED, LinkKind.HEARTBEAT) for link in links.values()),
        "external": any(link.external is not None and not link.external.addresses for link in links.values()),
        "vpn_link": bool(vpns) and bool(routed) and _vpns_on_links(scope),
    }
    present = {(pool.each, pool.prefix.version) for pool in plan.pools.values()}
    divided = any(pool.divide and pool.prefix.version == 4 for pool in plan.pools.values())
    # router ids are IPv4 addresses whatever is routed (RFC 2328 C.1, RFC 5340 C.1)
    versions = {"node": [4], "link": [4] if divided else [4, 6]}
    entry = scope.inventory.plan
    for each, needed in needs.items():
        wanted = versions.get(each, [4, 6])
        if needed and entry is not None and not any((each, version) in present for version in wanted):
            kind, article = ("pool", "a") if len(wanted) > 1 else ("IPv4 pool", "an")
            message, hint = f"no {kind} has each: {each}", f"add {article} {kind} with each: {each} to plan.yaml"
            scope.found.error("missing-pool", message, entry.at("pools", key=True), hint=hint)


def _vpns_on_links(scope: Scope) -> bool:
    network = scope.inventory.network
    return network is not None and network.value.routing.vpn_transport is VpnTransport.VRF_LITE
