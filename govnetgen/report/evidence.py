"""The lines of configuration that a risk is about."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from govnetgen.model.json import to_json
from govnetgen.report.side_by_side import Row, RowKind
from govnetgen.semantics import Change
from govnetgen.semantics.risk import Risk

SHOWN = 4
_OWN = 3
"""What a line names of the thing's own name counts more than what the lines above it name."""
_WORD = re.compile(r"[^\s,\"'()\[\]{};]+")
_COMMON = frozenset({"the", "true", "false", "on", "off", "permit", "deny", "any", "ip", "ipv4", "ipv6"})


def with_lines(risk: Risk, changes: Iterable[Change], rows: Sequence[Row]) -> Risk:
    """Return the risk with the differing lines that name most of what its changes are about."""
    wanted = [(_words(one), _key(one)) for one in changes if one.path in risk.changes]
    if not wanted:
        return risk
    found: dict[str, None] = {}
    texts = _texts(rows)
    for words, key in wanted[:SHOWN]:
        scored = [(len(words & held) + _OWN * len(key & own), text) for text, held, own in texts]
        best = max((score for score, _ in scored), default=0)
        if best:
            found.update(dict.fromkeys([text for score, text in scored if score == best][:2]))
    return replace(risk, lines=tuple(found)[:SHOWN])


def _words(change: Change) -> frozenset[str]:
    """Return what a line about the change would name: values before and after, and names on the way."""
    parts = [part for step in change.path[1:] for part in step.split()]
    for value in (change.before, change.after):
        parts += _values(to_json(value))
    return frozenset(word for part in parts for word in _spellings(part)) - _COMMON


def _key(change: Change) -> frozenset[str]:
    """Return what a line must name to be the line of the thing itself, not one below it."""
    return frozenset(word for part in change.path[-1].split() for word in _spellings(part)) - _COMMON


def _values(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for held in value.values() for text in _values(held)]
    if isinstance(value, list):
        return [text for held in value for text in _values(held)]
    return str(value).split()


def _spellings(text: str) -> Iterable[str]:
    """Devices write ``vlan-30`` as ``Vlan 30`` or ``Vlanif30``, and an address apart from its length."""
    yield text.lower()
    if "/" in text and text.split("/")[0]:
        yield text.split("/")[0].lower()
    if "-" in text:
        yield text.split("-", 1)[1].lower()


def _texts(rows: Sequence[Row]) -> list[tuple[str, frozenset[str], frozenset[str]]]:
    """Return the differing lines with what they and the lines above them name, and what they name alone."""
    found: list[tuple[str, frozenset[str], frozenset[str]]] = []
    above: dict[int, frozenset[str]] = {}
    for row in rows:
        for sign, text in (("-", row.left), ("+", row.right)):
            if not text or row.kind is RowKind.SKIPPED:
                continue
            depth = len(text) - len(text.lstrip())
            own = frozenset(_named(text))
            above[depth] = own
            lead = frozenset[str]().union(*(held for level, held in above.items() if level < depth))
            if row.kind is not RowKind.SAME:
                found.append((f"{sign} {text.strip()}", own | lead, own))
    return found


def _named(text: str) -> Iterable[str]:
    for word in _WORD.findall(text.lower()):
        yield word
        trimmed = word.lstrip("abcdefghijklmnopqrstuvwxyz-")
        if trimmed and trimmed != word:
            yield trimmed
