"""The laws that every platform keeps, in every dialect."""

import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path as FilePath
from pickle import dumps
from typing import Any

import pytest
from hypothesis import given
from strategies.cases import CORPUS, EVERY, EXAMPLES, NAMES, Case, captures, cases, load, minimal, ports_of
from strategies.consistency import consistent
from strategies.trees import trees
from strategies.walk import NONE, Path, default_of, differences, put, shown, walk

from govnetgen.configtree import Line, Syntax, parse_tree, print_tree
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.order import in_order
from govnetgen.platform import platforms
from govnetgen.render import Renderer, TemplateFailure


@pytest.mark.parametrize("name", NAMES)
def test_every_platform_loads(name: str) -> None:
    platform = load(name)
    assert platform.name == name
    assert platform.default_dialect in platform.dialects
    assert all(key == one.name for key, one in platform.dialects.items())


def test_every_platform_is_found() -> None:
    assert set(NAMES) <= set(platforms())


# Law 1: printing then parsing gives the tree back; nothing of a capture is dropped.


def vocabulary(case: Case) -> tuple[tuple[str, ...], tuple[Line, ...]]:
    """Lines that the platform writes itself, plain ones and those with a block."""
    found = [line for device in case.devices(EXAMPLES) for line in case.parse(case.render(device)).walk()]
    plain = tuple(dict.fromkeys(line.text for line in found if not line.block))
    blocks = tuple(dict.fromkeys(Line(line.text, block=line.block) for line in found if line.block))
    return plain, blocks


@EVERY
def test_law_1_generated_trees_survive_printing(case: Case) -> None:
    plain, blocks = vocabulary(case)
    syntax = case.platform.syntax

    @given(tree=trees(syntax, plain, blocks))
    def holds(tree: Any) -> None:
        assert parse_tree(print_tree(tree, syntax), syntax) == tree

    holds()


def dropped(text: str, syntax: Syntax) -> Iterator[str]:
    """The words of lines that the tree need not hold."""
    closing = {one.text for one in syntax.closers} | {syntax.separator} | ({"}"} if syntax.braces else set())
    for raw in re.split(r"\r\n|\r|\n", text):
        line = raw.strip()
        if line in closing or (syntax.comment is not None and syntax.comment.match(line)):
            yield from line.split()


def syntaxes(syntax: Syntax) -> Iterator[Syntax]:
    """The syntax and those of its sections."""
    yield syntax
    for section in syntax.sections:
        yield from syntaxes(section.syntax)


def test_captures_are_at_hand() -> None:
    if not CORPUS.is_dir():
        pytest.skip("the captures are not part of this repository: the laws over them did not run")
    assert captures()


@pytest.mark.parametrize(("name", "file"), captures())
def test_law_1_captures_survive_printing_and_nothing_is_dropped(name: str, file: FilePath) -> None:
    syntax = load(name).syntax
    text = file.read_text(encoding="utf-8", errors="replace")
    tree = parse_tree(text, syntax)
    assert parse_tree(print_tree(tree, syntax), syntax) == tree
    held = Counter(word for line in tree.walk() for part in (line.text, *line.block) for word in part.split())
    lost = Counter(text.split()) - held
    allowed: Counter[str] = Counter()
    for one in syntaxes(syntax):
        allowed |= Counter(dropped(text, one))
    assert not lost - allowed


# Law 2: what is rendered reads back as the same meaning, and no line is left unread.


def loss(case: Case, device: DeviceConfig) -> list[str]:
    """What a device loses on the way to text and back."""
    try:
        text = case.render(device)
    except TemplateFailure as failure:
        return [f"rendering fails: {failure}"]
    reading = case.read(text)
    unread = [f"unread: {line.text!r} (line {line.number})" for line in reading.unread]
    return [*differences(device, reading.device), *unread]


def report(case: Case, device: DeviceConfig) -> str:
    """A failing device for a person: what is lost, what is set, and the text."""
    try:
        text = case.render(device)
    except TemplateFailure as failure:
        text = str(failure)
    held = [
        f"  {shown((*path, field.name))} = {getattr(item, field.name)!r}"
        for path, item in walk(device)
        for field in fields(item)
        if getattr(item, field.name) != default_of(field) and not list(walk(getattr(item, field.name)))
    ]
    parts = (f"{case!r}", *loss(case, device), "with", *held, "rendered as", text)
    return "\n".join(parts)


@EVERY
def test_law_2_reading_gives_back_what_was_rendered(case: Case) -> None:
    for device in case.devices(EXAMPLES):
        if loss(case, device):
            smallest = minimal(device, lambda one: not case.limits(one) and bool(loss(case, one)))
            pytest.fail(report(case, smallest), pytrace=False)


# Law 5: every field that is set shows in the text, or is a Limit.

TRIES = 3
"""How often each field of the model is changed."""


Key = tuple[type, str]


def changes(device: DeviceConfig, known: dict[Key, list[Any]]) -> Iterator[tuple[Path, Key, Any]]:
    """Every other value that a field of the device may take: its default, then what was seen elsewhere."""
    for path, item in walk(device):
        for field in fields(item):
            key = (type(item), field.name)
            default = default_of(field)
            others = [*([] if default is NONE else [default]), *known[key]]
            held = getattr(item, field.name)
            yield from (((*path, field.name), key, one) for one in dict.fromkeys(others) if one != held)


def says_nothing(case: Case, device: DeviceConfig, changed: DeviceConfig) -> str | None:
    """Tell how a change is lost, if it is."""
    if case.limits(changed):
        return None
    try:
        return "the text does not change" if case.render(changed) == case.render(device) else None
    except TemplateFailure as failure:
        return f"no Limit, but rendering fails: {failure}"


@EVERY
def test_law_5_every_field_shows_or_is_a_limit(case: Case) -> None:
    chosen = case.devices(EXAMPLES)
    known: dict[Key, list[Any]] = defaultdict(list)
    for device in chosen:
        for _, item in walk(device):
            for field in fields(item):
                values = known[type(item), field.name]
                if len(values) < 4 and getattr(item, field.name) not in values:
                    values.append(getattr(item, field.name))
    tried: Counter[Key] = Counter()
    silent: dict[Key, str] = {}
    for device in chosen:
        for path, key, new in changes(device, known):
            if tried[key] >= TRIES:
                continue
            changed = in_order(put(device, path, new))
            if changed == device or consistent(changed) != changed:
                continue
            tried[key] += 1
            why = says_nothing(case, device, changed)
            if why is not None:
                silent.setdefault(key, f"{why}: " + "; ".join(differences(device, changed))[:300])
    assert not silent, "\n".join(f"{kind.__name__}.{name}: {why}" for (kind, name), why in silent.items())
    assert len(tried) >= 20


# The laws are not empty: a platform that calls everything a Limit does not keep them.

KEPT = 0.6
"""The share of the devices with a feature that must have it still when all limits are heeded."""
FIELDS_KEPT = 0.9
"""The share of the fields of claimed features that a platform must be able to express at all."""


@EVERY
def test_what_is_claimed_is_mostly_expressible(case: Case) -> None:
    assert ports_of(case), "no port name can be expressed"
    chosen = case.drawn(60)
    kept = [case.expressible(device) for device in chosen]
    drawn_in, kept_in = (
        Counter(one for device in many for one in case.features if getattr(device, one) not in (None, ()))
        for many in (chosen, kept)
    )
    poor = {one: f"{kept_in[one]} of {count}" for one, count in drawn_in.items() if kept_in[one] < KEPT * count}
    assert not poor, f"{case!r}: claimed, but rarely expressible: {poor}"
    assert set(drawn_in) == set(case.features)
    fields_drawn, fields_kept = fields_set(chosen), fields_set(kept)
    never = sorted(f"{kind.__name__}.{name}" for kind, name in fields_drawn - fields_kept)
    assert len(never) <= (1 - FIELDS_KEPT) * len(fields_drawn), f"{case!r}: never expressible: {', '.join(never)}"


def fields_set(many: Iterable[DeviceConfig]) -> set[Key]:
    """The fields that somewhere hold more than their default."""
    return {
        (type(item), field.name)
        for device in many
        for _, item in walk(device)
        for field in fields(item)
        if getattr(item, field.name) != default_of(field)
    }


@EVERY
def test_help_takes_away_nothing_but_limits(case: Case) -> None:
    for device in map(case.without_limits, case.drawn(EXAMPLES)):
        if not case.limits(device):
            assert list(differences(device, case.helped(device))) == []


# Law 6: the same input, the same bytes.


@EVERY
def test_law_6_rendering_again_gives_the_same_text(case: Case) -> None:
    again = Renderer()
    for device in case.devices(EXAMPLES):
        assert case.render(device) == again.render(device, case.platform, case.dialect)


RENDER_ALL = """
import pickle, sys
from govnetgen.platform import platforms
from govnetgen.render import Renderer
renderer = Renderer()
for name, dialect, device in pickle.load(sys.stdin.buffer):
    platform = platforms()[name]
    sys.stdout.buffer.write(renderer.render(device, platform, platform.dialects[dialect]).encode())
"""


def test_law_6_the_order_of_sets_never_shows() -> None:
    chosen = [(case.platform.name, case.dialect.name, device) for case in cases() for device in case.devices(10)[:8]]
    command = [sys.executable, "-c", RENDER_ALL]
    one, other = (
        subprocess.run(command, input=dumps(chosen), env={"PYTHONHASHSEED": seed}, capture_output=True, check=True)
        for seed in ("1", "2")
    )
    assert one.stdout == other.stdout != b""
