"""The digest of the inputs: what counts as a change."""

import os
from pathlib import Path

import pytest

from govnetgen.output import digest
from govnetgen.output.digest import inputs_digest, with_ledger


@pytest.fixture
def network(tmp_path: Path) -> Path:
    """A folder with one file."""
    folder = tmp_path / "network"
    (folder / "running").mkdir(parents=True)
    (folder / "plan.yaml").write_text("pools: {}\n")
    return folder


@pytest.mark.parametrize("file", ["plan.yaml", "units.csv", "parts/links.yaml"])
def test_what_people_write_counts(network: Path, file: str) -> None:
    before = inputs_digest(network, None)
    (network / file).parent.mkdir(exist_ok=True)
    (network / file).write_text("pools: []\n")
    assert inputs_digest(network, None) != before


@pytest.mark.parametrize("file", ["running/core1.cfg", "ledger.txt", ".plan.yaml.swp"])
def test_what_is_no_input_does_not(network: Path, file: str) -> None:
    before = inputs_digest(network, None)
    (network / file).write_text("changed\n")
    assert inputs_digest(network, None) == before


def test_a_new_date_alone_does_not_count(network: Path) -> None:
    before = inputs_digest(network, None)
    os.utime(network / "plan.yaml", ns=(1, 1))
    assert inputs_digest(network, None) == before


def test_a_renamed_file_counts(network: Path) -> None:
    before = inputs_digest(network, None)
    (network / "plan.yaml").rename(network / "links.yaml")
    assert inputs_digest(network, None) != before


def test_own_templates_count(network: Path, tmp_path: Path) -> None:
    templates = tmp_path / "mine"
    templates.mkdir()
    before = inputs_digest(network, templates)
    assert before == inputs_digest(network, None)
    (templates / "device.j2").write_text("hostname\n")
    assert inputs_digest(network, templates) != before


def test_a_change_of_the_code_counts(network: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digest, "_code", lambda: iter([tmp_path / "code"]))
    (tmp_path / "code").mkdir()
    before = inputs_digest(network, None)
    (tmp_path / "code" / "ospf.j2").write_text("router ospf\n")
    assert inputs_digest(network, None) != before


def test_the_ledger_counts_apart(network: Path) -> None:
    inputs = inputs_digest(network, None)
    assert with_ledger(inputs, "") != with_ledger(inputs, "one record\n")
