"""Differences as sentences: a feature's own words where it has them, general ones otherwise."""

from collections.abc import Callable, Mapping

from govnetgen.semantics.change import Words
from govnetgen.semantics.sentences import filtering, general, interface, routing
from govnetgen.semantics.sentences.difference import Difference, Move, Presence

_DIFFERENCES: Mapping[tuple[type, str], Callable[[Difference], Words]] = {
    key: say for feature in (interface, filtering, routing) for key, say in feature.DIFFERENCES.items()
}
_PRESENCES: Mapping[type, Callable[[Presence], Words]] = {
    kind: say for feature in (interface, filtering, routing) for kind, say in feature.PRESENCES.items()
}


def say_difference(one: Difference) -> Words:
    """Say how a field changes."""
    return _DIFFERENCES.get((type(one.after), one.name), general.difference)(one)


def say_presence(one: Presence) -> Words:
    """Say that a thing is added or removed."""
    return _PRESENCES.get(type(one.item), general.presence)(one)


def say_move(one: Move) -> Words:
    """Say where a thing stands from now on."""
    return general.move(one)


__all__ = ["Difference", "Move", "Presence", "say_difference", "say_move", "say_presence"]
