"""Which regions overlap others, quickly."""

from govnetgen.addressing.space import Region


class Taken:
    """Regions that are taken and the blocks around them: to see whether another overlaps takes one look a length."""

    def __init__(self, bits: int) -> None:
        self._bits = bits
        self._taken: dict[int, set[int]] = {}
        self._around: set[Region] = set()

    def add(self, region: Region) -> None:
        """Take a region."""
        start, length = region
        self._taken.setdefault(length, set()).add(start)
        for size in range(length):
            self._around.add((start >> (self._bits - size) << (self._bits - size), size))

    def overlaps(self, region: Region) -> bool:
        """Tell whether a region shares an address with what is taken."""
        start, length = region
        return region in self._around or any(
            size <= length and start >> (self._bits - size) << (self._bits - size) in taken
            for size, taken in self._taken.items()
        )
