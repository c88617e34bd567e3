"""The statements of the documents, decided one by one."""

from collections.abc import Iterator, Mapping

from govnetgen.model.fact import (
    CountClaim,
    ExitClaim,
    Fact,
    Facts,
    IsolationClaim,
    PropertyClaim,
    ReachabilityClaim,
    SingleRouteClaim,
)
from govnetgen.model.finding import Finding, Verdict, fails, holds, undecided
from govnetgen.verify import physical_isolation, single_point, unified_exit
from govnetgen.verify.observed import Observed
from govnetgen.verify.place import UnknownPlace
from govnetgen.verify.reachability import Answer, TooMany, answers
from govnetgen.verify.selection import matches, select
from govnetgen.verify.words import count, some

CHECK = "document-facts"
TITLE = "what the documents state"


def check(observed: Observed, facts: Facts, others: Mapping[str, Observed]) -> Iterator[Finding]:
    """Decide every fact; its subject is the document's phrase. ``others`` are the networks that facts name."""
    for fact in facts.facts:
        yield _decide(observed, fact, others)


def _decide(observed: Observed, fact: Fact, others: Mapping[str, Observed]) -> Finding:
    match fact.claim:
        case CountClaim():
            return _count(observed, fact, fact.claim)
        case PropertyClaim():
            return _property(observed, fact, fact.claim)
        case ExitClaim():
            return _exit(observed, fact, fact.claim)
        case SingleRouteClaim():
            return _single_route(observed, fact)
        case IsolationClaim():
            return _isolation(observed, fact, fact.claim, others)
        case ReachabilityClaim():
            return _reachability(observed, fact, fact.claim)


def _count(observed: Observed, fact: Fact, claim: CountClaim) -> Finding:
    things = list(select(observed, claim.of, claim.where))
    if claim.distinct is not None:
        names = sorted({value for thing in things for value in thing.values.get(claim.distinct, ())})
        number, what = len(names), f"different {claim.distinct} of {claim.of}"
    else:
        names = [thing.name for thing in things]
        number, what = sum(thing.weight for thing in things), claim.of
    enough = claim.at_least is None or number >= claim.at_least
    if enough and (claim.at_most is None or number <= claim.at_most):
        return holds(CHECK, fact.say, f"{number:,} {what}")
    message = f"there are {number:,} {what}, and {_bounds(claim)} are stated"
    return fails(CHECK, fact.say, message, f"found: {some(names) or 'none'}", at=fact.location)


def _bounds(claim: CountClaim) -> str:
    if claim.at_least == claim.at_most:
        return f"{claim.at_least:,}"
    bounds = [f"at least {claim.at_least:,}"] if claim.at_least is not None else []
    bounds += [f"at most {claim.at_most:,}"] if claim.at_most is not None else []
    return " and ".join(bounds)


def _property(observed: Observed, fact: Fact, claim: PropertyClaim) -> Finding:
    things = list(select(observed, claim.of, claim.where))
    if not things:
        return fails(CHECK, fact.say, f"no {claim.of} are as picked here", at=fact.location)
    wrong = [
        f"{thing.name}: {key} {', '.join(thing.values.get(key, ())) or 'none'}, and {' or '.join(wanted)} is stated"
        for thing in things
        for key, wanted in claim.is_.items()
        if not matches(thing, key, wanted)
    ]
    if not wrong:
        stated = ", ".join(f"{key} {' or '.join(wanted)}" for key, wanted in claim.is_.items())
        return holds(CHECK, fact.say, f"{count(len(things), 'time')}: {stated}")
    return fails(CHECK, fact.say, f"{len(wrong):,} of {len(things):,} differ", *wrong[:6], at=fact.location)


def _exit(observed: Observed, fact: Fact, claim: ExitClaim) -> Finding:
    edges = unified_exit.edges(observed)
    shown = [unified_exit.describe(cable, external) for cable, external in edges]
    if claim.closed:
        if not edges:
            return holds(CHECK, fact.say, "no link leads to the Internet")
        return fails(CHECK, fact.say, "there is a link to the Internet", *shown, at=fact.location)
    sites = unified_exit.exit_sites(observed)
    if len(sites) == 1:
        return holds(CHECK, fact.say, f"{count(len(edges), 'link')} to the Internet, at {sites[0]}")
    message = f"the Internet is reached from {', '.join(sites)}" if sites else "no link leads to the Internet"
    return fails(CHECK, fact.say, message, *shown, at=fact.location)


def _single_route(observed: Observed, fact: Fact) -> Finding:
    points = [one for one in single_point.check(observed) if one.verdict is Verdict.FAILS]
    if points:
        devices = sum(not one.subject.startswith("link ") for one in points)
        message = (
            f"as stated: {count(devices, 'device')} and {count(len(points) - devices, 'link')} have no alternative"
        )
        return holds(CHECK, fact.say, message, evidence=tuple(f"{one.subject}: {one.message}" for one in points[:6]))
    return fails(CHECK, fact.say, "everything in core and aggregation has an alternative", at=fact.location)


def _isolation(observed: Observed, fact: Fact, claim: IsolationClaim, others: Mapping[str, Observed]) -> Finding:
    other = others.get(claim.other)
    if other is None:
        message = f"network {claim.other} could not be read: there is no such folder beside this one"
        return undecided(CHECK, fact.say, message, at=fact.location)
    wrong = [one for one in physical_isolation.check(observed, other) if one.verdict is Verdict.FAILS]
    if not wrong:
        return holds(CHECK, fact.say, f"nothing is shared with {claim.other}")
    shown = [one.message for one in wrong]
    return fails(
        CHECK, fact.say, f"{count(len(wrong), 'thing')} shared with {claim.other}", *shown[:6], at=fact.location
    )


def _reachability(observed: Observed, fact: Fact, claim: ReachabilityClaim) -> Finding:
    terms = None
    if claim.service is not None:
        service = observed.network.policy.services.get(claim.service)
        if service is None:
            return undecided(CHECK, fact.say, f"there is no service {claim.service!r} in policy.yaml", at=fact.location)
        terms = service.terms
    try:
        found = [
            answer
            for version in (4, 6)
            for answer in answers(observed, claim.source, claim.destination, terms, version)
        ]
    except (UnknownPlace, TooMany) as problem:
        return undecided(CHECK, fact.say, str(problem), at=fact.location)
    if not found:
        message = f"{claim.source} has no addresses that packets could come from"
        return undecided(CHECK, fact.say, message, at=fact.location)
    return _reachable(fact, claim, found) if claim.reachable else _blocked(fact, claim, found)


def _blocked(fact: Fact, claim: ReachabilityClaim, found: list[Answer]) -> Finding:
    through = next((one for one in found if one.arrived is not None), None)
    if through is not None:
        message = f"{claim.source} reaches {claim.destination}"
        return fails(CHECK, fact.say, message, *through.shown(), at=fact.location)
    shown = found[0].shown()
    return holds(CHECK, fact.say, f"no packet from {claim.source} gets to {claim.destination}", evidence=shown)


def _reachable(fact: Fact, claim: ReachabilityClaim, found: list[Answer]) -> Finding:
    """Decide for each owner of sources: one of its VLANs, in one IP version, has to get through and hear the answer."""
    by_owner: dict[str, list[Answer]] = {}
    for one in found:
        by_owner.setdefault(one.source.owner, []).append(one)
    for owner, own in by_owner.items():
        through = [one for one in own if one.arrived is not None and not one.way_back]
        if not through:
            worst = max(own, key=lambda one: len(one.shown()))
            message = f"{owner} does not reach {claim.destination}"
            if worst.way_back:
                message = f"{message}: {worst.way_back}"
            return fails(CHECK, fact.say, message, *worst.shown(), at=fact.location)
    shown = next(one for one in found if one.arrived is not None).shown()
    return holds(CHECK, fact.say, f"{claim.source} reaches {claim.destination}", evidence=shown)
