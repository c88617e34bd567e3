"""How a lab is: which nodes live, which of their daemons do not, what is failed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from govnetgen.lab.outage import cut_wires
from govnetgen.lab.process import alive, names_by_namespace
from govnetgen.lab.run import inode_of
from govnetgen.lab.script import DAEMONS, daemons
from govnetgen.lab.state import LabState, NodeState
from govnetgen.lab.up import HOST


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeStatus:
    """A node or host; ``troubles`` is empty where all is well."""

    name: str
    kind: str
    management: str
    troubles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabStatus:
    """A lab; ``cut`` are the wires that failures keep down."""

    state: LabState
    nodes: tuple[NodeStatus, ...]
    cut: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Tell whether the lab came up, and all is well with every node."""
        return self.state.complete and not any(one.troubles for one in self.nodes)


def lab_status(state: LabState) -> LabStatus:
    """Look at every node of a lab."""
    running = names_by_namespace()
    return LabStatus(
        state=state,
        nodes=tuple(
            NodeStatus(
                name=name,
                kind=one.kind,
                management=one.management,
                troubles=tuple(_troubles(state, one, running)),
            )
            for name, one in sorted(state.nodes.items())
        ),
        cut=tuple(sorted(one.name for one in cut_wires(state))),
    )


def _troubles(state: LabState, node: NodeState, running: Mapping[int, frozenset[str]]) -> Iterator[str]:
    inode = inode_of(state.namespace(node.name))
    if not inode or inode != node.inode:
        yield "its namespace is gone"
        return
    if node.kind == HOST:
        return
    if node.process is None or not alive(node.process):
        yield "it is dead"
        return
    if not node.started:
        yield "it did not start"
        return
    here = running.get(inode, frozenset())
    root = Path(f"/proc/{node.process.number}/root")
    file = root / DAEMONS.lstrip("/")
    wanted = daemons(file.read_bytes() if file.exists() else b"")
    # the kernel keeps 15 characters of a process's name
    for one in ("sshd", *wanted):
        if one[:15] not in here:
            yield f"{one} does not run"
