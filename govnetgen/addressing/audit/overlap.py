"""D01, D02, D03: prefixes that several rows claim. One sort, then one sweep with the open prefixes on a stack."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from govnetgen.model.address import BITS
from govnetgen.model.claims import Claim, Evidence, Finding, HandedIn

_Key = tuple[str, int, int, int, int]


@dataclass(slots=True)
class _Group:
    """All claims of one prefix in one routing domain."""

    claims: list[Claim]
    last: int
    units: frozenset[str]
    foreign: list["_Group"] = field(default_factory=list)
    """Prefixes inside that another unit claims."""
    same: dict[str, list["_Group"]] = field(default_factory=dict)
    """Prefixes inside that the same unit claims, by unit."""


def domain_of(claim: Claim) -> str:
    """Return the routing domain of a claim: its VPN, and the intranet apart from the extranet."""
    facts = claim.facts
    return f"{facts.network}/{facts.domain}" if facts.network == "intranet" else facts.domain


def find_overlaps(handed_in: HandedIn) -> Iterator[Finding]:
    """Find equal prefixes of several units (D01), nested ones of several (D02) and nested ones of one (D03)."""
    groups = list(_groups(handed_in.claims))
    for group in groups:
        if len(group.units) > 1:
            yield _finding("D01", group.claims[0], group.claims)
    _sweep(groups)
    for group in groups:
        if group.foreign:
            yield _nested(group)
    for group in groups:
        for unit, inner in group.same.items():
            claims = [one for held in (group, *inner) for one in held.claims if one.owner.id == unit and one.subnet]
            yield _finding("D03", claims[0], claims)


def _groups(claims: Sequence[Claim]) -> Iterator[_Group]:
    keys: list[_Key] = [
        (domain_of(one), one.prefix.version, one.prefix.value, one.prefix.length, index)
        for index, one in enumerate(claims)
    ]
    keys.sort()
    for (_, version, value, length), members in groupby(keys, key=lambda key: key[:4]):
        held = [claims[key[4]] for key in members]
        yield _Group(held, value + (1 << (BITS[version] - length)) - 1, frozenset(one.owner.id for one in held))


def _sweep(groups: Iterable[_Group]) -> None:
    """Tell every prefix which ones lie in it."""
    open_groups: list[_Group] = []
    place: tuple[str, int] | None = None
    for group in groups:
        first = group.claims[0]
        here = (domain_of(first), first.prefix.version)
        if here != place:
            open_groups, place = [], here
        while open_groups and open_groups[-1].last < first.prefix.value:
            open_groups.pop()
        for outer in open_groups:
            _relate(outer, group)
        open_groups.append(group)


def _relate(outer: _Group, inner: _Group) -> None:
    if len(outer.units) > 1 or outer.units != inner.units:
        outer.foreign.append(inner)
    for unit in outer.units & inner.units:
        if _says_subnet(outer, unit) and _says_subnet(inner, unit):
            outer.same.setdefault(unit, []).append(inner)


def _says_subnet(group: _Group, unit: str) -> bool:
    return any(one.subnet for one in group.claims if one.owner.id == unit)


def _nested(group: _Group) -> Finding:
    """Make the finding of a prefix that contains another unit's: only rows that have a stranger in them or around."""
    inside: set[str] = set()
    for inner in group.foreign:
        inside |= inner.units
    outer = [one for one in group.claims if len(inside) > 1 or one.owner.id not in inside]
    several = len(group.units) > 1
    inner_claims = [
        one for inner in group.foreign for one in inner.claims if several or one.owner.id not in group.units
    ]
    return _finding("D02", group.claims[0], [*outer, *inner_claims])


def _finding(code: str, about: Claim, claims: Iterable[Claim]) -> Finding:
    values = {"prefix": str(about.prefix)}
    if domain_of(about):
        values["domain"] = domain_of(about)
    return Finding(code, str(about.prefix), tuple(map(evidence_of, claims)), values)


def evidence_of(claim: Claim) -> Evidence:
    """Return what a claim says, as evidence."""
    return Evidence(claim.origin, claim.owner.id, str(claim.prefix))
