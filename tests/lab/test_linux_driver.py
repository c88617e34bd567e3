"""The NAPALM driver of Linux nodes over a real sshd, FRR and nftables; napalm's own tests run against it too."""

import contextlib
import tempfile
import threading
import time
import unittest
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lab.linux_node import Node, node
from napalm import get_network_driver
from napalm.base import exceptions, models
from napalm.base.test import helpers
from napalm.base.test.base import TestConfigNetworkDriver as NapalmConfiguration
from napalm.base.test.getters import BaseTestGetters as NapalmGetters

from govnetgen.drivers.errors import (
    CommitPending,
    CommitRefused,
    CommitUnconfirmed,
    HostKeyChanged,
    HostKeyUnknown,
    LineRefused,
    LockHeld,
    SessionDropped,
    Unreachable,
)
from govnetgen.drivers.linux import LinuxDriver

pytestmark = [pytest.mark.lab, pytest.mark.xdist_group("lab-linux-node")]

RENDERED = Path(__file__).parents[1] / "golden" / "small-linux" / "fw1.cfg"
FRR = "frr version 8.4\nfrr defaults traditional\nhostname node\nservice integrated-vtysh-config\n!\n"
ROUTE = f"### file /etc/frr/frr.conf\n{FRR}ip route 10.99.0.0/16 blackhole\n!\n"
MERGED = "### file /etc/ssh/sshd_config.d/govnetgen.conf\nPort 22\nPermitRootLogin no\n### remove /etc/issue.net\n"
NEW_DIFFERENCE = """--- /etc/govnetgen/labels
+++ /etc/govnetgen/labels
@@ -1,4 +1,4 @@
 clock BJ
-route 0.0.0.0/0 via 203.0.113.1 description to isp
+route 0.0.0.0/0 via 203.0.113.4 description to isp
 zone backbone priority 70
 zone internet priority 10
--- /etc/frr/frr.conf
+++ /etc/frr/frr.conf
@@ -5,5 +5,5 @@
 service integrated-vtysh-config
 !
-ip route 0.0.0.0/0 203.0.113.1
+ip route 0.0.0.0/0 203.0.113.4
 !
 router ospf"""
MERGE_DIFFERENCE = """--- /dev/null
+++ /etc/issue.net
@@ -0,0 +1 @@
+Authorised use only. All activity is logged.
--- /etc/ssh/sshd_config.d/govnetgen.conf
+++ /etc/ssh/sshd_config.d/govnetgen.conf
@@ -1,2 +1,7 @@
 Port 22
+Port 830
+Subsystem netconf /usr/sbin/netconf-subsystem
 PermitRootLogin no
+UsePAM yes
+ChannelTimeout session:*=10m
+Banner /etc/issue.net"""


@pytest.fixture(scope="module")
def machine() -> Iterator[Node]:
    with node() as found:
        yield found


@pytest.fixture
def entered(machine: Node) -> Iterator[Callable[..., LinuxDriver]]:
    """Sessions on the node; it is left as it was."""
    before = machine.state()
    opened: list[LinuxDriver] = []

    def enter(**more: Any) -> LinuxDriver:
        driver = driver_of(machine, **more)
        opened.append(driver)
        driver.open()
        return driver

    yield enter
    for one in opened:
        one.close()
    left = machine.ask("status")["pending"]
    if left is not None:
        machine.ask("revert", left["run"])
    assert machine.state() == before


def driver_of(machine: Node, **more: Any) -> LinuxDriver:
    options = {
        "key_file": str(machine.folder / "user"),
        "known_hosts": str(machine.folder / "known_hosts"),
        "sock": machine.socket,
        **more,
    }
    found = get_network_driver("linux")
    assert found is LinuxDriver
    return LinuxDriver("node", "root", "", optional_args=options)


def test_a_change_is_confirmed_from_a_new_session(entered: Callable[..., LinuxDriver]) -> None:
    first = entered()
    first.load_merge_candidate(config=ROUTE)
    assert "+ip route 10.99.0.0/16 blackhole" in first.compare_config()
    first.commit_config(revert_in=60)
    assert first.has_pending_commit()
    first.close()
    with pytest.raises(SessionDropped):
        first.has_pending_commit()
    second = entered()
    second.load_merge_candidate(config=ROUTE)
    assert second.compare_config() == ""
    second.load_merge_candidate(config="### file /etc/hostname\nother\n")
    with pytest.raises(CommitPending):
        second.commit_config()
    second.discard_config()
    second.confirm_commit()
    assert not second.has_pending_commit()
    with pytest.raises(CommitUnconfirmed):
        second.confirm_commit()
    assert "10.99.0.0/16" in str(second.cli(["vtysh -c 'show ip route'"]))
    second.rollback()
    assert "10.99.0.0/16" not in second.get_config()["running"]
    with pytest.raises(CommitUnconfirmed):
        second.rollback()


def test_what_nobody_confirms_is_gone(entered: Callable[..., LinuxDriver]) -> None:
    driver = entered()
    driver.load_merge_candidate(config=ROUTE)
    driver.commit_config(revert_in=1)
    while driver.has_pending_commit():
        pass
    with pytest.raises(CommitUnconfirmed, match="nobody confirmed it in time"):
        driver.confirm_commit()


def test_a_pending_change_is_rolled_back(entered: Callable[..., LinuxDriver]) -> None:
    driver = entered()
    driver.load_merge_candidate(config=ROUTE)
    driver.commit_config(revert_in=60)
    driver.rollback()
    assert not driver.has_pending_commit()


def test_the_refused_line_is_named_without_its_secret(entered: Callable[..., LinuxDriver]) -> None:
    driver = entered()
    wrong = f"{FRR}router bgp 65001\n neighbor 10.0.0.1 remote-as 65002\n neighbour 10.0.0.1 password c4nary\nexit\n"
    text = f"### file /etc/hostname\nnode\n### file /etc/frr/frr.conf\n{wrong}### file /etc/frr/daemons\nbgpd=yes\n"
    driver.load_merge_candidate(config=text)
    with pytest.raises(LineRefused) as caught:
        driver.commit_config(revert_in=60)
    assert caught.value.line == text.split("\n")[caught.value.index] == " neighbour 10.0.0.1 password c4nary"
    assert "c4nary" not in str(caught.value)
    assert "c4nary" not in caught.value.answer
    with pytest.raises(exceptions.MergeConfigException):
        driver.commit_config()


def test_nftables_names_its_line(entered: Callable[..., LinuxDriver]) -> None:
    driver = entered()
    driver.load_merge_candidate(
        config="### file /etc/nftables.conf\nflush ruleset\ntable inet filter {\n    chian a {\n    }\n}\n"
    )
    with pytest.raises(LineRefused) as caught:
        driver.commit_config()
    assert caught.value.line == "    chian a {"


def test_a_change_that_fails_half_way_is_refused_whole(entered: Callable[..., LinuxDriver]) -> None:
    driver = entered()
    driver.load_merge_candidate(config=ROUTE + "### file /etc/network/interfaces\nauto a\niface a\n    alias fail\n")
    with pytest.raises(CommitRefused, match="told to fail"):
        driver.commit_config(revert_in=60)
    assert not driver.has_pending_commit()


def test_a_dropped_session_leaves_the_change_to_its_timer(entered: Callable[..., LinuxDriver]) -> None:
    driver = entered()
    driver.load_merge_candidate(config="### file /etc/network/interfaces\nauto ge0-1\niface ge0-1\n    alias slow\n")
    threading.Timer(1.0, driver.close).start()
    with pytest.raises(SessionDropped):
        driver.commit_config(revert_in=60)
    other = entered()
    assert other.has_pending_commit()
    with pytest.raises(LockHeld):  # the node goes on with it, whoever listens
        other.rollback()
    while True:
        with contextlib.suppress(LockHeld):
            other.rollback()
            break
        time.sleep(0.5)
    assert not other.has_pending_commit()


def test_host_keys_are_checked(machine: Node, tmp_path: Path) -> None:
    unknown = tmp_path / "known_hosts"
    with pytest.raises(HostKeyUnknown):
        driver_of(machine, known_hosts=str(unknown)).open()
    accepting = driver_of(machine, known_hosts=str(unknown), accept_new=True)
    accepting.open()
    accepting.close()
    other = (machine.folder / "user.pub").read_text().split()
    unknown.write_text(f"node {other[0]} {other[1]}\n")
    with pytest.raises(HostKeyChanged):
        driver_of(machine, known_hosts=str(unknown), accept_new=True).open()


def test_nothing_answers(machine: Node) -> None:
    driver = LinuxDriver("127.0.0.1", "root", "", optional_args={"port": 1})
    with pytest.raises(Unreachable):
        driver.open()
    assert driver.is_alive() == {"is_alive": False}


def test_getters(entered: Callable[..., LinuxDriver]) -> None:
    driver = entered()
    daemons = "### file /etc/frr/daemons\nbgpd=yes\n"
    bgp = f"### file /etc/frr/frr.conf\n{FRR}router bgp 65001\n neighbor 10.0.0.2 remote-as 65002\nexit\n"
    interfaces = "### file /etc/network/interfaces\nauto ge0-1\niface ge0-1\n    address 10.0.0.1/30\n"
    driver.load_merge_candidate(config=daemons + bgp + interfaces)
    driver.commit_config(revert_in=60)
    facts = driver.get_facts()
    assert helpers.test_model(models.FactsDict, facts)
    assert (facts["hostname"], facts["vendor"]) == ("node", "Linux")
    assert set(facts["interface_list"]) == {"lo", "ge0-1"}
    assert helpers.test_model(models.InterfaceDict, driver.get_interfaces()["ge0-1"])
    assert driver.get_interfaces_ip()["ge0-1"]["ipv4"] == {"10.0.0.1": {"prefix_length": 30}}
    driver.cli(["ip neigh replace 10.0.0.2 lladdr 02:00:00:00:00:02 dev ge0-1"])
    assert driver.get_arp_table() == [{"interface": "ge0-1", "mac": "02:00:00:00:00:02", "ip": "10.0.0.2", "age": -1.0}]
    peers = driver.get_bgp_neighbors()["global"]["peers"]
    assert set(peers["10.0.0.2"]) == set(models.BGPStateNeighborDict.__annotations__)
    assert (peers["10.0.0.2"]["remote_as"], peers["10.0.0.2"]["is_up"]) == (65002, False)
    assert (driver.get_ospf_neighbors(), driver.get_ospfv3_neighbors()) == ({}, {})
    there = driver.ping("10.0.0.1", source="10.0.0.1", count=2)["success"]
    assert helpers.test_model(models.PingDict, there)
    assert (there["probes_sent"], there["packet_loss"], there["results"][0]["ip_address"]) == (2, 0, "10.0.0.1")
    assert driver.ping("10.0.0.2", timeout=1, count=1)["success"]["packet_loss"] == 1
    assert "error" in driver.ping("10.0.0.2", vrf="nowhere", count=1)
    assert driver.is_alive() == {"is_alive": True}
    driver.rollback()


def test_sanitized(entered: Callable[..., LinuxDriver]) -> None:
    driver = entered()
    driver.load_merge_candidate(config="### file /etc/govnetgen/users\nuser ops privilege 15 password c4nary\n")
    assert "c4nary" not in driver.compare_config()
    assert "c4nary" in driver.get_config(retrieve="candidate")["candidate"]
    assert "c4nary" not in driver.get_config(retrieve="candidate", sanitized=True)["candidate"]
    driver.discard_config()
    assert driver.get_config(retrieve="candidate")["candidate"] == ""


class TestSignatures(NapalmGetters):
    """Every method has NAPALM's signature."""

    driver = LinuxDriver


for _name in [one for one in vars(NapalmGetters) if one.startswith("test_") and one != "test_method_signatures"]:
    setattr(TestSignatures, _name, None)


@pytest.mark.usefixtures("machine")
class TestConfiguration(NapalmConfiguration, unittest.TestCase):
    """napalm's own tests of changes: merge and replace, wrong lines, rollback, templates."""

    device: LinuxDriver
    folder: tempfile.TemporaryDirectory[str]
    vendor: str
    # napalm calls what unittest calls already
    setup_class = teardown_class = None

    @classmethod
    def setUpClass(cls) -> None:
        cls.held = node()
        machine = cls.held.__enter__()
        cls.device = driver_of(machine)
        cls.device.open()
        cls.folder = tempfile.TemporaryDirectory(prefix="govnetgen-napalm-")
        cls.vendor = cls.folder.name
        whole = RENDERED.read_text(encoding="utf-8")
        texts = {
            "initial.conf": whole,
            "new_good.conf": whole.replace("via 203.0.113.1", "via 203.0.113.4").replace(
                "203.0.113.1\n", "203.0.113.4\n"
            ),
            "new_typo.conf": whole.replace("ip route", "ip rout3"),
            "merge_good.conf": MERGED,
            "merge_typo.conf": MERGED.replace("Port 22", "Prt 22"),
            "new_good.diff": NEW_DIFFERENCE,
            "merge_good.diff": MERGE_DIFFERENCE,
        }
        for name, text in texts.items():
            (Path(cls.vendor) / name).write_text(text, encoding="utf-8")
        cls.device.load_replace_candidate(config=whole)
        cls.device.commit_config()

    def test_load_template(self) -> None:
        """As napalm's, with a template of our own: it ships none for drivers that it does not know."""
        self.device.load_template("", template_source="### file /etc/hostname\n{{ hostname }}", hostname="my-hostname")
        assert "+my-hostname" in self.device.compare_config()
        self.device.discard_config()

    @classmethod
    def tearDownClass(cls) -> None:
        super().tearDownClass()
        cls.folder.cleanup()
        cls.held.__exit__(None, None, None)
