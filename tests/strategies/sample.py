"""Many values of a strategy, independent of each other and the same every time.

Within one run hypothesis varies what it has already drawn: good for shrinking, poor for statements about all
devices; so each value here comes from a run of its own.
"""

import os
from typing import TypeVar

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

T = TypeVar("T")

SEED = int(os.environ.get("GOVNETGEN_SEED", "0"))
"""Where the numbers of the runs begin: other devices for another number."""

_SETTINGS = settings(
    max_examples=2,  # the first is the simplest value, whatever the seed
    database=None,
    deadline=None,
    derandomize=False,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)

_DIFFERS = st.integers(0, 2**16)
"""The first thing that hypothesis draws is never what the simplest value had: spend that on a number."""


def sample(strategy: st.SearchStrategy[T], size: int) -> tuple[T, ...]:
    """Return the simplest value, then drawn ones."""
    return tuple(drawn(strategy, number) for number in range(SEED, SEED + size))


def drawn(strategy: st.SearchStrategy[T], number: int) -> T:
    """Return one value, always the same; that of number 0 is the simplest."""
    found: list[T] = []

    @seed(number)
    @_SETTINGS
    @given(_DIFFERS, strategy)
    def draw(_: int, value: T) -> None:
        found.append(value)

    draw()
    return found[0] if number == 0 else found[-1]
