"""``collect``, ``deploy`` and ``rollback`` on the nodes of a running lab: devices like any other, over SSH, in-band."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from govnetgen.cli import run
from govnetgen.deploy.outcome import Outcome
from govnetgen.deploy.runs import all_runs, standing, state_folder
from govnetgen.deploy.settings import Settings
from govnetgen.lab.machine import unfit
from govnetgen.workflow.deploy import Outside, Request, prepare, push
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
    done = govnetgen("deploy", site.folder, "--lab", "--reviewed", plan, "--yes", "--canary", 1, "--confirm-within", 60)
    assert outcomes(done) == dict.fromkeys(DEVICES, "confirmed")
    assert [len(wave) for wave in done["plan"]["waves"]] == [1, 1, 1] or len(done["plan"]["waves"][0]) == 1
    assert govnetgen("deploy", site.folder, "--lab", "--dry-run")["plan"]["devices"] == {}
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
        settings=Settings(confirm_within_s=20, settle_s=3.0, between_tries_s=2.0, beyond_timer_s=20.0),
    )
    prepared = prepare(request, Outside(), lambda *told: None, lambda *told: None).require()
    assert "management-acl" in {one.code for one in prepared.plan.devices["core1"].risks}
    report = push(prepared, Outside(), lambda *told: None)
    assert report.ended["core1"].outcome is Outcome.REVERTED, report.ended["core1"]
    site.change("network.yaml", "ssh: {from: [hr/office]}", "ssh: {from: [it/servers]}")
    assert govnetgen("deploy", site.folder, "--lab", "--dry-run")["plan"]["devices"] == {}


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
