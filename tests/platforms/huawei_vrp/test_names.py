"""Interface names of every family, both ways."""

import re

import pytest

from govnetgen.model.device.interface import Interface
from govnetgen.platforms.huawei_vrp.dialects import DIALECTS
from govnetgen.platforms.huawei_vrp.names import PATTERN, dump_order, neutral, vendor

NAMES = [
    ("s", "ge-0/0/1", "GigabitEthernet0/0/1"),
    ("s", "10ge-0/0/1.30", "XGigabitEthernet0/0/1.30"),
    ("s", "mgmt-0", "MEth0/0/1"),
    ("s", "ge-0/0/0", "GigabitEthernet0/0/0"),
    ("ce", "ge-1/0/1", "GE1/0/1"),
    ("ce", "10ge-1/0/1", "10GE1/0/1"),
    ("ce", "100ge-1/0/1", "100GE1/0/1"),
    ("ce", "mgmt-0", "MEth0/0/0"),
    ("ne", "10ge-1/0/0", "10GE1/0/0"),
    ("ne", "mgmt-0", "GigabitEthernet0/0/0"),
    ("usg", "mgmt-0", "GigabitEthernet0/0/0"),
    ("usg", "ge-1/0/1", "GigabitEthernet1/0/1"),
    ("usg", "lag-1.100", "Eth-Trunk1.100"),
    ("usg", "vlan-10", "Vlanif10"),
    ("s", "loopback-0", "LoopBack0"),
    ("s", "tunnel-0/0/1", "Tunnel0/0/1"),
]


@pytest.mark.parametrize(("family", "name", "text"), NAMES)
def test_names_both_ways(family: str, name: str, text: str) -> None:
    ports = DIALECTS[family].ports
    assert vendor(name, ports) == text
    assert neutral(text, ports.management) == name
    assert re.fullmatch(PATTERN, text)


@pytest.mark.parametrize("text", ["Serial0/0/0", "Nve1", "Virtual-if0", "GigabitEthernet", "con 0", "Vlanif10 x"])
def test_names_that_the_model_has_no_word_for(text: str) -> None:
    assert neutral(text) is None
    assert not re.fullmatch(PATTERN, text)


@pytest.mark.parametrize(
    ("family", "name"), [("ce", "fe-1/0/1"), ("s", "port-1"), ("s", "mgmt-1"), ("ne", "2.5ge-1/0/1")]
)
def test_ports_that_a_family_lacks(family: str, name: str) -> None:
    with pytest.raises(ValueError, match=name):
        vendor(name, DIALECTS[family].ports)


def test_interfaces_stand_as_in_a_dump() -> None:
    shuffled = ("loopback-0", "10ge-0/0/2", "lag-1.20", "mgmt-0", "ge-0/0/10", "lag-1", "vlan-2", "ge-0/0/9", "vlan-10")
    ordered = [one.name for one in dump_order(Interface(name=name) for name in shuffled)]
    assert ordered == [
        "vlan-2",
        "vlan-10",
        "mgmt-0",
        "lag-1",
        "lag-1.20",
        "ge-0/0/9",
        "ge-0/0/10",
        "10ge-0/0/2",
        "loopback-0",
    ]
