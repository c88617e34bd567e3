"""Limits of the kernel are raised for labs, and set back behind the last of them."""

from dataclasses import replace
from pathlib import Path

import pytest
from networks import FOLDERS

from govnetgen.diagnostics import Severity
from govnetgen.lab import kernel_limits, state
from govnetgen.lab.expect_draw import Sampling
from govnetgen.lab.kernel_limits import NEIGHBOURS, WATCHES, limits_for, present, raise_limits, restore_limits
from govnetgen.lab.machine import too_low_limits
from govnetgen.lab.state import LabState, NodeState, create_state
from govnetgen.lab.topology import LabPlan
from govnetgen.lab.vrfs import VrfWay
from govnetgen.workflow.lab_test import prepare

USUAL = {name: 1024 // part for name, part in (("gc_thresh3", 1), ("gc_thresh2", 2), ("gc_thresh1", 8))}


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine that keeps 1,024 neighbours, and lets a user watch 128 things."""
    monkeypatch.setattr(state, "LABS", tmp_path / "labs")
    monkeypatch.setattr(kernel_limits, "SETTINGS", tmp_path / "sys")
    for one in NEIGHBOURS:
        for name, value in USUAL.items():
            put(tmp_path / "sys" / one.replace("gc_thresh3", name), value)
    put(tmp_path / "sys" / WATCHES, 128)
    return tmp_path / "sys"


def put(path: Path, value: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{value}\n", encoding="utf-8")


def settings(machine: Path) -> dict[str, int]:
    return {str(one.relative_to(machine)): int(one.read_text()) for one in machine.rglob("*") if one.is_file()}


def lab(name: str, nodes: int) -> LabState:
    state = LabState(
        network=name, folder="/", nodes={f"n{one}": NodeState(name=f"n{one}", kind="x") for one in range(nodes)}
    )
    create_state(state)
    return state


def leave(one: LabState) -> None:
    (one.place / "state.json").unlink()
    one.place.rmdir()
    restore_limits()


def test_a_small_lab_touches_nothing(machine: Path) -> None:
    before = settings(machine)
    lab("small", 9)
    raise_limits()
    assert settings(machine) == before
    assert not (state.LABS / "limits.json").exists()


def test_the_last_of_two_labs_sets_back_what_both_raised(machine: Path) -> None:
    before = settings(machine)
    one = lab("one", 200)
    raise_limits()
    assert {name: present(name) for name in NEIGHBOURS} == dict.fromkeys(NEIGHBOURS, 6400)
    other = lab("other", 100)
    raise_limits()
    assert settings(machine) == limits_for(300, 300)
    leave(one)
    assert settings(machine) == limits_for(300, 300)
    leave(other)
    assert settings(machine) == before
    assert [path.name for path in state.LABS.iterdir()] == []


def test_what_was_killed_in_between_is_set_back_all_the_same(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = settings(machine)
    one = lab("one", 200)
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(kernel_limits, "_set", interrupted)
        raise_limits()
    raise_limits()
    assert settings(machine) == limits_for(200, 200)
    leave(one)
    assert settings(machine) == before


def interrupted(values: object) -> None:
    raise KeyboardInterrupt


def test_what_somebody_set_meanwhile_stays(machine: Path) -> None:
    one = lab("one", 200)
    raise_limits()
    put(machine / WATCHES, 9000)
    leave(one)
    assert present(WATCHES) == 9000
    assert present(NEIGHBOURS[0]) == 1024


def test_settings_that_cannot_be_seen_are_left_alone(machine: Path) -> None:
    for one in (*NEIGHBOURS, WATCHES):
        (machine / one).unlink()
    before = settings(machine)
    one = lab("one", 10)
    raise_limits()
    assert settings(machine) == before
    assert present(WATCHES) is None
    leave(one)


def test_with_vrf_devices_nobody_watches(machine: Path) -> None:
    one = replace(lab("one", 200), vrfs=VrfWay.DEVICES)
    state.write_state(one)
    raise_limits()
    assert present(WATCHES) == 128


@pytest.fixture(scope="module")
def plan() -> LabPlan:
    """The lab of a network with VRFs."""
    prepared = prepare(Path(FOLDERS["dalian"]), ("core*", "agg-xigang", "xigang-gov"), Sampling()).require()
    return replace(prepared.lab, vrfs=VrfWay.NAMESPACES)


def test_what_can_be_raised_is_no_hindrance(machine: Path, plan: LabPlan) -> None:
    put(machine / WATCHES, 1)
    put(machine / NEIGHBOURS[0], 1)
    assert too_low_limits(plan) == ()


def test_what_cannot_be_raised_is_said_with_the_command(
    machine: Path, plan: LabPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("govnetgen.lab.machine.raisable", lambda setting: False)
    put(machine / WATCHES, 1)
    put(machine / NEIGHBOURS[0], 10)
    (machine / NEIGHBOURS[1]).unlink()
    watching = sum(bool(one.config.vrfs) for one in plan.nodes)
    names = len(plan.nodes) + len(plan.hosts)
    assert 0 < watching < names < 32  # so few that the kernel's own 1,024 neighbours of IPv6 are enough
    watches, neighbours = too_low_limits(plan)
    assert (watches.code, watches.severity) == ("lab-watches", Severity.ERROR)
    assert watches.hint == f"on the machine itself: sysctl fs.inotify.max_user_instances={watching + 16}"
    assert (neighbours.code, neighbours.severity) == ("lab-neighbours", Severity.WARNING)
    assert neighbours.message.endswith("this kernel keeps 10")
    assert neighbours.hint == f"on the machine itself: sysctl net.ipv4.neigh.default.gc_thresh3={32 * names}"
    assert too_low_limits(replace(plan, vrfs=VrfWay.DEVICES)) == (neighbours,)


def test_what_cannot_be_seen_is_taken_for_what_kernels_usually_have(
    machine: Path, plan: LabPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in (*NEIGHBOURS, WATCHES):
        (machine / one).unlink()
    assert too_low_limits(plan) == ()
    monkeypatch.setattr("govnetgen.lab.machine.limits_for", lambda nodes, watching: limits_for(100, watching))
    (found,) = too_low_limits(plan)
    assert (found.code, found.severity) == ("lab-neighbours", Severity.WARNING)
    assert found.message.endswith("this kernel keeps perhaps no more than 1,024")
    names = " ".join(f"net.{one}.neigh.default.gc_thresh3=3200" for one in ("ipv4", "ipv6"))
    assert found.hint == f"on the machine itself: sysctl {names}"
