"""From each reviewed VRP configuration to each other one of its dialect, and back."""

from itertools import permutations
from pathlib import Path

import pytest
from interpreters import huawei_vrp

from govnetgen.configtree import parse_tree
from govnetgen.configtree.patch import patch
from govnetgen.platform import platforms

GOLDEN = Path(__file__).parents[1] / "golden"
FIREWALLS = (
    *("dalian/dwbgt-fw1", "dalian/dwbgt-fw2", "dalian/exit-fw1", "dalian/prov-fw1"),
    *("mpls/east-sj-fw1", "small/fw1"),
)
ROUTERS = ("mpls/pe-east", "mpls/rr1")
PAIRS = (*permutations(FIREWALLS, 2), *permutations(ROUTERS, 2))


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_one_becomes_the_other_and_itself_again(before: str, after: str) -> None:
    platform = platforms()["huawei_vrp"]
    assert platform.patch_rules is not None
    running, intended = (
        parse_tree((GOLDEN / f"{one}.cfg").read_text(encoding="utf-8"), platform.syntax) for one in (before, after)
    )
    found = patch(running, intended, platform.patch_rules)
    device = huawei_vrp.device(running)
    device.take_all(found.commands)
    assert device.state == huawei_vrp.device(intended).state
    device.take_all(found.rollback)
    assert device.state == huawei_vrp.device(running).state
