"""NAPALM's own tests, pointed at our drivers and simulated devices."""

import unittest
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from napalm import get_network_driver
from napalm.base.exceptions import CommitConfirmException
from napalm.base.test import getters
from napalm.base.test.base import TestConfigNetworkDriver as ConfigTests
from napalm.base.test.base import TestGettersNetworkDriver as GetterTests
from simulator import SimulatedDevice, simulated
from simulator.examples import KINDS, device, driver_of

from govnetgen.drivers.cli_driver import CliDriver


@pytest.mark.parametrize("name", ["huawei_vrp", "ruijie_rgos"])
def test_method_signatures(name: str) -> None:
    tests = getters.BaseTestGetters()
    tests.driver = get_network_driver(name)  # type: ignore[attr-defined]
    tests.test_method_signatures()


GETTERS = ("is_alive", "get_facts", "get_interfaces", "get_interfaces_ip", "get_arp_table")


@pytest.mark.parametrize("kind", KINDS)
def test_getters(kind: str) -> None:
    one = device(kind)
    with simulated(one), driver_of(one) as driver:
        tests = type("Getters", (GetterTests, unittest.TestCase), {"device": driver})()
        for name in GETTERS:
            getattr(tests, f"test_{name}")()
        assert driver.get_facts()["hostname"] == "core1"
        assert driver.get_facts()["uptime"] > 1_000_000
        assert "10.0.0.1" in str(driver.get_interfaces_ip())
        first = next(iter(driver.get_interfaces().values()))
        assert (first["description"], first["is_up"], first["mtu"]) == ("大连市数据中心", True, 1500)


NEIGHBOURS = {
    "vrp5": """\
bgp 65001
 peer 10.0.0.2 as-number 65002
quit
ospf 1 router-id 10.255.0.1
 area 0.0.0.0
 quit
quit
interface GigabitEthernet0/0/1
 ospf enable 1 area 0.0.0.0
""",
    "rgos": """\
router bgp 65001
 neighbor 10.0.0.2 remote-as 65002
exit
router ospf 1
 network 10.0.0.0 0.0.0.255 area 0
""",
}


@pytest.mark.parametrize("kind", NEIGHBOURS)
def test_neighbours(kind: str) -> None:
    one = device(kind)
    one.edit(NEIGHBOURS[kind])
    with simulated(one), driver_of(one) as driver:
        tests = type("Getters", (GetterTests, unittest.TestCase), {"device": driver})()
        tests.test_get_bgp_neighbors()
        found = driver.get_bgp_neighbors()["global"]
        assert found["router_id"] == "10.255.0.1"
        peer = found["peers"]["10.0.0.2"]
        assert (peer["local_as"], peer["remote_as"], peer["is_up"]) == (65001, 65002, True)
        assert peer["address_family"]["ipv4"]["received_prefixes"] == 5
        assert driver.get_ospf_neighbors() == {"10.0.0.2": True}


@pytest.mark.parametrize("kind", NEIGHBOURS)
def test_what_a_release_does_not_know_is_not_told(kind: str) -> None:
    """No neighbours, and nobody knows, are two answers."""
    one = device(kind)
    with simulated(one), driver_of(one) as driver:
        assert driver.get_bgp_neighbors()["global"]["peers"] == {}
        one.faults.unknown = ("display bgp", "display ospf", "show ip bgp", "show ip ospf", "show bgp")
        with pytest.raises(NotImplementedError, match="does not take"):
            driver.get_bgp_neighbors()
        with pytest.raises(NotImplementedError, match="does not take"):
            driver.get_ospf_neighbors()
        one.edit(NEIGHBOURS[kind])
        one.faults.unknown = ("display bgp vpnv6", "show bgp ipv6")
        assert driver.get_bgp_neighbors()["global"]["peers"]["10.0.0.2"]["is_up"]
        assert driver.untold == ["display bgp vpnv6 all peer" if kind == "vrp5" else "show bgp ipv6 unicast summary"]


@pytest.mark.parametrize("kind", KINDS)
def test_ping(kind: str) -> None:
    one = device(kind)
    one.edit("ip route-static 0.0.0.0 0.0.0.0 10.0.0.254" if kind != "rgos" else "ip route 0.0.0.0 0.0.0.0 10.0.0.254")
    with simulated(one), driver_of(one) as driver:
        tests = type("Getters", (GetterTests, unittest.TestCase), {"device": driver})()
        tests.test_ping()
        there = driver.ping("10.0.0.2", source="10.0.0.1", count=2, timeout=1)["success"]
        assert (there["probes_sent"], there["packet_loss"], len(there["results"])) == (2, 0, 2)
        assert there["results"][0]["ip_address"] == "10.0.0.2"
        one.faults.silent = frozenset({"10.0.0.2"})
        assert driver.ping("10.0.0.2", count=2)["success"]["packet_loss"] == 2
        one.faults.unknown = ("ping",)
        assert "error" in driver.ping("10.0.0.2")


CONFIG_TESTS = [one for one in dir(ConfigTests) if one.startswith("test_")]


def files(one: SimulatedDevice, folder: Path) -> None:
    """Write what NAPALM's tests load: the configuration, a good and a bad change of it, and what they differ by."""
    vlans = "vlan batch 10 20\n"
    initial = one.running
    good = initial.replace(vlans, "vlan batch 10 20 30\n")
    texts = {
        "initial.conf": initial,
        "new_good.conf": good,
        "new_typo.conf": initial.replace(vlans, "vlan bitch 10 20 30\n"),
        "merge_good.conf": "vlan batch 30\n",
        "merge_typo.conf": "vlan batch 30\nvlan bitch 40\n",
        "new_good.diff": DIFF.format(old="vlan batch 10 20", new="vlan batch 10 20 30"),
        "merge_good.diff": DIFF.format(old="vlan batch 10 20 30", new="vlan batch 10 20"),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


DIFF = """\
--- running
+++ wanted
@@ -1,4 +1,4 @@
 #
-{old}
+{new}
 #
 sysname core1
"""


@pytest.fixture(scope="module")
def replaceable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[type]:
    """The class of NAPALM's configuration tests with a VRP8 device: the one platform of ours that can replace."""
    one = device("vrp8")
    folder = tmp_path_factory.mktemp("napalm")
    files(one, folder)
    (folder / "templates").mkdir()

    class Tests(ConfigTests, unittest.TestCase):
        vendor = str(folder)
        device: ClassVar[CliDriver]

    with simulated(one), driver_of(one) as driver:
        Tests.device = driver
        yield Tests


@pytest.mark.parametrize("name", [one for one in CONFIG_TESTS if one != "test_load_template"])
def test_configuration(replaceable: type, name: str) -> None:
    getattr(replaceable(name), name)()
    assert replaceable.device.get_config(retrieve="running")["running"].count("vlan batch 10 20\n") == 1  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", KINDS)
def test_load_template(kind: str, tmp_path: Path) -> None:
    """NAPALM's own test wants templates that it ships for its own platforms: this is the same with one of ours."""
    one = device(kind)
    with simulated(one), driver_of(one) as driver:
        driver.load_template("x", template_source="{{ word }} core2", word="hostname" if kind == "rgos" else "sysname")
        assert driver.compare_config().endswith("core2")
        driver.discard_config()
        assert driver.compare_config() == ""


def test_a_replace_is_no_trial(tmp_path: Path) -> None:
    one = device("vrp8")
    with simulated(one), driver_of(one) as driver:
        driver.load_replace_candidate(config=one.running)
        with pytest.raises(CommitConfirmException):
            driver.commit_config(revert_in=60)
