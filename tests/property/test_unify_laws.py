"""Laws of a unification: every claim once, nothing overlaps, nothing given moves, a second run changes nothing."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from strategies.networks import Sketch, UnitSketch, network, sketches

from govnetgen.addressing import Ledger, parse_ledger, plan_addresses, print_ledger
from govnetgen.addressing.ledger import State
from govnetgen.addressing.unify import Action, Unified, unify
from govnetgen.addressing.unify.migrate import dependencies
from govnetgen.model.address import Prefix
from govnetgen.model.claims import Claim, HandedIn, Origin, Owner, RowFacts

POOL = Prefix.parse("10.32.0.0/12")


@st.composite
def handed_in(draw: st.DrawFn, sketch: Sketch) -> HandedIn:
    """Draw claims of the units of a sketch: inside the pool, at the usual places, and of units nobody knows."""
    found = []
    for row in range(draw(st.integers(0, 12))):
        unit = draw(st.sampled_from([*sketch.units, "nobody"]))
        length = draw(st.integers(22, 28))
        if draw(st.booleans()):
            number = draw(st.one_of(st.integers(0, 15), st.integers(0, (1 << (length - POOL.length)) - 1)))
            prefix = Prefix(4, POOL.value + (number << (32 - length)), length)
        else:
            prefix = Prefix.parse(
                draw(st.sampled_from(("192.168.1.0/24", "172.16.0.0/22", "10.0.0.0/8", "8.8.8.0/24")))
            )
        facts = RowFacts(
            hosts=draw(st.one_of(st.none(), st.integers(1, 300))),
            renumber=draw(st.sampled_from(("", "", "否", "2027-06"))),
            domain=draw(st.sampled_from(("", "", "", "tax", "nowhere"))),
            link=draw(st.integers(0, 9)) == 0,
        )
        origin = Origin("a.csv", row + 2, 2)
        found.append(Claim(origin=origin, owner=Owner(unit, unit), prefix=prefix, written=str(prefix), facts=facts))
    return HandedIn(claims=tuple(found))


WORLDS = sketches(units=5).flatmap(lambda sketch: st.tuples(st.just(sketch), handed_in(sketch)))


def disjoint(prefixes: Sequence[Prefix]) -> bool:
    return not any(one.overlaps(other) for one, other in pairwise(sorted(prefixes)))


def unified(sketch: Sketch, claims: HandedIn, ledger: Ledger) -> Unified:
    found = unify(network(sketch), claims, ledger)
    assume(found.value is not None)  # the small hardware of sketches may run out of ports
    return found.require()


@settings(max_examples=25)
@given(WORLDS)
def test_every_claim_is_there_once_with_an_action_that_fits(world: tuple[Sketch, HandedIn]) -> None:
    sketch, claims = world
    one = unified(sketch, claims, Ledger())
    assert sorted(row.claim.origin for row in one.rows) == sorted(claim.origin for claim in claims.claims)
    for row in one.rows:
        assert (row.new is None) == (row.action is Action.RELEASE)
        assert (row.new == row.old) == (row.action is Action.KEEP)
        if row.subnet is not None and row.new is not None:
            assert row.subnet.contains(row.new) or (row.action is Action.KEEP and row.subnet.contains(row.old))
    assert len({entry.rule.name for entry in one.translations.entries}) == len(one.translations.entries)


@settings(max_examples=25)
@given(WORLDS)
def test_what_units_have_in_the_end_is_disjoint_inside_the_pools_and_summed_up(world: tuple[Sketch, HandedIn]) -> None:
    sketch, claims = world
    one = unified(sketch, claims, Ledger())
    subnets = {(row.unit, row.vlan): row.subnet for row in one.rows if row.subnet is not None}
    assert disjoint(list(subnets.values()))
    pools = [pool.prefix for pool in one.network.plan.pools.values() if pool.each is None]
    assert all(any(pool.contains(prefix) for pool in pools) for prefix in subnets.values())
    for pool in one.network.plan.pools:
        owners = [block.owner for block in one.planned.plan.blocks if block.pool == pool]
        assert len(owners) == len(set(owners)), "one block a node"
    kept = [row.old for row in one.rows if row.action is Action.KEEP and row.subnet == row.old]
    assert disjoint(sorted(set(kept)))


@settings(max_examples=20)
@given(WORLDS)
def test_nothing_that_was_given_moves(world: tuple[Sketch, HandedIn]) -> None:
    sketch, claims = world
    before = plan_addresses(network(sketch), Ledger())
    assume(before.value is not None)
    ledger = before.require().ledger
    one = unified(sketch, claims, ledger)
    had = {record[:3] for record in ledger.records if record.state is State.GIVEN}
    has = {record[:3] for record in one.planned.ledger.records if record.state is State.GIVEN}
    grown = {record for record in had - has if record[0] != "block"}
    assert not grown


@settings(max_examples=20)
@given(WORLDS)
def test_a_second_run_changes_nothing(world: tuple[Sketch, HandedIn]) -> None:
    sketch, claims = world
    one = unified(sketch, claims, Ledger())
    text = print_ledger(one.planned.ledger)
    again = unify(one.network, claims, parse_ledger(text, "ledger.txt").require()).require()
    assert print_ledger(again.planned.ledger) == text
    assert again.rows == one.rows
    assert again.translations == one.translations
    assert not again.matched.added
    assert {name: unit.vlans for name, unit in again.network.units.items()} == {
        name: unit.vlans for name, unit in one.network.units.items()
    }


@settings(max_examples=15)
@given(WORLDS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(world: tuple[Sketch, HandedIn], chance: object) -> None:
    sketch, claims = world
    one = unified(sketch, claims, Ledger())
    other = unified(sketch, replace(claims, claims=tuple(reversed(claims.claims))), Ledger())
    assert other.rows == one.rows
    assert print_ledger(other.planned.ledger) == print_ledger(one.planned.ledger)


@settings(max_examples=25)
@given(WORLDS)
def test_nobody_moves_in_before_the_other_is_out(world: tuple[Sketch, HandedIn]) -> None:
    sketch, claims = world
    steps = unified(sketch, claims, Ledger()).migration.steps
    for step, before in zip(steps, dependencies([(one.old, one.new) for one in steps]), strict=True):
        for other in before:
            assert steps[other].temporary or steps[other].wave < step.wave


def test_who_moves_by_name_gets_other_addresses() -> None:
    sketch = Sketch(units={"tax": UnitSketch(site="east", hosts={"office": 100})})
    claim = Claim(
        origin=Origin("a.csv", 2),
        owner=Owner("tax", "tax"),
        prefix=Prefix.parse("192.168.1.0/24"),
        written="192.168.1.0/24",
        facts=RowFacts(hosts=90),
    )
    one = unify(network(sketch), HandedIn(claims=(claim,)), Ledger()).require()
    moved = unify(one.network, HandedIn(claims=(claim,)), one.planned.ledger, move=("tax",)).require()
    assert moved.rows[0].new != one.rows[0].new
    assert moved.rows[0].vlan == one.rows[0].vlan == "office"
    again = unify(moved.network, HandedIn(claims=(claim,)), moved.planned.ledger).require()
    assert again.rows[0].new == moved.rows[0].new
