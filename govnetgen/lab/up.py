"""A LabPlan to a running lab."""

import hashlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from pathlib import Path

from govnetgen.drivers.linux_node.files import split
from govnetgen.lab.difference import steps_between
from govnetgen.lab.kernel_limits import raise_limits
from govnetgen.lab.layer import lay
from govnetgen.lab.namespace import inside, namespace_path
from govnetgen.lab.offload import checksums_by_kernel
from govnetgen.lab.process import Process
from govnetgen.lab.realise import realise
from govnetgen.lab.record import Record
from govnetgen.lab.run import Started, inode_of, ip_batch, start_node
from govnetgen.lab.script import Start, start_script
from govnetgen.lab.ssh import HOST_KEY, KEY, KNOWN_HOSTS, known_hosts, make_key
from govnetgen.lab.state import LabState, NodeState, WireState, create_state
from govnetgen.lab.topology import HOST_PORT, LabHost, LabNode, LabPlan, WireEnd
from govnetgen.lab.wiring import DeviceKind, NetworkDevice, Wiring
from govnetgen.output.atomic import write_atomically

Progress = Callable[[int, int], None]
"""Told how many of how many nodes and hosts are up."""
HOST = "host"
"""The kind of a host among the nodes of a state."""
AT_ONCE = 4 * (os.cpu_count() or 2)
"""Nodes that start side by side: most of a start is waiting."""


@dataclass(frozen=True, slots=True)
class NodeTrouble:
    """What went wrong with a node: ``dead`` ones did not come up at all."""

    node: str
    what: str
    said: str
    dead: bool


def planned_state(plan: LabPlan, folder: Path, limit: Sequence[str]) -> LabState:
    """Return the state of a lab of which nothing is there yet."""
    nodes = [
        NodeState(
            name=one.name,
            kind=one.kind.value,
            digest=digest(one.text),
            management=management_address(one),
            ports=one.ports,
        )
        for one in plan.nodes
    ]
    nodes += [NodeState(name=one.name, kind=HOST, digest=digest(repr(one)), ports=(HOST_PORT,)) for one in plan.hosts]
    return LabState(
        network=plan.network,
        folder=str(folder),
        limit=tuple(limit),
        management=plan.management.name if plan.management else "",
        nodes={one.name: one for one in nodes},
        wires=tuple(wires(plan)),
        vrfs=plan.vrfs,
    )


def wires(plan: LabPlan) -> Iterator[WireState]:
    """Yield all wires of a lab, those to hosts too."""
    for one in plan.wires:
        tunnel = None if one.tunnel is None else (one.tunnel.number, str(one.tunnel.a), str(one.tunnel.b))
        yield WireState(name=one.name, link=one.link, a=_end(one.a), b=_end(one.b), tunnel=tunnel)
    for host in plan.hosts:
        yield WireState(name=host.name, link=host.name, a=(host.node, host.port), b=(host.name, HOST_PORT))


def _end(one: WireEnd) -> tuple[str, str]:
    return one.node, one.port


def digest(text: str) -> str:
    """Return what tells one text from another."""
    return hashlib.sha256(text.encode()).hexdigest()


def management_address(node: LabNode) -> str:
    """Return the address at which a device is managed: that of its loopback."""
    loopbacks = [one for one in node.config.interfaces if one.name == "loopback-0"]
    return next((str(address.address) for one in loopbacks for address in one.addresses), "")


def build(plan: LabPlan, folder: Path, limit: Sequence[str], progress: Progress) -> tuple[LabState, list[NodeTrouble]]:
    """Make a lab of nothing; raises LabFailure where the machine refuses. What is made is in the state before it is."""
    state = planned_state(plan, folder, limit)
    create_state(state)
    record = Record(state)
    make_nodes(plan.nodes, plan.hosts, state.wires, record, progress)
    troubles = start_all(plan.nodes, plan.hosts, record, progress)
    dead = {one.node for one in troubles if one.dead}
    return record.change(lambda now: replace(now, complete=not dead)), troubles


def make_nodes(
    nodes: Sequence[LabNode], hosts: Sequence[LabHost], lines: Sequence[WireState], record: Record, progress: Progress
) -> None:
    """Make namespaces, keys, files and wires; nothing runs in them yet."""
    state = record.state
    raise_limits()
    progress(0, len(nodes) + len(hosts))
    write_keys(state, [one.name for one in nodes])
    names = [*(one.name for one in nodes), *(one.name for one in hosts)]
    ip_batch(f"netns add {state.namespace(name)}" for name in names)

    def numbered(now: LabState) -> LabState:
        found = {name: replace(now.nodes[name], inode=inode_of(now.namespace(name))) for name in names}
        return replace(now, nodes={**now.nodes, **found})

    state = record.change(numbered)
    ip_batch(wire_line(state, one) for one in lines if one.tunnel is None)
    for name, made in tunnel_lines(lines).items():
        ip_batch(made, namespace=state.namespace(name))


def wire_line(state: LabState, one: WireState) -> str:
    """Return the line that makes a wire, each end at its place at once."""
    (a, port), (b, far) = one.a, one.b
    return f"link add name {port} netns {state.namespace(a)} type veth peer name {far} netns {state.namespace(b)}"


def tunnel_lines(lines: Sequence[WireState]) -> dict[str, list[str]]:
    """Return the lines that make the ends of tunnels, by node: each in the namespace whose routing is to carry it."""
    found: dict[str, list[str]] = {}
    for one in lines:
        if one.tunnel is not None:
            number, a, b = one.tunnel
            for (node, port), local, remote in ((one.a, a, b), (one.b, b, a)):
                line = f"link add name {port} type vxlan id {number} local {local} remote {remote} dstport 4789"
                found.setdefault(node, []).append(line)
    return found


def write_keys(state: LabState, nodes: Sequence[str]) -> None:
    """Make the lab's key, one for each new node, and the known_hosts of all."""
    make_key(state.place / KEY)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(make_key, (layer(state, name) / HOST_KEY for name in nodes)))
    everyone = [one for one in state.nodes.values() if one.kind != HOST]
    keys = {one.name: make_key(layer(state, one.name) / HOST_KEY) for one in everyone}
    text = known_hosts(keys, {one.name: (one.management,) for one in everyone if one.management})
    write_atomically(state.place / KNOWN_HOSTS, text.encode(), mode=0o600)


def start_all(
    nodes: Sequence[LabNode], hosts: Sequence[LabHost], record: Record, progress: Progress
) -> list[NodeTrouble]:
    """Start nodes and hosts, many at once; returns what went wrong, by node."""
    troubles: list[NodeTrouble] = []
    total = len(nodes) + len(hosts)
    pool = ThreadPoolExecutor(AT_ONCE)
    try:
        # the big ones first: the last to be done should be small
        waiting = [pool.submit(_start, one, record) for one in sorted(nodes, key=lambda one: -len(one.text))]
        waiting += [pool.submit(start_host, one, record) for one in hosts]
        for number, done in enumerate(as_completed(waiting), start=1):
            troubles += done.result()
            progress(number, total)
    finally:
        pool.shutdown(cancel_futures=True)
    return sorted(troubles, key=lambda one: one.node)


def layer(state: LabState, node: str) -> Path:
    """Return the folder of the files that lie over the machine's own in a node."""
    return state.place / "nodes" / node / "layer"


def _start(node: LabNode, record: Record) -> list[NodeTrouble]:
    state = record.state
    folder = layer(state, node.name).parent
    files = split(node.text).contents
    (folder / "own").mkdir()
    lay(folder / "layer", files, authorized=make_key(state.place / KEY))
    bare = Wiring(
        devices=(
            NetworkDevice(name="lo", kind=DeviceKind.LOOPBACK),
            *(NetworkDevice(name=one, kind=DeviceKind.PORT, up=False) for one in node.ports),
        )
    )
    wanted = realise(node.config, node.ports, vrfs=state.vrfs)
    start = Start(
        hostname=node.config.system.hostname,
        folder=folder,
        files=files,
        steps=steps_between(bare, wanted),
        tables=wanted.tables,
        vrfs=state.vrfs,
        live=(Path(__file__).parents[2], Path(sys.prefix), Path(sys.base_prefix)),
    )
    script = folder / "start.sh"
    script.write_text(start_script(start), encoding="utf-8")

    def announced(first: Process) -> None:
        record.change(lambda now: now.with_node(replace(now.nodes[node.name], process=first)))

    begun = start_node(state.namespace(node.name), script, folder / "log", announced)
    if not begun.failure:
        now = record.change(lambda now: now.with_node(replace(now.nodes[node.name], started=True)))
        checksums_by_kernel(namespaces_in(now, node.name))
    return list(_troubles(node.name, begun))


def _troubles(name: str, begun: Started) -> Iterator[NodeTrouble]:
    if begun.failure:
        yield NodeTrouble(name, begun.failure, begun.said, dead=True)
    for one in begun.troubles:
        yield NodeTrouble(name, one, begun.said, dead=False)


def namespaces_in(state: LabState, node: str) -> tuple[Path, ...]:
    """Return a node's namespaces: its own and those of its VRFs, which only its own processes see by name."""
    first = state.nodes[node].process
    # a host has no files of its own, and no VRFs
    folder = None if first is None else Path(f"/proc/{first.number}/root/run/netns")
    tables = sorted(folder.iterdir()) if folder is not None and folder.is_dir() else []
    return (namespace_path(state.namespace(node)), *tables)


def start_host(host: LabHost, record: Record) -> list[NodeTrouble]:
    """Give a host its addresses and its default routes."""
    namespace = record.state.namespace(host.name)
    with inside(namespace_path(namespace)):
        # a host's routes are those of the plan, not what a router offers
        Path("/proc/sys/net/ipv6/conf/all/accept_ra").write_text("0")
        Path(f"/proc/sys/net/ipv6/conf/{HOST_PORT}/accept_ra").write_text("0")
    lines = ["link set dev lo up"]
    lines += [f"addr add {one} dev {HOST_PORT}{' nodad' if one.version == 6 else ''}" for one in host.addresses]
    lines.append(f"link set dev {HOST_PORT} up")
    lines += [f"route add default via {one} dev {HOST_PORT}" for one in host.gateways]
    ip_batch(lines, namespace=namespace)
    checksums_by_kernel([namespace_path(namespace)])
    record.change(lambda now: now.with_node(replace(now.nodes[host.name], started=True)))
    return []
