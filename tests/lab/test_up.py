"""The small network up, reached, changed, failed, healed and gone; and what a lab leaves alone."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import paramiko
import pytest
from lab.machine import MARKS, change, namespaces, said, small_copy, succeeds, within

from govnetgen.cli.app import run as cli
from govnetgen.diagnostics import InvalidInput
from govnetgen.lab.process import in_namespaces
from govnetgen.lab.run import in_node, inode_of
from govnetgen.lab.state import LABS, LabState
from govnetgen.lab.targets import CONSOLE, IN_BAND, LabTarget, lab_targets
from govnetgen.lab.vrfs import VrfWay
from govnetgen.views.lab import status_text
from govnetgen.workflow.lab import lab_down, lab_fail, lab_heal, lab_look, lab_up

pytestmark = MARKS
NAME = f"up{os.getpid()}"
CONVERGED_S = 60.0


def no_progress(done: int, total: int) -> None:
    """Nobody watches."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_copy(tmp_path_factory.mktemp("lab"), NAME)


@pytest.fixture(scope="module")
def machine() -> str:
    """What the machine itself has before there is a lab."""
    return own_network()


@pytest.fixture(scope="module")
def state(folder: Path, machine: str) -> Iterator[LabState]:
    up = lab_up(folder, (), no_progress).require()
    assert up.change is None
    yield up.state
    lab_down(folder)


def own_network() -> str:
    files = [Path("/etc/frr"), Path("/etc/ssh"), Path("/etc/passwd"), Path("/usr/local/sbin"), Path("/var/tmp")]
    times = [f"{one} {one.stat().st_mtime_ns}" for one in files if one.exists()]
    return "\n".join([said("ip", "route"), said("ip", "-6", "route"), said("ip", "-br", "link"), *times])


def run(state: LabState, node: str, *words: str) -> tuple[int, str]:
    first = state.nodes[node].process
    assert first is not None
    return in_node(first, words)


def pings(state: LabState, host: str, address: str) -> bool:
    return succeeds("ip", "netns", "exec", state.namespace(host), "ping", "-c1", "-W1", address)


def test_hosts_of_two_units_reach_each_other_over_both_cores(state: LabState) -> None:
    office = "10.40.8.3"  # the firewall: beyond the core that the host's switch port is on
    assert within(CONVERGED_S, lambda: pings(state, "h-it-office", office) and pings(state, "h-tax-office", office))
    assert within(CONVERGED_S, lambda: "Full" in run(state, "core1", "vtysh", "-c", "show ip ospf neighbor")[1])


def test_one_core_is_master_of_every_gateway(state: LabState) -> None:
    def masters(core: str) -> int:
        return run(state, core, "vtysh", "-c", "show vrrp summary")[1].count("Master")

    assert within(CONVERGED_S, lambda: (masters("core1"), masters("core2")) == (8, 0))


def test_nobody_takes_a_gateway_s_own_mac_for_the_group_s(state: LabState) -> None:
    """A gateway that resolves a host for a packet from the group's address (an ICMP error) asks as itself."""
    inside = ("ip", "netns", "exec", state.namespace("h-it-office"))
    gateway = json.loads(said(*inside, "ip", "-j", "route", "show", "default"))[0]["gateway"]
    host = json.loads(said(*inside, "ip", "-j", "-4", "addr", "show", "dev", "eth0"))[0]["addr_info"][0]["local"]

    def believed() -> str:
        return json.loads(said(*inside, "ip", "-j", "neigh", "show", gateway))[0].get("lladdr", "")

    assert within(CONVERGED_S, lambda: pings(state, "h-it-office", gateway))
    device = json.loads(run(state, "core1", "ip", "-j", "route", "get", host)[1])[0]["dev"].partition("-v")[0]
    assert run(state, "core1", "ip", "neigh", "flush", "dev", device)[0] == 0
    assert run(state, "core1", "ping", "-c1", "-W1", "-I", gateway, host)[0] == 0
    assert believed().startswith("00:00:5e:00:01:")


def test_frr_reaches_a_group_s_subnet_by_the_interface_itself(state: LabState) -> None:
    """Of two equal ways FRR takes any: routes over the group's device fail with the mastership, and are not retried."""

    def metrics() -> dict[bool, set[int]]:
        found: dict[bool, set[int]] = {}
        for family in ("ip", "ipv6"):
            for routes in json.loads(
                run(state, "core1", "vtysh", "-c", f"show {family} route connected json")[1]
            ).values():
                for one in routes:
                    names = [way["interfaceName"] for way in one["nexthops"] if way["interfaceName"].startswith("vlan")]
                    for name in names:
                        found.setdefault("-v" in name, set()).add(one["metric"])
        return found

    assert within(CONVERGED_S, lambda: metrics() == {False: {0}, True: {1024}})


def test_daemons_keep_tables_of_no_more_files_than_on_debian(state: LabState) -> None:
    """FRR takes memory for each file that it may open, in each thread: with 150 nodes that is a gigabyte."""
    for name in ("zebra", "ospfd"):
        limits = run(state, "core1", "sh", "-c", f"cat /proc/$(cat /run/frr/{name}.pid)/limits")[1]
        assert re.search(r"^Max open files +1024 ", limits, re.MULTILINE), name


def test_a_second_up_changes_nothing(state: LabState, folder: Path) -> None:
    before = {name: one.process for name, one in state.nodes.items()}
    up = lab_up(folder, (), no_progress).require()
    assert up.change is not None
    assert up.change.empty
    assert {name: one.process for name, one in up.state.nodes.items()} == before


def test_a_lab_that_is_up_keeps_what_its_vrfs_are(
    state: LabState, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (other,) = (one for one in VrfWay if one is not state.vrfs)
    monkeypatch.setattr("govnetgen.workflow.lab.vrf_way", lambda: other)
    up = lab_up(folder, (), no_progress).require()
    assert (up.plan.vrfs, up.state.vrfs) == (state.vrfs, state.vrfs)
    assert f"VRFs as {state.vrfs}" in status_text(lab_look(folder).require())


def test_ifreload_touches_nothing_where_nothing_differs(state: LabState) -> None:
    before = run(state, "core2", "ovs-vsctl", "get", "Open_vSwitch", ".", "next_cfg")
    assert run(state, "core2", "ifreload", "-a") == (0, "")
    assert run(state, "core2", "ovs-vsctl", "get", "Open_vSwitch", ".", "next_cfg") == before


def test_ifreload_puts_right_what_somebody_changed(state: LabState) -> None:
    run(state, "core1", "ip", "addr", "del", "10.40.0.4/31", "dev", "10ge0-4")
    run(state, "core1", "ip", "link", "set", "10ge0-4", "down")
    run(state, "core1", "ovs-vsctl", "clear", "port", "lag1", "trunks")
    run(state, "core1", "ip", "link", "del", "o-vlan101")
    assert run(state, "core1", "ifreload", "-a")[0] == 0
    there = run(state, "core1", "ip", "-br", "addr")[1]
    assert "10.40.0.4/31" in there
    assert "vlan101@o-vlan101" in there
    assert run(state, "core1", "ovs-vsctl", "get", "port", "lag1", "trunks")[1].strip() == "[100, 101, 102, 103]"


@pytest.mark.parametrize("via", [CONSOLE, IN_BAND])
def test_nodes_are_reached_over_ssh_by_the_lab_s_key(state: LabState, via: str) -> None:
    target = lab_targets(state, console=via == CONSOLE)["core1"]
    assert target.via == via
    assert within(CONVERGED_S, lambda: reached(target) == "core1")


def reached(target: LabTarget) -> str:
    try:
        opened = target.connect(2.0)
    except OSError:
        return ""
    with paramiko.SSHClient() as client, opened:
        client.load_host_keys(str(target.known_hosts))
        client.set_missing_host_key_policy(paramiko.RejectPolicy())
        client.connect(
            target.name, username=target.user, sock=opened, key_filename=str(target.key_file), allow_agent=False
        )
        _, answer, _ = client.exec_command("hostname")
        return answer.read().decode().strip()


def test_a_link_fails_and_heals(state: LabState, folder: Path) -> None:
    assert lab_fail(folder, "core1--fw1").require().wires == ("core1--fw1",)
    assert "state DOWN" in run(state, "core1", "ip", "link", "show", "10ge0-3")[1]
    assert run(state, "core1", "ifreload", "-a")[0] == 0  # a reload does not heal
    assert "state DOWN" in run(state, "core1", "ip", "link", "show", "10ge0-3")[1]
    assert lab_look(folder).require()[0].cut == ("core1--fw1",)
    assert within(CONVERGED_S, lambda: pings(state, "h-it-office", "10.40.8.3"))
    assert lab_heal(folder, None).require().wires == ("core1--fw1",)
    assert within(10, lambda: "state UP" in run(state, "fw1", "ip", "link", "show", "ge1-0-1")[1])
    assert "2001:db8:2103:1::3/127" in run(state, "fw1", "ip", "addr", "show", "ge1-0-1")[1]


def test_every_verb_speaks_json_and_text(state: LabState, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def answer(*words: str) -> dict[str, object]:
        assert cli(["lab", *words, "--json"]) == 0
        found: dict[str, object] = json.loads(capsys.readouterr().out)
        return found

    place = str(folder)
    assert answer("up", place)["change"] == {"added": [], "removed": [], "rewired": [], "changed": {}}
    assert [one["network"] for one in answer("status", place)["labs"]] == [NAME]  # type: ignore[index, attr-defined]
    assert answer("fail", "core-backbone", "-n", place)["wires"] == ["core-backbone"]
    assert answer("heal", "-n", place)["names"] == ["core-backbone"]
    assert cli(["lab", "status", place]) == 0
    assert capsys.readouterr().out.startswith(f"{NAME} ({place}) is up: 3 devices, 5 hosts, 1 outside")
    assert cli(["lab", "fail", "core9", "-n", place]) == 1
    assert "did you mean 'core" in capsys.readouterr().err


def test_ssh_runs_a_command_and_has_its_exit_code(state: LabState, folder: Path) -> None:
    words = [sys.executable, "-m", "govnetgen", "lab", "ssh", "-n", str(folder)]
    done = subprocess.run([*words, "core1", "--", "hostname"], capture_output=True, check=False, encoding="utf-8")
    assert (done.returncode, done.stdout) == (0, "core1\n")
    assert subprocess.run([*words, "h-it-office", "sh", "-c", "exit 7"], check=False).returncode == 7
    line = subprocess.run([*words, "core1", "--", "hostname | tr a-z A-Z"], capture_output=True, encoding="utf-8")
    assert (line.returncode, line.stdout) == (0, "CORE1\n")
    assert subprocess.run([*words, "nobody"], check=False, capture_output=True).returncode == 1


def test_what_is_unknown_is_refused(state: LabState, folder: Path) -> None:
    assert [one.code for one in lab_fail(folder, "core9").diagnostics] == ["lab-unknown-part"]
    assert [one.code for one in lab_heal(folder, "core1").diagnostics] == ["lab-not-failed"]


def test_another_folder_of_the_same_name_is_refused(state: LabState, tmp_path: Path) -> None:
    other = small_copy(tmp_path, NAME)
    assert [one.code for one in lab_up(other, (), no_progress).diagnostics] == ["lab-another"]


VPN = (
    ("vlans.yaml", "  servers:", "  levy: {zone: dedicated, vpn: revenue, hosts: 20}\n  servers:"),
    ("policy.yaml", "  internet:", "  dedicated: {trust: 80}\n  internet:"),
    ("units.csv", "office:120", "office:120;levy"),
    ("units.csv", "office:40;", "office:40;levy;"),
    (
        "plan.yaml",
        "  loopback:",
        "  dedicated: {prefix: 10.64.0.0/16, class: department, zones: [dedicated], divide: [unit, vlan]}\n"
        "  p2p_vpn: {prefix: 10.40.4.0/24, each: vpn_link}\n"
        "  loopback:",
    ),
)
"""A VPN of two units, the first of this network."""


def test_a_running_lab_follows_its_folder_and_takes_its_first_vrf(state: LabState, folder: Path) -> None:
    change(folder / "units.csv", "office:200", "office:100;extra:30")
    change(folder / "vlans.yaml", "  servers:", "  extra: {zone: offices}\n  servers:")
    change(folder / "policy.yaml", "tcp/443]", "tcp/443, tcp/8443]")
    for file, old, new in VPN:
        change(folder / file, old, new)
    (folder / "vpns.yaml").write_text("vpns:\n  revenue: {title: 税务业务, owner: tax}\n", encoding="utf-8")
    checked = lab_up(folder, (), no_progress)
    up = checked.require()
    assert checked.diagnostics == ()
    assert up.change is not None
    assert up.change.added == ("h-hr-levy", "h-it-levy", "h-tax-extra")
    changed = dict(up.change.changed)
    assert changed["fw1"] == ("/etc/nftables.conf",)
    assert "/etc/network/interfaces" in changed["core1"]
    assert processes(up.state) == processes(state)
    assert "8443" in run(up.state, "fw1", "nft", "list", "ruleset")[1]
    assert within(CONVERGED_S, lambda: pings(up.state, "h-tax-extra", "10.40.8.1"))
    other = address_of(up.state, "h-hr-levy")
    assert within(CONVERGED_S, lambda: pings(up.state, "h-it-levy", other))
    assert not pings(up.state, "h-it-office", other)
    again = lab_up(folder, (), no_progress).require()
    assert again.change is not None
    assert again.change.empty


def test_a_running_node_loses_its_last_vrf(state: LabState, folder: Path) -> None:
    (folder / "vpns.yaml").unlink()
    for file, old, new in VPN:
        change(folder / file, new, old)
    checked = lab_up(folder, (), no_progress)
    up = checked.require()
    assert checked.diagnostics == ()
    assert processes(up.state) == processes(state)
    assert run(up.state, "core1", "ls", "/run/netns") == (0, "")
    assert "revenue" not in run(up.state, "core1", "vtysh", "-c", "show ip ospf vrf all")[1]
    assert within(CONVERGED_S, lambda: pings(up.state, "h-it-office", "10.40.8.3"))


def processes(state: LabState) -> dict[str, object]:
    """The first process of each device: one that stays was not begun anew."""
    return {name: state.nodes[name].process for name in ("core1", "core2", "fw1")}


def address_of(state: LabState, host: str) -> str:
    """Return the IPv4 address of a host."""
    inside = ("ip", "netns", "exec", state.namespace(host))
    found = json.loads(said(*inside, "ip", "-j", "-4", "addr", "show", "dev", "eth0"))
    return str(found[0]["addr_info"][0]["local"])


def test_the_lab_is_whole_and_the_machine_as_it_was(state: LabState, folder: Path, machine: str) -> None:
    status = lab_look(folder).require()[0]
    assert [one for one in status.nodes if one.troubles] == []
    assert own_network() == machine


def test_nothing_is_left_after_down(state: LabState, folder: Path, machine: str) -> None:
    inodes = {inode_of(name) for name in namespaces(NAME)}
    assert inodes
    assert lab_down(folder).require() is not None
    assert namespaces(NAME) == []
    assert in_namespaces(inodes) == ()
    assert not [one for one in LABS.iterdir() if one.name.startswith(NAME)]
    assert own_network() == machine
    assert lab_down(folder).value is None
    with pytest.raises(InvalidInput, match="lab-not-up"):
        lab_fail(folder, "core1")
