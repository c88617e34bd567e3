"""A fixed sample of what a strategy draws, for statements about many values at once."""

from typing import TypeVar

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

T = TypeVar("T")


def sample(strategy: st.SearchStrategy[T], size: int) -> tuple[T, ...]:
    """Return the same values every time."""
    found: list[T] = []

    @settings(
        max_examples=size,
        database=None,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def draw(value: T) -> None:
        found.append(value)

    draw()
    return tuple(found)
