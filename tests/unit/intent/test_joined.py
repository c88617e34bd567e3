"""A network that joins in a VPN at a provider edge: the gateways that hang on that very device must hear of it."""

from dataclasses import replace

from networks import Built

from govnetgen.diagnostics import Location
from govnetgen.intent import Intent
from govnetgen.model.address import Address, InterfaceAddress, Prefix
from govnetgen.model.device.redistribution import RouteSource
from govnetgen.model.network import External, Link, LinkEnd, LinkKind


def test_what_joins_statically_is_told_to_the_gateways_that_hang_on_the_same_device(mpls: Built) -> None:
    external = External(
        name="legacy",
        zone="dedicated",
        addresses=(InterfaceAddress.parse("192.0.2.1/30"),),
        peers=(Address.parse("192.0.2.2"),),
        routes=(Prefix.parse("10.200.0.0/16"),),
        vpn="relief",
    )
    link = Link(
        name="legacy",
        kind=LinkKind.EXTERNAL,
        near=LinkEnd(device="pe-east"),
        far=None,
        external=external,
        location=Location("links.yaml"),
    )
    network = replace(mpls.network, links={**mpls.network.links, "legacy": link})
    plan = replace(mpls.plan, ports={**mpls.plan.ports, ("legacy", "pe-east"): ("ge-1/0/9",)})
    device = Intent(network, plan).device("pe-east")
    told = {one.vrf: {source.source for source in one.redistribute} for one in device.ospf}
    assert told["relief"] == {RouteSource.BGP, RouteSource.STATIC}
    assert told["audit"] == {RouteSource.BGP}
