"""Addresses agree with the standard library's ipaddress, which is slower and knows all rules."""

import ipaddress
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govnetgen.model.address import (
    Address,
    AddressRange,
    InterfaceAddress,
    NumberRange,
    Prefix,
    length_of_mask,
    length_of_wildcard,
    numbers,
    ranges_of,
)

VERSIONS = st.sampled_from((4, 6))
VALUES = st.integers(0, 2**128 - 1) | st.sampled_from((0, 1, 0xFFFF, 0xFFFF_0A00_0001, 2**128 - 1))
LIBRARY = {4: ipaddress.IPv4Address, 6: ipaddress.IPv6Address}


def _address(version: int, value: int) -> Address:
    return Address(version, value % 2 ** (32 if version == 4 else 128))


def _prefix(version: int, value: int, length: int) -> Prefix:
    bits = 32 if version == 4 else 128
    return InterfaceAddress.of(_address(version, value), length % (bits + 1)).prefix


ADDRESSES = st.builds(_address, VERSIONS, VALUES)
PREFIXES = st.builds(_prefix, VERSIONS, VALUES, st.integers(0, 128))


@given(address=ADDRESSES)
def test_addresses_print_and_parse_as_the_library_does(address: Address) -> None:
    assert str(address) == str(LIBRARY[address.version](address.value))
    assert Address.parse(str(address)) == address


@given(prefix=PREFIXES)
def test_prefixes_agree_with_the_library(prefix: Prefix) -> None:
    other = ipaddress.ip_network(str(prefix))
    assert Prefix.parse(str(prefix)) == prefix
    assert str(prefix) == str(other)
    assert prefix.netmask == str(other.netmask)
    assert prefix.wildcard == str(other.hostmask)
    assert prefix.size == other.num_addresses
    assert str(prefix.network) == str(other.network_address)
    assert prefix.last == int(other.broadcast_address)
    assert prefix.is_host == (other.num_addresses == 1)


@given(one=PREFIXES, other=PREFIXES)
def test_holding_and_overlapping_agree_with_the_library(one: Prefix, other: Prefix) -> None:
    left, right = ipaddress.ip_network(str(one)), ipaddress.ip_network(str(other))
    assert one.overlaps(other) == (one.version == other.version and left.overlaps(right))
    assert one.contains(other) == (one.version == other.version and right.subnet_of(left))
    assert one.contains(other.network) == (right.network_address in left)


@given(prefix=PREFIXES, offset=st.integers(-(2**130), 2**130))
def test_hosts_by_offset(prefix: Prefix, offset: int) -> None:
    if -prefix.size <= offset < prefix.size:
        assert prefix.host(offset).value == ipaddress.ip_network(str(prefix))[offset].__int__()
    else:
        with pytest.raises(ValueError, match="holds no address"):
            prefix.host(offset)


@given(address=ADDRESSES, length=st.integers(0, 128))
def test_interface_addresses_agree_with_the_library(address: Address, length: int) -> None:
    length = min(length, 32 if address.version == 4 else 128)
    interface = InterfaceAddress.of(address, length)
    other = ipaddress.ip_interface(f"{address}/{length}")
    assert InterfaceAddress.parse(str(interface)) == interface
    assert interface.address == address
    assert str(interface.prefix) == str(other.network)
    assert interface.netmask == str(other.netmask)


@given(length=st.integers(0, 32))
def test_masks_and_wildcards_are_lengths(length: int) -> None:
    network = ipaddress.ip_network(f"0.0.0.0/{length}")
    assert length_of_mask(str(network.netmask)) == length
    assert length_of_wildcard(str(network.hostmask)) == length


@given(value=st.integers(0, 2**32 - 1))
def test_a_mask_has_no_holes(value: int) -> None:
    text = str(ipaddress.IPv4Address(value))
    ones = f"{value:032b}"
    if "01" in ones:
        with pytest.raises(ValueError, match="is not a mask"):
            length_of_mask(text)
    else:
        assert length_of_mask(text) == ones.count("1")


def test_a_wildcard_of_nothing_is_a_host() -> None:
    assert length_of_wildcard("0") == 32
    with pytest.raises(ValueError, match="contiguous"):
        length_of_wildcard("0.0.255.0")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "10",
        "10.0.0",
        "10.0.0.256",
        "10.0.0.01",
        "10.0.0.0.1",
        " 10.0.0.1",
        "10.0.0.1 ",
        "x",
        "1:2",
        "fe80::1%1x/",
        "fe80::1%eth0",
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="address"):
        Address.parse(text)


@pytest.mark.parametrize(
    "text", ["10.0.0.0", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/x", "2001:db8::/129", "10.0.0.0/²"]
)
def test_what_is_no_prefix_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="prefix"):
        Prefix.parse(text)


def test_a_prefix_has_no_host_bits_and_says_what_it_would_be() -> None:
    with pytest.raises(ValueError, match=r"the prefix is 10\.0\.0\.0/8"):
        Prefix.parse("10.0.0.1/8")


@given(held=st.frozensets(st.integers(0, 60)))
def test_ranges_hold_the_numbers_and_nothing_else(held: frozenset[int]) -> None:
    ranges = ranges_of(held)
    assert numbers(ranges) == tuple(sorted(held))
    assert all(one.last + 1 < other.first for one, other in itertools.pairwise(ranges))


def test_ranges_print_as_people_write_them() -> None:
    assert [str(one) for one in ranges_of({1, 2, 3, 7})] == ["1-3", "7"]
    assert str(NumberRange(80, 80)) == "80"
    assert str(AddressRange(Address.parse("10.0.0.1"), Address.parse("10.0.0.9"))) == "10.0.0.1-10.0.0.9"


@pytest.mark.parametrize(
    ("prefix", "hosts", "others"),
    [
        ("10.0.0.0/30", ["10.0.0.1", "10.0.0.2"], ["10.0.0.0", "10.0.0.3", "10.0.0.4", "::1"]),
        ("10.0.0.0/31", ["10.0.0.0", "10.0.0.1"], ["10.0.0.2"]),
        ("10.0.0.0/32", ["10.0.0.0"], ["10.0.0.1"]),
        ("2001:db8::/126", ["2001:db8::", "2001:db8::3"], ["2001:db8::4", "10.0.0.1"]),
    ],
)
def test_which_addresses_hosts_may_have(prefix: str, hosts: list[str], others: list[str]) -> None:
    block = Prefix.parse(prefix)
    assert all(block.has_host(Address.parse(one)) for one in hosts)
    assert not any(block.has_host(Address.parse(one)) for one in others)


def test_which_numbers_hosts_may_have() -> None:
    block = Prefix.parse("10.0.0.0/29")
    assert [number for number in range(-10, 11) if block.has_number(number)] == [*range(-7, -1), *range(1, 7)]
