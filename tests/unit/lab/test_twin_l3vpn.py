"""L3VPNs without labels: who exchanges routes is decided by the targets, and nothing else changes."""

from dataclasses import fields, replace

import pytest
from networks import Built, build

from govnetgen.lab.plan import lab_plan
from govnetgen.lab.topology import LabPlan
from govnetgen.lab.twin import NEVER
from govnetgen.lab.twin_l3vpn import NOTHING, without_labels
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.bgp import Family
from govnetgen.model.device.redistribution import RouteSource


@pytest.fixture(scope="module")
def mpls() -> Built:
    """A network with IS-IS, MPLS, a mesh and a hub with spokes that import of each other."""
    return build("mpls")


@pytest.fixture(scope="module")
def lab(mpls: Built) -> LabPlan:
    """Its lab."""
    return lab_plan(mpls.network, mpls.plan, mpls.devices.__getitem__).require()


def with_vrf(config: DeviceConfig, name: str, **change: object) -> DeviceConfig:
    """A device with one VRF changed."""
    vrfs = tuple(replace(one, **change) if one.name == name else one for one in config.vrfs)  # type: ignore[arg-type]
    return replace(config, vrfs=vrfs)


def lines(configs: dict[str, DeviceConfig]) -> set[str]:
    """The lines that are drawn, by name."""
    return {one.name for one in without_labels(configs).lines}


def test_no_label_is_left_and_all_else_is_as_it_was(mpls: Built) -> None:
    found = without_labels(mpls.devices).configs
    for name, config in found.items():
        meant = mpls.devices[name]
        assert config.mpls is None and not any(one.mpls for one in config.interfaces)
        families = {
            one.family for neighbor in (config.bgp.neighbors if config.bgp else ()) for one in neighbor.families
        }
        assert not families & {Family.VPNV4, Family.VPNV6}
        changed = {one.name for one in fields(meant) if getattr(meant, one.name) != getattr(config, one.name)}
        assert changed <= {"mpls", "bgp", "interfaces", "vrfs", "ospf", "prefix_lists"}
        if meant.mpls is None:
            assert config == meant


def test_lines_join_the_vrfs_whose_targets_meet(mpls: Built) -> None:
    assert lines(mpls.devices) == {
        "vpn:pe-east.audit:pe-west.audit",
        "vpn:pe-east.audit:pe-west.relief",
        "vpn:pe-east.relief:pe-west.audit",
        "vpn:pe-east.relief:pe-west.relief",
    }


def test_a_missing_target_is_a_missing_line(mpls: Built) -> None:
    west = with_vrf(mpls.devices["pe-west"], "relief", imports=(), exports=())
    assert lines({**mpls.devices, "pe-west": west}) == {
        "vpn:pe-east.audit:pe-west.audit",
        "vpn:pe-east.relief:pe-west.audit",
    }


def test_who_imports_nothing_hears_nothing(mpls: Built) -> None:
    west = with_vrf(mpls.devices["pe-west"], "relief", imports=())
    found = without_labels({**mpls.devices, "pe-west": west})
    bgp = found.configs["pe-west"].bgp
    assert bgp is not None
    heard = {
        (one.vrf, neighbor.description): neighbor.families[0].prefix_list_in
        for one in bgp.vrfs
        for neighbor in one.neighbors
    }
    assert heard["relief", "pe-east relief"] == NOTHING
    assert heard["audit", "pe-east audit"] is None
    assert NOTHING in {one.name for one in found.configs["pe-west"].prefix_lists}
    east = found.configs["pe-east"].bgp
    assert east is not None
    other_way = next(
        one for vrf in east.vrfs if vrf.vrf == "relief" for one in vrf.neighbors if one.description == "pe-west relief"
    )
    assert other_way.families[0].prefix_list_in is None


def test_spokes_have_no_line_between_them(mpls: Built) -> None:
    spoke = {"exports": ("1:20",), "imports": ("1:10",)}
    configs = {name: with_vrf(mpls.devices[name], "audit", **spoke) for name in ("pe-east", "pe-west")}
    found = lines({**mpls.devices, **{n: with_vrf(c, "relief", imports=(), exports=()) for n, c in configs.items()}})
    assert found == set()


def test_both_ends_of_a_line_are_each_others_neighbours(lab: LabPlan) -> None:
    nodes = {one.name: one for one in lab.nodes}
    for wire in (one for one in lab.wires if one.tunnel is not None):
        addresses = []
        for end in wire.ends():
            config = nodes[end.node].config
            linux = {name: neutral for neutral, name in nodes[end.node].names.items()}
            port = next(one for one in config.interfaces if one.name == linux[end.port])
            bgp = config.bgp
            assert bgp is not None and port.vrf is not None
            peers = {n.address for one in bgp.vrfs if one.vrf == port.vrf for n in one.neighbors}
            addresses.append((port.addresses[0].address, peers))
        assert addresses[0][0] in addresses[1][1] and addresses[1][0] in addresses[0][1]
    assert len({one.tunnel.number for one in lab.wires if one.tunnel}) == 4


def test_tunnels_run_between_the_loopbacks_of_their_ends(mpls: Built, lab: LabPlan) -> None:
    for wire in lab.wires:
        if wire.tunnel is not None:
            ends = (mpls.plan.loopbacks[wire.a.node][0], mpls.plan.loopbacks[wire.b.node][0])
            assert (wire.tunnel.a, wire.tunnel.b) == ends


def test_what_a_provider_edge_told_its_customers_never_comes_back(lab: LabPlan) -> None:
    for node in lab.nodes:
        for one in node.config.ospf:
            told = any(source.source is RouteSource.BGP for source in one.redistribute)
            if one.vrf is not None:
                assert (one.external_distance == NEVER) == told


def test_the_report_says_so(lab: LabPlan) -> None:
    said = {(one.node, one.feature) for one in lab.left_out if one.instead}
    assert {("pe-east", "mpls"), ("pe-east", "bgp"), ("rr1", "mpls")} <= said
    leaks = [one for one in lab.left_out if one.feature == "vrfs"]
    assert [(one.node, one.subject) for one in leaks] == [
        (name, "routes that audit and relief import of each other") for name in ("pe-east", "pe-west")
    ]


def test_a_network_without_labels_is_left_alone(small: Built) -> None:
    found = without_labels(small.devices)
    assert found.configs is small.devices and found.lines == ()
