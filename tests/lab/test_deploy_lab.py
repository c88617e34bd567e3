"""``collect``, ``deploy`` and ``rollback`` on the nodes of a running lab: devices like any other, over SSH, in-band."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from deploy.faulty import Fault, Faulty, drop, nothing
from deploy.single import deploy_one

from govnetgen.cli import run
from govnetgen.deploy.outcome import Outcome
from govnetgen.deploy.runs import all_runs, standing, state_folder
from govnetgen.deploy.session import Target, open_with_napalm
from govnetgen.deploy.settings import Settings
from govnetgen.lab.machine import unfit
from govnetgen.lab.state import read_state
from govnetgen.lab.targets import lab_targets
from govnetgen.platform import platforms
from govnetgen.secrets import Secrets
from govnetgen.workflow.address import address
from govnetgen.workflow.deploy import Outside, Request, prepare, push
from govnetgen.workflow.judge import DeviceJudge
from govnetgen.workflow.lab_aims import lab_aims
from govnetgen.workflow.targets import Access

UNFIT = [one.message for one in unfit()]
pytestmark = [
    pytest.mark.lab,
    pytest.mark.xdist_group("lab"),
    pytest.mark.skipif(bool(UNFIT), reason="; ".join(UNFIT) or "fit"),
]
ROOT = Path(__file__).parents[2]
NAME = "ci-deploy"
PATIENCE_S = 90
DEVICES = ["core1", "core2", "fw1"]


@dataclass
class Site:
    """A network with its lab, and a place for runs."""

    folder: Path
    state: Path

    def change(self, file: str, old: str, new: str) -> None:
        """Write something else into the inventory."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")


Command = Callable[..., Any]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The small network under another name, up, its devices reachable in-band."""
    base = tmp_path_factory.mktemp("deploy")
    folder = base / "small"
    shutil.copytree(ROOT / "inventory" / "small", folder)
    made = Site(folder, base / "state")
    made.change("network.yaml", "name: small", f"name: {NAME}")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_STATE_HOME", str(made.state))
        assert run(["lab", "up", str(folder)]) == 0
        try:
            until = time.monotonic() + PATIENCE_S
            while run(["collect", str(folder), "--lab", "-o", str(base / "first"), "--force"]) != 0:
                assert time.monotonic() < until, "the lab does not converge"
                time.sleep(2)
            yield made
        finally:
            assert run(["lab", "down", str(folder)]) == 0


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
    site.change("policy.yaml", "web: [tcp/80, tcp/443]", "web: [tcp/443]")
    site.change("network.yaml", "All activity is logged.", "All activity is recorded.")
    plan = site.folder.parent / "plan.json"
    govnetgen("deploy", site.folder, "--lab", "--dry-run", "-o", plan, code=3)
    done = govnetgen("deploy", site.folder, "--lab", "--reviewed", plan, "--yes", "--confirm-within", 60)
    assert outcomes(done) == dict.fromkeys(DEVICES, "confirmed")
    assert not [wave for wave in done["plan"]["waves"] if {"core1", "core2"} <= set(wave)]
    back = govnetgen("rollback", done["run"], "--yes", "--confirm-within", 60)
    assert outcomes(back) == dict.fromkeys(DEVICES, "confirmed")
    site.change("policy.yaml", "web: [tcp/443]", "web: [tcp/80, tcp/443]")
    site.change("network.yaml", "All activity is recorded.", "All activity is logged.")
    assert govnetgen("deploy", site.folder, "--lab", "--dry-run")["plan"]["devices"] == {}


def test_a_change_that_locks_itself_out_is_taken_back_by_the_node(site: Site, govnetgen: Command) -> None:
    site.change("network.yaml", "ssh: {from: [it/servers]}", "ssh: {from: [hr/office]}")
    request = Request(
        network=site.folder,
        state=state_folder(os.environ),
        limit=("core1",),
        access=Access(lab=True, timeout_s=8),
        settings=Settings(confirm_within_s=14, settle_s=2.0, between_tries_s=1.0, beyond_timer_s=20.0),
    )
    prepared = prepare(request, Outside(), lambda *told: None, lambda *told: None).require()
    assert "management-acl" in {one.code for one in prepared.plan.devices["core1"].risks}
    report = push(prepared, Outside(), lambda *told: None)
    assert report.ended["core1"].outcome is Outcome.REVERTED, report.ended["core1"]
    site.change("network.yaml", "ssh: {from: [hr/office]}", "ssh: {from: [it/servers]}")
    assert govnetgen("deploy", site.folder, "--lab", "--dry-run")["plan"]["devices"] == {}


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
    state = read_state(NAME)
    assert aim.target is not None and state is not None
    target = replace(aim.target, sock=lab_targets(state, console=True)["core2"].connect)
    changed = aim.text.replace("All activity is logged.", "All activity is watched.")
    assert changed != aim.text
    yield target, DeviceJudge("core2", changed, aim.platform, aim.dialect, Secrets()), held(target)
    back = DeviceJudge("core2", aim.text, aim.platform, aim.dialect, Secrets())
    if not back.change(held(target)).empty:
        ended = deploy_one(site.state, target, back, held(target), open_with_napalm, QUICK)
        assert ended.outcome is Outcome.CONFIRMED


def held(target: Target) -> str:
    """What a node holds."""
    driver = open_with_napalm(target)
    driver.open()
    try:
        assert not driver.has_pending_commit()
        return str(driver.get_config(retrieve="running")["running"])
    finally:
        driver.close()


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
    site.change("network.yaml", "All activity is logged.", "All activity is seen.")
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
    killed = pushed[0]
    assert standing(killed).pushed
    done = govnetgen("deploy", site.folder, "--lab", "--resume", killed.name, "--confirm-within", 60)
    assert outcomes(done) == dict.fromkeys(DEVICES, "confirmed")
    assert govnetgen("deploy", site.folder, "--lab", "--dry-run")["plan"]["devices"] == {}
