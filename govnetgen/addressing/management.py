"""Management addresses of layer-2 devices: each has one in its unit's management VLAN, at an offset that it keeps."""

from collections.abc import Mapping

from govnetgen.addressing.ledger import Kind, Record
from govnetgen.addressing.name import key_of, natural
from govnetgen.addressing.number import ledger_number, report_both
from govnetgen.addressing.register import Register
from govnetgen.addressing.size import reserved_addresses
from govnetgen.diagnostics import Collector
from govnetgen.model.address import InterfaceAddress, Prefix
from govnetgen.model.network import Network, Unit, UnitVlan

ZONE = "management"


def management_addresses(
    network: Network,
    subnets: Mapping[tuple[str, str], tuple[Prefix, ...]],
    register: Register,
    collector: Collector,
) -> dict[str, tuple[InterfaceAddress, ...]]:
    """Give each switch of a unit its addresses in the unit's VLAN of the management zone, behind the gateways'."""
    held: dict[str, list[Record]] = {}
    for record in register.of_kind(Kind.HOST):
        held.setdefault(record.key.rpartition("/")[0], []).append(record)
    found: dict[str, tuple[InterfaceAddress, ...]] = {}
    for unit in network.units.values():
        vlan = next((one for one in unit.vlans if one.zone == ZONE and (unit.name, one.name) in subnets), None)
        if vlan is not None and unit.switches:
            prefixes = subnets[(unit.name, vlan.name)]
            records = held.get(key_of(unit.name, vlan.name), [])
            for device, offset in _offsets(unit, vlan, prefixes, records, register, collector).items():
                found[device] = tuple(InterfaceAddress.of(one.host(offset), one.length) for one in prefixes)
    return found


def _offsets(
    unit: Unit,
    vlan: UnitVlan,
    prefixes: tuple[Prefix, ...],
    records: list[Record],
    register: Register,
    collector: Collector,
) -> dict[str, int]:
    end = min(prefix.size for prefix in prefixes) - 1
    pinned = {one.value - prefix.value for prefix in prefixes for one in vlan.fixed_gateways if prefix.contains(one)}
    scope = key_of(unit.name, vlan.name)
    taken: dict[int, Record] = {}
    for record in records:
        if (number := ledger_number(record, register, collector)) is not None:
            other = taken.setdefault(number, record)
            if other is not record:
                report_both(other, record, register, collector)
    found: dict[str, int] = {}
    free = iter(
        number
        for number in range(reserved_addresses(len(unit.gateways)) + 1, end)
        if number not in taken and number not in pinned
    )
    for device in sorted(unit.switches, key=natural):
        key = f"{scope}/{key_of(device)}"
        held = register.held(Kind.HOST, key)
        offset = next(free, None) if held is None else ledger_number(held, register, collector)
        if offset is None or offset >= end:
            collector.error(
                "subnet-outgrown",
                f"VLAN {vlan.name!r} of unit {unit.name!r} has no address left for {device!r}",
                vlan.location,
                hint="ask for more hosts in this VLAN",
            )
            continue
        found[device] = offset
        register.give(Kind.HOST, key, str(offset))
    return found
