"""What is taken in a pool before anything new is given out: the ledger's records and the inventory's pins."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from govnetgen.addressing.hierarchy import Hierarchy, Leaf, Node
from govnetgen.addressing.ledger import Kind, Record
from govnetgen.addressing.prefix import read_prefix, within
from govnetgen.addressing.register import Register
from govnetgen.addressing.space import Region
from govnetgen.diagnostics import Collector
from govnetgen.model.address import BITS, Prefix
from govnetgen.model.network import Pool

_UNIT_RANK, _SUBNET_RANK = 98, 99


class Claim(NamedTuple):
    """A region and whose it is: ``holder`` is None where the owner is gone. ``rank`` puts outer before inner."""

    start: int
    length: int
    rank: int
    key: str
    record: Record | None
    holder: Node | Leaf | None

    @property
    def region(self) -> Region:
        """The region."""
        return self.start, self.length

    @property
    def unit(self) -> str:
        """The unit's name as in keys, or nothing where this is a site's."""
        owner = self.key.partition("/")[2]
        return "" if owner.startswith("site:") else owner.removeprefix("unit:").partition("/")[0]

    @property
    def is_block(self) -> bool:
        """Tell whether this is a block of the hierarchy, not a subnet."""
        return self.rank < _SUBNET_RANK


def ledger_claims(tree: Hierarchy, register: Register, collector: Collector) -> list[Claim]:
    """Return the ledger's claims in a pool, sorted; what lies outside the pool is an error while it is in use."""
    claims, outside = [], []
    pool = tree.pool
    for record in register.of_pool(tree.root.key):
        prefix = ledger_prefix(record, register, collector)
        if prefix is None:
            continue
        block = record.kind is Kind.BLOCK
        holder: Node | Leaf | None = None
        if record.state != "retired":
            holder = tree.nodes.get(record.key) if block else tree.leaves.get(record.key)
        if prefix.version != pool.prefix.version or not within(pool.prefix, prefix.value, prefix.length):
            if holder is not None and record.state == "given":
                outside.append(record)
            continue
        claims.append(Claim(prefix.value, prefix.length, _rank(record, holder), record.key, record, holder))
    report_outside(pool, outside, register, collector)
    claims.sort(key=lambda one: one[:4])
    return claims


def ledger_prefix(record: Record, register: Register, collector: Collector) -> Prefix | None:
    """Read a record's prefix; None, and an error, for what no govnetgen wrote."""
    try:
        return read_prefix(record.value)
    except ValueError as failure:
        collector.error("ledger-format", str(failure), register.location(record), hint="restore the line")
        return None


def _rank(record: Record, holder: Node | Leaf | None) -> int:
    if record.kind is not Kind.BLOCK:
        return _SUBNET_RANK
    if "/unit:" in record.key:
        return _UNIT_RANK
    return holder.level if isinstance(holder, Node) else 0


def report_outside(pool: Pool, outside: list[Record], register: Register, collector: Collector) -> None:
    """Say which records in use lie outside their pool: it was moved or made smaller."""
    if not outside:
        return
    shown = ", ".join(f"{one.key} {one.value}" for one in outside[:5])
    more = f" and {len(outside) - 5} more" if len(outside) > 5 else ""
    collector.error(
        "ledger-outside-pool",
        f"pool {pool.name!r} is {pool.prefix} now, but these are in use outside it: {shown}{more}",
        pool.location,
        hint="give the pool its old prefix or a larger one; to move, add a pool and renumber step by step",
        related=tuple(register.location(one) for one in outside[:5]),
    )


class Claims:
    """Sorted claims, to be asked for what lies in a region."""

    def __init__(self, version: int, claims: Iterable[Claim]) -> None:
        self._bits = BITS[version]
        self._sorted = sorted(claims, key=lambda one: one[:4])
        self._starts = [one.start for one in self._sorted]
        self._lengths = sorted({one.length for one in self._sorted})

    def inside(self, start: int, length: int) -> Iterator[Claim]:
        """Yield the claims inside a region, equal ones too."""
        last = start + (1 << (self._bits - length)) - 1
        for index in range(bisect_left(self._starts, start), len(self._sorted)):
            claim = self._sorted[index]
            if claim.start > last:
                return
            if claim.length >= length:
                yield claim

    def around(self, start: int, length: int) -> Iterator[Claim]:
        """Yield the claims that a region lies in, equal ones not, largest first."""
        for size in self._lengths:
            if size >= length:
                return
            outer = start >> (self._bits - size) << (self._bits - size)
            index = bisect_left(self._sorted, (outer, size), key=lambda one: one[:2])
            while index < len(self._sorted) and self._sorted[index][:2] == (outer, size):
                yield self._sorted[index]
                index += 1

    def tops(self, node: Node, start: int, length: int) -> Iterator[Claim]:
        """Yield the outermost claims in a block of a node, beside the node's and those that it hangs under."""
        above = set(node.above())
        index = bisect_left(self._starts, start)
        last = start + (1 << (self._bits - length)) - 1
        while index < len(self._sorted) and self._sorted[index].start <= last:
            claim = self._sorted[index]
            if claim.length < length or claim.holder in above:
                index += 1
                continue
            yield claim
            index = bisect_left(self._starts, claim.start + (1 << (self._bits - claim.length)), lo=index)
