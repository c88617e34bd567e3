"""Records of the ledger that cannot both be true: two branches gave out the same addresses."""

from collections.abc import Iterable

from govnetgen.addressing.claim import Claim
from govnetgen.addressing.hierarchy import Leaf, Node
from govnetgen.addressing.ledger import Record
from govnetgen.addressing.register import Register
from govnetgen.diagnostics import Collector
from govnetgen.model.address import BITS


def report_overlaps(version: int, claims: Iterable[Claim], register: Register, collector: Collector) -> None:
    """Name the pairs of claims that overlap though neither may hold the other; ``claims`` are sorted.

    Aligned prefixes are nested or disjoint, so the open ones form a stack. What is to be deleted is named once.
    """
    bits = BITS[version]
    open_claims: list[tuple[int, Claim]] = []
    for claim in claims:
        while open_claims and open_claims[-1][0] < claim.start:
            open_claims.pop()
        lost = False
        while open_claims and not lost and not may_hold(open_claims[-1][1], claim):
            outer = open_claims[-1][1]
            lost = not _loses(outer, claim)
            _report(*((claim, outer) if lost else (outer, claim)), register, collector)
            if not lost:
                open_claims.pop()
        if not lost:
            open_claims.append((claim.start + (1 << (bits - claim.length)) - 1, claim))


def may_hold(outer: Claim, inner: Claim) -> bool:
    """Tell whether a region of one owner may lie in another's."""
    if inner.holder is not None and inner.holder.parent is outer.holder:
        return True
    if not outer.is_block:
        return False
    if outer.unit:
        return outer.unit == inner.unit
    if inner.unit or outer.key == inner.key:
        return True
    if isinstance(outer.holder, Node) and isinstance(inner.holder, Node):
        return outer.holder in inner.holder.above()
    return outer.region != inner.region


def _report(loser: Claim, winner: Claim, register: Register, collector: Collector) -> None:
    if loser.record is not None and winner.record is not None:
        given_twice(loser.record, winner.record, register, collector)


def given_twice(drop: Record, keep: Record, register: Register, collector: Collector) -> None:
    """Report two records of the ledger that overlap, and which of them should go."""
    collector.error(
        "ledger-overlap",
        f"the same addresses were given out twice: {drop.kind} {drop.key} {drop.value} in line {drop.line}, "
        f"{keep.kind} {keep.key} {keep.value} in line {keep.line}",
        register.location(drop),
        hint=f"two branches took them: delete line {drop.line}, and its owner gets others at the next run; "
        f"or line {keep.line}, if that one is not in use yet",
        related=(register.location(keep),),
    )


def _loses(one: Claim, other: Claim) -> bool:
    """Tell whether the first of two should be deleted: what is not in use, else the same side all the way down."""
    if (one.holder is None) != (other.holder is None):
        return one.holder is None
    return _path(one) > _path(other)


def _path(claim: Claim) -> list[str]:
    node = claim.holder.parent if isinstance(claim.holder, Leaf) else claim.holder
    owners = [] if node is None else [above.owner for above in node.above()][::-1]
    return [*owners, claim.key]
