"""VPNs over MPLS: provider edges, reflectors, hub and spoke."""

from networks import Built

from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.bgp import Family
from govnetgen.model.device.ospf import DefaultRoute
from govnetgen.model.device.redistribution import RouteSource
from govnetgen.model.device.vrf import Vrf


def _vrf(device: DeviceConfig, name: str) -> Vrf:
    return next(one for one in device.vrfs if one.name == name)


def test_cores_reflect_to_every_provider_edge(mpls: Built) -> None:
    bgp = mpls.devices["rr1"].bgp
    assert bgp is not None and bgp.cluster_id == bgp.router_id
    clients = {
        one.description: {family.family: family.reflector_client for family in one.families} for one in bgp.neighbors
    }
    assert clients == {
        "rr2": {Family.VPNV4: False, Family.IPV4: False},
        "pe-east": {Family.VPNV4: True, Family.IPV4: True},
        "pe-west": {Family.VPNV4: True, Family.IPV4: True},
    }


def test_sessions_are_configured_at_both_ends(mpls: Built) -> None:
    loopbacks = {name: addresses[0] for name, addresses in mpls.plan.loopbacks.items()}
    owner = {address: name for name, address in loopbacks.items()}
    sessions = {
        (name, owner[one.address])
        for name, device in mpls.devices.items()
        if device.bgp
        for one in device.bgp.neighbors
    }
    assert sessions and sessions == {(far, near) for near, far in sessions}


def test_the_core_knows_no_vpn(mpls: Built) -> None:
    assert mpls.devices["rr1"].vrfs == ()
    assert mpls.devices["rr1"].mpls is not None
    assert {one.name for one in mpls.devices["pe-east"].vrfs} == {"audit", "relief"}


def test_spokes_hear_hubs_and_not_each_other(mpls: Built) -> None:
    hub, spoke = _vrf(mpls.devices["pe-east"], "audit"), _vrf(mpls.devices["pe-west"], "audit")
    assert set(spoke.exports) <= set(hub.imports)
    assert set(hub.exports) <= set(spoke.imports)
    assert not set(spoke.exports) & set(spoke.imports)


def test_an_imported_vpn_is_heard_both_ways(mpls: Built) -> None:
    audit, relief = (_vrf(mpls.devices["pe-east"], name) for name in ("audit", "relief"))
    assert set(audit.exports) & set(relief.imports)
    assert set(relief.exports) & set(audit.imports)


def test_labels_are_on_backbone_links_only(mpls: Built) -> None:
    for name, device in mpls.devices.items():
        labelled = {one.description.split()[1] for one in device.interfaces if one.mpls and one.description}
        expected = {
            "rr1": {"rr2", "pe-east", "pe-west"},
            "rr2": {"rr1", "pe-east", "pe-west"},
            "pe-east": {"rr1", "rr2"},
            "pe-west": {"rr1", "rr2"},
        }.get(name, set())
        assert labelled == expected, name


def test_routes_of_units_reach_the_backbone_in_bgp_and_gateways_get_a_default(mpls: Built) -> None:
    edge, core = mpls.devices["pe-east"], mpls.devices["rr1"]
    assert edge.bgp is not None and core.bgp is not None
    (origination,) = edge.bgp.origination
    assert [one.source for one in origination.redistribute] == [RouteSource.OSPF]
    assert core.bgp.origination == ()
    main = next(one for one in edge.ospf if one.vrf is None)
    assert main.default_route is DefaultRoute.ALWAYS
    inner = {
        family.next_hop_self for one in edge.bgp.neighbors for family in one.families if family.family is Family.IPV4
    }
    assert inner == {True}
