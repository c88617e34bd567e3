"""VLAN ids: unique in each layer-2 domain, the lowest free first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from govnetgen.addressing.ledger import Kind, Record, State
from govnetgen.addressing.name import key_of, names_of, natural
from govnetgen.addressing.number import ledger_number
from govnetgen.addressing.register import Register
from govnetgen.diagnostics import Collector, Location
from govnetgen.model.address import NumberRange
from govnetgen.model.network import LinkKind, Network, Unit

_AT = "at="
"""The note of a record that names one of the devices that the VLAN is on: its owner may be gone when it is needed."""


@dataclass(slots=True, eq=False)
class _Vlan:
    """A VLAN of a unit, the domains that it spans, and with those it is attached to."""

    unit: str
    name: str
    key: str
    pin: int | None
    domains: frozenset[str]
    nearby: frozenset[str]
    at: str
    location: Location


def vlan_ids(network: Network, register: Register, collector: Collector) -> dict[tuple[str, str], int]:
    """Give each VLAN of each unit an id.

    A layer-2 domain is what trunks join. An id is unique in the domains of the unit's gateways and switches, and, while
    ids last, in those of the devices that it attaches to: a routed uplink may be made a trunk some day.
    """
    domain_of = _domains(network)
    vlans = [one for unit in network.units.values() for one in _vlans_of(unit, domain_of)]
    used: dict[str, dict[int, _Vlan]] = {}
    found: dict[_Vlan, int] = {}
    for vlan in vlans:
        if vlan.pin is not None:
            _use(vlan, vlan.pin, used, found, collector)
    _keep(vlans, domain_of, used, found, register, collector)
    waiting = _waiting({vlan.key for vlan in vlans}, domain_of, register, collector)
    _add([vlan for vlan in vlans if vlan not in found], network, used, waiting, found, collector)
    for vlan, number in found.items():
        register.give(Kind.VLAN, vlan.key, str(number), _AT + key_of(vlan.at))
    return {(vlan.unit, vlan.name): number for vlan, number in found.items()}


def _domains(network: Network) -> Mapping[str, str]:
    """Return each device's layer-2 domain, named after its first device."""
    parent = {name: name for name in network.devices}

    def first(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for link in network.links.values():
        if link.kind is LinkKind.TRUNK and link.far is not None:
            one, other = sorted((first(link.near.device), first(link.far.device)))
            parent[other] = one
    return {name: first(name) for name in parent}


def _vlans_of(unit: Unit, domain_of: Mapping[str, str]) -> Iterable[_Vlan]:
    devices = sorted({*unit.gateways, *unit.switches}) or sorted(unit.attach)
    domains = frozenset(domain_of[name] for name in devices)
    nearby = domains.union(domain_of[name] for name in unit.attach)
    at = devices[0] if devices else ""
    for vlan in unit.vlans:
        key = key_of(unit.name, vlan.name)
        yield _Vlan(unit.name, vlan.name, key, vlan.number, domains, nearby, at, vlan.location)


def _use(
    vlan: _Vlan, number: int, used: dict[str, dict[int, _Vlan]], found: dict[_Vlan, int], collector: Collector
) -> None:
    for domain in sorted(vlan.domains):
        other = used.setdefault(domain, {}).setdefault(number, vlan)
        if other is not vlan:
            collector.error(
                "number-taken",
                f"VLAN {vlan.name!r} of unit {vlan.unit!r} and VLAN {other.name!r} of unit {other.unit!r} both have "
                f"id {number} in the layer-2 domain of {domain}",
                vlan.location,
                hint="give one of them another id (number)",
                related=(other.location,),
            )
            break
    found[vlan] = number


def _keep(
    vlans: Iterable[_Vlan],
    domain_of: Mapping[str, str],
    used: dict[str, dict[int, _Vlan]],
    found: dict[_Vlan, int],
    register: Register,
    collector: Collector,
) -> None:
    """Take over what the ledger has; what comes back or moves may find its id taken, and gets another."""
    records: list[tuple[int, _Vlan, Record, int]] = []
    for vlan in vlans:
        record = register.held(Kind.VLAN, vlan.key)
        if vlan in found or record is None:
            continue
        number = ledger_number(record, register, collector)
        if number is not None:
            stayed = domain_of.get(_at(record)) in vlan.domains
            records.append((0 if stayed and record.state is State.GIVEN else 1 if stayed else 2, vlan, record, number))
    records.sort(key=lambda one: (one[0], one[2].key))
    for rank, vlan, record, number in records:
        others = [other for domain in vlan.domains if (other := used.get(domain, {}).get(number)) is not None]
        if others and rank:
            _report_moved(vlan, others[0], record, register, collector)
        elif others and others[0].pin is None:
            _report_both(vlan, others[0], number, register, collector)
        else:
            _use(vlan, number, used, found, collector)


def _at(record: Record) -> str:
    """Return the device that a record says its VLAN is on."""
    return next((names_of(note[len(_AT) :])[0] for note in record.notes if note.startswith(_AT)), "")


def _report_moved(vlan: _Vlan, other: _Vlan, record: Record, register: Register, collector: Collector) -> None:
    if record.state is State.GIVEN:
        collector.warning(
            "vlan-id-changed",
            f"VLAN {vlan.name!r} of unit {vlan.unit!r} had id {record.value}, but where it is now VLAN {other.name!r} "
            f"of unit {other.unit!r} has it: it gets another one",
            vlan.location,
            hint="to choose one yourself, state it as the VLAN's number",
            related=(register.location(record), other.location),
        )


def _report_both(vlan: _Vlan, other: _Vlan, number: int, register: Register, collector: Collector) -> None:
    one, two = register.held(Kind.VLAN, other.key), register.held(Kind.VLAN, vlan.key)
    if one is None or two is None:
        return
    collector.error(
        "ledger-overlap",
        f"VLAN id {number} was given out twice in one layer-2 domain: to {one.key} in line {one.line}, "
        f"to {two.key} in line {two.line}",
        register.location(two),
        hint=f"two branches took it, or a trunk joined two domains: delete line {two.line}, and its owner gets another "
        f"id at the next run; or line {one.line}, if that one is not in use yet",
        related=(register.location(one),),
    )


def _waiting(
    live: set[str], domain_of: Mapping[str, str], register: Register, collector: Collector
) -> Mapping[str, set[int]]:
    """Return the ids, by domain, that owners that are gone had: they may come back."""
    waiting: dict[str, set[int]] = {}
    for record in register.of_kind(Kind.VLAN):
        if record.key in live and record.state is not State.RETIRED:
            continue
        number = ledger_number(record, register, collector)
        domain = domain_of.get(_at(record))
        if number is not None and domain is not None:
            waiting.setdefault(domain, set()).add(number)
    return waiting


def _add(
    vlans: list[_Vlan],
    network: Network,
    used: Mapping[str, Mapping[int, _Vlan]],
    waiting: Mapping[str, set[int]],
    found: dict[_Vlan, int],
    collector: Collector,
) -> None:
    """Give new VLANs the lowest id that is free everywhere; ids are bits of a number, which makes that one step."""
    allowed, vpns = network.plan.vlan_ids, network.plan.vpn_numbers
    candidates = _bits(range(allowed.first, allowed.last + 1)) & ~_bits(range(vpns.first, vpns.last + 1))
    taken = {domain: _bits(numbers) for domain, numbers in used.items()}
    nearby: dict[str, int] = {}
    for vlan, number in found.items():
        for domain in vlan.nearby:
            nearby[domain] = nearby.get(domain, 0) | 1 << number
    kept = {domain: _bits(numbers) for domain, numbers in waiting.items()}
    refused: list[_Vlan] = []
    for vlan in sorted(vlans, key=lambda one: (natural(one.unit), natural(one.name))):
        free = candidates & ~_any(taken, vlan.domains) & ~_any(kept, vlan.domains)
        chosen = free & ~_any(nearby, vlan.nearby) or free
        if not chosen:
            refused.append(vlan)
            continue
        bit = chosen & -chosen
        found[vlan] = bit.bit_length() - 1
        for domain in vlan.domains:
            taken[domain] = taken.get(domain, 0) | bit
        for domain in vlan.nearby:
            nearby[domain] = nearby.get(domain, 0) | bit
    _report_refused(refused, allowed, collector)


def _bits(numbers: Iterable[int]) -> int:
    found = 0
    for number in numbers:
        found |= 1 << number
    return found


def _any(masks: Mapping[str, int], domains: Iterable[str]) -> int:
    found = 0
    for domain in domains:
        found |= masks.get(domain, 0)
    return found


def _report_refused(refused: list[_Vlan], allowed: NumberRange, collector: Collector) -> None:
    if not refused:
        return
    first = refused[0]
    more = f" and {len(refused) - 1} more" if len(refused) > 1 else ""
    collector.error(
        "numbers-exhausted",
        f"no VLAN id from {allowed.first} to {allowed.last} is left in the layer-2 domain of "
        f"{', '.join(sorted(first.domains))} for VLAN {first.name!r} of unit {first.unit!r}{more}",
        first.location,
        hint="widen vlan_ids in plan.yaml, make trunks routed links, or delete released lines from the ledger",
    )
