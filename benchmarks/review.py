"""How fast N captured devices are reviewed, every one of them changed, and how large the page becomes.

    python benchmarks/review.py 620 [--json]

The captures are the network's own renderings with a few descriptions, addresses and costs changed on each device.
"""

import argparse
import json
import random
import re
import tempfile
import time
from pathlib import Path

from network import write_network

from govnetgen.views.review import review_html
from govnetgen.workflow.render import Request, render
from govnetgen.workflow.review import review_network

_ADDRESS = re.compile(r"(\s+ip address \d+\.)\d+")


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("devices", type=int)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="govnetgen-benchmark-") as name:
        found = benchmark(Path(name), arguments.devices)
    print(json.dumps(found, indent=2) if arguments.json else "\n".join(f"{key}: {held}" for key, held in found.items()))


def benchmark(folder: Path, devices: int) -> dict[str, float]:
    """Time a network of this many devices."""
    network, running = folder / "network", folder / "running"
    write_network(network, devices)
    render(Request(network=network, output=running), _silent).require()
    damage(running)
    start = time.perf_counter()
    review = review_network(network, running, _silent).require()
    reviewed = time.perf_counter()
    page = review_html(review)
    return {
        "devices": devices,
        "changed": len(review.changed),
        "groups": len(review.groups),
        "risks": len(review.risks),
        "review_s": round(reviewed - start, 2),
        "page_s": round(time.perf_counter() - reviewed, 2),
        "page_mb": round(len(page.encode()) / 1e6, 2),
    }


def damage(running: Path, share: float = 1.0) -> None:
    """Change captures a little, this share of them, the same way each time."""
    chance = random.Random(1)
    for file in sorted(running.glob("*.cfg")):
        if chance.random() >= share:
            continue
        lines = file.read_text(encoding="utf-8").split("\n")
        described = [number for number, line in enumerate(lines) if line.lstrip().startswith("description")]
        for number in chance.sample(described, min(6, len(described))):
            lines[number] += " old"
        addressed = [number for number, line in enumerate(lines) if _ADDRESS.match(line)]
        for number in chance.sample(addressed, min(2, len(addressed))):
            lines[number] = _ADDRESS.sub(rf"\g<1>{chance.randint(0, 120)}", lines[number])
        file.write_text("\n".join(lines), encoding="utf-8")


def _silent(done: int, total: int) -> None:
    """Nobody watches."""


if __name__ == "__main__":
    main()
