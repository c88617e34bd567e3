"""Sets of numbers in the notations of configuration lines."""

import re
from collections.abc import Iterable, Iterator

_RANGE = re.compile(r"(\d+)(?:(?: to |\s*-\s*)(\d+))?")


def numbers(text: str) -> frozenset[int]:
    """Read ``10,20-30`` as well as ``10 20 to 30``."""
    found: set[int] = set()
    for first, last in _RANGE.findall(text):
        found.update(range(int(first), int(last or first) + 1))
    return frozenset(found)


def runs(held: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the numbers as ranges, first and last."""
    first = last = None
    for number in sorted(held):
        if last is not None and number == last + 1:
            last = number
            continue
        if first is not None and last is not None:
            yield first, last
        first = last = number
    if first is not None and last is not None:
        yield first, last


def with_commas(held: Iterable[int]) -> str:
    """Write ``10,20-30``."""
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in runs(held))


def with_words(held: Iterable[int], most: int) -> tuple[str, ...]:
    """Write ``10 20 to 30``, at most so many numbers and ranges a line; two neighbours are two numbers."""
    parts: list[str] = []
    for first, last in runs(held):
        if last <= first + 1:
            parts += [str(first)] if first == last else [str(first), str(last)]
        else:
            parts.append(f"{first} to {last}")
    return tuple(" ".join(parts[start : start + most]) for start in range(0, len(parts), most))
