"""What a divided pool has to say: that it is too small, that growth cost a route, that something no longer fits."""

from collections import Counter
from collections.abc import Iterable, Sequence

from govnetgen.addressing.claim import Claim
from govnetgen.addressing.hierarchy import Hierarchy, Leaf, Node
from govnetgen.addressing.placement import Placement
from govnetgen.addressing.size import host_room
from govnetgen.addressing.space import Region
from govnetgen.diagnostics import Collector
from govnetgen.model.address import BITS, Prefix

_SHOWN = 5


def report_spare(tree: Hierarchy, spare: Sequence[int], headroom: int, collector: Collector) -> None:
    """Warn that new blocks got less room to grow than the plan asks for."""
    pool = tree.pool
    full = headroom if pool.prefix.version == 4 else min(headroom, 1)
    less = [(level, bits) for level, bits in zip(tree.levels, spare, strict=True) if bits < full]
    if not less:
        return
    if pool.prefix.version == 4:
        said = ", ".join(f"{bits} at level {level!r}" for level, bits in less)
        message = f"pool {pool.name!r} {pool.prefix} has no room for a headroom of {headroom} at every level: {said}"
    else:
        said = ", ".join(repr(level) for level, _ in less)
        message = f"pool {pool.name!r} {pool.prefix} has no room for whole nibbles at level {said}"
    collector.warning(
        "headroom-reduced", message, pool.location, hint="give the pool a larger prefix before the network grows"
    )


def report_further(tree: Hierarchy, placement: Placement, collector: Collector) -> None:
    """Warn of blocks that cost one more summary route."""
    for node, region in placement.further:
        collector.warning(
            "further-block",
            f"{node} gets a further block {_prefix(tree, region)} of pool {tree.pool.name!r}: one more summary route",
            node.location,
            hint="nothing has to be done; more headroom in plan.yaml leaves later blocks more room to grow",
        )


def report_misplaced(tree: Hierarchy, placement: Placement, collector: Collector) -> None:
    """Warn of what kept its addresses though its owner hangs elsewhere now."""
    if not placement.misplaced:
        return
    owners: dict[Region, Node | Leaf] = {region: leaf for leaf, region in placement.subnets.items()}
    for node, regions in placement.blocks.items():
        owners.update(dict.fromkeys(regions, node))
    for region in sorted(placement.misplaced):
        owner = owners[region]
        name = f"{owner.unit}/{owner.vlan}" if isinstance(owner, Leaf) else owner.owner.partition(":")[2]
        collector.warning(
            "block-misplaced",
            f"{owner} keeps {_prefix(tree, region)} of pool {tree.pool.name!r}, outside the block that it hangs under "
            "now: one more route",
            owner.location,
            hint=f"renumber it when it suits: govnetgen address plan --renumber {name}",
        )


def report_narrow(tree: Hierarchy, placement: Placement, collector: Collector) -> None:
    """Warn of subnets that are too small for their VLAN's hosts; they are kept, for nothing moves silently."""
    for leaf, region in placement.subnets.items():
        if region[1] <= leaf.length:
            continue
        room = host_room(tree.pool.prefix.version, region[1], leaf.gateways)
        collector.warning(
            "subnet-outgrown",
            f"{leaf} is to have {leaf.hosts} hosts, but its subnet {_prefix(tree, region)} has room for {max(room, 0)}",
            leaf.location,
            hint=f"pin a larger one (fixed), or: govnetgen address plan --renumber {leaf.unit}/{leaf.vlan}",
        )


def report_too_small(tree: Hierarchy, placement: Placement, claims: Iterable[Claim], collector: Collector) -> None:
    """Say by how much a pool is too small, and who takes the most."""
    pool = tree.pool
    bits = BITS[pool.prefix.version]
    needed = sum(_taken(placement, child, bits) for child in tree.root.children)
    needed += sum(1 << (bits - leaf.length) for leaf in tree.root.leaves)
    waiting = [one for one in claims if one.holder is None and not one.is_block]
    kept = sum(1 << (bits - one.length) for one in waiting)
    lacking = needed + kept - pool.prefix.size
    unit = 1 if pool.prefix.version == 4 else 1 << 64
    what = "addresses" if unit == 1 else "/64 subnets"
    if lacking > 0:
        said = f"{-(-lacking // unit):,} {what} too few for the {-(-(needed + kept) // unit):,} needed"
    else:
        said = "what is free is in pieces too small"
    first, length = placement.refused or (tree.root, pool.prefix.length)
    collector.error(
        "pool-too-small",
        f"pool {pool.name!r} {pool.prefix} is too small: {said}; no room for a /{length} for {first}; "
        f"most is taken by {_largest(tree, bits, unit)}",
        pool.location,
        hint=_remedy(tree, needed + kept, len(waiting), kept // unit, what),
    )


def _taken(placement: Placement, node: Node, bits: int) -> int:
    has = sum(1 << (bits - length) for _, length in placement.blocks.get(node, ()))
    return max(has, 1 << (bits - placement.want(node)))


def _largest(tree: Hierarchy, bits: int, unit: int) -> str:
    taken: Counter[str] = Counter()
    for leaf in tree.leaves.values():
        taken[leaf.unit] += 1 << (bits - leaf.length)
    most = sorted(taken.items(), key=lambda one: (-one[1], one[0]))[:_SHOWN]
    return ", ".join(f"{name} {addresses // unit:,}" for name, addresses in most)


def _remedy(tree: Hierarchy, needed: int, records: int, kept: int, what: str) -> str:
    prefix = tree.pool.prefix
    length = min(BITS[prefix.version] - (needed - 1).bit_length(), prefix.length - 1)
    hint = f"a /{length} around {prefix} would do" if length > 0 else "ask for fewer hosts"
    if records:
        hint += (
            f"; or delete released and retired lines from the ledger, which keep {kept:,} {what} "
            f"in {records} subnets for owners that are gone"
        )
    return hint


def _prefix(tree: Hierarchy, region: Region) -> Prefix:
    return Prefix(tree.pool.prefix.version, *region)
