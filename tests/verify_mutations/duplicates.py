"""What is there twice."""

from dataclasses import replace

from verify_mutations.change import Case, addressed, device, field, interface

from govnetgen.model.address import Address

CASES = [
    Case(
        "an address twice",
        "unique-addresses",
        lambda one: interface(one, "core2", "loopback-0", field(addresses=addressed("10.0.0.18/32"))),
        ("10.0.0.18 is on core1 loopback-0 and on core2 loopback-0",),
    ),
    Case(
        "a subnet inside another",
        "unique-addresses",
        lambda one: interface(one, "gsj-fw1", "vlan-110", field(addresses=addressed("10.66.1.2/27"))),
        ("10.66.1.0/27 of gsj-fw1 vlan-110 lies inside 10.66.0.0/21",),
    ),
    Case(
        "a subnet on two segments",
        "unique-addresses",
        lambda one: interface(one, "dsj-fw1", "vlan-105", field(addresses=addressed("10.66.0.77/21"))),
        ("10.66.0.0/21 is on two segments", "dsj-fw1 vlan-105", "vlan-113"),
    ),
    Case(
        "a host name twice",
        "unique-identifiers",
        lambda one: device(one, "core2", lambda each: replace(each, system=replace(each.system, hostname="core1"))),
        ("host name core1", "core1:", "core2:"),
    ),
    Case(
        "a router id twice",
        "unique-identifiers",
        lambda one: device(
            one,
            "core2",
            lambda each: replace(
                each, ospf=tuple(replace(process, router_id=Address.parse("10.0.0.18")) for process in each.ospf)
            ),
        ),
        ("router id 10.0.0.18", "core1:", "core2:"),
    ),
    Case(
        "a route distinguisher for two VPNs",
        "unique-identifiers",
        lambda one: device(
            one,
            "core2",
            lambda each: replace(
                each,
                vrfs=tuple(
                    replace(vrf, route_distinguisher="4200210200:3001") if vrf.name == "fayuan" else vrf
                    for vrf in each.vrfs
                ),
            ),
        ),
        ("VRF fayuan with distinguisher 4200210200:3001", "VRF caizheng with distinguisher 4200210200:3001"),
    ),
    Case(
        "a VLAN name for two VLANs",
        "unique-identifiers",
        lambda one: device(
            one,
            "gsj-sw1",
            lambda each: replace(each, vlans=tuple(replace(vlan, name="office") for vlan in each.vlans)),
        ),
        ("VLAN 110 named office", "VLAN 111 named office"),
    ),
    Case(
        "a VLAN with two names on one segment",
        "unique-identifiers",
        lambda one: device(
            one,
            "gsj-sw1",
            lambda each: replace(
                each,
                vlans=tuple(replace(vlan, name="servers") if vlan.number == 113 else vlan for vlan in each.vlans),
            ),
        ),
        ("VLAN 113 named gsj-office", "VLAN 113 named servers"),
    ),
]
