"""Elements: a leaf is a line, what holds others is a line with lines below it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from govnetgen.configtree import Cursor
from govnetgen.platforms.netconf_yang.names import text


def blocks(bodies: Iterable[Cursor], name: str, namespace: str) -> list[Cursor]:
    """Return what stands in the elements of a name and namespace."""
    return [below for body in bodies for _, below in body.each(rf'<{name} xmlns="{namespace}">')]


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list: its keys, which stand on its own line, and what stands below."""

    keys: Mapping[str, str]
    body: Cursor


def entries(bodies: Iterable[Cursor], name: str, keys: Mapping[str, str], namespace: str = "") -> Iterator[Entry]:
    """Yield the entries of a list; ``keys`` are its key leaves, in order, each with the pattern of its values."""
    declared = f' xmlns="{namespace}"' if namespace else ""
    written = "".join(f"<{key}>(?P<{key}>{pattern})</{key}>" for key, pattern in keys.items())
    for body in bodies:
        for match, below in body.each(rf"<{name}{declared}>{written}"):
            yield Entry({key: text(value) for key, value in match.groupdict().items()}, below)


def within(body: Cursor, name: str) -> Iterator[Cursor]:
    """Yield what stands in each container of a name, in the namespace of what holds it."""
    yield from (below for _, below in body.each(f"<{name}>"))


TEXT = r"[^<>]+"


def leaf(body: Cursor, name: str, pattern: str = TEXT, namespace: str = "") -> str | None:
    """Return the value of a leaf, None where it is not there or not as the pattern says."""
    found = body.first(_line(name, pattern, namespace))
    return None if found is None else text(found["value"])


def leaves(body: Cursor, name: str, pattern: str, namespace: str = "") -> tuple[str, ...]:
    """Return the values of a leaf-list, in order."""
    return tuple(text(match["value"]) for match, _ in body.each(_line(name, pattern, namespace)))


def number(body: Cursor, name: str, namespace: str = "") -> int | None:
    """Return the value of a leaf of digits."""
    found = leaf(body, name, r"\d{1,10}", namespace)
    return None if found is None else int(found)


def truth(body: Cursor, name: str, *, default: bool) -> bool:
    """Return the value of a boolean."""
    found = leaf(body, name, "true|false")
    return default if found is None else found == "true"


def _line(name: str, pattern: str, namespace: str) -> str:
    declared = f' xmlns="{namespace}"' if namespace else ""
    return rf"<{name}{declared}>(?P<value>{pattern})</{name}>"
