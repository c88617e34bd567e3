"""Articulation points and bridges, against taking each node and edge away and looking."""

from hypothesis import given
from hypothesis import strategies as st

from govnetgen.verify.graph import Graph, cuts

EDGES = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] != pair[1]), max_size=14)


def graph_of(edges: list[tuple[int, int]]) -> Graph[int]:
    """A graph of eight nodes; edges are named by their position, so that two between the same nodes are two."""
    graph: Graph[int] = Graph()
    for node in range(8):
        graph.add(node)
    for number, (one, other) in enumerate(edges):
        graph.connect(one, other, str(number))
    return graph


def reached(edges: list[tuple[int, int]], start: int, without: int | None = None) -> set[int]:
    """All that a node is connected with, when another one is gone."""
    seen = {start}
    while True:
        more = {
            b for pair in edges for a, b in (pair, pair[::-1]) if a in seen and b not in seen and without not in (a, b)
        }
        if not more:
            return seen
        seen |= more


@given(EDGES)
def test_a_bridge_is_an_edge_without_which_something_is_cut_off(edges: list[tuple[int, int]]) -> None:
    found = cuts(graph_of(edges), [0]).edges
    for number, (one, other) in enumerate(edges):
        rest = [edge for position, edge in enumerate(edges) if position != number]
        assert (str(number) in found) == (other not in reached(rest, one))


@given(EDGES)
def test_an_articulation_point_is_a_node_without_which_something_is_cut_off(edges: list[tuple[int, int]]) -> None:
    found = cuts(graph_of(edges), [0]).nodes
    for node in range(8):
        neighbours = {b for pair in edges for a, b in (pair, pair[::-1]) if a == node}
        parts = {frozenset(reached(edges, one, without=node)) for one in neighbours}
        assert (node in found) == (len(parts) > 1)


@given(EDGES)
def test_what_is_cut_off_is_what_loses_its_way_to_the_root(edges: list[tuple[int, int]]) -> None:
    for node, parts in cuts(graph_of(edges), [0]).nodes.items():
        for part in parts:
            if node != 0 and 0 in reached(edges, node):
                assert 0 not in set(part)
                assert all(reached(edges, one, without=node) == set(part) for one in part)


def test_a_long_chain_needs_no_recursion() -> None:
    graph: Graph[int] = Graph()
    for node in range(20_000):
        graph.connect(node, node + 1, str(node))
    assert len(cuts(graph, [0]).edges) == 20_000
