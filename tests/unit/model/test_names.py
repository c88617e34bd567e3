"""Interface names: what is written is what is read, and they sort as engineers count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnetgen.model.names import KINDS, LOGICAL_KINDS, interface_name, interface_order

NAMES = st.builds(
    lambda kind, position, unit: f"{kind}-{'/'.join(map(str, position))}" + ("" if unit is None else f".{unit}"),
    st.sampled_from(KINDS),
    st.lists(st.integers(0, 99), min_size=1, max_size=4),
    st.none() | st.integers(0, 4094),
)


@given(text=NAMES)
def test_a_name_reads_back_as_it_was_written(text: str) -> None:
    name = interface_name(text)
    assert str(name) == text
    assert name.is_port == (name.kind not in LOGICAL_KINDS)
    assert interface_name(name.parent).unit is None
    assert text == name.parent or text == f"{name.parent}.{name.unit}"


@given(texts=st.lists(NAMES, unique=True))
def test_the_order_is_total_and_a_parent_stands_before_its_subinterfaces(texts: list[str]) -> None:
    keys = {interface_order(one) for one in texts}
    assert len(keys) == len(texts)
    for one in texts:
        name = interface_name(one)
        if name.unit is not None:
            assert interface_order(name.parent) < interface_order(one)


@pytest.mark.parametrize(
    "text", ["", "ge", "ge-", "ge0/1", "Ge-0/1", "eth-0", "ge-0/1.", "ge-0//1", "ge-0/1.1.1", "ge-٣", "2.5ge0/1"]
)
def test_what_is_no_name_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not an interface name"):
        interface_name(text)


def test_numbers_sort_as_numbers() -> None:
    assert interface_order("ge-0/2") < interface_order("ge-0/10") < interface_order("10ge-0/1")
