"""Rows to subnets: repeated rows, rows inside others, summaries, loose addresses, and what has no place."""

from dataclasses import replace

import pytest
from strategies.networks import Sketch, UnitSketch, network

from govnetgen.addressing.unify.renewal import When, read_renewal
from govnetgen.addressing.unify.segment import Segment, Unplaced, cover, segments
from govnetgen.model.address import Prefix
from govnetgen.model.claims import Claim, HandedIn

SKETCH = Sketch(
    units={
        "tax": UnitSketch(site="east", hosts={"office": 200, "tax": 20}),
        "hr": UnitSketch(site="east", hosts={"office": 60}),
    }
)


def found(*claims: Claim) -> tuple[list[Segment], list[Unplaced]]:
    return segments(network(SKETCH), HandedIn(claims=claims))


def of(*claims: Claim) -> list[tuple[str, str, int, int]]:
    made, _ = found(*claims)
    return [(one.unit, str(one.prefix), len(one.claims), one.hosts) for one in made]


def test_the_same_prefix_twice_is_one_subnet(claim) -> None:
    assert of(claim("tax", "10.1.1.0/24", hosts=50), claim("tax", "10.1.1.0/24")) == [("tax", "10.1.1.0/24", 2, 50)]


def test_the_same_prefix_of_two_units_is_two_subnets(claim) -> None:
    assert [unit for unit, *_ in of(claim("tax", "10.1.1.0/24"), claim("hr", "10.1.1.0/24"))] == ["hr", "tax"]


def test_routing_tables_are_apart(claim) -> None:
    made, _ = found(claim("tax", "10.1.1.0/24"), claim("tax", "10.1.1.0/24", domain="tax"))
    assert [one.domain for one in made] == ["", "tax"]


def test_a_row_inside_another_goes_with_it_and_keeps_its_offset(claim) -> None:
    assert of(claim("tax", "10.1.1.0/24"), claim("tax", "10.1.1.64/26", hosts=9)) == [("tax", "10.1.1.0/24", 2, 251)]


def test_a_large_prefix_that_holds_others_sums_them_up(claim) -> None:
    made, unplaced = found(claim("tax", "10.0.0.0/8"), claim("tax", "10.1.1.0/24"), claim("tax", "10.2.1.0/24"))
    assert [str(one.prefix) for one in made] == ["10.1.1.0/24", "10.2.1.0/24"]
    assert [(str(one.claim.prefix), one.code) for one in unplaced] == [("10.0.0.0/8", "summary")]


def test_the_hosts_of_a_row_are_those_of_all_its_prefixes(claim) -> None:
    row = [claim("tax", prefix, row=7, hosts=90) for prefix in ("10.1.0.0/24", "10.3.0.0/25")]
    assert [hosts for *_, hosts in of(*row)] == [60, 30]


def test_hosts_that_nobody_states_are_what_the_prefix_has_room_for(claim) -> None:
    assert of(claim("tax", "10.1.1.0/24"))[0][3] == 251
    assert of(claim("tax", "10.0.0.0/8"))[0][3] == 251  # not sixteen million: more than the unit plans to have


def test_loose_addresses_lie_in_the_subnet_around_them_or_make_one(claim) -> None:
    inside = claim("tax", "10.1.1.7/32", subnet=False)
    assert of(claim("tax", "10.1.1.0/24"), inside) == [("tax", "10.1.1.0/24", 2, 251)]
    made, _ = found(inside, claim("tax", "10.1.1.12/30", subnet=False), claim("tax", "10.9.1.1/32", subnet=False))
    assert [(str(one.prefix), one.keepable) for one in made] == [("10.1.1.0/28", False), ("10.9.1.1/32", False)]


@pytest.mark.parametrize(
    ("facts", "code"),
    [({"network": "intranet"}, "intranet"), ({"link": True}, "link"), ({"domain": "nowhere"}, "no-such-vpn")],
)
def test_what_has_no_place_says_why(claim, facts, code) -> None:
    made, (unplaced,) = found(claim("tax", "10.1.1.0/24", **facts))
    assert not made
    assert unplaced.code == code


def test_what_no_host_can_have_and_who_is_not_registered(claim) -> None:
    _, unplaced = found(claim("tax", "224.1.0.0/24"), claim("nobody", "10.1.1.0/24"))
    assert [one.code for one in unplaced] == ["unusable", "not-registered"]


@pytest.mark.parametrize(
    ("written", "when", "date"),
    [
        ("", When.NOW, ""),
        ("是", When.NOW, ""),
        ("YES", When.NOW, ""),
        ("否", When.NEVER, ""),
        ("no", When.NEVER, ""),
        ("不可改", When.NEVER, ""),
        ("fixed", When.NEVER, ""),
        ("2027年6月", When.LATER, "2027-06"),
        ("2027/3/1以后", When.LATER, "2027-03-01"),
        ("待定", When.NEVER, ""),
    ],
)
def test_whether_a_unit_can_renumber(written: str, when: When, date: str) -> None:
    assert read_renewal(written)[:2] == (when, date)


def test_a_note_that_forbids_it_counts_too() -> None:
    assert read_renewal("", "核心业务,不可改").when is When.NEVER


def test_one_row_that_cannot_renumber_holds_its_subnet(claim) -> None:
    made, _ = found(claim("tax", "10.1.1.0/24"), claim("tax", "10.1.1.0/24", renumber="否"))
    assert made[0].renewal.when is When.NEVER


def test_cover() -> None:
    assert str(cover([Prefix.parse("10.1.1.4/32"), Prefix.parse("10.1.1.6/31")])) == "10.1.1.4/30"


@pytest.mark.parametrize("written", ["tax", "TAX", "税务 专网"])
def test_a_vpn_is_known_by_its_names(claim, written: str) -> None:
    known = network(SKETCH)
    known = replace(known, vpns={"tax": replace(known.vpns["tax"], title="税务专网")})
    made, _ = segments(known, HandedIn(claims=(claim("tax", "10.1.1.0/24", domain=written),)))
    assert [one.domain for one in made] == ["tax"]


def test_the_weight_is_what_is_stated(claim) -> None:
    made, _ = found(claim("tax", "10.1.1.0/24", hosts=30, renumber="否"), claim("tax", "10.2.1.0/24", hosts=600))
    assert [(one.hosts, one.weight) for one in made] == [(251, 30), (251, 600)]


def test_a_weight_of_its_own_is_no_number_of_hosts(claim) -> None:
    made, _ = found(claim("tax", "10.1.1.0/24", hosts=30, weight=900))
    assert (made[0].hosts, made[0].weight) == (30, 900)
