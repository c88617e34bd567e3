"""Whole configurations onto a device and back again: hundreds of lines, with Chinese, secrets and banners."""

import re
from pathlib import Path

import pytest
from simulator import SimulatedDevice
from simulator.examples import driver_of, platform_of

from govnetgen.configtree import ConfigTree, parse_tree
from govnetgen.configtree.patch import patch
from govnetgen.platform import platforms

GOLDEN = Path(__file__).parents[2] / "golden"
CASES = [
    ("rgos", "utf-8", "small/core1.cfg", "small/core2.cfg"),
    ("vrp8", "gb18030", "mpls/rr1.cfg", "mpls/pe-east.cfg"),
    ("usg", "gb18030", "mpls/east-sj-fw1.cfg", "small/fw1.cfg"),
]


def configuration(name: str) -> str:
    """Read a golden file; what stands for a secret becomes one that looks like separators and comments."""
    text = (GOLDEN / name).read_text(encoding="utf-8")
    return re.sub(r"<secret:([^>]*)>", r"%^%#\1#!x%^%#", text)


@pytest.mark.parametrize(("kind", "encoding", "before", "after"), CASES)
def test_there_and_back(network, kind: str, encoding: str, before: str, after: str) -> None:
    platform = platforms()[platform_of(kind)]
    rules = platform.patch_rules
    assert rules is not None
    device = SimulatedDevice("one", kind, configuration(before), encoding=encoding)
    network(device)
    with driver_of(device, timeout=30) as driver:

        def running() -> ConfigTree:
            return parse_tree(driver.get_config(retrieve="running")["running"], platform.syntax)

        old, wanted = running(), parse_tree(configuration(after), platform.syntax)
        change = patch(old, wanted, rules)
        assert len(change.commands) > 50
        driver.load_merge_candidate(config="\n".join(change.commands))
        driver.commit_config()
        assert patch(running(), wanted, rules).commands == ()
        assert device.startup == device.running
        driver.rollback()
        assert patch(running(), old, rules).commands == ()
        driver.load_merge_candidate(config="\n".join(change.commands))
        driver.commit_config()
        driver.load_merge_candidate(config="\n".join(change.rollback))
        driver.commit_config()
        assert patch(running(), old, rules).commands == ()
