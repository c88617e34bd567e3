"""What a lab asks of the machine, looked at before anything is made."""

import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from govnetgen.diagnostics import Collector, Diagnostic, Location, error
from govnetgen.lab.kernel_limits import NEIGHBOURS, WATCHES, limits_for, present, raisable
from govnetgen.lab.topology import LabPlan
from govnetgen.lab.vrfs import TRY, VrfWay

PACKAGES = {
    "/usr/sbin/ip": "iproute2",
    "/usr/bin/nsenter": "util-linux",
    "/usr/bin/unshare": "util-linux",
    "/usr/bin/setpriv": "util-linux",
    "/usr/sbin/nft": "nftables",
    "/usr/lib/frr/zebra": "frr",
    "/usr/bin/vtysh": "frr",
    "/usr/lib/frr/frr-reload.py": "frr-pythontools",
    "/usr/bin/ovs-vsctl": "openvswitch-switch",
    "/usr/sbin/ovs-vswitchd": "openvswitch-switch",
    "/usr/sbin/sshd": "openssh-server",
    "/usr/bin/ssh-keygen": "openssh-client",
}
"""Programs of a lab, each with Debian's package."""
NODE_MB, SWITCH_MB, HOST_MB = 28, 14, 1
"""Memory of a node, what Open vSwitch adds to it, and a host's (measured: docs/lab.md)."""
_SPARE_MB = 256
_USUAL_NEIGHBOURS = 1024
"""What a kernel keeps where nobody said otherwise (arp(7), gc_thresh3)."""
_PLACE = Location("this machine")


def unfit(*, packages: bool = True) -> tuple[Diagnostic, ...]:
    """Return why no lab can be on this machine."""
    collector = Collector()
    if os.geteuid() != 0:
        collector.error("lab-not-root", "a lab needs root: it makes network namespaces", _PLACE, hint="use sudo")
        return tuple(collector)
    if packages:
        missing = [package for program, package in PACKAGES.items() if not installed(program)]
        if missing:
            names = " ".join(dict.fromkeys(missing))
            hint = f"apt-get install -y --no-install-recommends {names}"
            collector.error("lab-packages", f"a lab needs programs that are not installed: {names}", _PLACE, hint=hint)
            return tuple(collector)
        collector.found += kernel_lacks()
    return tuple(collector)


def installed(program: str) -> bool:
    """Tell whether a program is there, in its place or another."""
    return Path(program).exists() or shutil.which(Path(program).name) is not None


def kernel_lacks() -> list[Diagnostic]:
    """Return what this kernel, or the container that this is, does not have; tried in a namespace of its own."""
    tried = {
        "veth": "ip link add name try0 type veth peer name try1",
        "macvlan": "ip link add name try2 type veth peer name try3"
        " && ip link add link try2 name try4 type macvlan mode bridge",
        "nf_tables": "nft add table inet t",
        "overlay": "mount -t tmpfs tmpfs /mnt && mkdir /mnt/a /mnt/b /mnt/c"
        " && mount -t overlay -o lowerdir=/mnt/a:/etc,upperdir=/mnt/b,workdir=/mnt/c overlay /mnt/a",
    }
    script = "".join(f"(\n{command}\n) >/dev/null 2>&1 || echo {name}\n" for name, command in tried.items())
    # --fork: the mounts go with the process, whatever becomes of it
    words = ["unshare", "--net", "--mount", "--pid", "--fork", "sh", "-c", script + "exit 0\n"]
    done = subprocess.run(words, capture_output=True, check=False, encoding="utf-8")
    if done.returncode != 0:
        message = f"this machine lets nobody make namespaces: {done.stderr.strip()}"
        return [error("lab-kernel", message, _PLACE, hint="in a container, give it --privileged")]
    return [
        error("lab-kernel", f"this kernel has no {name}", _PLACE, hint=f"modprobe {name}, or take another kernel")
        for name in done.stdout.split()
    ]


def vrf_way() -> VrfWay:
    """Return what VRFs are to be in a lab of this machine; tried in a namespace of its own."""
    done = subprocess.run(["unshare", "--net", "sh", "-c", TRY], capture_output=True, check=False)
    return VrfWay.DEVICES if done.returncode == 0 else VrfWay.NAMESPACES


def clashes(namespaces: Iterable[str]) -> tuple[Diagnostic, ...]:
    """Return the namespaces that are there already, and that this lab did not make."""
    return tuple(
        error(
            "lab-name-clash",
            f"there is a network namespace {name} that no lab of govnetgen made",
            Location(f"/run/netns/{name}"),
            hint=f"if nobody needs it: ip netns del {name}",
        )
        for name in namespaces
        if Path(f"/run/netns/{name}").exists()
    )


def needed_mb(plan: LabPlan) -> int:
    """Return what a lab will take of the machine's memory, in MB."""
    switches = sum("vlan-raw-device" in one.text or "bridge-ports" in one.text for one in plan.nodes)
    return NODE_MB * len(plan.nodes) + SWITCH_MB * switches + HOST_MB * len(plan.hosts)


def too_little_memory(plan: LabPlan, *, limited: Sequence[str]) -> tuple[Diagnostic, ...]:
    """Say so where the machine has less memory than the lab will take."""
    needed, there = needed_mb(plan), _available_mb()
    if there is None or needed + _SPARE_MB <= there:
        return ()
    message = f"{len(plan.nodes)} nodes take about {needed:,} MB, and {there:,} MB are free"
    hint = "build a part of the network: --limit PATTERN" if not limited else "limit it further with --limit PATTERN"
    return (error("lab-memory", message, _PLACE, hint=hint),)


def too_low_limits(plan: LabPlan) -> tuple[Diagnostic, ...]:
    """Say what the kernel allows all namespaces together that is too little for a lab, and that cannot be raised."""
    watching = 0 if plan.vrfs is VrfWay.DEVICES else sum(bool(one.config.vrfs) for one in plan.nodes)
    names = len(plan.nodes) + len(plan.hosts)
    needs = {one: value for one, value in limits_for(names, watching).items() if not raisable(one)}
    collector = Collector()
    if watching and (now := present(WATCHES)) is not None and now < needs.get(WATCHES, 0):
        message = f"{watching} nodes have VRFs, and each needs an inotify instance: this machine lets a user have {now}"
        collector.error("lab-watches", message, _PLACE, hint=_by_sysctl([WATCHES], needs))
    kept = {one: present(one) for one in NEIGHBOURS}
    low = [one for one, now in kept.items() if (now or _USUAL_NEIGHBOURS) < needs.get(one, 0)]
    if low:
        now = kept[low[0]]
        many = f"{needs[low[0]]:,} neighbours; for all together this kernel keeps"
        known = f"{now:,}" if now is not None else f"perhaps no more than {_USUAL_NEIGHBOURS:,}"
        message = f"{names} nodes and hosts may have {many} {known}"
        collector.warning("lab-neighbours", message, _PLACE, hint=_by_sysctl(low, needs))
    return tuple(collector)


def _by_sysctl(settings: Iterable[str], needs: Mapping[str, int]) -> str:
    return "on the machine itself: sysctl " + " ".join(f"{one.replace('/', '.')}={needs[one]}" for one in settings)


def _available_mb() -> int | None:
    try:
        lines = Path("/proc/meminfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("MemAvailable:")), None)
