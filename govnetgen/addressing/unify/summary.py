"""Routes before and after: how few prefixes say where each site is."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from govnetgen.addressing.unify.mapping import Row
from govnetgen.model.address import BITS, Prefix
from govnetgen.model.addressplan import AddressPlan
from govnetgen.model.network import Network


class SiteRoutes(NamedTuple):
    """The routes that others need to reach the units of a site, today and in the plan."""

    site: str
    units: int
    before: tuple[Prefix, ...]
    after: tuple[Prefix, ...]


def site_routes(network: Network, plan: AddressPlan, rows: Iterable[Row]) -> tuple[SiteRoutes, ...]:
    """Return the fewest prefixes for each site that holds units, by name; before: of all that its units claim."""
    before: dict[str, list[Prefix]] = {}
    for row in rows:
        unit = network.units.get(row.unit)
        if unit is not None:
            before.setdefault(unit.site, []).append(row.old)
    after: dict[str, list[Prefix]] = {}
    blocks: dict[str, list[Prefix]] = {}
    for block in plan.blocks:
        kind, _, name = block.owner.partition(":")
        if kind == "site":
            blocks.setdefault(name, []).append(block.prefix)
    units: dict[str, int] = {}
    for unit in network.units.values():
        units[unit.site] = units.get(unit.site, 0) + 1
        own = after.setdefault(unit.site, [])
        for vlan in unit.vlans:
            own.extend(plan.subnets.get((unit.name, vlan.name), ()))
    return tuple(
        SiteRoutes(site, units[site], merged(before.get(site, ())), _routes(after[site], blocks.get(site, ())))
        for site in sorted(units)
    )


def _routes(subnets: Iterable[Prefix], blocks: Iterable[Prefix]) -> tuple[Prefix, ...]:
    """Return the blocks, and what of the subnets lies in none of them."""
    held = merged(blocks)
    starts: Mapping[tuple[int, int, int], None] = dict.fromkeys(held)
    outside = [
        one for one in merged(subnets) if not any(_around(one, length) in starts for length in range(one.length + 1))
    ]
    return tuple(sorted((*held, *outside)))


def _around(prefix: Prefix, length: int) -> tuple[int, int, int]:
    shift = BITS[prefix.version] - length
    return prefix.version, prefix.value >> shift << shift, length


def merged(prefixes: Iterable[Prefix]) -> tuple[Prefix, ...]:
    """Return the fewest prefixes that hold the same addresses."""
    stack: list[Prefix] = []
    for prefix in sorted(set(prefixes)):
        if stack and stack[-1].contains(prefix):
            continue
        stack.append(prefix)
        while len(stack) > 1 and _are_halves(stack[-2], stack[-1]):
            upper = stack[-2]
            stack[-2:] = [Prefix(upper.version, upper.value, upper.length - 1)]
    return tuple(stack)


def _are_halves(one: Prefix, other: Prefix) -> bool:
    if one.version != other.version or one.length != other.length or not one.length:
        return False
    return one.value ^ other.value == one.size and not one.value & one.size
