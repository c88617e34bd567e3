"""Ways past the exit, and single points of failure."""

from dataclasses import replace

from networks import Built
from verify_mutations.change import HERE, Case, accepting, addressed, device, field, interface

from govnetgen.model.address import Address, Prefix
from govnetgen.model.device.prefix_list import PrefixRule
from govnetgen.model.device.static_route import StaticRoute
from govnetgen.model.network import AccessClass, External, Link, LinkEnd, LinkKind, NetworkKind


def second_exit(built: Built, name: str) -> Built:
    """Plug a line to another provider into a device."""
    external = External(
        name="isp-b",
        zone="internet",
        addresses=addressed("192.0.2.2/30"),
        peers=(Address.parse("192.0.2.1"),),
        default_route=True,
    )
    link = Link(
        name="second",
        kind=LinkKind.EXTERNAL,
        near=LinkEnd(device=name, ports=("10ge-1/48",)),
        far=None,
        external=external,
        location=HERE,
    )
    spoilt = replace(built, network=replace(built.network, links={**built.network.links, "second": link}))
    return interface(spoilt, name, "10ge-1/48", field(enabled=True, addresses=external.addresses))


def routed(built: Built, name: str, prefix: str, next_hop: str) -> Built:
    """Add a static route."""
    route = StaticRoute(prefix=Prefix.parse(prefix), next_hop=Address.parse(next_hop))
    return device(built, name, lambda one: replace(one, static_routes=(*one.static_routes, route)))


CASES = [
    Case(
        "a second exit",
        "unified-exit",
        lambda one: second_exit(one, "agg-jinzhou"),
        ("agg-jinzhou 10ge-1/48 leads to the Internet and is no exit firewall", "isp-b"),
    ),
    Case(
        "exits at two sites",
        "unified-exit",
        lambda one: second_exit(one, "agg-jinzhou"),
        ("the Internet is reached from 2 sites: dalian, jinzhou",),
    ),
    Case(
        "a default route past the exit",
        "unified-exit",
        lambda one: routed(one, "prov-fw1", "0.0.0.0/0", "198.51.100.1"),
        ("a default route of prov-fw1 leads past the exit, to liaoning", "0.0.0.0/0 via 198.51.100.1"),
    ),
    Case(
        "a packet that leaves by the province",
        "unified-exit",
        lambda one: routed(one, "prov-fw1", "0.0.0.0/0", "198.51.100.1"),
        ("prov-fw1 to the Internet", "leaves by prov-fw1 10ge-1/0/1, which is not the exit"),
    ),
    Case(
        "a default route that leads in a circle",
        "unified-exit",
        lambda one: routed(one, "core1", "0.0.0.0/0", "10.0.16.200"),
        ("core1 to the Internet", "core1: in 10ge-1/11, dropped: it has been here before: a loop"),
    ),
    Case(
        "a default route accepted from the province",
        "unified-exit",
        lambda one: accepting(one, "prov-fw1", PrefixRule(sequence=5, permit=True, prefix=Prefix(4, 0, 0))),
        ("prov-fw1 takes a default route from liaoning", "liaoning-in"),
    ),
    Case(
        "the exit in the wrong zone",
        "unified-exit",
        lambda one: device(
            one,
            "exit-fw1",
            lambda each: replace(
                each,
                firewall=replace(
                    each.firewall,
                    zones=tuple(
                        replace(zone, interfaces=(*zone.interfaces, "10ge-1/0/2"))
                        if zone.name == "backbone"
                        else replace(zone, interfaces=())
                        for zone in each.firewall.zones
                    ),
                ),
            ),
        ),
        ("exit-fw1 10ge-1/0/2 lies in zone backbone instead of internet",),
    ),
    Case(
        "a department with an exit of its own",
        "unified-exit",
        lambda one: replace(
            one,
            network=replace(
                one.network,
                units={**one.network.units, "gsj": replace(one.network.units["gsj"], access_class=AccessClass.C)},
            ),
        ),
        ("unit gsj", "class C: it has an exit of its own"),
    ),
    Case(
        "an exit on a closed network",
        "unified-exit",
        lambda one: replace(one, network=replace(one.network, kind=NetworkKind.PRIVATE_NET)),
        ("exit-fw1 10ge-1/0/2 leads to the Internet, and the network is closed",),
    ),
]

SINGLE = [
    Case(
        "an uplink is shut down",
        "single-point",
        lambda one: interface(one, "core2", "10ge-1/11", field(enabled=False)),
        (
            "link agg-zhongshan--core1",
            "the loss of agg-zhongshan 10ge-1/3 – core1 10ge-1/11 cuts off",
            "unit gsj",
        ),
    ),
    Case(
        "one exit is gone",
        "single-point",
        lambda one: interface(one, "exit-fw2", "10ge-1/0/2", field(enabled=False)),
        ("core1", "external isp"),
    ),
]

CASES += SINGLE
