"""The ledger's text: what it looks like, what it survives, and what it refuses."""

import pytest

from govnetgen.addressing import Kind, Ledger, Record, State, parse_ledger, print_ledger
from govnetgen.addressing.name import key_of, names_of
from govnetgen.diagnostics import Diagnostic

RECORDS = (
    Record(Kind.VLAN, "tax/office", "100", State.RELEASED, ("at=core1",)),
    Record(Kind.SUBNET, "service/tax/office", "10.32.8.0/24", State.GIVEN),
    Record(Kind.BLOCK, "service/unit:tax", "10.32.8.0/23", State.GIVEN),
)
TEXT = """\
# govnetgen ledger 1: what was given out. Keep it in version control; govnetgen alone writes it
block    service/unit:tax 10.32.8.0/23 given a62fe2be
subnet   service/tax/office 10.32.8.0/24 given 98499b8a
vlan     tax/office 100 released at=core1 351d4e54
"""


def problems(text: str) -> list[Diagnostic]:
    return list(parse_ledger(text, "ledger.txt").diagnostics)


def only(text: str) -> Diagnostic:
    (found,) = problems(text)
    return found


def test_text_is_sorted_and_checked() -> None:
    assert print_ledger(Ledger(RECORDS)) == TEXT


def test_reading_gives_the_records_with_their_lines() -> None:
    ledger = parse_ledger(TEXT, "ledger.txt").require()
    assert [record._replace(line=0) for record in ledger.records] == sorted(RECORDS)
    assert [record.line for record in ledger.records] == [2, 3, 4]
    assert print_ledger(ledger) == TEXT


def test_order_blank_lines_and_carriage_returns_do_not_matter() -> None:
    header, *lines = TEXT.splitlines()
    text = "\r\n".join([header, "", *reversed(lines), ""])
    assert print_ledger(parse_ledger(text, "ledger.txt").require()) == TEXT


def test_no_text_is_the_first_ledger() -> None:
    assert parse_ledger("", "ledger.txt").require().records == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [("10.32.8.0/24 given", "10.32.9.0/24 given"), ("100 released", "100 given"), ("at=core1", "at=core2")],
)
def test_an_edited_line_is_refused(old: str, new: str) -> None:
    assert old in TEXT
    found = only(TEXT.replace(old, new))
    assert found.code == "ledger-edited"
    assert found.location.line in (3, 4)
    assert "restore the line" in found.hint


@pytest.mark.parametrize("line", ["subnet", "route a b given 00000000", "subnet a b taken 00000000", "hello"])
def test_what_is_no_record_is_refused(line: str) -> None:
    found = only(TEXT + line + "\n")
    assert (found.code, found.location.line) == ("ledger-format", 5)


def test_a_lost_first_line_is_refused() -> None:
    found = only(TEXT.partition("\n")[2])
    assert (found.code, found.location.line) == ("ledger-format", 1)


def test_a_later_version_is_refused() -> None:
    assert only(TEXT.replace("ledger 1", "ledger 2")).code == "ledger-version"


def test_an_unfinished_merge_is_one_error_where_it_begins() -> None:
    header, *lines = TEXT.splitlines()
    merged = [header, lines[0], "<<<<<<< HEAD", lines[1], "=======", lines[2], ">>>>>>> theirs", ""]
    found = only("\n".join(merged))
    assert (found.code, found.location.line) == ("ledger-merge-conflict", 3)
    assert "delete the lines with markers" in found.hint


def test_the_lines_of_both_branches_may_say_the_same() -> None:
    _, *lines = TEXT.splitlines()
    assert print_ledger(parse_ledger(TEXT + "\n".join(lines) + "\n", "ledger.txt").require()) == TEXT


def test_one_branch_released_what_the_other_keeps() -> None:
    given = print_ledger(Ledger((RECORDS[1],)))
    released = print_ledger(Ledger((RECORDS[1]._replace(state=State.RELEASED),)))
    both = released + given.partition("\n")[2]
    assert print_ledger(parse_ledger(both, "ledger.txt").require()) == given


def test_two_values_of_one_owner_name_both_lines() -> None:
    other = print_ledger(Ledger((RECORDS[1]._replace(value="10.32.16.0/24"),))).splitlines()[1]
    found = only(TEXT + other + "\n")
    assert found.code == "ledger-clash"
    assert found.message == (
        "two branches gave subnet service/tax/office a value: 10.32.8.0/24 in line 3, 10.32.16.0/24 in line 5"
    )
    assert (found.location.line, found.related[0].line) == (5, 3)
    assert "delete one of the two lines: line 5" in found.hint


def test_an_owner_may_have_several_blocks() -> None:
    other = print_ledger(Ledger((RECORDS[2]._replace(value="10.40.0.0/23"),))).splitlines()[1]
    assert len(parse_ledger(TEXT + other + "\n", "ledger.txt").require().records) == 4


@pytest.mark.parametrize("name", ["税务局", "a b", "a/b", "100%", "tab\there", "line\nbreak", "site:x"])
def test_any_name_makes_a_key_that_reads_back(name: str) -> None:
    key = key_of("pool", name, "vlan")
    assert len(key.split()) == 1
    assert names_of(key) == ("pool", name, "vlan")
