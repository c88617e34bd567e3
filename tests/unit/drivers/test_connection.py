"""How a device is reached, and what is told about one that is not."""

import logging
from collections.abc import Callable

import paramiko
import pytest
from napalm.base import exceptions as napalm
from simulator import PASSWORD, Simulation
from simulator.examples import KINDS, RGOS, device, driver_of

from govnetgen.drivers.errors import (
    AuthenticationRefused,
    EncodingRefused,
    HostKeyChanged,
    HostKeyUnknown,
    PromptUnexpected,
    SessionDropped,
    Unreachable,
)

Network = Callable[..., Simulation]


def test_nothing_answers(network: Network) -> None:
    one = device("vrp5")
    network(one).stop(one.name)
    with pytest.raises(Unreachable) as failure:
        driver_of(one).open()
    assert isinstance(failure.value, napalm.ConnectionException)


def test_wrong_password(network: Network) -> None:
    one = device("vrp5")
    network(one)
    with pytest.raises(AuthenticationRefused) as failure:
        driver_of(one, password="wrong-password").open()
    assert isinstance(failure.value, napalm.ConnectAuthError)
    assert "wrong-password" not in str(failure.value)


def test_an_unknown_host_key_is_not_taken(network: Network) -> None:
    one = device("vrp5")
    network(one)
    one.known_hosts.unlink()
    with pytest.raises(HostKeyUnknown):
        driver_of(one).open()
    assert one.sessions == 0
    with driver_of(one, accept_new=True):
        pass
    with driver_of(one):
        pass


def test_a_changed_host_key_is_never_taken(network: Network) -> None:
    one = device("vrp5")
    network(one).replace_host_key(one.name)
    for accept_new in (False, True):
        with pytest.raises(HostKeyChanged):
            driver_of(one, accept_new=accept_new).open()
    assert one.sessions == 0


def test_a_connection_may_be_opened_by_somebody_else(network: Network) -> None:
    import socket

    one = device("vrp8")
    network(one)
    with driver_of(one, sock=lambda: socket.create_connection(("127.0.0.1", one.port))) as driver:
        assert driver.is_alive() == {"is_alive": True}


@pytest.mark.parametrize("kind", KINDS)
def test_a_device_that_goes_away(network: Network, kind: str) -> None:
    one = device(kind)
    running = network(one)
    with driver_of(one) as driver:
        running.stop(one.name)
        with pytest.raises(SessionDropped):
            driver.get_config()
        assert driver.is_alive() == {"is_alive": False}


def test_the_password_of_enable(network: Network) -> None:
    one = device("rgos", enable="second-password")
    network(one)
    with driver_of(one, secret="second-password") as driver:
        assert driver.get_config(retrieve="running")["running"]
    with pytest.raises(AuthenticationRefused):
        driver_of(one, secret="wrong").open()


def test_a_proposal_to_change_the_password_is_declined(network: Network) -> None:
    one = device("vrp5", greeting="Warning: The initial password poses security risks.\r\nChange now? [Y/N]:")
    network(one)
    with driver_of(one) as driver:
        assert driver.get_config(retrieve="running")["running"]


def test_another_question_at_the_door_is_declined(network: Network) -> None:
    one = device("vrp5", greeting="Erase everything? [Y/N]:")
    network(one)
    with pytest.raises(PromptUnexpected, match="Erase"):
        driver_of(one).open()


def test_a_banner_full_of_prompts_is_no_prompt(network: Network) -> None:
    one = device("vrp5", greeting="<other>\r\n[other]\r\n#####\r\n Authorised users only: [Y/N]\r\n")
    network(one)
    with driver_of(one) as driver:
        assert "sysname core1" in driver.get_config(retrieve="running")["running"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_device_s_own_encoding_is_found_out(start, kind: str, encoding: str) -> None:
    one, driver = start(kind, speaks=encoding)
    assert "大连市数据中心" in driver.get_config(retrieve="running")["running"]
    assert driver.encoding == encoding
    port = "GigabitEthernet 0/1" if kind == "rgos" else "GigabitEthernet0/0/1"
    driver.load_merge_candidate(config=f"interface {port}\n description 区县汇聚\n")
    driver.commit_config()
    assert "description 区县汇聚" in one.running
    assert "description 区县汇聚" in driver.get_config(retrieve="running")["running"]


def test_what_the_device_cannot_say_is_refused(start) -> None:
    one, driver = start("vrp5", encoding="gb2312")
    with pytest.raises(EncodingRefused, match="gb2312"):
        driver.load_merge_candidate(config="interface GigabitEthernet0/0/1\n description 龘\n")
    assert one.typed == []


@pytest.mark.parametrize("kind", KINDS)
def test_what_comes_back_garbled_is_not_taken_for_done(start, kind: str) -> None:
    one, driver = start(kind)
    one.faults.garbled = True
    port = "GigabitEthernet 0/1" if kind == "rgos" else "GigabitEthernet0/0/1"
    with pytest.raises(EncodingRefused, match="garbled") as failure:
        driver.load_merge_candidate(config=f"interface {port}\n description 区县汇聚\n description after\n")
        driver.commit_config()
    if kind not in ("vrp8", "ce_old"):
        assert failure.value.accepted == (f"interface {port}",)
        assert failure.value.uncertain == " description 区县汇聚"
    assert "description after" not in one.running


@pytest.mark.parametrize("kind", ["vrp5", "vrp8", "rgos"])
def test_a_slow_device_that_says_it_bit_by_bit(start, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    one, driver = start(kind)
    one.faults.drip, one.faults.delay_s = True, 0.12  # longer than the pause that ends a question
    driver.load_merge_candidate(config="vlan range 40" if kind == "rgos" else "vlan batch 40")
    driver.commit_config()
    assert "40" in driver.get_config(retrieve="running")["running"]
    assert one.startup == one.running


@pytest.mark.parametrize("kind", KINDS)
def test_paging_that_stays_on(network: Network, kind: str) -> None:
    one = device(kind)
    lines = [f"ip route 10.{n}.0.0 255.255.0.0 10.0.0.9" for n in range(1, 90)]
    lines = [line if kind == "rgos" else line.replace("ip route", "ip route-static") for line in lines]
    one.edit("\n".join(lines))
    one.faults.paging_stuck = True
    network(one)
    with driver_of(one) as driver:
        text = driver.get_config(retrieve="running")["running"]
    assert [line for line in text.split("\n") if line in lines] == lines
    assert " description 大连市数据中心" in text.split("\n")


def test_a_new_name_is_known_at_the_prompt(start) -> None:
    for kind in KINDS:
        _, driver = start(kind)
        word = "hostname" if kind == "rgos" else "sysname"
        driver.load_merge_candidate(config=f"{word} core-9\nvlan {'range' if kind == 'rgos' else 'batch'} 40")
        driver.commit_config()
        assert f"{word} core-9" in driver.get_config(retrieve="running")["running"]
        driver.rollback()
        assert f"{word} core1" in driver.get_config(retrieve="running")["running"]


def test_no_secret_is_written_anywhere(start, caplog: pytest.LogCaptureFixture) -> None:
    secret = "Canary%Vault-9"
    caplog.set_level(logging.DEBUG)
    for kind in KINDS:
        one, driver = start(kind)
        line = f"username a privilege 15 password {secret}"
        if kind != "rgos":
            line = f"aaa\n local-user a password irreversible-cipher {secret}"
        driver.load_merge_candidate(config=line)
        assert secret not in driver.compare_config()
        one.faults.refuse_line = line.count("\n")
        one.faults.refusal = f"Wrong parameter: {secret}"
        with pytest.raises(napalm.MergeConfigException) as refused:
            driver.load_merge_candidate(config=line)
            driver.commit_config()
        assert secret not in str(refused.value)
        assert secret not in repr(refused.value)
        assert secret not in refused.value.answer  # type: ignore[attr-defined]
        one.faults.refuse_line = None
        one.edit(line)
        sanitized = driver.get_config(sanitized=True)
        assert secret in driver.get_config(retrieve="running")["running"]
        assert secret not in sanitized["running"] + sanitized["startup"]
        assert "sysname core1" in sanitized["running"] or "hostname core1" in sanitized["running"]
        assert PASSWORD not in repr(driver) + repr(driver._access)
    assert secret not in caplog.text
    assert PASSWORD not in caplog.text


def test_the_configuration_of_rgos_has_no_heading(start) -> None:
    _, driver = start("rgos")
    assert driver.get_config(retrieve="running")["running"].split("\n")[0] == "!"
    assert RGOS.splitlines()[-1] == "end"


def test_hrp_prompts(start) -> None:
    one, driver = start("usg")
    driver.load_merge_candidate(config="vlan batch 40\n")
    driver.commit_config()
    assert "vlan batch 10 20 40" in one.running


@pytest.mark.parametrize("kind", KINDS)
def test_a_log_message_behind_the_prompt_is_no_answer(start, kind: str) -> None:
    one, driver = start(kind)
    one.faults.log_at_line = 0
    driver.load_merge_candidate(
        config="vlan range 40\nvlan range 50" if kind == "rgos" else "vlan batch 40\nvlan batch 50"
    )
    driver.commit_config()
    assert "10 20 40 50" in one.running.replace(",", " ")


def test_a_device_whose_lines_are_all_taken(network: Network) -> None:
    one = device("vrp5")
    one.faults.full_house = True
    network(one)
    with pytest.raises(SessionDropped):
        driver_of(one).open()


def test_a_device_that_only_knows_sha_1_is_told_apart(network: Network) -> None:
    one = device("vrp5", old=True)
    network(one)
    if any("sha1" in name for name in paramiko.Transport._preferred_kex):
        with driver_of(one) as driver:
            assert driver.is_alive() == {"is_alive": True}
        return
    with pytest.raises(Unreachable, match="paramiko<5"):
        driver_of(one).open()
