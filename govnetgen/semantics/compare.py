"""Two configurations of a device to what differs between them: complete, and each difference once.

The walk knows no feature. It goes down both values as far as they are alike, pairs the items of lists by identity, and
has every difference put into words by ``sentences``. Applying all changes to the first value gives the second.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, is_dataclass
from typing import Any

from govnetgen.model.device import DeviceConfig
from govnetgen.model.secret import Secret
from govnetgen.semantics.change import Action, Change, Path
from govnetgen.semantics.identity import by_identity, is_item
from govnetgen.semantics.order import moved
from govnetgen.semantics.sentences import Difference, Move, Presence, say_difference, say_move, say_presence
from govnetgen.semantics.shape import field_defaults


def compare(running: DeviceConfig, intended: DeviceConfig) -> tuple[Change, ...]:
    """Return what has to change on the device for it to be as intended; empty exactly if both are equal."""
    return tuple(_fields(running, intended, _Place((), ())))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the walk is, and the things that it is inside of, outermost first."""

    path: Path
    owners: tuple[object, ...]

    def inside(self, item: object) -> "_Place":
        return _Place(self.path, (*self.owners, item))

    def at(self, step: str) -> "_Place":
        return _Place((*self.path, step), self.owners)


def _fields(before: Any, after: Any, place: _Place) -> Iterator[Change]:
    for name in field_defaults(before):
        old, new = getattr(before, name), getattr(after, name)
        if old is not new and old != new:
            yield from _value(old, new, place.at(name), before, after)


def _value(old: Any, new: Any, place: _Place, before: object, after: object) -> Iterator[Change]:
    if is_dataclass(new) and type(old) is type(new) and not isinstance(new, Secret):
        yield from _fields(old, new, place.inside(new))
    elif _holds_items(old or new):
        yield from _items(old, new, place)
    else:
        difference = Difference(place.owners, place.path[-1], old, new, before, after)
        yield Change(path=place.path, action=_action(old, new), before=old, after=new, words=say_difference(difference))


def _holds_items(value: object) -> bool:
    return type(value) is tuple and bool(value) and is_item(type(value[0]))


def _action(old: object, new: object) -> Action:
    if old is None or old == ():
        return Action.ADDED
    return Action.REMOVED if new is None or new == () else Action.CHANGED


def _items(old: Sequence[object], new: Sequence[object], place: _Place) -> Iterator[Change]:
    before, after = by_identity(old), by_identity(new)
    where = {key: position for position, key in enumerate(before)}
    there = {key: position for position, key in enumerate(after)}
    shared = moved([key for key in before if key in after], [key for key in after if key in before])
    order = tuple(after)
    for key, item in before.items():
        if key not in after:
            yield Change(
                path=(*place.path, key),
                action=Action.REMOVED,
                before=item,
                position=(where[key], None),
                words=say_presence(Presence(place.owners, item, Action.REMOVED)),
            )
    for key, item in after.items():
        inner = place.at(key)
        if key not in before:
            yield Change(
                path=inner.path,
                action=Action.ADDED,
                after=item,
                position=(None, there[key]),
                words=say_presence(Presence(place.owners, item, Action.ADDED)),
            )
            continue
        if key in shared:
            yield _move(key, item, where[key], there[key], inner, order, after)
        if before[key] != item:
            yield from _fields(before[key], item, inner.inside(item))


def _move(
    key: str, item: object, old: int, new: int, place: _Place, order: Sequence[str], after: dict[str, Any]
) -> Change:
    above = new <= old and new + 1 < len(order)
    beside = after[order[new + 1 if above else new - 1]]
    words = say_move(Move(place.owners, item, beside, above=above, position=(old, new)))
    return Change(path=place.path, action=Action.MOVED, position=(old, new), words=words)
