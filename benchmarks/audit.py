"""How fast an audit is: sheets of many claims, as dirty as they come, from files to findings.

    python benchmarks/audit.py [--claims 100000 1000000] [--json]

Prints seconds, claims a second and peak memory for each size; every size runs in a process of its own. Where cpu is
far below total, the machine was busy with something else.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

ROWS_A_FILE = 100_000
DIRTY = 0.3
_HEADINGS = "单位名称,网段,网关,VLAN,终端数,备注"


def main() -> None:
    """Measure the sizes asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--one", metavar="FOLDER", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(_measure(Path(options.one))))
        return
    results = [_apart(number) for number in options.claims]
    if options.json:
        print(json.dumps(results, indent=2))
        return
    print(
        f"{'claims':>10}  {'read s':>7}  {'check s':>7}  {'print s':>7}  {'total s':>7}  {'cpu s':>7}  "
        f"{'claims/s':>9}  {'MB':>6}"
    )
    for one in results:
        print(
            f"{one['claims']:>10,}  {one['read_s']:>7.2f}  {one['check_s']:>7.2f}  {one['print_s']:>7.2f}  "
            f"{one['total_s']:>7.2f}  {one['cpu_s']:>7.2f}  {one['claims_per_s']:>9,.0f}  {one['peak_mb']:>6.0f}"
        )


def _apart(number: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        write_claims(Path(folder), number)
        command = [sys.executable, __file__, "--one", folder]
        result: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        return result


def _measure(folder: Path) -> dict[str, float]:
    from govnetgen.views.audit import audit_json
    from govnetgen.workflow.audit import audit_folder

    start = time.perf_counter()
    timings: dict[str, float] = {}
    checked = audit_folder(folder, timings)
    audited = checked.require()
    done = time.perf_counter()
    with (folder / "audit.json").open("w", encoding="utf-8") as out:
        out.writelines(audit_json(audited, checked.diagnostics, ()))
    end = time.perf_counter()
    claims = len(audited.handed_in.claims)
    return {
        "claims": claims,
        "findings": len(audited.findings),
        "read_s": timings["read"],
        "check_s": timings["check"],
        "print_s": end - done,
        "total_s": end - start,
        "cpu_s": time.process_time(),
        "claims_per_s": claims / (end - start),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def write_claims(folder: Path, number: int) -> None:
    """Write sheets with this many claims: some dirty, some twice, some inside others."""
    chance = Random(number)
    units = max(4, number // 20)
    register = [f"u{unit},单位{unit},,agg-{unit % 200}" for unit in range(units)]
    (folder / "units.csv").write_text("id,name,aliases,attach\n" + "\n".join(register) + "\n", encoding="utf-8")
    (folder / "legacy").mkdir()
    for first in range(0, number, ROWS_A_FILE):
        rows = [_row(index, units, chance) for index in range(first, min(first + ROWS_A_FILE, number))]
        text = "\n".join((_HEADINGS, *rows)) + "\n"
        (folder / "legacy" / f"sheet{first // ROWS_A_FILE}.csv").write_bytes(text.encode("gb18030"))


def _row(index: int, units: int, chance: Random) -> str:
    a, b, c = 10 + (index >> 20), index >> 12 & 255, index >> 4 & 255
    d = (index & 15) << 4
    if chance.random() < 0.02:
        a, b, c, d = 192, 168, chance.randrange(256), 0
    address = f"{a}.{b}.{c}.{d}"
    text = f"{address}/28"
    if chance.random() < DIRTY:
        text = chance.choice(
            (
                f"{address} 255.255.255.240",
                f"{address}/28 ",
                f"{address}-{d + 15}",
                f"{address}／28",
                f"{address}/28(办公)",
            )
        )
    return f"单位{index % units},{text},{a}.{b}.{c}.{d + 1},{100 + index % 3000},{index % 14},"


if __name__ == "__main__":
    main()
