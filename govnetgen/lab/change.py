"""A running lab to a new plan: what is equal stays up, what differs is brought to its new state, and said."""

import json
import socket
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from govnetgen.drivers.linux_node.files import MANAGED, split
from govnetgen.drivers.linux_program import program, program_name
from govnetgen.lab.down import take_nodes
from govnetgen.lab.layer import forget
from govnetgen.lab.namespace import inside
from govnetgen.lab.offload import checksums_by_kernel
from govnetgen.lab.outage import reload_interfaces, write_failed
from govnetgen.lab.process import Process, alive
from govnetgen.lab.record import Record
from govnetgen.lab.run import in_node, ip_batch
from govnetgen.lab.state import LabState, NodeState, WireState
from govnetgen.lab.topology import LabNode, LabPlan
from govnetgen.lab.up import (
    AT_ONCE,
    HOST,
    NodeTrouble,
    Progress,
    layer,
    make_nodes,
    namespaces_in,
    planned_state,
    start_all,
)

_RUN = "lab-up"
_PROGRAMS = "usr/local/lib/govnetgen"
"""Where a node keeps the program that changes it: the driver of deploy looks there too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabChange:
    """What a new plan makes of a running lab; ``changed`` are the files that were loaded anew, by node."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    rewired: tuple[str, ...] = ()
    changed: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def empty(self) -> bool:
        """Tell whether the lab was as planned already."""
        return not (self.added or self.removed or self.rewired or self.changed)


def is_whole(state: LabState) -> bool:
    """Tell whether a lab came up and all its nodes live."""
    return state.complete and all(
        one.kind == HOST or (one.process is not None and alive(one.process)) for one in state.nodes.values()
    )


def change(
    record: Record, plan: LabPlan, folder: Path, limit: Sequence[str], progress: Progress
) -> tuple[LabChange, list[NodeTrouble]]:
    """Bring a running lab to a new plan."""
    old, new = record.state, planned_state(plan, folder, limit)
    gone = [one for one in old.nodes.values() if not _stays(one, new)]
    fresh = {name for name in new.nodes if name not in old.nodes or not _stays(old.nodes[name], new)}
    lost, made = _wires_between(old, new, {one.name for one in gone}, fresh)
    _unwire(record, lost)
    _take(record, gone)
    kept = {name: old.nodes[name] for name in new.nodes if name not in fresh}
    nodes = {
        name: replace(one, inode=kept[name].inode, process=kept[name].process, started=kept[name].started)
        if name in kept
        else one
        for name, one in new.nodes.items()
    }
    known = {name for wire in new.wires for name in (wire.link, wire.name)} | set(nodes)
    failed = tuple(one for one in old.failed if one in known)
    record.change(lambda now: replace(new, nodes=nodes, failed=failed))
    begun = [one for one in plan.nodes if one.name in fresh]
    hosts = [one for one in plan.hosts if one.name in fresh]
    make_nodes(begun, hosts, made, record, progress)
    troubles = start_all(begun, hosts, record, progress) if begun or hosts else []
    touched = {name for wire in (*lost, *made) for name in _nodes(wire)}
    changed, more = _load(record, [one for one in plan.nodes if one.name in kept], touched)
    dead = any(one.dead for one in troubles)
    record.change(lambda now: replace(now, complete=not dead))
    said = LabChange(
        added=tuple(sorted(fresh)),
        removed=tuple(sorted({one.name for one in gone})),
        rewired=tuple(sorted({one.name for one in (*lost, *made)} - fresh - {one.name for one in gone})),
        changed=changed,
    )
    return said, [*troubles, *more]


def _stays(one: NodeState, new: LabState) -> bool:
    """A node keeps running whatever its text says; a host is made anew, at no cost."""
    then = new.nodes.get(one.name)
    if then is None or then.kind != one.kind:
        return False
    return one.kind != HOST or then.digest == one.digest


def _wires_between(
    old: LabState, new: LabState, gone: set[str], fresh: set[str]
) -> tuple[list[WireState], list[WireState]]:
    before, after = set(old.wires), set(new.wires)
    # what ends in a namespace that goes, goes with it
    lost = [one for one in old.wires if one not in after or gone & set(_nodes(one))]
    made = [one for one in new.wires if one not in before or fresh & set(_nodes(one))]
    return lost, made


def _nodes(wire: WireState) -> tuple[str, str]:
    return wire.a[0], wire.b[0]


def _unwire(record: Record, lost: Sequence[WireState]) -> None:
    left = set(lost)
    record.change(lambda now: replace(now, wires=tuple(one for one in now.wires if one not in left), complete=False))
    state = record.state
    for wire in lost:
        # with one end of a veth goes the other
        for node, port in (wire.a,) if wire.tunnel is None else (wire.a, wire.b):
            for path in namespaces_in(state, node):
                _delete(path, port)


def _delete(path: Path, port: str) -> None:
    with inside(path):
        if port in {name for _, name in socket.if_nameindex()}:
            ip_batch([f"link del dev {port}"])


def _take(record: Record, gone: list[NodeState]) -> None:
    take_nodes(record.state, gone)
    for one in gone:
        forget(layer(record.state, one.name).parent)
    names = {one.name for one in gone}
    record.change(lambda now: replace(now, nodes={name: one for name, one in now.nodes.items() if name not in names}))


def _load(
    record: Record, nodes: Sequence[LabNode], rewired: set[str]
) -> tuple[tuple[tuple[str, tuple[str, ...]], ...], list[NodeTrouble]]:
    state = record.state

    def one(node: LabNode) -> tuple[LabNode, tuple[str, ...], list[NodeTrouble]]:
        return node, *_loaded(state, node, again=node.name in rewired)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        done = list(pool.map(one, nodes))
    changed = tuple((node.name, files) for node, files, _ in done if files)
    return changed, [trouble for _, _, troubles in done for trouble in troubles]


def _loaded(state: LabState, node: LabNode, *, again: bool) -> tuple[tuple[str, ...], list[NodeTrouble]]:
    """Give a node its text by its own program, as a transaction; returns the files that it loaded anew."""
    first = state.nodes[node.name].process
    if first is None:
        return (), []
    if again:
        write_failed(state, node.name)
    said: list[NodeTrouble] = []
    files: tuple[str, ...] = ()
    if differing(Path(f"/proc/{first.number}/root"), node):
        words = [sys.executable, "-S", str(_program(first)), "apply", "--run", _RUN, "--replace"]
        _, text = in_node(first, words, given=node.text)
        files, said = _answer(node.name, text)
    if again:
        refused = reload_interfaces(state, node.name)
        said += [NodeTrouble(node.name, "its interfaces were not all taken", refused, dead=False)] if refused else []
        checksums_by_kernel(namespaces_in(state, node.name))
    return files, said


def _program(first: Process) -> Path:
    """Give a node the program that changes it, unless it has it; returns its place there."""
    place = Path(_PROGRAMS, program_name())
    file = Path(f"/proc/{first.number}/root") / place
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(program())
    return Path("/") / place


def differing(root: Path, node: LabNode) -> tuple[str, ...]:
    """Return the files of a running node that are not as its text says."""
    wanted = split(node.text).contents
    there = {
        "/" + str(path.relative_to(root))
        for pattern in MANAGED
        for path in root.glob(pattern.lstrip("/"))
        if path.is_file()
    }
    changed = [path for path, content in wanted.items() if path not in there or _content(root, path) != content]
    return tuple(sorted((*changed, *(there - wanted.keys()))))


def _content(root: Path, path: str) -> bytes:
    return (root / path.lstrip("/")).read_bytes()


def _answer(name: str, text: str) -> tuple[tuple[str, ...], list[NodeTrouble]]:
    try:
        answer = json.loads(text.strip().splitlines()[-1])
    except (json.JSONDecodeError, IndexError):
        return (), [NodeTrouble(name, "its own program did not answer", text, dead=False)]
    if answer["outcome"] in ("applied", "unchanged"):
        return tuple(answer["changed"]), []
    if answer.get("pending"):
        return (), [NodeTrouble(name, f"a change waits to be confirmed: {answer['pending']}", "", dead=False)]
    return (), [NodeTrouble(name, f"its new text was {answer['outcome']}", "\n".join(_reasons(answer)), dead=False)]


def _reasons(answer: dict[str, object]) -> Iterator[str]:
    why = answer.get("why")
    for one in why if isinstance(why, list) else [why]:
        yield one if isinstance(one, str) else json.dumps(one, ensure_ascii=False)
