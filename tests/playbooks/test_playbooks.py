"""The playbooks, run by Ansible itself: nothing here touches a device."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLAYBOOKS = sorted((ROOT / "playbooks").glob("*.yml"))
PROGRAMS = Path(sys.executable).parent


@pytest.fixture
def network(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "inventory" / "small", tmp_path / "small"))


def _ansible(program: str, *arguments: str, network: Path | str) -> subprocess.CompletedProcess[str]:
    home = Path(os.environ.get("TMPDIR", "/tmp")) / f"ansible-{os.getpid()}"
    settings = {
        "ANSIBLE_HOME": str(home),
        "ANSIBLE_LOCAL_TEMP": str(home / "local"),
        "ANSIBLE_REMOTE_TEMP": str(home / "remote"),
        "GOVNETGEN": str(PROGRAMS / "govnetgen"),
        "GOVNETGEN_NETWORK": str(network),
        "LANG": "C.UTF-8",
    }
    try:
        return subprocess.run(
            [str(PROGRAMS / program), *arguments],
            cwd=ROOT / "playbooks",
            env={**os.environ, **settings},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _recap(done: subprocess.CompletedProcess[str]) -> str:
    return done.stdout.rpartition("PLAY RECAP")[2]


def test_every_playbook_is_one(network: Path) -> None:
    assert {one.stem for one in PLAYBOOKS} >= {"collect", "render", "diff"}
    done = _ansible("ansible-playbook", "--syntax-check", *map(str, PLAYBOOKS), network=network)
    assert done.returncode == 0, done.stderr


def test_the_inventory_has_every_device_in_its_groups(network: Path) -> None:
    done = _ansible("ansible-inventory", "--list", network=network)
    assert done.returncode == 0, done.stderr
    listed = json.loads(done.stdout)
    assert listed["role_core"]["hosts"] == ["core1", "core2"]
    assert listed["pair_active"]["hosts"] == ["core1"] and listed["pair_standby"]["hosts"] == ["core2"]
    assert listed["_meta"]["hostvars"]["fw1"]["ansible_host"] == "10.40.8.3"
    assert listed["_meta"]["hostvars"]["fw1"]["napalm_driver"] == "huawei_vrp"


def test_rendering_changes_something_once(network: Path) -> None:
    first, second = (_ansible("ansible-playbook", "render.yml", "-l", "role_core", network=network) for _ in range(2))
    assert first.returncode == second.returncode == 0, first.stdout + second.stdout
    assert "changed=1" in _recap(first) and "changed=0" in _recap(second)
    assert sorted(one.name for one in (network / "build").glob("*.cfg")) == ["core1.cfg", "core2.cfg"]


def test_a_check_writes_nothing(network: Path) -> None:
    done = _ansible("ansible-playbook", "render.yml", "--check", network=network)
    assert done.returncode == 0, done.stdout
    assert not (network / "build").exists()


def test_what_govnetgen_refuses_fails_the_play(network: Path) -> None:
    (network / "vlans.yaml").write_text("office: {zone: nowhere}\n", encoding="utf-8")
    done = _ansible("ansible-playbook", "render.yml", network=network)
    assert done.returncode != 0


@pytest.mark.parametrize("chosen", ["nobody", "core9"])
def test_a_limit_that_matches_nothing_is_no_success(network: Path, chosen: str) -> None:
    done = _ansible("ansible-playbook", "render.yml", "-l", chosen, network=network)
    assert done.returncode != 0
    assert "no hosts" in done.stderr


def test_an_inventory_that_fails_is_no_empty_one(tmp_path: Path) -> None:
    done = _ansible("ansible-playbook", "render.yml", network=tmp_path / "nowhere")
    assert done.returncode != 0
