"""Configurations whose secrets' texts are numbers: equal ones alike, different ones apart, none readable."""

from dataclasses import is_dataclass, replace
from typing import Any

from govnetgen.configtree.masking import MASK
from govnetgen.model.device import DeviceConfig
from govnetgen.model.secret import Secret
from govnetgen.semantics.shape import field_defaults


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
