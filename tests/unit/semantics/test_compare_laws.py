"""Laws of the semantic diff: nothing is dropped, nothing is invented."""

from dataclasses import fields, is_dataclass, replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies.devices import devices
from strategies.sample import sample
from strategies.walk import cuts, put, walk

from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.firewall import Firewall, PolicyRule
from govnetgen.model.device.order import in_order
from govnetgen.model.device.system import System
from govnetgen.model.secret import Secret
from govnetgen.platform import FEATURES
from govnetgen.semantics import Action, Change, compare
from govnetgen.semantics.identity import by_identity, is_item
from govnetgen.semantics.vocabulary import LABELS, NOUNS

SAMPLE = 24


@pytest.fixture(scope="module")
def drawn() -> tuple[DeviceConfig, ...]:
    """Devices of all features."""
    return sample(devices(FEATURES), SAMPLE)


@pytest.fixture(scope="module")
def pairs(drawn: tuple[DeviceConfig, ...]) -> list[tuple[DeviceConfig, DeviceConfig]]:
    """A device against the next one, and against itself with one thing cut away, both ways."""
    found = list(pairwise(drawn))
    for device in drawn:
        for path, new in list(cuts(device))[::7]:
            smaller = put(device, path, new)
            found += [(device, smaller), (smaller, device)]
    return found


def test_a_device_does_not_differ_from_itself(drawn: tuple[DeviceConfig, ...]) -> None:
    assert all(compare(device, device) == () for device in drawn)


def test_there_are_changes_exactly_where_devices_differ(pairs: list[tuple[DeviceConfig, DeviceConfig]]) -> None:
    assert all(bool(compare(one, other)) == (one != other) for one, other in pairs)


def test_changes_lead_from_the_one_to_the_other(pairs: list[tuple[DeviceConfig, DeviceConfig]]) -> None:
    """Whoever has the running configuration and the changes has the intended one: nothing was dropped."""
    for one, other in pairs:
        assert apply(one, compare(one, other)) == other


def test_each_change_is_needed(pairs: list[tuple[DeviceConfig, DeviceConfig]]) -> None:
    for one, other in pairs[:SAMPLE]:
        changes = compare(one, other)
        if len(changes) <= 60:
            for left_out in changes:
                assert apply(one, tuple(c for c in changes if c is not left_out)) != other, left_out


def test_no_two_changes_say_the_same(pairs: list[tuple[DeviceConfig, DeviceConfig]]) -> None:
    for one, other in pairs[:SAMPLE]:
        changes = compare(one, other)
        assert len({(c.path, c.action) for c in changes}) == len(changes)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_order_of_rules_is_explained(data: st.DataObject) -> None:
    rules = data.draw(st.lists(st.integers(0, 20), unique=True, max_size=12))
    others = data.draw(st.permutations(rules + data.draw(st.lists(st.integers(21, 25), unique=True, max_size=3))))
    kept = others[: data.draw(st.integers(0, len(others)))]
    one, other = with_rules(rules), with_rules(kept)
    assert apply(one, compare(one, other)) == other


def test_a_swap_is_one_move() -> None:
    changes = compare(with_rules([1, 2, 3, 4]), with_rules([1, 4, 2, 3]))
    assert [(c.action, c.path[-1], c.position) for c in changes] == [(Action.MOVED, "r4", (3, 1))]


def test_both_languages_say_something_and_no_secret(pairs: list[tuple[DeviceConfig, DeviceConfig]]) -> None:
    for one, other in pairs[:SAMPLE]:
        held = {
            value.text
            for device in (one, other)
            for _, item in walk(device)
            for field in fields(item)
            if isinstance(value := getattr(item, field.name), Secret) and len(value.text) > 3
        }
        for change in compare(one, other):
            assert change.words.en and change.words.zh
            if change.path[-1] in ("secret", "authentication_secret", "privacy_secret"):
                assert not [text for text in held if text in change.words.en]


def test_everything_in_the_model_has_a_name_in_both_languages(drawn: tuple[DeviceConfig, ...]) -> None:
    kinds = {type(item) for device in drawn for _, item in walk(device)} - {DeviceConfig, Secret}
    names = {field.name for kind in kinds for field in fields(kind)} | set(FEATURES)
    assert sorted(kind.__name__ for kind in kinds - set(NOUNS)) == []
    assert sorted(names - set(LABELS)) == []


def with_rules(numbers: list[int]) -> DeviceConfig:
    """A firewall whose rules are in this order."""
    rules = tuple(PolicyRule(name=f"r{number}", permit=True) for number in numbers)
    return in_order(DeviceConfig(system=System(hostname="fw"), firewall=Firewall(rules=rules)))


def apply(device: Any, changes: tuple[Change, ...]) -> Any:
    """Make the changes: the meaning of a Change, written down once more and without the differ."""
    return _applied(device, [(change.path, change) for change in changes])


def _applied(value: Any, changes: list[tuple[tuple[str, ...], Change]]) -> Any:
    if not changes:
        return value
    here = [change for path, change in changes if not path]
    if here:
        return here[0].after
    if is_dataclass(value) and not isinstance(value, type):
        steps = {path[0] for path, _ in changes}
        return replace(
            value,
            **{
                step: _applied(getattr(value, step), [(p[1:], c) for p, c in changes if p[0] == step]) for step in steps
            },
        )
    return _applied_items(value, changes)


def _applied_items(value: tuple[Any, ...], changes: list[tuple[tuple[str, ...], Change]]) -> tuple[Any, ...]:
    items = by_identity(value)
    placed: dict[int, Any] = {}
    for key in {path[0] for path, _ in changes}:
        of_item = [(path[1:], change) for path, change in changes if path[0] == key]
        whole = [change for path, change in of_item if not path]
        inner = [(path, change) for path, change in of_item if path]
        if not whole:
            items[key] = _applied(items[key], inner)
            continue
        change = whole[0]
        new = change.after if change.action is Action.ADDED else _applied(items.pop(key), inner)
        if change.position[1] is not None:
            placed[change.position[1]] = new
    found = list(items.values())
    for position in sorted(placed):
        found.insert(position, placed[position])
    return tuple(found)


def test_items_are_what_lists_of_the_model_hold(drawn: tuple[DeviceConfig, ...]) -> None:
    """A dataclass in a list without an identity would be compared as one opaque value."""
    for device in drawn:
        for _, item in walk(device):
            for field in fields(item):
                held = getattr(item, field.name)
                if type(held) is tuple:
                    assert all(is_item(type(one)) for one in held if is_dataclass(one)), field.name
