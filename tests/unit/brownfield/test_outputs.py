"""The files of an audit: complete, the same for the same input, and safe to open."""

import csv
import io
import tempfile
from pathlib import Path

import pytest
from generators.dirty_world import dirty_world
from openpyxl import load_workbook

from govnetgen.views.audit import audit_json, audit_text
from govnetgen.views.audit_files import audit_files
from govnetgen.workflow.audit import Audited, audit_folder


@pytest.fixture(scope="module")
def audited() -> Audited:
    """The audit of a world."""
    with tempfile.TemporaryDirectory() as folder:
        dirty_world(7, 20).write(Path(folder))
        return audit_folder(Path(folder)).require()


@pytest.fixture(scope="module")
def files(audited: Audited) -> dict[str, bytes]:
    """What it writes."""
    return dict(audit_files(audited, ()))


def test_the_same_audit_writes_the_same_bytes(audited: Audited, files: dict[str, bytes]) -> None:
    assert dict(audit_files(audited, ())) == files


def test_every_claim_is_in_the_table_of_claims(audited: Audited, files: dict[str, bytes]) -> None:
    rows = list(csv.DictReader(io.StringIO(files["claims.csv"].decode("utf-8-sig"))))
    assert len(rows) == len(audited.handed_in.claims)
    assert {(row["file"], int(row["row"]), row["prefix"]) for row in rows} == {
        (one.origin.file, one.origin.row, str(one.prefix)) for one in audited.handed_in.claims
    }


def test_every_finding_is_in_the_workbook_under_each_unit_concerned(audited: Audited, files: dict[str, bytes]) -> None:
    rows = list(load_workbook(io.BytesIO(files["audit.xlsx"]))["问题 findings"].iter_rows(min_row=2, values_only=True))
    expected = sum(max(1, len(one.units)) * len(one.evidence) for one in audited.findings)
    assert len(rows) == expected
    assert all(row[3] and row[4] and row[5] and row[6] for row in rows)


def test_every_unit_gets_a_workbook_with_its_own_rows(audited: Audited, files: dict[str, bytes]) -> None:
    units = {one.owner.id for one in audited.handed_in.claims}
    names = {name.split("/")[1].split("-")[0]: name for name in files if name.startswith("units/")}
    assert units <= set(names)
    for unit in sorted(units)[:5]:
        sheet = load_workbook(io.BytesIO(files[names[unit]]))["地址确认"]
        claims = [one for one in audited.handed_in.claims if one.owner.id == unit]
        shown = [row[3] for row in sheet.iter_rows(min_row=2, values_only=True) if row[3] != "无法识别"]
        assert shown == [str(one.prefix) for one in claims]


def test_the_page_needs_nothing_else_and_escapes_what_people_write(files: dict[str, bytes]) -> None:
    page = files["audit.html"].decode()
    assert "http" not in page.replace("http-equiv", "")
    assert "<script" not in page
    assert page.count("<details") == page.count("</details>") > 5


def test_text_and_json_say_the_same_numbers(audited: Audited) -> None:
    import json

    document = json.loads("".join(audit_json(audited, (), ())))
    assert len(document["findings"]) == len(audited.findings) == sum(document["counts"].values())
    text = audit_text(audited)
    assert all(f"\n{code} " in text for code in document["counts"])
