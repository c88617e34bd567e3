"""Values from the inside: every dataclass in a device, by path, and what differs between two devices."""

from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from typing import Any

NONE = object()
"""What stands for the default of a field that has none."""


def default_of(field: "Field[Any]") -> object:
    """Return what a field holds when nobody sets it, NONE for a required one."""
    if field.default is not MISSING:
        return field.default
    return NONE if field.default_factory is MISSING else field.default_factory()


Step = str | int
Path = tuple[Step, ...]


def _named(value: object) -> bool:
    return is_dataclass(value) and not isinstance(value, type)


def walk(value: object, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield every dataclass value with its path, outer ones first."""
    if _named(value):
        yield path, value
        for field in fields(value):  # type: ignore[arg-type]  # mypy does not see through _named
            yield from walk(getattr(value, field.name), (*path, field.name))
    elif type(value) is tuple:
        for index, item in enumerate(value):
            yield from walk(item, (*path, index))


def put(value: Any, path: Path, new: object) -> Any:
    """Return the value with what stands at a path exchanged."""
    if not path:
        return new
    step, *rest = path
    if isinstance(step, int):
        return (*value[:step], put(value[step], tuple(rest), new), *value[step + 1 :])
    return replace(value, **{step: put(getattr(value, step), tuple(rest), new)})


def shown(path: Path) -> str:
    """Write a path as ``interfaces[2].ospf[0].cost``."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".")


def differences(left: object, right: object, path: Path = ()) -> Iterator[str]:
    """Say what differs, one line a place."""
    if left == right:
        return
    if _named(left) and type(left) is type(right):
        for field in fields(left):  # type: ignore[arg-type]  # mypy does not see through _named
            yield from differences(getattr(left, field.name), getattr(right, field.name), (*path, field.name))
    elif type(left) is tuple and type(right) is tuple and len(left) == len(right):
        for index, (one, other) in enumerate(zip(left, right, strict=True)):
            yield from differences(one, other, (*path, index))
    elif type(left) is tuple and type(right) is tuple:
        yield from (f"{shown(path)}: lost {one}" for one in left if one not in right)
        yield from (f"{shown(path)}: gained {one}" for one in right if one not in left)
    else:
        yield f"{shown(path)}: {left!r} became {right!r}"


def cuts(value: object) -> Iterator[tuple[Path, object]]:
    """Yield every way to make a value simpler, as a path and what to put there; big cuts first."""
    for path, item in walk(value):
        for field in fields(item):
            held, default = getattr(item, field.name), default_of(field)
            here = (*path, field.name)
            if default is not NONE and held != default:
                yield here, default
            if type(held) is tuple:
                yield from ((here, held[:index] + held[index + 1 :]) for index in range(len(held)))
