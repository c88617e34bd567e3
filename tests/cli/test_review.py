"""``govnetgen review``, as engineers run it."""

import json
from pathlib import Path

from cli.conftest import Govnetgen

ADDRESS = (" ip address 10.40.0.4 255.255.255.254", " ip address 10.40.0.8 255.255.255.254")


def captured(govnetgen: Govnetgen, network: Path, out: Path, *edit: str) -> Path:
    """Render the network as if its devices said so; the core's first text becomes the second."""
    assert govnetgen("render", network, "-o", out).code == 0
    file = out / "core1.cfg"
    text = file.read_text(encoding="utf-8")
    if edit:
        assert edit[0] in text
        file.write_text(text.replace(*edit), encoding="utf-8")
    return out


def test_all_forms_at_once(govnetgen: Govnetgen, network: Path, out: Path, tmp_path: Path) -> None:
    running = captured(govnetgen, network, out, *ADDRESS)
    files = [tmp_path / name for name in ("review.html", "review.md", "review.json")]
    ended = govnetgen("review", network, "-r", running, *(part for file in files for part in ("-o", file)))
    assert (ended.code, ended.err) == (0, "")
    assert "medium risk[neighbor-reset]: core1: " in ended.out
    assert "1 of 3 devices change; " in ended.out
    assert files[0].read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "# Change review: " in files[1].read_text(encoding="utf-8")
    assert json.loads(files[2].read_text(encoding="utf-8"))["changed"] == ["core1"]


def test_json_is_the_whole_review(govnetgen: Govnetgen, network: Path, out: Path) -> None:
    running = captured(govnetgen, network, out, *ADDRESS)
    document = govnetgen("review", network, "--running", running, "--json").json
    assert document["ok"] is True
    (group,) = document["groups"]
    assert group["variants"][0]["commands"]
    assert group["variants"][0]["rollback"]
    assert {one["code"] for one in document["risks"]} == {"neighbor-reset"}


def test_nothing_changes(govnetgen: Govnetgen, network: Path, out: Path) -> None:
    ended = govnetgen("review", network, "-r", captured(govnetgen, network, out))
    assert ended.code == 0
    assert ended.out.startswith("0 of 3 devices change; 0 risks")


def test_a_form_that_nobody_writes_is_refused_before_the_work(
    govnetgen: Govnetgen, network: Path, tmp_path: Path
) -> None:
    ended = govnetgen("review", network, "-r", tmp_path / "missing", "-o", tmp_path / "review.pdf")
    assert ended.code == 1
    assert "error[review-form]" in ended.err


def test_no_captures(govnetgen: Govnetgen, network: Path, tmp_path: Path) -> None:
    ended = govnetgen("review", network, "-r", tmp_path / "missing", "--json")
    assert (ended.code, ended.found) == (1, ["no-captures"])


def test_a_device_that_is_not_there(govnetgen: Govnetgen, network: Path, out: Path) -> None:
    ended = govnetgen("review", network, "-r", captured(govnetgen, network, out), "--limit", "cor9", "--json")
    assert (ended.code, ended.found) == (1, ["limit-matches-nothing"])
