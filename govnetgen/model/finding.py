"""``Finding``: what verification decided about one subject, with the evidence."""

from dataclasses import dataclass, field
from enum import StrEnum

from govnetgen.diagnostics import Location


class Verdict(StrEnum):
    """What was decided. ``accepted``: it fails, and the inventory says why that stays."""

    HOLDS = "holds"
    FAILS = "fails"
    UNDECIDED = "undecided"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One subject of one check.

    ``message`` says what was found, ``evidence`` shows it: the two elements that disagree, or a path hop by hop, a line
    each. ``related`` are further places in the inventory.
    """

    check: str
    subject: str
    verdict: Verdict
    message: str = ""
    evidence: tuple[str, ...] = ()
    location: Location | None = field(default=None, compare=False)
    related: tuple[Location, ...] = field(default=(), compare=False)


def holds(check: str, subject: str, message: str = "", *, evidence: tuple[str, ...] = ()) -> Finding:
    """Make a finding that all is well."""
    return Finding(check=check, subject=subject, verdict=Verdict.HOLDS, message=message, evidence=evidence)


def fails(
    check: str,
    subject: str,
    message: str,
    *evidence: str,
    at: Location | None = None,
    related: tuple[Location, ...] = (),
) -> Finding:
    """Make a finding that a promise is broken; the evidence must let an engineer find it."""
    return Finding(
        check=check,
        subject=subject,
        verdict=Verdict.FAILS,
        message=message,
        evidence=evidence,
        location=at,
        related=related,
    )


def undecided(check: str, subject: str, message: str, *evidence: str, at: Location | None = None) -> Finding:
    """Make a finding that the question cannot be answered; ``message`` says why."""
    return Finding(
        check=check, subject=subject, verdict=Verdict.UNDECIDED, message=message, evidence=evidence, location=at
    )
