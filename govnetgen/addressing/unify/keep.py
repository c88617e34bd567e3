"""Which claims are kept: the greatest weight there is, inside the pool, disjoint, one block for each site and unit.

A node's block has the length that the plan gives it, its spare bits included, or is larger where that keeps more and
still leaves everyone else room for theirs. So a node's candidates are the aligned blocks around its claims; what each
keeps is the same question one level below, and which of them are taken is ``problem.solve``. What the ledger has given
out stays, and is in the way of everyone else.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from govnetgen.addressing.claim import Claims
from govnetgen.addressing.hierarchy import Hierarchy, Leaf, Node
from govnetgen.addressing.size import block_length
from govnetgen.addressing.space import Region
from govnetgen.addressing.unify.overlap import Taken
from govnetgen.addressing.unify.problem import Candidate, Item, Method, Room, solve
from govnetgen.model.address import BITS

GROW = 3_000
"""Below a node with more wishes than these, blocks have the planned length only; the bound says what that may cost."""


class Wish(NamedTuple):
    """A leaf that would rather keep a region than get another; ``weight`` is what keeping it is worth."""

    leaf: Leaf
    region: Region
    weight: int


class _Around(NamedTuple):
    """The block that a node's children are in. Without ``grow`` they take blocks of their own length only."""

    length: int
    alone: bool
    grow: bool

    def largest(self, planned: int) -> int:
        """Return the length of the largest block for a child: all of it for one that is alone, else half."""
        return min(planned, self.length if self.alone else self.length + 1) if self.grow else planned


_Entry = tuple[Wish, tuple[Node | Leaf, ...]]
"""A wish with the way down to it: from the pool's root to its leaf."""


def below_of(node: Node) -> list[Node | Leaf]:
    """Return what a node's blocks are given to."""
    return [*node.children, *node.leaves]


@dataclass(slots=True)
class Kept:
    """What is kept in one pool: subnets, the blocks around them, and how the choice was made.

    ``weight`` of ``wished`` is kept; no choice keeps more than ``bound`` more.
    """

    subnets: dict[Leaf, Region] = field(default_factory=dict)
    blocks: dict[Node, Region] = field(default_factory=dict)
    methods: Counter[Method] = field(default_factory=Counter)
    weight: int = 0
    wished: int = 0
    bound: int = 0


class _Found(NamedTuple):
    """What a node keeps in a region."""

    weight: int
    bound: int
    subnets: tuple[tuple[Leaf, Region], ...]
    blocks: tuple[tuple[Node, Region], ...]
    methods: Counter[Method]


def keep(tree: Hierarchy, held: Claims, wishes: Sequence[Wish], *, spare: Sequence[int]) -> Kept:
    """Choose in one pool. ``held`` is what the ledger has in it; leaves that have a subnet there may not wish."""
    choosing = _Choosing(tree, held, wishes, spare)
    pool = tree.pool.prefix
    found = choosing.best(tree.root, ((pool.value, pool.length),), choosing.usable(wishes))
    return Kept(
        subnets=dict(found.subnets),
        blocks=dict(found.blocks),
        methods=found.methods,
        weight=found.weight,
        wished=sum(one.weight for one in wishes),
        bound=found.bound,
    )


def full_length(tree: Hierarchy, wishes: Sequence[Wish], spare: Sequence[int]) -> int:
    """Return the length of the block that everything in a pool would fill, each wish at the size that it has."""
    return _Lengths(tree, wishes, spare).of(tree.root)


class _Lengths:
    """The length of each node's block, each wish at its own size where that is more than its hosts need."""

    def __init__(self, tree: Hierarchy, wishes: Sequence[Wish], spare: Sequence[int]) -> None:
        self._version = tree.pool.prefix.version
        self._spare = spare
        self._leaves = {one.leaf: min(one.leaf.length, one.region[1]) for one in wishes}
        self._lengths: dict[Node, int] = {}

    def of(self, one: Node | Leaf) -> int:
        """Return the length of a node's block or a leaf's subnet."""
        if isinstance(one, Leaf):
            return self._leaves.get(one, one.length)
        length = self._lengths.get(one)
        if length is None:
            bits = BITS[self._version]
            addresses = sum(1 << (bits - self.of(child)) for child in below_of(one))
            spare = self._spare[one.level] if one.level >= 0 else 0
            length = block_length(self._version, max(1, addresses), spare=spare, unit=one.is_unit)
            self._lengths[one] = length
        return length


class _Choosing:
    """The choice in one pool, from the leaves up."""

    def __init__(self, tree: Hierarchy, held: Claims, wishes: Sequence[Wish], spare: Sequence[int]) -> None:
        self._bits = BITS[tree.pool.prefix.version]
        self._pool = tree.pool.prefix
        self._held = held
        self._lengths = _Lengths(tree, wishes, spare)
        self._rests: dict[Node, Counter[int]] = {}
        self._known: dict[tuple[Node, Region], _Found] = {}
        self._blocks: dict[Node | Leaf, list[Region]] = {}
        self._subnets: set[Node | Leaf] = set()
        for claim in held.inside(self._pool.value, self._pool.length):
            if isinstance(claim.holder, Node):
                self._blocks.setdefault(claim.holder, []).append(claim.region)
            elif claim.holder is not None:
                self._subnets.add(claim.holder)

    def usable(self, wishes: Sequence[Wish]) -> list[_Entry]:
        """Return the wishes that lie in the pool, each with its leaf and the nodes above it, outermost first."""
        found: list[_Entry] = []
        pool = self._pool
        for wish in wishes:
            start, length = wish.region
            inside = length >= pool.length and not (start ^ pool.value) >> (self._bits - pool.length)
            if inside and wish.leaf not in self._subnets:
                way: list[Node | Leaf] = [*reversed(tuple(wish.leaf.parent.above())), wish.leaf]
                found.append((wish, tuple(way)))
        return found

    def best(
        self,
        node: Node,
        blocks: tuple[Region, ...],
        wishes: Sequence[_Entry],
        depth: int = 1,
    ) -> _Found:
        """Return the best that a node can keep in its blocks."""
        obstacles = self._obstacles(node, blocks)
        taken = Taken(self._bits)
        for region in obstacles:
            taken.add(region)
        below: dict[Node | Leaf, list[_Entry]] = {}
        for entry in wishes:
            if any(self._lies_in(entry[0].region, block) for block in blocks):
                below.setdefault(entry[1][depth], []).append(entry)
        rest = Counter(self._rest_of(node))
        around = _Around(min(length for _, length in blocks), alone=rest.total() == 1, grow=len(wishes) <= GROW)
        total: list[_Found] = []
        items: list[Item] = []
        found: list[Mapping[Region, _Found]] = []
        free = 0
        for child, own in below.items():
            if isinstance(child, Node) and child in self._blocks:
                total.append(self.best(child, tuple(self._blocks[child]), own, depth + 1))
                continue
            options = self._of_leaf(own, taken) if isinstance(child, Leaf) else self._of_node(child, own, taken, around)
            candidates = tuple(Candidate(region, one.weight) for region, one in options.items() if one.weight)
            length = self._lengths.of(child)
            rest[length] -= 1
            items.append(Item(length, candidates))
            found.append(options)
            free += sum(wish.weight for wish, _ in own)
        if any(item.candidates for item in items):
            choice = solve(items, Room(self._bits, blocks, obstacles, rest))
            total.extend(found[index][one.region]._replace(bound=0) for index, one in choice.taken.items())
            # what a candidate may keep more, taken or not, a better choice may keep more
            missed = sum(max((one.bound for one in options.values()), default=0) for options in found)
            bound = choice.bound + missed if around.grow else free - choice.weight
            total.append(_Found(0, bound, (), (), choice.methods))
        return _joined(total)

    def _lies_in(self, region: Region, block: Region) -> bool:
        return block[1] <= region[1] and not (region[0] ^ block[0]) >> (self._bits - block[1])

    def _rest_of(self, node: Node) -> Counter[int]:
        """Return how many children need a block or subnet yet, by its length."""
        rest = self._rests.get(node)
        if rest is None:
            new = (one for one in below_of(node) if one not in self._blocks and one not in self._subnets)
            rest = self._rests[node] = Counter(self._lengths.of(one) for one in new)
        return rest

    def _obstacles(self, node: Node, blocks: tuple[Region, ...]) -> tuple[Region, ...]:
        return tuple(claim.region for block in blocks for claim in self._held.tops(node, *block))

    def _of_leaf(self, wishes: Sequence[_Entry], taken: Taken) -> dict[Region, _Found]:
        return {
            wish.region: _Found(wish.weight, 0, ((wish.leaf, wish.region),), (), Counter())
            for wish, _ in wishes
            if not taken.overlaps(wish.region)
        }

    def _of_node(self, node: Node, wishes: Sequence[_Entry], taken: Taken, parent: _Around) -> dict[Region, _Found]:
        """Return the best in each aligned block around wishes: of the node's length, and of those that hold more.

        A larger block that keeps no more than one inside it is left out: it would only take room.
        """
        planned = self._lengths.of(node)
        found: dict[Region, _Found] = {}
        total = sum(wish.weight for wish, _ in wishes)
        best_inside: dict[int, int] = {}
        for length in range(planned, parent.largest(planned) - 1, -1):
            best_here: dict[int, int] = {}
            groups: dict[int, list[_Entry]] = {}
            for entry in wishes:
                groups.setdefault(entry[0].region[0] >> (self._bits - length), []).append(entry)
            for number, entries in sorted(groups.items()):
                region = (number << (self._bits - length), length)
                held = max(best_inside.get(half, 0) for half in (number * 2, number * 2 + 1))
                best_here[number] = held
                if held == sum(wish.weight for wish, _ in entries) or taken.overlaps(region):
                    continue
                best = self._in_block(node, region, entries)
                if best.weight > held:
                    found[region] = best
                    best_here[number] = best.weight
            best_inside = best_here
            if len(best_here) == 1 and total in best_here.values():
                break  # all of it is kept: no larger block keeps more
        return found

    def _in_block(self, node: Node, region: Region, entries: Sequence[_Entry]) -> _Found:
        """Return the best in one block; what it holds is the same whatever block lies around it."""
        best = self._known.get((node, region))
        if best is None:
            depth = entries[0][1].index(node) + 1
            best = self.best(node, (region,), entries, depth)
            best = self._known[node, region] = best._replace(blocks=((node, region), *best.blocks))
        return best


def _joined(found: Sequence[_Found]) -> _Found:
    methods: Counter[Method] = Counter()
    for one in found:
        methods.update(one.methods)
    return _Found(
        sum(one.weight for one in found),
        sum(one.bound for one in found),
        tuple(entry for one in found for entry in one.subnets),
        tuple(entry for one in found for entry in one.blocks),
        methods,
    )
