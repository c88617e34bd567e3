"""What stands between the addresses of a cell: masks, arrows, numbers of a list, words for what is not written."""

import pytest

from govnetgen.brownfield.notation import read_prefixes
from govnetgen.brownfield.row import read_vlans

ONE, TWO = "10.1.2.0/24", "10.1.3.0/24"


@pytest.mark.parametrize(
    "text",
    [
        "10.1.2.0,255.255.255.0",
        "10.1.2.0，255.255.255.0",
        "10.1.2.1；255.255.255.0",
        "10.1.2.0\n255.255.255.0",
        "10.1.2.0、0.0.0.255",
        "10.1.2.0(24位)",
        "10.1.2.1->10.1.2.254",
        "10.1.2.0=>10.1.2.255",
        "10.1.2.1-.254",
        "10.1.2.1/24-10.1.2.254/24",
        "10.1.2.0/24.",
        "1. 10.1.2.0/24",
    ],
)
def test_one_prefix(text: str) -> None:
    reading = read_prefixes(text)
    assert [str(one.prefix) for one in reading.prefixes] == [ONE]
    assert all(one.subnet for one in reading.prefixes)
    assert reading.repaired and not reading.problems


@pytest.mark.parametrize("text", ["①10.1.2.0/24②10.1.3.0/24", "1. 10.1.2.0/24\n2. 10.1.3.0/24"])
def test_numbers_of_a_list_are_no_digits_of_its_addresses(text: str) -> None:
    reading = read_prefixes(text)
    assert [str(one.prefix) for one in reading.prefixes] == [ONE, TWO]
    assert not reading.problems


def test_spaces_in_an_address_are_no_number_of_a_list() -> None:
    assert [str(one.prefix) for one in read_prefixes("10. 1. 2. 0/24").prefixes] == [ONE]


@pytest.mark.parametrize(
    "text",
    [
        "10.1.2.0/24、待定",
        "待核实；10.1.2.0/24",
        "10.1.2.0/24，其余见附件",
        "10.1.2.0/24 等3个网段",
        "10.1.2.*,详见附表",
    ],
)
def test_what_a_list_leaves_unsaid_is_reported_beside_what_it_says(text: str) -> None:
    reading = read_prefixes(text)
    assert [str(one.prefix) for one in reading.prefixes] == [ONE]
    assert [one.code for one in reading.problems] == ["partial-prefix"]


@pytest.mark.parametrize("text", ["10.1.2.0/24（除.1-.10）", "10.1.2.0/24(不含10号以前)", "10.1.2.1⇔10.1.2.254"])
def test_what_may_mean_anything_is_refused(text: str) -> None:
    reading = read_prefixes(text)
    assert not reading.prefixes and reading.problems


@pytest.mark.parametrize("text", ["10.1.2.0/24（除尘设备）", "10.1.2.0/24 拓扑待补"])
def test_a_note_with_such_a_word_is_a_note(text: str) -> None:
    reading = read_prefixes(text)
    assert [str(one.prefix) for one in reading.prefixes] == [ONE] and not reading.problems


@pytest.mark.parametrize("text", ["vlan-30", "VLAN_30", "Vlan - 30", "vlan-id 30"])
def test_a_dash_before_the_number_of_a_vlan(text: str) -> None:
    assert read_vlans(text) == (30,)
