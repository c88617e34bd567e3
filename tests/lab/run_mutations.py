"""Seed every fault in a lab and write down who catches it: ``python tests/lab/run_mutations.py [-o FILE] [NAME ...]``.

Needs root and what ``make lab-packages`` installs; takes about half an hour on two cores.
"""

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from lab.mutated import Bench, Caught, caught
from lab.mutations import MUTATIONS, Mutation

ROOT = Path(__file__).parents[2]
HEAD = """# Faults that are seeded, and who catches them

`python tests/lab/run_mutations.py -o docs/lab-mutations.md` wrote this page: it puts each fault into one device of a
running lab (a slice of inventory/dalian, or inventory/small), tests with packets, and takes it back. *intent* faults
are in what a device is meant to be, *rendering* faults in the text alone. `verify` is offline; `lab test` sends packets
and sees redundancy do its work: what a second way hides, only `verify` finds, and the other way round.

"""


def main() -> int:
    """Run the faults that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("-o", "--output", type=Path)
    arguments = parser.parse_args()
    wanted = [one for one in MUTATIONS if not arguments.names or one.name in arguments.names]
    results: list[Caught] = []
    for network in dict.fromkeys(one.of for one in wanted):
        results += _network(network, [one for one in wanted if one.of == network])
    neither = [one.mutation.name for one in results if not (one.by_verify or one.by_packets)]
    say(f"{len(results)} faults, {len(neither)} caught by neither: {', '.join(neither) or 'none'}")
    if arguments.output is not None:
        arguments.output.write_text(page(results), encoding="utf-8")
    return 0


def say(text: str) -> None:
    """Tell how far it is."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _network(name: str, mutations: list[Mutation]) -> list[Caught]:
    bench = Bench(ROOT / "inventory" / name, f"mut{name}")
    results = []
    bench.down()
    try:
        healthy = bench.up()
        assert not healthy.failed, [str(one.expected) for one in healthy.differing]
        for mutation in mutations:
            start = time.monotonic()
            one = caught(bench, mutation)
            healed = bench.tested()
            seconds = time.monotonic() - start
            say(
                f"{mutation.name} ({mutation.device}): verify {len(one.by_verify)}, packets {len(one.by_packets)}"
                f", back {not healed.failed}, {seconds:.0f} s",
            )
            for line in (*one.by_verify[:2], *one.by_packets[:2]):
                say(f"    {line}")
            results.append(one)
            if healed.failed:
                # nobody else is to be blamed for what this one left
                bench.down()
                bench.up()
    finally:
        bench.down()
    return results


def page(results: list[Caught]) -> str:
    """Return the table."""
    rows = ["| Fault | In | On | `verify` | `lab test` |", "|---|---|---|---|---|"]
    for one in results:
        checks = ", ".join(dict.fromkeys(line.partition(":")[0] for line in one.by_verify)) or "-"
        kinds = ", ".join(dict.fromkeys(line.partition(":")[0] for line in one.by_packets)) or "-"
        place = f"{one.mutation.device} of {one.mutation.of}"
        rows.append(f"| {one.mutation.name} | {one.mutation.where} | {place} | {checks} | {kinds} |")
    both = sum(bool(one.by_verify and one.by_packets) for one in results)
    verify = sum(bool(one.by_verify) for one in results)
    packets = sum(bool(one.by_packets) for one in results)
    neither = [one.mutation.name for one in results if not (one.by_verify or one.by_packets)]
    said = f"{len(results)} faults: {verify} are caught by `verify`, {packets} by `lab test`, {both} by both."
    if neither:
        said += f" Caught by neither: {', '.join(neither)}."
    return HEAD + "\n".join(rows) + f"\n\n{said}\n"


if __name__ == "__main__":
    raise SystemExit(main())
