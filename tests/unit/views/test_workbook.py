"""Tables as files: nothing that a spreadsheet would run."""

import csv
import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnetgen.views.workbook import Table, csv_text, workbook

printable = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\ufffe\uffff_"))
rows = st.lists(st.tuples(printable, st.integers(0, 1 << 40) | st.none(), st.floats(0, 1)), min_size=1, max_size=5)


@given(rows)
def test_a_workbook_holds_its_rows(table: Table) -> None:
    (sheet,) = openpyxl.load_workbook(io.BytesIO(workbook({"一": table}))).worksheets
    found = [tuple(cell.value for cell in row) for row in sheet.iter_rows(max_col=3)]
    assert [(one[0] or "", one[1]) for one in found] == [(row[0], row[1]) for row in table]


@pytest.mark.parametrize("text", ["=1+1", "+1", "@SUM(A1)", "-1", "=HYPERLINK(A1)"])
def test_no_text_becomes_a_formula(text: str) -> None:
    (sheet,) = openpyxl.load_workbook(io.BytesIO(workbook({"一": [["head"], [text]]}))).worksheets
    assert sheet["A2"].data_type == "s"
    assert sheet["A2"].value == text
    assert csv_text([["head"], [text]]).decode("utf-8-sig").splitlines()[1][0] in "'\""


@given(rows)
def test_csv_holds_its_rows(table: Table) -> None:
    found = list(csv.reader(io.StringIO(csv_text(table).decode("utf-8-sig"), newline="")))
    assert [row[0].removeprefix("'") for row in found] == [str(row[0]).removeprefix("'") for row in table]
