"""All checks of a network, and what of their failures is accepted."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from fnmatch import fnmatchcase

from govnetgen.model.fact import Accepted, Facts, SingleRouteClaim
from govnetgen.model.finding import Finding, Verdict, fails
from govnetgen.verify import (
    address_class,
    bgp_session,
    fact,
    gateway_pair,
    link,
    logical_isolation,
    physical_isolation,
    single_point,
    summary,
    tier_limit,
    unified_exit,
    unique_address,
    unique_identifier,
    vrf_separation,
    zone_policy,
)
from govnetgen.verify.observed import Observed

ACCEPTED = "accepted-failures"

_MODULES = (
    link,
    bgp_session,
    gateway_pair,
    unique_address,
    unique_identifier,
    unified_exit,
    single_point,
    vrf_separation,
    address_class,
    logical_isolation,
    zone_policy,
    tier_limit,
    summary,
)

PROMISES: Mapping[str, Callable[[Observed], Iterator[Finding]]] = {one.CHECK: one.check for one in _MODULES}
"""The promises that every network keeps, by their codes."""

CHECKS: Mapping[str, str] = {
    **{one.CHECK: one.TITLE for one in _MODULES},
    physical_isolation.CHECK: physical_isolation.TITLE,
    fact.CHECK: fact.TITLE,
    ACCEPTED: "what is accepted does fail",
}
"""Every check and what it is about."""


def verify(
    observed: Observed,
    facts: Facts,
    *,
    isolated_from: Mapping[str, Observed] | None = None,
    others: Mapping[str, Observed] | None = None,
) -> tuple[Finding, ...]:
    """Decide everything: the promises, isolation from other networks, and the facts, which may name ``others``."""
    found = [finding for check in PROMISES.values() for finding in check(observed)]
    for other in (isolated_from or {}).values():
        found += physical_isolation.check(observed, other)
    found += fact.check(observed, facts, {**(others or {}), **(isolated_from or {})})
    return tuple(_accept(found, facts))


def _accept(found: list[Finding], facts: Facts) -> Iterator[Finding]:
    used: set[int] = set()
    for one in found:
        match = None if one.verdict is not Verdict.FAILS else _accepted(one, facts)
        if match is None:
            yield one
        else:
            why, position = match
            used.add(position)
            yield replace(one, verdict=Verdict.ACCEPTED, evidence=(*one.evidence, f"accepted: {why}"))
    for position, accepted in enumerate(facts.accepted):
        if position not in used:
            message = f"nothing of {accepted.check} fails for {accepted.subject!r}: there is nothing to accept"
            yield fails(ACCEPTED, accepted.subject, message, f"why: {accepted.why}", at=accepted.location)


def _accepted(one: Finding, facts: Facts) -> tuple[str, int] | None:
    for position, accepted in enumerate(facts.accepted):
        if accepted.check == one.check and _covers(accepted, one):
            return accepted.why, position
    if one.check == single_point.CHECK:
        for stated in facts.facts:
            if isinstance(stated.claim, SingleRouteClaim):
                return f"{stated.say} ({stated.source})", -1
    return None


def _covers(accepted: Accepted, one: Finding) -> bool:
    return fnmatchcase(one.subject, accepted.subject)
