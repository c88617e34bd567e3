"""Pools that give one prefix to each device, link or site: the lowest free one, for these never grow."""

from collections import Counter
from itertools import islice, pairwise
from typing import NamedTuple

from govnetgen.addressing.claim import ledger_prefix, report_outside
from govnetgen.addressing.conflict import given_twice
from govnetgen.addressing.item import Item, items_of
from govnetgen.addressing.ledger import Kind, Record, State
from govnetgen.addressing.name import key_of, natural
from govnetgen.addressing.prefix import within
from govnetgen.addressing.register import Register
from govnetgen.addressing.space import Region, Space
from govnetgen.diagnostics import Collector
from govnetgen.model.address import BITS, Prefix
from govnetgen.model.addressplan import PoolUse
from govnetgen.model.network import Network, Pool

_KINDS = {"node": Kind.LOOPBACK, "link": Kind.LINK, "vpn_link": Kind.LINK, "external": Kind.LINK}


class Given(NamedTuple):
    """What a pool gave out, by names."""

    kind: Kind
    prefixes: dict[tuple[str, ...], Prefix]
    use: PoolUse


class Taken(NamedTuple):
    """A region of the ledger; ``item`` is None where its owner is gone or has another now."""

    start: int
    length: int
    record: Record
    item: Item | None


def give_each(network: Network, pool: Pool, register: Register, collector: Collector) -> Given | None:
    """Give out a pool of prefixes of one length; None, and errors, where that cannot be done."""
    kind = _KINDS.get(pool.each or "", Kind.DELEGATE)
    items = {key_of(pool.name, *item.names): item for item in items_of(network, pool)}
    errors = Collector()
    taken = _taken(pool, kind, items, register, errors)
    pinned = {} if errors.failed else _pinned(pool, items, taken, register, errors)
    collector.found.extend(errors.found)
    if errors.failed:
        return None
    found = _keep(pool, items, taken, pinned, register, collector)
    if not _add(pool, items, found, taken, register, collector):
        return None
    texts = {(one.start, one.length): one.record.value for one in taken}
    version = pool.prefix.version
    prefixes = {}
    for key, region in found.items():
        prefixes[items[key].names] = prefix = Prefix(version, *region)
        register.give(kind, key, texts.get(region) or str(prefix))
    given = sum(prefix.size for prefix in prefixes.values())
    return Given(kind, prefixes, PoolUse(pool=pool.name, prefix=pool.prefix, given=given, blocked=given))


def _taken(pool: Pool, kind: Kind, items: dict[str, Item], register: Register, collector: Collector) -> list[Taken]:
    """Return the ledger's regions in the pool, sorted; overlaps, and what is in use outside, are errors."""
    taken: list[Taken] = []
    outside = []
    for record in register.of_pool(key_of(pool.name)):
        prefix = ledger_prefix(record, register, collector)
        if prefix is None:
            continue
        item = items.get(record.key) if record.kind is kind and record.state is not State.RETIRED else None
        if prefix.version == pool.prefix.version and within(pool.prefix, prefix.value, prefix.length):
            taken.append(Taken(prefix.value, prefix.length, record, item))
        elif item is not None and record.state is State.GIVEN:
            outside.append(record)
    report_outside(pool, outside, register, collector)
    taken.sort(key=lambda one: one[:2])
    _report_overlaps(BITS[pool.prefix.version], taken, register, collector)
    return taken


def _report_overlaps(bits: int, taken: list[Taken], register: Register, collector: Collector) -> None:
    last, held = -1, None
    for one in taken:
        if held is not None and one.start <= last:
            drop, keep = sorted((held.record, one.record), key=lambda record: (record.state == "given", -record.line))
            given_twice(drop, keep, register, collector)
            continue
        last, held = one.start + (1 << (bits - one.length)) - 1, one


def _pinned(
    pool: Pool, items: dict[str, Item], taken: list[Taken], register: Register, collector: Collector
) -> dict[str, Region]:
    """Return the pins; what only waits for an owner that is gone makes way, with a warning."""
    pinned: dict[str, Region] = {}
    claimed: list[tuple[Prefix, Item]] = []
    for key, item in items.items():
        if item.pin is None:
            continue
        if not pool.prefix.contains(item.pin):
            collector.error(
                "pin-outside-pool",
                f"{item} is pinned to {item.pin}, which is not in pool {pool.name!r} {pool.prefix}",
                item.location,
                hint=f"pin one of {pool.prefix}, or remove the pin",
                related=(pool.location,),
            )
            continue
        pinned[key] = (item.pin.value, item.pin.length)
        claimed.append((item.pin, item))
    _report_twice(claimed, collector)
    _make_way(pool, claimed, taken, register, collector)
    return pinned


def _report_twice(claimed: list[tuple[Prefix, Item]], collector: Collector) -> None:
    claimed.sort(key=lambda one: one[0])
    for (outer, one), (inner, other) in pairwise(claimed):
        if outer.contains(inner):
            collector.error(
                "pin-overlap",
                f"{other} is pinned to {inner}, but {one} is pinned to {outer}",
                other.location,
                hint="pin one of them elsewhere",
                related=(one.location,),
            )


def _make_way(
    pool: Pool, claimed: list[tuple[Prefix, Item]], taken: list[Taken], register: Register, collector: Collector
) -> None:
    """Sweep pins and ledger together, both sorted and each without overlaps of its own."""
    position = 0
    for pin, item in claimed:
        while position < len(taken) and _last(pool, taken[position]) < pin.value:
            position += 1
        for one in islice(taken, position, None):
            if one.start > pin.last:
                break
            if one.item is item:
                if one[:2] != pin[1:]:
                    register.drop(one.record)
                continue
            if one.item is not None:
                collector.error(
                    "pin-overlap",
                    f"{item} is pinned to {pin}, but {one.item} has {one.record.value}",
                    item.location,
                    hint="pin another one, or first renumber what is there",
                    related=(register.location(one.record),),
                )
                continue
            register.drop(one.record)
            collector.warning(
                "pin-released",
                f"{item} is pinned to {pin}, which was kept for {one.record.key}: it is not kept any longer",
                item.location,
                hint="make sure that no device still uses it",
                related=(register.location(one.record),),
            )


def _last(pool: Pool, one: Taken) -> int:
    return one.start + (1 << (BITS[pool.prefix.version] - one.length)) - 1


def _keep(
    pool: Pool,
    items: dict[str, Item],
    taken: list[Taken],
    pinned: dict[str, Region],
    register: Register,
    collector: Collector,
) -> dict[str, Region]:
    """Return what items have already, by pin or ledger; what is too small for a platform is an error."""
    found = dict(pinned)
    for one in taken:
        if one.item is None or one.record.key in pinned:
            continue
        if one.length <= one.item.length or one.record.state is State.GIVEN:
            found[one.record.key] = (one.start, one.length)
    for key, (_, length) in found.items():
        item = items[key]
        if length > item.length:
            collector.error(
                "link-too-narrow",
                f"{item} has a /{length} of pool {pool.name!r}, but a platform at its ends needs a /{item.length}",
                item.location,
                hint=f"pin a larger one (fixed), or: govnetgen address plan --renumber {item.names[0]}",
            )
    return found


def _add(
    pool: Pool,
    items: dict[str, Item],
    found: dict[str, Region],
    taken: list[Taken],
    register: Register,
    collector: Collector,
) -> bool:
    """Give new items the lowest free prefix, in the order of their names; tell whether there was room."""
    new = [
        (item.length, [natural(name) for name in item.names], key) for key, item in items.items() if key not in found
    ]
    if not new:
        return True
    bits = BITS[pool.prefix.version]
    space = Space(bits)
    space.add(pool.prefix.value, pool.prefix.length)
    for region in found.values():
        space.claim(*region)
    for one in taken:
        if not register.is_dropped(one.record):
            space.claim(one.start, one.length)
    for region in _unusable(pool.prefix, bits if pool.each == "node" else bits - 1):
        space.claim(*region)
    new.sort()
    for number, (length, _, key) in enumerate(new):
        start = space.take_lowest(length)
        if start is None:
            _report_too_small(pool, items, len(new) - number, taken, collector)
            return False
        found[key] = (start, length)
    return True


def _unusable(prefix: Prefix, length: int) -> list[Region]:
    """Return what is not given out: a pool's first and last address look like a network and a broadcast one.

    In IPv6 the first is the subnet-router anycast address (RFC 4291 2.6.1), also for /127 links (RFC 6164 5.1).
    """
    bits = BITS[prefix.version]
    if length - prefix.length < 2 or (prefix.version == 4 and length < bits):
        return []
    first = (prefix.value, length)
    return [first] if prefix.version == 6 else [first, (prefix.last, length)]


def _report_too_small(
    pool: Pool, items: dict[str, Item], lacking: int, taken: list[Taken], collector: Collector
) -> None:
    most = Counter(who for item in items.values() for who in item.who)
    shown = ", ".join(f"{name} {count}" for name, count in sorted(most.items(), key=lambda one: (-one[1], one[0]))[:5])
    waiting = sum(1 for one in taken if one.item is None)
    bits = BITS[pool.prefix.version]
    needed = sum(1 << (bits - item.length) for item in items.values())
    needed += sum(1 << (bits - one.length) for one in taken if one.item is None)
    length = min(bits - needed.bit_length(), pool.prefix.length - 1)
    hint = f"a /{length} around {pool.prefix} would do"
    if waiting:
        hint += f"; or delete released and retired lines from the ledger: they keep {waiting}"
    collector.error(
        "pool-too-small",
        f"pool {pool.name!r} {pool.prefix} is too small: {lacking} of {len(items)} find no room; "
        f"most is taken by {shown}",
        pool.location,
        hint=hint,
    )
