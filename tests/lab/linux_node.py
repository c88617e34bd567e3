"""A Linux node for tests: namespaces of its own with the machine's FRR, nftables and sshd; ends with the block."""

import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from govnetgen.drivers.linux_node.files import MANAGED
from govnetgen.drivers.linux_program import program
from govnetgen.lab.namespace import inside

HERE = Path(__file__).parent
NEEDED = {
    "unshare": "util-linux",
    "nft": "nftables",
    "ip": "iproute2",
    "/usr/sbin/sshd": "openssh-server",
    "/usr/lib/frr/zebra": "frr",
    "/usr/lib/frr/frr-reload.py": "frr-pythontools",
}


def skip_where_it_cannot_be() -> None:
    """Skip where a node cannot be built, and say why."""
    if os.geteuid() != 0:
        pytest.skip("only root makes network namespaces")
    missing = [
        package for one, package in NEEDED.items() if shutil.which(one, path=f"{os.environ['PATH']}:/usr/sbin") is None
    ]
    if missing:
        pytest.skip(f"not installed: {' '.join(missing)} (make lab-packages)")


@dataclass(frozen=True, slots=True)
class Node:
    """A node that runs: the process that holds it, and a folder with its keys."""

    pid: int
    folder: Path

    def run(self, *words: str, given: str = "", check: bool = True) -> str:
        """Run a program on the node."""
        return self.start(words, given, check).stdout

    def start(self, words: tuple[str, ...], given: str, check: bool) -> subprocess.CompletedProcess[str]:
        """Run a program on the node and tell how it ended."""
        return subprocess.run(
            self.inside(*words), input=given, capture_output=True, text=True, check=check, errors="surrogateescape"
        )

    def inside(self, *words: str) -> list[str]:
        """Return a command that runs on the node."""
        return ["nsenter", f"--target={self.pid}", "--mount", "--net", "--uts", "--pid", *words]

    def program(self, *words: str) -> list[str]:
        """Return the command of a verb of the node's program."""
        return self.inside("python3", "-IS", str(self.folder / "node.pyz"), *words)

    def ask(self, *words: str, given: str = "") -> dict[str, Any]:
        """Run a verb of the node's program."""
        done = subprocess.run(self.program(*words), input=given, capture_output=True, text=True, check=False)
        assert done.stdout, done.stderr
        return dict(json.loads(done.stdout))

    def files(self) -> str:
        """Every file that govnetgen writes, and the folders around them: owner, mode, time and digest."""
        # the machine's own /etc lies below the node's, and others change it
        patterns = " ".join(MANAGED)
        folders = " ".join(sorted({str(Path(one).parent) for one in MANAGED} - {"/etc", "/etc/govnetgen"}))
        script = (
            f"stat -c '%n %u %g %a' {folders}; ls -A {folders}; "
            f"for f in {patterns}; do [ -f $f ] && stat -c '%n %u %g %a %Y' $f && sha256sum $f; done; "
            "ls -A /etc/govnetgen | grep -v '^state$'"
        )
        return self.run("sh", "-c", f"({script}) 2>/dev/null; true")

    def state(self) -> tuple[str, str, str, str, str]:
        """What the node is: files, addresses, rules, routing, name."""
        routing = self.run("vtysh", "-c", "show running-config no-header")
        return (
            self.files(),
            self.run("sh", "-c", "ip -o addr show scope global | awk '{print $2, $4}' | sort"),
            self.run("nft", "-s", "list", "ruleset"),
            # FRR repeats the name that the kernel told it last
            "\n".join(line for line in routing.splitlines() if not line.startswith("hostname")),
            self.run("hostname"),
        )

    def socket(self) -> socket.socket:
        """Return a connection to the node's sshd, made inside the node."""
        end = time.monotonic() + 10
        while True:
            try:
                with inside(Path(f"/proc/{self.pid}/ns/net")):
                    return socket.create_connection(("127.0.0.1", 22), timeout=10)
            except ConnectionRefusedError:  # sshd goes into the background before it listens
                assert time.monotonic() < end
                time.sleep(0.05)


@contextmanager
def node(size: str = "16m", *, watchfrr: bool = False) -> Iterator[Node]:
    """Run a node."""
    skip_where_it_cannot_be()
    with tempfile.TemporaryDirectory(prefix="govnetgen-node-") as name:
        folder = Path(name)
        (folder / "node.pyz").write_bytes(program())
        for key in ("host", "user"):
            words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", key, "-f", str(folder / key)]
            subprocess.run(words, check=True)
        public = (folder / "host.pub").read_text().split()
        (folder / "known_hosts").write_text(f"node {public[0]} {public[1]}\n")
        arguments = [str(folder / "etc"), size, str(HERE), str(folder), "watchfrr" if watchfrr else ""]
        starting = subprocess.Popen(
            ["unshare", "--mount", "--net", "--uts", "--pid", "--fork", "sh", str(HERE / "node_init.sh"), *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        try:
            assert starting.stdout is not None
            said = []
            for line in starting.stdout:
                said.append(line)
                if line == "ready\n":
                    break
            else:
                pytest.fail(f"the node does not start: {''.join(said)}", pytrace=False)
            yield Node(_first(starting.pid), folder)
        finally:
            os.kill(_first(starting.pid), signal.SIGKILL)  # the first of its namespace: all others end with it
            starting.wait()
            starting.stdout.close()


def _first(pid: int) -> int:
    return int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])
