"""Routes before and after: how few prefixes say where each site is."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from govnetgen.addressing.unify.mapping import Row
from govnetgen.model.address import BITS, Prefix
from govnetgen.model.addressplan import AddressPlan
from govnetgen.model.network import Network


class SiteRoutes(NamedTuple):
    """The routes that others need to reach what the units of a site claim, today and in the plan."""

    site: str
    units: int
    before: tuple[Prefix, ...]
    after: tuple[Prefix, ...]


def site_routes(network: Network, plan: AddressPlan, rows: Iterable[Row]) -> tuple[SiteRoutes, ...]:
    """Return the fewest prefixes for each site that holds units, by name; the same claims before and after."""
    before: dict[str, list[Prefix]] = {}
    after: dict[str, list[Prefix]] = {}
    for row in rows:
        unit = network.units.get(row.unit)
        if unit is not None and row.subnet is not None:
            before.setdefault(unit.site, []).append(row.old)
            after.setdefault(unit.site, []).append(row.subnet)
    blocks: dict[str, list[Prefix]] = {}
    for block in plan.blocks:
        kind, _, name = block.owner.partition(":")
        if kind == "site":
            blocks.setdefault(name, []).append(block.prefix)
    units = Counter(unit.site for unit in network.units.values())
    return tuple(
        SiteRoutes(site, units[site], merged(before[site]), _routes(after[site], blocks.get(site, ())))
        for site in sorted(before)
    )


def _routes(subnets: Iterable[Prefix], blocks: Iterable[Prefix]) -> tuple[Prefix, ...]:
    """Return the blocks that hold the subnets, and those subnets that lie in none."""
    held = set(merged(blocks))
    found = set()
    for one in subnets:
        around = (_around(one, length) for length in range(one.length + 1))
        found.add(next((block for block in around if block in held), one))
    return merged(found)


def _around(prefix: Prefix, length: int) -> Prefix:
    shift = BITS[prefix.version] - length
    return Prefix(prefix.version, prefix.value >> shift << shift, length)


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
