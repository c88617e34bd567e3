"""ifupdown2's ``ifreload -a`` for a node of a lab: brings its interfaces to what /etc/network/interfaces says.

Runs inside the node. Only what differs is touched, whatever state the node was left in.
"""

import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from govnetgen.configtree import parse_tree
from govnetgen.drivers.linux_node.files import join, read_all
from govnetgen.lab.difference import steps_between
from govnetgen.lab.namespace import inside
from govnetgen.lab.observed import SWITCH_TABLES, observed
from govnetgen.lab.offload import checksums_of
from govnetgen.lab.realise import realise
from govnetgen.lab.script import RULES, SETTINGS, VRFS, change_script, settings_script
from govnetgen.lab.vrfs import VrfWay
from govnetgen.lab.wiring import DeviceKind, Wiring
from govnetgen.model.device import DeviceConfig
from govnetgen.platforms.linux import PLATFORM

FAILED_PORTS = Path("/run/govnetgen/failed")
"""Ports that were failed on purpose, a name a line: they stay down."""
_VRFS = Path(VRFS)
_TABLES = Path("/run/netns")
_SETTINGS = Path("/proc/sys/net/ipv4/conf")
_SWITCH = Path("/run/openvswitch/ovs-vswitchd.pid")
_VRF_DAEMONS = "/usr/local/sbin/vrf-daemons"
_CHECKS = frozenset({"-n", "--no-act", "-s", "--syntax-check"})


def main(arguments: Sequence[str]) -> int:
    """Run the program; returns its exit code."""
    contents = read_all()
    device = configured(contents)
    if _CHECKS.intersection(arguments):
        return 0
    have = look()
    ports = [one.name for one in have.devices if one.kind is DeviceKind.PORT]
    down = FAILED_PORTS.read_text(encoding="utf-8").split() if FAILED_PORTS.exists() else []
    want = realise(device, ports, down, vrfs=vrf_way())
    steps = steps_between(have, want)
    if not steps:
        return 0
    settings = settings_script(contents.get(SETTINGS, b"").decode())
    script = change_script(steps, settings, rules=RULES in contents)
    done = subprocess.run(["sh", "-s"], input=script, check=False, encoding="utf-8", cwd="/")
    refused = done.returncode
    if have.tables != want.tables:
        refused = subprocess.run([_VRF_DAEMONS], check=False).returncode or refused
    for path in (Path("/proc/self/ns/net"), *(_TABLES / table for table in want.tables)):
        _checksums(path)
    return refused


def configured(contents: Mapping[str, bytes]) -> DeviceConfig:
    """Return what a node's files mean."""
    tree = parse_tree(join(dict(contents)), PLATFORM.syntax)
    return PLATFORM.read(tree, PLATFORM.dialect(None)).device


def vrf_way() -> VrfWay:
    """Return what VRFs are on this node, which it was told when it started."""
    # a node that an older release started was not
    return VrfWay(_VRFS.read_text(encoding="utf-8").strip()) if _VRFS.exists() else VrfWay.NAMESPACES


def look() -> Wiring:
    """Return what this node has."""
    tables = sorted(one.name for one in _TABLES.iterdir()) if _TABLES.is_dir() else []
    links = {
        table: _answer(["ip", *(["-n", table] if table else []), "-j", "-d", "addr", "show"]) for table in ("", *tables)
    }
    switch: dict[str, str] = {}
    if _SWITCH.exists():
        for table, columns in SWITCH_TABLES.items():
            words = ["ovs-vsctl", "--timeout=30", "-f", "json", f"--columns={columns}", "list", table]
            switch[table] = _answer(words)
    return observed(links, switch, _quiet())


def _quiet() -> list[str]:
    return [one.parent.name for one in _SETTINGS.glob("*/arp_ignore") if one.read_text(encoding="utf-8").strip() == "8"]


def _answer(words: Sequence[str]) -> str:
    return subprocess.run(words, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout


def _checksums(path: Path) -> None:
    with inside(path), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asker:
        for _, name in socket.if_nameindex():
            checksums_of(asker, name)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
