"""A divided pool: blocks for sites and units, subnets for VLANs."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from govnetgen.addressing.claim import Claim, Claims, ledger_claims
from govnetgen.addressing.conflict import report_overlaps
from govnetgen.addressing.hierarchy import Hierarchy, Leaf, Node, build_hierarchy
from govnetgen.addressing.ledger import Kind
from govnetgen.addressing.pin import pinned_claims
from govnetgen.addressing.placement import Placement
from govnetgen.addressing.prefix import within
from govnetgen.addressing.register import Register
from govnetgen.addressing.report import report_further, report_misplaced, report_narrow, report_spare, report_too_small
from govnetgen.addressing.space import Region
from govnetgen.diagnostics import Collector
from govnetgen.model.address import Prefix
from govnetgen.model.addressplan import Block, PoolUse
from govnetgen.model.network import Network, Pool


class Divided(NamedTuple):
    """What a divided pool gave out; ``subnets`` by (unit, VLAN)."""

    subnets: dict[tuple[str, str], Prefix]
    blocks: tuple[Block, ...]
    use: PoolUse


def divide(network: Network, pool: Pool, register: Register, collector: Collector) -> Divided | None:
    """Give out a divided pool; None, and errors, where that cannot be done."""
    errors = Collector()
    tree = build_hierarchy(network, pool)
    claims = ledger_claims(tree, register, errors)
    report_overlaps(pool.prefix.version, claims, register, errors)
    pins = pinned_claims(tree, Claims(pool.prefix.version, claims), register, errors) if not errors.failed else []
    collector.found.extend(errors.found)
    if errors.failed:
        return None
    claims = [*_without_dropped(claims, register), *pins]
    placement = _place(tree, claims, network.plan.headroom, collector)
    if placement is None:
        return None
    report_misplaced(tree, placement, collector)
    report_narrow(tree, placement, collector)
    return _enter(tree, placement, claims, register)


def _without_dropped(claims: Iterable[Claim], register: Register) -> Iterator[Claim]:
    return (one for one in claims if one.record is None or not register.is_dropped(one.record))


def _place(tree: Hierarchy, claims: list[Claim], headroom: int, collector: Collector) -> Placement | None:
    """Place with all spare bits; where the pool has no room for these, with fewer from the top level down."""
    version = tree.pool.prefix.version
    held = Claims(version, claims)
    blocks, subnets = _existing(tree, claims)
    placement = None
    for spare in spares(len(tree.levels), headroom if version == 4 else min(headroom, 1)):
        placement = Placement(tree, held, blocks=blocks, subnets=subnets, spare=spare)
        if placement.place():
            report_spare(tree, spare, headroom, collector)
            report_further(tree, placement, collector)
            return placement
    if placement is not None:
        report_too_small(tree, placement, claims, collector)
    return None


def spares(levels: int, headroom: int) -> Iterator[tuple[int, ...]]:
    """Yield the spare bits of each level to try: all of them first, then fewer from the top level down."""
    spare = [headroom] * levels
    yield tuple(spare)
    for level in range(levels):
        while spare[level]:
            spare[level] -= 1
            yield tuple(spare)


def _existing(tree: Hierarchy, claims: Iterable[Claim]) -> tuple[dict[Node, list[Region]], dict[Leaf, Region]]:
    """Return what owners have: of nested blocks the outermost; not what is too small for an owner that comes back."""
    version = tree.pool.prefix.version
    blocks: dict[Node, list[Region]] = {}
    subnets: dict[Leaf, Region] = {}
    for claim in claims:
        if isinstance(claim.holder, Node):
            held = blocks.setdefault(claim.holder, [])
            # claims come in order: a larger block before what it holds
            if not any(within(Prefix(version, *region), *claim.region) for region in held):
                held.append(claim.region)
        elif claim.holder is not None and (claim.record is None or claim.holder.pin is None):
            came_back = claim.record is not None and claim.record.state == "released"
            if not came_back or claim.length <= claim.holder.length:
                subnets[claim.holder] = claim.region
    return blocks, subnets


def _enter(tree: Hierarchy, placement: Placement, claims: Iterable[Claim], register: Register) -> Divided:
    """Write what was given out into the register."""
    pool, version = tree.pool, tree.pool.prefix.version
    texts = {claim.region: claim.record.value for claim in claims if claim.record is not None}

    def text(region: Region) -> str:
        return texts.get(region) or str(Prefix(version, *region))

    blocks: list[Block] = []
    for node, regions in placement.blocks.items():
        if node is not tree.root:
            prefixes = [Prefix(version, *region) for region in regions]
            blocks.extend(Block(pool=pool.name, owner=node.owner, prefix=prefix) for prefix in prefixes)
            register.give_blocks(node.key, [text(region) for region in regions])
    subnets = {}
    for leaf, region in placement.subnets.items():
        register.give(Kind.SUBNET, leaf.key, text(region))
        subnets[(leaf.unit, leaf.vlan)] = Prefix(version, *region)
    use = PoolUse(
        pool=pool.name,
        prefix=pool.prefix,
        given=sum(one.size for one in subnets.values()),
        blocked=sum(Prefix(version, *region).size for child in tree.root.children for region in placement.blocks[child])
        + sum(subnets[(leaf.unit, leaf.vlan)].size for leaf in tree.root.leaves),
    )
    return Divided(subnets, tuple(sorted(blocks, key=lambda one: (one.prefix, one.owner))), use)
