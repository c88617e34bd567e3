"""The playbooks and the runbook, on the nodes of a running lab: what they say works."""

import json
import os
import re
import shlex
from pathlib import Path

import pytest
from ansible_runs import ROOT, ansible, recap
from lab.machine import MARKS
from lab.site import Site

from govnetgen.cli import run

pytestmark = MARKS
RUNBOOKS = ("runbook.md", "runbook.zh.md")
AT_THE_LAB = ("collect", "diff", "review", "deploy")
LAB = ("-e", '{"options": ["--lab"]}')
PENDING = 3


def play(site: Site, name: str, *arguments: str) -> str:
    """Run a playbook against the lab, and return how it ended with the run's name, if it says one."""
    done = ansible("ansible-playbook", name, *arguments, network=site.folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return recap(done) + "".join(re.findall(rf'"msg": "({site.name}-[\w-]+)"', done.stdout))


def digest(site: Site, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert run(["deploy", str(site.folder), "--lab", "--dry-run", "--json"]) == PENDING
    return str(json.loads(capsys.readouterr().out)["plan"]["digest"])


def test_playbooks_collect_deploy_and_take_back(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert "changed=1" in play(site, "collect.yml", *LAB)
    captures = sorted(one.name for one in (site.folder / "running").glob("*.cfg"))
    assert captures == ["core1.cfg", "core2.cfg", "fw1.cfg"]
    with site.changed(("policy.yaml", "web: [tcp/80, tcp/443]", "web: [tcp/443]")):
        assert "changed=1" in play(site, "deploy.yml", *LAB, "--check")
        reviewed = digest(site, capsys)
        ended = play(site, "deploy.yml", *LAB, "-e", f"reviewed={reviewed}", "-e", "confirm_within=60")
        assert "changed=1" in ended
        name = ended.rpartition(f"{site.name}-")[2]
        assert "changed=0" in play(site, "deploy.yml", *LAB, "--check")
        assert "changed=0" in play(site, "deploy.yml", *LAB, "-e", f"reviewed={reviewed}")  # done already
        assert "changed=1" in play(site, "rollback.yml", "-e", f"run={site.name}-{name}")
        assert digest(site, capsys) == reviewed


def commands(page: str) -> list[list[str]]:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    blocks = re.findall(r"```console\n(.*?)```", text, re.DOTALL)
    lines = [line.strip().removeprefix("$ ") for block in blocks for line in block.splitlines()]
    return [shlex.split(line)[1:] for line in lines if line.startswith("govnetgen ")]


def test_both_runbooks_say_the_same() -> None:
    first, second = (commands(page) for page in RUNBOOKS)
    assert first == second and len(first) >= 10


def test_the_runbook_works_from_the_idea_to_the_way_back(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("net").symlink_to(site.folder)
    ran: list[str] = []
    with site.changed(("network.yaml", "All activity is logged.", "All activity is recorded.")):
        for command in commands(RUNBOOKS[0]):
            if "RUN" in command:
                capsys.readouterr()
                assert run(["runs", "--network", site.name, "--json"]) == 0
                newest = json.loads(capsys.readouterr().out)["runs"][-1]["run"]
                command = [newest if word == "RUN" else word for word in command]
            live = [*command, "--lab"] if command[0] in AT_THE_LAB else command
            code = run(live)
            pending = "--dry-run" in command or (command[0] == "diff" and "captures" in command)
            assert code == (PENDING if pending else 0), (live, capsys.readouterr())
            ran.append(command[0])
    assert ran.index("review") < ran.index("deploy") < ran.index("rollback")
    assert run(["deploy", str(site.folder), "--lab", "--dry-run"]) == 0
    assert os.environ["XDG_STATE_HOME"]
