"""D10: VLAN ids that two units use on one aggregation device, and VLAN 1."""

from collections.abc import Iterator

from govnetgen.model.address import Prefix
from govnetgen.model.claims import Evidence, Finding, HandedIn, Origin, RowFacts

DEFAULT_VLAN = 1


def find_shared_vlans(handed_in: HandedIn) -> Iterator[Finding]:
    """Find the rows of VLAN 1, and those of ids that several units use on a device."""
    devices = {device for unit in handed_in.units.values() for device in unit.attach}
    used: dict[tuple[str, int], dict[tuple[str, str, int], tuple[str, Origin, Prefix | str]]] = {}
    for unit, origin, facts, shown in _uses(handed_in):
        row = (origin.file, origin.sheet, origin.row)
        on = _devices(unit, facts, handed_in, devices)
        for number in facts.vlans:
            for device in on or (("",) if number == DEFAULT_VLAN else ()):
                used.setdefault((device, number), {}).setdefault(row, (unit, origin, shown))
    for (device, number), rows in sorted(used.items()):
        if number == DEFAULT_VLAN or len({unit for unit, _, _ in rows.values()}) > 1:
            evidence = tuple(Evidence(at, unit, f"{shown} VLAN {number}") for unit, at, shown in rows.values())
            yield Finding("D10", f"VLAN {number}", evidence, {"vlan": str(number), "device": device or "?"})


def _uses(handed_in: HandedIn) -> Iterator[tuple[str, Origin, RowFacts, Prefix | str]]:
    """Yield the rows that name VLANs: a VLAN is in use, too, where the prefix beside it cannot be read."""
    for claim in handed_in.claims:
        if claim.facts.vlans:
            yield claim.owner.id, claim.origin, claim.facts, claim.prefix
    for row in handed_in.unreadable:
        if row.owner is not None and row.facts.vlans:
            yield row.owner.id, row.origin, row.facts, row.written


def _devices(unit: str, facts: RowFacts, handed_in: HandedIn, known: set[str]) -> tuple[str, ...]:
    """Return the aggregation devices of a row: those that it names, else those that its unit hangs on."""
    named = tuple(one for one in facts.devices if one in known)
    if named:
        return named
    registered = handed_in.units.get(unit)
    return registered.attach if registered else ()
