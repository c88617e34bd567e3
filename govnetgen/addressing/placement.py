"""Placing a hierarchy in its pool: what is there stays, what is new goes where most room is left to grow."""

from collections.abc import Collection, Sequence

from govnetgen.addressing.claim import Claims
from govnetgen.addressing.hierarchy import Hierarchy, Leaf, Node
from govnetgen.addressing.size import NIBBLE, block_length
from govnetgen.addressing.space import Region, Space
from govnetgen.model.address import BITS


class Placement:
    """One attempt, with ``spare[level]`` spare bits in new blocks of each level.

    ``blocks`` and ``subnets`` hold what is there, and in the end what everything got. A full block grows in place where
    its neighbour is free, else gets a further one: one more summary route. ``misplaced`` is what lies in
    somebody else's block: its owner moved. ``refused`` is the first thing that found no room.
    """

    def __init__(
        self,
        tree: Hierarchy,
        claims: Claims,
        *,
        blocks: dict[Node, list[Region]],
        subnets: dict[Leaf, Region],
        spare: Sequence[int],
    ) -> None:
        prefix = tree.pool.prefix
        self._version, self._bits = prefix.version, BITS[prefix.version]
        self._root, self._claims, self._spare = tree.root, claims, spare
        self._spaces: dict[Node, Space] = {}
        self._wants: dict[Node, int] = {}
        self._strays: dict[Node, list[Region]] = {}
        self._tops: dict[Node, dict[Region, Node | None]] = {}
        self.blocks = {node: list(regions) for node, regions in blocks.items()}
        self.blocks[tree.root] = [(prefix.value, prefix.length)]
        self.subnets = dict(subnets)
        self.further: list[tuple[Node, Region]] = []
        self.misplaced: set[Region] = set()
        self.refused: tuple[Node | Leaf, int] | None = None

    def place(self) -> bool:
        """Give everything its place; tell whether there was room."""
        self._gather(self._root)
        return self._fill(self._root)

    def want(self, node: Node) -> int:
        """Return the prefix length of a new block for all that hangs under a node."""
        length = self._wants.get(node)
        if length is None:
            sizes = [1 << (self._bits - self.want(child)) for child in node.children]
            sizes.extend(1 << (self._bits - leaf.length) for leaf in node.leaves)
            length = self._wants[node] = self._block_length(node, sum(sizes))
        return length

    def _block_length(self, node: Node, addresses: int) -> int:
        spare = self._spare[node.level] if node.level >= 0 else 0
        smallest = self.blocks[self._root][0][1]
        return max(smallest, block_length(self._version, addresses, spare=spare, unit=node.is_unit))

    def _holds(self, node: Node, region: Region) -> bool:
        start, length = region
        return any(
            own <= length and not (start ^ first) >> (self._bits - own) for first, own in self.blocks.get(node, ())
        )

    def _gather(self, node: Node) -> list[Region]:
        """Return the node's blocks and its strays: what lies below it in the tree, but in none of its blocks."""
        strays: list[Region] = []
        for leaf in node.leaves:
            region = self.subnets.get(leaf)
            if region is not None and not self._holds(node, region):
                strays.append(region)
        for child in node.children:
            strays.extend(region for region in self._gather(child) if not self._holds(node, region))
        if strays:
            self._strays[node] = strays
        return [*self.blocks.get(node, ()), *strays]

    def _space(self, node: Node) -> Space:
        """Return what is free in a node's blocks."""
        space = self._spaces.get(node)
        if space is None:
            space = self._spaces[node] = Space(self._bits)
            tops = self._tops[node] = {}
            for start, length in self.blocks[node]:
                space.add(start, length)
                for claim in self._claims.tops(node, start, length):
                    space.claim(*claim.region)
                    tops[claim.region] = claim.holder.parent if isinstance(claim.holder, Leaf) else claim.holder
        return space

    def _fill(self, node: Node) -> bool:
        """Place all below a node, what is there first, then the largest."""
        for child in sorted((child for child in node.children if child in self._strays), key=lambda one: one.order):
            self._cover(node, child)
        new: list[tuple[int, Node | Leaf]] = [(leaf.length, leaf) for leaf in node.leaves if leaf not in self.subnets]
        new.extend((self.want(child), child) for child in node.children if not self.blocks.get(child))
        old = [child for child in node.children if self.blocks.get(child)]
        if not all(self._fill(child) for child in sorted(old, key=lambda one: one.order)):
            return False
        new.sort(key=lambda one: (one[0], one[1].order))
        return all(self._place_new(node, length, one) for length, one in new)

    def _place_new(self, node: Node, length: int, new: Node | Leaf) -> bool:
        start = self._obtain(node, length)
        if start is None:
            self.refused = self.refused or (new, length)
            return False
        if isinstance(new, Leaf):
            self.subnets[new] = (start, length)
            return True
        self.blocks[new] = [(start, length)]
        return self._fill(new)

    def _obtain(self, node: Node, length: int) -> int | None:
        """Take a region out of a node's blocks, which grow or become more where they are full."""
        start = self._space(node).take_sparse(length)
        if start is not None or node.parent is None:
            return start
        if not self._grow(node, node.parent, length) and not self._add_block(node, node.parent, length):
            return None
        return self._space(node).take_sparse(length)

    def _grow(self, node: Node, parent: Node, length: int) -> bool:
        """Double one of a node's blocks where its neighbours are free, until the new part has room."""
        around = self._space(parent)
        for index, (start, own) in enumerate(sorted(self.blocks[node], key=lambda one: (one[1], one[0]))):
            halves: list[Region] = []
            for target in range(own - 1, -1, -1):
                neighbour = ((start >> (self._bits - target - 1)) ^ 1) << (self._bits - target - 1)
                if not around.is_free(neighbour, target + 1):
                    break
                halves.append((neighbour, target + 1))
                if target < length and self._is_aligned(node, target):
                    for region in halves:
                        around.claim(*region)
                        self._space(node).add(*region, within=target)
                    grown = (start >> (self._bits - target) << (self._bits - target), target)
                    ordered = sorted(self.blocks[node], key=lambda one: (one[1], one[0]))
                    self.blocks[node] = [grown if at == index else one for at, one in enumerate(ordered)]
                    return True
        return False

    def _is_aligned(self, node: Node, length: int) -> bool:
        return self._version == 4 or not self._spare[node.level] or length % NIBBLE == 0

    def _add_block(self, node: Node, parent: Node, length: int) -> bool:
        want = self._block_length(node, 1 << (self._bits - length))
        start = self._obtain(parent, want)
        if start is None:
            return False
        self.blocks[node].append((start, want))
        self._space(node).add(start, want)
        self.further.append((node, (start, want)))
        return True

    def _cover(self, node: Node, child: Node) -> None:
        """Give a child blocks around its strays: as large as it wants where that is free, else smaller."""
        space = self._space(node)
        tops = {region for region, owner in self._tops[node].items() if owner is not None and child in owner.above()}
        inside = [region for region in self._strays[child] if region in tops]
        self.misplaced.update(set(self._strays[child]).difference(inside))
        had = bool(self.blocks.get(child))
        own = {*inside, *(region for region in self.blocks.get(child, ()) if region in tops)}
        for stray in sorted(inside):
            if self._holds(child, stray):
                continue
            region = self._widest(space, stray, min(self.want(child), stray[1]), own, node)
            space.claim_but(*region, own)
            kept = [one for one in self.blocks.get(child, ()) if not _in(self._bits, region, one)]
            self.blocks[child] = [*kept, region]
            self._tops[node][region] = child
            if had or kept:
                self.further.append((child, region))

    def _widest(self, space: Space, stray: Region, want: int, own: Collection[Region], node: Node) -> Region:
        for length in range(want, stray[1]):
            start = stray[0] >> (self._bits - length) << (self._bits - length)
            fits = self._is_aligned(node, length) and self._holds(node, (start, length))
            if fits and space.is_free_but(start, length, own):
                return start, length
        return stray


def _in(bits: int, outer: Region, inner: Region) -> bool:
    return outer[1] <= inner[1] and not (outer[0] ^ inner[0]) >> (bits - outer[1])
