"""The playbooks, run by Ansible itself: nothing here touches a device."""

import json
import shutil
from pathlib import Path

import pytest
from ansible_runs import PLAYBOOKS, ROOT, ansible, recap


@pytest.fixture
def network(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "inventory" / "small", tmp_path / "small"))


def test_every_playbook_is_one(network: Path) -> None:
    assert {one.stem for one in PLAYBOOKS} == {"collect", "render", "diff", "deploy", "rollback"}
    done = ansible("ansible-playbook", "--syntax-check", *map(str, PLAYBOOKS), network=network)
    assert done.returncode == 0, done.stderr


def test_the_inventory_has_every_device_in_its_groups(network: Path) -> None:
    done = ansible("ansible-inventory", "--list", network=network)
    assert done.returncode == 0, done.stderr
    listed = json.loads(done.stdout)
    assert listed["role_core"]["hosts"] == ["core1", "core2"]
    assert listed["pair_active"]["hosts"] == ["core1"] and listed["pair_standby"]["hosts"] == ["core2"]
    assert listed["_meta"]["hostvars"]["fw1"]["ansible_host"] == "10.40.8.3"
    assert listed["_meta"]["hostvars"]["fw1"]["napalm_driver"] == "huawei_vrp"


def test_rendering_changes_something_once(network: Path) -> None:
    first, second = (ansible("ansible-playbook", "render.yml", "-l", "role_core", network=network) for _ in range(2))
    assert first.returncode == second.returncode == 0, first.stdout + second.stdout
    assert "changed=1" in recap(first) and "changed=0" in recap(second)
    assert sorted(one.name for one in (network / "build").glob("*.cfg")) == ["core1.cfg", "core2.cfg"]


def test_a_check_writes_nothing(network: Path) -> None:
    done = ansible("ansible-playbook", "render.yml", "--check", network=network)
    assert done.returncode == 0, done.stdout
    assert not (network / "build").exists()


def test_what_govnetgen_refuses_fails_the_play(network: Path) -> None:
    (network / "vlans.yaml").write_text("office: {zone: nowhere}\n", encoding="utf-8")
    done = ansible("ansible-playbook", "render.yml", network=network)
    assert done.returncode != 0


@pytest.mark.parametrize("play", ["deploy.yml", "rollback.yml"])
def test_nothing_is_done_that_nobody_named(network: Path, play: str) -> None:
    done = ansible("ansible-playbook", play, network=network)
    assert done.returncode != 0
    assert "failed=1" in recap(done) and "say wh" in done.stdout


def test_captures_that_are_as_intended_and_not(network: Path) -> None:
    assert ansible("ansible-playbook", "render.yml", network=network).returncode == 0
    shutil.copytree(network / "build", network / "running", ignore=shutil.ignore_patterns(".*"))
    same = ansible("ansible-playbook", "diff.yml", network=network)
    assert same.returncode == 0 and "changed=0" in recap(same), same.stdout
    capture = network / "running" / "core1.cfg"
    capture.write_text(capture.read_text(encoding="utf-8").replace("hr office", "an office"), encoding="utf-8")
    other = ansible("ansible-playbook", "diff.yml", network=network)
    assert other.returncode == 0 and "changed=1" in recap(other), other.stdout
    assert "an office" in other.stdout


@pytest.mark.parametrize("chosen", ["nobody", "core9"])
def test_a_limit_that_matches_nothing_is_no_success(network: Path, chosen: str) -> None:
    done = ansible("ansible-playbook", "render.yml", "-l", chosen, network=network)
    assert done.returncode != 0
    assert "no hosts" in done.stderr


def test_an_inventory_that_fails_is_no_empty_one(tmp_path: Path) -> None:
    done = ansible("ansible-playbook", "render.yml", network=tmp_path / "nowhere")
    assert done.returncode != 0
