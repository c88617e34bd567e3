"""Law 6 of the model: whatever order a configuration was read in, it is held in one."""

import random

from hypothesis import given
from hypothesis import strategies as st
from strategies.devices import devices
from strategies.shuffle import shuffled
from strategies.walk import differences

from govnetgen.model.address import Address, InterfaceAddress
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.bgp import Bgp, Family, Origination
from govnetgen.model.device.interface import Interface
from govnetgen.model.device.order import in_order
from govnetgen.model.device.system import System
from govnetgen.model.device.vrf import Vrf
from govnetgen.platform import FEATURES


@given(device=devices(FEATURES), seed=st.integers(0, 1000))
def test_order_without_meaning_leaves_no_trace(device: DeviceConfig, seed: int) -> None:
    again = in_order(shuffled(device, random.Random(seed)))
    assert list(differences(device, again)) == []


@given(device=devices(FEATURES))
def test_being_in_order_is_stable(device: DeviceConfig) -> None:
    assert in_order(in_order(device)) == in_order(device)


def _device(**features: object) -> DeviceConfig:
    return in_order(DeviceConfig(system=System(hostname="one"), **features))  # type: ignore[arg-type]  # any feature


def test_interfaces_stand_in_the_order_that_engineers_expect() -> None:
    names = ("vlan-10", "vlan-2", "lag-1", "10ge-0/10", "10ge-0/2", "10ge-0/2.20", "10ge-0/2.3", "ge-0/1", "loopback-0")
    device = _device(interfaces=tuple(Interface(name=one) for one in names))
    assert [one.name for one in device.interfaces] == [
        "ge-0/1",
        "10ge-0/2",
        "10ge-0/2.3",
        "10ge-0/2.20",
        "10ge-0/10",
        "lag-1",
        "vlan-2",
        "vlan-10",
        "loopback-0",
    ]


def test_the_first_ipv4_address_stays_the_primary_one() -> None:
    texts = ("2001:db8::1/64", "10.9.0.1/24", "10.1.0.1/24", "10.0.0.1/24")
    device = _device(interfaces=(Interface(name="ge-1", addresses=tuple(map(InterfaceAddress.parse, texts))),))
    assert [str(one) for one in device.interfaces[0].addresses] == [
        "10.9.0.1/24",
        "10.0.0.1/24",
        "10.1.0.1/24",
        "2001:db8::1/64",
    ]


def test_route_targets_stand_by_number_not_by_text() -> None:
    device = _device(vrfs=(Vrf(name="a", route_distinguisher="1:1", imports=("65000:100", "65000:20", "9:1")),))
    assert device.vrfs[0].imports == ("9:1", "65000:20", "65000:100")


def test_an_origination_of_nothing_is_none() -> None:
    bgp = Bgp(asn=65000, router_id=Address.parse("10.0.0.1"), origination=(Origination(family=Family.IPV4),))
    device = _device(bgp=bgp)
    assert device.bgp is not None and device.bgp.origination == ()
