"""Names: both ways, and what the kernel and nftables take."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnetgen.model.names import KINDS
from govnetgen.platforms.linux.names import names_vrf, neutral, port, unword, word
from govnetgen.platforms.linux.read.patterns import INTERFACE

_NEUTRAL = st.builds(
    lambda kind, position, unit: f"{kind}-{position}" + ("" if unit is None else f".{unit}"),
    st.sampled_from(KINDS),
    st.lists(st.integers(0, 99), min_size=1, max_size=3).map(lambda parts: "/".join(map(str, parts))),
    st.none() | st.integers(0, 4094),
)


@given(_NEUTRAL)
def test_every_neutral_name_comes_back(name: str) -> None:
    assert neutral(port(name)) == name


@given(st.text("lo0123456789swpgevanmt-.", max_size=10) | st.from_regex(INTERFACE, fullmatch=True))
def test_every_linux_name_that_is_understood_is_the_one_written(text: str) -> None:
    name = neutral(text)
    assert name is None or port(name) == text


@given(st.from_regex(INTERFACE, fullmatch=True))
def test_what_the_pattern_takes_is_understood(text: str) -> None:
    assert neutral(text) is not None


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("10ge-0/1.100", "10ge0-1.100"),
        ("port-7", "swp7"),
        ("2.5ge-0/0/1", "2.5ge0-0-1"),
        ("lag-3", "lag3"),
        ("vlan-10", "vlan10"),
        ("loopback-0", "lo"),
        ("loopback-1", "lo1"),
        ("mgmt-0", "mgmt0"),
    ],
)
def test_names_are_the_expected_ones(name: str, text: str) -> None:
    assert port(name) == text
    assert neutral(text) == name


@pytest.mark.parametrize("text", ["lo0", "eth0", "bridge", "vlan", "swp1.01", "loopback0", "10ge0/1", "lo.x", ""])
def test_other_names_are_not_understood(text: str) -> None:
    assert neutral(text) is None


@given(st.text(min_size=1))
def test_words_come_back_and_are_plain(name: str) -> None:
    assert unword(word(name)) == name
    assert all(one.isascii() and (one.isalnum() or one in "_./-") for one in word(name))


def test_plain_words_stay_as_they_are() -> None:
    assert word("web-in_2.a") == "web-in_2.a"
    assert word("办公") == "/529e//516c/"


@pytest.mark.parametrize("name", ["lo", "bridge", "vlan10", "none", "a/b", "", "a" * 16, "办公"])
def test_a_vrf_is_a_network_device_of_its_own(name: str) -> None:
    assert not names_vrf(name)
    assert names_vrf("police")
