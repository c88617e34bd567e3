"""The simulator itself: it holds what it was given, and shows it as the device would."""

import re
from pathlib import Path

import pytest
from simulator.clock import Clock
from simulator.families import FAMILIES
from simulator.faults import Faults
from simulator.machine import Machine, clone
from simulator.vrp import Vrp

from govnetgen.configtree import parse_tree
from govnetgen.configtree.patch import patch
from govnetgen.platform import platforms

TESTS = Path(__file__).parents[2]
FILES = [
    one
    for one in sorted([*TESTS.glob("golden/*/*.cfg"), *TESTS.glob("platforms/*/*.cfg")])
    if re.search(r"^(?:hostname|sysname) ", one.read_text(encoding="utf-8"), re.M) and "linux" not in one.parent.name
]


@pytest.mark.parametrize("file", FILES, ids=lambda one: f"{one.parent.name}-{one.stem}")
def test_it_shows_the_configuration_that_it_was_given(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    name, kind = ("ruijie_rgos", "rgos") if "\nhostname " in f"\n{text}" else ("huawei_vrp", "vrp5")
    machine = Machine(FAMILIES["rgos11" if "rgos11" in file.name else kind], text, Clock())
    platform = platforms()[name]
    assert platform.patch_rules is not None
    given, shown = (parse_tree(one, platform.syntax) for one in (text, machine.text(machine.running)))
    assert patch(given, shown, platform.patch_rules).commands == ()
    assert patch(shown, given, platform.patch_rules).commands == ()
    assert clone(machine.running).state == machine.running.state


def test_nothing_of_a_refused_line_stays() -> None:
    machine = Machine(FAMILIES["vrp5"], "sysname a\n", Clock())
    shell = Vrp(machine, Faults(), [])
    before = machine.running.state
    assert "Error" not in shell.feed("system-view")
    assert "Error" in shell.feed("ip route-static vpn-instance nowhere 10.0.0.0 255.0.0.0 10.0.0.1")
    assert machine.running.state == before
    assert "Error" not in shell.feed("vlan 10")
    assert shell.prompt == "[a-vlan10]"


def test_a_trial_ends_when_its_time_is_over_and_not_before() -> None:
    clock = Clock(speed=0)
    machine = Machine(FAMILIES["vrp8"], "sysname a\n", clock)
    shell = Vrp(machine, Faults(), [])
    before = machine.running.state
    for line in ("system-view", "vlan batch 10", "commit trial 60 persist x"):
        assert "Error" not in shell.feed(line)
    clock.advance(59)
    assert machine.running.state != before
    clock.advance(2)
    assert machine.running.state == before
    assert "Error" in shell.feed("commit persist x")
