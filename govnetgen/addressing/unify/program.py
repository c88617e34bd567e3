"""The choices that need a solver: assignment and 0/1 integer programs, by SciPy (HiGHS), loaded when needed."""

from collections.abc import Sequence

from govnetgen.addressing.space import Region
from govnetgen.addressing.unify.problem import Candidate, Choice, Item, Method, Room, in_order, last_of

VARIABLES = 60_000
"""More candidates than these in one program are not tried: the choice is greedy then, and its bound is told."""

SEARCH_NODES = 20_000
"""Where the search of a program ends. A number of steps, not a time: the same input must give the same choice."""

DENSE = 4_000_000
"""Cells of the largest matrix of an assignment."""


def assign(items: Sequence[Item], part: Sequence[int]) -> dict[int, Candidate]:
    """Choose among candidates of one size: each block for at most one item; exact."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    regions = sorted({one.region for index in part for one in items[index].candidates})
    column = {region: position for position, region in enumerate(regions)}
    entries = [
        (row, column[one.region], one.weight) for row, index in enumerate(part) for one in items[index].candidates
    ]
    if len(part) * len(regions) <= DENSE:
        matrix = np.zeros((len(part), len(regions)))
        for row, position, weight in entries:
            matrix[row, position] = weight
        rows, columns = linear_sum_assignment(matrix, maximize=True)
    else:
        # a column of its own for each item, where it keeps nothing, makes a full matching exist; costs must not be 0
        most = max(weight for _, _, weight in entries) + 1
        entries += [(row, len(regions) + row, 0) for row in range(len(part))]
        costs = csr_array(
            ([most - weight for _, _, weight in entries], ([one[0] for one in entries], [one[1] for one in entries])),
            shape=(len(part), len(regions) + len(part)),
        )
        rows, columns = min_weight_full_bipartite_matching(costs)
    candidates = [{column[one.region]: one for one in items[index].candidates} for index in part]
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    return {part[row]: candidates[row][position] for row, position in pairs if position in candidates[row]}


def program(items: Sequence[Item], part: Sequence[int], bits: int) -> tuple[dict[int, Candidate], int]:
    """Choose among candidates of several sizes: the choice, and how much more the best one could keep at the most."""
    found = in_order(items, part)
    if len(found) > VARIABLES:
        return _greedy(items, found, bits, part)
    builder = _Rows(found)
    builder.one_each()
    builder.disjoint(bits)
    return builder.solve() or _greedy(items, found, bits, part)


def pack_program(items: Sequence[Item], room: Room, *, at_most: int) -> Choice:
    """Choose so that the items that keep nothing find room too; ``at_most`` is what can be kept where they need none.

    For each size, the whole blocks of that size that are left must be enough for the rest of that size and larger.
    """
    part = [index for index, item in enumerate(items) if item.candidates]
    found = in_order(items, part)
    solved = None
    if found and len(found) <= VARIABLES:
        builder = _Rows(found)
        builder.one_each()
        builder.disjoint(room.bits)
        for length in sorted({*(item.length for item in items), *(one for one, count in room.others.items() if count)}):
            builder.leave(items, room, length)
        solved = builder.solve()
    if solved is None:
        return _drop_until_packed(items, found, room, at_most)
    taken, bound = solved
    choice = Choice(taken, bound=bound)
    choice.methods[Method.BOUNDED if bound else Method.PROGRAM] += 1
    return choice


class _Rows:
    """The rows of a program over candidates, in order; more variables than candidates stand for touched blocks."""

    def __init__(self, found: Sequence[tuple[Region, int, Candidate]]) -> None:
        self._found = found
        self._variables = len(found)
        self._entries: list[tuple[int, int, float]] = []
        self._upper: list[float] = []

    def _row(self, entries: Sequence[tuple[int, float]], upper: float) -> None:
        row = len(self._upper)
        self._entries.extend((row, variable, value) for variable, value in entries)
        self._upper.append(upper)

    def one_each(self) -> None:
        """Let each item have one candidate at the most."""
        of: dict[int, list[tuple[int, float]]] = {}
        for variable, (_, index, _) in enumerate(self._found):
            of.setdefault(index, []).append((variable, 1.0))
        for entries in of.values():
            if len(entries) > 1:
                self._row(entries, 1.0)

    def disjoint(self, bits: int) -> None:
        """Let none overlap: of each innermost block and those that it lies in, one at the most."""
        chain: list[tuple[int, int]] = []
        fresh = False
        for variable, (region, _, _) in enumerate(self._found):
            if chain and chain[-1][0] < region[0]:
                if fresh and len(chain) > 1:
                    self._row([(one, 1.0) for _, one in chain], 1.0)
                while chain and chain[-1][0] < region[0]:
                    chain.pop()
            chain.append((last_of(bits, region), variable))
            fresh = True
        if len(chain) > 1:
            self._row([(one, 1.0) for _, one in chain], 1.0)

    def leave(self, items: Sequence[Item], room: Room, length: int) -> None:
        """Leave enough whole blocks of one size for the items of that size and larger that keep nothing."""
        shift = room.bits - length
        broken = {start >> shift for start, own in room.obstacles if own >= length}
        whole = sum(1 << (length - own) for _, own in room.blocks if own <= length)
        inside = {start >> shift for start, own in room.blocks if own > length}
        whole -= sum(1 << (length - own) for _, own in room.obstacles if own < length) + len(broken - inside)
        needed = sum(count << (length - own) for own, count in room.others.items() if own <= length)
        share: dict[int, int] = {}
        for index, item in enumerate(items):
            if item.length <= length:
                share[index] = 1 << (length - item.length)
                needed += share[index]
        entries: list[tuple[int, float]] = []
        touched: dict[int, int] = {}
        for variable, (region, index, _) in enumerate(self._found):
            gain = share.get(index, 0)
            cost = 1 << (length - region[1]) if region[1] <= length else 0
            if cost != gain:
                entries.append((variable, float(cost - gain)))
            block = region[0] >> shift
            if region[1] > length and block not in broken and block not in inside:
                if block not in touched:
                    touched[block] = self._variables
                    entries.append((self._variables, 1.0))
                    self._variables += 1
                self._row([(variable, 1.0), (touched[block], -1.0)], 0.0)
        self._row(entries, float(whole - needed))

    def solve(self) -> tuple[dict[int, Candidate], int] | None:
        """Return the choice and its bound; None where none was found."""
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        weights = np.zeros(self._variables)
        weights[: len(self._found)] = [-one.weight for _, _, one in self._found]
        rows, columns, values = zip(*self._entries, strict=True) if self._entries else ((), (), ())
        matrix = csr_array((values, (rows, columns)), shape=(len(self._upper), self._variables))
        result = milp(
            weights,
            integrality=np.ones(self._variables),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(matrix, -np.inf, np.array(self._upper)),
            options={"mip_rel_gap": 0, "node_limit": SEARCH_NODES},
        )
        if result.x is None:
            return None
        taken = {index: one for (_, index, one), value in zip(self._found, result.x, strict=False) if value > 0.5}
        kept = sum(one.weight for one in taken.values())
        best = kept if result.mip_dual_bound is None else round(-result.mip_dual_bound)
        return taken, max(0, best - kept)


def _greedy(
    items: Sequence[Item], found: Sequence[tuple[Region, int, Candidate]], bits: int, part: Sequence[int]
) -> tuple[dict[int, Candidate], int]:
    """Choose the heaviest first; the bound is what each item's best candidate would keep, were it alone."""
    from govnetgen.addressing.unify.overlap import Taken

    space = Taken(bits)
    taken: dict[int, Candidate] = {}
    for region, index, one in sorted(found, key=lambda entry: (-entry[2].weight, -entry[0][1], entry[0], entry[1])):
        if index not in taken and not space.overlaps(region):
            taken[index] = one
            space.add(region)
    best = sum(max(one.weight for one in items[index].candidates) for index in part)
    return taken, best - sum(one.weight for one in taken.values())


def _drop_until_packed(
    items: Sequence[Item], found: Sequence[tuple[Region, int, Candidate]], room: Room, at_most: int
) -> Choice:
    """Keep the heaviest of which the rest still finds room, by bisection over how many; the bound is told."""
    from govnetgen.addressing.unify.problem import packs

    part = sorted({index for _, index, _ in found})
    taken, _ = _greedy(items, found, room.bits, part)
    ordered = sorted(taken.items(), key=lambda entry: (-entry[1].weight, entry[0]))
    low, high = 0, len(ordered)
    while low < high:
        middle = (low + high + 1) // 2
        if packs(items, Choice(dict(ordered[:middle])), room):
            low = middle
        else:
            high = middle - 1
    choice = Choice(dict(ordered[:low]))
    choice.bound = max(0, at_most - choice.weight)
    choice.methods[Method.BOUNDED if choice.bound else Method.PROGRAM] += 1
    return choice
