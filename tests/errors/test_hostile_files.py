"""Files that are too much: refused quickly, without reading or expanding them."""

import time
from pathlib import Path

import pytest
from errors.overlay import BASE, lay_over
from openpyxl import Workbook

from govnetgen.diagnostics import Diagnostic
from govnetgen.inventory import load_inventory
from govnetgen.views.diagnostics import format_diagnostics

BOMB = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefg", "bcdefgh", strict=True))
TOO_DEEP = "lists and mappings are nested more than 60 deep"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in the base network."""
    monkeypatch.chdir(tmp_path)
    lay_over(BASE, Path())
    return Path()


def errors(folder: Path) -> list[Diagnostic]:
    """Return what is said, in no more than a few seconds."""
    start = time.perf_counter()
    found = [one for one in load_inventory(folder).diagnostics if one.severity == "error"]
    assert time.perf_counter() - start < 10
    return found


def test_a_file_of_200_mb_is_not_read(folder: Path) -> None:
    with (folder / "vlans.yaml").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    assert format_diagnostics(errors(folder)) == (
        "vlans.yaml: error[file-too-large]: 200 MB is more than the 20 MB that an inventory file may have\n"
        "  hint: is this the right file? split units over several networks\n"
    )


def test_a_yaml_bomb_is_not_expanded(folder: Path) -> None:
    (folder / "vlans.yaml").write_text(BOMB)
    assert format_diagnostics(errors(folder)) == (
        "vlans.yaml:1:4: error[yaml-alias]: '&a': anchors and aliases are not allowed\n"
        "  a: &a [x, x]\n"
        "     ^\n"
        '  hint: write the value out, or name a profile; quote text that begins with "&" or "*"\n'
    )


@pytest.mark.parametrize(
    "text",
    [
        "vlans: " + "[" * 500_000,
        "vlans: " + "[a," * 500_000,
        "- " * 500_000,
        "? " * 500_000,
        "\n".join(" " * depth + "a:" for depth in range(3000)),
        "".join(" " * depth + "-\n" for depth in range(3000)),
    ],
    ids=["brackets", "brackets with items", "dashes", "question marks", "indentation", "dashes on lines"],
)
def test_deep_nesting_is_refused(folder: Path, text: str) -> None:
    (folder / "vlans.yaml").write_text(text)
    assert [(one.code, one.message) for one in errors(folder)] == [("yaml-too-deep", TOO_DEEP)]


def test_brackets_in_quotes_and_comments_are_not_depth(folder: Path) -> None:
    (folder / "vpns.yaml").write_text(f"# {'[' * 1000}\nvpns:\n  tax: {{title: '{'[' * 1000}', owner: tax}}\n")
    assert errors(folder) == []


def test_a_line_of_a_million_characters_is_not_shown(folder: Path) -> None:
    (folder / "vpns.yaml").write_text("vpns: {tax: " + "x" * 1_000_000 + "\n")
    assert [(one.code, one.excerpt) for one in errors(folder)] == [("yaml-syntax", "")]


def test_a_quote_that_swallows_a_whole_table_is_found(folder: Path) -> None:
    (folder / "units.csv").write_text("name,title,site,class\n" + 'u,"unit,a,A\n' + "v,unit,a,A\n" * 200_000)
    assert [str(one.location) for one in errors(folder)] == ["units.csv:2:3"]


def test_a_folder_and_a_pipe_are_not_read(folder: Path) -> None:
    (folder / "vlans.yaml").unlink()
    (folder / "vlans.yaml").mkdir()
    assert [(one.code, one.message) for one in errors(folder)] == [("unreadable-file", "this is a folder, not a file")]


def test_a_network_that_is_not_there(tmp_path: Path) -> None:
    loaded = load_inventory(tmp_path / "nowhere")
    assert loaded.value is None
    assert [one.code for one in loaded.diagnostics] == ["unreadable-file"]


def test_a_workbook_names_the_cell(folder: Path) -> None:
    (folder / "units.csv").unlink()
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["name", "单位", "区县", "clas"], ["it", "信息中心", "centre", "B"]):
        sheet.append(row)
    book.save(folder / "units.xlsx")
    assert [str(one) for one in errors(folder)] == [
        "units.xlsx:1:1: error[missing-column]: there is no column 'class' (or 接入类型, 用户类型)",
        "units.xlsx:1:4: error[unknown-column]: unknown column 'clas' (cell D1)",
    ]


def test_a_workbook_that_is_none(folder: Path) -> None:
    (folder / "units.csv").rename(folder / "units.xlsx")
    assert [one.code for one in errors(folder)] == ["bad-table"]
