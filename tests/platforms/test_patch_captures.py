"""Patches against devices that govnetgen never configured: every command is explained by meaning.

Over every capture at hand, and over generated devices with foreign lines mixed in.
"""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from random import Random

import pytest
from interpreters.booted import device_of, same
from interpreters.machine import Refused
from strategies.cases import CORPUS, Case, cases
from strategies.mutants import mutant

from govnetgen.configtree import ConfigTree, Line
from govnetgen.configtree.compare import Comparer
from govnetgen.configtree.patch import Patch, patch
from govnetgen.platform import Reading
from govnetgen.render import TemplateFailure
from govnetgen.workflow.normal import normal

LANGUAGES = ("huawei_vrp", "ruijie_rgos")
MUTANTS = 6
"""Changed devices, a capture."""


def captures() -> list[Path]:
    found = [sorted((CORPUS / one).iterdir()) for one in LANGUAGES if (CORPUS / one).is_dir()]
    return [file for files in found for file in files]


def test_captures_are_at_hand() -> None:
    if not captures():
        pytest.skip("the captures are not part of this repository: the laws over them did not run")


EVERY_CAPTURE = pytest.mark.parametrize("file", captures(), ids=lambda one: one.name)


@lru_cache
def held(file: Path) -> tuple[Case, ConfigTree, Reading]:
    """A capture, in the dialect that leaves the fewest lines unread and shares most lines with it."""
    text = file.read_text(encoding="utf-8", errors="replace")
    found = []
    for case in cases():
        if case.platform.name == file.parent.name:
            tree = case.parse(text)
            reading = case.platform.read(tree, case.dialect)
            try:
                written = ours(case, tree)
            except TemplateFailure:
                continue  # a port that this family does not have
            unread = sum(1 for line in reading.unread for _ in line.walk())
            shared = len({one.text for one in tree.lines} & {one.text for one in written.lines})
            found.append(((unread, -shared), (case, tree, reading)))
    return min(found, key=lambda one: one[0])[1]


def ours(case: Case, tree: ConfigTree) -> ConfigTree:
    return normal(case.platform, case.dialect, case.renderer)(tree)


def patched(case: Case, running: ConfigTree, intended: ConfigTree) -> Patch:
    assert case.platform.patch_rules is not None
    unread = case.platform.read(running, case.dialect).unread
    return patch(
        running, intended, case.platform.patch_rules, unread, normal(case.platform, case.dialect, case.renderer)
    )


def paths(tree: ConfigTree) -> Iterator[tuple[str, ...]]:
    def below(lines: tuple[Line, ...], around: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        for line in lines:
            yield (*around, line.text)
            yield from below(line.children, (*around, line.text))

    return below(tree.lines, ())


def fails(case: Case, running: ConfigTree, reading: Reading, intended: ConfigTree) -> str:
    """Say how a patch of a foreign device breaks the law, if it does."""
    assert case.platform.patch_rules is not None
    rules = case.platform.patch_rules
    found = patched(case, running, intended)
    sent = "\n".join(found.commands)
    unknown = {line.text for top in reading.unread for line in top.walk()}
    lost = unknown - {line.text for line in found.target.walk()}
    if lost:
        return f"unread lines go: {sorted(lost)}\n{sent}"
    comparer = Comparer(rules)
    left = comparer.compare(ours(case, found.target).lines, intended.lines, rules.rules)
    # a port that is not intended is left as ports are by default; a block stays for what others put into it
    staying = {line.text for line in found.target.lines if all(one.text in unknown for one in line.children)}
    wrong = [
        one.statement.line
        for one in left.pairs
        if one.new is not None
        or not (
            any("it stays" in each.why for each in found.forced)
            or one.statement.rule.permanent
            or one.statement.line.text in staying
        )
    ]
    if wrong:
        return f"the result means something else: {wrong[:3]}\n{sent}"
    device = device_of(case, running)
    try:
        device.take_all(found.commands)
        if not same(case, device, device_of(case, found.target)):
            return f"the patch leads elsewhere\n{sent}"
        device.take_all(found.rollback)
    except Refused as refused:
        return f"refused: {refused}"
    if not same(case, device, device_of(case, running)):
        return f"the rollback leads elsewhere\n{sent}"
    again = patched(case, found.target, intended)
    return "" if not again.steps else "a second patch is not empty:\n" + "\n".join([sent, "--", *again.commands])


@EVERY_CAPTURE
def test_a_capture_against_its_own_rendering_asks_for_nothing(file: Path) -> None:
    case, tree, _ = held(file)
    assert patched(case, tree, ours(case, tree)).commands == ()


@EVERY_CAPTURE
def test_a_changed_meaning_changes_what_says_it_and_nothing_else(file: Path) -> None:
    case, tree, reading = held(file)
    random = Random(11)
    for _ in range(MUTANTS):
        intended = case.parse(case.render(mutant(case, reading.device, random)))
        why = fails(case, tree, reading, intended)
        if why:
            pytest.fail(f"{case!r}: {why}", pytrace=False)
