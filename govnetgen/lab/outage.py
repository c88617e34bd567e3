"""Failing links and devices of a running lab on purpose, and healing them."""

import socket
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from govnetgen.diagnostics import Checked, Collector, Location, did_you_mean
from govnetgen.lab.namespace import inside
from govnetgen.lab.record import Record
from govnetgen.lab.run import in_node, ip_batch
from govnetgen.lab.state import LabState, WireState
from govnetgen.lab.up import HOST, namespaces_in
from govnetgen.lab.wiring import SWITCH_END

FAILED_PORTS = "run/govnetgen/failed"
"""Where a node finds the names of its ports that stay down."""


@dataclass(frozen=True, slots=True)
class Outage:
    """What was failed or healed: the names that were given, and the wires that this touched."""

    names: tuple[str, ...]
    wires: tuple[str, ...]


def fail(record: Record, name: str) -> Checked[Outage]:
    """Cut a link, one wire of it, or every wire of a device; its far ends lose their carrier too."""
    collector = Collector()
    state = record.state
    if not _wires_of(state, name):
        known = {one.link for one in state.wires} | {one.name for one in state.wires} | set(state.nodes)
        collector.error(
            "lab-unknown-part",
            f"the lab has no link or device {name!r}",
            Location(name),
            hint=did_you_mean(name, known),
        )
        return collector.checked(None)
    before = cut_wires(state)
    state = record.change(lambda now: replace(now, failed=tuple(dict.fromkeys((*now.failed, name)))))
    newly = cut_wires(state) - before
    _take_down(state, newly)
    return collector.checked(Outage((name,), _names(newly)))


def heal(record: Record, name: str | None) -> Checked[Outage]:
    """Put back what was failed: one name, or everything."""
    collector = Collector()
    state = record.state
    if name is not None and name not in state.failed:
        hint = f"failed are: {', '.join(state.failed)}" if state.failed else "nothing is failed"
        collector.error("lab-not-failed", f"{name!r} is not failed", Location(name), hint=hint)
        return collector.checked(None)
    before = cut_wires(state)
    names = state.failed if name is None else (name,)
    state = record.change(lambda now: replace(now, failed=tuple(one for one in now.failed if one not in names)))
    healed = before - cut_wires(state)
    _put_back(state, healed)
    return collector.checked(Outage(names, _names(healed)))


def cut_wires(state: LabState) -> frozenset[WireState]:
    """Return the wires that are cut now."""
    return frozenset(wire for name in state.failed for wire in _wires_of(state, name))


def cut_ports(state: LabState, node: str) -> tuple[str, ...]:
    """Return the ports of a node that a failure keeps down."""
    return tuple(sorted(port for wire in cut_wires(state) for where, port in (wire.a, wire.b) if where == node))


def _wires_of(state: LabState, name: str) -> tuple[WireState, ...]:
    return tuple(
        one for one in state.wires if name in (one.link, one.name) or (name in state.nodes and name in _nodes(one))
    )


def _nodes(wire: WireState) -> tuple[str, str]:
    return wire.a[0], wire.b[0]


def _names(wires: Iterable[WireState]) -> tuple[str, ...]:
    return tuple(sorted(one.name for one in wires))


def _take_down(state: LabState, wires: Iterable[WireState]) -> None:
    ends = _ends(state, wires)
    for node in ends:
        write_failed(state, node)
    for node, ports in ends.items():
        for path in namespaces_in(state, node):
            with inside(path):
                # a program started here is in the namespace too
                here = {name for _, name in socket.if_nameindex()}
                # and what a trunk carries, whose names tell whose they are
                carried = {one for one in here for name in ports if one.startswith(f"{SWITCH_END}{name}.")}
                ip_batch(f"link set dev {one} down" for one in (*ports, *sorted(carried)) if one in here)
    _reload_all(state, ends)


def _put_back(state: LabState, wires: Iterable[WireState]) -> None:
    ends = _ends(state, wires)
    for node in ends:
        write_failed(state, node)
    _reload_all(state, ends)


def _reload_all(state: LabState, nodes: Iterable[str]) -> None:
    """Let nodes work out what follows: which ports are to be up, which aggregates have none left."""
    with ThreadPoolExecutor() as pool:
        list(pool.map(partial(reload_interfaces, state), nodes))


def reload_interfaces(state: LabState, node: str) -> str:
    """Let a node bring its interfaces to what its files say; returns what it said against it."""
    first = state.nodes[node].process
    if first is None:
        return ""
    code, said = in_node(first, ["/usr/local/sbin/ifreload", "-a"])
    return said.strip() if code else ""


def _ends(state: LabState, wires: Iterable[WireState]) -> dict[str, list[str]]:
    """Return the ports at the ends of wires, by node. A host's stays up: down, it would lose its addresses."""
    ends: dict[str, list[str]] = {}
    for wire in sorted(wires, key=lambda one: one.name):
        for node, port in (wire.a, wire.b):
            if state.nodes[node].kind != HOST:
                ends.setdefault(node, []).append(port)
    return ends


def write_failed(state: LabState, node: str) -> None:
    """Tell a node which of its ports are failed, whatever its configuration says."""
    first = state.nodes[node].process
    if first is not None:
        text = "".join(f"{one}\n" for one in cut_ports(state, node))
        Path(f"/proc/{first.number}/root/{FAILED_PORTS}").write_text(text, encoding="utf-8")
