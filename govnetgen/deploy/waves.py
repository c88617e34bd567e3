"""Waves: the canary first, then from the edge of the network to its core, never both of a redundant pair at once."""

from collections.abc import Iterable, Sequence

from govnetgen.deploy.plan import DevicePlan

LARGEST = 20
"""Devices in a wave; the health of the network is looked at after each."""


def waves(devices: Iterable[DevicePlan], *, canary: int = 0, largest: int = LARGEST) -> tuple[tuple[str, ...], ...]:
    """Return the names of the devices, wave by wave.

    A wave holds devices of one tier, a site's beside each other. Both of a pair are never in one wave, also not in the
    canary's.
    """
    waiting = sorted(devices, key=_edge_first)
    found: list[tuple[str, ...]] = []
    if canary:
        first, waiting = _take(waiting, canary, same_tier=False)
        found.append(first)
    while waiting:
        wave, waiting = _take(waiting, largest, same_tier=True)
        found.append(wave)
    return tuple(one for one in found if one)


def backwards(order: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Return waves from the last to the first: how a deployment is taken back."""
    return tuple(tuple(reversed(wave)) for wave in reversed(order))


def _edge_first(one: DevicePlan) -> tuple[int, int, str, str]:
    return (-one.tier, one.rank, one.site, one.device)


def _take(waiting: Sequence[DevicePlan], largest: int, *, same_tier: bool) -> tuple[tuple[str, ...], list[DevicePlan]]:
    taken: list[str] = []
    left: list[DevicePlan] = []
    pairs: set[str] = set()
    for one in waiting:
        fits = len(taken) < largest and (not same_tier or one.tier == waiting[0].tier)
        if fits and not (one.pair and one.pair in pairs):
            taken.append(one.device)
            pairs.add(one.pair)
        else:
            left.append(one)
    return tuple(taken), left
