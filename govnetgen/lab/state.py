"""What is known of a lab that is up or half made: in a folder of root's alone, written before each thing is made."""

import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from govnetgen.diagnostics import InvalidInput, Location, error
from govnetgen.lab.namespace import namespace_name
from govnetgen.lab.process import Process
from govnetgen.lab.vrfs import VrfWay
from govnetgen.output.atomic import write_new

LABS = Path("/run/govnetgen/lab")
"""Where all labs of the machine are; what lies there is gone after a reboot, as the labs are."""
_STATE = "state.json"
_MAKING = ".new"
_PATIENCE_S = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeState:
    """A node or host: its namespace (``inode`` once it is there) and the first of its processes, which holds all.

    ``digest`` is that of the text that it was last given, ``management`` the address at which it is managed in-band.
    """

    name: str
    kind: str
    inode: int = 0
    process: Process | None = None
    digest: str = ""
    management: str = ""
    ports: tuple[str, ...] = ()
    started: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WireState:
    """A wire; ``link`` is the link of the inventory, or the host that it serves.

    ``tunnel``: the number of the VXLAN that its ends are, and the addresses of the nodes of ``a`` and ``b``.
    """

    name: str
    link: str
    a: tuple[str, str]
    b: tuple[str, str]
    tunnel: tuple[int, str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LabState:
    """A lab. ``complete`` says that it came up whole; ``failed`` names what was failed on purpose.

    ``vrfs`` is what it was brought up with, and keeps until it is down.
    """

    network: str
    folder: str
    limit: tuple[str, ...] = ()
    complete: bool = False
    management: str = ""
    nodes: Mapping[str, NodeState] = field(default_factory=dict)
    wires: tuple[WireState, ...] = ()
    failed: tuple[str, ...] = ()
    vrfs: VrfWay = VrfWay.NAMESPACES

    @property
    def place(self) -> Path:
        """The lab's folder."""
        return LABS / self.network

    def namespace(self, node: str) -> str:
        """Return the name of a node's namespace."""
        return namespace_name(self.network, node)

    def with_node(self, node: NodeState) -> "LabState":
        """Return the state with one node changed."""
        return replace(self, nodes={**self.nodes, node.name: node})


def create_state(state: LabState) -> None:
    """Make a lab's folder with its first state in it: there is never one without the other."""
    making = LABS / f"{state.network}{_MAKING}"
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True, mode=0o700)
    write_new(making / _STATE, json.dumps(_document(state)).encode(), mode=0o600)
    making.rename(state.place)


def write_state(state: LabState) -> None:
    """Write a lab's state; a reader sees the old or the new one."""
    place = state.place / _STATE
    waiting = place.with_suffix(".new")
    write_new(waiting, json.dumps(_document(state)).encode(), mode=0o600)
    waiting.replace(place)


def read_state(network: str) -> LabState | None:
    """Return the state of a network's lab, None where there is none; an unreadable one is one without nodes."""
    try:
        text = (LABS / network / _STATE).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    return _state(json.loads(text))


def labs() -> tuple[LabState, ...]:
    """Return the labs of this machine, by name."""
    if not LABS.is_dir():
        return ()
    found = (read_state(one.name) for one in sorted(LABS.iterdir()) if one.is_dir() and one.suffix != _MAKING)
    return tuple(one for one in found if one is not None)


@contextmanager
def held(network: str) -> Iterator[None]:
    """Hold a network's lab against other runs; the hold goes with the process. Raises InvalidInput."""
    LABS.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = LABS / f"{network}.lock"
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not _taken(descriptor, file):
            message = "another govnetgen is working on this lab"
            raise InvalidInput([error("lab-busy", message, Location(network), hint="wait until it is done")])
        try:
            yield
        finally:
            if not (LABS / network).exists():
                file.unlink(missing_ok=True)
    finally:
        os.close(descriptor)


def _taken(descriptor: int, file: Path) -> bool:
    # what a killed run has just started holds its lock on for a moment
    end = time.monotonic() + _PATIENCE_S
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                return False
            time.sleep(0.02)
        else:
            # whoever ended the lab took the file away: others may hold its successor
            return file.exists() and os.fstat(descriptor).st_ino == file.stat().st_ino


def _document(state: LabState) -> dict[str, Any]:
    return {
        "network": state.network,
        "folder": state.folder,
        "limit": state.limit,
        "complete": state.complete,
        "management": state.management,
        "nodes": [
            {
                "name": one.name,
                "kind": one.kind,
                "inode": one.inode,
                "process": None if one.process is None else [one.process.number, one.process.started],
                "digest": one.digest,
                "management": one.management,
                "ports": one.ports,
                "started": one.started,
            }
            for one in state.nodes.values()
        ],
        "wires": [
            {"name": one.name, "link": one.link, "a": one.a, "b": one.b, "tunnel": one.tunnel} for one in state.wires
        ],
        "failed": state.failed,
        "vrfs": state.vrfs,
    }


def _state(document: Mapping[str, Any]) -> LabState:
    nodes = (
        NodeState(
            name=one["name"],
            kind=one["kind"],
            inode=one["inode"],
            process=None if one["process"] is None else Process(*one["process"]),
            digest=one["digest"],
            management=one["management"],
            ports=tuple(one["ports"]),
            started=one["started"],
        )
        for one in document["nodes"]
    )
    return LabState(
        network=document["network"],
        folder=document["folder"],
        limit=tuple(document["limit"]),
        complete=document["complete"],
        management=document["management"],
        nodes={one.name: one for one in nodes},
        wires=tuple(
            WireState(
                name=one["name"],
                link=one["link"],
                a=tuple(one["a"]),
                b=tuple(one["b"]),
                tunnel=tuple(one["tunnel"]) if one.get("tunnel") else None,  # a lab of an older release has none
            )
            for one in document["wires"]
        ),
        failed=tuple(document["failed"]),
        vrfs=VrfWay(document.get("vrfs", VrfWay.NAMESPACES)),
    )
