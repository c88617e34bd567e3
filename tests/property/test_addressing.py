"""Laws of address plans: nothing overlaps, nothing moves, the same input gives the same bytes."""

import random
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st
from strategies.networks import POOLS, Sketch, UnitSketch, network, shuffled, sketches, unit_sketches

from govnetgen.addressing import Ledger, Planned, parse_ledger, plan_addresses, print_ledger
from govnetgen.addressing.space import Space
from govnetgen.diagnostics import Checked
from govnetgen.model.address import Prefix
from govnetgen.model.network import Network, Role


def planned(sketch: Sketch, ledger: Ledger | None = None) -> Planned:
    return plan_addresses(network(sketch), ledger or Ledger()).require()


def reread(ledger: Ledger) -> Ledger:
    return parse_ledger(print_ledger(ledger), "ledger.txt").require()


def disjoint(prefixes: Iterable[Prefix]) -> bool:
    return not any(one.overlaps(other) for one, other in pairwise(sorted(prefixes)))


def everything(one: Planned) -> dict[tuple[str, ...], object]:
    """All that was given out, by whose it is."""
    plan = one.plan
    parts: dict[str, Mapping[object, object]] = {
        "subnet": plan.subnets,
        "loopback": plan.loopbacks,
        "link": plan.links,
        "management": plan.management,
        "vlan": plan.vlan_ids,
        "vpn": plan.vpn_numbers,
        "port": plan.ports,
        "lag": plan.lags,
        "area": plan.areas,
    }
    return {(part, str(key)): value for part, values in parts.items() for key, value in values.items()}


def check(net: Network, one: Planned, *, nested: bool = True) -> None:
    """Check all that must hold of a plan, whatever came before."""
    plan = one.plan
    given_out = [prefix for prefixes in (*plan.subnets.values(), *plan.links.values()) for prefix in prefixes]
    given_out += [
        Prefix(*address, 32 if address.version == 4 else 128) for a in plan.loopbacks.values() for address in a
    ]
    assert disjoint(given_out)
    for kind in ("unit:", "site:"):
        for pool in net.plan.pools:
            assert disjoint(b.prefix for b in plan.blocks if b.pool == pool and b.owner.startswith(kind))
    for unit in net.units.values():
        for vlan in unit.vlans:
            check_subnets(net, one, unit.name, vlan.name, nested=nested)
    for device in net.devices.values():
        on_device = [
            plan.vlan_ids[(unit.name, vlan.name)]
            for unit in net.units.values()
            for vlan in unit.vlans
            if device.name in (*unit.gateways, *unit.switches)
        ]
        assert len(on_device) == len(set(on_device))
        ports = [port for (_, name), found in plan.ports.items() if name == device.name for port in found]
        assert len(ports) == len(set(ports))
        assert (device.name in plan.loopbacks) == (device.role is not Role.ACCESS)
    for link in net.links.values():
        for end in link.ends():
            assert len(plan.ports[(link.name, end.device)]) == link.count
            assert ((link.name, end.device) in plan.lags) == (link.count > 1)


def check_subnets(net: Network, one: Planned, unit: str, vlan: str, *, nested: bool) -> None:
    """Check that a VLAN has a subnet of every pool of its zone, inside its unit's block."""
    zone = net.units[unit].vlan(vlan).zone
    pools = [pool for pool in net.plan.pools.values() if zone in pool.zones]
    subnets = one.plan.subnets[(unit, vlan)]
    assert [subnet.version for subnet in subnets] == sorted(pool.prefix.version for pool in pools)
    for subnet in subnets:
        pool = next(pool for pool in pools if pool.prefix.version == subnet.version)
        blocks = [b.prefix for b in one.plan.blocks if b.owner == f"unit:{unit}" and b.pool == pool.name]
        assert pool.prefix.contains(subnet)
        assert not nested or any(block.contains(subnet) for block in blocks)


@given(sketches())
def test_a_first_plan_nests_and_is_large_enough(sketch: Sketch) -> None:
    net = network(sketch)
    one = planned(sketch)
    check(net, one)
    for unit in net.units.values():
        for vlan in unit.vlans:
            subnet = one.plan.subnets[(unit.name, vlan.name)][0]
            assert subnet.size >= vlan.hosts + 5
    owners = {(block.pool, block.owner): block.prefix for block in one.plan.blocks}
    assert len(owners) == len(one.plan.blocks), "one summary an owner"
    for (pool, owner), prefix in owners.items():
        name = owner.partition(":")[2]
        if owner.startswith("unit:") and net.units[name].site != "city":
            assert owners[(pool, f"site:{net.units[name].site}")].contains(prefix)


@given(sketches(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(sketch: Sketch, chance: random.Random) -> None:
    one = planned(sketch)
    other = plan_addresses(shuffled(network(sketch), chance), Ledger()).require()
    assert print_ledger(one.ledger) == print_ledger(other.ledger)
    assert one.plan == other.plan


@given(sketches(), st.randoms(use_true_random=False))
def test_a_second_run_writes_the_same_bytes(sketch: Sketch, chance: random.Random) -> None:
    one = planned(sketch)
    records = list(one.ledger.records)
    chance.shuffle(records)
    again = plan_addresses(shuffled(network(sketch), chance), reread(Ledger(tuple(records)))).require()
    assert again.changes == ()
    assert print_ledger(again.ledger) == print_ledger(one.ledger)
    assert again.plan == one.plan


Step = tuple[str, str, UnitSketch]

steps = st.lists(
    st.tuples(
        st.sampled_from(("add", "remove", "back", "vlan", "grow", "move")),
        st.integers(1, 30).map("unit-{}".format),
        unit_sketches(),
    ),
    min_size=1,
    max_size=8,
)


def edited(sketch: Sketch, step: Step, known: Mapping[str, UnitSketch]) -> Sketch:
    """Apply one edit; where the unit that it names is not there, to any that is."""
    what, name, drawn = step
    if what == "add":
        return sketch if name in sketch.units else sketch.having(**{name: drawn})
    if what == "back":
        return sketch.having(**{other: known[other] for other in known if other not in sketch.units})
    if not sketch.units:
        return sketch
    name = name if name in sketch.units else sorted(sketch.units)[0]
    unit = sketch.units[name]
    if what == "remove":
        return sketch.without(name)
    if what == "vlan":
        return sketch.having(**{name: replace(unit, hosts={**drawn.hosts, **unit.hosts})})
    if what == "grow":
        return sketch.having(**{name: replace(unit, hosts={vlan: n * 3 for vlan, n in unit.hosts.items()})})
    return sketch.having(**{name: replace(unit, site=drawn.site)})


@given(sketches(), steps)
def test_nothing_is_renumbered_and_what_comes_back_finds_its_own(sketch: Sketch, edits: list[Step]) -> None:
    known = dict(sketch.units)
    one = planned(sketch)
    ever = everything(one)
    for step in edits:
        before = sketch
        sketch = edited(sketch, step, known)
        known.update(sketch.units)
        one = planned(sketch, reread(one.ledger))
        check(network(sketch), one)
        now = everything(one)
        returned = {name for name in sketch.units if name not in before.units}
        for owner, value in now.items():
            if owner in ever and ever[owner] != value:
                assert _moved(step, owner) or _other(step, owner, returned), (step, owner, ever[owner], value)
        ever.update(now)


def _moved(step: Step, owner: tuple[str, ...]) -> bool:
    """A unit that moves has other attachments: its VLANs are in another layer-2 domain."""
    return step[0] == "move" and owner[0] in ("vlan", "port", "lag")


def _other(step: Step, owner: tuple[str, ...], returned: set[str]) -> bool:
    """A unit that returns larger or elsewhere does not fit where it was; nor does one that had outgrown it."""
    if not any(re.search(rf"\b{name}\b", owner[1]) for name in returned):
        return False
    kinds = ("subnet", "management", "vlan", "port", "lag") if step[0] == "add" else ("subnet", "management")
    return owner[0] in kinds


@given(sketches(), unit_sketches(), unit_sketches(), st.booleans())
def test_ledgers_of_two_branches_join_or_name_both(
    sketch: Sketch, ours: UnitSketch, theirs: UnitSketch, growing: bool
) -> None:
    base = planned(sketch).ledger
    sketch_a = sketch.having(ours=ours)
    sketch_b = sketch.having(theirs=theirs)
    if growing and sketch.units:
        name = sorted(sketch.units)[0]
        sketch_a = sketch_a.without(name)
    one = planned(sketch_a, base)
    other = planned(sketch_b, base)
    lines = {*print_ledger(one.ledger).splitlines(), *print_ledger(other.ledger).splitlines()}
    header = print_ledger(Ledger()).splitlines()[0]
    merged = sketch_b.having(ours=ours)
    text = "\n".join([header, *sorted(lines - {header})])
    for _ in range(60):
        result = _plan_text(merged, text)
        if result.ok:
            break
        errors = [found for found in result.diagnostics if found.severity == "error"]
        for found in errors:
            assert found.code in ("ledger-overlap", "ledger-clash"), found
            assert found.location.line and found.related[0].line, "both lines are named"
        drop = {found.location.line for found in errors}
        text = "\n".join(line for number, line in enumerate(text.split("\n"), start=1) if number not in drop)
    final = result.require()
    # where a unit's block was deleted and one of its subnets was not, this is kept and warned of
    check(network(merged), final, nested=not any(found.code == "block-misplaced" for found in result.diagnostics))
    if all(line in print_ledger(final.ledger) for line in lines if " given " in line):
        now = everything(final)
        both = {**everything(one), **everything(other)}
        assert all(now[owner] == value for owner, value in both.items() if owner in now)


def _plan_text(sketch: Sketch, text: str) -> Checked[Planned]:
    ledger = parse_ledger(text, "ledger.txt")
    if ledger.value is None:
        return Checked(None, ledger.diagnostics)
    return plan_addresses(network(sketch), ledger.value)


@given(sketches(), st.data())
def test_pins_are_honoured_or_refused(sketch: Sketch, data: st.DataObject) -> None:
    assume(sketch.units)
    ledger = planned(sketch).ledger if data.draw(st.booleans()) else Ledger()
    pool = POOLS[0].prefix
    units = dict(sketch.units)
    pins: dict[tuple[str, str], Prefix] = {}
    for name, unit in sketch.units.items():
        for vlan in unit.hosts:
            if vlan in ("office", "servers") and data.draw(st.booleans()):
                length = data.draw(st.integers(20, 26))
                step = data.draw(st.integers(0, (1 << (length - pool.length)) - 1))
                pins[(name, vlan)] = Prefix(4, pool.value + (step << (32 - length)), length)
        fixed = {vlan: (str(pins[(name, vlan)]),) for vlan in unit.hosts if (name, vlan) in pins}
        units[name] = replace(unit, fixed=fixed)
    pinned = replace(sketch, units=units)
    result = plan_addresses(network(pinned), ledger)
    if not result.ok:
        assert {found.code for found in result.diagnostics if found.severity == "error"} == {"pin-overlap"}
        return
    one = result.require()
    check(network(pinned), one)
    for owner, pin in pins.items():
        assert one.plan.subnets[owner][0] == pin
    again = plan_addresses(network(pinned), reread(one.ledger)).require()
    assert again.changes == ()
    assert again.plan == one.plan


@given(st.data())
def test_space_gives_out_each_address_once(data: st.DataObject) -> None:
    space = Space(8)
    space.add(0, 1)
    space.add(128, 2)
    taken: list[Prefix] = []
    for _ in range(data.draw(st.integers(1, 20))):
        length = data.draw(st.integers(1, 8))
        how = data.draw(st.sampled_from(("sparse", "lowest", "claim")))
        if how == "claim":
            start = data.draw(st.integers(0, (1 << length) - 1)) << (8 - length)
            block = Prefix(4, start, length + 24)
            inside = start + block.size <= 192
            assert space.is_free(start, length) == (inside and not any(block.overlaps(one) for one in taken))
            if not space.claim(start, length):
                continue
        else:
            found = space.take_sparse(length) if how == "sparse" else space.take_lowest(length)
            if found is None:
                assert not _any_free(taken, length)
                continue
            block = Prefix(4, found, length + 24)
        assert block.value % block.size == 0 and block.last < 192
        assert not any(block.overlaps(one) for one in taken)
        taken.append(block)


def _any_free(taken: list[Prefix], length: int) -> bool:
    size = 1 << (8 - length)
    blocks = [Prefix(4, start, length + 24) for start in range(0, 192, size) if start + size <= 192]
    return any(
        not any(block.overlaps(one) for one in taken) for block in blocks if not (block.value < 128 <= block.last)
    )


@given(st.lists(st.integers(4, 8), min_size=1, max_size=20))
def test_largest_first_always_fits_what_the_total_allows(lengths: list[int]) -> None:
    assume(sum(1 << (8 - length) for length in lengths) <= 256)
    space = Space(8)
    space.add(0, 0)
    assert all(space.take_sparse(length) is not None for length in sorted(lengths))
