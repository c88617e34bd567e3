"""A change on simulated devices of every kind: taken, confirmed, taken back, and what is left when it is cut off."""

import time

import pytest
from napalm import get_network_driver
from simulator import SimulatedDevice
from simulator.examples import IMMEDIATE, KINDS, TWO_STAGE, change_of, driver_of
from simulator.examples import device as make

from govnetgen.configtree import parse_tree
from govnetgen.drivers.cli_driver import CliDriver
from govnetgen.drivers.errors import (
    CommitPending,
    CommitRefused,
    CommitUnconfirmed,
    DeviceFull,
    DriverFailure,
    EncodingRefused,
    LineRefused,
    LockHeld,
    OutputCut,
    PromptUnexpected,
    ReplaceUnsupported,
    RevertUnsupported,
    RollbackIncomplete,
    SaveFailed,
    SessionDropped,
    Unanswered,
)

SOME = (0, 2, 5, 7)
"""Lines of the change: the first, one in a view, one in another view, the last. The fault matrix takes them all."""


def load(driver: CliDriver, device: SimulatedDevice) -> None:
    driver.load_merge_candidate(config=change_of(device.kind))


def push(driver: CliDriver, device: SimulatedDevice) -> None:
    load(driver, device)
    driver.commit_config()


def expected_lines(device: SimulatedDevice) -> list[str]:
    return [line for line in change_of(device.kind).split("\n") if line]


def after(device: SimulatedDevice, lines: list[str]) -> object:
    """Return what a device of this configuration holds after these lines."""
    fresh = SimulatedDevice("fresh", device.kind, device.configuration)
    fresh.edit("\n".join(lines))
    return fresh.machine.running.state


def state(device: SimulatedDevice) -> object:
    return device.machine.running.state


@pytest.mark.parametrize("kind", KINDS)
def test_the_configuration_comes_back_as_it_is(start, kind: str) -> None:
    device, driver = start(kind)
    syntax = device.family.syntax
    assert parse_tree(driver.get_config(retrieve="running")["running"], syntax) == parse_tree(device.running, syntax)


@pytest.mark.parametrize("kind", KINDS)
def test_a_change_is_taken_and_saved(start, kind: str) -> None:
    device, driver = start(kind)
    wanted = after(device, expected_lines(device))
    load(driver, device)
    assert [line[2:] for line in driver.compare_config().split("\n")] == expected_lines(device)
    driver.commit_config()
    assert state(device) == wanted
    assert device.startup == device.running
    assert driver.compare_config() == ""
    assert device.machine.lock is None
    assert driver.cli(["display version"] if kind != "rgos" else ["show version"])


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_discarded_is_nowhere(start, kind: str) -> None:
    device, driver = start(kind)
    before = state(device)
    load(driver, device)
    driver.discard_config()
    driver.commit_config()
    assert (state(device), driver.compare_config(), device.machine.lock) == (before, "", None)


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_taken_back(start, kind: str) -> None:
    device, driver = start(kind)
    before = state(device)
    push(driver, device)
    assert state(device) != before
    driver.rollback()
    assert state(device) == before
    assert device.startup == device.running


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_to_take_back_is_nothing(start, kind: str) -> None:
    device, driver = start(kind)
    before = state(device)
    driver.rollback()
    assert state(device) == before
    assert not device.machine.commits


@pytest.mark.parametrize("kind", IMMEDIATE)
@pytest.mark.parametrize("number", SOME)
def test_a_refused_line_ends_it_there(start, kind: str, number: int) -> None:
    device, driver = start(kind)
    lines = expected_lines(device)
    device.faults.refuse_line = number
    with pytest.raises(LineRefused) as refused:
        push(driver, device)
    assert refused.value.index == number
    assert refused.value.line == lines[number]
    assert refused.value.accepted == tuple(lines[:number])
    assert state(device) == after(device, lines[:number])
    assert device.machine.lock is None
    device.faults.refuse_line = None
    driver.rollback()
    assert state(device) == after(device, [])


@pytest.mark.parametrize("kind", TWO_STAGE)
@pytest.mark.parametrize("number", SOME)
def test_a_refused_line_empties_the_candidate(start, kind: str, number: int) -> None:
    device, driver = start(kind)
    before = state(device)
    device.faults.refuse_line = number
    with pytest.raises(LineRefused) as refused:
        load(driver, device)
    assert (refused.value.index, refused.value.accepted) == (number, ())
    device.faults.refuse_line = None
    driver.commit_config()
    assert (state(device), device.machine.lock) == (before, None)
    push(driver, device)
    assert state(device) != before


@pytest.mark.parametrize("kind", IMMEDIATE)
@pytest.mark.parametrize("done", [False, True])
@pytest.mark.parametrize("number", SOME)
def test_a_dropped_session_leaves_one_line_uncertain(start, kind: str, number: int, done: bool) -> None:
    device, driver = start(kind)
    lines = expected_lines(device)
    device.faults.drop_at_line, device.faults.drop_done = number, done
    with pytest.raises(SessionDropped) as dropped:
        push(driver, device)
    assert dropped.value.accepted == tuple(lines[:number])
    assert dropped.value.uncertain == lines[number]
    assert state(device) == after(device, lines[: number + done])
    assert driver.is_alive() == {"is_alive": False}


@pytest.mark.parametrize("kind", IMMEDIATE)
def test_a_session_that_drops_behind_the_last_line_leaves_none_uncertain(start, kind: str) -> None:
    device, driver = start(kind)
    lines = expected_lines(device)
    load(driver, device)
    device.faults.drop_at = "end" if kind == "rgos" else "return"
    with pytest.raises(SessionDropped) as dropped:
        driver.commit_config()
    assert (dropped.value.accepted, dropped.value.uncertain) == (tuple(lines), None)
    assert state(device) == after(device, lines)


@pytest.mark.parametrize("kind", TWO_STAGE)
@pytest.mark.parametrize("number", SOME)
def test_a_candidate_goes_with_its_session(start, kind: str, number: int) -> None:
    device, driver = start(kind)
    before = state(device)
    device.faults.drop_at_line, device.faults.drop_done = number, True
    with pytest.raises(SessionDropped) as dropped:
        load(driver, device)
    assert (dropped.value.accepted, dropped.value.uncertain) == ((), None)
    assert state(device) == before
    with driver_of(device) as again:
        push(again, device)
    assert state(device) != before


@pytest.mark.parametrize("kind", KINDS)
def test_a_foreign_question_is_declined(start, kind: str) -> None:
    device, driver = start(kind)
    lines = expected_lines(device)
    device.faults.ask_at_line = 5
    with pytest.raises(PromptUnexpected, match="slot 3") as asked:
        push(driver, device)
    assert asked.value.index == 5
    assert asked.value.uncertain is None
    assert state(device) == after(device, lines[:5] if kind in IMMEDIATE else [])
    assert "Y" not in device.typed
    # the line after it was not eaten, and the session is of use
    device.faults.ask_at_line = None
    assert driver.get_config(retrieve="running")["running"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_that_belongs_to_the_line_is_answered(start, kind: str) -> None:
    device, driver = start(kind)
    removal = "no vlan 10" if kind == "rgos" else "undo vlan batch 10"
    driver.load_merge_candidate(config=removal)
    driver.commit_config()
    assert state(device) == after(device, [removal])


@pytest.mark.parametrize("kind", KINDS)
def test_a_full_device_says_so(start, kind: str) -> None:
    device, driver = start(kind)
    device.faults.full_at_line = 2
    with pytest.raises(DeviceFull):
        push(driver, device)


@pytest.mark.parametrize("kind", KINDS)
def test_somebody_else_at_work_is_not_disturbed(start, kind: str) -> None:
    device, driver = start(kind)
    before = state(device)
    device.faults.locked = True
    with pytest.raises(LockHeld):
        push(driver, device)
    assert state(device) == before


@pytest.mark.parametrize("kind", ["vrp8", "usg"])
def test_two_sessions_do_not_write_at_once(start, kind: str) -> None:
    device, driver = start(kind)
    device.machine.lock = -1  # another session
    with pytest.raises(LockHeld):
        push(driver, device)
    device.machine.lock = None
    push(driver, device)


@pytest.mark.parametrize("kind", KINDS)
def test_a_silent_device_is_not_waited_for_forever(start, kind: str) -> None:
    device, driver = start(kind, read_timeout=2)
    device.faults.silent_at_line = 3
    with pytest.raises(Unanswered) as silent:
        push(driver, device)
    # an answer that comes too late must not be taken for another's
    assert driver.is_alive() == {"is_alive": False}
    if kind in IMMEDIATE:
        lines = expected_lines(device)
        assert (silent.value.accepted, silent.value.uncertain) == (tuple(lines[:3]), lines[3])


@pytest.mark.parametrize("kind", KINDS)
def test_a_configuration_without_its_end_is_none(start, kind: str) -> None:
    device, driver = start(kind)
    device.faults.cut_output = True
    with pytest.raises(OutputCut):
        driver.get_config(retrieve="running")


@pytest.mark.parametrize("kind", KINDS)
def test_a_device_that_was_never_saved(start, kind: str) -> None:
    device, driver = start(kind)
    device.machine.startup = "The config file does not exist!\n"
    found = driver.get_config()
    assert (found["startup"], found["candidate"]) == ("", "")
    assert found["running"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_failed_save_is_told_apart_from_a_failed_change(start, kind: str) -> None:
    device, driver = start(kind)
    before = device.startup
    device.faults.save_fails = True
    with pytest.raises(SaveFailed):
        push(driver, device)
    assert state(device) == after(device, expected_lines(device))
    assert device.startup == before


@pytest.mark.parametrize("kind", KINDS)
def test_a_dropped_save_is_a_failed_save(start, kind: str) -> None:
    device, driver = start(kind)
    device.faults.drop_at = "write" if kind == "rgos" else "save"
    with pytest.raises(SaveFailed):
        push(driver, device)


@pytest.mark.parametrize("kind", IMMEDIATE)
def test_saved_only_when_confirmed(start, kind: str) -> None:
    device, driver = start(kind, save="confirm")
    before = device.startup
    push(driver, device)
    assert (device.startup, driver.has_pending_commit()) == (before, False)
    with driver_of(device, save="confirm") as fresh:
        fresh.confirm_commit()
    assert device.startup == device.running != before


@pytest.mark.parametrize("kind", IMMEDIATE)
def test_what_cannot_be_promised_is_not_begun(start, kind: str) -> None:
    device, driver = start(kind)
    before = state(device)
    load(driver, device)
    with pytest.raises(RevertUnsupported):
        driver.commit_config(revert_in=60)
    with pytest.raises(ReplaceUnsupported):
        driver.load_replace_candidate(config=device.running)
    assert state(device) == before
    assert driver.transaction.why


@pytest.mark.parametrize("kind", IMMEDIATE)
def test_an_incomplete_way_back_says_so(start, kind: str) -> None:
    device, driver = start(kind)
    push(driver, device)
    device.faults.refuse_line = 1
    with pytest.raises(RollbackIncomplete) as incomplete:
        driver.rollback()
    assert len(incomplete.value.accepted) == 1
    device.faults.refuse_line = None
    driver.rollback()
    assert state(device) == after(device, [])


# ── VRP8: the trial ───────────────────────────────────────────────────────────────────────────────────────────────────


def begin(start, kind: str = "vrp8", **arguments) -> tuple[SimulatedDevice, CliDriver]:
    device, driver = start(kind, **arguments)
    load(driver, device)
    driver.commit_config(revert_in=120)
    return device, driver


def test_a_trial_is_confirmed_from_a_new_session(start) -> None:
    device, driver = begin(start)
    assert device.pending
    assert device.startup != device.running
    driver.close()
    with driver_of(device) as fresh:
        assert fresh.has_pending_commit()
        fresh.confirm_commit()
        assert not fresh.has_pending_commit()
    device.clock.advance(1000)
    assert state(device) == after(device, expected_lines(device))
    assert device.startup == device.running


def test_a_trial_without_a_name_is_confirmed_in_its_session(start) -> None:
    device, driver = begin(start, "ce_old")
    assert not driver.transaction.outlives_session
    driver.confirm_commit()
    device.clock.advance(1000)
    assert state(device) == after(device, expected_lines(device))


def test_a_trial_without_a_name_ends_with_its_session(start) -> None:
    device, driver = begin(start, "ce_old")
    driver.close()
    until = time.monotonic() + 10
    while device.pending and time.monotonic() < until:  # the device sees the end of the session a moment later
        time.sleep(0.02)
    with driver_of(device) as fresh:
        assert not fresh.has_pending_commit()
    assert state(device) == after(device, [])


@pytest.mark.parametrize("kind", TWO_STAGE)
def test_an_unconfirmed_trial_takes_itself_back(start, kind: str) -> None:
    device, driver = begin(start, kind)
    device.clock.advance(121)
    assert not driver.has_pending_commit()
    with pytest.raises(CommitUnconfirmed):
        driver.confirm_commit()
    assert state(device) == after(device, [])
    assert device.startup == device.running


@pytest.mark.parametrize("kind", TWO_STAGE)
def test_a_trial_is_taken_back_at_once(start, kind: str) -> None:
    device, driver = begin(start, kind)
    driver.rollback()
    assert not device.pending
    assert state(device) == after(device, [])


def test_a_trial_is_taken_back_by_another_session(start) -> None:
    device, driver = begin(start)
    driver.close()
    with driver_of(device) as fresh:
        fresh.rollback()
    assert state(device) == after(device, [])


@pytest.mark.parametrize("kind", TWO_STAGE)
@pytest.mark.parametrize("confirmed", [False, True])
def test_a_release_that_does_not_tell_whether_a_trial_runs(start, kind: str, confirmed: bool) -> None:
    device, driver = start(kind)
    device.faults.no_trial_status = True
    load(driver, device)
    driver.commit_config(revert_in=120)
    assert driver.has_pending_commit()
    if confirmed:
        driver.confirm_commit()
    else:
        driver.rollback()
    assert not driver.has_pending_commit()
    device.clock.advance(1000)
    assert state(device) == after(device, expected_lines(device) if confirmed else [])


@pytest.mark.parametrize("kind", TWO_STAGE)
def test_no_second_change_over_a_trial(start, kind: str) -> None:
    device, driver = begin(start, kind)
    driver.load_merge_candidate(config="vlan batch 40")
    with pytest.raises(CommitPending):
        driver.commit_config()
    driver.confirm_commit()
    assert state(device) == after(device, expected_lines(device))


def test_the_trial_of_somebody_else_is_not_confirmed(start) -> None:
    device, driver = begin(start)
    driver.close()
    with driver_of(device, persist_id="other") as other, pytest.raises(CommitUnconfirmed):
        other.confirm_commit()
    assert device.pending


@pytest.mark.parametrize("done", [False, True])
def test_a_session_that_drops_at_the_commit(start, done: bool) -> None:
    device, driver = start("vrp8")
    load(driver, device)
    device.faults.drop_at, device.faults.drop_done = "commit trial", done
    with pytest.raises(SessionDropped) as dropped:
        driver.commit_config(revert_in=120)
    assert dropped.value.uncertain is not None
    with driver_of(device) as fresh:
        assert fresh.has_pending_commit() == done
    device.clock.advance(121)
    assert state(device) == after(device, [])


def test_a_change_that_cuts_us_off_is_not_taken_for_nothing(start) -> None:
    device, driver = start("vrp8")
    load(driver, device)
    device.faults.drop_at = "return"  # the first command behind the commit
    with pytest.raises(SessionDropped) as dropped:
        driver.commit_config(revert_in=120)
    assert dropped.value.uncertain is not None
    assert device.pending
    device.clock.advance(121)
    assert state(device) == after(device, [])


@pytest.mark.parametrize("done", [False, True])
def test_a_session_that_drops_at_the_confirmation(start, done: bool) -> None:
    device, driver = begin(start)
    device.faults.drop_at, device.faults.drop_done = "commit persist", done
    with pytest.raises(SessionDropped):
        driver.confirm_commit()
    with driver_of(device) as fresh:
        assert fresh.has_pending_commit() != done
    device.clock.advance(121)
    assert state(device) == after(device, expected_lines(device) if done else [])


@pytest.mark.parametrize("seconds", [0, 59, 65536])
def test_no_trial_of_a_time_that_the_device_lacks(start, seconds: int) -> None:
    device, driver = start("vrp8")
    load(driver, device)
    with pytest.raises(RevertUnsupported):
        driver.commit_config(revert_in=seconds)
    assert state(device) == after(device, [])


@pytest.mark.parametrize("kind", TWO_STAGE)
def test_a_refused_commit_leaves_nothing_behind(start, kind: str) -> None:
    device, driver = start(kind)
    load(driver, device)
    device.faults.refuse_commit = True
    with pytest.raises(CommitRefused):
        driver.commit_config(revert_in=120)
    device.faults.refuse_commit = False
    assert (state(device), device.machine.lock, driver.compare_config()) == (after(device, []), None, "")
    push(driver, device)
    assert state(device) == after(device, expected_lines(device))


def test_a_commit_that_does_nothing_is_no_commit(start) -> None:
    device, driver = start("vrp8")
    load(driver, device)
    device.faults.commit_does_nothing = True
    with pytest.raises(CommitRefused):
        driver.commit_config()
    assert state(device) == after(device, [])


def test_a_trial_that_does_nothing_is_no_trial(start) -> None:
    device, driver = start("vrp8")
    load(driver, device)
    device.faults.commit_does_nothing = True
    with pytest.raises(CommitUnconfirmed) as unconfirmed:
        driver.commit_config(revert_in=120)
    assert unconfirmed.value.uncertain is not None
    assert state(device) == after(device, [])
    device.faults.commit_does_nothing = False
    push(driver, device)  # nothing of the first attempt is left in the candidate
    assert len(device.machine.commits) == 1


@pytest.mark.parametrize("kind", TWO_STAGE)
def test_nobody_else_writes_while_a_change_is_staged(start, kind: str) -> None:
    device, driver = start(kind)
    load(driver, device)
    with driver_of(device) as other, pytest.raises(LockHeld):
        other.load_merge_candidate(config="vlan batch 50")
    driver.commit_config()
    assert device.machine.lock is None
    assert state(device) == after(device, expected_lines(device))


@pytest.mark.parametrize("kind", TWO_STAGE)
def test_another_commit_in_between_is_seen(start, kind: str) -> None:
    device, driver = start(kind)
    load(driver, device)
    device.edit("vlan batch 99")
    with pytest.raises(CommitRefused):
        driver.commit_config()
    assert state(device) == after(device, ["vlan batch 99"])


def test_the_commit_of_somebody_else_is_not_taken_back(start) -> None:
    device, driver = start("vrp8")
    push(driver, device)
    device.edit("vlan batch 99")
    with pytest.raises(LockHeld):
        driver.rollback()
    assert state(device) == after(device, [*expected_lines(device), "vlan batch 99"])


def test_what_is_staged_does_not_stand_in_the_way_back(start) -> None:
    device, driver = start("vrp8")
    push(driver, device)
    driver.load_merge_candidate(config="vlan batch 77")
    driver.rollback()
    assert state(device) == after(device, [])


def test_what_is_staged_is_never_committed_on_the_way_out(start) -> None:
    device, driver = start("vrp8")
    load(driver, device)
    driver.close()
    assert state(device) == after(device, [])
    assert not device.machine.commits
    assert device.machine.lock is None


def test_whoever_leaves_with_changes_commits_nothing(start) -> None:
    device, driver = start("vrp8")
    load(driver, device)
    driver.cli(["return"])
    assert "N" in device.typed
    assert state(device) == after(device, [])
    assert not device.machine.commits


def test_a_message_is_kept_as_far_as_the_device_can_say_it(start) -> None:
    device, driver = start("vrp8")
    load(driver, device)
    driver.commit_config(message='govnetgen 变更 "42"?')
    assert any(line.startswith('commit description "govnetgen') for line in device.typed)


# ── what is typed, and what is not ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("line", ["description 为什么?", "description a\tb", "description \x1b[A"])
def test_what_a_prompt_takes_for_a_key_is_refused_before_anything_is_typed(start, kind: str, line: str) -> None:
    device, driver = start(kind)
    with pytest.raises(EncodingRefused, match="line 2"):
        driver.load_merge_candidate(config=f"vlan batch 40\n{line}\n")
    assert device.typed == []


def test_a_line_that_would_be_cut_off_is_refused(start) -> None:
    _, driver = start("vrp5")
    with pytest.raises(EncodingRefused, match="longer"):
        driver.load_merge_candidate(config="description " + "长" * 170)


@pytest.mark.parametrize("kind", KINDS)
def test_a_banner_is_one_command(start, kind: str) -> None:
    device, driver = start(kind)
    head, end = ("banner login ^C", "\n^C") if kind == "rgos" else ('header login information "', '"')
    text = f"{head}\n 大连市电子政务外网\n # not a separator\n! nor this{end}"
    driver.load_merge_candidate(config=text)
    driver.commit_config()
    assert text in device.running


@pytest.mark.parametrize("kind", KINDS)
def test_lines_of_a_dump_go_back_to_the_top(start, kind: str) -> None:
    device, driver = start(kind)
    port = "GigabitEthernet 0/1" if kind == "rgos" else "GigabitEthernet0/0/1"
    vlan = "vlan range 40" if kind == "rgos" else "vlan batch 40"
    mark = "!" if kind == "rgos" else "#"
    driver.load_merge_candidate(config=f"{mark}\ninterface {port}\n description b\n{mark}\n{vlan}\n{mark}\n")
    driver.commit_config()
    assert "description b" in device.running
    assert state(device) == after(
        device, [f"interface {port}", "description b", "quit" if kind != "rgos" else "exit", vlan]
    )


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_loaded_is_nothing_done(start, kind: str) -> None:
    device, driver = start(kind)
    driver.load_merge_candidate(config="\n\n")
    driver.commit_config()
    assert not any(line.startswith(("system-view", "configure", "commit", "save", "write")) for line in device.typed)


def test_a_closed_driver_says_so() -> None:
    with pytest.raises(DriverFailure, match="open"):
        get_network_driver("huawei_vrp")("127.0.0.1", "nobody", "").get_config()


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_loaded_before_the_session_is_looked_at_before_it_is_typed(network, kind: str) -> None:
    one = make(kind)
    network(one)
    driver = driver_of(one)
    driver.load_merge_candidate(config="vlan batch 40\ndescription 为什么?")
    with driver, pytest.raises(EncodingRefused, match="line 2"):
        driver.commit_config()
    assert "vlan batch 40" not in one.typed
