"""What an interpreted device holds, as the text of its running configuration."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from interpreters.machine import Device, Entry

from govnetgen.configtree import ConfigTree, Line
from govnetgen.configtree.print import print_tree
from govnetgen.configtree.ranges import with_words
from govnetgen.configtree.syntax import Syntax

_UNFILTERED = "undo policy vpn-target"
Gather = Callable[[Sequence[str]], list[str]]
"""Turns what an interpreter keeps one by one into the lines that a device prints of it."""


def running_text(device: Device, syntax: Syntax, gathers: Mapping[str, Gather], last_line: str) -> str:
    factory = {id(one) for one in device._factory}
    held = [entry for entry in device.root.entries.values() if id(entry) not in factory or "-exists" in entry.text]
    tree = ConfigTree(tuple(_lines(held, gathers)))
    separator = f"{syntax.separator}\n" if syntax.separator else ""
    return print_tree(tree, syntax) + separator + last_line + "\n"


def _lines(entries: Sequence[Entry], gathers: Mapping[str, Gather]) -> Iterator[Line]:
    gathered: dict[str, list[str]] = {}
    for entry in entries:
        word = entry.text.split(" ", 1)[0]
        if word in gathers:
            gathered.setdefault(word, []).append(entry.text)
    printed: set[str] = set()
    for entry in entries:
        word = entry.text.split(" ", 1)[0]
        if word in gathers:
            if word not in printed:
                printed.add(word)
                yield from (Line(one) for one in gathers[word](gathered[word]))
            continue
        children = tuple(_lines(list(entry.block.entries.values()), gathers)) if entry.block is not None else ()
        if entry.form is not None and entry.form.hardware and not children and entry.text.startswith("vlan "):
            continue
        if re.fullmatch(r"ipv[46]-family vpnv[46]", entry.text) and not any(
            _UNFILTERED in one.text for one in children
        ):
            children = (Line("policy vpn-target"), *children)
        text, *block = entry.text.split("\n")
        yield Line(text, children, tuple(block))


def _numbers(texts: Sequence[str], place: int = 1) -> frozenset[int]:
    return frozenset(int(one.split()[place]) for one in texts)


def _by(texts: Sequence[str], place: int) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in texts:
        found.setdefault(one.split()[place], []).append(one)
    return found


def _worded(numbers: frozenset[int]) -> tuple[str, ...]:
    return with_words(numbers, 10)


def _dashed(numbers: frozenset[int]) -> str:
    parts: list[str] = []
    ordered = sorted(numbers)
    start = 0
    for place, number in enumerate(ordered):
        if place + 1 == len(ordered) or ordered[place + 1] != number + 1:
            first = ordered[start]
            parts.append(str(first) if first == number else f"{first}-{number}")
            start = place + 1
    return ",".join(parts)


def _accounts(texts: Sequence[str], word: str) -> list[str]:
    words: dict[str, dict[str, str]] = {}
    for one in texts:
        _, name, kind, value = one.split(" ", 3)
        words.setdefault(name, {})[kind] = value
    found = []
    for name, held in words.items():
        privilege = f" privilege {held['privilege']}" if "privilege" in held else ""
        secret = f" {word} {held['password']}" if "password" in held else ""
        found.append(f"username {name}{privilege}{secret}")
    return found


VRP: Mapping[str, Gather] = {
    "vlan-exists": lambda texts: [f"vlan batch {one}" for one in _worded(_numbers(texts) - {1})],
    "carries": lambda texts: [f"port trunk allow-pass vlan {one}" for one in _worded(_numbers(texts))],
    "unfiltered": lambda texts: [_UNFILTERED],
    "bars": lambda texts: ["undo port trunk allow-pass vlan 1"],
    "target": lambda texts: [
        f"vpn-target {' '.join(one.split()[1] for one in held[start : start + 8])} {way}-extcommunity"
        for way, held in _by(texts, 2).items()
        for start in range(0, len(held), 8)
    ],
    "in-instance": lambda texts: [
        f"instance {instance} vlan {one}"
        for instance, held in _by(texts, 1).items()
        for one in _worded(_numbers(held, 2))
    ],
}
RGOS: Mapping[str, Gather] = {
    "vlan-exists": lambda texts: [f"vlan range {_dashed(_numbers(texts))}"] if len(texts) > 1 else [],
    "account": lambda texts: _accounts(texts, "secret"),
    "off": lambda texts: [f"no enable service {one.split()[1]}" for one in texts],
    "trunk-list": lambda texts: [],
    "carries": lambda texts: [f"switchport trunk allowed vlan only {_dashed(_numbers(texts))}"],
    "in-instance": lambda texts: [
        f"instance {instance} vlan {_dashed(_numbers(held, 2)).replace(',', ', ')}"
        for instance, held in _by(texts, 1).items()
    ],
}
RGOS_11: Mapping[str, Gather] = {**RGOS, "account": lambda texts: _accounts(texts, "password")}
