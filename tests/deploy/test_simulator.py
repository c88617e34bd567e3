"""The fault matrix on simulated devices, over SSH and through the drivers that are shipped.

All cases are devices of one run: what goes wrong on one must neither stop nor hide another. The simulator is a model
made from manuals; no vendor's device was at hand.
"""

import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from lab.test_deploy_lab import FAULTS as NODE
from lab.test_deploy_netconf import CASES as NETCONF
from simulator import PASSWORD, USERNAME, Clock, Faults, Netconf, SimulatedDevice, Simulation, simulated

from deploy.texts import BEFORE, INTENDED, RGOS, VRP
from govnetgen.deploy.clock import Monotonic
from govnetgen.deploy.credentials import Credential
from govnetgen.deploy.ground import Around
from govnetgen.deploy.journal import Journal
from govnetgen.deploy.outcome import Ended, Outcome
from govnetgen.deploy.plan import DevicePlan, Plan
from govnetgen.deploy.probe import Probe
from govnetgen.deploy.report import Report
from govnetgen.deploy.run import Work, begin, perform
from govnetgen.deploy.runs import new_run
from govnetgen.deploy.session import Target, open_with_napalm
from govnetgen.deploy.settings import Settings
from govnetgen.platform import platforms
from govnetgen.secrets import Secrets
from govnetgen.workflow.judge import DeviceJudge

CHINESE = {**INTENDED, "description": "大连市政务外网"}
OTHER_CHINESE = {**BEFORE, "description": "大连"}
KINDS: Mapping[str, tuple[str, str, str]] = {
    "vrp5": ("huawei_vrp", "s", VRP),
    "vrp8": ("huawei_vrp", "ce", VRP),
    "ce_old": ("huawei_vrp", "ce", VRP),
    "usg": ("huawei_vrp", "usg", VRP),
    "rgos": ("ruijie_rgos", "", RGOS),
    "vrp5 netconf": ("huawei_vrp", "s", VRP),
    "vrp8 netconf": ("huawei_vrp", "ce", VRP),
}
TERMINAL = tuple(kind for kind in KINDS if "netconf" not in kind)
NEXT_HOP = "10.0.0.3"
BEHIND = Probe(destination="10.9.0.1", who="NTP server", source="10.255.0.1")
"""Is reached by a next hop that the change puts in the place of another one."""
LINES = 7
"""As many as the change has."""
OVERCOME = (
    "nothing",
    "paging stays on",
    "slow",
    "in small pieces",
    "Chinese",
    "Chinese in GB18030",
    "dropped when read",
)
"""What must not stand in the way."""
REFUSED_IN_NETCONF = [("Chinese in GB18030", kind) for kind in ("vrp5 netconf", "vrp8 netconf")]
"""NETCONF is UTF-8."""
PAGE = Path(__file__).resolve().parents[2] / "docs" / "deploy-faults.md"
TITLES = {
    "vrp5": "VRP5 (S)",
    "vrp8": "VRP8 (CE, NE)",
    "ce_old": "VRP8 without named trials",
    "usg": "USG",
    "rgos": "Ruijie RGOS",
    "vrp5 netconf": "VRP5 without terminal",
    "vrp8 netconf": "VRP8 without terminal",
}
HEAD = """\
# What becomes of a device when something goes wrong

This page is made by `tests/deploy/test_simulator.py` (`--update-golden`): every cell is a deployment to a simulated
device through the shipped driver, all of them in one run. What is reported was held against what was on the device,
running and start-up. The simulator is a model made from manuals; no vendor's device was at hand. The same is done on
devices in memory with more that can go wrong, and at every point where our own process can be killed
(`tests/deploy/test_faults.py`, `test_killed.py`).
"""
REAL = """
## On real ones

The same on a NETCONF server (Debian's netconfd) and on a linux node of a lab, where sessions are ended, and answers
given that are not so, before or behind what the driver does (`tests/lab/test_deploy_netconf.py`, `test_deploy_lab.py`).

| | netconfd | linux |
|---|---|---|
"""
ALSO = (
    "no new session behind the change: netconfd and linux reverted, by the old session or the node's timer;",
    "a lock or a pending change of somebody else, an edit or a file that the server or node refuses: refused;",
    "a host key that changed: not reached; our process killed and the run resumed: confirmed.",
)
FOOT = """
*confirmed*: changed, read back, confirmed from a new session. *reverted*: nothing of the change is on it. *refused*:
nothing was changed. *not reached*: no session. A fault *at line* was made at each of the lines in turn:
before the first nothing was taken, behind the last the change was complete. *Without terminal*: NETCONF's execute-cli
carries the commands, and the device is told not to ask (`unasked`), so that it asks no question at a line.
"""
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
    # what carries the lines makes no difference to most of them
    return Fault(lambda kind: {word: number, **more}, on=tuple(KINDS) if number in (0, 3, LINES - 1) else TERMINAL)


def _asks_at(number: int) -> Callable[[str], dict[str, Any]]:
    return lambda kind: {"ask_at_line": number}


def _executes_nothing(network: Simulation, name: str) -> None:
    network[name].netconf = Netconf(executes=False)


EDIT = {"rgos": "interface VLAN 10\n mtu 1400", "*": "interface Vlanif10\n mtu 1400"}
FAULTS: dict[str, Fault] = {
    "nothing": Fault(),
    "unreachable": Fault(before_run=lambda network, name: network.stop(name)),
    "wrong password": Fault(password="wrong"),
    "account locked": Fault(lambda kind: {"auth_refused": True}),
    "host key changed": Fault(before_run=lambda network, name: network.replace_host_key(name)),
    "configuration cut": Fault(lambda kind: {"cut_output": True}),
    "paging stays on": Fault(lambda kind: {"paging_stuck": True}, on=TERMINAL),
    "slow": Fault(lambda kind: {"delay_s": 0.15}),
    "in small pieces": Fault(lambda kind: {"drip": True}),
    "Chinese": Fault(intended=CHINESE),
    "Chinese in GB18030": Fault(before=OTHER_CHINESE, intended=CHINESE, encoding="gb18030"),
    "executes no commands": Fault(on=("vrp5 netconf", "vrp8 netconf"), before_run=_executes_nothing),
    "seven bits": Fault(lambda kind: {"garbled": True}, intended=CHINESE),
    "locked by another": Fault(lambda kind: {"locked": True}, on=("vrp8", "ce_old", "usg", "vrp8 netconf")),
    "edited by another": Fault(lambda kind: {"edit_after_read": EDIT.get(kind, EDIT["*"])}),
    "dropped when read": Fault(lambda kind: {"drop_at": READ.get(kind, READ["*"])}),
    "commit refused": Fault(lambda kind: {"refuse_commit": True}, on=("vrp8", "ce_old", "vrp8 netconf")),
    "dropped before commit": Fault(lambda kind: {"drop_at": "commit trial"}, on=("vrp8", "ce_old", "vrp8 netconf")),
    "dropped behind commit": Fault(
        lambda kind: {"drop_at": "commit trial", "drop_done": True}, on=("vrp8", "ce_old", "vrp8 netconf")
    ),
    "dropped before confirm": Fault(lambda kind: {"drop_at": "commit persist"}, on=("vrp8", "vrp8 netconf")),
    "dropped behind confirm": Fault(
        lambda kind: {"drop_at": "commit persist", "drop_done": True}, on=("vrp8", "vrp8 netconf")
    ),
    "timer fires first": Fault(on=("vrp8", "ce_old", "vrp8 netconf"), speed=1000.0),
    "an answer lost by it": Fault(lambda kind: {"silent": frozenset({NEXT_HOP})}),
    "not saved": Fault(lambda kind: {"save_fails": True}),
    **{f"line {n} refused": at_line("refuse_line", n) for n in range(LINES)},
    **{f"full at line {n}": at_line("full_at_line", n) for n in (0, 3)},
    **{f"question at line {n}": Fault(_asks_at(n), on=TERMINAL) for n in (0, 4)},
    **{f"silent at line {n}": at_line("silent_at_line", n) for n in (0, 4)},
    **{f"dropped at line {n}": at_line("drop_at_line", n) for n in range(LINES)},
    **{f"dropped behind line {n}": at_line("drop_at_line", n, drop_done=True) for n in range(LINES)},
}
CASES = [(fault, kind) for fault, one in FAULTS.items() for kind in one.on]


def name_of(fault: str, kind: str) -> str:
    return f"{kind}-{fault}".replace(" ", "-")


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
        time.sleep(0.5)  # the servers end their sides of what was only opened and closed
        yield Matrix(report, {one.name: one for one in devices}, before)


def _device(fault: str, kind: str) -> SimulatedDevice:
    one = FAULTS[fault]
    text = judge(fault, kind, one.before).written
    word, _, netconf = kind.partition(" ")
    device = SimulatedDevice(name_of(fault, kind), word, text, encoding=one.encoding, clock=Clock(one.speed))
    if netconf:
        device.terminal, device.netconf = False, Netconf()
    return device


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
        probes=(BEHIND,),
    )
    target = Target(
        device=device.name,
        platform=KINDS[kind][0],
        dialect=KINDS[kind][1],
        host="127.0.0.1",
        port=device.port,
        credential=Credential(
            username=USERNAME,
            password=FAULTS[fault].password,
            transport="netconf" if device.netconf else "",
            unasked="yes",
        ),
        known_hosts=str(device.known_hosts),
        more={"read_timeout": 4},
    )
    return Work(planned=planned, target=target, judge=found)


def test_what_is_reported_is_what_is_on_the_device(matrix: Matrix, golden: Callable[[Path, str], None]) -> None:
    """One test for all cases: they are one run, and workers that share the tests would each make it."""
    wrong = [f"{kind}, {fault}: {said}" for fault, kind in CASES for said in lies(matrix, fault, kind)]
    assert wrong == []
    for fault, kind in CASES:
        if fault in OVERCOME and (fault, kind) not in REFUSED_IN_NETCONF:
            ended = matrix.report.ended[name_of(fault, kind)]
            assert (kind, fault, ended.outcome) == (kind, fault, Outcome.CONFIRMED)
    golden(PAGE, page(matrix))


def lies(matrix: Matrix, fault: str, kind: str) -> Iterator[str]:
    """Say what is reported of a device and not so."""
    name = name_of(fault, kind)
    ended, device = matrix.report.ended[name], matrix.devices[name]
    running, before = device.running, matrix.before[name]
    found = judge(fault, kind, FAULTS[fault].intended)
    said = f"{ended.outcome.value} {ended.why}"
    if device.pending:
        yield f"{said}: a trial still runs"
    if ended.outcome is Outcome.CONFIRMED:
        if not found.change(running).empty:
            yield f"{said}: it runs something else"
        if not found.change(device.startup).empty and not ended.start_up_differs:
            yield f"{said}: it starts up with something else"
        return
    if not ended.why:
        yield f"{said}: no reason is given"
    if ended.outcome is Outcome.PARTIAL:
        if not ended.readable or _lines(ended) != _difference(before, running):
            yield f"{said}: {_lines(ended)} is said, {_difference(before, running)} is so"
    elif ended.outcome not in (Outcome.REVERTED, Outcome.REFUSED, Outcome.NOT_REACHED):
        yield f"{said}: no end of a device that has to change"
    else:
        if _of_ours(running, before):
            yield f"{said}: {_of_ours(running, before)} is left"
        if _of_ours(device.startup, before):
            yield f"{said}: {_of_ours(device.startup, before)} is left in the start-up configuration"


def page(matrix: Matrix) -> str:
    """The page of the documentation: what became of each device, faults at lines together."""
    rows: dict[str, dict[str, dict[str, None]]] = {}
    for fault, kind in CASES:
        row = rows.setdefault(re.sub(r" \d+", "", fault), {one: {} for one in KINDS})
        ended = matrix.report.ended[name_of(fault, kind)]
        word = ended.outcome.value.replace("_", " ") + (", not saved" if ended.start_up_differs else "")
        row[kind][word] = None
    lines = [HEAD, "| | " + " | ".join(TITLES[kind] for kind in KINDS) + " |", "|---" * (len(KINDS) + 1) + "|"]
    lines += [
        f"| {fault} | " + " | ".join(" or ".join(row[kind]) or "–" for kind in KINDS) + " |"
        for fault, row in rows.items()
    ]
    return "\n".join([*lines, FOOT, *_real()])


def _real() -> Iterator[str]:
    """What the tests on a NETCONF server and on a linux node ask for."""
    yield REAL.strip()
    for fault in dict.fromkeys([*NETCONF, *NODE]):
        netconf = " or ".join(sorted(one.value for one in NETCONF[fault][1])) if fault in NETCONF else "–"
        yield f"| {fault} | {netconf} | {NODE[fault][1].value if fault in NODE else '–'} |"
    yield ""
    yield from ALSO
    yield ""


def _of_ours(running: str, before: str) -> list[str]:
    """What is on the device, or no longer, that is not somebody else's."""
    theirs = {line.strip() for text in EDIT.values() for line in text.splitlines()}
    return [one for one in _difference(before, running) if one[2:] not in theirs]


def _lines(ended: Ended) -> set[str]:
    return {one[0] + " " + one[1:].strip() for one in ended.remains if one[0] in "+-"}


def _difference(before: str, after: str) -> set[str]:
    old, new = ({line.strip() for line in text.splitlines()} for text in (before, after))
    return {*(f"+ {one}" for one in new - old), *(f"- {one}" for one in old - new)}
