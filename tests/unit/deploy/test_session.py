"""The door to drivers: ours and NAPALM's, each told what it has to know, and nothing of it ever logged."""

import logging
import time
from dataclasses import replace

import pytest
from deploy.texts import BEFORE, RGOS, VRP
from napalm.eos import EOSDriver
from napalm.ios import IOSDriver
from napalm.junos import JunOSDriver
from simulator import PASSWORD, USERNAME, Netconf, SimulatedDevice, simulated

from govnetgen.deploy.credentials import Credential
from govnetgen.deploy.session import Target, answers, close, open_with_napalm, quiet_libraries, transaction_of
from govnetgen.drivers.huawei_vrp import HuaweiVrpDriver
from govnetgen.drivers.linux import LinuxDriver
from govnetgen.drivers.ruijie_rgos import RuijieRgosDriver

DRIVERS = {
    "huawei_vrp": HuaweiVrpDriver,
    "ruijie_rgos": RuijieRgosDriver,
    "linux": LinuxDriver,
    "cisco_iosxe": IOSDriver,
    "arista_eos": EOSDriver,
    "juniper_junos": JunOSDriver,
}


def target(platform: str, **more: object) -> Target:
    credential = Credential(username=USERNAME, password=PASSWORD)
    return Target(device="x", platform=platform, dialect="", host="127.0.0.1", credential=credential, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("platform", DRIVERS)
def test_every_platform_has_its_driver(platform: str) -> None:
    assert isinstance(open_with_napalm(target(platform)), DRIVERS[platform])


@pytest.mark.parametrize("platform", ["cisco_iosxe", "arista_eos", "juniper_junos"])
def test_napalms_own_drivers_promise_what_their_sources_do(platform: str) -> None:
    transaction = transaction_of(open_with_napalm(target(platform)), platform)
    assert transaction.timer
    assert transaction.outlives_session


def test_host_keys_are_checked_by_napalms_own_drivers_too() -> None:
    options = open_with_napalm(target("cisco_iosxe", known_hosts="/k")).netmiko_optional_args  # type: ignore[attr-defined]
    assert (options["ssh_strict"], options["alt_key_file"]) == (True, "/k")


def test_a_driver_that_says_nothing_promises_nothing() -> None:
    found = transaction_of(open_with_napalm(target("cisco_iosxe")), "unheard_of")
    assert (found.timer, found.atomic) == (False, False)


def test_a_huawei_device_without_a_terminal_is_reached_through_netconf() -> None:
    device = SimulatedDevice("core1", "vrp5", VRP.format(name="core1", **BEFORE), netconf=Netconf(), terminal=False)
    with simulated(device):
        credential = Credential(username=USERNAME, password=PASSWORD, transport="netconf", unasked="yes", timer="no")
        where = target("huawei_vrp", port=device.port, known_hosts=str(device.known_hosts))
        driver = open_with_napalm(replace(where, credential=credential))
        driver.open()
        try:
            assert driver.get_config(retrieve="running")["running"] == device.running
            assert "NETCONF" in transaction_of(driver, "huawei_vrp").why
            driver.load_merge_candidate(config="undo vlan batch 30")  # which asks, but where it is told not to
        finally:
            close(driver)


def test_nothing_that_is_typed_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """Also not at DEBUG, where the libraries below log every line."""
    caplog.set_level(logging.DEBUG)
    secret = "Canary-5ecret"
    devices = (
        SimulatedDevice("v", "vrp5", VRP.format(name="v", **BEFORE)),
        SimulatedDevice("r", "rgos", RGOS.format(name="r", **BEFORE)),
    )
    with simulated(*devices) as network, quiet_libraries():
        for name, platform, port in (("v", "huawei_vrp", "LoopBack0"), ("r", "ruijie_rgos", "Loopback 0")):
            one = network[name]
            driver = open_with_napalm(target(platform, port=one.port, known_hosts=str(one.known_hosts)))
            driver.open()
            driver.load_merge_candidate(config=f"interface {port}\n description {secret}")
            driver.commit_config()
            driver.get_config(retrieve="running")
            close(driver)
            assert any(secret in line for line in one.typed)
    said = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("asyncssh"))
    assert secret not in said
    assert PASSWORD not in said


def test_loggers_are_as_they_were_behind_it() -> None:
    logger = logging.getLogger("netmiko")
    before = logger.level
    with quiet_libraries():
        assert not logging.getLogger("ncclient.operations.rpc").isEnabledFor(logging.CRITICAL)
    assert logger.level == before


def test_what_does_not_listen_does_not_answer() -> None:
    device = SimulatedDevice("v", "vrp5", VRP.format(name="v", **BEFORE))
    with simulated(device) as network:
        one = target("huawei_vrp", port=device.port)
        assert answers(one, 2.0)
        time.sleep(0.3)  # the server ends its side
        network.stop("v")
        assert not answers(one, 2.0)
