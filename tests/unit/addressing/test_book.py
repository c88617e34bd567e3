"""The address book: complete, in order, and what devices are really configured with."""

from dataclasses import replace

from hypothesis import given
from strategies.networks import Sketch, UnitSketch, network, sketches

from govnetgen.addressing import BookRow, Ledger, book, plan_addresses
from govnetgen.intent import Intent
from govnetgen.model.address import Address, Prefix
from govnetgen.model.network import Network

TAX = UnitSketch(site="east", hosts={"office": 100, "management": 5}, own=True)


def rows(net: Network) -> tuple[BookRow, ...]:
    return book(net, plan_addresses(net, Ledger()).require().plan)


@given(sketches())
def test_everything_that_was_given_out_is_in_it(sketch: Sketch) -> None:
    net = network(sketch)
    plan = plan_addresses(net, Ledger()).require().plan
    found = {(row.kind, row.prefix) for row in book(net, plan)}
    assert {("subnet", prefix) for prefixes in plan.subnets.values() for prefix in prefixes} <= found
    assert {("link", prefix) for prefixes in plan.links.values() for prefix in prefixes} <= found
    assert {("block", block.prefix) for block in plan.blocks} <= found
    assert {("pool", pool.prefix) for pool in net.plan.pools.values()} <= found
    loopbacks = {row.address for row in book(net, plan) if row.kind == "loopback"}
    assert loopbacks == {str(address) for addresses in plan.loopbacks.values() for address in addresses}


@given(sketches())
def test_what_holds_comes_before_what_it_holds(sketch: Sketch) -> None:
    prefixes = [row.prefix for row in rows(network(sketch))]
    assert prefixes == sorted(prefixes)


@given(sketches(units=4))
def test_gateways_and_management_are_what_devices_are_configured_with(sketch: Sketch) -> None:
    net = network(sketch)
    plan = plan_addresses(net, Ledger()).require().plan
    intent = Intent(net, plan)
    configured = {
        (name, address.address)
        for name in net.devices
        for interface in intent.device(name).interfaces
        for address in interface.addresses
    }
    booked = {
        (row.device, row.prefix.network)
        for row in book(net, plan)
        if row.device and row.kind in ("gateway", "management", "loopback")
    }
    assert booked <= configured


def test_utilisation_counts_hosts_and_subnets() -> None:
    found = {(row.kind, row.owner): row for row in rows(network(Sketch(units={"tax": TAX}))) if row.prefix.version == 4}
    subnet = found[("subnet", "tax/office")]
    assert (subnet.used, subnet.size, subnet.utilisation) == (100, 128, 100 / 128)
    block = found[("block", "tax")]
    assert (block.used, block.size) == (128 + 16, 512)
    assert found[("gateway", "tax/office")].utilisation is None


def test_a_pinned_gateway_is_in_it() -> None:
    net = network(Sketch(units={"tax": UnitSketch(site="east", hosts={"office": 100})}))
    unit = net.units["tax"]
    pinned = replace(
        unit.vlans[0], fixed=(Prefix.parse("10.32.9.0/24"),), fixed_gateways=(Address.parse("10.32.9.254"),)
    )
    net = replace(net, units={"tax": replace(unit, vlans=(pinned,))})
    gateways = [row.address for row in rows(net) if row.kind == "gateway" and row.prefix.version == 4]
    assert gateways == ["10.32.9.254"]
