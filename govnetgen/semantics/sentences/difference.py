"""What a sentence is about: a field that differs, a thing that comes or goes, a thing that moves."""

from dataclasses import dataclass

from govnetgen.semantics.change import Action

Owners = tuple[object, ...]
"""The things that it is inside of, as intended, outermost first."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field ``name`` that holds ``old`` in ``before`` and ``new`` in ``after``."""

    owners: Owners
    name: str
    old: object
    new: object
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Presence:
    """An item that is added or removed."""

    owners: Owners
    item: object
    action: Action


@dataclass(frozen=True, slots=True)
class Move:
    """An item that stands directly above or below ``beside`` from now on; positions count from 0."""

    owners: Owners
    item: object
    beside: object
    above: bool
    position: tuple[int, int]
