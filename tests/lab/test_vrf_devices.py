"""Where the kernel has VRF devices: a lab of them, up, put right, changed, failed, healed and gone."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from lab.machine import LACKING, MARKS, change, namespaces, within

from govnetgen.lab.expect_draw import Sampling
from govnetgen.lab.machine import vrf_way
from govnetgen.lab.run import in_node
from govnetgen.lab.state import LabState
from govnetgen.lab.vrfs import VrfWay
from govnetgen.views.lab import status_json, status_text
from govnetgen.views.lab_test import lab_test_text
from govnetgen.workflow.lab import lab_down, lab_fail, lab_heal, lab_look, lab_up
from govnetgen.workflow.lab_test import lab_test

pytestmark = [
    *MARKS,
    pytest.mark.skipif(
        LACKING is None and vrf_way() is not VrfWay.DEVICES, reason="this kernel has no VRF devices (CONFIG_NET_VRF)"
    ),
]
FOLDER = Path(__file__).parents[1] / "networks" / "mpls"
NAME = f"vrf{os.getpid()}"
EDGE, GONE, KEPT = "pe-east", "relief", "audit"
WITHOUT = (
    ("vpns.yaml", ", imports: [relief]}", "}"),
    ("vpns.yaml", "  relief: {title: 扶贫, owner: east-fp, imports: [audit]}\n", ""),
    ("vlans.yaml", "  relief: {zone: dedicated, vpn: relief}\n", ""),
    ("units.csv", ";relief:20", ""),
)
"""What makes the network one without the VPN."""


def no_progress(done: int, total: int) -> None:
    """Nobody watches."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("lab") / NAME
    shutil.copytree(FOLDER, copy)
    change(copy / "network.yaml", "name: mpls\n", f"name: {NAME}\n")
    return copy


@pytest.fixture(scope="module")
def state(folder: Path) -> Iterator[LabState]:
    up = lab_up(folder, (), no_progress)
    try:
        assert [one for one in up.diagnostics if one.code == "lab-node-trouble"] == []
        yield up.require().state
    finally:
        lab_down(folder)
    assert namespaces(NAME) == []


def run(state: LabState, node: str, *words: str) -> str:
    first = state.nodes[node].process
    assert first is not None
    code, answer = in_node(first, words)
    assert code == 0, answer
    return answer


def vrfs(state: LabState, node: str) -> dict[str, int]:
    """The VRF devices of a node, and their routing tables."""
    shown = json.loads(run(state, node, "ip", "-j", "-d", "link", "show", "type", "vrf"))
    return {one["ifname"]: one["linkinfo"]["info_data"]["table"] for one in shown}


def test_a_vrf_is_a_device_of_its_node(state: LabState, folder: Path) -> None:
    assert state.vrfs is VrfWay.DEVICES
    found = vrfs(state, EDGE)
    assert found.keys() >= {GONE, KEPT}
    assert len(set(found.values())) == len(found)
    assert run(state, EDGE, "ip", "netns") == ""
    assert "-n" not in run(state, EDGE, "sh", "-c", "tr '\\0' ' ' < /proc/$(cat /run/frr/zebra.pid)/cmdline").split()
    looked = lab_look(folder).require()
    assert [one.troubles for one in looked[0].nodes if one.troubles] == []
    assert "VRFs as devices" in status_text(looked)
    assert status_json(looked)["labs"][0]["vrfs"] == "devices"


def test_what_a_vrf_has_no_route_to_is_not_looked_for_elsewhere(state: LabState) -> None:
    """A management address, which every device has a route to in the node's own table."""
    other = state.nodes["rr1"].management
    assert within(60, lambda: "via" in run(state, EDGE, "ip", "route", "show", other))
    first = state.nodes[EDGE].process
    assert first is not None
    code, answer = in_node(first, ["ip", "route", "get", other, "vrf", KEPT])
    assert (code, "unreachable" in answer) == (2, True), answer


def test_packets_find_who_they_may_reach_and_nobody_else(folder: Path, state: LabState) -> None:
    tested = lab_test(folder, Sampling()).require()
    assert not tested.failed, lab_test_text(tested)


def test_a_second_up_changes_nothing(state: LabState, folder: Path) -> None:
    up = lab_up(folder, (), no_progress).require()
    assert up.change is not None
    assert up.change.empty
    assert up.state.vrfs is VrfWay.DEVICES


def test_ifreload_puts_back_what_left_its_vrf_with_the_addresses(state: LabState) -> None:
    shown = json.loads(run(state, EDGE, "ip", "-j", "addr", "show", "master", KEPT))
    one = next(each for each in shown if each["ifname"].startswith("ge"))
    name = one["ifname"]
    run(state, EDGE, "ip", "-6", "addr", "add", "2001:db8:77::1/64", "dev", name)  # nobody's: it goes
    run(state, EDGE, "ip", "link", "set", name, "nomaster")
    run(state, EDGE, "ifreload", "-a")
    (now,) = json.loads(run(state, EDGE, "ip", "-j", "addr", "show", "dev", name))

    def given(shown: dict[str, object]) -> set[tuple[str, int]]:
        held: list[dict[str, object]] = shown["addr_info"]  # type: ignore[assignment]
        return {(str(each["local"]), int(str(each["prefixlen"]))) for each in held if each["scope"] == "global"}

    assert now["master"] == KEPT
    assert given(now) == given(one)
    assert "UP" in now["flags"]


def test_a_link_of_a_vrf_fails_and_heals(state: LabState, folder: Path) -> None:
    wire = next(one for one in state.wires if one.tunnel is None and EDGE in (one.a[0], one.b[0]))
    port = next(port for node, port in (wire.a, wire.b) if node == EDGE)
    before = json.loads(run(state, EDGE, "ip", "-j", "addr", "show", "dev", port))[0]
    lab_fail(folder, wire.link).require()
    assert "UP" not in json.loads(run(state, EDGE, "ip", "-j", "link", "show", "dev", port))[0]["flags"]
    lab_heal(folder, None).require()

    def healed() -> bool:
        now = json.loads(run(state, EDGE, "ip", "-j", "addr", "show", "dev", port))[0]
        return "UP" in now["flags"] and now.get("master") == before.get("master")

    assert within(10, healed)


def test_a_vrf_goes_and_comes_while_its_node_runs(state: LabState, folder: Path) -> None:
    numbers = vrfs(state, EDGE)
    processes = {name: one.process for name, one in state.nodes.items() if one.kind == "device"}
    for file, text, other in WITHOUT:
        change(folder / file, text, other)
    up = lab_up(folder, (), no_progress)
    assert [str(one) for one in up.diagnostics] == []
    assert vrfs(up.require().state, EDGE) == {name: number for name, number in numbers.items() if name != GONE}
    for file, _, _ in WITHOUT:
        (folder / file).write_text((FOLDER / file).read_text(encoding="utf-8"), encoding="utf-8")
    up = lab_up(folder, (), no_progress)
    assert [str(one) for one in up.diagnostics] == []
    assert vrfs(up.require().state, EDGE) == numbers
    assert {name: one.process for name, one in up.require().state.nodes.items() if one.kind == "device"} == processes
    tested = lab_test(folder, Sampling()).require()
    assert not tested.failed, lab_test_text(tested)
