"""Patches against devices that govnetgen never configured: every command is explained by meaning.

Over every capture at hand, and over generated devices with foreign lines mixed in.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from random import Random

import pytest
from interpreters.booted import device_of, difference, same
from interpreters.machine import Refused
from strategies.cases import CORPUS, Case, cases
from strategies.mutants import DEVICES, mutant

from govnetgen.configtree import ConfigTree, Line, print_tree
from govnetgen.configtree.compare import Comparer, Comparison, Pair
from govnetgen.configtree.names import names_of
from govnetgen.configtree.patch import Patch, patch
from govnetgen.platform import Reading
from govnetgen.render import TemplateFailure
from govnetgen.workflow.normal import normal

LANGUAGES = ("huawei_vrp", "ruijie_rgos")
MUTANTS = 3
"""Changed devices, a capture."""


def captures() -> list[Path]:
    found = [sorted((CORPUS / one).iterdir()) for one in LANGUAGES if (CORPUS / one).is_dir()]
    return [file for files in found for file in files]


def test_captures_are_at_hand() -> None:
    if not captures():
        pytest.skip("the captures are not part of this repository: the laws over them did not run")


EVERY = pytest.mark.parametrize("case", [one for one in cases() if one.platform.name in LANGUAGES], ids=repr)
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


def differing(comparison: Comparison) -> Iterator[Pair]:
    for pair in comparison.pairs:
        if pair.same:
            yield from differing(pair.below)
        else:
            yield pair


def fails(case: Case, running: ConfigTree, reading: Reading, intended: ConfigTree) -> str:
    """Say how a patch of a foreign device breaks the law, if it does."""
    assert case.platform.patch_rules is not None
    rules = case.platform.patch_rules
    found = patched(case, running, intended)
    sent = "\n".join(found.commands)
    unknown = {line.text for top in reading.unread for line in top.walk()}
    names = names_of(found.target, rules)
    # what belongs to an account or a neighbour goes with it, whoever wrote it
    with_others = {
        line.text
        for name, places in names_of(running, rules).going.items()
        if name not in names.defines
        for _, line in places
    }
    # an intended line takes the place of what the device can hold only once
    comparer = Comparer(rules)
    done = comparer.compare(running.lines, found.target.lines, rules.rules)
    overwritten = {one.old.line.text for one in differing(done) if one.old is not None and one.new is not None}
    lost = unknown - with_others - overwritten - {line.text for line in found.target.walk()}
    if lost:
        return f"unread lines go: {sorted(lost)}\n{sent}"
    left = comparer.compare(ours(case, found.target).lines, ours(case, intended).lines, rules.rules)
    # a port that is not intended is left as ports are by default; a block stays for what others put into it
    staying = {one.text for one in found.target.walk() if any(each.text in unknown for each in one.walk())}
    kept = any("it stays" in one.why for one in found.forced)
    wrong = [
        one.statement.line
        for one in differing(left)
        if one.new is not None or not (kept or one.statement.rule.permanent or one.statement.line.text in staying)
    ]
    if wrong:
        return f"the result means something else: {wrong[:3]}\n{sent}"
    device = device_of(case, running)
    try:
        device.take_all(found.commands)
        if not same(case, device, device_of(case, found.target)):
            return f"the patch leads elsewhere\n{sent}{difference(device, device_of(case, found.target))}"
        device.take_all(found.rollback)
    except Refused as refused:
        return f"refused: {refused}"
    if not same(case, device, device_of(case, running)):
        return f"the rollback leads elsewhere\n{sent}{difference(device, device_of(case, running))}"
    again = patched(case, found.target, intended)
    return "" if not again.steps else "a second patch is not empty:\n" + "\n".join([sent, "--", *again.commands])


@EVERY_CAPTURE
def test_a_capture_against_its_own_rendering_asks_for_nothing_but_what_no_meaning_tells(file: Path) -> None:
    case, tree, _ = held(file)
    written = ours(case, tree)
    found = patched(case, tree, written)
    for path in set(paths(found.target)) - set(paths(tree)):
        assert path in set(paths(ours(case, without(written, path)))), f"{path} says something"
    assert case.platform.patch_rules is not None
    leave = case.platform.patch_rules.leave
    sent = {line.strip() for line in found.commands} - {leave}
    assert sent <= {line.text for line in (*tree.walk(), *written.walk())}, "something is taken away"


def without(tree: ConfigTree, gone: tuple[str, ...]) -> ConfigTree:
    def left(lines: tuple[Line, ...], around: tuple[str, ...]) -> Iterator[Line]:
        for line in lines:
            if (*around, line.text) != gone:
                yield replace(line, children=tuple(left(line.children, (*around, line.text))))

    return ConfigTree(tuple(left(tree.lines, ())))


@EVERY_CAPTURE
def test_a_changed_meaning_changes_what_says_it_and_nothing_else(file: Path) -> None:
    case, tree, reading = held(file)
    random = Random(11)
    for _ in range(MUTANTS):
        intended = case.parse(case.render(mutant(case, reading.device, random)))
        why = fails(case, tree, reading, intended)
        if why:
            pytest.fail(f"{case!r}: {why}", pytrace=False)


# Generated devices with lines of others mixed in.

FOREIGN = {
    "huawei_vrp": (
        ("dns server 192.0.2.53",),
        ("assign trunk-group 64",),
        ("aaa", "authentication-scheme spare"),
        ("aaa", "undo user-password complexity-check"),
        ("ospf 4000", "area 0.0.0.9", "network 192.0.2.0 0.0.0.255"),
        ("user-interface con 0", "idle-timeout 0 0"),
        ("interface", "port-isolate enable group 1"),
        ("interface", "jumboframe enable 9216"),
    ),
    "ruijie_rgos": (
        ("ip name-server 192.0.2.53",),
        ("errdisable recovery interval 300",),
        ("ip access-list standard spare", "5 permit any log"),
        ("line console 0", "speed 115200"),
        ("interface", "storm-control broadcast level 1"),
        ("interface", "no lldp transmit"),
    ),
}
"""Lines that no reader understands, that mean nothing here, or that are in other words; ``interface`` is any one."""


def with_foreign_lines(case: Case, tree: ConfigTree, random: Random) -> ConfigTree:
    """The configuration with lines that others wrote."""
    lines = list(tree.lines)
    for head, *below in random.sample(FOREIGN[case.platform.name], 4):
        ports = [line.text for line in lines if line.text.startswith("interface ")]
        if head == "interface":
            if not ports:
                continue
            head = random.choice(ports)
        added: tuple[Line, ...] = ()
        for text in reversed(below):
            added = (Line(text, added),)
        found = next((index for index, line in enumerate(lines) if line.text == head), None)
        if found is None:
            lines.insert(random.randint(0, len(lines) - 1), Line(head, added))
        else:
            lines[found] = Line(head, lines[found].children + added)
    # numbers as a device's own text has them
    return case.parse(print_tree(ConfigTree(tuple(lines)), case.platform.syntax))


@EVERY
def test_lines_of_others_stay_and_the_rest_changes(case: Case) -> None:
    random = Random(5)
    for device in case.devices(DEVICES)[:6]:
        plain = case.parse(case.render(device))
        running = with_foreign_lines(case, plain, random)
        reading = case.platform.read(running, case.dialect)
        for aim in (device, mutant(case, device, random)):
            intended = case.parse(case.render(aim))
            if not holds(case, running) or not holds(case, intended):
                continue
            why = fails(case, running, reading, intended)
            if why:
                pytest.fail(why, pytrace=False)


@EVERY
def test_where_nobody_else_wrote_the_patch_is_the_plain_one(case: Case) -> None:
    assert case.platform.patch_rules is not None
    random = Random(6)
    for device in case.devices(DEVICES)[:6]:
        running, intended = (case.parse(case.render(one)) for one in (device, mutant(case, device, random)))
        assert patched(case, running, intended).commands == patch(running, intended, case.platform.patch_rules).commands


def holds(case: Case, tree: ConfigTree) -> bool:
    """Whether a device could hold this: no name twice, nothing that is referred to is missing."""
    booted = device_of(case, tree)
    return not booted.faults and not booted.odd
