"""The choice of what is kept: as good as trying everything, on worlds small enough to try everything."""

import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

import pytest

from govnetgen.addressing.claim import Claims
from govnetgen.addressing.hierarchy import Hierarchy, Leaf, Node
from govnetgen.addressing.space import Region, Space
from govnetgen.addressing.unify import keep as keeping
from govnetgen.addressing.unify import program
from govnetgen.addressing.unify.keep import Wish, keep
from govnetgen.addressing.unify.problem import Candidate, Choice, Item, Method, Room, packs, solve
from govnetgen.diagnostics import Location
from govnetgen.model.address import Prefix
from govnetgen.model.network import Pool

BITS = 8
HERE = Location("plan.yaml", 1)


def room_of(chance: random.Random) -> Room:
    block = (0, chance.choice((3, 4)))
    space = Space(BITS)
    space.add(*block)
    taken = []
    for _ in range(chance.choice((0, 0, 1, 2))):
        region = region_in(chance, block, chance.randint(block[1] + 1, 8))
        if space.claim(*region):
            taken.append(region)
    others = {chance.randint(5, 8): chance.randint(1, 2)} if chance.random() < 0.4 else {}
    return Room(BITS, (block,), tuple(taken), others)


def region_in(chance: random.Random, block: Region, length: int, bits: int = BITS) -> Region:
    step = 1 << (bits - length)
    return block[0] + chance.randrange(1 << (length - block[1])) * step, length


def items_for(chance: random.Random, room: Room, most: int = 5) -> list[Item]:
    items = []
    for _ in range(chance.randint(1, most)):
        length = chance.randint(room.blocks[0][1] + 1, 7) if chance.random() < 0.7 else 5
        candidates = {}
        for _ in range(chance.choice((0, 1, 1, 2, 3))):
            # a block may be larger than planned
            region = region_in(chance, room.blocks[0], chance.choice((length, max(4, length - 1))))
            if room.space().is_free(*region):
                candidates[region] = chance.randint(1, 6)
        items.append(Item(length, tuple(Candidate(*one) for one in sorted(candidates.items()))))
    return items


def best_by_trying(items: Sequence[Item], room: Room) -> int | None:
    best = None
    for combination in product(*[(None, *item.candidates) for item in items]):
        space = room.space()
        if all(space.claim(*one.region) for one in combination if one is not None):
            choice = Choice({index: one for index, one in enumerate(combination) if one is not None})
            if fits_largest_first(items, choice, room):
                best = max(best or 0, choice.weight)
    return best


def fits_largest_first(items: Sequence[Item], choice: Choice, room: Room) -> bool:
    """Pack by doing it, where ``packs`` counts."""
    space = room.space()
    for one in choice.taken.values():
        space.claim(*one.region)
    rest = [item.length for index, item in enumerate(items) if index not in choice.taken]
    rest += [length for length, count in room.others.items() for _ in range(count)]
    return all(space.take_lowest(length) is not None for length in sorted(rest))


def test_every_method_is_exact() -> None:
    chance = random.Random(4)
    methods: set[Method] = set()
    solved = 0
    while solved < 500:
        room = room_of(chance)
        items = items_for(chance, room)
        best = best_by_trying(items, room)
        if best is None:
            continue
        solved += 1
        choice = solve(items, room)
        assert (choice.weight, choice.bound) == (best, 0)
        assert packs(items, choice, room)
        assert fits_largest_first(items, choice, room)
        methods |= set(choice.methods)
    assert methods == {Method.TREE, Method.ASSIGNMENT, Method.PROGRAM}


def test_where_a_limit_stops_the_exact_method_the_bound_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "VARIABLES", 1)
    chance = random.Random(5)
    worse = 0
    for _ in range(600):
        room = room_of(chance)
        items = items_for(chance, room)
        best = best_by_trying(items, room)
        if best is not None:
            choice = solve(items, room)
            assert choice.weight <= best <= choice.weight + choice.bound
            assert packs(items, choice, room)
            worse += choice.weight < best
    assert worse


def test_a_sparse_assignment_is_as_good_as_a_dense_one(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(6)
    for _ in range(30):
        items = [
            Item(8, tuple(Candidate((one, 8), chance.randint(1, 9)) for one in chance.sample(range(32), 3)))
            for _ in range(12)
        ]
        part = range(len(items))
        monkeypatch.setattr(program, "DENSE", 4_000_000)
        dense = sum(one.weight for one in program.assign(items, part).values())
        monkeypatch.setattr(program, "DENSE", 1)
        sparse = program.assign(items, part)
        assert len({one.region for one in sparse.values()}) == len(sparse)
        assert sum(one.weight for one in sparse.values()) == dense


def tree_of(chance: random.Random) -> tuple[Hierarchy, list[Wish]]:
    """A pool of 64 addresses, two sites of up to two units of up to two VLANs, each with a wish or without."""
    pool = Pool(name="service", prefix=Prefix.parse("10.0.0.0/26"), location=HERE)
    root = Node("", "service", -1, None, HERE)
    tree = Hierarchy(pool, root, ("district", "unit"))
    wishes = []
    for site in range(chance.randint(1, 2)):
        place = Node(f"site:s{site}", f"service/site:s{site}", 0, root, HERE)
        root.children.append(place)
        for number in range(chance.randint(1, 2)):
            name = f"u{site}{number}"
            unit = Node(f"unit:{name}", f"service/unit:{name}", 1, place, HERE)
            place.children.append(unit)
            for vlan in ("a", "b")[: chance.randint(1, 2)]:
                length = chance.choice((30, 31, 31))
                leaf = Leaf(name, vlan, f"service/{name}/{vlan}", length, 1, 1, None, unit, HERE)
                unit.leaves.append(leaf)
                if chance.random() < 0.8:
                    pool_region = (pool.prefix.value, pool.prefix.length)
                    wishes.append(Wish(leaf, region_in(chance, pool_region, length, 32), chance.randint(1, 9)))
    return tree, wishes


def try_everything(
    node: Node, block: Region, wishes: Mapping[Leaf, Wish], lengths: keeping._Lengths, known: dict[object, int | None]
) -> int | None:
    """Return the most that a node can keep in a block, by trying every block for every child."""
    key = (node.key, block)
    if key in known:
        return known[key]
    children: list[Node | Leaf] = [*node.children, *node.leaves]
    options = []
    for child in children:
        own: list[tuple[Region, int]] = []
        if isinstance(child, Leaf):
            wish = wishes.get(child)
            own = [(wish.region, wish.weight)] if wish is not None and inside(wish.region, block) else []
        else:
            largest = block[1] if len(children) == 1 else block[1] + 1
            for place in blocks_in(block, largest, lengths.of(child)):
                weight = try_everything(child, place, wishes, lengths, known)
                if weight:
                    own.append((place, weight))
        options.append(own)
    best: int | None = None
    for chosen in range(len(children) + 1):
        for which in combinations(range(len(children)), chosen):
            for picks in product(*(options[index] for index in which)):
                space = Space(32)
                space.add(*block)
                if not all(space.claim(*region) for region, _ in picks):
                    continue
                rest = sorted(lengths.of(child) for index, child in enumerate(children) if index not in which)
                if all(space.take_lowest(length) is not None for length in rest):
                    best = max(best or 0, sum(weight for _, weight in picks))
    known[key] = best
    return best


def blocks_in(block: Region, largest: int, smallest: int) -> Iterator[Region]:
    for length in range(largest, smallest + 1):
        for number in range(1 << (length - block[1])):
            yield block[0] + (number << (32 - length)), length


def inside(region: Region, block: Region) -> bool:
    return block[1] <= region[1] and not (region[0] ^ block[0]) >> (32 - block[1])


def test_a_hierarchy_keeps_as_much_as_trying_everything() -> None:
    chance = random.Random(7)
    kept_some = 0
    for _ in range(150):
        tree, wishes = tree_of(chance)
        spare = (chance.choice((0, 1)), 0)
        lengths = keeping._Lengths(tree, wishes, spare)
        pool = (tree.pool.prefix.value, tree.pool.prefix.length)
        best = try_everything(tree.root, pool, {one.leaf: one for one in wishes}, lengths, {})
        if best is None:
            continue
        found = keep(tree, Claims(4, []), wishes, spare=spare)
        assert (found.weight, found.bound) == (best, 0)
        check_nested(tree, found.subnets, found.blocks)
        kept_some += found.weight > 0
    assert kept_some > 80


def check_nested(tree: Hierarchy, subnets: Mapping[Leaf, Region], blocks: Mapping[Node, Region]) -> None:
    """One block a node, inside its parent's; what is kept inside its unit's; nothing overlaps its siblings."""
    for leaf, region in subnets.items():
        assert inside(region, blocks[leaf.parent])
    for node, region in blocks.items():
        if node.parent is not None and node.parent is not tree.root:
            assert inside(region, blocks[node.parent])
    for group in (list(subnets.values()), *siblings(blocks)):
        for one, other in combinations(group, 2):
            assert not inside(one, other)
            assert not inside(other, one)


def siblings(blocks: Mapping[Node, Region]) -> list[list[Region]]:
    groups: dict[Node | None, list[Region]] = {}
    for node, region in blocks.items():
        groups.setdefault(node.parent, []).append(region)
    return list(groups.values())
