"""Witnesses: devices that a run has dealt with, asked after later waves whether they are cut off.

Waves go from the edge to the core: whom a wave cuts off is below it, in the waves before, and nobody else may see it.
One that still reaches somebody is not cut off: while a key or an address changes on one side after the other, single
neighbours come and go.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from govnetgen.deploy.clock import Clock
from govnetgen.deploy.health import REACH, Fact, answered
from govnetgen.deploy.outcome import Ended, Outcome
from govnetgen.deploy.plan import DevicePlan
from govnetgen.deploy.probe import Probe
from govnetgen.deploy.session import FAILURES, Opener, Target, close

MOST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """A device that is as intended. ``probes`` are who answered it from afar."""

    target: Target
    probes: tuple[Probe, ...]


def witnesses(
    before: Sequence[Sequence[str]], ended: Mapping[str, Ended], devices: Mapping[str, DevicePlan]
) -> tuple[str, ...]:
    """Return the names of a few devices of the waves before, of the latest first, a site's only where others lack."""
    found = [
        name
        for wave in reversed(before)
        for name in _a_site_each(wave, devices)
        if name in ended and ended[name].outcome is Outcome.CONFIRMED
    ]
    return tuple(found[:MOST])


def _a_site_each(wave: Sequence[str], devices: Mapping[str, DevicePlan]) -> Iterator[str]:
    seen: set[str] = set()
    rest = []
    for name in wave:
        site = devices[name].site
        if site in seen:
            rest.append(name)
        else:
            seen.add(site)
            yield name
    yield from rest


def witness(target: Target, well: frozenset[Fact], probes: Sequence[Probe]) -> Witness:
    """Return a witness of what was up on a device."""
    return Witness(target=target, probes=tuple(one for one in probes if one.far and (REACH, one.name) in well))


def cut_off(one: Witness, opener: Opener, clock: Clock) -> bool:
    """Tell whether nobody answers a witness any more; one that cannot be asked is found out by others."""
    if not one.probes:
        return False
    driver = opener(one.target)
    try:
        driver.open()
        return answered(driver, one.probes, clock) == ()
    except FAILURES:
        return False
    finally:
        close(driver)
