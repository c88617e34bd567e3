"""Every value in the middle as JSON: dataclasses become objects, addresses text, secrets masks."""

from dataclasses import fields, is_dataclass
from enum import Enum
from functools import lru_cache
from typing import Any

from govnetgen.model.address import Address, AddressRange, InterfaceAddress, NumberRange, Prefix
from govnetgen.model.secret import Secret

_TEXT = (Address, Prefix, InterfaceAddress, AddressRange, NumberRange, Secret)


@lru_cache(maxsize=1024)
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))


def to_json(value: object) -> Any:
    """Return plain lists, dicts, text and numbers; fields that hold nothing (None or empty) are left out."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, _TEXT):
        return str(value)
    if isinstance(value, dict):
        return {str(key): to_json(item) for key, item in value.items()}
    if isinstance(value, tuple | list | frozenset):
        return [to_json(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        found = {name: getattr(value, name) for name in _names(type(value))}
        return {name: to_json(item) for name, item in found.items() if item is not None and item != ()}
    raise TypeError(f"{type(value).__name__} has no JSON form")
