"""Translations: whole prefixes where sizes match, parts of larger subnets, host by host, both ways where needed."""

from strategies.networks import Sketch, UnitSketch, network

from govnetgen.addressing import Ledger
from govnetgen.addressing.unify import Unified, unify
from govnetgen.addressing.unify.nat import Form
from govnetgen.model.address import Prefix
from govnetgen.model.claims import Claim, HandedIn, Host

TAX = UnitSketch(site="east", hosts={"office": 500, "management": 6}, own=True)
HR = UnitSketch(site="east", hosts={"office": 500, "management": 6}, own=True)


def run(*claims: Claim, hosts: tuple[Host, ...] = ()) -> Unified:
    handed_in = HandedIn(claims=claims, hosts=hosts)
    return unify(network(Sketch(units={"tax": TAX, "hr": HR})), handed_in, Ledger()).require()


def rules(one: Unified) -> list[tuple[Form, str, str, str]]:
    return [(e.form, str(e.rule.inside), str(e.rule.outside), e.rule.zone) for e in one.translations.entries]


def test_a_prefix_of_the_same_size_on_the_firewall_of_the_unit(claim) -> None:
    one = run(claim("tax", "192.168.1.0/24", renumber="否"))
    (row,) = one.rows
    assert rules(one) == [(Form.PREFIX, "192.168.1.0/24", str(row.new), "backbone")]
    assert list(one.translations.by_device) == ["tax-fw"]
    assert str(row.action) == "nat"


def test_two_units_with_the_same_prefix_are_told_apart(claim) -> None:
    one = run(claim("tax", "192.168.1.0/24", renumber="否"), claim("hr", "192.168.1.0/24", renumber="2027年6月"))
    assert len({entry.rule.outside for entry in one.translations.entries}) == 2
    assert {device: entries[0].until for device, entries in one.translations.by_device.items()} == {
        "tax-fw": "",
        "hr-fw": "2027-06",
    }


def test_a_smaller_prefix_takes_the_last_part_of_its_subnet(claim) -> None:
    one = run(claim("tax", "192.168.1.0/30", renumber="否"))
    (row,) = one.rows
    assert row.subnet is not None
    assert row.subnet.length == 29
    assert rules(one)[0][:3] == (Form.SUB_BLOCK, "192.168.1.0/30", str(Prefix(4, row.subnet.value + 4, 30)))


def test_a_larger_prefix_is_translated_host_by_host(claim, host) -> None:
    seen = tuple(host("tax", f"172.16.{number}.9") for number in (3, 1, 2))
    one = run(claim("tax", "172.16.0.0/16", hosts=30, renumber="否"), hosts=(*seen, host("hr", "172.16.1.8")))
    (row,) = one.rows
    assert row.new is not None
    offsets = {1: 256 + 9, 2: 9, 3: 4}  # the offset in a subnet of 512 where it is free, else the next that is
    assert [rule[:3] for rule in rules(one)] == [
        (Form.HOSTS, f"172.16.{number}.9/32", f"{row.new.host(offset)}/32") for number, offset in offsets.items()
    ]


def test_where_the_plan_has_its_addresses_a_unit_sees_them_by_others(claim) -> None:
    taken = claim("hr", "10.40.0.0/22", hosts=900)
    one = run(taken, claim("tax", "10.40.1.0/24", renumber="否"))
    row = next(row for row in one.rows if row.unit == "tax")
    assert row.subnet is not None
    upper, lower = Prefix(4, row.subnet.value + 256, 24), Prefix(4, row.subnet.value, 24)
    assert rules(one) == [
        (Form.TWICE, "10.40.1.0/24", str(upper), "backbone"),
        (Form.TWICE, "10.40.1.0/24", str(lower), "intranet"),
    ]


def test_without_a_firewall_or_hosts_it_is_said(claim) -> None:
    sketch = Sketch(units={"tax": UnitSketch(site="east", hosts={"office": 20})})
    rows = HandedIn(claims=(claim("tax", "172.16.0.0/16", hosts=30, renumber="否"),))
    found = unify(network(sketch), rows, Ledger())
    assert {one.code for one in found.diagnostics} == {"nat-no-firewall", "nat-hosts-unknown"}
