"""Scripts of nodes: what a shell takes, what is loaded in which order, and nothing of the machine's written to."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from govnetgen.drivers.linux_node.files import split
from govnetgen.lab.difference import steps_between
from govnetgen.lab.realise import realise
from govnetgen.lab.script import RULES, Start, change_script, daemons, kernel_path, settings_script, start_script
from govnetgen.lab.topology import LabPlan
from govnetgen.lab.wiring import DeviceKind, NetworkDevice, Wiring

SHELL = shutil.which("sh")


def start(plan: LabPlan, name: str) -> Start:
    node = plan.node(name)
    ports = tuple(NetworkDevice(name=one, kind=DeviceKind.PORT, up=False) for one in node.ports)
    wanted = realise(node.config, node.ports)
    bare = Wiring(devices=(NetworkDevice(name="lo", kind=DeviceKind.LOOPBACK), *ports))
    return Start(
        hostname=name,
        folder=Path("/run/govnetgen/lab/x"),
        files=split(node.text).contents,
        steps=steps_between(bare, wanted),
        tables=wanted.tables,
    )


@pytest.mark.parametrize("name", ["core1", "agg-xigang", "exit-fw1", "gsj-n-sw1"])
def test_a_shell_takes_every_script(dalian_lab: LabPlan, name: str) -> None:
    given = start(dalian_lab, name)
    for text in (start_script(given), change_script(given.steps, "echo 1 > /proc/sys/x", rules=True)):
        assert SHELL is not None
        done = subprocess.run([SHELL, "-n"], input=text, capture_output=True, check=False, encoding="utf-8")
        assert (done.returncode, done.stderr) == (0, "")


def test_a_node_is_closed_before_its_rules_are_loaded_and_its_ports_come_up(small_lab: LabPlan) -> None:
    text = start_script(start(small_lab, "fw1"))
    closed, loaded, up = (text.index(one) for one in ("policy drop", f"nft -f {RULES}", "ge1-0-1 up"))
    assert closed < loaded < up


def test_no_file_of_the_machine_is_written_before_it_is_overlaid(small_lab: LabPlan) -> None:
    text = start_script(start(small_lab, "core1"))
    before = text[: text.index("overlay /tmp")].splitlines()
    harmless = ("set ", "fail()", "trouble()", "echo ", "cd ", "mount ", "mkdir own", "mkdir -p own/", " || fail ")
    assert [line for line in before if not line.startswith(harmless)] == []


def test_vrfs_are_watched_only_where_there_are_any(small_lab: LabPlan) -> None:
    given = start(small_lab, "core1")
    assert "zebra -d -A 127.0.0.1 -P 0 3" in start_script(given)
    assert "zebra -d -A 127.0.0.1 -P 0 -n 3" in start_script(replace(given, tables=("red",)))


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("net.ipv4.ip_forward", "net/ipv4/ip_forward"),
        ("net.ipv4.conf.ge0-1/100.arp_ignore", "net/ipv4/conf/ge0-1.100/arp_ignore"),
        ("net/mpls/conf/ge0-1.100/input", "net/mpls/conf/ge0-1.100/input"),
    ],
)
def test_a_setting_s_first_separator_counts(name: str, path: str) -> None:
    assert kernel_path(name) == path


def test_comments_are_no_settings() -> None:
    assert settings_script("# a = 1\nnet.ipv4.ip_forward = 1\n").splitlines() == [
        "[ ! -e /proc/sys/net/ipv4/ip_forward ] || echo 1 > /proc/sys/net/ipv4/ip_forward"
    ]


def test_zebra_starts_first() -> None:
    assert daemons(b"bgpd=yes\nospfd=no\nvrrpd=yes\n") == ("zebra", "staticd", "bgpd", "vrrpd")
