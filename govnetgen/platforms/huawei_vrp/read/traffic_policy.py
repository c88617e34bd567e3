"""Traffic policies that do nothing but apply access lists."""

import re
from collections.abc import Iterable, Iterator, Mapping

from govnetgen.configtree import Cursor
from govnetgen.configtree.values import NAME

Applied = tuple[tuple[int, str], ...]
"""Lists, each by IP version and name."""

_CLASSIFIER = r"traffic classifier (\S+)(?: (?:operator|type) (?:or|and))?(?: precedence [0-9]+)?"
_BEHAVIOR = r"traffic behavior (\S+)"
_POLICY = r"traffic policy (\S+)(?: match-order config)?"


def read_traffic_policies(cursor: Cursor) -> Mapping[str, Applied]:
    """Return the lists that each policy applies; policies that mark or police traffic stay unread."""
    trial = Cursor(tuple(cursor.unread()))
    behaviors = {name for name, lines in _blocks(trial, _BEHAVIOR) if lines in ([], ["permit"])}
    classifiers = {name: found for name, lines in _blocks(trial, _CLASSIFIER) if (found := _list(lines))}
    policies: dict[str, Applied] = {}
    for name, lines in _blocks(trial, _POLICY):
        pairs = [re.fullmatch(r"classifier (\S+) behavior (\S+)(?: precedence [0-9]+)?", line) for line in lines]
        if pairs and all(pair and pair[1] in classifiers and pair[2] in behaviors for pair in pairs):
            policies[name] = tuple(classifiers[pair[1]] for pair in pairs if pair)
            _understood(cursor, "policy", [name])
            _understood(cursor, "classifier", (pair[1] for pair in pairs if pair))
            _understood(cursor, "behavior", (pair[2] for pair in pairs if pair))
    return policies


def _blocks(trial: Cursor, pattern: str) -> Iterator[tuple[str, list[str]]]:
    for match, body in trial.each(pattern):
        yield match[1], [line.text for line in body.unread()]


def _list(lines: list[str]) -> tuple[int, str] | None:
    match = re.fullmatch(rf"if-match (ipv6 )?acl (?:name )?({NAME})", lines[0]) if len(lines) == 1 else None
    return (6 if match[1] else 4, match[2]) if match else None


def _understood(cursor: Cursor, kind: str, names: Iterable[str]) -> None:
    for name in names:
        cursor.ignore(rf"traffic {kind} {re.escape(name)}(?: .*)?")
