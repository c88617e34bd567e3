"""Articulation points and bridges of a graph with parallel edges, in linear time (Hopcroft and Tarjan, 1973)."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

N = TypeVar("N", bound=Hashable)


@dataclass(slots=True)
class Graph(Generic[N]):
    """Undirected, with named edges: two edges between the same nodes are two ways."""

    neighbours: dict[N, list[tuple[N, str]]] = field(default_factory=dict)

    def add(self, node: N) -> None:
        """Add a node."""
        self.neighbours.setdefault(node, [])

    def connect(self, one: N, other: N, name: str) -> None:
        """Add an edge."""
        self.neighbours.setdefault(one, []).append((other, name))
        self.neighbours.setdefault(other, []).append((one, name))


@dataclass(frozen=True, slots=True, eq=False)
class Part(Generic[N]):
    """The nodes below an element: a stretch of the order in which the search met them, so that a part costs nothing."""

    order: Sequence[N]
    start: int
    stop: int

    def __iter__(self) -> Iterator[N]:
        return (self.order[position] for position in range(self.start, self.stop))

    def __len__(self) -> int:
        return self.stop - self.start


@dataclass(frozen=True, slots=True)
class Cuts(Generic[N]):
    """What the loss of one element separates: a node or an edge, and each part that loses its way to the root."""

    nodes: Mapping[N, tuple[Part[N], ...]]
    edges: Mapping[str, Part[N]]


def cuts(graph: Graph[N], roots: Iterable[N]) -> Cuts[N]:
    """Return the articulation points and bridges; parts are those without ``roots``, the first of each component.

    A root of the search cuts off nothing by itself unless several parts hang on it: these are then all but the first.
    """
    search = _Search(graph)
    for root in (*roots, *graph.neighbours):
        if root not in search.entered:
            search.run(root)
    return Cuts(search.nodes, search.edges)


class _Search(Generic[N]):
    """Depth first, with a stack of its own: networks are deeper than Python's recursion."""

    def __init__(self, graph: Graph[N]) -> None:
        self.graph = graph
        self.entered: dict[N, int] = {}
        self.order: list[N] = []
        self.low: dict[N, int] = {}
        self.nodes: dict[N, tuple[Part[N], ...]] = {}
        self.edges: dict[str, Part[N]] = {}

    def run(self, root: N) -> None:
        """Search the component of a root."""
        self._enter(root)
        below_root: list[Part[N]] = []
        stack = [(root, "", iter(self.graph.neighbours[root]))]
        while stack:
            node, arrived_by, rest = stack[-1]
            step = next(rest, None)
            if step is None:
                stack.pop()
                if stack:
                    self._leave(node, arrived_by, stack[-1][0], root, below_root)
                continue
            other, name = step
            if name == arrived_by:
                continue
            if other in self.entered:
                self.low[node] = min(self.low[node], self.entered[other])
            else:
                self._enter(other)
                stack.append((other, name, iter(self.graph.neighbours[other])))
        if len(below_root) > 1:
            self.nodes[root] = tuple(sorted(below_root, key=len)[:-1])

    def _enter(self, node: N) -> None:
        self.entered[node] = self.low[node] = len(self.order)
        self.order.append(node)

    def _leave(self, node: N, arrived_by: str, parent: N, root: N, below_root: list[Part[N]]) -> None:
        self.low[parent] = min(self.low[parent], self.low[node])
        if self.low[node] < self.entered[parent]:
            return
        part = Part(self.order, self.entered[node], len(self.order))
        if self.low[node] > self.entered[parent]:
            self.edges[arrived_by] = part
        if parent == root:
            below_root.append(part)
        else:
            self.nodes[parent] = (*self.nodes.get(parent, ()), part)
