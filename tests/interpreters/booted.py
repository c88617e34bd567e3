"""Devices of a platform, booted with a configuration, and whether two of them hold the same."""

import importlib
from collections.abc import Iterator
from typing import Any

from strategies.cases import Case

from govnetgen.configtree import ConfigTree
from govnetgen.configtree.masking import masked_key
from interpreters.machine import Device


def device_of(case: Case, tree: ConfigTree) -> Device:
    """A strict device of the platform that booted with a configuration."""
    booted: Device = importlib.import_module(f"interpreters.{case.platform.name}").device(tree)
    return booted


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
