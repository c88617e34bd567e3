"""Secrets that cannot be compared: a device shows a salted or enciphered text, the inventory a reference."""

from collections.abc import Mapping
from dataclasses import dataclass, field, is_dataclass, replace
from typing import Any

from govnetgen.model.device import DeviceConfig
from govnetgen.model.secret import Secret
from govnetgen.semantics.identity import by_identity, is_item
from govnetgen.semantics.shape import field_defaults

_NOTHING: Mapping[str, frozenset[str]] = {}


@dataclass(frozen=True, slots=True)
class Held:
    """What a device holds where a reference is intended: the reference's name, and the device's secret."""

    name: str
    secret: Secret = field(repr=False)


def held_secrets(running: DeviceConfig, intended: DeviceConfig) -> tuple[Held, ...]:
    """Return what a device holds in the place of each reference."""
    aligned = _Aligned({})
    aligned.value(running, intended)
    return tuple(aligned.held)


def with_references(
    running: DeviceConfig, intended: DeviceConfig, stale: Mapping[str, frozenset[str]] = _NOTHING
) -> DeviceConfig:
    """Return the running configuration with a reference wherever the intended one has it and a text cannot be told.

    Two texts, two references, a secret that only one side has, and texts that are ``stale`` (by the reference's name)
    are left as they are, and so show as changes.
    """
    aligned = _Aligned(stale)
    found = aligned.value(running, intended)
    assert isinstance(found, DeviceConfig)
    return found


class _Aligned:
    def __init__(self, stale: Mapping[str, frozenset[str]]) -> None:
        self.stale = stale
        self.held: list[Held] = []

    def value(self, running: Any, intended: Any) -> Any:
        if running is intended or type(running) is not type(intended):
            return running
        if isinstance(running, Secret):
            if intended.is_reference and not running.is_reference:
                self.held.append(Held(intended.text, running))
                return running if running.text in self.stale.get(intended.text, ()) else intended
            return running
        if is_dataclass(running):
            return self._fields(running, intended)
        if type(running) is tuple and running and intended and is_item(type(running[0])):
            others = by_identity(intended)
            held = by_identity(running)
            new = tuple(self.value(one, others[key]) if key in others else one for key, one in held.items())
            return running if all(one is two for one, two in zip(new, running, strict=True)) else new
        return running

    def _fields(self, running: Any, intended: Any) -> Any:
        changed = {}
        for name in field_defaults(running):
            old = getattr(running, name)
            new = self.value(old, getattr(intended, name))
            if new is not old:
                changed[name] = new
        return replace(running, **changed) if changed else running


def secret_texts(config: DeviceConfig) -> frozenset[str]:
    """Return the texts of a device's secrets, but for those that are also its names for other things."""
    secrets: set[str] = set()
    others: set[str] = set()
    _gather(config, secrets, others)
    return frozenset(secrets - others)


def _gather(value: Any, secrets: set[str], others: set[str]) -> None:
    if isinstance(value, Secret):
        if not value.is_reference:
            secrets.add(value.text)
    elif isinstance(value, str):
        others.add(value)
    elif type(value) is tuple:
        for item in value:
            _gather(item, secrets, others)
    elif is_dataclass(value):
        for name in field_defaults(value):
            _gather(getattr(value, name), secrets, others)
