"""Elements: a leaf is a line, what holds others is a line with lines below it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from govnetgen.configtree import Cursor
from govnetgen.model.address import Address, NumberRange, Prefix
from govnetgen.model.names import KINDS
from govnetgen.model.secret import Secret, secret_from
from govnetgen.platforms.netconf_yang.names import SCHEME, text


def blocks(bodies: Iterable[Cursor], name: str, namespace: str) -> list[Cursor]:
    """Return what stands in the elements of a name and namespace."""
    return [below for body in bodies for _, below in body.each(rf'<{name} xmlns="{namespace}">')]


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list: its keys, which stand on its own line, and what stands below."""

    keys: Mapping[str, str]
    body: Cursor


def entries(bodies: Iterable[Cursor], name: str, keys: Mapping[str, str], namespace: str = "") -> Iterator[Entry]:
    """Yield the entries of a list; ``keys`` are its key leaves, in order, each with a pattern without groups."""
    declared = f' xmlns="{namespace}"' if namespace else ""
    written = "".join(f"<{key}>({pattern})</{key}>" for key, pattern in keys.items())
    for body in bodies:
        for match, below in body.each(rf"<{name}{declared}>{written}"):
            yield Entry(dict(zip(keys, map(text, match.groups()), strict=True)), below)


def ordered(bodies: Iterable[Cursor], name: str) -> Iterator[Cursor]:
    """Yield what stands in the entries of a list whose order means something, in that order."""
    found = entries(bodies, name, {"sequence": r"\d{1,10}"})
    yield from (one.body for one in sorted(found, key=lambda one: int(one.keys["sequence"])))


def within(body: Cursor, name: str) -> Iterator[Cursor]:
    """Yield what stands in each container of a name, in the namespace of what holds it."""
    yield from (below for _, below in body.each(f"<{name}>"))


TEXT = r"[^<>]+"
ADDRESS = r"[0-9a-fA-F.:]+"
INTERFACE = rf"(?:{'|'.join(map(re.escape, KINDS))})-\d+(?:/\d+)*(?:\.\d+)?"
PREFIX = rf"{ADDRESS}/\d{{1,3}}"


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


def address(body: Cursor, name: str) -> Address | None:
    """Return the value of a leaf that is an address."""
    found = leaf(body, name, ADDRESS)
    return None if found is None else address_of(found)


def address_of(written: str) -> Address | None:
    """Return what ADDRESS matched, None where it is no address."""
    try:
        return Address.parse(written)
    except ValueError:
        return None


def prefix_of(written: str) -> Prefix | None:
    """Return what PREFIX matched, None where it is no prefix."""
    try:
        return Prefix.parse(written)
    except ValueError:
        return None


def source(bodies: Iterable[Cursor]) -> str | None:
    """Return the interface that packets of the device itself come from."""
    found = [leaf(body, "source-interface", INTERFACE) for body in bodies]
    return next((one for one in found if one is not None), None)


def secret(body: Cursor, name: str) -> Secret | None:
    """Return the value of a leaf that is a secret: a reference, or what the device holds."""
    found = leaf(body, name)
    return None if found is None else secret_from(found, SCHEME)


def ranges(body: Cursor, name: str) -> tuple[NumberRange, ...]:
    """Return a leaf-list of VLANs; it has no order but the server's own (RFC 6020, 7.7.1)."""
    runs = (one.partition("-") for one in leaves(body, name, r"\d{1,4}(?:-\d{1,4})?"))
    return tuple(sorted(NumberRange(int(first), int(last or first)) for first, _, last in runs))


def truth(body: Cursor, name: str, *, default: bool) -> bool:
    """Return the value of a boolean."""
    found = leaf(body, name, "true|false")
    return default if found is None else found == "true"


def _line(name: str, pattern: str, namespace: str) -> str:
    declared = f' xmlns="{namespace}"' if namespace else ""
    return rf"<{name}{declared}>(?P<value>{pattern})</{name}>"
