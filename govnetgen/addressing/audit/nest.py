"""Prefixes that contain one another, to be asked for what an address lies in; sorted once, linear after that."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from govnetgen.model.address import Prefix


class Nest:
    """Distinct prefixes of one version. Aligned prefixes are nested or disjoint, so each has one parent at most."""

    def __init__(self, prefixes: Iterable[Prefix]) -> None:
        self.prefixes = sorted(set(prefixes), key=lambda one: (one.value, one.length))
        self._starts = [one.value for one in self.prefixes]
        self._parents: list[int] = []
        open_ones: list[tuple[int, int]] = []
        for index, one in enumerate(self.prefixes):
            while open_ones and open_ones[-1][0] < one.value:
                open_ones.pop()
            self._parents.append(open_ones[-1][1] if open_ones else -1)
            open_ones.append((one.last, index))

    def around(self, value: int) -> Iterator[Prefix]:
        """Yield the prefixes that an address lies in, smallest first."""
        index = bisect_right(self._starts, value) - 1
        while index >= 0:
            one = self.prefixes[index]
            if value <= one.last:
                yield one
            index = self._parents[index]

    def within(self, first: int, last: int) -> Iterator[Prefix]:
        """Yield the prefixes that begin in a range of addresses."""
        for index in range(bisect_left(self._starts, first), bisect_right(self._starts, last)):
            yield self.prefixes[index]
