"""The playbooks and the runbook, on the nodes of a running lab: what they say works."""

import json
import os
import re
import shlex
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from ansible_runs import ROOT, ansible, recap

from govnetgen.cli import run
from govnetgen.lab.machine import unfit

UNFIT = [one.message for one in unfit()]
pytestmark = [
    pytest.mark.lab,
    pytest.mark.xdist_group("lab"),
    pytest.mark.skipif(bool(UNFIT), reason="; ".join(UNFIT) or "fit"),
]
RUNBOOKS = ("runbook.md", "runbook.zh.md")
AT_THE_LAB = ("collect", "diff", "review", "deploy")
LAB = ("-e", '{"options": ["--lab"]}')
PENDING = 3
PATIENCE_S = 90


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The small network under another name, up, its devices reachable in-band."""
    base = tmp_path_factory.mktemp("plays")
    folder = Path(shutil.copytree(ROOT / "inventory" / "small", base / "net"))
    edit(folder, "network.yaml", "name: small", "name: ci-plays")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_STATE_HOME", str(base / "state"))
        assert run(["lab", "up", str(folder)]) == 0
        try:
            until = time.monotonic() + PATIENCE_S
            while run(["collect", str(folder), "--lab", "-o", str(base / "first"), "--force"]) != 0:
                assert time.monotonic() < until, "the lab does not converge"
                time.sleep(2)
            yield folder
        finally:
            assert run(["lab", "down", str(folder)]) == 0


def edit(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def play(network: Path, name: str, *arguments: str) -> str:
    """Run a playbook against the lab, and return how it ended with the run's name, if it says one."""
    done = ansible("ansible-playbook", name, *arguments, network=network)
    assert done.returncode == 0, done.stdout + done.stderr
    return recap(done) + "".join(re.findall(r'"msg": "(ci-plays-[\w-]+)"', done.stdout))


def digest(network: Path, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert run(["deploy", str(network), "--lab", "--dry-run", "--json"]) == PENDING
    return str(json.loads(capsys.readouterr().out)["plan"]["digest"])


def test_playbooks_collect_deploy_and_take_back(network: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "changed=1" in play(network, "collect.yml", *LAB)
    assert sorted(one.name for one in (network / "running").glob("*.cfg")) == ["core1.cfg", "core2.cfg", "fw1.cfg"]
    edit(network, "policy.yaml", "web: [tcp/80, tcp/443]", "web: [tcp/443]")
    assert "changed=1" in play(network, "deploy.yml", *LAB, "--check")
    reviewed = digest(network, capsys)
    ended = play(network, "deploy.yml", *LAB, "-e", f"reviewed={reviewed}", "-e", "confirm_within=60")
    assert "changed=1" in ended
    name = ended.rpartition("ci-plays-")[2]
    assert "changed=0" in play(network, "deploy.yml", *LAB, "--check")
    assert "changed=0" in play(network, "deploy.yml", *LAB, "-e", f"reviewed={reviewed}")  # done already
    assert "changed=1" in play(network, "rollback.yml", "-e", f"run=ci-plays-{name}")
    assert digest(network, capsys) == reviewed
    edit(network, "policy.yaml", "web: [tcp/443]", "web: [tcp/80, tcp/443]")


def commands(page: str) -> list[list[str]]:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    blocks = re.findall(r"```console\n(.*?)```", text, re.DOTALL)
    lines = [line.strip().removeprefix("$ ") for block in blocks for line in block.splitlines()]
    return [shlex.split(line)[1:] for line in lines if line.startswith("govnetgen ")]


def test_both_runbooks_say_the_same() -> None:
    first, second = (commands(page) for page in RUNBOOKS)
    assert first == second and len(first) >= 10


def test_the_runbook_works_from_the_idea_to_the_way_back(
    network: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("net").symlink_to(network)
    edit(network, "network.yaml", "All activity is logged.", "All activity is recorded.")
    ran: list[str] = []
    for command in commands(RUNBOOKS[0]):
        if "RUN" in command:
            capsys.readouterr()
            assert run(["runs", "--network", "ci-plays", "--json"]) == 0
            newest = json.loads(capsys.readouterr().out)["runs"][-1]["run"]
            command = [newest if word == "RUN" else word for word in command]
        live = [*command, "--lab"] if command[0] in AT_THE_LAB else command
        code = run(live)
        pending = "--dry-run" in command or (command[0] == "diff" and "captures" in command)
        assert code == (PENDING if pending else 0), (live, capsys.readouterr())
        ran.append(command[0])
    assert ran.index("review") < ran.index("deploy") < ran.index("rollback")
    edit(network, "network.yaml", "All activity is recorded.", "All activity is logged.")
    assert run(["deploy", str(network), "--lab", "--dry-run"]) == 0
    assert os.environ["XDG_STATE_HOME"]
