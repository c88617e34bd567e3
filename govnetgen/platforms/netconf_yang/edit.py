"""The smallest ``edit-config`` between two configurations: what differs is merged, what goes is removed by name.

``operation="remove"`` and not ``delete``: what a choice or a leafref took away already is no error (RFC 6241, 7.2).
"""

import re
from collections.abc import Iterator, Sequence

from govnetgen.configtree import Line
from govnetgen.configtree.masking import Stale, same_text
from govnetgen.platforms.netconf_yang.names import SECRETS

_ROOT = '<config xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"'
_REMOVE = ' xmlns:nc="urn:ietf:params:xml:ns:netconf:base:1.0" nc:operation="remove"'
_OPENING = re.compile(r"<(?P<name>[A-Za-z][\w.-]*)(?P<attributes>(?: [^<>]*[^<>/])?)>(?P<inside>.*)")

_LEAF_LISTS = frozenset({"import", "export", "vlans"})


def edit(running: Sequence[Line], intended: Sequence[Line], stale: Stale) -> str:
    """Return the payload that makes the running configuration the intended one; empty where nothing differs."""
    lines = list(_block(_inside(running), _inside(intended), 1, stale))
    return "\n".join((f"{_ROOT}>", *lines, "</config>")) if lines else ""


def _inside(lines: Sequence[Line]) -> list[Line]:
    """Return what stands in ``<config>``, with what stands beside it."""
    return [child for line in lines for child in (line.children if line.text.startswith("<config") else (line,))]


def _block(running: Sequence[Line], intended: Sequence[Line], depth: int, stale: Stale) -> Iterator[str]:
    """What is no element, as words in a file, or an empty one, is nothing to a server."""
    old, new = (
        {_identity(line): line for line in lines if _OPENING.fullmatch(line.text)} for lines in (running, intended)
    )
    for identity, line in old.items():
        if identity not in new:
            yield _removed(line, depth)
    for identity, line in new.items():
        if identity not in old:
            yield from _added(line, depth)
        elif old[identity] != line:
            yield from _changed(old[identity], line, depth, stale)


def _identity(line: Line) -> str:
    """Return the tag of a leaf, also its value in a list of values, and the whole line that opens a block: its keys."""
    found = _OPENING.fullmatch(line.text)
    if found is None or _name_of_block(line) or found["name"] in _LEAF_LISTS:
        return line.text
    return f"<{found['name']}{found['attributes']}>"


def _name_of_block(line: Line) -> str:
    """Return the name of a line that opens a block, empty for a leaf."""
    found = _OPENING.fullmatch(line.text)
    return "" if found is None or found["inside"].endswith(f"</{found['name']}>") else found["name"]


def _removed(line: Line, depth: int) -> str:
    found = _OPENING.fullmatch(line.text)
    assert found is not None, "only elements are compared"
    opening = f"{'  ' * depth}<{found['name']}{found['attributes']}{_REMOVE}"
    if found["name"] in _LEAF_LISTS and not _name_of_block(line):
        return f"{opening}>{found['inside']}"
    if found["inside"] and _name_of_block(line):
        return f"{opening}>{found['inside']}</{found['name']}>"
    return f"{opening}/>"


def _added(line: Line, depth: int) -> Iterator[str]:
    lead = "  " * depth
    yield lead + line.text
    for child in line.children:
        yield from _added(child, depth + 1)
    if name := _name_of_block(line):
        yield f"{lead}</{name}>"


def _changed(old: Line, new: Line, depth: int, stale: Stale) -> Iterator[str]:
    lead, name = "  " * depth, _name_of_block(new)
    if not name:
        if not same_text(old, new, SECRETS, stale):
            yield lead + new.text  # a leaf: merging sets it
        return
    below = list(_block(old.children, new.children, depth + 1, stale))
    if below:  # the order of elements is the server's own
        yield from (lead + new.text, *below, f"{lead}</{name}>")
