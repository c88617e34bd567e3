"""Interface names, which hold a blank."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnetgen.model.names import interface_name
from govnetgen.platforms.ruijie_rgos.names import PATTERN, WORDS, neutral, port

NEUTRAL = st.builds(
    "{}-{}{}".format,
    st.sampled_from(sorted(WORDS)),
    st.lists(st.integers(0, 64), min_size=1, max_size=3).map(lambda parts: "/".join(map(str, parts))),
    st.just("") | st.integers(1, 4094).map(".{}".format),
)


@given(NEUTRAL)
def test_names_survive_translation(name: str) -> None:
    written = port(name)
    assert neutral(written) == name
    assert re.fullmatch(PATTERN, written)
    assert " " in written


@given(NEUTRAL, st.data())
def test_abbreviations_mean_the_same(name: str, data: st.DataObject) -> None:
    """A device takes any beginning of the word that is no other word's, in any case, with or without the blank."""
    word, _, number = port(name).partition(" ")
    others = [one for one in WORDS.values() if one != word]
    unique = [
        word[:size]
        for size in range(2, len(word) + 1)
        if not any(one.lower().startswith(word[:size].lower()) for one in others)
    ]
    short = data.draw(st.sampled_from(unique))
    short = data.draw(st.sampled_from((short, short.lower(), short.upper())))
    text = data.draw(st.sampled_from((f"{short} {number}", f"{short}{number}")))
    assert re.fullmatch(PATTERN, text)
    assert neutral(text) == name


@pytest.mark.parametrize("text", ["Dialer 1", "GigabitEthernet", "GigabitEthernet 0/", "range gi 0/1-2", "", "vlan"])
def test_other_text_is_no_name(text: str) -> None:
    assert re.fullmatch(PATTERN, text) is None
    with pytest.raises(ValueError):
        neutral(text)


def test_a_kind_without_a_word_is_refused() -> None:
    assert interface_name("2.5ge-0/1")
    with pytest.raises(ValueError, match=r"2\.5ge"):
        port("2.5ge-0/1")
