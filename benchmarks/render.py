"""How fast a network of N devices is rendered, and how much memory it takes.

    python benchmarks/render.py 1000 [--json] [--folder DIR]

Whole processes are timed cold and again with nothing changed; the stages one by one, in one process. Memory is what
the processes of a run hold together (proportional set size: shared pages count once), sampled while they run.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from network import write_network

SAMPLE_S = 0.02


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("devices", type=int)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--folder", type=Path, help="make and keep the network here")
    parser.add_argument("--stages", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.stages:
        print(json.dumps(stages(arguments.folder)))
        return
    folder = arguments.folder or Path(tempfile.mkdtemp(prefix="govnetgen-benchmark-"))
    try:
        found = benchmark(folder, arguments.devices)
    finally:
        if arguments.folder is None:
            shutil.rmtree(folder)
    print(json.dumps(found, indent=2) if arguments.json else text(found))


def benchmark(folder: Path, devices: int) -> dict[str, Any]:
    """Time a network of this many devices."""
    write_network(folder / "network", devices)
    render = [sys.executable, "-m", "govnetgen", "render", str(folder / "network"), "-o", str(folder / "out"), "--json"]
    cold = process(render)
    again = process(render)
    by_stage = json.loads(output([sys.executable, __file__, "1", "--stages", "--folder", str(folder)]))
    summary = json.loads(cold["output"])["summary"]
    seconds = cold["seconds"]
    return {
        "devices": summary["devices"],
        "lines": summary["lines"],
        "cold": {"seconds": seconds, "peak_mb": cold["peak_mb"]},
        "nothing_changed": {"seconds": again["seconds"], "peak_mb": again["peak_mb"]},
        "devices_per_second": round(summary["devices"] / seconds),
        "lines_per_second": round(summary["lines"] / seconds),
        "stages": by_stage,
    }


def process(command: list[str]) -> dict[str, Any]:
    """Run a command: seconds, the most memory that it and its children held, and what it printed."""
    peak_kb = 0
    start = time.perf_counter()
    with tempfile.TemporaryFile("w+") as held, subprocess.Popen(command, stdout=held, text=True) as running:
        while running.poll() is None:
            peak_kb = max(peak_kb, tree_kb(running.pid))
            time.sleep(SAMPLE_S)
        seconds = time.perf_counter() - start
        held.seek(0)
        printed = held.read()
    if running.returncode:
        raise SystemExit(f"{' '.join(command)} failed: {printed[:2000]}")
    return {"seconds": round(seconds, 3), "peak_mb": round(peak_kb / 1024), "output": printed}


def tree_kb(pid: int) -> int:
    """Return what a process and its children hold, in kilobytes."""
    found = 0
    with suppress(OSError):  # it has ended meanwhile
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                found = int(line.split()[1])
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            found += tree_kb(int(child))
    return found


def output(command: list[str]) -> str:
    """Return what a command prints."""
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def stages(folder: Path) -> dict[str, float]:
    """Time each stage, in seconds, in this one process."""
    from govnetgen.addressing import parse_ledger, plan_addresses
    from govnetgen.intent import Intent
    from govnetgen.inventory import load_inventory, resolve
    from govnetgen.output import open_output
    from govnetgen.platform import platforms
    from govnetgen.render import Renderer
    from govnetgen.workflow.address import platform_facts

    taken: dict[str, float] = {}

    def timed(stage: str, work: Callable[[], Any]) -> Any:
        start = time.perf_counter()
        found = work()
        taken[stage] = round(time.perf_counter() - start, 3)
        return found

    known = timed("platforms", platforms)
    inventory = timed("load", lambda: load_inventory(folder / "network").require())
    network = timed("resolve", lambda: resolve(inventory, platform_facts()).require())
    ledger = parse_ledger("", "ledger.txt").require()
    planned = timed("plan", lambda: plan_addresses(network, ledger).require())
    intent = Intent(network, planned.plan)
    renderer = Renderer()
    meant = timed("intent", lambda: {name: intent.device(name) for name in network.devices})

    def text_of(name: str) -> str:
        device = network.devices[name]
        return renderer.render(meant[name], known[device.platform], known[device.platform].dialect(device.dialect))

    texts = timed("render", lambda: {name: text_of(name) for name in meant})
    with open_output(folder / "stages") as place:
        stage = place.stage()

        def write() -> None:
            staged = [stage.put(f"{name}.cfg", text) for name, text in texts.items()]
            place.commit(staged, (), inputs="", summary={}, warnings=())

        timed("write", write)
    return taken


def text(found: dict[str, Any]) -> str:
    """Return the findings as a person reads them."""
    lines = [
        f"{found['devices']:,} devices, {found['lines']:,} lines ({found['lines'] // found['devices']} a device)",
        f"cold             {found['cold']['seconds']:8.2f} s  {found['cold']['peak_mb']:6,} MB"
        f"  {found['devices_per_second']:,} devices/s  {found['lines_per_second']:,} lines/s",
        f"nothing changed  {found['nothing_changed']['seconds']:8.2f} s  {found['nothing_changed']['peak_mb']:6,} MB",
        *(f"  {stage:<14} {seconds:8.2f} s" for stage, seconds in found["stages"].items()),
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
