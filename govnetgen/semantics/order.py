"""Which items of a list moved: the fewest that explain a new order."""

from bisect import bisect_left
from collections.abc import Sequence


def moved(before: Sequence[str], after: Sequence[str]) -> frozenset[str]:
    """Return the items that moved: all but a longest run that kept its order. Both hold the same items, each once."""
    if list(before) == list(after):
        return frozenset()
    place = {item: number for number, item in enumerate(before)}
    kept = _longest_increasing([place[item] for item in after])
    return frozenset(before) - {before[number] for number in kept}


def _longest_increasing(numbers: Sequence[int]) -> list[int]:
    """Return a longest increasing subsequence (patience sorting, n log n)."""
    ends: list[int] = []  # the smallest end of a run of each length
    positions: list[int] = []
    previous: list[int] = []
    for position, number in enumerate(numbers):
        length = bisect_left(ends, number)
        previous.append(positions[length - 1] if length else -1)
        if length == len(ends):
            ends.append(number)
            positions.append(position)
        else:
            ends[length], positions[length] = number, position
    found: list[int] = []
    position = positions[-1] if positions else -1
    while position >= 0:
        found.append(numbers[position])
        position = previous[position]
    return found[::-1]
