"""How fast a lab comes up, converges, is tested and goes: ``python benchmarks/lab.py [NETWORK [PATTERN ...]]``.

Needs root and what ``make lab-packages`` installs. Without arguments: the slice of Dalian with 20 nodes. ``--nodes N``
takes as many of the network's devices as make N nodes with their far networks, core first.
"""

import argparse
import runpy
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from govnetgen.lab.down import take_down
from govnetgen.lab.expect_draw import Sampling
from govnetgen.lab.probe_plan import probe_plan
from govnetgen.lab.state import LabState, read_state
from govnetgen.lab.up import build
from govnetgen.workflow.lab_test import Prepared, lab_tested, prepare

ROOT = Path(__file__).parents[1]
SLICES = runpy.run_path(str(ROOT / "tests" / "lab" / "slices.py"))
NAME = "bench"


def main() -> int:
    """Measure one lab."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("network", nargs="?", type=Path)
    parser.add_argument("patterns", nargs="*")
    parser.add_argument("--nodes", type=int, default=0)
    parser.add_argument("--untested", action="store_true", help="only up and down, and memory")
    arguments = parser.parse_args()
    network = arguments.network or ROOT / "inventory" / "dalian"
    limit = tuple(arguments.patterns)
    start = time.perf_counter()
    if arguments.nodes:
        limit = first(network, arguments.nodes)
    elif arguments.network is None:
        limit = SLICES["DALIAN_20"]
    ready = named(prepare(network, limit, Sampling()).require())
    print(f"plan, expectations, predictions: {time.perf_counter() - start:.1f} s")
    return measured(ready, network, limit, untested=arguments.untested)


def first(network: Path, nodes: int) -> tuple[str, ...]:
    """Return the devices of whole units and sites that make up about so many nodes, core first."""
    whole = prepare(network, (), Sampling()).require().network
    core = [name for name, one in whole.devices.items() if one.unit is None]
    chosen = list(core)
    for unit in whole.units:
        own = [name for name, one in whole.devices.items() if one.unit == unit]
        if len(chosen) + len(own) > nodes:
            break
        chosen += own
    return tuple(chosen)


def named(ready: Prepared) -> Prepared:
    """Give the lab a name of its own, so that it meets no other."""
    lab = replace(ready.lab, network=NAME)
    return replace(ready, lab=lab, probes=probe_plan(NAME, ready.expectations.expected))


def measured(ready: Prepared, network: Path, limit: Sequence[str], *, untested: bool) -> int:
    """Bring the lab up, test it, take it away, and print how long each took."""
    if read_state(NAME) is not None:
        print(f"a lab {NAME} is up: govnetgen lab down {NAME}", file=sys.stderr)
        return 1
    before = used_mb()
    start = time.perf_counter()
    failed = False
    try:
        state, troubles = build(ready.lab, network, limit, lambda done, total: None)
        seconds = time.perf_counter() - start
        print(f"up: {len(ready.lab.nodes)} nodes, {len(ready.lab.hosts)} hosts in {seconds:.1f} s", flush=True)
        for trouble in troubles:
            print(f"  {trouble.node}: {trouble.what}")
        if not untested:
            failed = tested(ready, state)
        print(f"memory: {used_mb() - before:,} MB")
    finally:
        taken = time.perf_counter()
        left = read_state(NAME)
        if left is not None:
            take_down(left)
        print(f"down: {time.perf_counter() - taken:.1f} s")
    return int(failed)


def tested(ready: Prepared, state: LabState) -> bool:
    """Test a lab, print how long it took, and tell whether anything differs."""
    found = lab_tested(ready, state=state)
    waited = "converged" if not found.settled.failing else f"not converged ({found.settled.failing} left)"
    print(f"{waited} after {found.settled.after_s:.1f} s")
    print(f"tested: {len(found.judged)} packets' fates in {found.seconds:.1f} s, {len(found.differing)} differ")
    for one in found.differing:
        print(f"  {one.expected}: {one.why}")
    return found.failed


def used_mb() -> int:
    """Return the memory of the machine that is in use."""
    words = subprocess.run(["free", "-m"], capture_output=True, check=True, encoding="utf-8").stdout.split()
    return int(words[words.index("Mem:") + 2])


if __name__ == "__main__":
    raise SystemExit(main())
