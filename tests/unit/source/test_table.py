"""Tables: what a spreadsheet writes is read, and every cell is where it is said to be."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from govnetgen.diagnostics import Collector
from govnetgen.source import Table, read_table
from govnetgen.source.csv import read_csv
from govnetgen.source.grid import letters

COLUMNS = {"name": ("单位",), "title": (), "vlans": ()}
CELLS = st.text("ab,;\"'\n 中", max_size=6)


def written(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=5))
def test_csv_is_read_as_the_standard_library_writes_it(rows: list[list[str]]) -> None:
    rows = [["a", "b"], *rows]
    grid = read_csv(written(rows), "x.csv", Collector())
    assert grid is not None
    assert [list(line.texts) for line in grid.lines] == [row for row in rows if any(map(str.strip, row))]


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=5))
def test_every_cell_is_where_it_is_said_to_be(rows: list[list[str]]) -> None:
    grid = read_csv(written([["a", "b"], *rows]), "x.csv", Collector())
    assert grid is not None
    assert grid.source is not None
    for line in grid.lines:
        for position, text in enumerate(line.texts):
            place = grid.locate(line, position)
            rest = grid.source[place.line - 1][place.column - 1 :]
            assert rest.startswith((text.split("\n")[0], '"'))


def read(path: Path) -> Table:
    checked = read_table(path, path.name, columns=COLUMNS, required=("name",))
    assert checked.ok, checked.diagnostics
    return checked.require()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_csv_of_excel(tmp_path: Path, encoding: str, delimiter: str) -> None:
    text = f"单位{delimiter}Title\r\n税务局{delimiter} x \r\n{delimiter}\r\n"
    (tmp_path / "x.csv").write_bytes(text.encode(encoding))
    assert [row.cells for row in read(tmp_path / "x.csv").rows] == [{"name": "税务局", "title": "x"}]


def test_workbook_with_merged_cells_numbers_and_empty_rows(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["name", "title", "vlans"], ["a", "东区", 12], ["b", None, 1.5], [None, None, None], ["c", "x", True]):
        sheet.append(row)
    sheet.merge_cells("B2:B3")
    book.save(tmp_path / "x.xlsx")
    table = read(tmp_path / "x.xlsx")
    assert [row.cells for row in table.rows] == [
        {"name": "a", "title": "东区", "vlans": "12"},
        {"name": "b", "title": "东区", "vlans": "1.5"},
        {"name": "c", "title": "x", "vlans": "True"},
    ]
    assert str(table.locate(table.rows[2], "title")) == "x.xlsx:5:2"


def test_a_formula_without_a_result_is_an_error(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["name", "title"])
    sheet.append(["a", "=1+1"])
    book.save(tmp_path / "x.xlsx")
    checked = read_table(tmp_path / "x.xlsx", "x.xlsx", columns=COLUMNS)
    assert [one.message for one in checked.diagnostics] == ["the formula in cell B2 has no stored result"]


def test_columns_have_letters() -> None:
    assert [letters(position) for position in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]
