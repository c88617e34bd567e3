"""From what is kept to a whole plan: the rest is placed around it by the rules of every plan, and the ledger notes
what the hosts of each subnet had before."""

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from govnetgen.addressing.claim import Claims, ledger_claims
from govnetgen.addressing.divide import spares
from govnetgen.addressing.hierarchy import Hierarchy, Leaf, build_hierarchy
from govnetgen.addressing.ledger import Kind, Ledger, Record, State
from govnetgen.addressing.name import names_of
from govnetgen.addressing.plan import Planned, plan_addresses
from govnetgen.addressing.pool_name import follow_pools
from govnetgen.addressing.register import Register
from govnetgen.addressing.size import LONGEST_SUBNET, host_room
from govnetgen.addressing.unify.keep import Kept, Wish, full_length, keep
from govnetgen.addressing.unify.match import WAS, Matched, Placed
from govnetgen.addressing.unify.segment import WHOLE
from govnetgen.diagnostics import Checked, Collector
from govnetgen.model.address import Prefix
from govnetgen.model.network import Network, Pool

_GATEWAYS = 2

PIN = 1
"""A pin of the inventory outweighs every claim by this much."""


@dataclass(frozen=True, slots=True)
class PoolKept:
    """How the choice in one pool was made, for people. ``settled`` subnets had their place before."""

    pool: str
    settled: int
    kept: int
    weight: int
    wished: int
    methods: Mapping[str, int]
    bound: int


@dataclass(frozen=True, slots=True)
class Placing:
    """The network with what is kept pinned, its plan and ledger, and how the choice was made in each pool."""

    network: Network
    planned: Planned
    choices: tuple[PoolKept, ...]


def place(matched: Matched, ledger: Ledger, *, move: Collection[str] = ()) -> Checked[Placing]:
    """Choose what is kept, and plan everything around it."""
    collector = Collector()
    placed = matched.placed
    doubled = _stand_ins(matched)
    network = _changed(matched.network, {}, doubled)
    register = Register(follow_pools(network, ledger, Collector()), renumber=frozenset(move))
    pins: dict[tuple[str, str], Prefix] = {}
    seeds: list[Record] = []
    choices: list[PoolKept] = []
    for pool in sorted(network.plan.pools.values(), key=lambda one: (one.prefix.version, one.name)):
        if pool.each is None:
            found = _keep_in(network, pool, placed, register, doubled)
            if found is not None:
                kept, tree, choice = found
                choices.append(choice)
                for leaf, region in kept.subnets.items():
                    if leaf.pin is None:
                        pins[leaf.unit, leaf.vlan] = Prefix(pool.prefix.version, *region)
                for node, region in kept.blocks.items():
                    if node is not tree.root:
                        text = str(Prefix(pool.prefix.version, *region))
                        seeds.append(Record(Kind.BLOCK, node.key, text, State.GIVEN))
    hosts = {(unit, vlan.name): vlan.hosts for unit, vlans in matched.added.items() for vlan in vlans}
    pinned = _changed(network, pins, {key: hosts[key] for key in doubled if key in pins})
    planned = collector.take(
        plan_addresses(pinned, Ledger((*ledger.records, *seeds), ledger.file), renumber=frozenset(move))
    )
    if planned is None:
        return collector.checked(None)
    noted = replace(planned, ledger=_noted(planned.ledger, placed))
    return collector.checked(Placing(pinned, noted, tuple(choices)))


def _keep_in(
    network: Network,
    pool: Pool,
    placed: Iterable[Placed],
    register: Register,
    doubled: Container[tuple[str, str]],
) -> tuple[Kept, Hierarchy, PoolKept] | None:
    errors = Collector()
    tree = build_hierarchy(network, pool)
    claims = ledger_claims(tree, register, errors)
    if errors.failed:
        return None  # the plan reports them
    held = Claims(pool.prefix.version, claims)
    leaves = {(leaf.unit, leaf.vlan): leaf for leaf in tree.leaves.values()}
    has = {claim.holder for claim in claims if isinstance(claim.holder, Leaf)}
    settled = 0
    wishes: dict[tuple[str, str], Wish] = {}
    for segment, vlan in placed:
        leaf = leaves.get((segment.unit, vlan))
        if leaf is None or segment.prefix.version != pool.prefix.version:
            continue
        if leaf in has:
            settled += 1
            continue
        if not segment.keepable or not pool.prefix.contains(segment.prefix):
            continue
        large = segment.prefix.length <= leaf.length or (segment.unit, vlan) in doubled
        if large and leaf.pin is None:
            wishes.setdefault((segment.unit, vlan), Wish(leaf, segment.prefix[1:], max(1, segment.weight)))
    claimed = sum(one.weight for one in wishes.values())
    pinned = {
        key: Wish(leaf, leaf.pin[1:], claimed + PIN)
        for key, leaf in leaves.items()
        if leaf.pin is not None and leaf.pin.version == pool.prefix.version
    }
    chosen = list((wishes | pinned).values())
    kept = keep(tree, held, chosen, spare=_spare(network, tree, chosen))
    weight = sum(wish.weight for key, wish in wishes.items() if kept.subnets.get(wish.leaf) == wish.region)
    number = sum(1 for wish in wishes.values() if kept.subnets.get(wish.leaf) == wish.region)
    methods = {str(method): count for method, count in sorted(kept.methods.items())}
    return kept, tree, PoolKept(pool.name, settled, number, weight, claimed, methods, min(kept.bound, claimed - weight))


def _spare(network: Network, tree: Hierarchy, wishes: Sequence[Wish]) -> tuple[int, ...]:
    """Return the most spare bits that the pool has room for, as the plan does."""
    pool = tree.pool.prefix
    headroom = network.plan.headroom if pool.version == 4 else min(network.plan.headroom, 1)
    tried: tuple[int, ...] = ()
    for tried in spares(len(tree.levels), headroom):
        if full_length(tree, wishes, tried) >= pool.length:
            return tried
    return tried


def _stand_ins(matched: Matched) -> dict[tuple[str, str], int]:
    """Return new VLANs that need twice their room unless they are kept, with the hosts that ask for it.

    What cannot renumber and has addresses of a pool sees their new owners by others, for which its subnet has room.
    """
    pools = [pool.prefix for pool in matched.network.plan.pools.values() if pool.each is None]
    new = {(unit, vlan.name) for unit, vlans in matched.added.items() for vlan in vlans}
    found: dict[tuple[str, str], int] = {}
    for segment, vlan in matched.placed:
        key = (segment.unit, vlan)
        prefix = segment.prefix
        if segment.renewal.now or key not in new:
            continue
        whole = prefix.version == 4 and WHOLE <= prefix.length <= LONGEST_SUBNET
        if whole and any(pool.overlaps(prefix) for pool in pools):
            found[key] = host_room(4, prefix.length - 1, _GATEWAYS)
    return found


def _changed(network: Network, pins: Mapping[tuple[str, str], Prefix], hosts: Mapping[tuple[str, str], int]) -> Network:
    """Return the network with subnets pinned and VLANs sized anew."""
    units = dict(network.units)
    for name in {unit for unit, _ in (*pins, *hosts)}:
        vlans = []
        for vlan in units[name].vlans:
            key = (name, vlan.name)
            fixed = (*vlan.fixed, pins[key]) if key in pins else vlan.fixed
            vlans.append(replace(vlan, fixed=fixed, hosts=hosts.get(key, vlan.hosts)))
        units[name] = replace(units[name], vlans=tuple(vlans))
    return replace(network, units=units)


def _noted(ledger: Ledger, placed: Iterable[Placed]) -> Ledger:
    """Return the ledger with a note on each subnet of what its hosts had."""
    was: dict[tuple[str, str, int], set[str]] = {}
    for segment, vlan in placed:
        was.setdefault((segment.unit, vlan, segment.prefix.version), set()).add(str(segment.prefix))
    records = []
    for record in ledger.records:
        if record.kind is Kind.SUBNET and record.state is State.GIVEN:
            _, unit, vlan = names_of(record.key)
            old = was.get((unit, vlan, 6 if ":" in record.value else 4))
            if old:
                record = record._replace(notes=_with_was(record.notes, old))
        records.append(record)
    return Ledger(tuple(records), ledger.file)


def _with_was(notes: tuple[str, ...], old: Collection[str]) -> tuple[str, ...]:
    before = {one for note in notes if note.startswith(WAS) for one in note.removeprefix(WAS).split(",")}
    others = [note for note in notes if not note.startswith(WAS)]
    return (*others, WAS + ",".join(sorted(before.union(old))))
