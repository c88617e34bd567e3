"""Laws 3 and 4: a patch leads there, its rollback leads back from wherever it stopped, a second patch is empty."""

from collections.abc import Iterator
from functools import lru_cache
from random import Random

import pytest
from interpreters.booted import device_of, difference, same
from interpreters.machine import Refused
from strategies.cases import EXAMPLES, Case, cases
from strategies.mutants import DEVICES, mutant

from govnetgen.configtree import ConfigTree
from govnetgen.configtree.patch import Patch, patch
from govnetgen.model.device import DeviceConfig

PATCHED = tuple(one for one in cases() if one.platform.patch_rules and one.platform.patch_rules.by_line)
EVERY = pytest.mark.parametrize("case", PATCHED, ids=repr)
CHOICE = min(EXAMPLES, 24)
"""Devices of which those that hang together are taken."""
STOPS = 4
"""Lines after which a patch is stopped, a pair."""
MUTANTS = 2
"""Changed devices, a device."""


@lru_cache
def pairs(case: Case) -> tuple[tuple[ConfigTree, ConfigTree], ...]:
    """Running and intended trees: small changes, and changes to quite another device."""
    return tuple(_pairs(case))


def _pairs(case: Case) -> Iterator[tuple[ConfigTree, ConfigTree]]:
    random = Random(7)
    devices = [one for one in case.devices(CHOICE) if hangs_together(case, one)][:DEVICES]
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
