"""D10: VLAN ids that two units use on one aggregation device, and VLAN 1."""

from collections.abc import Iterator

from govnetgen.model.claims import Claim, Evidence, Finding, HandedIn

DEFAULT_VLAN = 1


def find_shared_vlans(handed_in: HandedIn) -> Iterator[Finding]:
    """Find the rows of VLAN 1, and those of ids that several units use on a device."""
    devices = {device for unit in handed_in.units.values() for device in unit.attach}
    used: dict[tuple[str, int], dict[tuple[str, str, int], Claim]] = {}
    for claim in handed_in.claims:
        row = (claim.origin.file, claim.origin.sheet, claim.origin.row)
        for device in _devices(claim, handed_in, devices):
            for number in claim.facts.vlans:
                used.setdefault((device, number), {}).setdefault(row, claim)
        if not _devices(claim, handed_in, devices) and DEFAULT_VLAN in claim.facts.vlans:
            used.setdefault(("", DEFAULT_VLAN), {}).setdefault(row, claim)
    for (device, number), rows in sorted(used.items()):
        if number == DEFAULT_VLAN or len({one.owner.id for one in rows.values()}) > 1:
            evidence = tuple(Evidence(one.origin, one.owner.id, f"{one.prefix} VLAN {number}") for one in rows.values())
            yield Finding("D10", f"VLAN {number}", evidence, {"vlan": str(number), "device": device or "?"})


def _devices(claim: Claim, handed_in: HandedIn, known: set[str]) -> tuple[str, ...]:
    """Return the aggregation devices of a row: those that it names, else those that its unit hangs on."""
    named = tuple(one for one in claim.facts.devices if one in known)
    if named:
        return named
    unit = handed_in.units.get(claim.owner.id)
    return unit.attach if unit else ()
