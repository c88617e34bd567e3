"""Rows of cells, whatever kind of file they come from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Oddity(StrEnum):
    """What a spreadsheet made of what someone typed."""

    DATE = "date-cell"
    FORMULA = "formula-cell"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name (empty unless a workbook has several), and its rows from the first, also the empty ones.

    ``rows`` can be gone through again and again. ``odd`` marks cells by row and column, both from 0.
    ``merged`` tells which cells only repeat the cell that they are merged with.
    """

    name: str
    rows: Iterable[tuple[str, ...]] = field(repr=False)
    odd: Mapping[tuple[int, int], Oddity] = field(default_factory=dict)
    merged: frozenset[tuple[int, int]] = frozenset()
    first: bool = True
    """Whether this is the first sheet: the others are named where one of their rows is."""
