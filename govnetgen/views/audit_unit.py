"""An audit from the side of one unit: what it claims, what is wrong with that, and what nobody could read."""

from dataclasses import dataclass, field

from govnetgen.addressing.audit.gravity import GRAVITY
from govnetgen.model.claims import Claim, Finding, Gravity, Unreadable
from govnetgen.workflow.audit import Audited

NOBODY = ""
"""Stands for what no row says whose it is."""

_ORDER = {gravity: rank for rank, gravity in enumerate(Gravity)}


@dataclass(slots=True)
class UnitPart:
    """What concerns one unit; findings are worst first."""

    id: str
    name: str
    claims: list[Claim] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)

    @property
    def worst(self) -> Gravity | None:
        """How bad the worst finding is; None where there is none."""
        return GRAVITY[self.findings[0].code] if self.findings else None


def parts_of(audited: Audited) -> list[UnitPart]:
    """Return the part of every unit that an audit speaks of: the worst first, then by name."""
    names = audited.names
    parts: dict[str, UnitPart] = {}

    def part(unit: str) -> UnitPart:
        return parts.setdefault(unit, UnitPart(unit, names.get(unit, unit)))

    for claim in audited.handed_in.claims:
        part(claim.owner.id).claims.append(claim)
    for finding in audited.findings:
        for unit in finding.units or (NOBODY,):
            part(unit).findings.append(finding)
    for one in audited.handed_in.unreadable:
        part(one.owner.id if one.owner else NOBODY).unreadable.append(one)
    for each in parts.values():
        each.findings.sort(key=lambda one: (_ORDER[GRAVITY[one.code]], one.code))
    return sorted(parts.values(), key=_worst_first)


def _worst_first(part: UnitPart) -> tuple[int, int, str]:
    rank = len(_ORDER) if part.worst is None else _ORDER[part.worst]
    return rank, -len(part.findings), part.name
