"""Pinned subnets: honoured, or refused with the reason."""

from govnetgen.addressing.claim import Claim, Claims
from govnetgen.addressing.hierarchy import Hierarchy, Leaf
from govnetgen.addressing.ledger import Kind, Record
from govnetgen.addressing.prefix import within
from govnetgen.addressing.register import Register
from govnetgen.diagnostics import Collector, Location
from govnetgen.model.address import Prefix

_RANK = 99


def pinned_claims(tree: Hierarchy, held: Claims, register: Register, collector: Collector) -> list[Claim]:
    """Return the claims of a pool's pins; what only waits for an owner that is gone makes way, with a warning."""
    found: list[Claim] = []
    for leaf in tree.leaves.values():
        if leaf.pin is None:
            continue
        if not tree.pool.prefix.contains(leaf.pin):
            collector.error(
                "pin-outside-pool",
                f"{leaf} is pinned to {leaf.pin}, which is not in pool {tree.pool.name!r} {tree.pool.prefix}",
                leaf.location,
                hint=f"pin a prefix of {tree.pool.prefix}, or remove the pin",
                related=(tree.pool.location,),
            )
            continue
        claim = Claim(leaf.pin.value, leaf.pin.length, _RANK, leaf.key, None, leaf)
        if _clear(claim, leaf, leaf.pin, held, register, collector):
            found.append(claim)
    found.sort(key=lambda one: one[:4])
    _report_twice(tree.pool.prefix, found, collector)
    return found


def _clear(claim: Claim, leaf: Leaf, pin: Prefix, held: Claims, register: Register, collector: Collector) -> bool:
    """Tell whether nothing in use is in a pin's way; forget what is not in use."""
    others = [*held.around(*claim.region), *held.inside(*claim.region)]
    if any(other.holder is leaf and other.region == claim.region for other in others):
        return True
    above = set(leaf.parent.above())
    others = [other for other in others if other.holder not in above]
    for other in others:
        if other.record is not None and other.holder is not None and other.holder is not leaf:
            collector.error(
                "pin-overlap",
                f"{leaf} is pinned to {pin}, but {other.holder} has {other.record.value}",
                leaf.location,
                hint="pin another prefix, or first renumber what is there",
                related=(register.location(other.record),),
            )
            return False
    records = [other.record for other in others if other.record is not None]
    for record in records:
        register.drop(record)
    _warn_of_dropped(leaf, pin, [record for record in records if record.kind is Kind.SUBNET], register, collector)
    return True


def _warn_of_dropped(leaf: Leaf, pin: Prefix, records: list[Record], register: Register, collector: Collector) -> None:
    if all(record.key == leaf.key for record in records):
        return
    shown = ", ".join(f"{record.key} {record.value}" for record in records[:3])
    collector.warning(
        "pin-released",
        f"{leaf} is pinned to {pin}, which was kept for {shown}: it is not kept any longer",
        leaf.location,
        hint="make sure that no device still uses it",
        related=tuple(register.location(record) for record in records[:3]),
    )


def _report_twice(pool: Prefix, claims: list[Claim], collector: Collector) -> None:
    outer: Claim | None = None
    for claim in claims:
        if outer is not None and within(Prefix(pool.version, *outer.region), claim.start, claim.length):
            one, other = outer.holder, claim.holder
            location = other.location if other is not None else Location("")
            collector.error(
                "pin-overlap",
                f"{other} is pinned to {Prefix(pool.version, *claim.region)}, "
                f"but {one} is pinned to {Prefix(pool.version, *outer.region)}",
                location,
                hint="pin one of them elsewhere",
                related=(one.location,) if one is not None else (),
            )
            continue
        outer = claim
