"""What to keep below one node: each item wants one of its candidates, no two of those chosen may overlap.

``solve`` is exact. By parts that have nothing to do with each other, each by the cheapest method that is exact for it:
one candidate an item by a tree DP over nested prefixes; candidates of one size by an assignment; all else, which is
NP-hard, by a 0/1 integer program.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from govnetgen.addressing.space import Region, Space


class Method(StrEnum):
    """How a part was solved. ``bounded``: not proved optimal; the loss is at most what the result says."""

    TREE = "tree DP"
    ASSIGNMENT = "assignment"
    PROGRAM = "integer program"
    BOUNDED = "bounded"


class Candidate(NamedTuple):
    """A place for an item, and the weight that is kept if it goes there."""

    region: Region
    weight: int


class Item(NamedTuple):
    """Something that wants a block of ``length``: in one of its candidates, or, keeping nothing, anywhere else."""

    length: int
    candidates: tuple[Candidate, ...]


@dataclass(slots=True)
class Choice:
    """The candidate that each item takes, by position. ``bound`` is the most that a better choice could keep more."""

    taken: dict[int, Candidate] = field(default_factory=dict)
    methods: Counter[Method] = field(default_factory=Counter)
    bound: int = 0

    @property
    def weight(self) -> int:
        """The weight that is kept."""
        return sum(one.weight for one in self.taken.values())


@dataclass(frozen=True, slots=True)
class Room:
    """The blocks that the items go into, what in them is taken, and how many others, by length, go there too."""

    bits: int
    blocks: tuple[Region, ...]
    obstacles: tuple[Region, ...] = ()
    others: Mapping[int, int] = field(default_factory=dict)

    def space(self) -> Space:
        """Return what is free."""
        space = Space(self.bits)
        for region in self.blocks:
            space.add(*region)
        for region in self.obstacles:
            space.claim(*region)
        return space


def solve(items: Sequence[Item], room: Room) -> Choice:
    """Return the choice of the greatest weight that leaves room for the items that keep nothing."""
    from govnetgen.addressing.unify.program import pack_program

    choice = Choice()
    if len(items) == 1 and not any(room.others.values()):
        # most nodes of a large network: one unit's one claim
        if items[0].candidates:
            choice.taken[0] = max(items[0].candidates, key=lambda one: (one.weight, one.region[1], -one.region[0]))
            choice.methods[Method.TREE] += 1
        return choice
    for part in parts(items, room.bits):
        _solve_part(items, part, room.bits, choice)
    if packs(items, choice, room):
        return choice
    return pack_program(items, room, at_most=choice.weight + choice.bound)


def _solve_part(items: Sequence[Item], part: Sequence[int], bits: int, choice: Choice) -> None:
    from govnetgen.addressing.unify.program import assign, program

    if all(len(items[index].candidates) == 1 for index in part):
        choice.taken |= nested(items, part, bits)
        choice.methods[Method.TREE] += 1
    elif len({one.region[1] for index in part for one in items[index].candidates}) == 1:
        choice.taken |= assign(items, part)
        choice.methods[Method.ASSIGNMENT] += 1
    else:
        taken, bound = program(items, part, bits)
        choice.taken |= taken
        choice.bound += bound
        choice.methods[Method.BOUNDED if bound else Method.PROGRAM] += 1


def in_order(items: Sequence[Item], part: Iterable[int]) -> list[tuple[Region, int, Candidate]]:
    """Return the candidates of some items, a block before what lies in it."""
    found = [(one.region, index, one) for index in part for one in items[index].candidates]
    found.sort(key=lambda one: (one[0], one[1]))
    return found


def last_of(bits: int, region: Region) -> int:
    """Return the highest address of a region."""
    return region[0] + (1 << (bits - region[1])) - 1


def parts(items: Sequence[Item], bits: int) -> list[list[int]]:
    """Return the items that have candidates, in groups that have no overlapping candidates with each other."""
    leader = list(range(len(items)))

    def find(index: int) -> int:
        while leader[index] != index:
            leader[index] = leader[leader[index]]
            index = leader[index]
        return index

    end, group = -1, -1
    for region, index, _ in in_order(items, range(len(items))):
        # aligned blocks are nested or disjoint: what begins before the end of an outermost one lies in it
        if region[0] > end:
            end, group = last_of(bits, region), index
        else:
            leader[find(index)] = find(group)
    found: dict[int, list[int]] = {}
    for index, item in enumerate(items):
        if item.candidates:
            found.setdefault(find(index), []).append(index)
    return list(found.values())


def nested(items: Sequence[Item], part: Sequence[int], bits: int) -> dict[int, Candidate]:
    """Choose where each item has one candidate: from the inside out, a block or the best of what lies in it."""
    open_ones: list[tuple[int, int, Candidate, int, list[int]]] = []
    chosen: dict[int, Candidate] = {}
    weight_below: list[int] = []

    def close() -> None:
        _, index, own, _, inside = open_ones.pop()
        below = weight_below.pop()
        if own.weight > below:
            chosen[index] = own
            for other in inside:
                chosen.pop(other, None)
        if open_ones:
            weight_below[-1] += max(own.weight, below)
            open_ones[-1][4].extend([*inside, index] if below >= own.weight else [index])

    for region, index, candidate in in_order(items, part):
        while open_ones and open_ones[-1][0] < region[0]:
            close()
        open_ones.append((last_of(bits, region), index, candidate, 0, []))
        weight_below.append(0)
    while open_ones:
        close()
    return chosen


def packs(items: Sequence[Item], choice: Choice, room: Room) -> bool:
    """Tell whether all that keeps nothing finds room beside what is kept.

    Sizes are powers of two and places aligned, so it does if of each size, whole blocks are left for all of that size
    and larger.
    """
    space = room.space()
    for one in choice.taken.values():
        space.claim(*one.region)
    needed = Counter(room.others)
    needed.update(item.length for index, item in enumerate(items) if index not in choice.taken)
    free = space.pieces()
    return all(
        sum(count << (length - own) for own, count in needed.items() if own <= length)
        <= sum(count << (length - own) for own, count in free.items() if own <= length)
        for length in needed
    )
