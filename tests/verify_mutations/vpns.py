"""VPNs that leak."""

from dataclasses import replace

from networks import Built
from verify_mutations.change import Case, addressed, device, field, interface

from govnetgen.model.device.redistribution import Redistribution, RouteSource


def in_vrf(built: Built, name: str, vrf: str, **changes: object) -> Built:
    """Change a VRF of a device."""
    return device(
        built,
        name,
        lambda one: replace(
            one, vrfs=tuple(replace(each, **changes) if each.name == vrf else each for each in one.vrfs)
        ),
    )


CASES = [
    Case(
        "a VRF takes in another VPN's routes",
        "vrf-separation",
        lambda one: in_vrf(one, "core1", "caizheng", imports=("4200210200:3001", "4200210200:3002")),
        (
            "caizheng takes in the routes of fayuan, and the inventory does not say so",
            "core1: VRF caizheng imports 4200210200:3002",
        ),
    ),
    Case(
        "overlapping prefixes in joined VRFs",
        "vrf-separation",
        lambda one: interface(
            in_vrf(one, "gsj-fw1", "gongshang", imports=("4200210200:3004", "4200210200:3011")),
            "gsj-fw1",
            "vlan-111",
            field(addresses=addressed("10.193.128.2/23")),
        ),
        ("overlaps", "and the two are joined", "in VRF gongshang", "in VRF shuiwu"),
    ),
    Case(
        "targets that are not the same everywhere",
        "vrf-separation",
        lambda one: in_vrf(one, "core1", "caizheng", exports=("4200210200:4001",)),
        ("route targets are not the same", "core1: exports 4200210200:4001"),
    ),
    Case(
        "a spoke that takes in the routes of spokes",
        "vrf-separation",
        lambda one: in_vrf(one, "pe-west", "audit", imports=("64533:3001", "64533:3002", "64533:13001")),
        ("its spokes take in each other's routes", "west-sj-fw1: VRF audit exports 64533:13001", "pe-west: VRF audit"),
        of="mpls",
    ),
    Case(
        "a spoke that takes in the routes of no hub",
        "vrf-separation",
        lambda one: in_vrf(one, "pe-west", "audit", imports=("64533:3002",)),
        ("pe-west takes in the routes of no hub", "pe-west: VRF audit imports 64533:3002"),
        of="mpls",
    ),
    Case(
        "a spoke whose routes no hub takes in",
        "vrf-separation",
        lambda one: in_vrf(one, "pe-west", "audit", exports=("64533:13009",)),
        ("no hub takes in the routes of pe-west", "pe-west: VRF audit exports 64533:13009"),
        of="mpls",
    ),
    Case(
        "an interface and its OSPF process in different tables",
        "vrf-separation",
        lambda one: interface(one, "gsj-fw1", "vlan-111", field(vrf=None)),
        ("vlan-111 and its OSPF process are in different tables", "global table", "VRF gongshang"),
    ),
    Case(
        "OSPF takes in another table's routes",
        "vrf-separation",
        lambda one: device(
            one,
            "core1",
            lambda each: replace(
                each,
                ospf=tuple(
                    replace(process, redistribute=(Redistribution(source=RouteSource.OSPF, process=3004),))
                    if process.number == 1
                    else process
                    for process in each.ospf
                ),
            ),
        ),
        ("OSPF 1 takes in the routes of OSPF 3004 of another table", "VRF gongshang"),
    ),
]
