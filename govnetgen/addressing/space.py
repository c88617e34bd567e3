"""Free space as aligned power-of-two pieces: a buddy system over integers."""

from collections.abc import Collection
from heapq import heappop, heappush

Region = tuple[int, int]
"""First address and prefix length."""


class Space:
    """What is free in some disjoint blocks of addresses of ``bits`` bits.

    Pieces are kept whole as long as they are free, so that the largest one is found without a search.
    """

    __slots__ = ("_bits", "_free", "_heaps")

    def __init__(self, bits: int) -> None:
        self._bits = bits
        self._free: dict[int, set[int]] = {}
        self._heaps: dict[int, list[int]] = {}

    def add(self, start: int, length: int, *, within: int | None = None) -> None:
        """Make a piece free; it joins its free neighbours up to blocks of length ``within``."""
        limit = length if within is None else within
        while length > limit:
            buddy = start ^ (1 << (self._bits - length))
            if buddy not in self._free.get(length, ()):
                break
            self._free[length].discard(buddy)
            start = min(start, buddy)
            length -= 1
        self._put(start, length)

    def _put(self, start: int, length: int) -> None:
        free = self._free.get(length)
        if free is None:
            free = self._free[length] = set()
            self._heaps[length] = []
        free.add(start)
        heappush(self._heaps[length], start)

    def _lowest(self, length: int) -> int | None:
        """Return the lowest free piece of exactly this length."""
        free = self._free.get(length)
        if not free:
            return None
        heap = self._heaps[length]
        while heap[0] not in free:
            heappop(heap)
        return heap[0]

    def _split(self, start: int, length: int, target: int, wanted: int) -> None:
        """Take the piece of ``target`` length at ``wanted`` out of a free one; the rest stays free."""
        self._free[length].discard(start)
        while length < target:
            length += 1
            half = 1 << (self._bits - length)
            if wanted & half:
                self._put(wanted & -half & ~half, length)
            else:
                self._put((wanted & -half) | half, length)

    def take_sparse(self, length: int) -> int | None:
        """Take from the largest free piece, the lowest of them: bisection, after RFC 3531; None where nothing fits.

        What is given out last has as much room to grow as there is.
        """
        for size in sorted(self._free):
            if size > length:
                break
            start = self._lowest(size)
            if start is not None:
                self._split(start, size, length, start)
                return start
        return None

    def take_lowest(self, length: int) -> int | None:
        """Take the lowest free address that a piece of this length fits at; None where nothing fits."""
        found = [(start, size) for size in self._free if size <= length and (start := self._lowest(size)) is not None]
        if not found:
            return None
        start, size = min(found)
        self._split(start, size, length, start)
        return start

    def _holder(self, start: int, length: int) -> Region | None:
        """Return the free piece that a region lies in."""
        for size, free in self._free.items():
            if size <= length:
                aligned = start >> (self._bits - size) << (self._bits - size)
                if aligned in free:
                    return aligned, size
        return None

    def is_free(self, start: int, length: int) -> bool:
        """Tell whether the whole region is free."""
        return self._holder(start, length) is not None

    def claim(self, start: int, length: int) -> bool:
        """Take a region; tell whether it was free."""
        holder = self._holder(start, length)
        if holder is None:
            return False
        self._split(*holder, length, start)
        return True

    def pieces(self) -> dict[int, int]:
        """Return how many free pieces there are, by length; two neighbours that were freed apart count as two."""
        return {length: len(free) for length, free in self._free.items() if free}

    def is_free_but(self, start: int, length: int, own: Collection[Region]) -> bool:
        """Tell whether all of a region is free but for regions of one's own."""
        if (start, length) in own or self.is_free(start, length):
            return True
        last = start + (1 << (self._bits - length)) - 1
        if not any(start <= other <= last for other, _ in own):
            return False
        half = 1 << (self._bits - length - 1) if length < self._bits else 0
        return half > 0 and all(self.is_free_but(part, length + 1, own) for part in (start, start + half))

    def claim_but(self, start: int, length: int, own: Collection[Region]) -> None:
        """Take what is free of a region, around regions of one's own that are taken already."""
        if (start, length) in own or self.claim(start, length) or length == self._bits:
            return
        half = 1 << (self._bits - length - 1)
        self.claim_but(start, length + 1, own)
        self.claim_but(start + half, length + 1, own)
