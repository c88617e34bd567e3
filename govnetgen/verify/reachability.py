"""Whether packets get from one place to another, with the path or where they are dropped."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from govnetgen.model.address import Address
from govnetgen.model.device.firewall import ServiceTerm
from govnetgen.verify.observed import Observed
from govnetgen.verify.packets import Box, boxes
from govnetgen.verify.place import Place, places
from govnetgen.verify.ranges import Range, range_of
from govnetgen.verify.trace import Fate, Tracer
from govnetgen.verify.walk import walk

MOST_PAIRS = 250_000
"""Pairs of subnets that one question may be about."""


class TooMany(Exception):
    """A question is about more pairs of subnets than can be followed in reasonable time."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What becomes of the packets of one source: some that arrive, if any do, and some that are dropped."""

    source: Place
    arrived: Fate | None
    dropped: Fate | None
    way_back: str = ""

    def shown(self) -> tuple[str, ...]:
        """Return an example packet and its way, hop by hop."""
        fate = self.arrived or self.dropped
        if fate is None:
            return (f"{self.source.words}: there is nothing to send to",)
        return (f"{fate.packets[0]}, from {self.source.words}", *fate.path)


def answers(
    observed: Observed, source: str, destination: str, terms: Sequence[ServiceTerm] | None, version: int
) -> Iterator[Answer]:
    """Yield an answer for each source that a name stands for; raises UnknownPlace and TooMany.

    Sources that have nothing of the IP version are left out.
    """
    tracer = Tracer(observed, version)
    sources, destinations = places(tracer.forwarding, source), places(tracer.forwarding, destination)
    if len(sources) * len(destinations) > MOST_PAIRS:
        raise TooMany(f"{len(sources):,} sources and {len(destinations):,} destinations are too many pairs")
    for place in sources:
        if place.start is not None:
            yield _answer(tracer, place, [one for one in destinations if one != place], terms)


def _answer(tracer: Tracer, source: Place, wanted: Sequence[Place], terms: Sequence[ServiceTerm] | None) -> Answer:
    packets = [
        box
        for place in wanted
        for addresses in (*place.addresses, *_published(tracer.observed, source, place))
        for start in source.addresses
        for box in boxes(tracer.forwarding.version, start, addresses, terms)
    ]
    arrived: Fate | None = None
    dropped: Fate | None = None
    if source.start is None or not packets:
        return Answer(source, None, None)
    for fate in tracer.follow(source.start, packets):
        if fate.arrived and _is_there(fate, wanted):
            arrived = arrived or fate
        elif dropped is None or len(fate.path) > len(dropped.path):
            dropped = fate
    back = _way_back(tracer, source, arrived) if arrived is not None else ""
    return Answer(source, arrived, dropped, back)


def _is_there(fate: Fate, wanted: Sequence[Place]) -> bool:
    """Tell whether packets ended at a place that was asked for, and not somewhere else that has its addresses."""
    for place in wanted:
        if place.external is not None:
            if fate.external is not None and fate.external.link.external == place.external.link.external:
                return True
        elif fate.external is None and (place.start is None or place.start.table == fate.table):
            return True
    return False


def _published(observed: Observed, source: Place, wanted: Place) -> Iterator[Range]:
    """Yield the addresses that a network outside sees a place at."""
    if source.start is None or source.external is None:
        return
    nat = observed.devices[source.start.device].nat
    external = source.external.link.external
    if nat is None or external is None:
        return
    seen = [(one.zone, range_of(one.inside), range_of(one.outside)) for one in nat.static]
    seen += [(one.zone, range_of(one.inside), range_of(one.outside)) for one in nat.destination]
    for zone, inside, outside in seen:
        if zone == external.zone and any(first <= inside[1] and inside[0] <= last for first, last in wanted.addresses):
            yield outside


def _way_back(tracer: Tracer, source: Place, arrived: Fate) -> str:
    """Say what is wrong with the way back of an answer, which firewalls let pass as part of the session."""
    box: Box = arrived.packets[0]
    translated = not any(first <= box.source[0] <= last for first, last in source.addresses)
    if translated or arrived.external is not None or source.start is None:
        return ""
    address = Address(box.version, box.source[0])
    *_, last = walk(tracer.forwarding, arrived.device, arrived.table, address)
    if last.way.why_not:
        return f"the answer to {address} is dropped at {last.device}: {last.way.why_not}"
    return ""
