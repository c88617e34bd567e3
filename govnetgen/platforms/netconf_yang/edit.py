"""The smallest ``edit-config`` between two configurations: what differs is merged, what goes is removed by name.

``operation="remove"`` and not ``delete``: what a choice or a leafref took away already is no error (RFC 6241, 7.2).
"""

import re
from collections.abc import Iterator, Sequence

from govnetgen.configtree import Line

_ROOT = '<config xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"'
_REMOVE = ' xmlns:nc="urn:ietf:params:xml:ns:netconf:base:1.0" nc:operation="remove"'
_ELEMENT = re.compile(
    r"<(?P<name>[A-Za-z][\w.-]*)(?P<attributes>(?: [^<>]*[^<>/])?)>(?:(?P<value>[^<>]+)</(?P=name)>)?"
)

_KEYS = {
    "interface": ("name",),
    "address": ("ip",),
    "filter": ("direction", "version"),
    "vlan": ("number",),
    "vrf": ("name",),
    "acl": ("name", "version"),
    "rule": ("sequence",),
}
"""What identifies an entry of each list: its key in the module."""

_LEAF_LISTS = frozenset({"import", "export", "vlans"})


def edit(running: Sequence[Line], intended: Sequence[Line]) -> str:
    """Return the payload that makes the running configuration the intended one; empty where nothing differs."""
    lines = list(_block(_inside(running), _inside(intended), 1))
    return "\n".join((f"{_ROOT}>", *lines, "</config>")) if lines else ""


def _inside(lines: Sequence[Line]) -> list[Line]:
    """Return what stands in ``<config>``, with what stands beside it."""
    return [child for line in lines for child in (line.children if line.text.startswith("<config") else (line,))]


def _block(running: Sequence[Line], intended: Sequence[Line], depth: int) -> Iterator[str]:
    old, new = ({_identity(line): line for line in lines} for lines in (running, intended))
    for identity, line in old.items():
        if identity not in new:
            yield from _removed(line, depth)
    for identity, line in new.items():
        if identity not in old:
            yield from _added(line, depth)
        elif old[identity] != line:
            yield from _changed(old[identity], line, depth)


def _identity(line: Line) -> tuple[str, ...]:
    found = _ELEMENT.fullmatch(line.text)
    if found is None:
        return ("", line.text)
    if found["value"] is not None:
        value = found["value"] if found["name"] in _LEAF_LISTS else ""
        return ("leaf", found["name"], found["attributes"], value)
    return ("block", found["name"], found["attributes"], *(one.text for one in _keys(line, found["name"])))


def _keys(line: Line, name: str) -> list[Line]:
    wanted = _KEYS.get(name, ())
    return [one for one in line.children if any(one.text.startswith(f"<{key}>") for key in wanted)]


def _removed(line: Line, depth: int) -> Iterator[str]:
    found = _ELEMENT.fullmatch(line.text)
    if found is None:
        return  # no element of ours
    lead = "  " * depth
    opening = f"{lead}<{found['name']}{found['attributes']}{_REMOVE}"
    if found["value"] is not None and found["name"] in _LEAF_LISTS:
        yield f"{opening}>{found['value']}</{found['name']}>"
        return
    keys = _keys(line, found["name"])
    if not keys:
        yield f"{opening}/>"
        return
    yield f"{opening}>"
    yield from (f"{lead}  {one.text}" for one in keys)
    yield f"{lead}</{found['name']}>"


def _added(line: Line, depth: int) -> Iterator[str]:
    lead = "  " * depth
    yield lead + line.text
    for child in line.children:
        yield from _added(child, depth + 1)
    found = _ELEMENT.fullmatch(line.text)
    if found is not None and found["value"] is None:
        yield f"{lead}</{found['name']}>"


def _changed(old: Line, new: Line, depth: int) -> Iterator[str]:
    if not old.children and not new.children:
        yield "  " * depth + new.text  # a leaf: merging sets it
        return
    found = _ELEMENT.fullmatch(new.text)
    name = "" if found is None else found["name"]
    keys = _keys(new, name)
    below = list(
        _block(
            [one for one in old.children if one not in keys],
            [one for one in new.children if one not in keys],
            depth + 1,
        )
    )
    if below:
        lead = "  " * depth
        yield lead + new.text
        yield from (f"{lead}  {one.text}" for one in keys)
        yield from below
        yield f"{lead}</{name}>"
