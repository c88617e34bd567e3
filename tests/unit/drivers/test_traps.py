"""What users of other tools report, and what other drivers get wrong: each is a case here, by the name of its report.

The ones that are about waves, journals, other transports or the linux node are in their own tests.
"""

import pytest
from napalm import get_network_driver
from napalm.base import NetworkDriver
from napalm.base.exceptions import MergeConfigException, ReplaceConfigException
from simulator.examples import IMMEDIATE, KINDS, TWO_STAGE, change_of, driver_of, platform_of

from govnetgen.configtree import parse_tree
from govnetgen.configtree.patch import patch
from govnetgen.drivers.errors import CommitUnconfirmed, LineRefused, PromptUnexpected, SaveFailed, SessionDropped
from govnetgen.platform import platforms


@pytest.mark.parametrize("name", ["huawei_vrp", "ruijie_rgos"])
def test_napalm_finds_the_drivers(name: str) -> None:
    assert issubclass(get_network_driver(name), NetworkDriver)


@pytest.mark.parametrize("kind", IMMEDIATE)
def test_napalm_ce_load_replace_is_no_pass(start, kind: str) -> None:
    _, driver = start(kind)
    with pytest.raises(ReplaceConfigException):
        driver.load_replace_candidate(config="anything")
    with pytest.raises(NotImplementedError):
        driver.load_replace_candidate(config="anything")


def test_napalm_huawei_vrp_commit_config_takes_revert_in(start) -> None:
    _, driver = start("vrp8")
    driver.load_merge_candidate(config="vlan batch 40")
    driver.commit_config(revert_in=60)
    assert driver.has_pending_commit()


@pytest.mark.parametrize("kind", TWO_STAGE)
def test_napalm_ce_a_bad_line_leaves_nothing_of_the_rest_live(start, kind: str) -> None:
    device, driver = start(kind)
    before = device.running
    with pytest.raises(MergeConfigException):
        driver.load_merge_candidate(config="vlan batch 40\nvlan bitch 50\nvlan batch 60")
    driver.commit_config()
    assert device.running == before


@pytest.mark.parametrize("kind", IMMEDIATE)
def test_netmiko_passes_over_a_bad_line_and_commits_the_rest(start, kind: str) -> None:
    device, driver = start(kind)
    word = "vlan range" if kind == "rgos" else "vlan batch"
    driver.load_merge_candidate(config=f"{word} 40\n{word[:-1]} 50\n{word} 60")
    with pytest.raises(LineRefused) as refused:
        driver.commit_config()
    assert refused.value.accepted == (f"{word} 40",)
    assert device.typed.count(f"{word} 60") == 0


@pytest.mark.parametrize("kind", KINDS)
def test_napalm_ce_a_question_eats_no_line(start, kind: str) -> None:
    device, driver = start(kind)
    first, then = ("no vlan 20", "vlan range 40") if kind == "rgos" else ("undo vlan batch 20", "vlan batch 40")
    driver.load_merge_candidate(config=f"{first}\n{then}")
    driver.commit_config()
    at = device.typed.index(first)
    assert device.typed[at + 1 : at + 3] == ["y" if kind == "rgos" else "Y", then]


@pytest.mark.parametrize("kind", KINDS)
def test_netmiko_2603_914_chinese_is_neither_dropped_nor_garbled(start, kind: str) -> None:
    device, driver = start(kind, speaks="gb18030", encoding="gb18030")
    driver.load_merge_candidate(config=change_of(kind))
    driver.commit_config()
    assert "description 电子政务外网" in device.running
    assert "description 电子政务外网" in driver.get_config(retrieve="running")["running"]


def test_netmiko_2219_366_hrp_prompts_are_prompts(start) -> None:
    _, driver = start("usg")
    assert "sysname core1" in driver.get_config(retrieve="running")["running"]


def test_napalm_2166_a_pending_commit_is_seen_by_another_session(start) -> None:
    device, driver = start("vrp8")
    driver.load_merge_candidate(config="vlan batch 40")
    driver.commit_config(revert_in=60)
    with driver_of(device) as other:
        assert other.has_pending_commit()


def test_nornir_napalm_69_revert_in_that_nobody_confirms_is_told(start) -> None:
    device, driver = start("vrp8")
    driver.load_merge_candidate(config="vlan batch 40")
    driver.commit_config(revert_in=60)
    device.clock.advance(61)
    with pytest.raises(CommitUnconfirmed):
        driver.confirm_commit()
    assert device.startup == device.running


@pytest.mark.parametrize("kind", KINDS)
def test_napalm_1952_a_rollback_restores_what_ran_and_not_the_start_up(start, kind: str) -> None:
    device, driver = start(kind, save="never")
    device.edit("vlan range 99" if kind == "rgos" else "vlan batch 99")  # runs, and was never saved
    before = device.machine.running.state
    driver.load_merge_candidate(config=change_of(kind))
    driver.commit_config()
    driver.rollback()
    assert device.machine.running.state == before


@pytest.mark.parametrize("kind", TWO_STAGE)
def test_napalm_1445_no_stale_lock_after_a_failed_commit(start, kind: str) -> None:
    device, driver = start(kind)
    driver.load_merge_candidate(config="vlan batch 40")
    device.faults.refuse_commit = True
    with pytest.raises(Exception, match="turns the change down"):
        driver.commit_config()
    device.faults.refuse_commit = False
    with driver_of(device) as other:
        other.load_merge_candidate(config="vlan batch 50")
        other.commit_config()
    assert "vlan batch 10 20 50" in device.running


@pytest.mark.parametrize("kind", IMMEDIATE)
def test_napalm_1445_no_stale_lock_after_a_refused_line(start, kind: str) -> None:
    device, driver = start(kind)
    driver.load_merge_candidate(config="no such thing")
    with pytest.raises(LineRefused):
        driver.commit_config()
    assert device.machine.lock is None


@pytest.mark.parametrize("kind", TWO_STAGE)
def test_napalm_447_a_merge_is_atomic(start, kind: str) -> None:
    device, driver = start(kind)
    before = device.running
    device.faults.drop_at_line, device.faults.drop_done = 4, True
    with pytest.raises(SessionDropped):
        driver.load_merge_candidate(config=change_of(kind))
    assert device.running == before


@pytest.mark.parametrize("kind", IMMEDIATE)
def test_ansible_netcommon_202_what_was_taken_before_a_drop_is_known(start, kind: str) -> None:
    device, driver = start(kind)
    lines = [line for line in change_of(kind).split("\n") if line]
    device.faults.drop_at_line = 4
    driver.load_merge_candidate(config=change_of(kind))
    with pytest.raises(SessionDropped) as dropped:
        driver.commit_config()
    assert dropped.value.accepted == tuple(lines[:4])
    assert dropped.value.uncertain == lines[4]


@pytest.mark.parametrize("kind", KINDS)
def test_ncclient_347_469_a_save_under_somebody_s_lock_is_told(start, kind: str) -> None:
    device, driver = start(kind)
    device.faults.save_fails = True
    driver.load_merge_candidate(config=change_of(kind))
    with pytest.raises(SaveFailed):
        driver.commit_config()


@pytest.mark.parametrize("kind", KINDS)
def test_cisco_ios_1075_an_acl_that_is_cut_off_after_its_first_line_is_told(start, kind: str) -> None:
    device, driver = start(kind)
    name, rules = "ssh", ["permit ip any any", "deny ip any any"]
    if kind == "rgos":
        lines = [f"ip access-list extended {name}", *(f" {10 * n} {rule}" for n, rule in enumerate(rules, 1))]
    else:
        lines = [f"acl name {name} 3998", *(f" rule {5 * n} {rule}" for n, rule in enumerate(["permit ip", "deny ip"]))]
    device.faults.drop_at_line = 2
    with pytest.raises(SessionDropped) as dropped:
        driver.load_merge_candidate(config="\n".join(lines))
        driver.commit_config()
    if kind in IMMEDIATE:
        assert (dropped.value.accepted, dropped.value.uncertain) == (tuple(lines[:2]), lines[2])
    else:
        assert name not in device.running


@pytest.mark.parametrize("kind", KINDS)
def test_vrp8_intelligent_rollback_is_switched_off(network, kind: str) -> None:
    from simulator.examples import device as make

    one = make(kind)
    network(one)
    with driver_of(one):
        pass
    assert ("undo terminal command forward matched upper-view" in one.typed) == (kind != "rgos")


@pytest.mark.parametrize("kind", KINDS)
def test_a_second_patch_is_empty(start, kind: str) -> None:
    """What the device shows after the change is what was intended: nothing is reported for ever."""
    device, driver = start(kind)
    platform = platforms()[platform_of(kind)]
    assert platform.patch_rules is not None
    before = parse_tree(device.running, platform.syntax)
    device.edit(change_of(kind))
    after = parse_tree(device.running, platform.syntax)
    found = patch(after, before, platform.patch_rules)
    driver.load_merge_candidate(config="\n".join(found.commands))
    driver.commit_config()
    now = parse_tree(driver.get_config(retrieve="running")["running"], platform.syntax)
    assert patch(now, before, platform.patch_rules).commands == ()
    driver.load_merge_candidate(config="\n".join(found.rollback))
    driver.commit_config()
    now = parse_tree(driver.get_config(retrieve="running")["running"], platform.syntax)
    assert patch(now, after, platform.patch_rules).commands == ()


def test_a_foreign_question_is_not_answered_by_the_next_line(start) -> None:
    device, driver = start("vrp5")
    device.faults.ask_at_line = 0
    driver.load_merge_candidate(config="vlan batch 40\nvlan batch 50")
    with pytest.raises(PromptUnexpected):
        driver.commit_config()
    assert device.typed.count("vlan batch 50") == 0
