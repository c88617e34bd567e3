"""Laws 3 and 4: a patch leads there, its rollback leads back from wherever it stopped, a second patch is empty."""

import importlib
from collections.abc import Iterator
from dataclasses import fields
from functools import lru_cache
from random import Random
from typing import Any

import pytest
from interpreters.machine import Device, Refused
from strategies.cases import EXAMPLES, Case, cases
from strategies.consistency import consistent
from strategies.walk import NONE, default_of, put, walk

from govnetgen.configtree import ConfigTree
from govnetgen.configtree.masking import masked_key
from govnetgen.configtree.patch import Patch, patch
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.order import in_order

PATCHED = tuple(one for one in cases() if one.platform.patch_rules and not one.platform.patch_rules.by_section)
EVERY = pytest.mark.parametrize("case", PATCHED, ids=repr)
STOPS = 4
"""Lines after which a patch is stopped, a pair."""
MUTANTS = 2
"""Changed devices, a device."""
DEVICES = min(EXAMPLES, 15)


def device_of(case: Case, tree: ConfigTree) -> Device:
    """A strict device of the platform that booted with a configuration."""
    booted: Device = importlib.import_module(f"interpreters.{case.platform.name}").device(tree)
    return booted


@lru_cache
def known(case: Case) -> dict[tuple[type, str], list[Any]]:
    """Values that fields of the model take somewhere."""
    found: dict[tuple[type, str], list[Any]] = {}
    for device in case.devices(DEVICES):
        for _, item in walk(device):
            for field in fields(item):
                values = found.setdefault((type(item), field.name), [])
                if len(values) < 40 and getattr(item, field.name) not in values:
                    values.append(getattr(item, field.name))
    return found


def mutant(case: Case, device: DeviceConfig, random: Random) -> DeviceConfig:
    """The device with a few fields changed."""
    changed = device
    for _ in range(random.randint(1, 4)):
        places = [(path, item, field) for path, item in walk(changed) for field in fields(item)]
        path, item, field = random.choice(places)
        default = default_of(field)
        others = [*([] if default is NONE else [default]), *known(case).get((type(item), field.name), ())]
        held = getattr(item, field.name)
        if type(held) is tuple and held and random.random() < 0.6:
            gone = random.randrange(len(held))
            others = [held[:gone] + held[gone + 1 :], tuple(random.sample(held, len(held)))]
        new = consistent(in_order(put(changed, (*path, field.name), random.choice(others))))
        if not case.limits(new):
            changed = new
    return changed


@lru_cache
def pairs(case: Case) -> tuple[tuple[ConfigTree, ConfigTree], ...]:
    """Running and intended trees: small changes, and changes to quite another device."""
    return tuple(_pairs(case))


def _pairs(case: Case) -> Iterator[tuple[ConfigTree, ConfigTree]]:
    random = Random(7)
    devices = [one for one in case.devices(DEVICES) if hangs_together(case, one)]
    for index, device in enumerate(devices):
        running = case.parse(case.render(device))
        changed = [mutant(case, device, random) for _ in range(MUTANTS)]
        for one in (*changed, devices[index - 1]):
            if hangs_together(case, one):
                yield running, case.parse(case.render(one))


def hangs_together(case: Case, device: DeviceConfig) -> bool:
    """Whether a device could hold this at all: no name twice, nothing that is referred to is missing."""
    booted = device_of(case, case.parse(case.render(device)))
    return not booted.faults and not booted.odd


def patched(case: Case, running: ConfigTree, intended: ConfigTree) -> Patch:
    assert case.platform.patch_rules is not None
    return patch(running, intended, case.platform.patch_rules)


def fails(case: Case, running: ConfigTree, intended: ConfigTree, stops: int) -> str:
    """Say how a pair breaks law 3, if it does."""
    found = patched(case, running, intended)
    device = device_of(case, running)
    try:
        device.take_all(found.commands)
    except Refused as refused:
        return f"patch refused: {refused}"
    if not same(case, device, device_of(case, intended)):
        return (
            "the patch leads elsewhere:\n" + "\n".join(found.commands) + difference(device, device_of(case, intended))
        )
    lengths = sorted({len(found.steps), *Random(3).sample(range(len(found.steps) + 1), min(stops, len(found.steps)))})
    for length in lengths:
        device = device_of(case, running)
        sent = [line for line, done in found.lines if done <= length]
        try:
            for line in sent:
                device.take(line)
            del device.path[1:]
            device.take_all(found.rollback_of(length))
        except Refused as refused:
            return f"rollback after {length} refused: {refused}\nof\n" + "\n".join(sent)
        if not same(case, device, device_of(case, running)):
            return (
                f"the rollback of {length} leads elsewhere:\n"
                + "\n".join([*sent, "--", *found.rollback_of(length)])
                + difference(device, device_of(case, running))
            )
    return ""


def same(case: Case, one: Device, other: Device) -> bool:
    """Whether two devices hold the same; a reference stands for any secret."""
    if one.state == other.state:
        return True
    left, right = ("\n".join(sorted(paths(each.state))) for each in (one, other))
    if "<secret:" not in left + right:
        return False
    assert case.platform.patch_rules is not None
    secrets = case.platform.patch_rules.secrets
    masked = [sorted(masked_key(line, secrets) for line in each.split("\n")) for each in (left, right)]
    return masked[0] == masked[1]


def difference(one: Device, other: Device) -> str:
    """What two devices hold that the other does not."""
    left, right = (set(paths(each.state)) for each in (one, other))
    return f"\nhas {sorted(left - right)}\nlacks {sorted(right - left)}"


def paths(state: Any, lead: str = "") -> Iterator[str]:
    """Every line of a state with the blocks around it."""
    held, order = state
    yield f"{lead}order {order}"
    for slot, (text, below) in held.items():
        yield f"{lead}{slot}: {text}"
        if below is not None:
            yield from paths(below, f"{lead}{slot} / ")


@EVERY
def test_law_3_a_patch_leads_there_and_back_from_everywhere(case: Case) -> None:
    for running, intended in pairs(case):
        why = fails(case, running, intended, STOPS)
        if why:
            pytest.fail(why, pytrace=False)


@EVERY
def test_law_4_a_second_patch_is_empty(case: Case) -> None:
    for running, _ in pairs(case):
        assert patched(case, running, running).steps == ()


@EVERY
def test_the_same_input_gives_the_same_patch(case: Case) -> None:
    for running, intended in pairs(case)[:12]:
        assert patched(case, running, intended).commands == patched(case, running, intended).commands
