"""What is written of a lab is read back; a process is known by more than its number."""

import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from govnetgen.diagnostics import InvalidInput
from govnetgen.lab import state as module
from govnetgen.lab.outage import cut_ports, cut_wires
from govnetgen.lab.process import Process, alive, end, process
from govnetgen.lab.secret import lab_secret
from govnetgen.lab.ssh import known_hosts
from govnetgen.lab.state import LabState, NodeState, WireState, create_state, held, labs, read_state, write_state
from govnetgen.lab.targets import lab_targets
from govnetgen.lab.vrfs import VrfWay
from govnetgen.model.secret import Secret

STATE = LabState(
    network="n",
    folder="/somewhere/n",
    limit=("core*",),
    complete=True,
    management="h-noc",
    nodes={
        "a": NodeState(name="a", kind="device", inode=7, process=Process(12, 345), management="10.0.0.1", ports=("p",)),
        "b": NodeState(name="b", kind="outside", ports=("p", "q"), started=True),
        "h-noc": NodeState(name="h-noc", kind="host"),
    },
    wires=(
        WireState(name="a--b:1", link="a--b", a=("a", "p"), b=("b", "p")),
        WireState(name="a--b:2", link="a--b", a=("a", "r"), b=("b", "q")),
        WireState(name="h-noc", link="h-noc", a=("a", "s"), b=("h-noc", "eth0")),
    ),
    failed=("a--b:1",),
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(module, "LABS", tmp_path / "labs")
    return tmp_path / "labs"


def test_a_state_is_read_back_as_it_was_written(folder: Path) -> None:
    create_state(STATE)
    assert read_state("n") == STATE
    write_state(STATE)
    assert labs() == (STATE,)
    devices = replace(STATE, vrfs=VrfWay.DEVICES)
    write_state(devices)
    assert read_state("n") == devices
    assert (folder / "n").stat().st_mode & 0o077 == 0
    assert (folder / "n" / "state.json").stat().st_mode & 0o077 == 0


def test_a_lab_of_an_older_release_has_namespaces(folder: Path) -> None:
    create_state(STATE)
    file = folder / "n" / "state.json"
    file.write_text(json.dumps({key: value for key, value in json.loads(file.read_text()).items() if key != "vrfs"}))
    assert read_state("n") == STATE


def test_a_lab_that_was_never_recorded_is_none(folder: Path) -> None:
    (folder / "n.new").mkdir(parents=True)
    assert labs() == ()
    create_state(STATE)
    assert labs() == (STATE,)


def test_two_runs_do_not_work_on_one_lab(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PATIENCE_S", 0.0)
    with held("n"), held("another"), pytest.raises(InvalidInput, match="lab-busy"), held("n"):
        pass
    with held("n"):
        pass


def test_nothing_is_left_of_a_hold_when_the_lab_is_gone(folder: Path) -> None:
    with held("n"):
        pass
    assert list(folder.iterdir()) == []
    with pytest.raises(ValueError, match="stopped"), held("n"):
        raise ValueError("stopped")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("failed", "wires", "ports"),
    [
        ((), [], ()),
        (("a--b",), ["a--b:1", "a--b:2"], ("p", "r")),
        (("a--b:2",), ["a--b:2"], ("r",)),
        (("a",), ["a--b:1", "a--b:2", "h-noc"], ("p", "r", "s")),
        (("h-noc", "a--b:1"), ["a--b:1", "h-noc"], ("p", "s")),
    ],
)
def test_a_name_cuts_a_wire_a_link_or_all_of_a_node(
    failed: tuple[str, ...], wires: list[str], ports: tuple[str, ...]
) -> None:
    state = replace(STATE, failed=failed)
    assert sorted(one.name for one in cut_wires(state)) == wires
    assert cut_ports(state, "a") == ports


def test_devices_are_reached_in_band_and_by_console() -> None:
    (target,) = lab_targets(STATE).values()
    assert (target.namespace, target.address, target.via) == ("n.h-noc", "10.0.0.1", "in-band")
    (console,) = lab_targets(STATE, console=True).values()
    assert (console.namespace, console.address, console.via) == ("n.a", "127.0.0.1", "console")


def test_known_hosts_hold_each_node_by_name_and_address() -> None:
    keys = {"a": "ssh-ed25519 AAAA comment", "b": "ssh-ed25519 BBBB"}
    assert known_hosts(keys, {"a": ["10.0.0.1"]}) == "a,10.0.0.1 ssh-ed25519 AAAA\nb ssh-ed25519 BBBB\n"


def test_a_secret_of_a_lab_fits_an_ospf_key_and_is_the_same_everywhere() -> None:
    assert lab_secret(Secret("ospf")) == lab_secret(Secret("ospf"))
    assert lab_secret(Secret("ospf")) != lab_secret(Secret("bgp"))
    assert len(lab_secret(Secret("ospf"))) == 16


@pytest.fixture
def sleeper() -> Iterator[subprocess.Popen[bytes]]:
    running = subprocess.Popen(["sleep", "60"])
    yield running
    running.kill()
    running.wait()


def test_a_number_that_is_somebody_else_s_now_is_left_alone(sleeper: subprocess.Popen[bytes]) -> None:
    own = process(sleeper.pid)
    assert own is not None
    recycled = Process(own.number, own.started - 1)
    assert not alive(recycled)
    assert end([recycled]) == ()
    assert sleeper.poll() is None
    assert alive(own)


def test_a_process_that_ends_is_no_more(sleeper: subprocess.Popen[bytes]) -> None:
    own = process(sleeper.pid)
    assert own is not None
    assert end([own]) == ()
    assert not alive(own)  # a zombie until somebody asks for it
    assert process(sleeper.pid) is None
    assert process(os.getpid()) is not None
