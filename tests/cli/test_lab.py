"""``govnetgen lab`` where there is no lab: what is said, without root and with other labs beside."""

import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from cli.conftest import Govnetgen

from govnetgen.workflow import lab as workflow
from govnetgen.workflow import lab_aims

VERBS = (("up",), ("down",), ("status",), ("test",), ("heal", "-n"), ("fail", "core1", "-n"), ("ssh", "core1"))


@pytest.fixture
def root(monkeypatch: pytest.MonkeyPatch) -> None:
    """Be taken for root."""
    monkeypatch.setattr(os, "geteuid", lambda: 0)


def up(monkeypatch: pytest.MonkeyPatch, *folders: str) -> None:
    """Have labs of these folders up."""
    held = tuple(SimpleNamespace(network=Path(one).name, folder=one) for one in folders)
    monkeypatch.setattr(workflow, "labs", lambda: held)


@pytest.mark.parametrize("verb", VERBS)
def test_only_root_has_a_lab(
    govnetgen: Govnetgen, network: Path, monkeypatch: pytest.MonkeyPatch, verb: tuple[str, ...]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    ended = govnetgen("lab", *verb, network)
    assert (ended.code, ended.out) == (1, "")
    assert "error[lab-not-root]" in ended.err
    assert ended.err.endswith("stopped by 1 error\n")


@pytest.mark.parametrize("verb", [("deploy", "--dry-run"), ("diff",), ("collect", "-o", "captures")])
def test_only_root_reaches_the_nodes_of_a_lab(
    govnetgen: Govnetgen, network: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, verb: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(lab_aims, "read_state", lambda name: pytest.fail("only root can read it"))
    (network / "running").mkdir()
    ended = govnetgen(verb[0], network, *verb[1:], "--lab", "--json")
    assert (ended.code, ended.found) == (1, ["lab-not-root"])


@pytest.mark.usefixtures("root")
def test_another_lab_is_named_and_left_alone(
    govnetgen: Govnetgen, network: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    up(monkeypatch, "/srv/other")
    ended = govnetgen("lab", "fail", "core1", "--network", network)
    assert ended.code == 1
    assert "no lab of this network is up" in ended.err
    assert "up are: /srv/other" in ended.err
    assert govnetgen("lab", "down", network).out == "nothing was up\n"


@pytest.mark.usefixtures("root")
def test_a_network_that_is_nowhere_is_not_taken_for_one_that_is_down(
    govnetgen: Govnetgen, network: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    up(monkeypatch, "/srv/other")
    ended = govnetgen("lab", "down", network.with_name("smal"), "--json")
    assert (ended.code, ended.found) == (1, ["lab-not-up"])


@pytest.mark.usefixtures("root")
def test_with_several_labs_up_one_has_to_be_named(govnetgen: Govnetgen, monkeypatch: pytest.MonkeyPatch) -> None:
    up(monkeypatch, "/srv/one", "/srv/other")
    ended = govnetgen("lab", "down")
    assert ended.code == 1
    assert "name one of: /srv/one, /srv/other" in ended.err


def test_an_option_behind_the_device_is_no_command(govnetgen: Govnetgen, network: Path) -> None:
    ended = govnetgen("lab", "ssh", "core1", "-n", network, "--", "hostname")
    assert ended.code == 2
    assert "-n has to stand before core1" in ended.err
