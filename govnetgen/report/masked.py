"""Configurations whose secrets' texts are numbers: equal ones alike, different ones apart, none readable.

And lines: what a model or a word before it says is a secret is hidden wherever else it stands.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import is_dataclass, replace
from typing import Any

from govnetgen.model.device import DeviceConfig
from govnetgen.model.secret import Secret
from govnetgen.semantics.shape import field_defaults

MASK = "***"


class Masks:
    """Gives every text a number, in the order in which it is met."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}

    def config(self, config: DeviceConfig) -> DeviceConfig:
        """Return the configuration without the texts of its secrets; references stay."""
        masked = self._value(config)
        assert isinstance(masked, DeviceConfig)
        return masked

    def _value(self, value: Any) -> Any:
        if isinstance(value, Secret):
            return value if value.is_reference else self._secret(value)
        if is_dataclass(value) and not isinstance(value, type):
            held = {name: getattr(value, name) for name in field_defaults(value)}
            changed = {name: new for name, old in held.items() if (new := self._value(old)) is not old}
            return replace(value, **changed) if changed else value
        if type(value) is tuple:
            found = tuple(map(self._value, value))
            return value if all(one is two for one, two in zip(found, value, strict=True)) else found
        return value

    def _secret(self, secret: Secret) -> Secret:
        number = self._numbers.setdefault((secret.scheme, secret.text), len(self._numbers) + 1)
        return Secret(MASK if number == 1 else f"{MASK}{number}", secret.scheme)


_ANNOUNCES = re.compile(r"pass(word|phrase)?|secret|cipher|key|communit|credential|md5|\bsha[-\d]", re.IGNORECASE)
_WORDS = re.compile(r"\S+")


def without_secrets(text: str) -> str:
    """Return a line that no model knows; behind a word that announces a secret nothing is shown."""
    kept, hidden = _split(text)
    return " ".join([*kept, MASK]) if hidden else text


def _split(text: str) -> tuple[list[str], list[str]]:
    words = text.split()
    for number, word in enumerate(words):
        if _ANNOUNCES.search(word):
            return words[: number + 1], words[number + 1 :]
    return words, []


_SHORT = 5


class Hidden:
    """Hides the texts of a device's secrets in any line: those of its model, and what unread lines seem to hold."""

    def __init__(self, config: DeviceConfig, unread: Iterable[str]) -> None:
        self._texts = set(_texts(config))
        for line in unread:
            # short words and numbers behind a secret's name are how it is written, not what it is
            self._texts.update(word for word in _split(line)[1] if len(word) > _SHORT and not word.isdigit())

    def hide(self, line: str) -> str:
        """Return the line with every word that is a secret's text masked."""
        return _WORDS.sub(lambda word: MASK if word[0] in self._texts else word[0], line)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Secret):
        if not value.is_reference:
            yield value.text
    elif is_dataclass(value) and not isinstance(value, type):
        for name in field_defaults(value):
            yield from _texts(getattr(value, name))
    elif type(value) is tuple:
        for item in value:
            yield from _texts(item)
