"""Named sets of addresses in policy, as prefixes."""

from collections.abc import Iterator

import govnetgen.model.address as addresses
from govnetgen.intent.scope import Scope
from govnetgen.model.address import AddressRange, Prefix
from govnetgen.model.device.firewall import AddressObject
from govnetgen.model.network import AddressSet


def objects(scope: Scope, names: set[str], version: int | None = None) -> tuple[AddressObject, ...]:
    """Return the address objects for some sets; with ``version`` only that IP version's members."""
    return tuple(
        AddressObject(name=name, members=members(scope, scope.network.policy.address_sets[name], version))
        for name in sorted(names)
    )


def members(scope: Scope, chosen: AddressSet, version: int | None = None) -> tuple[Prefix | AddressRange, ...]:
    """Return what a set holds on this device, merged into the fewest prefixes."""
    known = scope.index.address_sets
    key = (chosen.name, version)
    if key in known:
        return known[key]
    prefixes = [one for one in _prefixes(scope, chosen) if version in (None, one.version)]
    ranges = [one for one in chosen.ranges if version in (None, one.first.version)]
    found: tuple[Prefix | AddressRange, ...] = (*merged(prefixes), *ranges)
    if not chosen.own:
        known[key] = found
    return found


def _prefixes(scope: Scope, chosen: AddressSet) -> Iterator[Prefix]:
    yield from chosen.prefixes
    for name in chosen.pools:
        yield scope.network.plan.pools[name].prefix
    for name in chosen.units:
        yield from _unit(scope, name, chosen.zones)
    if chosen.zones and not chosen.units and not chosen.own:
        for name in scope.network.units:
            yield from _unit(scope, name, chosen.zones)
    if chosen.own:
        for gateway in scope.gateways:
            if not chosen.zones or gateway.vlan.zone in chosen.zones:
                yield from gateway.subnets
    for host in chosen.hosts:
        address = scope.index.host(host)
        yield Prefix(address.version, address.value, addresses.BITS[address.version])


def _unit(scope: Scope, name: str, zones: tuple[str, ...]) -> Iterator[Prefix]:
    for vlan in scope.network.units[name].vlans:
        if not zones or vlan.zone in zones:
            yield from scope.plan.subnets.get((name, vlan.name), ())


def merged(prefixes: list[Prefix]) -> tuple[Prefix, ...]:
    """Return the fewest prefixes that hold exactly the same addresses, in order."""
    kept: list[Prefix] = []
    for prefix in sorted(set(prefixes), key=lambda one: (one.version, one.value, one.length)):
        if kept and kept[-1].contains(prefix):
            continue
        kept.append(prefix)
        while len(kept) > 1 and (joined := _joined(kept[-2], kept[-1])) is not None:
            kept[-2:] = [joined]
    return tuple(kept)


def _joined(low: Prefix, high: Prefix) -> Prefix | None:
    same = low.version == high.version and low.length == high.length and low.length > 0
    if not same or low.last + 1 != high.value or low.value % (2 * low.size):
        return None
    return Prefix(low.version, low.value, low.length - 1)
