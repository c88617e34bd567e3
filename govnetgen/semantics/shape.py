"""The fields of the model's dataclasses, looked up once a kind."""

from dataclasses import fields
from functools import cache
from typing import Any


def field_defaults(item: object) -> dict[str, object]:
    """Return the names of a dataclass value's fields, in order, each with its default."""
    kind: Any = type(item)
    return _defaults(kind)


@cache
def _defaults(kind: Any) -> dict[str, object]:
    return {one.name: one.default for one in fields(kind)}
