"""D11, D12: how rows are worded: units by other names, prefixes that had to be repaired."""

from collections.abc import Iterator
from itertools import groupby

from govnetgen.model.claims import Evidence, Finding, HandedIn, Origin, Owner


def find_aliases(handed_in: HandedIn) -> Iterator[Finding]:
    """Find rows that name a unit by an alias (D11): one finding a unit and alias."""
    rows: dict[tuple[str, str], dict[tuple[str, str, int], Origin]] = {}
    for origin, owner in _owners(handed_in):
        if owner.alias:
            key = (origin.file, origin.sheet, origin.row)
            rows.setdefault((owner.id, owner.written), {}).setdefault(key, origin)
    for (unit, written), origins in rows.items():
        name = handed_in.units[unit].name if unit in handed_in.units else unit
        evidence = tuple(Evidence(origin, unit, written) for origin in origins.values())
        yield Finding("D11", written, evidence, {"alias": written, "name": name})


def _owners(handed_in: HandedIn) -> Iterator[tuple[Origin, Owner]]:
    for claim in handed_in.claims:
        yield claim.origin, claim.owner
    for host in handed_in.hosts:
        yield host.origin, host.owner
    for one in handed_in.unreadable:
        if one.owner is not None:
            yield one.origin, one.owner


def find_repaired(handed_in: HandedIn) -> Iterator[Finding]:
    """Find cells that had to be repaired to be read (D12): one finding a cell, with what it was read as."""
    for origin, members in groupby(handed_in.claims, key=lambda one: one.origin):
        claims = [one for one in members if one.repaired]
        if claims:
            first = claims[0]
            read = ", ".join(str(one.prefix) for one in claims)
            evidence = (Evidence(origin, first.owner.id, first.written),)
            yield Finding("D12", first.written, evidence, {"written": first.written, "read": read})
