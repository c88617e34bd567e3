"""Twins: what Linux can say is kept as it is, all else is named."""

from dataclasses import fields, replace

import pytest
from networks import Built

from govnetgen.configtree import parse_tree
from govnetgen.lab.topology import LabPlan, NodeKind
from govnetgen.lab.twin import DIALECT, PLATFORM, twin
from govnetgen.lab.twin_names import renamed_interfaces, renamed_vrfs, with_names
from govnetgen.model.address import Address, InterfaceAddress
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.bgp import Bgp, Neighbor
from govnetgen.model.device.firewall import Firewall, Zone
from govnetgen.model.device.high_availability import HighAvailability
from govnetgen.model.device.interface import Interface
from govnetgen.model.device.order import in_order
from govnetgen.model.device.ospf import (
    InterfaceOspf,
    OspfAlgorithm,
    OspfArea,
    OspfAuthentication,
    OspfProcess,
)
from govnetgen.model.device.system import System
from govnetgen.model.device.vrf import Vrf
from govnetgen.model.device.vrrp import VrrpGroup
from govnetgen.model.secret import Secret
from govnetgen.platform import platforms
from govnetgen.platforms.linux.names import MAXIMUM_LENGTH, port

LINUX = platforms()[PLATFORM]
LONG = "100ge-1/0/48.3001"
ROUTER_ID = Address.parse("10.0.0.1")


def device(**features: object) -> DeviceConfig:
    """A device with some features."""
    return in_order(replace(DeviceConfig(system=System(hostname="r1")), **features))  # type: ignore[arg-type]


def test_twins_of_all_networks_can_be_said_and_mean_what_they_say(small_lab: LabPlan, dalian_lab: LabPlan) -> None:
    for lab in (small_lab, dalian_lab):
        for node in lab.nodes:
            assert LINUX.inexpressible(node.config, LINUX.dialect(DIALECT)) == ()
            if lab is small_lab:
                reading = LINUX.read(parse_tree(node.text, LINUX.syntax), LINUX.dialect(DIALECT))
                assert reading.device == node.config
                assert reading.unread == ()


def test_a_twin_differs_from_its_device_only_by_what_it_says_was_left_out(dalian: Built, dalian_lab: LabPlan) -> None:
    for node in dalian_lab.nodes:
        if node.kind is NodeKind.OUTSIDE:
            continue
        meant = dalian.devices[node.name]
        changed = {one.name for one in fields(meant) if getattr(meant, one.name) != getattr(node.config, one.name)}
        assert changed == {one.feature for one in node.left_out}


@pytest.mark.parametrize("names", ["small_lab", "dalian_lab"])
def test_names_are_a_bijection_that_the_kernel_takes(names: str, request: pytest.FixtureRequest) -> None:
    for node in request.getfixturevalue(names).nodes:
        assert len(set(node.names.values())) == len(node.names)
        assert all(len(one) <= MAXIMUM_LENGTH for one in node.names.values())
        assert set(node.ports) <= set(node.names.values())


def test_an_interface_with_a_long_name_is_renamed_wherever_it_is_named() -> None:
    meant = device(
        vrfs=(Vrf(name="red"),),
        interfaces=(
            Interface(name="100ge-1/0/48"),
            Interface(name=LONG, vlan=3001, vrf="red", addresses=(InterfaceAddress.parse("10.1.1.1/30"),)),
            Interface(name="port-1"),
        ),
        firewall=Firewall(zones=(Zone(name="inside", priority=50, interfaces=(LONG,)),)),
        bgp=Bgp(
            asn=1,
            router_id=ROUTER_ID,
            neighbors=(Neighbor(address=ROUTER_ID, remote_as=2, source_interface="100ge-1/0/48"),),
        ),
    )
    made = twin(meant).require()
    assert made.names == {"100ge-1/0/48": "swp2", LONG: "swp2.3001", "port-1": "swp1"}
    assert {port(one.name) for one in made.config.interfaces} == set(made.names.values())
    assert made.config.firewall is not None and made.config.firewall.zones[0].interfaces == ("port-2.3001",)
    assert made.config.bgp is not None and made.config.bgp.neighbors[0].source_interface == "port-2"
    back = {port_name: name for name, port_name in renamed_interfaces(meant).items()}
    assert in_order(with_names(made.config, back, {})) == meant


def test_a_vrf_that_no_network_device_can_be_is_renamed_everywhere() -> None:
    meant = device(
        vrfs=(Vrf(name="a-very-long-name-of-a-vpn"), Vrf(name="vpn1")),
        interfaces=(Interface(name="ge-0/1", vrf="a-very-long-name-of-a-vpn"),),
    )
    made = twin(meant).require()
    assert made.vrfs == {"a-very-long-name-of-a-vpn": "vpn2", "vpn1": "vpn1"}
    assert made.config.interfaces[0].vrf == "vpn2"
    assert [(one.feature, one.subject, one.instead) for one in made.left_out] == [
        ("vrfs", "a-very-long-name-of-a-vpn", "VRF vpn2")
    ]
    assert renamed_vrfs(made.config) == {}


def test_a_pair_keeps_its_virtual_addresses_and_says_what_it_lacks() -> None:
    group = VrrpGroup(number=1, addresses=(Address.parse("10.1.1.1"),), priority=120, preempt_delay_s=60)
    meant = device(
        interfaces=(
            Interface(name="ge-0/1", addresses=(InterfaceAddress.parse("10.9.9.1/30"),)),
            Interface(name="vlan-10", addresses=(InterfaceAddress.parse("10.1.1.2/24"),), vrrp=(group,)),
        ),
        high_availability=HighAvailability(interface="ge-0/1", peer=Address.parse("10.9.9.2")),
    )
    made = twin(meant).require()
    assert made.config.high_availability is None
    assert made.config.interfaces[1].vrrp == (replace(group, preempt_delay_s=0),)
    assert {one.feature for one in made.left_out} == {"high_availability", "interfaces"}


def ospf(algorithm: OspfAlgorithm, **process: object) -> DeviceConfig:
    """A device with one OSPF interface."""
    key = OspfAuthentication(key=1, algorithm=algorithm, secret=Secret("k", "plain"))
    part = InterfaceOspf(process=1, area=0, authentication=key)
    one = OspfProcess(number=1, router_id=ROUTER_ID, areas=(OspfArea(number=0),))
    port_with_ospf = Interface(name="ge-0/1", addresses=(InterfaceAddress.parse("10.9.9.1/30"),), ospf=(part,))
    return device(interfaces=(port_with_ospf,), ospf=(replace(one, **process),))  # type: ignore[arg-type]


def test_authentication_that_frr_lacks_becomes_what_it_has_with_the_same_key() -> None:
    made = twin(ospf(OspfAlgorithm.HMAC_SHA256)).require()
    assert made.config == ospf(OspfAlgorithm.MD5)
    assert [(one.feature, one.instead) for one in made.left_out] == [("ospf", "MD5 with the same key")]


def test_what_packets_depend_on_is_never_left_out() -> None:
    refused = twin(ospf(OspfAlgorithm.MD5, vrf="missing"))
    assert refused.value is None
    assert {one.code for one in refused.diagnostics} == {"lab-cannot-twin"}
