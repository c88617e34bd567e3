"""Reading by patterns: the index by first word changes nothing but speed, and every line is accounted for."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnetgen.configtree import Cursor, Line

WORDS = ("vlan", "undo", "ip", "shutdown", "10", "vlan10", "a|b")
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
PATTERNS = st.sampled_from(
    (
        r"vlan (\d+)",
        r"vlan ?(\d+)",
        r"vlan *\d+",
        r"vlan {0,1}\d+",
        r"undo shutdown|shutdown",
        r"shutdown|undo shutdown",
        r"(?:undo )?shutdown",
        r"ip (?:vlan|undo) 10",
        r"ip [|] 10|vlan 10",
        r"ip []|)(] 10|vlan 10",
        r"undo \| 10",
        r"undo .*",
        r"shutdown",
        r"[\s\S]*",
    )
)


@given(texts=st.lists(TEXTS, max_size=8), pattern=PATTERNS)
def test_each_finds_every_line_that_the_whole_pattern_matches(texts: list[str], pattern: str) -> None:
    found = [match[0] for match, _ in Cursor(tuple(map(Line, texts))).each(pattern)]
    assert found == [text for text in texts if re.fullmatch(pattern, text)]


@given(texts=st.lists(TEXTS, max_size=8), patterns=st.lists(PATTERNS, max_size=3))
def test_a_line_is_unread_exactly_when_no_pattern_matched_it(texts: list[str], patterns: list[str]) -> None:
    cursor = Cursor(tuple(map(Line, texts)))
    for pattern in patterns:
        cursor.first(pattern)
    assert [line.text for line in cursor.unread()] == [
        text for text in texts if not any(re.fullmatch(pattern, text) for pattern in patterns)
    ]


TREE = (
    Line("interface ge-1", (Line("mtu 1500", number=2), Line("shutdown", number=3)), number=1),
    Line("interface ge-2", (Line("mtu 9000", number=5),), number=4),
    Line("banner %", block=("hello", "%"), number=6),
)


def test_below_an_understood_line_only_what_was_not_understood_is_unread() -> None:
    cursor = Cursor(TREE)
    for _, body in cursor.each(r"interface (\S+)"):
        body.first(r"mtu (\d+)")
    assert [line.number for line in cursor.unread()] == [3, 6]


def test_ignore_takes_what_stands_below_with_it() -> None:
    cursor = Cursor(TREE)
    cursor.ignore(r"interface .*", r"banner %")
    assert list(cursor.unread()) == []


def test_the_last_of_repeated_lines_is_what_a_device_obeys() -> None:
    cursor = Cursor((Line("mtu 1500"), Line("mtu 9000")))
    match = cursor.last(r"mtu (\d+)")
    assert match is not None and match[1] == "9000"
    assert list(cursor.unread()) == []


def test_nothing_found_is_none_and_reads_nothing() -> None:
    cursor = Cursor(TREE)
    assert cursor.first("absent") is None
    assert cursor.last("absent") is None
    assert not cursor.has("absent")
    assert len(list(cursor.unread())) == 3


def test_a_pattern_must_match_the_whole_line() -> None:
    assert not Cursor((Line("shutdown now"),)).has("shutdown")


def test_two_patterns_share_the_account_of_one_body() -> None:
    cursor = Cursor(TREE)
    for _, body in cursor.each(r"interface ge-1"):
        body.has("shutdown")
    for _, body in cursor.each(r"interface .*"):
        body.first(r"mtu \d+")
    assert [line.number for line in cursor.unread()] == [6]


def test_the_line_of_a_match_has_its_block_and_number() -> None:
    cursor = Cursor(TREE)
    match = cursor.first("banner %")
    assert match is not None
    assert cursor.line(match) is TREE[2]
    with pytest.raises(LookupError):
        Cursor(()).line(match)
