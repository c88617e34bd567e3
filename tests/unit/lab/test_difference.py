"""From any wiring to any other, by steps that a node takes; from a wiring to itself by none."""

from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from interpreters.lab_node import LabNode
from networks import Built
from strategies.devices import devices

from govnetgen.lab.difference import Program, steps_between
from govnetgen.lab.realise import realise
from govnetgen.lab.topology import LabPlan
from govnetgen.lab.vrfs import VrfWay
from govnetgen.lab.wiring import DeviceKind, NetworkDevice, Wiring
from govnetgen.platform import FEATURES, platforms
from govnetgen.platforms.linux.names import port

LINUX = platforms()["linux"]
PORTS = ("ge-0/1", "ge-0/2", "10ge-0/1", "10ge-0/2")
WIRED = tuple(map(port, PORTS))
CONCERNED = ("interfaces", "vlans", "vrfs", "spanning_tree")


def bare(ports: tuple[str, ...]) -> Wiring:
    """A node that has nothing yet but the ends of its wires."""
    there = [NetworkDevice(name=one, kind=DeviceKind.PORT, up=False) for one in sorted(ports)]
    return Wiring(devices=(*there, NetworkDevice(name="lo", kind=DeviceKind.LOOPBACK)))


def shape(wiring: Wiring) -> Wiring:
    """A wiring as a node shows it: in order, addresses too."""
    known = [
        replace(one, addresses=tuple(sorted(one.addresses)), mtu=None if one.mtu == 1500 else one.mtu, number=0)
        for one in wiring.devices
    ]
    return replace(wiring, devices=tuple(sorted(known, key=lambda one: (one.table, one.name))))


def leads(have: Wiring, want: Wiring) -> Wiring:
    node = LabNode(have)
    node.take(steps_between(have, want))
    return node.wiring()


@st.composite
def wirings(draw: st.DrawFn, number: int = 1) -> tuple[Wiring, ...]:
    vrfs = draw(st.sampled_from(VrfWay))
    return tuple(draw(_wiring(vrfs)) for _ in range(number))


@st.composite
def _wiring(draw: st.DrawFn, vrfs: VrfWay) -> Wiring:
    device = draw(devices([one for one in FEATURES if one in CONCERNED], PORTS))
    if LINUX.inexpressible(device, LINUX.dialect(None)):
        device = replace(device, interfaces=())
    return realise(device, WIRED, draw(st.sets(st.sampled_from(WIRED), max_size=1)), vrfs=vrfs)


@settings(max_examples=60, phases=(Phase.reuse, Phase.generate))
@given(wirings(2))
def test_steps_lead_from_any_wiring_to_any_other(both: tuple[Wiring, Wiring]) -> None:
    have, want = both
    begun = leads(bare(WIRED), have)
    assert shape(begun) == shape(have)
    assert shape(leads(have, want)) == shape(want)


@given(wirings())
def test_no_step_leads_from_a_wiring_to_itself(one: tuple[Wiring]) -> None:
    (have,) = one
    assert steps_between(have, have) == ()


@pytest.mark.parametrize("vrfs", VrfWay)
@pytest.mark.parametrize("network", ["small_lab", "dalian_lab"])
def test_every_node_of_a_network_comes_up(network: str, vrfs: VrfWay, request: pytest.FixtureRequest) -> None:
    plan: LabPlan = request.getfixturevalue(network)
    for node in plan.nodes:
        want = realise(node.config, node.ports, vrfs=vrfs)
        assert shape(leads(bare(tuple(node.ports)), want)) == shape(want), node.name


def test_only_what_differs_is_touched(small: Built, small_lab: LabPlan) -> None:
    node = small_lab.node("core1")
    have = realise(node.config, node.ports)
    without = replace(node.config, interfaces=tuple(one for one in node.config.interfaces if one.name != "vlan-100"))
    steps = steps_between(have, realise(without, node.ports))
    lines = [line for step in steps for line in step.lines]
    assert lines == ["del-port bridge o-vlan100", "link del dev o-vlan100"]


def test_a_port_that_failed_goes_down_and_comes_back_with_nothing_else_touched(small_lab: LabPlan) -> None:
    node = small_lab.node("fw1")
    whole, cut = realise(node.config, node.ports), realise(node.config, node.ports, ["ge1-0-1"])
    assert [step.lines for step in steps_between(whole, cut)] == [("link set dev ge1-0-1 down",)]
    assert [step.lines for step in steps_between(cut, whole)] == [("link set dev ge1-0-1 up",)]


def test_what_a_failed_port_carries_has_no_carrier(dalian_lab: LabPlan) -> None:
    node = dalian_lab.node("core1")
    whole, cut = realise(node.config, node.ports), realise(node.config, node.ports, ["10ge1-6"])
    lines = [line for step in steps_between(whole, cut) for line in step.lines]
    carried = [one.peer for one in whole.devices if one.name.startswith("10ge1-6.")]
    assert len(carried) > 3
    assert sorted(lines) == sorted([*(f"link set dev {one} down" for one in carried), "link set dev 10ge1-6 down"])


def test_an_aggregate_has_no_carrier_when_its_last_port_fails(dalian_lab: LabPlan) -> None:
    node = dalian_lab.node("core1")
    ports = [port(one.name) for one in node.config.interfaces if one.lag is not None]
    assert len(ports) == 2
    one, both = (realise(node.config, node.ports, down) for down in (ports[:1], ports))
    assert all(device.carrier for device in one.devices)
    assert {device.name.partition(".")[0] for device in both.devices if not device.carrier} == {"lag1"}


def test_rules_of_the_kernel_are_set_before_a_port_comes_up(small_lab: LabPlan) -> None:
    """The kernel answers ARP for all its addresses on every port: on a bridge's port it must not."""
    node = small_lab.node("core2")
    steps = steps_between(bare(node.ports), realise(node.config, node.ports))
    quiet = next(i for i, step in enumerate(steps) if step.program is Program.KERNEL)
    up = next(i for i, step in enumerate(steps) if any(line.endswith("ge0-9 up") for line in step.lines))
    assert "net/ipv4/conf/ge0-9/arp_ignore=8" in steps[quiet].lines
    assert quiet < up
    assert not any("10ge0-3" in line for line in steps[quiet].lines)


def test_a_port_whose_device_is_made_anew_is_joined_anew(dalian: Built) -> None:
    """Open vSwitch holds on to the device that it was given: one of the same name is another one."""
    meant = dalian.devices["shahekou-gov-fw1"]
    moved = replace(
        meant,
        interfaces=tuple(
            replace(one, vrf="gongshang") if one.vrf == "shuiwu" and one.vlan is None else one
            for one in meant.interfaces
        ),
    )
    (changed,) = (one for one, other in zip(moved.interfaces, meant.interfaces, strict=True) if one != other)
    end = f"o-{port(changed.name)}"
    have, want = (realise(one, ()) for one in (meant, moved))
    lines = [line for step in steps_between(have, want) if step.program is Program.SWITCH for line in step.lines]
    assert [line.split()[0] for line in lines if end in line.split()] == ["del-port", "add-port", "set"]
