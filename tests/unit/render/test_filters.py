"""Filters write numbers and addresses as devices do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnetgen.model.address import Address, InterfaceAddress, NumberRange, Prefix
from govnetgen.render.filters import batches, dotted, netmask, ranges, wildcard


@given(values=st.lists(st.integers(), max_size=20), size=st.integers(1, 7))
def test_batches_hold_everything_in_order_and_all_but_the_last_are_full(values: list[int], size: int) -> None:
    groups = list(batches(values, size))
    assert [one for group in groups for one in group] == values
    assert all(len(group) == size for group in groups[:-1])
    assert all(0 < len(group) <= size for group in groups)


@given(value=st.integers(0, 2**32 - 1))
def test_dotted_is_an_address(value: int) -> None:
    assert Address.parse(dotted(value)).value == value


@pytest.mark.parametrize(("to", "shown"), [("-", ["1", "3-9"]), (" to ", ["1", "3 to 9"])])
def test_ranges(to: str, shown: list[str]) -> None:
    assert ranges((NumberRange(1, 1), NumberRange(3, 9)), to) == shown


def test_masks() -> None:
    assert netmask(Prefix.parse("10.0.0.0/20")) == "255.255.240.0"
    assert netmask(InterfaceAddress.parse("10.0.0.1/31")) == "255.255.255.254"
    assert wildcard(Prefix.parse("10.0.0.0/20")) == "0.0.15.255"
