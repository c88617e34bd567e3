"""Numbers that are unique in the whole network: VPN numbers and OSPF areas."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from govnetgen.addressing.ledger import Kind, Record, State
from govnetgen.addressing.name import key_of, natural
from govnetgen.addressing.register import Register
from govnetgen.diagnostics import Collector, Location
from govnetgen.model.address import NumberRange
from govnetgen.model.network import Network, Role

_AREAS = NumberRange(1, 0xFFFF)


class Numbered(NamedTuple):
    """Something that gets a number, its own one where it is pinned."""

    name: str
    pin: int | None
    location: Location


def vpn_numbers(network: Network, register: Register, collector: Collector) -> dict[str, int]:
    """Give each VPN a number."""
    items = [Numbered(vpn.name, vpn.number, vpn.location) for vpn in network.vpns.values()]
    _report_twice("VPN", items, collector)
    return _give(Kind.VPN, "VPN", items, network.plan.vpn_numbers, register, collector)


def areas(network: Network, register: Register, collector: Collector) -> dict[str, int]:
    """Give each site with aggregation devices an OSPF area, the top tier's sites the backbone, area 0.

    Where all aggregation devices of a site have the same area in the inventory, that is it.
    """
    stated: dict[str, set[int | None]] = {}
    for device in network.devices.values():
        if device.role is Role.AGGREGATION:
            stated.setdefault(device.site, set()).add(device.area)
    top = {name for name in stated if network.sites[name].tier == network.tiers[0]}
    items = []
    for name, found in stated.items():
        pin = next(iter(found)) if len(found) == 1 else None
        if name not in top or pin is not None:
            items.append(Numbered(name, pin, network.sites[name].location))
    given = _give(Kind.AREA, "OSPF area of site", items, _AREAS, register, collector)
    return {name: given.get(name, 0) for name in stated}


def _report_twice(what: str, items: Iterable[Numbered], collector: Collector) -> None:
    seen: dict[int, Numbered] = {}
    for item in items:
        if item.pin is not None and (other := seen.setdefault(item.pin, item)) is not item:
            collector.error(
                "number-taken",
                f"{what} {item.name!r} and {what} {other.name!r} both have number {item.pin}",
                item.location,
                hint="give one of them another number",
                related=(other.location,),
            )


def _give(
    kind: Kind, what: str, items: list[Numbered], allowed: NumberRange, register: Register, collector: Collector
) -> dict[str, int]:
    """Pins first, then what the ledger has, then the lowest free number in the order of names."""
    found = {item.name: item.pin for item in items if item.pin is not None}
    pinned = {item.pin: item for item in items if item.pin is not None}
    live = {key_of(item.name): item for item in items if item.pin is None}
    taken = set(pinned)
    for number, record in _ledger_numbers(kind, live, register, collector).items():
        taken.add(number)
        item = live.get(record.key)
        if item is None or record.state is State.RETIRED:
            continue
        if number in pinned:
            other = pinned[number]
            collector.error(
                "number-taken",
                f"{what} {other.name!r} is to have number {number}, but {item.name!r} has it",
                other.location,
                hint=f"choose another, or state one for {item.name!r}",
                related=(register.location(record),),
            )
            continue
        found[item.name] = number
    free = iter(number for number in range(allowed.first, allowed.last + 1) if number not in taken)
    for item in sorted(items, key=lambda one: natural(one.name)):
        if item.name not in found and (lowest := next(free, None)) is not None:
            found[item.name] = lowest
    _report_exhausted(what, allowed, [item for item in items if item.name not in found], collector)
    for name, number in found.items():
        register.give(kind, key_of(name), str(number))
    return found


def _ledger_numbers(
    kind: Kind, live: Collection[str], register: Register, collector: Collector
) -> Mapping[int, Record]:
    """Return the ledger's numbers of a kind; one that two have is an error where one of them has it from there."""
    numbers: dict[int, Record] = {}
    for record in register.of_kind(kind):
        number = ledger_number(record, register, collector)
        if number is None:
            continue
        other = numbers.setdefault(number, record)
        if other is record or State.RETIRED in (other.state, record.state):
            continue
        if other.key in live or record.key in live:
            report_both(other, record, register, collector)
    return numbers


def ledger_number(record: Record, register: Register, collector: Collector) -> int | None:
    """Read a record's number; None, and an error, for what no govnetgen wrote."""
    if record.value.isascii() and record.value.isdigit():
        return int(record.value)
    message = f"{record.kind} {record.key} has no number but {record.value!r}"
    collector.error("ledger-format", message, register.location(record), hint="restore the line")
    return None


def report_both(one: Record, other: Record, register: Register, collector: Collector) -> None:
    """Name two records that have the same value where only one may."""
    drop, keep = sorted((one, other), key=lambda record: (record.state == "given", -record.line))
    collector.error(
        "ledger-overlap",
        f"{keep.kind} {keep.value} was given out twice: to {keep.key} in line {keep.line}, "
        f"to {drop.key} in line {drop.line}",
        register.location(drop),
        hint=f"two branches took it: delete line {drop.line}, and its owner gets another at the next run; "
        f"or line {keep.line}, if that one is not in use yet",
        related=(register.location(keep),),
    )


def _report_exhausted(what: str, allowed: NumberRange, lacking: list[Numbered], collector: Collector) -> None:
    if lacking:
        collector.error(
            "numbers-exhausted",
            f"no number from {allowed.first} to {allowed.last} is left for {what} {lacking[0].name!r}"
            + (f" and {len(lacking) - 1} more" if len(lacking) > 1 else ""),
            lacking[0].location,
            hint="widen the range in plan.yaml, or delete released lines from the ledger",
        )
