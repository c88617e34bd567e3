"""YAML documents: core scalars, and the place of every value."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from govnetgen.source.yaml import Document, parse_yaml, read_yaml

WORDS = st.text("abcxyz-_.:/*&!#%@`'\"[]{},中文 0123456789", max_size=12)
VALUES = st.recursive(
    st.one_of(WORDS, st.integers(-(10**9), 10**9), st.booleans(), st.none()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=20,
)


def document(text: str) -> Document:
    checked = parse_yaml(text, "x.yaml")
    assert checked.ok, checked.diagnostics
    return checked.require()


@given(VALUES)
def test_what_is_dumped_is_read(value: object) -> None:
    text = yaml.safe_dump({"root": value}, allow_unicode=True, default_style=None)
    if "&id" in text:
        return  # the dumper shares equal lists, which we refuse
    assert document(text).value == {"root": value}


@given(
    st.recursive(
        st.integers(0, 10**9),
        lambda inner: st.lists(inner) | st.dictionaries(st.from_regex("[a-z]{1,5}", fullmatch=True), inner),
        max_leaves=15,
    )
)
def test_every_scalar_is_where_it_is_said_to_be(value: object) -> None:
    found = document(yaml.safe_dump({"root": value}, default_flow_style=None))
    waiting: list[tuple[tuple[str | int, ...], object]] = [(("root",), value)]
    while waiting:
        path, one = waiting.pop()
        if isinstance(one, dict):
            waiting += [((*path, key), inner) for key, inner in one.items()]
        elif isinstance(one, list):
            waiting += [((*path, position), inner) for position, inner in enumerate(one)]
        else:
            place = found.locate(path)
            assert found.lines[place.line - 1][place.column - 1 :].startswith(str(one))
            assert found.written(path) == str(one)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"), ("on", "on"), ("y", "y"), ("true", True), ("False", False), ("null", None), ("~", None),
        ("", None), ("1", 1), ("-7", -7), ("0", 0), ("0x1F", 31), ("007", "007"), ("0o17", "0o17"),
        ("1_000", "1_000"), ("65000:30", "65000:30"),
        ("1:30:00", "1:30:00"), ("00:11:22:33:44:55", "00:11:22:33:44:55"),
        ("2026-01-02", "2026-01-02"), ("1.5", 1.5), ("1e3", 1000.0), (".5", 0.5), ("1.2.3.4", "1.2.3.4"),
        ("10.0.0.0/8", "10.0.0.0/8"), ("+08:00", "+08:00"), ("9" * 40, "9" * 40),
        ("'1'", "1"), ('"no"', "no"), ("=", "="), ("0b1", "0b1"),
    ],
)  # fmt: skip
def test_scalars_mean_what_they_look_like(text: str, value: object) -> None:
    found = document(f"a: {text}\n").value["a"]
    assert found == value
    assert type(found) is type(value)


def test_keys_are_always_text() -> None:
    assert document("1: a\nno: b\n2001:db8::1: c\n").value == {"1": "a", "no": "b", "2001:db8::1": "c"}


def test_a_place_of_nothing_is_the_nearest_that_is_there() -> None:
    found = document("a:\n  b: 1\n")
    assert str(found.locate(("a", "c", 3))) == "x.yaml:2:3"
    assert str(found.locate(("a", "b"), key=True)) == "x.yaml:2:3"
    assert str(found.locate(())) == "x.yaml:1:1"


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("a: {secret: hunter2}", "a: {secret: ***}"),
        ("  pasword: 'hunter 2'", "  pasword: ***"),
        ('  {"bgp_secert": "hunter2", b: 1}', '  {"bgp_secert": ***, b: 1}'),
        ("  key: hunter2", "  key: ***"),
        ("  psk: 12345", "  psk: ***"),
        ("  {key: 1, secret: 'secret:ntp', count: 2, description: x}",) * 2,
        ("  tokens: [a, b]",) * 2,
    ],
)
def test_excerpts_hide_what_may_be_a_secret(line: str, shown: str) -> None:
    found = document(f"{line}\n")
    assert found.excerpt(found.locate(())) == shown


def test_both_values_of_a_duplicate_key_are_named_and_the_first_is_kept() -> None:
    checked = parse_yaml("a: 1\nb: 2\na: 3\n", "x.yaml")
    assert checked.value is not None
    assert checked.value.value == {"a": 1, "b": 2}
    (one,) = checked.diagnostics
    assert (one.location.line, [place.line for place in one.related]) == (3, [1])


def test_a_byte_order_mark_and_windows_line_ends(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes(b"\xef\xbb\xbfa: 1\r\nb:\r\n  - 2\r\n")
    assert read_yaml(tmp_path / "x.yaml", "x.yaml").require().value == {"a": 1, "b": [2]}
