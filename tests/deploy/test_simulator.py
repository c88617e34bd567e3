"""The fault matrix on simulated devices, over SSH and through the drivers that are shipped.

All cases are devices of one run: what goes wrong on one must neither stop nor hide another. The simulator is a model
made from manuals; no vendor's device was at hand.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from simulator import PASSWORD, USERNAME, Clock, Faults, SimulatedDevice, Simulation, simulated

from govnetgen.deploy.clock import Monotonic
from govnetgen.deploy.credentials import Credential
from govnetgen.deploy.journal import Journal
from govnetgen.deploy.outcome import Ended, Outcome
from govnetgen.deploy.plan import DevicePlan, Plan
from govnetgen.deploy.report import Report
from govnetgen.deploy.run import Work, begin, perform
from govnetgen.deploy.runs import new_run
from govnetgen.deploy.session import Target, open_with_napalm
from govnetgen.deploy.settings import Settings
from govnetgen.deploy.worker import Around
from govnetgen.platform import platforms
from govnetgen.secrets import Secrets
from govnetgen.workflow.judge import DeviceJudge

VRP = """#
sysname {name}
#
vlan batch 10 20 {vlan}
#
interface Vlanif10
 description {description}
 ip address 10.0.0.1 255.255.255.0
#
interface LoopBack0
 ip address 10.255.0.1 255.255.255.255
#
ip route-static 10.9.0.0 255.255.0.0 10.0.0.{hop}
#
return
"""
RGOS = """hostname {name}
!
vlan range 1,10,20,{vlan}
!
interface Loopback 0
 ip address 10.255.0.1 255.255.255.255
!
interface VLAN 10
 description {description}
 ip address 10.0.0.1 255.255.255.0
!
ip route 10.9.0.0 255.255.0.0 10.0.0.{hop}
!
end
"""
BEFORE = {"vlan": 30, "description": "north", "hop": 2}
INTENDED = {"vlan": 40, "description": "south", "hop": 3}
CHINESE = {**INTENDED, "description": "大连市政务外网"}
OTHER_CHINESE = {**BEFORE, "description": "大连"}
KINDS: Mapping[str, tuple[str, str, str]] = {
    "vrp5": ("huawei_vrp", "s", VRP),
    "vrp8": ("huawei_vrp", "ce", VRP),
    "ce_old": ("huawei_vrp", "ce", VRP),
    "usg": ("huawei_vrp", "usg", VRP),
    "rgos": ("ruijie_rgos", "", RGOS),
}
LINES = 9
READ = {"rgos": "show running", "*": "display current"}


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong: on the device, at its address, or with its clock."""

    faults: Callable[[str], dict[str, Any]] = lambda kind: {}
    on: tuple[str, ...] = tuple(KINDS)
    before_run: Callable[[Simulation, str], None] = lambda network, name: None
    before: Mapping[str, object] = field(default_factory=lambda: BEFORE)
    intended: Mapping[str, object] = field(default_factory=lambda: INTENDED)
    speed: float = 1.0
    password: str = PASSWORD
    encoding: str = "utf-8"


def at_line(word: str, number: int, **more: Any) -> Fault:
    return Fault(lambda kind: {word: number, **more})


EDIT = {"rgos": "interface VLAN 10\n mtu 1400", "*": "interface Vlanif10\n mtu 1400"}
FAULTS: dict[str, Fault] = {
    "nothing": Fault(),
    "unreachable": Fault(before_run=lambda network, name: network.stop(name)),
    "wrong password": Fault(password="wrong"),
    "account locked": Fault(lambda kind: {"auth_refused": True}),
    "host key changed": Fault(before_run=lambda network, name: network.replace_host_key(name)),
    "configuration cut": Fault(lambda kind: {"cut_output": True}),
    "paging stays on": Fault(lambda kind: {"paging_stuck": True}),
    "slow": Fault(lambda kind: {"delay_s": 0.15}),
    "in small pieces": Fault(lambda kind: {"drip": True}),
    "Chinese": Fault(intended=CHINESE),
    "Chinese in GB18030": Fault(before=OTHER_CHINESE, intended=CHINESE, encoding="gb18030"),
    "seven bits": Fault(lambda kind: {"garbled": True}, intended=CHINESE),
    "locked by another": Fault(lambda kind: {"locked": True}, on=("vrp8", "ce_old", "usg")),
    "edited by another": Fault(lambda kind: {"edit_after_read": EDIT.get(kind, EDIT["*"])}),
    "dropped when read": Fault(lambda kind: {"drop_at": READ.get(kind, READ["*"])}),
    "commit refused": Fault(lambda kind: {"refuse_commit": True}, on=("vrp8", "ce_old")),
    "dropped before commit": Fault(lambda kind: {"drop_at": "commit trial"}, on=("vrp8", "ce_old")),
    "dropped behind commit": Fault(lambda kind: {"drop_at": "commit trial", "drop_done": True}, on=("vrp8", "ce_old")),
    "dropped before confirm": Fault(lambda kind: {"drop_at": "commit persist"}, on=("vrp8",)),
    "dropped behind confirm": Fault(lambda kind: {"drop_at": "commit persist", "drop_done": True}, on=("vrp8",)),
    "timer fires first": Fault(on=("vrp8", "ce_old"), speed=1000.0),
    "not saved": Fault(lambda kind: {"save_fails": True}),
    **{f"line {n} refused": at_line("refuse_line", n) for n in range(LINES)},
    **{f"full at line {n}": at_line("full_at_line", n) for n in (0, 3)},
    **{f"question at line {n}": at_line("ask_at_line", n) for n in (0, 4)},
    **{f"silent at line {n}": at_line("silent_at_line", n) for n in (0, 4)},
    **{f"dropped at line {n}": at_line("drop_at_line", n) for n in range(LINES)},
    **{f"dropped behind line {n}": at_line("drop_at_line", n, drop_done=True) for n in range(LINES)},
}
CASES = [(fault, kind) for fault, one in FAULTS.items() for kind in one.on]


def name_of(fault: str, kind: str) -> str:
    return f"{kind}-{fault.replace(' ', '-')}"


def judge(fault: str, kind: str, words: Mapping[str, object]) -> DeviceJudge:
    platform, dialect, text = KINDS[kind]
    language = platforms()[platform]
    name = name_of(fault, kind)
    return DeviceJudge(name, text.format(name=name, **words), language, language.dialect(dialect or None), Secrets())


@dataclass
class Matrix:
    """All cases, after the run."""

    report: Report
    devices: Mapping[str, SimulatedDevice]
    before: Mapping[str, str]


@pytest.fixture(scope="module")
def matrix(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Matrix]:
    """Run everything once."""
    devices = [_device(fault, kind) for fault, kind in CASES]
    before = {one.name: one.running for one in devices}
    with simulated(*devices) as network:
        work = {one.name: _work(network, fault, kind) for (fault, kind), one in zip(CASES, devices, strict=True)}
        for fault, kind in CASES:
            FAULTS[fault].before_run(network, name_of(fault, kind))
            network[name_of(fault, kind)].faults = Faults(**FAULTS[fault].faults(kind))
        plan = Plan(network="matrix", devices={name: one.planned for name, one in work.items()})
        run = new_run(tmp_path_factory.mktemp("state"), plan)
        journal = Journal(run.journal)
        settings = Settings(
            settle_s=2.0, patience_s=4.0, between_tries_s=0.5, sessions=48, max_failures=len(CASES), beyond_timer_s=1.0
        )
        order = (tuple(work),)
        begin(journal, network="matrix", folder="/", order=order, settings=settings)
        around = Around(run=run, journal=journal, opener=open_with_napalm, clock=Monotonic(), settings=settings)
        report = perform(around, work, order, lambda done, total: None, network="matrix")
        journal.close()
        yield Matrix(report, {one.name: one for one in devices}, before)


def _device(fault: str, kind: str) -> SimulatedDevice:
    one = FAULTS[fault]
    text = judge(fault, kind, one.before).written
    return SimulatedDevice(name_of(fault, kind), kind, text, encoding=one.encoding, clock=Clock(one.speed))


def _work(network: Simulation, fault: str, kind: str) -> Work:
    device = network[name_of(fault, kind)]
    found = judge(fault, kind, FAULTS[fault].intended)
    change = found.change(device.running)
    assert len(change.commands) >= 5, change.commands
    planned = DevicePlan(
        device=device.name,
        platform=KINDS[kind][0],
        digest=change.digest,
        running_digest=change.running_digest,
        commands=change.commands,
    )
    target = Target(
        device=device.name,
        platform=KINDS[kind][0],
        dialect=KINDS[kind][1],
        host="127.0.0.1",
        port=device.port,
        credential=Credential(username=USERNAME, password=FAULTS[fault].password),
        known_hosts=str(device.known_hosts),
        more={"read_timeout": 4},
    )
    return Work(planned=planned, target=target, judge=found)


@pytest.mark.parametrize(("fault", "kind"), CASES)
def test_what_is_reported_is_what_is_on_the_device(matrix: Matrix, fault: str, kind: str) -> None:
    name = name_of(fault, kind)
    ended, device = matrix.report.ended[name], matrix.devices[name]
    running, before = device.running, matrix.before[name]
    found = judge(fault, kind, FAULTS[fault].intended)
    assert not device.pending
    if ended.outcome is Outcome.CONFIRMED:
        assert found.change(running).empty
        assert found.change(device.startup).empty or ended.start_up_differs
    elif ended.outcome is Outcome.PARTIAL and ended.readable:
        assert ended.why
        assert _lines(ended) == _difference(before, running)
    elif ended.outcome is Outcome.PARTIAL:
        pytest.fail("the device can be read, and was not")
    else:
        assert ended.outcome in (Outcome.REVERTED, Outcome.REFUSED, Outcome.NOT_REACHED)
        assert ended.why
        assert not _of_ours(running, before)
        assert not _of_ours(device.startup, before)


@pytest.mark.parametrize("kind", KINDS)
def test_what_does_not_stand_in_the_way_is_overcome(matrix: Matrix, kind: str) -> None:
    for fault in (
        "nothing",
        "paging stays on",
        "slow",
        "in small pieces",
        "Chinese",
        "Chinese in GB18030",
        "dropped when read",
    ):
        ended = matrix.report.ended[name_of(fault, kind)]
        assert (fault, ended.outcome, ended.why[1:]) == (fault, Outcome.CONFIRMED, ())


def _of_ours(running: str, before: str) -> list[str]:
    """What is on the device, or no longer, that is not somebody else's."""
    theirs = {line.strip() for text in EDIT.values() for line in text.splitlines()}
    return [one for one in _difference(before, running) if one[2:] not in theirs]


def _lines(ended: Ended) -> set[str]:
    return {one[0] + " " + one[1:].strip() for one in ended.remains if one[0] in "+-"}


def _difference(before: str, after: str) -> set[str]:
    old, new = ({line.strip() for line in text.splitlines()} for text in (before, after))
    return {*(f"+ {one}" for one in new - old), *(f"- {one}" for one in old - new)}
