"""Address plans by example: growth, pins, exhaustion, renumbering, numbers and ports."""

from collections.abc import Collection
from dataclasses import replace

import pytest
from strategies.networks import POOLS, Sketch, UnitSketch, network, pool

from govnetgen.addressing import Ledger, Planned, State, What, parse_ledger, plan_addresses, print_ledger
from govnetgen.addressing.size import block_length, subnet_length
from govnetgen.diagnostics import Checked, Diagnostic
from govnetgen.model.address import Address, NumberRange, Prefix
from govnetgen.model.network import Hardware, LinkEnd, LinkKind, Network

OFFICE = ("tax", "office")


def unit(site: str = "east", *, own: bool = False, **hosts: int) -> UnitSketch:
    return UnitSketch(site=site, hosts=hosts, own=own)


def service(prefix: str) -> tuple[object, ...]:
    return (pool("service", prefix, zones=("intranet", "management")), *POOLS[3:4])


def sketch(prefix: str = "10.32.0.0/16", *, headroom: int = 1, **units: UnitSketch) -> Sketch:
    return Sketch(units=units, pools=service(prefix), headroom=headroom)  # type: ignore[arg-type]


def checked(one: Sketch | Network, ledger: Ledger | None = None, renumber: Collection[str] = ()) -> Checked[Planned]:
    net = network(one) if isinstance(one, Sketch) else one
    again = parse_ledger(print_ledger(ledger), "ledger.txt").require() if ledger is not None else Ledger()
    return plan_addresses(net, again, renumber=renumber)


def planned(one: Sketch | Network, ledger: Ledger | None = None, renumber: Collection[str] = ()) -> Planned:
    return checked(one, ledger, renumber).require()


def found(result: Checked[Planned], code: str) -> list[Diagnostic]:
    return [one for one in result.diagnostics if one.code == code]


def blocks(one: Planned, owner: str) -> list[str]:
    return [str(block.prefix) for block in one.plan.blocks if block.owner == owner]


def subnet(one: Planned, owner: tuple[str, str] = OFFICE) -> str:
    return str(one.plan.subnets[owner][0])


@pytest.mark.parametrize(
    ("hosts", "gateways", "length"), [(1, 1, 29), (3, 1, 29), (4, 1, 28), (251, 2, 24), (252, 2, 23), (251, 4, 23)]
)
def test_a_subnet_has_room_for_hosts_network_broadcast_and_gateways(hosts: int, gateways: int, length: int) -> None:
    assert subnet_length(4, hosts, gateways) == length


def test_ipv6_lengths_are_whole_nibbles_while_there_is_room() -> None:
    assert subnet_length(6, 5000, 2) == 64
    assert block_length(6, 3 << 64, spare=1, unit=True) == 56
    assert block_length(6, 300 << 64, spare=1, unit=True) == 52
    assert block_length(6, 3 << 72, spare=1, unit=False) == 52
    assert block_length(6, 3 << 72, spare=0, unit=False) == 54


def test_blocks_have_spare_bits_at_every_level_but_the_last() -> None:
    one = planned(sketch(tax=unit(office=200)))
    assert subnet(one) == "10.32.0.0/24"
    assert blocks(one, "unit:tax") == ["10.32.0.0/23"]
    assert blocks(one, "site:east") == ["10.32.0.0/22"]


def test_a_unit_above_the_divided_tiers_hangs_under_the_pool() -> None:
    one = planned(sketch(tax=unit("city", office=200)))
    assert blocks(one, "site:city") == []
    assert blocks(one, "unit:tax") == ["10.32.0.0/23"]


def test_spare_bits_give_way_from_the_top_when_the_pool_is_small() -> None:
    result = checked(sketch("10.32.0.0/23", tax=unit(office=200)))
    assert blocks(result.require(), "site:east") == ["10.32.0.0/23"]
    assert found(result, "headroom-reduced") == []
    result = checked(sketch("10.32.0.0/22", tax=unit(office=200), hr=unit("west", office=200)))
    (warned,) = found(result, "headroom-reduced")
    assert warned.message == (
        "pool 'service' 10.32.0.0/22 has no room for a headroom of 1 at every level: 0 at level 'district'"
    )
    assert blocks(result.require(), "unit:tax") == blocks(result.require(), "site:east") == ["10.32.0.0/23"]


def test_a_pool_too_small_says_by_how_much_and_who_takes_the_most() -> None:
    result = checked(sketch("10.32.0.0/22", tax=unit(office=900), hr=unit("west", office=300)))
    (failed,) = result.diagnostics
    assert failed.code == "pool-too-small"
    assert failed.message == (
        "pool 'service' 10.32.0.0/22 is too small: 512 addresses too few for the 1,536 needed; "
        "no room for a /23 for site 'west'; most is taken by tax 1,024, hr 512"
    )
    assert failed.hint == "a /21 around 10.32.0.0/22 would do"


def test_a_full_pool_says_what_is_kept_for_owners_that_are_gone() -> None:
    ledger = planned(sketch("10.32.0.0/24", headroom=0, tax=unit(office=200))).ledger
    (failed,) = checked(sketch("10.32.0.0/24", headroom=0, hr=unit(office=200)), ledger).diagnostics
    assert "keep 256 addresses in 1 subnets for owners that are gone" in failed.hint


def test_a_full_block_grows_in_place_where_its_neighbour_is_free() -> None:
    first = planned(sketch(headroom=0, tax=unit(office=200)))
    assert blocks(first, "site:east") == ["10.32.0.0/24"]
    second = planned(sketch(headroom=0, tax=unit(office=200), hr=unit(office=200)), first.ledger)
    assert blocks(second, "site:east") == ["10.32.0.0/23"]
    assert subnet(second) == subnet(first)
    assert (What.GROWN, "service/site:east") in [(change.what, change.key) for change in second.changes]


def test_a_full_block_whose_neighbour_is_taken_gets_a_further_one_and_says_so() -> None:
    tax = replace(unit(office=200), fixed={"office": ("10.32.0.0/24",)})
    hr = replace(unit("west", office=200), fixed={"office": ("10.32.1.0/24",)})
    first = planned(sketch("10.32.0.0/22", headroom=0, tax=tax, hr=hr))
    assert blocks(first, "site:west") == ["10.32.1.0/24"]
    result = checked(sketch("10.32.0.0/22", headroom=0, tax=tax, hr=hr, gas=unit("west", office=200)), first.ledger)
    assert blocks(result.require(), "site:west") == ["10.32.1.0/24", "10.32.2.0/24"]
    assert [one.message for one in found(result, "further-block")] == [
        "site 'west' gets a further block 10.32.2.0/24 of pool 'service': one more summary route"
    ]


def test_growth_beyond_a_subnet_is_said_and_nothing_moves() -> None:
    first = planned(sketch(tax=unit(office=200)))
    result = checked(sketch(tax=unit(office=600)), first.ledger)
    (warned,) = found(result, "subnet-outgrown")
    assert warned.message == (
        "VLAN 'office' of unit 'tax' is to have 600 hosts, but its subnet 10.32.0.0/24 has room for 251"
    )
    assert warned.hint == "pin a larger one (fixed), or: govnetgen address plan --renumber tax/office"
    assert subnet(result.require()) == "10.32.0.0/24"


def test_renumbering_is_explicit_and_keeps_the_old_subnet_from_others() -> None:
    first = planned(sketch(tax=unit(office=200), hr=unit(office=50)))
    grown = sketch(tax=unit(office=600), hr=unit(office=50))
    second = planned(grown, first.ledger, renumber=["tax/office"])
    assert second.plan.subnets[OFFICE][0].length == 22
    assert not Prefix.parse(subnet(first)).overlaps(second.plan.subnets[OFFICE][0])
    assert second.plan.subnets[("hr", "office")] == first.plan.subnets[("hr", "office")]
    (old,) = [one for one in second.ledger.records if one.state is State.RETIRED]
    assert (old.key, old.value) == ("service/tax/office", subnet(first))
    assert second.plan.vlan_ids == first.plan.vlan_ids
    assert planned(grown, second.ledger).changes == ()


def test_renumbering_something_unknown_is_refused() -> None:
    result = checked(
        sketch(tax=unit(office=200)), planned(sketch(tax=unit(office=200))).ledger, renumber=["tax/offise"]
    )
    assert [one.code for one in result.diagnostics] == ["renumber-unknown"]
    assert result.diagnostics[0].hint == "did you mean 'tax/office'?"


def test_a_unit_that_moves_keeps_its_block_and_says_that_it_costs_a_route() -> None:
    first = planned(sketch(tax=unit(office=200), hr=unit("west", office=50)))
    moved = sketch(tax=unit("west", office=200), hr=unit("west", office=50))
    result = checked(moved, first.ledger)
    assert subnet(result.require()) == subnet(first)
    (warned,) = found(result, "block-misplaced")
    assert "--renumber tax" in warned.hint
    again = checked(moved, result.require().ledger, renumber=["tax"])
    assert found(again, "block-misplaced") == []
    (west,) = blocks(again.require(), "site:west")
    assert Prefix.parse(west).contains(again.require().plan.subnets[OFFICE][0])


def test_what_is_gone_waits_and_comes_back_to_its_own() -> None:
    both = sketch(tax=unit(office=200), hr=unit(office=200))
    first = planned(both)
    second = planned(both.without("tax"), first.ledger)
    third = planned(both.without("tax").having(new=unit(office=200)), second.ledger)
    assert subnet(third, ("new", "office")) != subnet(first)
    last = planned(both.having(new=unit(office=200)), third.ledger)
    assert last.plan.subnets[OFFICE] == first.plan.subnets[OFFICE]
    assert last.plan.vlan_ids[OFFICE] == first.plan.vlan_ids[OFFICE]
    assert {change.what for change in last.changes} == {What.REVIVED}


def test_a_pin_makes_its_unit_s_block() -> None:
    tax = replace(unit(office=200), fixed={"office": ("10.32.77.0/24",)})
    one = planned(sketch(tax=tax, hr=unit(office=200)))
    assert subnet(one) == "10.32.77.0/24"
    assert blocks(one, "unit:tax") == ["10.32.76.0/23"]
    (east,) = blocks(one, "site:east")
    assert Prefix.parse(east).contains(one.plan.subnets[("hr", "office")][0])


@pytest.mark.parametrize(
    ("fixed", "code", "message"),
    [
        ("10.33.0.0/24", "pin-outside-pool", "is pinned to 10.33.0.0/24, which is not in pool 'service' 10.32.0.0/16"),
        ("10.32.4.0/24", "pin-overlap", "is pinned to 10.32.4.0/24, but site 'west' has 10.32.4.0/22"),
        ("10.32.0.0/20", "pin-overlap", "is pinned to 10.32.0.0/20, but site 'west' has 10.32.4.0/22"),
    ],
)
def test_a_pin_is_refused_with_the_reason(fixed: str, code: str, message: str) -> None:
    hr = replace(unit("west", office=200), fixed={"office": ("10.32.4.0/24",)})
    first = planned(sketch(hr=hr))
    tax = replace(unit(office=200), fixed={"office": (fixed,)})
    result = checked(sketch(tax=tax, hr=unit("west", office=200)), first.ledger)
    assert result.value is None
    (failed,) = result.diagnostics
    assert failed.code == code
    assert failed.message == f"VLAN 'office' of unit 'tax' {message}"


def test_two_units_with_one_pin_are_both_named() -> None:
    pinned = {"office": ("10.32.4.0/24",)}
    result = checked(sketch(tax=replace(unit(office=200), fixed=pinned), hr=replace(unit(office=200), fixed=pinned)))
    (failed,) = result.diagnostics
    assert failed.code == "pin-overlap"
    assert "unit 'tax'" in failed.message and "unit 'hr'" in failed.message


def test_a_pin_takes_what_waits_for_an_owner_that_is_gone() -> None:
    first = planned(sketch(tax=unit(office=200)))
    renamed = replace(unit(office=200), fixed={"office": (subnet(first),)})
    result = checked(sketch(taxation=renamed), first.ledger)
    one = result.require()
    assert subnet(one, ("taxation", "office")) == subnet(first)
    assert len(found(result, "pin-released")) == 1
    assert planned(sketch(taxation=renamed), one.ledger).changes == ()


def test_a_removed_pin_leaves_the_address_where_it_was() -> None:
    first = planned(sketch(tax=replace(unit(office=200), fixed={"office": ("10.32.77.0/24",)})))
    second = planned(sketch(tax=unit(office=200)), first.ledger)
    assert second.changes == ()


def test_a_renamed_pool_keeps_its_addresses() -> None:
    first = planned(sketch(tax=unit(office=200)))
    renamed = replace(sketch(tax=unit(office=200)), pools=(pool("svc", "10.32.0.0/16", zones=("intranet",)),))
    result = checked(renamed, first.ledger)
    assert subnet(result.require()) == subnet(first)
    assert len(found(result, "pool-renamed")) == 1


def test_a_removed_pool_is_said() -> None:
    first = planned(sketch(tax=unit(office=200)))
    other = replace(sketch(tax=unit(office=200)), pools=(pool("svc", "10.99.0.0/16", zones=("intranet",)),))
    result = checked(other, first.ledger)
    assert {one.code for one in result.diagnostics} == {"pool-removed"}


def test_a_pool_that_moved_away_from_what_is_in_use_is_refused() -> None:
    first = planned(sketch(tax=unit(office=200)))
    (failed,) = checked(sketch("10.33.0.0/16", tax=unit(office=200)), first.ledger).diagnostics
    assert failed.code == "ledger-outside-pool"
    assert "service/tax/office 10.32.0.0/24" in failed.message
    lines = print_ledger(first.ledger).splitlines()
    assert all("service/" in lines[one.line - 1] for one in failed.related)


def test_a_larger_pool_keeps_everything() -> None:
    first = planned(sketch("10.32.0.0/16", tax=unit(office=200)))
    assert planned(sketch("10.32.0.0/12", tax=unit(office=200)), first.ledger).changes == ()


def test_two_pools_for_one_zone_are_refused() -> None:
    two = (pool("a", "10.1.0.0/16", zones=("intranet",)), pool("b", "10.2.0.0/16", zones=("intranet",)))
    assert "pool-ambiguous" in {one.code for one in checked(Sketch(units={}, pools=two)).diagnostics}


def test_two_branches_that_took_one_block_are_both_named() -> None:
    base = planned(sketch(tax=unit(office=200))).ledger
    ours = print_ledger(planned(sketch(tax=unit(office=200), a=unit(office=100)), base).ledger).splitlines()
    theirs = print_ledger(planned(sketch(tax=unit(office=200), b=unit(office=100)), base).ledger).splitlines()
    text = "\n".join(dict.fromkeys([*ours, *theirs]))
    both = network(sketch(tax=unit(office=200), a=unit(office=100), b=unit(office=100)))
    result = plan_addresses(both, parse_ledger(text, "ledger.txt").require())
    (blocks_clash, *_) = found(result, "ledger-overlap")
    assert "block service/unit:b 10.32.2.0/24" in blocks_clash.message
    assert "block service/unit:a 10.32.2.0/24" in blocks_clash.message
    lines = text.split("\n")
    assert "unit:b" in lines[blocks_clash.location.line - 1]
    assert "unit:a" in lines[blocks_clash.related[0].line - 1]


def test_loopbacks_and_links_take_the_lowest_and_pins_are_honoured() -> None:
    one = planned(replace(Sketch(units={}), loopbacks={"core1": "10.0.0.200"}))
    assert one.plan.loopbacks["core1"][0] == Address.parse("10.0.0.200")
    assert one.plan.loopbacks["agg-east"] == (Address.parse("10.0.0.1"), Address.parse("2001:db8:f000::1"))
    assert [str(prefix) for prefix in one.plan.links[("agg-east--core1", "")]] == [
        "10.0.16.0/31",
        "2001:db8:f001::2/127",
    ]
    result = checked(replace(Sketch(units={}), loopbacks={"core1": "10.9.0.1"}))
    assert {found.code for found in result.diagnostics} == {"pin-outside-pool"}


def test_a_platform_that_needs_a_longer_link_gets_it_or_says_why_not() -> None:
    assert planned(Sketch(units={}, p2p_length=30)).plan.links[("core1--core2", "")][0].length == 30
    first = planned(Sketch(units={}))
    result = checked(Sketch(units={}, p2p_length=30), first.ledger)
    assert {one.code for one in result.diagnostics} == {"link-too-narrow"}
    again = planned(Sketch(units={}, p2p_length=30), first.ledger, renumber=list(network(Sketch(units={})).links))
    assert again.plan.links[("core1--core2", "")][0].length == 30


def test_a_vpn_has_a_prefix_on_each_link_that_it_crosses() -> None:
    one = planned(Sketch(units={"tax": unit(own=True, tax=10, management=5)}))
    carried = {link for link, vpn in one.plan.links if vpn == "tax"}
    assert carried == {"core1--core2", "agg-east--core1", "agg-east--core2", "tax-fw--agg-east"}


def test_vlan_ids_are_unique_where_devices_are_shared() -> None:
    one = planned(Sketch(units={"a": unit(office=5), "b": unit(office=5), "c": unit("west", office=5)}))
    assert one.plan.vlan_ids == {("a", "office"): 100, ("b", "office"): 101, ("c", "office"): 100}


def test_a_fixed_vlan_id_is_honoured_and_a_clash_refused() -> None:
    a = replace(unit(office=5), numbers={"office": 77})
    assert planned(Sketch(units={"a": a})).plan.vlan_ids[("a", "office")] == 77
    (failed,) = checked(Sketch(units={"a": a, "b": a})).diagnostics
    assert failed.code == "number-taken"
    assert "both have id 77" in failed.message


def test_too_few_vlan_ids_are_said() -> None:
    units = {name: unit(office=5) for name in "abc"}
    (failed,) = found(checked(Sketch(units=units, vlan_ids=NumberRange(100, 101))), "numbers-exhausted")
    assert "no VLAN id from 100 to 101 is left" in failed.message


def test_switches_have_management_addresses_behind_the_gateways() -> None:
    one = planned(Sketch(units={"tax": unit(own=True, office=5, management=5)}))
    (address,) = one.plan.management["tax-sw"]
    subnet = one.plan.subnets[("tax", "management")][0]
    assert address.value - subnet.value == 4


def links_changed(net: Network, name: str, **changes: object) -> Network:
    link = replace(net.links[name], **changes)  # type: ignore[arg-type]
    return replace(net, links={**net.links, name: link})


def test_ports_are_taken_in_order_and_an_aggregate_is_numbered() -> None:
    one = planned(Sketch(units={}))
    assert one.plan.ports[("agg-east--core1", "core1")] == ("10ge-1/1",)
    assert one.plan.ports[("core1--core2", "core1")] == ("10ge-1/4", "10ge-1/5")
    assert one.plan.lags == {("core1--core2", "core1"): 1, ("core1--core2", "core2"): 1}


def test_an_aggregate_that_grows_keeps_its_ports() -> None:
    net = network(Sketch(units={}))
    first = planned(net)
    second = planned(links_changed(net, "core1--core2", count=3), first.ledger)
    assert second.plan.ports[("core1--core2", "core1")] == ("10ge-1/4", "10ge-1/5", "10ge-1/6")
    assert second.plan.lags == first.plan.lags


def test_named_ports_are_honoured_and_not_given_to_others() -> None:
    net = network(Sketch(units={}))
    named = links_changed(net, "core1--core2", near=LinkEnd(device="core1", ports=("10ge-1/1", "10ge-1/2")))
    one = planned(named)
    assert one.plan.ports[("core1--core2", "core1")] == ("10ge-1/1", "10ge-1/2")
    assert one.plan.ports[("agg-east--core1", "core1")] == ("10ge-1/3",)
    (failed,) = checked(named, planned(net).ledger).diagnostics[:1]
    assert failed.code == "port-taken"


def small_core(net: Network, uplinks: int, edge: int = 0) -> Network:
    ports = tuple(f"10ge-1/{number}" for number in range(1, uplinks + 1))
    hardware = Hardware(name="big", uplinks=ports, edge=tuple(f"ge-0/{number}" for number in range(1, edge + 1)))
    return replace(net, hardware={**net.hardware, "big": hardware})


def test_too_few_ports_name_the_device_and_how_many() -> None:
    result = checked(small_core(network(Sketch(units={})), 4))
    assert [one.message for one in found(result, "ports-exhausted")] == [
        "'core1' (big) lacks 2 ports for links 'core1--core2'",
        "'core2' (big) lacks 2 ports for links 'core1--core2'",
    ]


def test_trunks_fall_back_to_the_last_edge_ports() -> None:
    net = small_core(links_changed(network(Sketch(units={})), "core1--core2", kind=LinkKind.TRUNK), 3, 4)
    assert planned(net).plan.ports[("core1--core2", "core1")] == ("ge-0/4", "ge-0/3")


def test_hosts_of_units_without_switches_have_edge_ports_at_their_gateway() -> None:
    one = planned(Sketch(units={"a": unit(office=5)}))
    assert one.plan.ports[("a/office", "agg-east")] == ("ge-0/1",)


def test_other_hardware_gives_other_ports_and_says_so() -> None:
    net = network(Sketch(units={}))
    first = planned(net)
    hardware = Hardware(name="big", uplinks=tuple(f"40ge-1/{number}" for number in range(1, 9)))
    result = checked(replace(net, hardware={**net.hardware, "big": hardware}), first.ledger)
    assert [one.message for one in found(result, "port-gone")][:1] == [
        "big has no port 10ge-1/1: 'core1' connects 'agg-east--core1', 'agg-north--core1', 'agg-west--core1', "
        "'core1--core2' to other ports now"
    ]
    assert len(found(result, "port-gone")) == 5
    assert result.require().plan.ports[("agg-east--core1", "core1")] == ("40ge-1/1",)


def test_areas_are_given_to_districts_and_the_top_tier_is_the_backbone() -> None:
    net = network(Sketch(units={}))
    assert planned(net).plan.areas == {"east": 1, "north": 2, "west": 3}
    stated = replace(net, devices={**net.devices, "agg-west": replace(net.devices["agg-west"], area=1)})
    assert planned(stated).plan.areas == {"east": 2, "north": 3, "west": 1}
