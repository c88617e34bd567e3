"""What pydantic complains about, in the words of the person who wrote the file and at the place where it is."""

import types
from collections.abc import Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, RootModel, ValidationError
from pydantic_core import ErrorDetails

from govnetgen.diagnostics import Collector, Location, did_you_mean
from govnetgen.inventory.inventory import Places
from govnetgen.source.excerpt import may_be_secret
from govnetgen.source.yaml import Path

M = TypeVar("M", bound=BaseModel)

_EXPECTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
}
_LIMITS = {
    "greater_than_equal": ("ge", "at least"),
    "less_than_equal": ("le", "at most"),
}


def validated(model: type[M], value: object, places: Places, path: Path, found: Collector) -> M | None:
    """Return a value as its model, or None with a diagnostic for each thing that is wrong with it."""
    try:
        return model.model_validate(value)
    except ValidationError as problem:
        errors = problem.errors(include_url=False)
        misspelt = [one["loc"] for one in errors if one["type"] == "extra_forbidden"]
        for one in errors:
            if one["type"] != "missing" or not any(_is_near(one["loc"], other) for other in misspelt):
                _complain(model, one, places, path, found)
        return None


def _is_near(missing: Path, other: Path) -> bool:
    """Tell whether a key that is missing was written, but misspelt."""
    return missing[:-1] == other[:-1] and bool(get_close_matches(str(missing[-1]), [str(other[-1])]))


def salvaged(model: type[M], value: dict[str, Any]) -> M | None:
    """Return what remains of a file when its wrong keys are left out, so that the rest can still be looked at."""
    try:
        return model.model_validate(value)
    except ValidationError as problem:
        wrong = {one["loc"][0] for one in problem.errors() if one["loc"]}
    remaining = {key: item for key, item in value.items() if key not in wrong}
    try:
        return model.model_validate(remaining) if remaining != value else None
    except ValidationError:
        return None


def _complain(model: type[BaseModel], one: ErrorDetails, places: Places, path: Path, found: Collector) -> None:
    inside = tuple(part for part in one["loc"] if part != "[key]")
    whole = (*path, *inside)
    kind, about = one["type"], one.get("ctx", {})
    is_key = "[key]" in one["loc"] or kind == "extra_forbidden"
    place = places.locate(whole, key=is_key)
    if kind == "notation":
        found.error(about["code"], about["message"], place, hint=about["hint"])
    elif kind == "extra_forbidden":
        _unknown_key(model, inside, place, found)
    elif kind == "missing":
        _missing(model, inside, places.locate(whole[:-1], key=True), found)
    elif kind in _EXPECTED:
        code, message, hint = _wrong_type(
            _EXPECTED[kind], one["input"], str(inside[-1]) if inside else "", places.written(whole)
        )
        found.error(code, message, place, hint=hint)
    elif kind in ("enum", "literal_error"):
        _not_one_of(one["input"], about["expected"], _description(model, inside), place, found)
    elif kind in _LIMITS:
        name, words = _LIMITS[kind]
        found.error("bad-value", f"{one['input']} is out of range", place, hint=f"{words} {about[name]}")
    elif kind in ("too_short", "too_long"):
        limit = about.get("min_length", about.get("max_length"))
        words = "at least" if kind == "too_short" else "at most"
        found.error("bad-value", f"{about['actual_length']} items are listed", place, hint=f"list {words} {limit}")
    elif kind == "string_pattern_mismatch":
        found.error("bad-value", f"{one['input']!r} is not in the right form", place, hint=_description(model, inside))
    else:
        found.error("bad-value", one["msg"], place, hint=_description(model, inside))


def _unknown_key(model: type[BaseModel], inside: Path, place: Location, found: Collector) -> None:
    hint = did_you_mean(str(inside[-1]), fields(model, inside[:-1]))
    found.error("unknown-key", f"unknown key {str(inside[-1])!r}", place, hint=hint)


def _missing(model: type[BaseModel], inside: Path, place: Location, found: Collector) -> None:
    found.error(
        "missing-key", f"{str(inside[-1])!r} is missing", place, hint=f"add {inside[-1]}: {_description(model, inside)}"
    )


def _wrong_type(expected: str, value: object, key: str, written: str) -> tuple[str, str, str]:
    hidden = isinstance(value, str) and may_be_secret(key)
    message = f"expected {expected}, found {'text' if hidden else describe(value)}"
    hint = f"write {expected}"
    if expected == "text" and isinstance(value, int | float):
        kind = "truth value" if isinstance(value, bool) else "number"
        hint = f'YAML reads this as a {kind}: quote it, "{written}"'
    elif expected == "a list" and isinstance(value, str | int):
        hint = "put it in brackets" if hidden else f"write [{written}]"
    elif expected == "a whole number" and isinstance(value, float):
        hint = "write it without a dot; an AS number in dot notation a.b is a × 65536 + b"
    elif expected == "a whole number" and isinstance(value, str) and value.isdigit():
        hint = "write it without quotes and leading zeros"
    elif value is None:
        hint = "write its content, or remove the key"
    return "wrong-type", message, hint


def describe(value: object) -> str:
    """Return words for a value as YAML read it."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"the truth value {str(value).lower()}"
    if isinstance(value, int | float):
        return f"the number {value}"
    if isinstance(value, str):
        return f"the text {value[:40]!r}" + ("…" if len(value) > 40 else "")
    return "a list" if isinstance(value, list) else "a mapping"


def _not_one_of(value: object, expected: str, description: str, place: Location, found: Collector) -> None:
    known = [part.strip(" '") for part in expected.replace(" or ", ", ").split(",")]
    hint = did_you_mean(str(value), known)
    if hint.startswith("known"):
        hint = f"this is {description}"  # the message lists what is known
    shown = repr(value) if isinstance(value, str) else describe(value)
    found.error("bad-value", f"{shown} is not one of {', '.join(known)}", place, hint=hint)


def _description(model: type[BaseModel], inside: Path) -> str:
    return fields(model, inside[:-1]).get(str(inside[-1]) if inside else "", "see docs/inventory.md")


def fields(model: type[BaseModel], inside: Path) -> Mapping[str, str]:
    """Return the keys that may be written at a path inside a model, with their descriptions."""
    annotation: Any = model
    for part in inside:
        annotation = _step(annotation, part)
    at = _model(annotation)
    return {} if at is None else _keys(at)


@lru_cache(maxsize=256)
def _keys(model: type[BaseModel]) -> Mapping[str, str]:
    return {one.alias or name: one.description or "" for name, one in model.model_fields.items()}


def _step(annotation: Any, part: str | int) -> Any:
    model = _model(annotation)
    if model is not None:
        if issubclass(model, RootModel):
            return _step(model.model_fields["root"].annotation, part)
        by_key = {one.alias or name: one.annotation for name, one in model.model_fields.items()}
        return by_key.get(str(part))
    for one in _alternatives(annotation):
        arguments = get_args(one)
        if get_origin(one) in (list, dict) and arguments:
            return arguments[-1]
    return None


def _model(annotation: Any) -> type[BaseModel] | None:
    for one in _alternatives(annotation):
        if isinstance(one, type) and issubclass(one, BaseModel):
            return one
    return None


def _alternatives(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) if get_origin(annotation) in (Union, types.UnionType) else (annotation,)
