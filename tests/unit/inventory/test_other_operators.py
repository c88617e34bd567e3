"""Networks beside and below this one: delegated blocks, links by pattern, and joining in a VPN."""

from collections.abc import Callable, Mapping

from govnetgen.addressing import Ledger, book, plan_addresses
from govnetgen.intent import Intent
from govnetgen.model.address import Address, Prefix
from govnetgen.model.addressplan import AddressPlan
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.redistribution import RouteSource
from govnetgen.model.network import Network
from govnetgen.model.settled import settled

Make = Callable[[Mapping[str, str]], Network]

PLAN = """=pools:
  service:   {prefix: 10.32.0.0/16, class: local_common, zones: [offices, servers], divide: [district, unit, vlan]}
  tax:       {prefix: 10.64.0.0/16, class: department, zones: [dedicated], divide: [unit, vlan]}
  districts: {prefix: 10.128.0.0/12, class: local_common, each: "site:district", length: 16}
  between:   {prefix: 10.40.9.0/24, each: external}
  loopback:  {prefix: 10.40.8.0/24, each: node, length: 32}
  p2p:       {prefix: 10.40.0.0/24, each: link, length: 31}
  vpn:       {prefix: 10.40.4.0/24, each: vpn_link}
"""
SITES = """=sites:
  centre: {tier: city, title: 市中心, operator: 市信息中心}
  east:   {tier: district, parent: centre, title: 东区, asn: 4200000001, kind: own}
  west:   {tier: district, parent: centre, title: 西区, asn: 4200000002, operator: 西区信息中心}
profiles:
  switch: {platform: ruijie_rgos, hardware: core-switch}
  core:   {profile: switch, role: core, pair: core}
devices:
  core1: {profile: core, site: centre}
  core2: {profile: core, site: centre}
  fw1:   {role: exit, platform: huawei_vrp, dialect: usg, hardware: firewall, site: centre}
  "agg-{site}": {each: "site:district", profile: switch, role: aggregation}
  "{unit}-gw":  {each: "unit:bureau", role: gateway, platform: huawei_vrp, dialect: usg, hardware: firewall}
"""
BELOW = """  - each: "site:district"
    ends: ["agg-{site}"]
    external: {name: "{site}", zone: internet, asn: "{asn}", advertise: [service], accept: ["districts/{site}"]}
"""
JOINED = """  - {ends: [agg-east], external: {name: old, zone: internet, vpn: tax, routes: [192.168.0.0/16]}}
"""


def planned(network: Network, ledger: Ledger | None = None) -> tuple[AddressPlan, Ledger]:
    found = plan_addresses(network, ledger or Ledger()).require()
    return found.plan, found.ledger


def device(network: Network, name: str) -> DeviceConfig:
    return Intent(network, planned(network)[0]).device(name)


def files(**changes: str) -> dict[str, str]:
    return {"plan.yaml": PLAN, "nodes.yaml": SITES, **{f"{name}.yaml": text for name, text in changes.items()}}


def test_each_site_of_the_tier_gets_a_block_and_no_two_the_same(network_with: Make) -> None:
    plan, _ = planned(network_with(files()))
    blocks = list(plan.delegated.values())
    assert plan.delegated.keys() == {("districts", "east"), ("districts", "west")}
    assert all(block.length == 16 and Prefix.parse("10.128.0.0/12").contains(block) for block in blocks)
    assert not blocks[0].overlaps(blocks[1])


def test_a_delegated_block_stays_when_others_come(network_with: Make) -> None:
    before, ledger = planned(network_with(files()))
    more = SITES.replace("profiles:", "  alpha: {tier: district, parent: centre, asn: 4200000003}\nprofiles:")
    after, _ = planned(network_with({**files(), "nodes.yaml": more}), ledger)
    assert after.delegated.items() > before.delegated.items()


def test_a_pinned_block_is_given(network_with: Make) -> None:
    pinned = SITES.replace("kind: own", "fixed: [10.140.0.0/16]")
    plan, _ = planned(network_with({**files(), "nodes.yaml": pinned}))
    assert plan.delegated["districts", "east"] == Prefix.parse("10.140.0.0/16")


def test_nothing_of_this_network_lies_in_a_delegated_block(network_with: Make) -> None:
    plan, _ = planned(network_with(files(links=BELOW)))
    ours = [prefix for found in (*plan.subnets.values(), *plan.links.values()) for prefix in found]
    assert not any(block.overlaps(prefix) for block in plan.delegated.values() for prefix in ours)


def test_an_operator_is_the_site_s_own_or_the_one_above(network_with: Make) -> None:
    sites = network_with(files()).sites
    assert [sites[name].operator for name in ("centre", "east", "west")] == ["市信息中心", "市信息中心", "西区信息中心"]


def test_a_link_to_another_network_takes_name_number_and_block_of_its_site(network_with: Make) -> None:
    network = network_with(files(links=BELOW))
    plan, _ = planned(network)
    link = settled(network, plan).links["agg-east--east"]
    assert link.external is not None
    assert (link.external.name, link.external.asn) == ("east", 4200000001)
    assert link.external.accept == (plan.delegated["districts", "east"],)
    assert link.external.advertise == (Prefix.parse("10.32.0.0/16"),)
    block = plan.links["agg-east--east", ""][0]
    assert (link.external.addresses[0].address, link.external.peers[0]) == (block.host(1), block.host(2))


def test_a_network_below_is_heard_of_its_own_block_only(network_with: Make) -> None:
    network = network_with(files(links=BELOW))
    agg = device(network, "agg-east")
    assert agg.bgp is not None
    neighbor = next(one for one in agg.bgp.neighbors if one.remote_as == 4200000001)
    accepted = next(one for one in agg.prefix_lists if one.name == neighbor.families[0].prefix_list_in)
    permitted = [rule.prefix for rule in accepted.rules if rule.permit]
    assert permitted == [planned(network)[0].delegated["districts", "east"]]


def test_sites_are_picked_by_kind(network_with: Make) -> None:
    picked = BELOW.replace('"site:district"\n', '"site:district"\n    where: {kind: own}\n')
    network = network_with(files(links=picked))
    assert [one.external.name for one in network.links.values() if one.external] == ["isp", "east"]


def test_a_pattern_goes_over_several_tiers(network_with: Make) -> None:
    several = SITES.replace('"agg-{site}": {each: "site:district"', '"agg-{site}": {each: "site:city,district"')
    devices = network_with({**files(), "nodes.yaml": several}).devices
    assert {"agg-centre", "agg-east", "agg-west"} <= devices.keys()


def test_who_joins_in_a_vpn_is_in_its_table_and_in_no_other(network_with: Make) -> None:
    agg = device(network_with(files(links=JOINED)), "agg-east")
    interface = next(one for one in agg.interfaces if one.description and one.description.startswith("to old"))
    assert interface.vrf == "tax"
    routes = [one for one in agg.static_routes if one.prefix == Prefix.parse("192.168.0.0/16")]
    assert [one.vrf for one in routes] == ["tax"]
    told = {one.vrf: [source.source for source in one.redistribute] for one in agg.ospf if one.version == 2}
    assert RouteSource.STATIC in told["tax"]
    assert RouteSource.STATIC not in told[None]


def test_a_vpn_that_is_joined_runs_up_to_the_cores(network_with: Make) -> None:
    network = network_with(files(links=JOINED))
    assert all("tax" in {vrf.name for vrf in device(network, name).vrfs} for name in ("agg-east", "core1", "core2"))


def test_the_far_end_has_the_next_address(network_with: Make) -> None:
    network = network_with(files(links=BELOW))
    agg = device(network, "agg-west")
    assert agg.bgp is not None
    own = next(one for one in agg.interfaces if one.description and one.description.startswith("to west"))
    peer = next(one.address for one in agg.bgp.neighbors if one.remote_as == 4200000002)
    assert peer == Address(4, own.addresses[0].value + 1)


def test_the_address_book_has_what_others_divide_and_where_they_are_met(network_with: Make) -> None:
    network = network_with(files(links=BELOW))
    plan, _ = planned(network)
    rows = book(network, plan)
    delegated = {row.owner: (row.prefix, row.title) for row in rows if row.kind == "delegated"}
    assert delegated["west"] == (plan.delegated["districts", "west"], "西区")
    own = plan.links["agg-east--east", ""][0].host(1)
    assert [row.device for row in rows if row.kind == "external" and row.prefix.network == own] == ["agg-east"]


TRANSLATED = """  - ends: [fw1]
    name: old
    external: {name: old, zone: internet, routes: [192.168.0.0/16], seen_as: [districts/east]}
"""


def test_a_translated_network_is_told_of_by_the_device_before_the_firewall(network_with: Make) -> None:
    network = network_with(files(links=TRANSLATED))
    block = planned(network)[0].delegated["districts", "east"]
    routed = {
        name: [one.prefix for one in device(network, name).static_routes] for name in ("fw1", "core1", "agg-east")
    }
    assert Prefix.parse("192.168.0.0/16") in routed["fw1"]
    assert block in routed["core1"]
    assert block not in routed["agg-east"]


def test_the_firewall_keeps_the_network_s_own_addresses_to_itself(network_with: Make) -> None:
    network = network_with(files(links=TRANSLATED))
    told = {
        name: {source.source for one in device(network, name).ospf for source in one.redistribute}
        for name in ("fw1", "core1")
    }
    assert told == {"fw1": set(), "core1": {RouteSource.STATIC}}
