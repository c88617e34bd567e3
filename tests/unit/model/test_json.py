"""Every value in the middle is JSON: nothing raises, nothing that is set is missing."""

import json
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from hypothesis import given
from strategies.devices import devices

from govnetgen.model.address import NumberRange, Prefix
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.acl import Direction
from govnetgen.model.json import to_json
from govnetgen.platform import FEATURES


def _agrees(value: Any, shown: Any) -> bool:
    if is_dataclass(value) and isinstance(shown, dict):
        held = {one.name: getattr(value, one.name) for one in fields(value)}
        expected = {name for name, item in held.items() if item is not None and item != ()}
        return set(shown) == expected and all(_agrees(held[name], shown[name]) for name in shown)
    if type(value) is tuple:
        return len(value) == len(shown) and all(map(_agrees, value, shown))
    return shown == value or shown == str(value)


@given(device=devices(FEATURES))
def test_a_device_is_json_and_everything_set_is_in_it(device: DeviceConfig) -> None:
    shown = to_json(device)
    assert json.loads(json.dumps(shown)) == shown
    assert _agrees(device, shown)


def test_leaves_are_text() -> None:
    assert to_json((Prefix.parse("10.0.0.0/8"), NumberRange(1, 2), Direction.IN, None)) == [
        "10.0.0.0/8",
        "1-2",
        "in",
        None,
    ]
    assert to_json({1: frozenset({"a"})}) == {"1": ["a"]}


def test_what_has_no_json_form_is_a_bug_and_says_so() -> None:
    with pytest.raises(TypeError, match="bytes has no JSON form"):
        to_json(b"")
