"""The order of moving: chains in waves, circles broken by as few temporary blocks as it takes."""

import random
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from govnetgen.addressing.unify import migrate as migrating
from govnetgen.addressing.unify.migrate import dependencies, strongly_connected
from govnetgen.addressing.unify.summary import merged
from govnetgen.model.address import Prefix

BLOCKS = [Prefix(4, (10 << 24) + (number << 8), 24) for number in range(6)]


def prefixes(chance: random.Random) -> Prefix:
    length = chance.randint(26, 30)
    return Prefix(4, chance.randrange(1 << (length - 24)) << (32 - length), length)


def test_who_must_leave_first_is_who_overlaps() -> None:
    chance = random.Random(3)
    for _ in range(300):
        moving = [(prefixes(chance), prefixes(chance)) for _ in range(chance.randint(0, 12))]
        expected = [
            [other for other, (old, _) in enumerate(moving) if other != index and old.overlaps(new)]
            for index, (_, new) in enumerate(moving)
        ]
        assert dependencies(moving) == expected


@given(st.integers(1, 8).flatmap(lambda n: st.lists(st.sets(st.integers(0, n - 1)), min_size=n, max_size=n)))
def test_components_are_who_reach_each_other(edges: list[set[int]]) -> None:
    graph = [sorted(one) for one in edges]
    reach = [{index} for index in range(len(graph))]
    for _ in graph:
        reach = [one.union(*(reach[other] for node in one for other in graph[node])) for one in reach]
    parts = strongly_connected(graph)
    assert sorted(node for part in parts for node in part) == list(range(len(graph)))
    for part in parts:
        for one, other in combinations(part, 2):
            assert other in reach[one]
            assert one in reach[other]
    place = {node: position for position, part in enumerate(parts) for node in part}
    assert all(place[other] <= place[node] for node, found in enumerate(graph) for other in found)


def waves(moving: list[tuple[int, int]]) -> tuple[list[int], set[int]]:
    before = dependencies([(BLOCKS[old], BLOCKS[new]) for old, new in moving])
    temporary = {
        one for part in strongly_connected(before) if len(part) > 1 for one in migrating._feedback(part, before)
    }
    return migrating._waves(before, temporary), temporary


def test_a_chain_moves_from_its_end() -> None:
    assert waves([(0, 1), (1, 2), (2, 3)]) == ([3, 2, 1], set())


def test_two_who_swap_need_one_temporary_block() -> None:
    found, temporary = waves([(0, 1), (1, 0)])
    assert len(temporary) == 1
    assert sorted(found) == [1, 2]


def test_a_long_circle_needs_one_too() -> None:
    found, temporary = waves([(0, 1), (1, 2), (2, 3), (3, 4), (4, 0)])
    assert len(temporary) == 1
    assert sorted(found) == [1, 2, 3, 4, 5]


def test_merged_prefixes_are_the_same_addresses_and_no_fewer_would_do() -> None:
    chance = random.Random(8)
    for _ in range(300):
        some = [prefixes(chance) for _ in range(chance.randint(0, 20))]
        found = merged(some)
        addresses = {value for one in some for value in range(one.value, one.last + 1)}
        assert sorted(value for one in found for value in range(one.value, one.last + 1)) == sorted(addresses)
        for one in found:
            sibling = one.value ^ one.size
            assert not all(value in addresses for value in range(sibling, sibling + one.size))
