"""How the devices of a running lab are reached: the addresses, keys and sockets that deploy's drivers need."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from socket import socket

from govnetgen.lab.namespace import socket_in
from govnetgen.lab.ssh import KEY, KNOWN_HOSTS
from govnetgen.lab.state import LabState
from govnetgen.lab.topology import NodeKind

SSH_PORT = 22
CONNECT_S = 10.0
"""How long a node's sshd may take to take a connection."""
CONSOLE = "console"
IN_BAND = "in-band"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabTarget:
    """A device of the lab as an SSH client sees it: from ``namespace``, at ``address``, as root, with ``key_file``.

    ``via`` is ``in-band`` (from the management host, through the network and its filters) or ``console`` (a socket
    inside the node itself: works whatever the network does). ``known_hosts`` knows each node by ``name``: check the key
    under it, as ``address`` is every node's by console.
    """

    name: str
    namespace: str
    address: str
    port: int
    user: str
    key_file: Path
    known_hosts: Path
    via: str

    def connect(self, timeout_s: float = CONNECT_S) -> socket:
        """Open a TCP connection to its sshd; raises OSError."""
        return socket_in(self.namespace, self.address, self.port, timeout_s=timeout_s)


def lab_targets(state: LabState, *, console: bool = False) -> Mapping[str, LabTarget]:
    """Return the targets of a lab's devices by name; in-band where the lab has a management host, else by console."""
    return {
        name: _target(state, name, node.management, console=console)
        for name, node in sorted(state.nodes.items())
        if node.kind == NodeKind.DEVICE.value
    }


def _target(state: LabState, name: str, management: str, *, console: bool) -> LabTarget:
    in_band = bool(state.management and management) and not console
    return LabTarget(
        name=name,
        namespace=state.namespace(state.management if in_band else name),
        address=management if in_band else "127.0.0.1",
        port=SSH_PORT,
        user="root",
        key_file=state.place / KEY,
        known_hosts=state.place / KNOWN_HOSTS,
        via=IN_BAND if in_band else CONSOLE,
    )
