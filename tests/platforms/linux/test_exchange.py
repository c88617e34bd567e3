"""Patches of nodes, file by file: laws 3 and 4, lines that nobody knows, and named cases as data."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from interpreters.linux import Node
from interpreters.machine import Refused
from platforms.linux.test_checkers import file as file_of
from platforms.linux.test_checkers import nft, vtysh
from strategies.cases import Case, load
from strategies.mutants import mutant

from govnetgen.configtree import ConfigTree
from govnetgen.configtree.masking import same_text
from govnetgen.configtree.patch import Patch, patch
from govnetgen.configtree.tree import Line
from govnetgen.platforms.linux import PLATFORM
from govnetgen.render import Renderer
from govnetgen.semantics.secrets import with_references
from govnetgen.workflow.normal import normal

CASES = sorted((Path(__file__).parent / "exchange").glob("*.yaml"))
RULES = PLATFORM.patch_rules
assert RULES is not None
DIALECT = PLATFORM.dialect(None)
NORMAL = normal(PLATFORM, DIALECT, Renderer())
DEVICES = 12
"""Devices, each with a small change and another device to become."""

FOREIGN = {
    "### file /etc/frr/daemons\n": ('zebra_options="-A 127.0.0.1"\n', "ripd=no\n"),
    "hostname ": ("ip nht resolve-via-default\n",),
    "router ospf\n": (" timers throttle spf 10 50 5000\n",),
    "### file /etc/network/interfaces\n": ("auto eth9\niface eth9 inet dhcp\n    up logger here\n\n",),
    "### file /etc/nftables.conf\n": ("define foreign = 1\n",),
    "### file /etc/hostname\n": (),
}
"""Lines that no reader knows, before (``hostname``) or after the line that is named."""


def parsed(text: str) -> ConfigTree:
    return Case(PLATFORM, DIALECT, Renderer()).parse(text)


def patched(running: ConfigTree, intended: ConfigTree) -> Patch:
    return patch(running, intended, RULES, PLATFORM.read(running, DIALECT).unread, NORMAL)


def mixed(text: str, random: Random) -> str:
    """The text with some lines of others."""
    for mark, lines in FOREIGN.items():
        if lines and random.random() < 0.6 and mark in text:
            before, found, after = text.partition(mark)
            other = random.choice(lines)
            text = before + (other + found if mark == "hostname " else found + other) + after
    return text


@cache
def pairs() -> tuple[tuple[str, str], ...]:
    """Running and intended texts."""
    case = Case(load("linux"), DIALECT, Renderer())
    random = Random(11)
    devices = case.devices(DEVICES)
    found = []
    for index, device in enumerate(devices):
        others = (mutant(case, device, random), devices[index - 1])
        found.extend((case.render(device), case.render(other)) for other in others)
    return tuple(found)


def says(tree: ConfigTree, foreign: frozenset[str], blocks: frozenset[str]) -> dict[str, tuple[Line, ...]]:
    """What each file says without the lines of others, and without the ``blocks`` that stay for them alone."""

    def own(lines: tuple[Line, ...]) -> Iterator[Line]:
        for line in lines:
            inner = tuple(own(line.children))
            if line.text not in foreign and (inner or not line.children or line.text not in blocks):
                yield Line(line.text, inner, line.block)

    found = {one.text: (Line("", tuple(own(one.children)), one.block),) for one in tree.lines}
    return {heading: lines for heading, lines in found.items() if lines[0].children or lines[0].block}


def alike(one: tuple[Line, ...], other: tuple[Line, ...]) -> bool:
    return len(one) == len(other) and all(
        same_text(a, b, RULES.secrets) and alike(a.children, b.children) for a, b in zip(one, other, strict=True)
    )


def test_law_3_a_patch_leads_there_and_back_from_everywhere() -> None:
    for before, after in pairs():
        running, intended = parsed(before), parsed(after)
        found = patched(running, intended)
        node = Node(before)
        node.take_all(found.commands)
        there, wanted = says(node.tree, frozenset(), frozenset()), says(intended, frozenset(), frozenset())
        assert {*there} == {*wanted}
        assert all(alike(there[one], wanted[one]) for one in wanted)
        assert found.target.lines == node.tree.lines or alike(
            tuple(sorted(found.target.lines, key=str)), tuple(sorted(node.tree.lines, key=str))
        )
        for done in range(len(found.steps) + 1):
            node = Node(before)
            length = sum(len(one.command.split("\n")) for one in found.steps[:done])
            node.take_all(found.commands[:length])
            assert all(steps <= done for _, steps in found.lines[:length])
            node.take_all(found.rollback_of(done))
            assert node.text == Node(before).text


def test_law_4_a_second_patch_is_empty() -> None:
    for before, after in pairs():
        intended = parsed(after)
        node = Node(before)
        node.take_all(patched(parsed(before), intended).commands)
        assert patched(node.tree, intended).steps == ()
        assert patched(intended, intended) == Patch(target=intended, whole=True)


def test_lines_of_others_stay_and_nothing_else_does() -> None:
    random = Random(5)
    foreign = frozenset(line.strip() for lines in FOREIGN.values() for text in lines for line in text.split("\n"))
    routing, rules = [], 0
    for before, after in pairs():
        before = mixed(before, random)
        running, intended = parsed(before), parsed(after)
        found = patched(running, intended)
        node = Node(before)
        node.take_all(found.commands)
        present = {line.text for line in running.walk()} & foreign - {""}
        assert present <= {line.text for line in node.tree.walk()}
        assert present == {one.text for one in found.unmanaged}
        held = {one.command for one in found.forced}
        emptied = frozenset({"router ospf"} - {line.text for line in intended.walk()})
        there, wanted = says(node.tree, foreign, emptied), says(intended, foreign, emptied)
        for heading in {*there, *wanted} - held:
            # what stays as it is means the same, in words that need not be ours
            if heading in {step.command.split("\n")[0] for step in found.steps}:
                assert alike(there[heading], wanted[heading]), heading
        assert held <= {"### file /etc/nftables.conf"}
        rules += len(held)
        assert patched(node.tree, intended).steps == ()
        if not held and not emptied:
            meant = PLATFORM.read(intended, DIALECT).device
            # a reference stands for whatever the node holds
            assert with_references(PLATFORM.read(node.tree, DIALECT).device, meant) == meant
        node.take_all(found.rollback)
        assert node.text == Node(before).text
        routing += [text for text in [file_of("\n".join(found.commands) + "\n", "/etc/frr/frr.conf")] if text]
    assert rules
    assert any("resolve-via-default" in text for text in routing)


def test_frr_and_nftables_take_what_is_sent(tmp_path: Path) -> None:
    random = Random(5)
    routing, rules = [], []
    for before, after in pairs():
        commands = "\n".join(patched(parsed(mixed(before, random)), parsed(after)).commands) + "\n"
        routing.append(file_of(commands, "/etc/frr/frr.conf") or "")
        if text := file_of(commands, "/etc/nftables.conf"):
            rules.append(tmp_path / f"{len(rules)}.nft")
            rules[-1].write_text(text, encoding="utf-8")
    (tmp_path / "frr.conf").write_text("".join(routing), encoding="utf-8")
    done = vtysh(tmp_path / "frr.conf")
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    assert rules
    done = nft(rules)
    assert (done.returncode, done.stderr) == (0, "")


def test_comments_are_sent_as_they_stand() -> None:
    text = "### file /etc/nftables.conf\n#!/usr/sbin/nft -f\nflush ruleset\n\n# 政务云\ndefine a = 1\n"
    assert patched(parsed(""), parsed(text)).commands == tuple(text.rstrip("\n").split("\n"))


def test_what_is_not_ours_goes_when_asked_for() -> None:
    pam, interfaces = "### file /etc/pam.d/sshd\nauth required pam_other.so\n", "### file /etc/network/interfaces\n"
    text = f"{pam}{interfaces}auto eth9\niface eth9\n"
    wanted = f"{interfaces}auto lo\niface lo\n"
    commands = patch(parsed(text), parsed(wanted), RULES).commands
    assert commands == (*wanted.rstrip("\n").split("\n"), "### remove /etc/pam.d/sshd")


def test_a_text_of_no_files_is_left_alone() -> None:
    found = patched(parsed("router ospf\n ospf router-id 10.0.0.1\n"), parsed("### file /etc/hostname\na\n"))
    assert found.commands == ("### file /etc/hostname", "a")
    assert [one.command for one in found.forced] == ["router ospf"]


def test_the_interpreter_refuses() -> None:
    node = Node("### file /etc/hostname\na\n")
    wrong = (
        ("hostname b",),
        ("### remove /etc/environment",),
        ("### file /etc/passwd", "root"),
        ("### file /etc/hostname", "a"),
    )
    for commands in wrong:
        with pytest.raises(Refused):
            node.take_all(commands)
    assert node.text == "### file /etc/hostname\na\n"


@pytest.mark.parametrize("file", CASES, ids=lambda one: one.stem)
def test_case(file: Path) -> None:
    case: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    running, intended = parsed(case["before"]), parsed(case["after"])
    known = NORMAL if case.get("read", True) else None
    found = patch(running, intended, RULES, PLATFORM.read(running, DIALECT).unread, known)
    assert "\n".join(found.commands) == case["patch"].rstrip("\n")
    assert "\n".join(found.rollback) == case["rollback"].rstrip("\n")
    assert [one.text for one in found.unmanaged] == case.get("unmanaged", [])
    assert [one.command for one in found.forced] == case.get("kept", [])
    node = Node(case["before"])
    node.take_all(found.commands)
    assert patch(node.tree, intended, RULES, PLATFORM.read(node.tree, DIALECT).unread, known).steps == ()
