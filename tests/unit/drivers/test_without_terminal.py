"""VRP devices that give no terminal: read, changed and read back through NETCONF's execute-cli."""

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from simulator import Netconf, SimulatedDevice, Simulation, simulated
from simulator.examples import VRP_CHANGE, driver_of
from simulator.examples import device as make

from govnetgen.drivers.errors import (
    AuthenticationRefused,
    CliUnsupported,
    CommitRefused,
    CommitUnconfirmed,
    DriverFailure,
    EncodingRefused,
    HostKeyChanged,
    HostKeyUnknown,
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
    Unreachable,
)
from govnetgen.drivers.huawei_vrp import HuaweiVrpDriver

KINDS = ("vrp5", "vrp8", "ce_old", "usg")
IMMEDIATE = ("vrp5", "usg")
LINES = [line for line in VRP_CHANGE.split("\n") if line]
Start = Callable[..., tuple[SimulatedDevice, HuaweiVrpDriver]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts a device without terminals and opens a driver for it; ``device_`` arguments are the device's."""
    with ExitStack() as stack:

        def begin(kind: str, netconf: Netconf | None = None, **arguments: Any) -> tuple[SimulatedDevice, Any]:
            held = {name: arguments.pop(name) for name in ("faults", "encoding_", "terminal") if name in arguments}
            held["encoding"] = held.pop("encoding_", "utf-8")
            one = make(kind, netconf=netconf or Netconf(), **{"terminal": False, **held})
            stack.enter_context(simulated(one))
            driver = driver_of(one, **{"transport": "netconf", **arguments})
            stack.callback(driver.close)
            driver.open()
            one.typed.clear()
            return one, driver

        yield begin


def push(driver: HuaweiVrpDriver, text: str = VRP_CHANGE, revert_in: int | None = None) -> None:
    driver.load_merge_candidate(config=text)
    driver.commit_config(revert_in=revert_in)


def state(device: SimulatedDevice) -> object:
    return device.machine.running.state


def after(device: SimulatedDevice, lines: list[str]) -> object:
    fresh = SimulatedDevice("fresh", device.kind, device.configuration)
    fresh.edit("\n".join(lines))
    return fresh.machine.running.state


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("layout", "versions"),
    [("elements", ("1.0",)), ("plain", ("1.0", "1.1")), ("prompts", ("1.0", "1.1"))],
    ids=lambda one: one if isinstance(one, str) else f"framing {one[-1]}",
)
def test_a_change_there_and_back(start: Start, kind: str, layout: Any, versions: tuple[str, ...]) -> None:
    device, driver = start(kind, Netconf(layout=layout, versions=versions), unasked=True)
    before = state(device)
    assert driver.get_config(retrieve="running")["running"] == device.running
    push(driver)
    assert state(device) == after(device, LINES)
    assert device.startup == device.running == driver.get_config(retrieve="running")["running"]
    driver.rollback()
    assert state(device) == before


@pytest.mark.parametrize("kind", KINDS)
def test_it_answers_napalm_as_over_a_terminal(start: Start, kind: str) -> None:
    device, driver = start(kind, terminal=True)
    with driver_of(device, transport="ssh") as terminal:
        for getter in ("get_facts", "get_interfaces", "get_interfaces_ip", "get_arp_table", "get_bgp_neighbors"):
            assert getattr(driver, getter)() == getattr(terminal, getter)()
    assert driver.get_config(retrieve="startup")["startup"].strip() == device.startup.strip()


# ── what cannot be done ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_device_that_executes_no_commands(start: Start) -> None:
    with pytest.raises(CliUnsupported, match="execute-cli"):
        start("vrp8", Netconf(executes=False))


@pytest.mark.parametrize("kind", KINDS)
def test_a_line_that_asks_is_refused_before_the_first_is_sent(start: Start, kind: str) -> None:
    device, driver = start(kind)
    before = state(device)
    with pytest.raises(PromptUnexpected) as asked:
        push(driver, "vlan batch 30\nundo vlan batch 20\n")
    assert (asked.value.line, asked.value.index, asked.value.accepted) == ("undo vlan batch 20", 1, ())
    assert "line 2 (undo vlan batch 20)" in str(asked.value)
    assert "vlan batch 30" not in device.typed
    assert state(device) == before


@pytest.mark.parametrize("kind", KINDS)
def test_where_the_device_is_told_not_to_ask_such_lines_are_taken(start: Start, kind: str) -> None:
    device, driver = start(kind, unasked=True)
    lines = ["interface GigabitEthernet0/0/2", " undo port trunk allow-pass vlan 20", " quit", "undo vlan batch 20"]
    push(driver, "\n".join(lines))
    assert state(device) == after(device, lines)


def test_a_device_that_knows_no_such_mode_still_refuses_them(start: Start) -> None:
    _, driver = start("vrp5", Netconf(unasked=False), unasked=True)
    with pytest.raises(PromptUnexpected):
        push(driver, "undo vlan batch 20\n")


def test_a_way_back_that_asks_is_known_before_it_is_begun(start: Start) -> None:
    device, driver = start("vrp5")
    push(driver)
    with pytest.raises(RollbackIncomplete, match="undo vlan batch 30"):
        driver.rollback()
    assert state(device) == after(device, LINES)


def test_an_unforeseen_question_ends_the_session(start: Start) -> None:
    device, driver = start("vrp5")
    device.faults.ask_at_line = 3
    with pytest.raises(PromptUnexpected) as asked:
        push(driver)
    assert (asked.value.accepted, asked.value.uncertain) == (tuple(LINES[:3]), LINES[3])
    assert driver.is_alive() == {"is_alive": False}


def test_several_lines_are_no_command(start: Start) -> None:
    device, driver = start("vrp5")
    with pytest.raises(EncodingRefused, match="line 2"):
        push(driver, 'vlan batch 30\nheader login information "one\ntwo"\n')
    assert "vlan batch 30" not in device.typed


@pytest.mark.parametrize("kind", KINDS)
def test_what_cannot_be_promised_is_not_begun(start: Start, kind: str) -> None:
    device, driver = start(kind, timer=False)
    before = state(device)
    driver.load_merge_candidate(config=VRP_CHANGE)
    with pytest.raises(RevertUnsupported if kind in IMMEDIATE else DriverFailure):
        driver.commit_config(revert_in=60)
    with pytest.raises(ReplaceUnsupported):
        driver.load_replace_candidate(config=device.running)
    assert state(device) == before
    assert not driver.transaction.timer
    assert "NETCONF" in driver.transaction.why


# ── what goes wrong ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("number", [0, 2, 5, 7])
def test_a_refused_line_is_the_last_that_is_sent(start: Start, number: int) -> None:
    device, driver = start("vrp5")
    device.faults.refuse_line = number
    with pytest.raises(LineRefused) as refused:
        push(driver)
    assert (refused.value.line, refused.value.index) == (LINES[number], number)
    assert refused.value.accepted == tuple(LINES[:number])
    assert state(device) == after(device, LINES[:number])
    sent = device.typed[device.typed.index("system-view") : device.typed.index("return") + 1]
    assert sent == ["system-view", *(line.strip() for line in LINES[: number + 1]), "return"]
    # one request, one command
    assert all(one.count("<cmd>") == 1 for one in device.netconf.received if "execute-cli" in one)


@pytest.mark.parametrize("kind", ["vrp8", "ce_old"])
def test_a_candidate_with_a_refused_line_is_given_up(start: Start, kind: str) -> None:
    device, driver = start(kind)
    before = state(device)
    device.faults.refuse_line = 4
    with pytest.raises(LineRefused) as refused:
        driver.load_merge_candidate(config=VRP_CHANGE)
    assert (refused.value.index, refused.value.accepted) == (4, ())
    device.faults.refuse_line = None
    assert state(device) == before
    push(driver)
    assert state(device) == after(device, LINES)


@pytest.mark.parametrize("done", [False, True])
def test_a_session_that_drops_at_a_line(start: Start, *, done: bool) -> None:
    device, driver = start("vrp5")
    device.faults.drop_at_line, device.faults.drop_done = 3, done
    with pytest.raises(SessionDropped) as dropped:
        push(driver)
    assert (dropped.value.accepted, dropped.value.uncertain) == (tuple(LINES[:3]), LINES[3])
    assert state(device) == after(device, LINES[: 3 + done])
    assert driver.is_alive() == {"is_alive": False}


def test_a_silent_device_is_not_waited_for_forever(start: Start) -> None:
    device, driver = start("vrp5", read_timeout=1)
    device.faults.silent_at_line = 3
    with pytest.raises(Unanswered) as silent:
        push(driver)
    assert (silent.value.accepted, silent.value.uncertain) == (tuple(LINES[:3]), LINES[3])
    assert driver.is_alive() == {"is_alive": False}


def test_somebody_else_holds_the_configuration(start: Start) -> None:
    device, driver = start("usg")
    device.machine.lock = -1
    with pytest.raises(LockHeld):
        push(driver)


def test_a_failed_save_is_told_apart_from_a_failed_change(start: Start) -> None:
    device, driver = start("vrp5")
    device.faults.save_fails = True
    with pytest.raises(SaveFailed):
        push(driver)
    assert state(device) == after(device, LINES)


def test_a_device_whose_netconf_saves_nothing(start: Start) -> None:
    device, driver = start("vrp5", Netconf(offers=()))
    with pytest.raises(SaveFailed, match="startup"):
        push(driver)
    assert state(device) == after(device, LINES)


# ── VRP8: confirmed commit ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_trial_is_confirmed_from_a_new_session(start: Start) -> None:
    device, driver = start("vrp8")
    before = device.startup
    push(driver, revert_in=60)
    driver.close()
    assert (device.pending, device.startup) == (True, before)
    with driver_of(device, transport="netconf") as fresh:
        assert fresh.has_pending_commit()
        fresh.confirm_commit()
    device.clock.advance(1000)
    assert (device.pending, state(device)) == (False, after(device, LINES))
    assert device.startup == device.running


def test_a_trial_without_a_name_is_confirmed_by_its_own_session(start: Start) -> None:
    device, driver = start("ce_old")
    assert (driver.transaction.timer, driver.transaction.outlives_session) == (True, False)
    push(driver, revert_in=60)
    driver.confirm_commit()
    device.clock.advance(1000)
    assert state(device) == after(device, LINES)


@pytest.mark.parametrize("kind", ["vrp8", "ce_old"])
def test_a_trial_takes_itself_back_or_is_taken_back(start: Start, kind: str) -> None:
    device, driver = start(kind)
    before = state(device)
    push(driver, revert_in=60)
    device.clock.advance(61)
    assert state(device) == before
    with pytest.raises(CommitUnconfirmed):
        driver.confirm_commit()
    push(driver, revert_in=60)
    driver.rollback()
    assert (device.pending, state(device)) == (False, before)


@pytest.mark.parametrize("seconds", [None, 60])
def test_what_cannot_be_looked_at_behind_a_commit_is_not_known(start: Start, seconds: int | None) -> None:
    device, driver = start("vrp8")
    driver.load_merge_candidate(config=VRP_CHANGE)
    device.faults.cut_output = True
    with pytest.raises(OutputCut) as cut:
        driver.commit_config(revert_in=seconds)
    assert (cut.value.accepted, str(cut.value.uncertain).split()[0]) == ((), "commit")
    device.faults.cut_output = False
    assert device.pending is (seconds is not None)
    if seconds is not None:
        driver.rollback()
        assert state(device) == after(device, [])


def test_a_configuration_that_cannot_be_read_is_not_changed(start: Start) -> None:
    device, driver = start("vrp8")
    device.faults.cut_output = True
    with pytest.raises(OutputCut):
        driver.load_merge_candidate(config=VRP_CHANGE)
    assert "vlan batch 30" not in device.typed


def test_commands_that_are_not_in_the_candidate_of_netconf_are_found_out(start: Start) -> None:
    device, driver = start("vrp8", Netconf(shared=False))
    before = state(device)
    with pytest.raises(CommitRefused, match="candidate"):
        push(driver, revert_in=60)
    assert (device.pending, state(device)) == (False, before)
    # nothing of the change lies in wait for the next one
    push(driver, "vlan batch 40\n")
    assert state(device) == after(device, ["vlan batch 40"])


def test_commands_that_run_at_once_are_found_out(start: Start) -> None:
    device, driver = start("vrp8", Netconf(immediate=True))
    with pytest.raises(CommitRefused, match="at once") as refused:
        driver.load_merge_candidate(config=VRP_CHANGE)
    assert refused.value.accepted == tuple(LINES)
    assert state(device) == after(device, LINES)


def test_a_commit_without_effect_is_no_commit(start: Start) -> None:
    device, driver = start("vrp8")
    device.faults.commit_does_nothing = True
    with pytest.raises(CommitRefused):
        push(driver, "vlan batch 40\n")


# ── views ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("layout", ["elements", "plain"])
def test_views_that_are_lost_between_requests_are_opened_again(start: Start, layout: Any) -> None:
    device, driver = start("vrp5", Netconf(views="request", layout=layout), unasked=True)
    before = state(device)
    push(driver)
    assert state(device) == after(device, LINES)
    sent = [one for one in device.netconf.received if "电子政务外网" in one]
    # the mode, two views, the line
    assert [one.count("<cmd>") for one in sent] == [4]
    assert "<cmdline>interface GigabitEthernet0/0/1</cmdline>" in sent[0]
    driver.rollback()
    assert state(device) == before


@pytest.mark.parametrize("views", ["session", "request"])
def test_lines_as_a_dump_has_them(start: Start, views: Any) -> None:
    """Nobody leaves a view by `quit` there: a separator at the margin ends it."""
    device, driver = start("vrp5", Netconf(views=views))
    push(driver, "interface LoopBack1\n description a\n#\ninterface LoopBack2\n description b\n#\nvlan batch 30\n")
    lines = ["interface LoopBack1", " description a", " quit", "interface LoopBack2", " description b", " quit"]
    assert state(device) == after(device, [*lines, "vlan batch 30"])
    assert device.typed.count("quit") == (2 if views == "session" else 0)


def test_a_refused_line_is_the_last_one_also_there(start: Start) -> None:
    device, driver = start("vrp5", Netconf(views="request"))
    with pytest.raises(LineRefused) as refused:
        push(driver, VRP_CHANGE.replace(" port trunk allow-pass vlan 30", " no such line"))
    assert (refused.value.index, refused.value.accepted) == (5, tuple(LINES[:5]))
    assert state(device) == after(device, LINES[:5])


@pytest.mark.parametrize(("kind", "views"), [("vrp8", "request"), ("vrp8", "none"), ("vrp5", "none")])
def test_a_device_that_can_only_be_read_says_so(start: Start, kind: str, views: Any) -> None:
    device, driver = start(kind, Netconf(views=views))
    assert driver.get_config(retrieve="running")["running"] == device.running
    assert "only be read" in driver.transaction.why
    with pytest.raises(CliUnsupported, match="only be read"):
        push(driver)
    assert not any("vlan batch" in one for one in device.typed)


# ── encodings ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_device_that_holds_gb18030_is_read_and_changed_in_ascii(start: Start) -> None:
    device, driver = start("vrp5", encoding_="gb18030", encoding="gb18030")
    assert "大连市数据中心" in driver.get_config(retrieve="running")["running"]
    before = state(device)
    with pytest.raises(EncodingRefused, match="GB18030"):
        push(driver)
    assert state(device) == before
    push(driver, "vlan batch 30\n")
    assert state(device) == after(device, ["vlan batch 30"])


@pytest.mark.parametrize("kind", ["vrp5", "vrp8"])
def test_what_comes_through_garbled_is_not_taken_for_done(start: Start, kind: str) -> None:
    device, driver = start(kind, unasked=True)
    before = state(device)
    device.faults.garbled = True
    with pytest.raises(EncodingRefused, match="garbled") as garbled:
        push(driver)
    if kind == "vrp5":
        assert garbled.value.accepted == tuple(LINES)
    else:
        assert state(device) == before
    with pytest.raises(EncodingRefused, match="garbled"):
        push(driver, "interface GigabitEthernet0/0/2\n description 中文\n quit\n", 60 if kind == "vrp8" else None)
    assert not device.pending


def test_what_xml_cannot_say_does_not_end_the_session(start: Start) -> None:
    device, driver = start("vrp5", Netconf(control="\x00\x07\x1b"))
    assert driver.get_config(retrieve="running")["running"] == device.running


def test_a_configuration_of_many_pieces(start: Start) -> None:
    device, driver = start("vrp5", Netconf(versions=("1.0",)))
    device.edit("\n".join(f"interface LoopBack{n}\n description {'大连市' * 20}{n}\n quit" for n in range(60)))
    assert driver.get_config(retrieve="running")["running"] == device.running


def test_a_long_answer_is_fetched_piece_by_piece(start: Start) -> None:
    device, driver = start("vrp5", Netconf(layout="plain", piece=37))
    assert driver.get_config(retrieve="running")["running"] == device.running
    push(driver)
    assert state(device) == after(device, LINES)


# ── the way in ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def network() -> Iterator[Callable[[SimulatedDevice], Simulation]]:
    with ExitStack() as stack:
        yield lambda one: stack.enter_context(simulated(one))


def test_a_refused_terminal_falls_back_to_netconf(start: Start) -> None:
    device, driver = start("vrp8", transport="auto")
    push(driver, revert_in=60)
    assert device.pending
    assert device.netconf is not None
    assert device.netconf.received


def test_a_terminal_is_preferred(network: Any) -> None:
    device = make("vrp8", netconf=Netconf())
    network(device)
    with driver_of(device) as driver:
        assert driver.transaction.replace
    assert device.netconf is not None
    assert device.netconf.received == []


def test_without_a_terminal_ssh_alone_is_no_way_in(network: Any) -> None:
    device = make("vrp8", netconf=Netconf(), terminal=False)
    network(device)
    with pytest.raises(Unreachable, match="terminal"):
        driver_of(device, transport="ssh").open()


def test_neither_a_terminal_nor_netconf(network: Any) -> None:
    device = make("vrp8", terminal=False)
    network(device)
    with pytest.raises(Unreachable, match=r"terminal.*NETCONF"):
        driver_of(device).open()


def test_a_transport_that_is_none(network: Any) -> None:
    device = make("vrp8", netconf=Netconf())
    network(device)
    with pytest.raises(CliUnsupported, match="telnet"):
        driver_of(device, transport="telnet").open()


def test_host_keys_and_passwords_are_checked_as_everywhere(network: Any) -> None:
    device = make("vrp8", netconf=Netconf(), terminal=False)
    running = network(device)
    with pytest.raises(AuthenticationRefused) as failure:
        driver_of(device, transport="netconf", password="wrong-password").open()
    assert "wrong-password" not in str(failure.value)
    known = device.known_hosts.read_text(encoding="ascii")
    device.known_hosts.unlink()
    with pytest.raises(HostKeyUnknown):
        driver_of(device, transport="netconf").open()
    device.known_hosts.write_text(known, encoding="ascii")
    running.replace_host_key(device.name)
    for accept_new in (False, True):
        with pytest.raises(HostKeyChanged):
            driver_of(device, transport="netconf", accept_new=accept_new).open()
    assert device.sessions == 0


def test_nothing_that_is_sent_is_logged(start: Start, caplog: pytest.LogCaptureFixture) -> None:
    secret = "irreversible-cipher $1c$Sekret%Vault-7f3a$"
    with caplog.at_level(logging.DEBUG):
        _, driver = start("vrp5")
        push(driver, f"aaa\n local-user audit password {secret}\n quit\n")
        with pytest.raises(LineRefused) as refused:
            push(driver, f"no such line {secret}\n")
    assert "Sekret" not in caplog.text
    assert "Sekret" not in str(refused.value)
