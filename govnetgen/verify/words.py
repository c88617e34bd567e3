"""The words that findings share: counts, and lists cut short."""

from collections.abc import Collection

_SHOWN = 6


def count(number: int, noun: str) -> str:
    """``1 device``, ``3 devices``."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def some(names: Collection[str]) -> str:
    """Return the first names in order, and how many more there are."""
    ordered = sorted(names)
    more = f" and {len(ordered) - _SHOWN:,} more" if len(ordered) > _SHOWN else ""
    return ", ".join(ordered[:_SHOWN]) + more
