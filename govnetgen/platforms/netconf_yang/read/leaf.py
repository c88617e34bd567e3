"""Elements: a leaf is a line, what holds others is a line with lines below it."""

from collections.abc import Iterable, Iterator

from govnetgen.configtree import Cursor
from govnetgen.platforms.netconf_yang.names import text


def blocks(bodies: Iterable[Cursor], name: str, namespace: str) -> list[Cursor]:
    """Return what stands in the elements of a name and namespace."""
    return [below for body in bodies for _, below in body.each(rf'<{name} xmlns="{namespace}">')]


def entries(bodies: Iterable[Cursor], name: str) -> Iterator[Cursor]:
    """Yield what stands in each entry of a list, in the namespace of what holds it."""
    for body in bodies:
        yield from (below for _, below in body.each(f"<{name}>"))


def leaf(body: Cursor, name: str, pattern: str = r"[^<>]+", namespace: str = "") -> str | None:
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
