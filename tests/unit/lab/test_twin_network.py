"""Whole labs: wires, hosts and the outside, from the inventory and its plan."""

from collections import Counter
from dataclasses import replace

import pytest
from lab.slices import DALIAN, DALIAN_20
from networks import Built

from govnetgen.lab.outside_routes import _blocks
from govnetgen.lab.plan import lab_plan
from govnetgen.lab.slice import slice_of
from govnetgen.lab.topology import LabNode, LabPlan, NodeKind
from govnetgen.model.address import Address, AddressRange, Prefix
from govnetgen.model.device.interface import AccessPort
from govnetgen.model.device.static_route import StaticRoute
from govnetgen.model.gateway import gateway_addresses, virtual_gateway
from govnetgen.model.network import Role


def planned(built: Built, *limit: str) -> LabPlan:
    """Plan a lab."""
    return lab_plan(built.network, built.plan, built.devices.__getitem__, limit=limit).require()


@pytest.fixture(scope="module")
def part(dalian: Built) -> LabPlan:
    """The slice of Dalian that CI builds."""
    return planned(dalian, *DALIAN)


def test_every_line_of_every_link_is_a_wire(dalian: Built, dalian_lab: LabPlan) -> None:
    wires = Counter(one.link for one in dalian_lab.wires)
    assert wires == {name: link.count for name, link in dalian.network.links.items()}
    for wire in dalian_lab.wires:
        link = dalian.network.links[wire.link]
        ends = {end.device for end in link.ends()}
        assert ends <= {end.node for end in wire.ends()}


def test_a_port_has_one_wire_or_one_host(dalian_lab: LabPlan) -> None:
    wired = [(end.node, end.port) for wire in dalian_lab.wires for end in wire.ends()]
    hosted = [(host.node, host.port) for host in dalian_lab.hosts]
    assert max(Counter(wired + hosted).values()) == 1
    assert set(wired + hosted) == {(node.name, one) for node in dalian_lab.nodes for one in node.ports}


def test_every_unit_vlan_has_a_host_on_an_access_port_of_its_vlan(dalian: Built, dalian_lab: LabPlan) -> None:
    hosts = {(one.unit, one.vlan): one for one in dalian_lab.hosts if one.unit}
    said = {one.subject for one in dalian_lab.left_out if one.feature == "hosts"}
    nodes = {one.name: one for one in dalian_lab.nodes}
    for key, subnets in dalian.plan.subnets.items():
        if key not in hosts:
            assert "/".join(key) in said
            continue
        host, unit = hosts[key], dalian.network.units[key[0]]
        assert host.gateways == tuple(virtual_gateway(unit.vlan(key[1]), one) for one in subnets)
        by_port = {nodes[host.node].names[one.name]: one for one in dalian.devices[host.node].interfaces}
        assert by_port[host.port].switchport == AccessPort(vlan=dalian.plan.vlan_ids[key])
        gateways = {
            one
            for subnet in subnets
            for one in gateway_addresses(dalian.network, unit, unit.vlan(key[1]), subnet).values()
        }
        for one in host.addresses:
            assert any(subnet.has_host(one.address) and subnet.length == one.length for subnet in subnets)
            assert one.address not in (*gateways, *host.gateways)
    # nothing but the VLANs that switches are managed in is without a port
    assert {one.rpartition("/")[2] for one in said} <= {"management"}


def test_servers_of_the_inventory_stand_where_it_says(dalian: Built, dalian_lab: LabPlan) -> None:
    addresses = {one.address: host.name for host in dalian_lab.hosts for one in host.addresses}
    plan = dalian.plan
    for unit, vlan, number in [("sjzx", "noc", 10), ("wzzx", "web", 10), ("wzzx", "web", 11), ("sjzx", "exchange", 10)]:
        for subnet in plan.subnets[(unit, vlan)]:
            assert addresses[subnet.host(number)] == f"h-{unit}-{vlan}"
    assert dalian_lab.management is not None
    assert (dalian_lab.management.unit, dalian_lab.management.vlan) == ("sjzx", "noc")


def outside(lab: LabPlan, name: str) -> LabNode:
    """A stand-in for a far network."""
    node = lab.node(name)
    assert node.kind is NodeKind.OUTSIDE
    return node


def test_the_internet_answers_on_one_segment_and_routes_what_is_translated_to_the_pair(part: LabPlan) -> None:
    internet = outside(part, "out-isp").config
    segment = next(one for one in internet.interfaces if one.name.startswith("vlan-"))
    assert [str(one) for one in segment.addresses] == ["203.0.113.1/28"]
    ways = {str(one.prefix): str(one.next_hop) for one in internet.static_routes}
    # the pool, the published address, and all else: our border must refuse what is not meant to come in
    assert ways == {"203.0.113.8/30": "203.0.113.4", "203.0.113.12/32": "203.0.113.4", "0.0.0.0/0": "203.0.113.4"}
    host = part.host("h-out-isp")
    assert (host.external, host.zone) == ("isp", "internet")


def test_the_province_speaks_bgp_and_prefers_the_active_of_a_pair(dalian_lab: LabPlan) -> None:
    node = outside(dalian_lab, "out-liaoning")
    bgp = node.config.bgp
    assert bgp is not None and bgp.asn == 64533
    assert {str(one.address) for one in bgp.neighbors} == {"198.51.100.2", "198.51.100.6"}
    assert all(one.secret is not None for one in bgp.neighbors)
    assert [str(one) for one in bgp.origination[0].networks] == ["198.18.0.0/15"]
    assert "  neighbor 198.51.100.2 weight 100" in node.text.split("\n")
    assert "198.51.100.6 weight" not in node.text
    assert not [one for one in node.config.static_routes if not one.discard]
    host = dalian_lab.host("h-out-liaoning")
    assert Prefix.parse("198.18.0.0/15").contains(host.addresses[0])
    assert not Prefix.parse("198.18.160.0/24").contains(host.addresses[0])


def test_without_a_virtual_address_the_way_back_is_the_device_that_is_not_standby(dalian: Built) -> None:
    links = {
        name: link if link.external is None else replace(link, external=replace(link.external, vrrp=()))
        for name, link in dalian.network.links.items()
    }
    built = replace(dalian, network=replace(dalian.network, links=links))
    internet = outside(planned(built, "exit-fw*"), "out-isp").config
    pool = [one for one in internet.static_routes if str(one.prefix) == "203.0.113.8/30"]
    assert {(str(one.next_hop), one.distance) for one in pool} == {("203.0.113.2", None), ("203.0.113.3", 200)}


def test_a_slice_is_what_was_asked_for_and_names_what_it_cuts(dalian: Built, part: LabPlan) -> None:
    devices = {one.name for one in part.nodes if one.kind is NodeKind.DEVICE}
    roles = Counter(dalian.network.devices[one].role for one in devices)
    assert roles == {Role.CORE: 2, Role.AGGREGATION: 4, Role.EXIT: 2, Role.GATEWAY: 10, Role.ACCESS: 6}
    cut = {one.subject for one in part.left_out if one.feature == "links"}
    assert cut == {
        name
        for name, link in dalian.network.links.items()
        if len(here := [end.device in devices for end in link.ends()]) == 2 and any(here) and not all(here)
    }
    assert "agg-xigang--core1" not in cut and "agg-changhai--core1" in cut
    assert len(planned(dalian, *DALIAN_20).nodes) == 20


@pytest.mark.parametrize("pattern", ["dsj", "dsj-*", "dsj-fw?"])
def test_patterns_are_names_of_devices_units_or_sites(dalian: Built, pattern: str) -> None:
    found = slice_of(dalian.network, [pattern]).require().devices
    assert set(found) - {"dsj-sw1"} == {"dsj-fw1", "dsj-fw2"}
    assert set(slice_of(dalian.network, ["sjzx"]).require().devices) > {"sjzx-sw1", "agg-sjzx"}


def test_a_pattern_that_matches_nothing_is_an_error_with_the_nearest_name(dalian: Built) -> None:
    found = slice_of(dalian.network, ["cor1", "core1"])
    assert [(one.code, one.hint) for one in found.diagnostics] == [("limit-matches-nothing", "did you mean 'core1'?")]
    assert found.value is None


def test_what_no_program_reads_is_said_once(dalian_lab: LabPlan) -> None:
    said = Counter(one.feature for one in dalian_lab.left_out if not one.node)
    assert {one: said[one] for one in ("ntp", "syslog", "snmp", "lldp", "aaa")} == dict.fromkeys(
        ("ntp", "syslog", "snmp", "lldp", "aaa"), 1
    )


def test_the_same_input_gives_the_same_lab(small: Built, small_lab: LabPlan) -> None:
    network = replace(
        small.network,
        devices=dict(reversed(small.network.devices.items())),
        links=dict(reversed(small.network.links.items())),
        units=dict(reversed(small.network.units.items())),
    )
    assert planned(replace(small, network=network)) == small_lab


def test_routes_of_the_outside_are_rendered_once(part: LabPlan) -> None:
    routes: tuple[StaticRoute, ...] = outside(part, "out-isp").config.static_routes
    assert len(routes) == len(set(routes))


@pytest.mark.parametrize(
    ("first", "last", "blocks"),
    [
        ("203.0.113.8", "203.0.113.11", ["203.0.113.8/30"]),
        ("203.0.113.3", "203.0.113.4", ["203.0.113.3/32", "203.0.113.4/32"]),
        ("10.0.0.0", "10.0.0.6", ["10.0.0.0/30", "10.0.0.4/31", "10.0.0.6/32"]),
        ("0.0.0.0", "255.255.255.255", ["0.0.0.0/0"]),
    ],
)
def test_a_range_is_the_fewest_prefixes(first: str, last: str, blocks: list[str]) -> None:
    assert [str(one) for one in _blocks(AddressRange(Address.parse(first), Address.parse(last)))] == blocks


def test_hosts_outside_have_addresses_of_their_own_where_networks_overlap(dalian: Built) -> None:
    links = {
        name: link
        if link.external is None
        else replace(link, external=replace(link.external, name=name, accept=(), routes=(Prefix.parse("10.0.0.0/16"),)))
        for name, link in dalian.network.links.items()
    }
    lab = planned(replace(dalian, network=replace(dalian.network, links=links)), "exit-fw*", "prov-fw*")
    addresses = [one.addresses[0].address for one in lab.hosts if one.external]
    assert len(set(addresses)) == len(addresses) == 4
