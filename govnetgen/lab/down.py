"""Taking a lab away: what its state names, and nothing else."""

import shutil
from dataclasses import dataclass

from govnetgen.lab.kernel_limits import restore_limits
from govnetgen.lab.namespace import namespace_path
from govnetgen.lab.process import Process, end, in_namespaces
from govnetgen.lab.run import inode_of, ip_batch
from govnetgen.lab.state import LabState, NodeState


@dataclass(frozen=True, slots=True)
class TakenDown:
    """What was taken away; ``living`` processes could not be ended, ``strange`` namespaces are somebody else's."""

    network: str
    nodes: int
    processes: int
    living: tuple[Process, ...] = ()
    strange: tuple[str, ...] = ()


def take_down(state: LabState) -> TakenDown:
    """End every process of a lab and delete its namespaces and files."""
    gone = list(state.nodes.values())
    ended, living = take_nodes(state, gone)
    strange = tuple(namespace for one in gone if (namespace := state.namespace(one.name)) and inode_of(namespace))
    if not living:
        shutil.rmtree(state.place)
        restore_limits()
    return TakenDown(state.network, len(gone), ended, living, strange)


def take_nodes(state: LabState, nodes: list[NodeState]) -> tuple[int, tuple[Process, ...]]:
    """End some nodes of a lab: their processes, then their namespaces; returns how many, and those that live on."""
    firsts = [one.process for one in nodes if one.process is not None]
    living = end(firsts)
    there = {one.name: inode_of(state.namespace(one.name)) for one in nodes}
    # without a number, the lab was stopped between naming the namespace and looking at it
    own = {one.name: there[one.name] for one in nodes if there[one.name] and one.inode in (0, there[one.name])}
    # a node that was just starting, or a program that somebody ran in a node
    ended = len(firsts)
    while (rest := in_namespaces(set(own.values()))) and not living:
        living += end(rest)
        ended += len(rest)
    ip_batch(f"netns del {state.namespace(name)}" for name in own if namespace_path(state.namespace(name)).exists())
    return ended, living
