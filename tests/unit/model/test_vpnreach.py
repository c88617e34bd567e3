"""Where VPNs go."""

from dataclasses import replace

from strategies.networks import Sketch, UnitSketch, network

from govnetgen.model.network import Device, Link, LinkEnd, LinkKind, Network, Role, Routing, VpnTransport
from govnetgen.model.vpnreach import vpns_on_links, vrfs_on_devices

MEMBER = UnitSketch(site="east", hosts={"tax": 10, "management": 5}, own=True)
MPLS = Routing(vpn_transport=VpnTransport.MPLS)


def test_hop_by_hop_a_vpn_runs_from_members_to_all_cores() -> None:
    net = network(Sketch(units={"tax": MEMBER, "hr": UnitSketch(site="west", hosts={"office": 5}, own=True)}))
    assert set(vpns_on_links(net)) == {"tax-fw--agg-east", "agg-east--core1", "agg-east--core2", "core1--core2"}
    assert vrfs_on_devices(net) == dict.fromkeys(("tax-fw", "agg-east", "core1", "core2"), ("tax",))


def test_over_mpls_a_vpn_ends_where_members_attach() -> None:
    net = network(Sketch(units={"tax": MEMBER}, routing=MPLS))
    assert vpns_on_links(net) == {"tax-fw--agg-east": ("tax",)}
    assert set(vrfs_on_devices(net)) == {"tax-fw", "agg-east"}


def test_members_without_a_gateway_have_none_on_access_links() -> None:
    net = network(Sketch(units={"tax": replace(MEMBER, own=False)}, routing=MPLS))
    assert vpns_on_links(net) == {}
    assert set(vrfs_on_devices(net)) == {"agg-east"}


def test_a_vpn_without_members_is_nowhere() -> None:
    net = network(Sketch(units={}))
    assert vpns_on_links(net) == {}
    assert vrfs_on_devices(net) == {}


def with_county(net: Network) -> Network:
    """Put an aggregation device behind the east's, and the member at it."""
    east = net.devices["agg-east"]
    county = replace(east, name="agg-county")
    link = replace(
        net.links["agg-east--core1"],
        name="county",
        near=LinkEnd(device="agg-county"),
        far=LinkEnd(device="agg-east"),
    )
    unit = replace(net.units["tax"], attach=("agg-county",), gateways=("agg-county",), switches=())
    assert isinstance(county, Device) and isinstance(link, Link) and link.kind is LinkKind.ROUTED
    assert county.role is Role.AGGREGATION
    return replace(
        net,
        devices={**net.devices, "agg-county": county},
        links={**net.links, "county": link},
        units={"tax": unit},
    )


def test_an_aggregation_device_on_the_way_carries_the_vpn() -> None:
    net = with_county(network(Sketch(units={"tax": MEMBER})))
    assert vpns_on_links(net)["county"] == ("tax",)
    assert vpns_on_links(net)["agg-east--core1"] == ("tax",)
    assert "agg-east" in vrfs_on_devices(net)
    assert "agg-west" not in vrfs_on_devices(net)
