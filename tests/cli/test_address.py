"""``address plan`` and ``address book``."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from cli.conftest import Govnetgen, files


def test_a_plan_gives_out_once(govnetgen: Govnetgen, network: Path) -> None:
    first = govnetgen("address", "plan", network, "--json")
    assert first.code == 0
    assert first.json["ledger_written"] is True
    assert {one["what"] for one in first.json["changes"]} == {"given"}
    ledger = (network / "ledger.txt").read_bytes()
    again = govnetgen("address", "plan", network, "--json").json
    assert (again["changes"], again["ledger_written"], again["pending"]) == ([], False, False)
    assert (network / "ledger.txt").read_bytes() == ledger


def test_a_dry_run_writes_nothing_and_says_that_something_is_pending(govnetgen: Govnetgen, network: Path) -> None:
    before = files(network)
    ended = govnetgen("address", "plan", network, "--dry-run")
    assert ended.code == 3
    assert "ledger.txt is to be written" in ended.out
    assert files(network) == before
    govnetgen("address", "plan", network)
    ended = govnetgen("address", "plan", network, "--dry-run")
    assert ended.code == 0
    assert "no changes; ledger.txt is up to date" in ended.out


def test_what_is_gone_is_released_and_said(govnetgen: Govnetgen, network: Path) -> None:
    govnetgen("address", "plan", network)
    rows = (network / "units.csv").read_text(encoding="utf-8").splitlines()
    (network / "units.csv").write_text("\n".join(row for row in rows if not row.startswith("hr,")) + "\n")
    changes = govnetgen("address", "plan", network, "--json").json["changes"]
    assert {one["what"] for one in changes} == {"released"}
    assert all("hr" in one["key"] for one in changes)


def test_only_what_is_named_is_renumbered(govnetgen: Govnetgen, network: Path) -> None:
    govnetgen("address", "plan", network)
    changes = govnetgen("address", "plan", network, "--renumber", "hr", "--json").json["changes"]
    assert changes
    assert all("hr" in one["key"] for one in changes)


def test_the_pools_are_shown_with_their_utilisation(govnetgen: Govnetgen, network: Path) -> None:
    ended = govnetgen("address", "plan", network)
    assert "service" in ended.out
    assert "0.9 %" in ended.out
    pools = {one["pool"]: one for one in govnetgen("address", "plan", network, "--json").json["pools"]}
    assert pools["service"]["given"] == (256 + 128 + 128 + 64) / 65536


@pytest.fixture
def records(govnetgen: Govnetgen, network: Path, tmp_path: Path) -> list[dict[str, object]]:
    """The book as JSON."""
    assert govnetgen("address", "book", network, "-o", tmp_path / "book.json").code == 0
    found: list[dict[str, object]] = json.loads((tmp_path / "book.json").read_text(encoding="utf-8"))
    return found


def test_the_book_has_every_subnet_with_its_owner(records: list[dict[str, object]]) -> None:
    subnets = {str(one["owner"]): one for one in records if one["kind"] == "subnet" and "." in str(one["address"])}
    assert set(subnets) == {"tax/office", "hr/office", "it/office", "it/servers"}
    assert subnets["tax/office"]["title"] == "税务局"
    assert subnets["it/servers"]["utilisation"] == 100 / 128


def test_the_csv_book_says_the_same(
    govnetgen: Govnetgen, network: Path, tmp_path: Path, records: list[dict[str, object]]
) -> None:
    govnetgen("address", "book", network, "-o", tmp_path / "book.csv")
    data = (tmp_path / "book.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert [row["address"] for row in rows] == [one["address"] for one in records]
    assert [row["owner"] for row in rows] == [one.get("owner", "") for one in records]


def test_the_workbook_says_the_same_in_the_same_bytes(
    govnetgen: Govnetgen, network: Path, tmp_path: Path, records: list[dict[str, object]]
) -> None:
    govnetgen("address", "book", network, "-o", tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    pools, addresses = book.worksheets
    head, *rows = addresses.iter_rows(values_only=True)
    assert head[:2] == ("地址 address", "类型 kind")
    assert [row[0] for row in rows] == [one["address"] for one in records]
    assert pools.max_row == 1 + sum(one["kind"] == "pool" for one in records)
    first = (tmp_path / "book.xlsx").read_bytes()
    govnetgen("address", "book", network, "-o", tmp_path / "book.xlsx")
    assert (tmp_path / "book.xlsx").read_bytes() == first


def test_a_book_of_no_form_is_refused(govnetgen: Govnetgen, network: Path, tmp_path: Path) -> None:
    ended = govnetgen("address", "book", network, "-o", tmp_path / "book.pdf", "--json")
    assert (ended.code, ended.found) == (1, ["unknown-form"])
    assert not (tmp_path / "book.pdf").exists()


def test_a_book_does_not_write_the_ledger(govnetgen: Govnetgen, network: Path, tmp_path: Path) -> None:
    govnetgen("address", "book", network, "-o", tmp_path / "book.csv")
    assert not (network / "ledger.txt").exists()
