"""Whatever is wrong with a file is said by name, and everything else is audited all the same."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from govnetgen.diagnostics import Checked, Severity
from govnetgen.workflow.audit import Audited, audit_folder


def _gallery() -> ModuleType:
    place = Path(__file__).with_name("gallery.py")
    spec = importlib.util.spec_from_file_location("brownfield_gallery", place)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


gallery = _gallery()


def audited(folder: Path, files: dict[str, bytes]) -> Checked[Audited]:
    """Audit files beside one good sheet."""
    (folder / "units.csv").write_text(gallery.REGISTER, encoding="utf-8")
    for name, data in {"好的.csv": gallery.table(("教育局", "10.9.9.0/24", "", "")), **files}.items():
        (folder / "legacy" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "legacy" / name).write_bytes(data)
    return audit_folder(folder)


@pytest.mark.parametrize("code", gallery.GALLERY)
def test_bad_input_is_named_and_the_rest_is_audited(code: str, tmp_path: Path) -> None:
    name, make = gallery.GALLERY[code]
    checked = audited(tmp_path, {name: make()})
    found = [one for one in checked.diagnostics if one.code == code]
    assert found, [str(one) for one in checked.diagnostics]
    assert all(one.severity is Severity.WARNING and one.hint for one in checked.diagnostics)
    assert found[0].location.file.startswith(str(tmp_path / "legacy" / name))
    prefixes = {str(claim.prefix) for claim in checked.require().handed_in.claims}
    assert "10.9.9.0/24" in prefixes


UNREADABLE = (
    *("formula-cell", "date-cell", "number-cell", "no-unit", "whole-internet", "backward-range", "bad-range"),
    *("bad-mask", "bad-octet", "no-length", "no-prefix", "says-nothing", "unreadable-prefix", "partial-prefix"),
    "note-with-address",
)


@pytest.mark.parametrize("code", UNREADABLE)
def test_a_row_that_cannot_be_read_is_listed_and_claims_nothing(code: str, tmp_path: Path) -> None:
    name, make = gallery.GALLERY[code]
    handed_in = audited(tmp_path, {name: make()}).require().handed_in
    row = 2 if code == "no-unit" else 3
    assert [(one.origin.file, one.origin.row, one.code) for one in handed_in.unreadable] == [(name, row, code)]
    assert not [claim for claim in handed_in.claims if claim.origin.file == name and claim.origin.row == row]


def test_a_copy_is_read_once(tmp_path: Path) -> None:
    copy = gallery.table(("教育局", "10.9.9.0/24", "", ""))
    checked = audited(tmp_path, {"好的(1).csv": copy})
    assert [one.code for one in checked.diagnostics] == ["same-file-twice"]
    assert len(checked.require().handed_in.claims) == 2


def test_a_table_in_the_second_sheet_is_read_and_its_rows_say_so(tmp_path: Path) -> None:
    book = gallery.workbook((("说明",),), (gallery.HEAD, gallery.GOOD))
    claims = audited(tmp_path, {"台账.xlsx": book}).require().handed_in.claims
    assert [str(claim.origin) for claim in claims if claim.origin.file == "台账.xlsx"] == ["台账.xlsx[表2]:2:2"]


def test_lines_of_both_encodings_are_read(tmp_path: Path) -> None:
    name, make = gallery.GALLERY["mixed-encoding"]
    claims = audited(tmp_path, {name: make()}).require().handed_in.claims
    assert [claim.owner.id for claim in claims if claim.origin.file == name] == ["cz", "jy"]


def test_what_editors_leave_behind_is_passed_over(tmp_path: Path) -> None:
    checked = audited(tmp_path, {"~$台账.xlsx": b"lock", ".DS_Store": b"\0\1"})
    assert checked.diagnostics == ()
