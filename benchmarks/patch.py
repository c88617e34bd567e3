"""How fast two configurations become a patch: ``python benchmarks/patch.py [LINES ...]``.

A switch with many ports and ACL rules, and the same with one section in twenty changed. Where hier_config is installed,
its remediation of the same pair is timed in the same run.
"""

import importlib.util
import sys
import time
from collections.abc import Callable

from govnetgen.configtree import parse_tree
from govnetgen.configtree.patch import patch
from govnetgen.platform import platforms

RUNS = 5


def configuration(lines: int, *, changed: bool) -> str:
    """A VRP configuration of about so many lines; every twentieth port and list differs in the changed one."""
    ports = lines * 2 // 3 // 6
    parts = ["#\nsysname CORE\n#\nvlan batch 2 to 4000"]
    for number in range(ports):
        odd = changed and number % 20 == 0
        parts.append(
            f"interface GigabitEthernet{number // 48}/0/{number % 48}\n"
            f" description port {number}{' new' if odd else ''}\n"
            f" port link-type trunk\n undo port trunk allow-pass vlan 1\n"
            f" port trunk allow-pass vlan {number % 3000 + 2} {3500 if odd else 3600}\n stp root-protection"
        )
    for number in range(lines // 3 // 10):
        odd = changed and number % 20 == 0
        rules = (f" rule {rule} permit ip source 10.{number % 250}.{rule}.0 0.0.0.255" for rule in range(5, 50, 5))
        extra = [" rule 50 deny ip"] if odd else []
        parts.append("\n".join([f"acl name LIST{number} advance", *rules, *extra]))
    return "\n#\n".join([*parts, "return\n"])


def fastest(action: Callable[[], object]) -> float:
    """The shortest of several runs, in seconds of this processor: other work on the machine does not count."""
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        action()
        times.append(time.process_time() - start)
    return min(times)


def ours(running: str, intended: str) -> tuple[float, float, int]:
    """Seconds to parse both, seconds to patch, and how many commands there are."""
    platform = platforms()["huawei_vrp"]
    assert platform.patch_rules is not None
    rules = platform.patch_rules
    parsing = fastest(lambda: (parse_tree(running, platform.syntax), parse_tree(intended, platform.syntax)))
    before, after = parse_tree(running, platform.syntax), parse_tree(intended, platform.syntax)
    return parsing, fastest(lambda: patch(before, after, rules)), len(patch(before, after, rules).commands)


def theirs(running: str, intended: str) -> float:
    """Seconds that hier_config takes from parsed configurations to its remediation."""
    from hier_config import Platform, WorkflowRemediation, get_hconfig  # type: ignore[import-not-found]

    texts = (running.replace("#\n", ""), intended.replace("#\n", ""))
    before, after = (get_hconfig(Platform.HUAWEI_VRP, one) for one in texts)
    return fastest(lambda: WorkflowRemediation(before, after).remediation_config)


def main() -> None:
    """Print one line a size."""
    for lines in [int(one) for one in sys.argv[1:]] or [13_000, 130_000]:
        running, intended = configuration(lines, changed=False), configuration(lines, changed=True)
        parsing, patching, commands = ours(running, intended)
        print(
            f"{running.count(chr(10)):,} lines: parse both {parsing * 1000:.0f} ms, patch {patching * 1000:.0f} ms,"
            f" {commands:,} commands"
        )
        if importlib.util.find_spec("hier_config") is None:
            print("  hier_config is not installed: not compared")
        else:
            print(f"  hier_config: {theirs(running, intended) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
