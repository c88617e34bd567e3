"""Witnesses: devices that a run has dealt with, asked after later waves whether they are still as well as they were.

Waves go from the edge to the core: whom a wave cuts off is below it, in the waves before, and both the neighbours of
what was changed and the device itself may see nothing of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from govnetgen.deploy.change import Judge
from govnetgen.deploy.clock import Clock
from govnetgen.deploy.health import REACH, Fact, gone, observe
from govnetgen.deploy.outcome import Ended, Outcome
from govnetgen.deploy.plan import DevicePlan
from govnetgen.deploy.probe import Probe
from govnetgen.deploy.session import FAILURES, Opener, Target, close

MOST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """A device that is as intended. ``well`` is what was up on it, ``probes`` are who answered it."""

    target: Target
    judge: Judge
    well: frozenset[Fact]
    probes: tuple[Probe, ...] = ()


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


def harm(one: Witness, opener: Opener, clock: Clock) -> tuple[str, ...]:
    """Return what a witness has lost; nothing where it cannot be asked, which others find out."""
    asked = {probe.name for probe in one.probes}
    well = frozenset((kind, name) for kind, name in one.well if kind != REACH or name in asked)
    driver = opener(one.target)
    try:
        driver.open()
        return gone(well, observe(driver, one.probes, clock).up, one.judge.is_meant)
    except FAILURES:
        return ()
    finally:
        close(driver)
