"""A lab whose start is killed at any point, or whose nodes die, is known for what it is and cleared away."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lab.machine import MARKS, namespaces, said, small_copy, within

from govnetgen.diagnostics import Checked, InvalidInput
from govnetgen.lab.expect_draw import Sampling
from govnetgen.lab.machine import PACKAGES
from govnetgen.lab.process import alive, end, in_namespaces
from govnetgen.lab.record import Record
from govnetgen.lab.run import inode_of
from govnetgen.lab.state import LABS, LabState, read_state
from govnetgen.lab.topology import LabPlan
from govnetgen.lab.vrfs import VrfWay
from govnetgen.views.lab import status_text
from govnetgen.workflow import lab as workflow
from govnetgen.workflow.address import Addressed
from govnetgen.workflow.lab import lab_down, lab_look, lab_up
from govnetgen.workflow.lab_test import lab_test

pytestmark = MARKS
NAME = f"kill{os.getpid()}"


def no_progress(done: int, total: int) -> None:
    """Nobody watches."""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    yield (made := small_copy(tmp_path, NAME))
    lab_down(made)


def recorded() -> LabState | None:
    return read_state(NAME)


def started(number: int) -> bool:
    state = recorded()
    return state is not None and sum(one.started for one in state.nodes.values()) >= number


def announced(number: int) -> bool:
    state = recorded()
    return state is not None and sum(one.process is not None for one in state.nodes.values()) >= number


MOMENTS: dict[str, Callable[[], bool]] = {
    "the state is written": lambda: recorded() is not None,
    "there are namespaces": lambda: bool(namespaces(NAME)),
    "a node has its first process": lambda: announced(1),
    "two nodes have theirs": lambda: announced(2),
    "some are up": lambda: started(3),
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_what_is_there_when_up_is_killed_is_cleared_away(folder: Path, moment: str) -> None:
    words = [sys.executable, "-m", "govnetgen", "lab", "up", str(folder)]
    up = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while up.poll() is None and not MOMENTS[moment]():
        pass
    up.kill()
    up.wait()
    inodes = {inode_of(name) for name in namespaces(NAME)}
    lab_down(folder)
    assert namespaces(NAME) == []
    assert within(5, lambda: in_namespaces(inodes) == ())
    assert not (LABS / NAME).exists()


@pytest.mark.parametrize("moment", ["there are namespaces", "a node has its first process"])
def test_an_interrupted_up_leaves_nothing_and_says_so(folder: Path, moment: str) -> None:
    words = [sys.executable, "-m", "govnetgen", "lab", "up", str(folder)]
    up = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    while up.poll() is None and not MOMENTS[moment]():
        pass
    up.send_signal(signal.SIGINT)
    _, told = up.communicate(timeout=30)
    assert up.returncode in (0, 130)  # 0: it was done already
    if up.returncode == 130:
        assert told.endswith("interrupted: what was there of the lab is gone again\n")
        assert namespaces(NAME) == []
        assert not (LABS / NAME).exists()


def test_an_interrupted_change_is_known_for_what_it_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lab_up(folder, (), no_progress).require()

    def interrupted(record: Record, *rest: object) -> None:
        record.change(lambda now: replace(now, complete=False))
        raise KeyboardInterrupt

    monkeypatch.setattr(workflow, "change", interrupted)
    with pytest.raises(KeyboardInterrupt, match="half changed"):
        lab_up(folder, (), no_progress)
    assert "govnetgen lab up makes it anew" in status_text(lab_look(folder).require())
    prepared = lab_test(folder, Sampling(), settling=no_progress, probing=no_progress)
    assert [one.code for one in prepared.diagnostics] == ["lab-not-whole"]


def test_up_clears_away_what_is_half_made_and_begins_anew(folder: Path) -> None:
    state = lab_up(folder, (), no_progress).require().state
    first = state.nodes["core1"].process
    assert first is not None
    end([first])
    status = lab_look(folder).require()[0]
    assert {one.name: one.troubles for one in status.nodes if one.troubles} == {"core1": ("it is dead",)}
    checked = lab_up(folder, (), no_progress)
    assert [one.code for one in checked.diagnostics if one.code.startswith("lab-")] == ["lab-leftovers"]
    assert lab_look(folder).require()[0].whole


def test_a_lab_that_is_taken_down_while_it_is_tested(folder: Path) -> None:
    lab_up(folder, (), no_progress).require()

    def down(done: int, total: int) -> None:
        lab_down(folder)

    with pytest.raises(InvalidInput, match="taken down while it was tested"):
        lab_test(folder, Sampling(), settling=down, probing=no_progress)


def test_a_daemon_that_dies_is_told(folder: Path) -> None:
    state = lab_up(folder, (), no_progress).require().state
    first = state.nodes["fw1"].process
    assert first is not None
    number = int(Path(f"/proc/{first.number}/root/run/frr/ospfd.pid").read_text())
    said("nsenter", f"--target={first.number}", "--pid", "--mount", "kill", "-KILL", str(number))
    assert within(5, lambda: troubles(folder) == {"fw1": ("ospfd does not run",)})


def troubles(folder: Path) -> dict[str, tuple[str, ...]]:
    return {one.name: one.troubles for one in lab_look(folder).require()[0].nodes if one.troubles}


def test_a_namespace_of_somebody_else_is_never_taken(folder: Path) -> None:
    said("ip", "netns", "add", f"{NAME}.core1")
    try:
        checked = lab_up(folder, (), no_progress)
        assert [one.code for one in checked.diagnostics if one.code.startswith("lab-")] == ["lab-name-clash"]
        assert recorded() is None
        lab_down(folder)
        assert namespaces(NAME) == [f"{NAME}.core1"]
    finally:
        said("ip", "netns", "del", f"{NAME}.core1")


def test_a_process_of_somebody_else_with_the_number_of_ours_lives(folder: Path) -> None:
    other = subprocess.Popen(["sleep", "60"])
    try:
        state = lab_up(folder, (), no_progress).require().state
        core = state.nodes["core1"]
        assert core.process is not None
        assert end([core.process._replace(number=other.pid)]) == ()
        assert other.poll() is None
        assert alive(core.process)
    finally:
        other.send_signal(signal.SIGKILL)
        other.wait()


def test_rules_that_do_not_load_leave_a_node_closed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = workflow.planned

    def broken(addressed: Addressed, limit: tuple[str, ...], way: VrfWay) -> Checked[LabPlan]:
        plan = real(addressed, limit, way).require()
        wrong = [replace(one, text=one.text.replace("policy drop;", "policy dorp;")) for one in plan.nodes]
        return Checked(replace(plan, nodes=tuple(wrong)))

    monkeypatch.setattr(workflow, "planned", broken)
    checked = lab_up(folder, (), no_progress)
    told = [one for one in checked.diagnostics if one.code == "lab-node-trouble"]
    assert [str(one.location) for one in told] == ["fw1"]
    assert "closed" in told[0].message
    namespace = checked.require().state.namespace("fw1")
    rules = said("ip", "netns", "exec", namespace, "nft", "list", "ruleset")
    assert rules.count("policy drop") == 2  # what comes in and what passes through


def test_what_a_daemon_refuses_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``vtysh -b`` ends well all the same: isisd knows no process 9 whose metrics may be so high."""
    real = workflow.planned
    refused = "interface lo\n ip router isis 9\n isis metric 1000\nexit\n!\nrouter ospf\n"

    def broken(addressed: Addressed, limit: tuple[str, ...], way: VrfWay) -> Checked[LabPlan]:
        plan = real(addressed, limit, way).require()
        wrong = [
            replace(one, text=one.text.replace("isisd=no", "isisd=yes").replace("router ospf\n", refused))
            for one in plan.nodes
        ]
        return Checked(replace(plan, nodes=tuple(wrong)))

    monkeypatch.setattr(workflow, "planned", broken)
    told = [one for one in lab_up(folder, (), no_progress).diagnostics if one.code == "lab-node-trouble"]
    assert [str(one.location) for one in told] == ["core1", "core2", "fw1"]
    assert all("FRR refused a line" in one.message and "isis metric 1000" in one.message for one in told)


def test_too_little_memory_is_said_before_anything_is_made(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govnetgen.lab.machine._available_mb", lambda: 300)
    assert codes(folder) == ["lab-memory"]
    assert recorded() is None


def test_missing_packages_are_named_with_their_command(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PACKAGES, "/usr/sbin/no-such-program", "no-such-package")
    checked = lab_up(folder, (), no_progress)
    assert [one.code for one in checked.diagnostics] == ["lab-packages"]
    assert checked.diagnostics[0].hint == "apt-get install -y --no-install-recommends no-such-package"


def test_only_root_may(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert codes(folder) == ["lab-not-root"]
    assert [one.code for one in lab_down(folder).diagnostics] == ["lab-not-root"]


def test_the_lab_may_use_the_machine_s_own_addresses(folder: Path) -> None:
    """Nodes have routing tables of their own: what the machine uses itself cannot clash."""
    far = f"{NAME}-own"
    said("ip", "netns", "add", far)  # in the place of the machine: the tests leave its own addresses alone
    try:
        words = ["nsenter", f"--net=/run/netns/{far}", sys.executable, "-m", "govnetgen", "lab"]
        said("ip", "-n", far, "link", "set", "lo", "up")
        said("ip", "-n", far, "addr", "add", "10.32.0.10/16", "dev", "lo")
        own = said("ip", "-n", far, "route", "show", "table", "all")
        said(*words, "up", str(folder))
        assert said("ip", "-n", far, "route", "show", "table", "all") == own
    finally:
        said("ip", "netns", "del", far)


def codes(folder: Path) -> list[str]:
    return [one.code for one in lab_up(folder, (), no_progress).diagnostics if one.code.startswith("lab-")]
