"""Devices that differ in a few fields from another one: realistic small changes."""

from dataclasses import fields
from functools import lru_cache
from random import Random
from typing import Any

from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.order import in_order
from strategies.cases import EXAMPLES, Case
from strategies.consistency import consistent
from strategies.walk import NONE, default_of, put, walk

DEVICES = min(EXAMPLES, 12)
"""Devices that lend their values."""


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
        if not others:
            continue  # a field without a default that no device lends a value to
        new = consistent(in_order(put(changed, (*path, field.name), random.choice(others))))
        if not case.limits(new):
            changed = new
    return changed
