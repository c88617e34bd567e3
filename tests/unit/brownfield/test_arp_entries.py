"""Entries of ARP tables that are no hosts: the device's own addresses, and groups."""

import pytest

from govnetgen.brownfield.arp import read_arp


@pytest.mark.parametrize(
    "line",
    [
        "Internet  10.1.1.1   -   00e0.fc00.0009  arpa   Vlan10",
        "Internet  10.1.1.1   --  00e0.fc00.0009  arpa   VLAN 10",
        "10.1.1.1       -      00e0.fc00.0009  Vlan10",
        "10.1.1.1   00e0-fc00-0009            I -         Vlanif10",
    ],
)
def test_a_devices_own_address(line: str) -> None:
    assert [one.own for one in read_arp(line, "agg.txt")] == [True]


@pytest.mark.parametrize(
    "line",
    [
        "Internet  10.1.1.5   3   00e0.fc00.0001  arpa   Vlan10",
        "10.1.1.5     00:12:13  00e0.fc00.0001  Vlan10",
        "10.1.1.5   00e0-fc00-0001  4         D-0         Vlanif10",
    ],
)
def test_a_host(line: str) -> None:
    assert [one.own for one in read_arp(line, "agg.txt")] == [False]


def test_a_group_is_no_host() -> None:
    text = "  224.0.0.22   01-00-5e-00-00-16   static\n  10.1.1.255   ff-ff-ff-ff-ff-ff   static\n"
    assert not list(read_arp(text, "arp.txt"))
