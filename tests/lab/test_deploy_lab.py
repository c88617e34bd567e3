"""``collect``, ``deploy`` and ``rollback`` on the nodes of a running lab: devices like any other, over SSH, in-band."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from deploy.faulty import Fault, Faulty, drop, nothing
from deploy.single import deploy_one
from lab.machine import MARKS
from lab.site import Site, held

from govnetgen.cli import run
from govnetgen.deploy.outcome import Outcome
from govnetgen.deploy.runs import Run, all_runs, standing, state_folder
from govnetgen.deploy.session import Target, open_with_napalm
from govnetgen.deploy.settings import Settings
from govnetgen.platform import platforms
from govnetgen.secrets import Secrets
from govnetgen.workflow.address import address
from govnetgen.workflow.judge import DeviceJudge
from govnetgen.workflow.lab_aims import lab_aims, lab_targets_of

pytestmark = MARKS
PATIENCE_S = 90
DEVICES = ["core1", "core2", "fw1"]
LOGGED = "All activity is logged."

Command = Callable[..., Any]


@pytest.fixture
def govnetgen(capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command, and return what it printed as JSON."""

    def command(*arguments: object, code: int = 0) -> Any:
        capsys.readouterr()
        ended = run([*map(str, arguments), "--json"])
        told = capsys.readouterr()
        assert ended == code, told.out + told.err
        return json.loads(told.out)

    return command


def outcomes(document: Any) -> dict[str, str]:
    return {name: one["outcome"] for name, one in document["devices"].items()}


def test_nodes_are_as_intended_and_stay_so_by_deploy_and_rollback(site: Site, govnetgen: Command) -> None:
    assert govnetgen("deploy", site.folder, "--lab", "--dry-run")["plan"]["devices"] == {}
    rules = ("policy.yaml", "web: [tcp/80, tcp/443]", "web: [tcp/443]")
    with site.changed(rules, ("network.yaml", LOGGED, "All activity is recorded.")):
        plan = site.folder.parent / "plan.json"
        govnetgen("deploy", site.folder, "--lab", "--dry-run", "-o", plan, code=3)
        done = govnetgen("deploy", site.folder, "--lab", "--reviewed", plan, "--yes", "--confirm-within", 60)
        assert outcomes(done) == dict.fromkeys(DEVICES, "confirmed")
        for one in done["devices"].values():
            assert {"ospf", "ospfv3", "interface", "reach"} <= set(one["health"]["looked_at"])
            assert one["health"]["untold"] == []
        assert not [wave for wave in done["plan"]["waves"] if {"core1", "core2"} <= set(wave)]
        back = govnetgen("rollback", done["run"], "--yes", "--confirm-within", 60)
        assert outcomes(back) == dict.fromkeys(DEVICES, "confirmed")
    assert govnetgen("deploy", site.folder, "--lab", "--dry-run")["plan"]["devices"] == {}


def test_devices_of_a_lab_have_the_time_that_was_said(site: Site) -> None:
    assert lab_targets_of(site.folder, ["core1"], 7).require().targets["core1"].timeout_s == 7
    assert lab_aims(address(site.folder).require(), ["core1"], 7).require().aims["core1"].target.timeout_s == 7


QUICK = Settings(confirm_within_s=20, settle_s=4.0, patience_s=30.0, between_tries_s=1.0, beyond_timer_s=20.0)
FAULTS: dict[str, tuple[dict[str, Fault], Outcome]] = {
    "dropped before commit": ({"before__commit_config": drop}, Outcome.REVERTED),
    "dropped behind commit": ({"behind__commit_config": drop}, Outcome.CONFIRMED),
    "the commit does nothing": ({"instead__commit_config": nothing}, Outcome.REVERTED),
    "dropped before confirm": ({"before__confirm_commit": drop}, Outcome.CONFIRMED),
    "dropped behind confirm": ({"behind__confirm_commit": drop}, Outcome.CONFIRMED),
}


@pytest.fixture
def core2(site: Site) -> Iterator[tuple[Target, DeviceJudge, str]]:
    """A node by its console, a change of its banner, and what it holds."""
    aim = lab_aims(address(site.folder).require(), ["core2"]).require().aims["core2"]
    target = site.console("core2")
    changed = aim.text.replace(LOGGED, "All activity is watched.")
    assert changed != aim.text
    yield target, DeviceJudge("core2", changed, aim.platform, aim.dialect, Secrets()), held(target)
    back = DeviceJudge("core2", aim.text, aim.platform, aim.dialect, Secrets())
    if not back.change(held(target)).empty:
        ended = deploy_one(site.state, target, back, held(target), open_with_napalm, QUICK)
        assert ended.outcome is Outcome.CONFIRMED


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_reported_is_what_is_on_the_node(
    site: Site, core2: tuple[Target, DeviceJudge, str], fault: str
) -> None:
    target, judge, before = core2
    faults, outcome = FAULTS[fault]
    opener = Faulty(**faults)
    ended = deploy_one(site.state, target, judge, before, opener, QUICK)
    assert opener.faults == {}, "it did not happen"
    assert ended.outcome is outcome, ended
    if outcome is Outcome.CONFIRMED:
        assert judge.change(held(target)).empty
    else:
        assert (held(target), bool(ended.why)) == (before, True)


def test_a_file_that_the_node_refuses_changes_nothing(site: Site, core2: tuple[Target, DeviceJudge, str]) -> None:
    target, judge, before = core2
    wrong = judge.written.replace("policy accept;", "policy whatever;", 1)
    assert wrong != judge.written
    platform = platforms()[target.platform]
    spoilt = DeviceJudge("core2", wrong, platform, platform.dialect(target.dialect), Secrets())
    ended = deploy_one(site.state, target, spoilt, before, open_with_napalm, QUICK)
    assert (ended.outcome, held(target)) == (Outcome.REFUSED, before), ended


def test_a_change_of_somebody_else_that_waits_is_not_touched(
    site: Site, core2: tuple[Target, DeviceJudge, str]
) -> None:
    target, judge, before = core2
    other = open_with_napalm(target)
    other.open()
    other.load_merge_candidate(config="### file /etc/issue.net\nsomebody else\n### end")
    other.commit_config(revert_in=60)
    try:
        ended = deploy_one(site.state, target, judge, before, open_with_napalm, QUICK)
        assert ended.outcome is Outcome.REFUSED
        assert other.has_pending_commit()
    finally:
        other.rollback()
        other.close()
    assert held(target) == before


def test_a_run_whose_process_is_killed_is_taken_up(site: Site, govnetgen: Command) -> None:
    with site.changed(("network.yaml", LOGGED, "All activity is seen.")):
        killed = killed_at_commit(site)
        assert standing(killed).pushed
        done = govnetgen("deploy", site.folder, "--lab", "--resume", killed.name, "--confirm-within", 60)
        assert outcomes(done) == dict.fromkeys(DEVICES, "confirmed")
        assert govnetgen("deploy", site.folder, "--lab", "--dry-run")["plan"]["devices"] == {}


def killed_at_commit(site: Site) -> Run:
    """Begin to deploy, and kill it when the first device is being changed."""
    before = {one.name for one in all_runs(state_folder(os.environ))}
    arguments = ["deploy", str(site.folder), "--lab", "--yes", "--confirm-within", "60"]
    process = subprocess.Popen(
        [sys.executable, "-m", "govnetgen", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        until = time.monotonic() + PATIENCE_S
        while not (pushed := [one for one in all_runs(state_folder(os.environ)) if one.name not in before]) or (
            '"phase": "commit"' not in pushed[0].journal.read_text(encoding="utf-8")
        ):
            assert time.monotonic() < until, "it never came to a commit"
            time.sleep(0.05)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    return pushed[0]
