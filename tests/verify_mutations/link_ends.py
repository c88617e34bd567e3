"""Ends of links that do not agree."""

from collections.abc import Callable
from dataclasses import replace

from networks import Built
from verify_mutations.change import Case, addressed, device, field, interface

from govnetgen.model.address import NumberRange
from govnetgen.model.device.interface import TrunkPort
from govnetgen.model.device.spanning_tree import PortSpanningTree


def linked(built: Built, name: str, **changes: object) -> Built:
    """Change a link of the inventory."""
    link = replace(built.network.links[name], **changes)
    return replace(built, network=replace(built.network, links={**built.network.links, name: link}))


def ospf(**changes: object) -> Callable:
    """Change an interface's part in OSPFv2."""

    def changed(one):
        return replace(one, ospf=tuple(replace(each, **changes) if each.version == 2 else each for each in one.ospf))

    return changed


CASES = [
    Case(
        "MTU",
        "link-ends",
        lambda one: interface(one, "core1", "10ge-1/11", field(mtu=9000)),
        ("differ in MTU", "core1 10ge-1/11: MTU 9000", "agg-zhongshan 10ge-1/3: MTU 1500"),
    ),
    Case(
        "a VLAN is missing on one end of a trunk",
        "link-ends",
        lambda one: interface(one, "gsj-fw1", "ge-1/0/2", field(switchport=TrunkPort(vlans=(NumberRange(110, 112),)))),
        ("tagged VLANs", "gsj-sw1 10ge-0/25: tagged VLANs 110-113", "gsj-fw1 ge-1/0/2: tagged VLANs 110-112"),
    ),
    Case(
        "native VLAN",
        "link-ends",
        lambda one: interface(
            one, "gsj-fw1", "ge-1/0/2", field(switchport=TrunkPort(vlans=(NumberRange(110, 113),), native=110))
        ),
        ("native VLAN", "gsj-fw1 ge-1/0/2: native VLAN 110"),
    ),
    Case(
        "subnet",
        "link-ends",
        lambda one: interface(one, "gsj-fw1", "ge-1/0/0", field(addresses=addressed("10.0.16.215/31"))),
        ("IPv4 subnet", "gsj-fw1 ge-1/0/0: IPv4 subnet 10.0.16.214/31", "agg-zhongshan 10ge-1/9"),
    ),
    Case(
        "the same address on both ends",
        "link-ends",
        lambda one: interface(one, "gsj-fw1", "ge-1/0/0", field(addresses=addressed("10.0.16.212/31"))),
        ("both ends have 10.0.16.212", "gsj-fw1 ge-1/0/0", "agg-zhongshan 10ge-1/9"),
    ),
    Case(
        "area",
        "link-ends",
        lambda one: interface(one, "gsj-fw1", "ge-1/0/0", ospf(area=0)),
        ("OSPFv2 area", "gsj-fw1 ge-1/0/0: OSPFv2 area 0", "agg-zhongshan 10ge-1/9: OSPFv2 area 11"),
    ),
    Case(
        "OSPF network type",
        "link-ends",
        lambda one: interface(one, "gsj-fw1", "ge-1/0/0", ospf(point_to_point=False)),
        ("network type", "broadcast", "point-to-point"),
    ),
    Case(
        "OSPF authentication",
        "link-ends",
        lambda one: interface(one, "gsj-fw1", "ge-1/0/0", ospf(authentication=None)),
        ("authentication none", "key 1 md5"),
    ),
    Case(
        "a port is shut down",
        "link-ends",
        lambda one: interface(one, "core1", "10ge-1/11", field(enabled=False)),
        ("core1 10ge-1/11 is shut down",),
    ),
    Case(
        "a VPN's subinterface is missing",
        "link-ends",
        lambda one: device(
            one,
            "core1",
            lambda each: replace(each, interfaces=tuple(i for i in each.interfaces if i.name != "10ge-1/11.3004")),
        ),
        ("core1 10ge-1/11 has no subinterface for VLAN 3004", "agg-zhongshan 10ge-1/3.3004"),
    ),
    Case(
        "a subinterface is in another VRF than its neighbour",
        "link-ends",
        lambda one: interface(one, "core1", "10ge-1/11.3004", field(vrf="shuiwu")),
        ("differ in VRF", "core1 10ge-1/11.3004: VRF shuiwu", "VRF gongshang"),
    ),
    Case(
        "a port is slower than the link",
        "link-ends",
        lambda one: linked(one, "agg-zhongshan--gsj-fw1", speed_mbps=10000),
        ("gsj-fw1 ge-1/0/0 is too slow", "1000 Mbit/s"),
    ),
    Case(
        "a line is not in the aggregate",
        "link-ends",
        lambda one: interface(one, "core1", one.plan.ports[("core1--core2", "core1")][0], field(lag=None)),
        ("is not in lag-1",),
    ),
    Case(
        "BPDU guard toward a switch",
        "link-ends",
        lambda one: device(
            interface(one, "gsj-fw1", "ge-1/0/2", field(spanning_tree=PortSpanningTree(edge=True, bpdu_guard=True))),
            "gsj-fw1",
            field(),
        ),
        ("gsj-fw1 ge-1/0/2 has BPDU guard and leads to a switch",),
    ),
]
