"""Every way of writing a prefix that fits is read as that prefix; what may mean two things is refused."""

from random import Random

import pytest
from generators.written_prefix import NOT_READABLE, SEPARATORS, WAYS, written
from hypothesis import given
from hypothesis import strategies as st

from govnetgen.brownfield.notation import read_prefixes
from govnetgen.brownfield.prefix_item import read_address
from govnetgen.model.address import Prefix

prefixes = st.builds(
    lambda length, bits: Prefix(4, (10 << 24 | bits) >> (32 - length) << (32 - length), length),
    st.sampled_from((8, 16, 20, 22, 23, 24, 24, 25, 26, 28, 29, 30)),
    st.integers(min_value=0, max_value=(1 << 24) - 1),
)
seeds = st.integers(min_value=0, max_value=1 << 32)


def read(text: str, mask: str = "", *gateways: str) -> list[str]:
    """The prefixes of a cell; those whose subnet nobody knows with a question mark."""
    held = tuple(address for one in gateways if (address := read_address(one)) is not None)
    return [f"{one.prefix}{'' if one.subnet else '?'}" for one in read_prefixes(text, mask, held).prefixes]


@given(prefix=prefixes)
def test_plain_prefixes_need_no_repair(prefix: Prefix) -> None:
    reading = read_prefixes(str(prefix))
    assert [one.prefix for one in reading.prefixes] == [prefix]
    assert not reading.repaired and not reading.problems


@given(prefix=prefixes, seed=seeds, way=st.sampled_from(WAYS))
def test_every_way_is_read_as_the_prefix_that_was_written(prefix: Prefix, seed: int, way: object) -> None:
    text = way(prefix, Random(seed)) if callable(way) else None
    if not text or text == str(prefix):
        return
    reading = read_prefixes(text)
    assert [one.prefix for one in reading.prefixes] == [prefix]
    assert reading.repaired and not reading.problems


@given(held=st.lists(prefixes, min_size=2, max_size=5), seed=seeds, sign=st.sampled_from(SEPARATORS))
def test_lists_are_read_in_order(held: list[Prefix], seed: int, sign: str) -> None:
    chance = Random(seed)
    reading = read_prefixes(sign.join(written(one, chance) for one in held))
    assert [one.prefix for one in reading.prefixes] == held
    assert not reading.problems


@given(text=st.text(alphabet="0123456789./-~*x,;、，（）() \n掩码位除原至段AB:", max_size=40))
def test_whatever_is_written_is_read_or_refused(text: str) -> None:
    reading = read_prefixes(text)
    assert reading.prefixes or reading.problems
    assert all(one.prefix.length > 0 for one in reading.prefixes)


@pytest.mark.parametrize("text", NOT_READABLE)
def test_what_nobody_can_read_is_refused(text: str) -> None:
    reading = read_prefixes(text)
    assert not reading.prefixes
    assert reading.problems


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10.1.0-3.0/24", ["10.1.0.0/24", "10.1.1.0/24", "10.1.2.0/24", "10.1.3.0/24"]),
        ("10.1.0-10.1.3", ["10.1.0.0/22"]),
        ("10.1.0.0/24-10.1.1.0/24", ["10.1.0.0/24", "10.1.1.0/24"]),
        ("10.1.1.5", ["10.1.1.5/32?"]),
        ("10.1.1.4-10.1.1.7", ["10.1.1.4/30"]),
        ("10.1.1.10-12", ["10.1.1.10/31?", "10.1.1.12/32?"]),
        ("10/8", ["10.0.0.0/8"]),
        ("10.1/16", ["10.1.0.0/16"]),
        ("10.1.1.0/24等", ["10.1.1.0/24"]),
        ("10.1.1.0/24（原10.2.1.0/24）", ["10.1.1.0/24"]),
        ("10.1.1.0、10.1.2.0/24", ["10.1.2.0/24"]),
        ("10.1.1.0/24、2.0/24", ["10.1.1.0/24"]),
        ("10.1.1.0 / 10.2.2.0/24", ["10.2.2.0/24"]),
        ("2001:DB8::/48", ["2001:db8::/48"]),
        ("2001:db8::1/64、10.1.1.0/24", ["2001:db8::/64", "10.1.1.0/24"]),
        ("fe80::1", ["fe80::1/128?"]),
    ],
)
def test_what_else_people_write(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize("mask", ["255.255.255.0", "24", "/24", "0.0.0.255", "24位", "２５５．２５５．２５５．０"])
def test_a_column_of_masks_says_how_long_prefixes_are(mask: str) -> None:
    assert read("10.1.1.0", mask) == ["10.1.1.0/24"]
    assert read("10.1.1.0、10.1.2.0", mask) == ["10.1.1.0/24", "10.1.2.0/24"]
    assert read("10.1.1.0/25", mask) == ["10.1.1.0/25"]


def test_a_gateway_completes_the_range_that_leaves_it_out() -> None:
    assert read("10.1.1.2-254", "", "10.1.1.1") == ["10.1.1.0/24"]
    assert read("10.1.1.1-10.1.1.253", "", "10.1.1.254") == ["10.1.1.0/24"]


def test_gateways_among_prefixes_are_told_apart() -> None:
    reading = read_prefixes("IP：10.1.1.0 掩码：255.255.255.0 网关：10.1.1.1")
    assert [str(one.prefix) for one in reading.prefixes] == ["10.1.1.0/24"]
    assert [str(one) for one in reading.gateways] == ["10.1.1.1"]
