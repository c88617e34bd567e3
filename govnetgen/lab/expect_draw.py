"""Drawing few pairs out of many, always the same ones: the number of tests grows with the network, not its square."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sampling:
    """How much is tested: ``others`` is the number of partners of each station; ``every`` tests all pairs and ports."""

    others: int = 2
    every: bool = False

    def partners(self, things: Sequence[T], position: int) -> Iterator[T]:
        """Yield the things to try as partners of one, near and far by turns; all others with ``every``."""
        size = len(things)
        if self.every or size <= 12:
            yield from (things[(position + step) % size] for step in range(1, size))
            return
        step, following = 1, 2
        while step < size:
            yield things[(position + step) % size]
            step, following = following, step + following

    def few(self, things: Sequence[T], number: int) -> tuple[T, ...]:
        """Return some things spread evenly over all of them, the first and the last among them."""
        if self.every or len(things) <= number:
            return tuple(things)
        if number == 1:
            return (things[0],)
        return tuple(things[round(one * (len(things) - 1) / (number - 1))] for one in range(number))
