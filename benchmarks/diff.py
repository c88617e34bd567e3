"""How fast the captures of N devices are read and compared with what is intended, all or few of them changed.

    python benchmarks/diff.py 1000 [--changed SHARE] [--json]

The captures are the network's own renderings with a few descriptions, addresses and costs changed on some devices.
"""

import argparse
import json
import resource
import tempfile
import time
from pathlib import Path

from network import write_network
from review import damage

from govnetgen.workflow.changes import network_changes
from govnetgen.workflow.render import Request, render
from govnetgen.workflow.risks import network_risks


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("devices", type=int)
    parser.add_argument("--changed", type=float, default=1.0, help="the share of devices that change")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="govnetgen-benchmark-") as name:
        found = benchmark(Path(name), arguments.devices, arguments.changed)
    print(json.dumps(found, indent=2) if arguments.json else "\n".join(f"{key}: {held}" for key, held in found.items()))


def benchmark(folder: Path, devices: int, share: float) -> dict[str, float]:
    """Time a network of this many devices, from its folder to the changes and what they risk."""
    network, running = folder / "network", folder / "running"
    write_network(network, devices)
    render(Request(network=network, output=running), _silent).require()
    damage(running, share)
    busy, start = processor(), time.perf_counter()
    found = network_changes(network, running, _silent).require()
    compared = time.perf_counter()
    risks = network_risks(found)
    assert not found.refused
    return {
        "devices": len(found.changes),
        "changed": len(found.changed),
        "lines": sum(one.lines for one in found.changes),
        "commands": sum(len(one.shown.commands) for one in found.changes),
        "risks": len(risks),
        "read_and_compare_s": round(compared - start, 2),
        "of_processors_s": round(processor() - busy, 2),
        "risks_s": round(time.perf_counter() - compared, 2),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def processor() -> float:
    """Seconds of processors that this and its ended children used: other work on the machine does not count."""
    every = [resource.getrusage(one) for one in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in every)


def _silent(done: int, total: int) -> None:
    """Nobody watches."""


if __name__ == "__main__":
    main()
