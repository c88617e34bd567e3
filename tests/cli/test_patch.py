"""``patch`` and ``diff`` of two files."""

import json
from pathlib import Path

import pytest

from govnetgen.cli.app import run

BEFORE = """#
sysname CORE
#
vlan batch 10 20 30
#
aaa
 local-user ops password irreversible-cipher $1c$secret$old$
 local-user ops privilege level 15
#
interface GigabitEthernet0/0/1
 description north
 some-line that no model knows
#
return
"""
AFTER = (
    BEFORE.replace("20 30", "20 40")
    .replace(" some-line that no model knows\n", "")
    .replace("$1c$secret$old$", "$1c$secret$new$")
)


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    paths = []
    for name, text in (("before.cfg", BEFORE), ("after.cfg", AFTER)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        paths.append(str(tmp_path / name))
    return paths


def test_a_patch_leaves_what_is_not_ours_and_tells_no_secret(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["patch", *files, "--platform", "huawei_vrp", "--json"]) == 0
    output = capsys.readouterr().out
    document = json.loads(output)
    assert document["commands"] == [
        "vlan batch 40",
        "aaa",
        " local-user ops password ***",
        " quit",
        "undo vlan batch 30",
    ]
    assert document["unmanaged"] == ["some-line that no model knows"]
    assert "$1c$" not in output
    assert any("the secret changes" in one["text"] for one in document["diff"])


def test_what_is_not_ours_goes_when_asked_for(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["patch", *files, "--platform", "huawei_vrp", "--unmanaged"]) == 0
    assert " undo some-line that no model knows\n" in capsys.readouterr().out


def test_a_difference_is_pending(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", *files, "--platform", "huawei_vrp"]) == 3
    told = capsys.readouterr().out
    assert "- vlan batch 10 20 30\n+ vlan batch 10 20 40\n" in told
    assert "what it means:\n  * " in told
    assert run(["diff", files[0], files[0], "--platform", "huawei_vrp"]) == 0
    assert capsys.readouterr().out == ""


def test_a_patch_has_what_it_risks_and_the_way_back(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["patch", *files, "--platform", "huawei_vrp", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    found = [(one["code"], one["level"]) for one in document["risks"]]
    assert found == [("management-access", "high"), ("large-change", "medium")]
    assert run(["patch", *files, "--platform", "huawei_vrp", "--rollback"]) == 0
    told = capsys.readouterr()
    assert told.out.splitlines() == document["rollback"]
    assert told.err.startswith("high risk[management-access]: CORE: ")
    assert "1 line that no model knows stays as it is\n" in told.err


def test_a_cut_capture_gives_no_patch(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    Path(files[0]).write_text(BEFORE[:80], encoding="utf-8")
    assert run(["patch", *files, "--platform", "huawei_vrp"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "truncated-capture" in told.err


def test_an_unknown_platform_is_not_guessed(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["patch", *files, "--platform", "huawei"]) == 1
    assert "did you mean 'huawei_vrp'?" in capsys.readouterr().err
