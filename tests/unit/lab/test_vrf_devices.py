"""VRFs that are devices: what belongs to them, under which numbers, and what a node's interfaces go through."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from networks import Built

from govnetgen.configtree import parse_tree
from govnetgen.lab.difference import Program, steps_between
from govnetgen.lab.observed import observed
from govnetgen.lab.plan import lab_plan
from govnetgen.lab.realise import realise
from govnetgen.lab.script import VRFS, Start, start_script
from govnetgen.lab.state import LabState
from govnetgen.lab.topology import LabPlan
from govnetgen.lab.up import planned_state
from govnetgen.lab.vrfs import VrfWay, free_number, vrf_rules
from govnetgen.lab.wiring import DeviceKind, NetworkDevice, Wiring
from govnetgen.model.address import InterfaceAddress
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.interface import Interface
from govnetgen.model.device.system import System
from govnetgen.model.device.vrf import Vrf
from govnetgen.platform import platforms

LINUX = platforms()["linux"]
SLICE = ("exit-fw*", "core*", "dsj-*")

BARE = Wiring(
    devices=(
        NetworkDevice(name="lo", kind=DeviceKind.LOOPBACK),
        NetworkDevice(name="ge0-1", kind=DeviceKind.PORT, up=False),
    )
)


def node(vrf: str | None, *vrfs: str) -> DeviceConfig:
    """A node whose one port lies in a VRF of several."""
    addresses = tuple(map(InterfaceAddress.parse, ("192.0.2.1/24", "2001:db8::1/64")))
    return DeviceConfig(
        system=System(hostname="n"),
        vrfs=tuple(Vrf(name=one, ipv4=True, ipv6=True) for one in vrfs),
        interfaces=(Interface(name="ge-0/1", vrf=vrf, addresses=addresses),),
    )


def wiring(vrf: str | None, *vrfs: str) -> Wiring:
    return realise(node(vrf, *vrfs), ["ge0-1"], vrfs=VrfWay.DEVICES)


def numbered(one: Wiring, **numbers: int) -> Wiring:
    """A wiring as a node shows it: its VRF devices have numbers."""
    known = [replace(each, number=numbers.get(each.name, 0)) for each in one.devices]
    return replace(one, devices=tuple(known))


def lines(have: Wiring, want: Wiring) -> list[str]:
    steps = steps_between(have, want)
    assert {(step.program, step.table) for step in steps} <= {(Program.IP, "")}
    return [line for step in steps for line in step.lines]


def test_a_vrf_device_is_there_before_what_belongs_to_it() -> None:
    assert lines(BARE, wiring("red", "red")) == [
        "link add name red type vrf table 1001",
        "addr add 127.0.0.1/8 dev red",
        "addr add ::1/128 dev red",
        "link set dev red up",
        "link set dev ge0-1 down",
        "addr flush dev ge0-1",
        "link set dev ge0-1 master red",
        "addr add 192.0.2.1/24 dev ge0-1",
        "addr add 2001:db8::1/64 dev ge0-1",
        "link set dev ge0-1 up",
    ]


@pytest.mark.parametrize(("before", "after", "word"), [(None, "red", "master red"), ("red", None, "nomaster")])
def test_an_interface_that_moves_has_its_addresses_again(before: str | None, after: str | None, word: str) -> None:
    have, want = (numbered(wiring(one, "red"), red=1001) for one in (before, after))
    assert lines(have, want) == [
        "link set dev ge0-1 down",
        "addr flush dev ge0-1",
        f"link set dev ge0-1 {word}",
        "addr add 192.0.2.1/24 dev ge0-1",
        "addr add 2001:db8::1/64 dev ge0-1",
        "link set dev ge0-1 up",
    ]


def test_a_vrf_that_goes_is_emptied_first() -> None:
    found = lines(numbered(wiring("red", "red"), red=1001), wiring(None))
    assert found[2] == "link set dev ge0-1 nomaster"
    assert found[-1] == "link del dev red"


def test_numbers_of_other_vrfs_stay_what_they_are() -> None:
    have = numbered(wiring("red", "red", "white"), red=1001, white=1003)
    found = lines(have, wiring("red", "amber", "blue", "red", "white"))
    assert [line for line in found if "table" in line] == [
        "link add name amber type vrf table 1002",
        "link add name blue type vrf table 1004",
    ]
    assert not any("dev ge0-1" in line or "dev white" in line for line in found)
    assert free_number([]) == 1001


def test_a_trunk_stays_with_its_bridge_and_its_subinterfaces_belong_to_the_vrf(dalian_lab: LabPlan) -> None:
    one = dalian_lab.node("core1")
    inside = realise(one.config, one.ports, vrfs=VrfWay.DEVICES)
    apart = realise(one.config, one.ports)
    assert inside.tables == ()
    assert inside.bridges == apart.bridges
    assert {each.name: each.master for each in inside.devices if each.kind is not DeviceKind.VRF} == {
        each.name: each.table for each in apart.devices
    }
    assert {each.name for each in inside.devices if each.kind is DeviceKind.VRF} == set(apart.tables)
    assert not any(each.master for each in inside.devices if each.switched)


def test_what_the_kernel_shows_is_what_was_asked_for() -> None:
    want = wiring("red", "red")
    shown = [
        {"ifname": "lo", "flags": ["UP"], "addr_info": [{"local": "127.0.0.1", "prefixlen": 8, "scope": "host"}]},
        {
            "ifname": "ge0-1",
            "flags": ["UP"],
            "mtu": 1500,
            "master": "red",
            "linkinfo": {"info_kind": "veth", "info_slave_kind": "vrf", "info_slave_data": {"table": 1001}},
            "addr_info": [
                {"local": "192.0.2.1", "prefixlen": 24, "scope": "global"},
                {"local": "2001:db8::1", "prefixlen": 64, "scope": "global"},
                {"local": "fe80::1", "prefixlen": 64, "scope": "link"},
            ],
        },
        {
            "ifname": "red",
            "flags": ["UP", "MASTER"],
            "mtu": 65575,
            "linkinfo": {"info_kind": "vrf", "info_data": {"table": 1001}},
            "addr_info": [
                {"local": "127.0.0.1", "prefixlen": 8, "scope": "host"},
                {"local": "::1", "prefixlen": 128, "scope": "host"},
            ],
        },
    ]
    have = observed({"": json.dumps(shown)}, {}, ())
    assert [one.number for one in have.devices if one.kind is DeviceKind.VRF] == [1001]
    assert steps_between(have, want) == ()
    shown[2]["addr_info"] = []
    assert lines(observed({"": json.dumps(shown)}, {}, ()), want) == [
        "addr add 127.0.0.1/8 dev red",
        "addr add ::1/128 dev red",
    ]


def test_a_port_of_a_plain_bridge_belongs_to_no_vrf() -> None:
    shown = [
        {"ifname": "br0", "flags": ["UP"], "mtu": 1500, "linkinfo": {"info_kind": "bridge"}},
        {"ifname": "ge0-1", "flags": ["UP"], "mtu": 1500, "master": "br0", "linkinfo": {"info_kind": "veth"}},
    ]
    assert [one.master for one in observed({"": json.dumps(shown)}, {}, ()).devices] == [""]


@pytest.mark.parametrize("vrfs", VrfWay)
def test_a_node_starts_with_what_its_vrfs_need(dalian_lab: LabPlan, vrfs: VrfWay, tmp_path: Path) -> None:
    one = dalian_lab.node("core1")
    want = realise(one.config, one.ports, vrfs=vrfs)
    files = {"/etc/frr/daemons": b"", "/etc/dnsmasq.conf": b"", "/etc/dnsmasq.red.conf": b""}
    start = Start(hostname="n", folder=tmp_path, files=files, steps=(), tables=want.tables, vrfs=vrfs)
    script = start_script(start)
    devices = vrfs is VrfWay.DEVICES
    assert f"echo {vrfs} > {VRFS}" in script
    assert all((rule in script) is devices for rule in vrf_rules())
    assert ("/zebra -d -A 127.0.0.1 -P 0 -n" in script) is not devices
    # nothing may come between a VRF and the node's own routes
    if devices:
        assert script.index(vrf_rules()[-1]) < script.index("at interfaces")
    # what would take control groups to start does not
    assert ("dnsmasq.red" in script) is not devices
    assert "dnsmasq --conf-file=/etc/dnsmasq.conf" in script


@pytest.mark.parametrize("vrfs", VrfWay)
def test_a_lab_is_the_same_either_way_but_for_how_its_texts_name_interfaces(dalian: Built, vrfs: VrfWay) -> None:
    plan = lab_plan(dalian.network, dalian.plan, dalian.devices.__getitem__, limit=SLICE, vrfs=vrfs).require()
    other = lab_plan(dalian.network, dalian.plan, dalian.devices.__getitem__, limit=SLICE).require()
    assert plan.vrfs is vrfs
    assert (plan.hosts, plan.wires, plan.left_out) == (other.hosts, other.wires, other.left_out)
    for one, same in zip(plan.nodes, other.nodes, strict=True):
        assert one.config == same.config
        assert (one.text == same.text) is (vrfs is VrfWay.NAMESPACES or not one.config.vrfs)
        reading = LINUX.read(parse_tree(one.text, LINUX.syntax), LINUX.dialect(vrfs.dialect))
        assert (reading.device, reading.unread) == (one.config, ())
        # where a VRF is a device, what a node sends in it leaves by the VRF before it leaves by the interface
        guarded = one.config.firewall is not None and bool(one.config.vrfs) and vrfs is VrfWay.DEVICES
        assert ('accept comment "protocol VRF"' in one.text) is guarded


@pytest.mark.parametrize("vrfs", VrfWay)
def test_a_lab_knows_what_its_vrfs_are(dalian_lab: LabPlan, tmp_path: Path, vrfs: VrfWay) -> None:
    state: LabState = planned_state(replace(dalian_lab, vrfs=vrfs), tmp_path, ())
    assert state.vrfs is vrfs
