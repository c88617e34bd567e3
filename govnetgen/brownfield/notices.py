"""What was odd in the rows of a file: one diagnostic a kind and file, however many rows have it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from govnetgen.diagnostics import Diagnostic, Location, warning
from govnetgen.model.claims import Origin

_SHOWN = 5

HINTS = {
    "says-nothing": "ask the unit whether it uses nothing, or did not say",
    "no-prefix": "ask the unit for its addresses as a.b.c.d/n",
    "unreadable-prefix": "ask the unit what it means; write it as a.b.c.d/n",
    "no-length": "ask the unit for the mask",
    "bad-mask": "ask the unit for the mask",
    "bad-octet": "correct the address",
    "bad-range": "write the prefixes that are meant",
    "backward-range": "write the lower address first",
    "whole-internet": "write what the unit really uses",
    "partial-prefix": "write down exactly what is meant",
    "note-with-address": "write every prefix that is claimed beside the others, and notes in a column of their own",
    "date-cell": "set the column's format to text and type the value again",
    "number-cell": "set the column's format to text and type the value again",
    "formula-cell": "write the value in place of the formula",
    "no-unit": "write the unit's name into the row",
    "host-bits": "the prefix was read as the network that the address is in",
    "ipv6-cell": "IPv6 belongs in a column of its own",
    "filled-down": "the name of the row above was taken: write it into every row",
    "unregistered-unit": "register the unit in units.csv, or add the name to its aliases",
    "ambiguous-unit": "two registered units go by this name: write the registered name",
    "bad-gateway": "correct the gateway",
    "bad-vlan": "VLAN ids are 1 to 4094",
    "bad-mac": "a MAC address has twelve hexadecimal digits",
    "host-twice": "find out which host is there, and keep that row",
    "wide-sheet": "delete the columns that hold nothing",
    "no-headings": "write a row of headings above the table, as 单位名称, 网段, 网关, VLAN",
}
"""What to do about each kind."""


@dataclass(slots=True)
class _Kind:
    message: str
    first: Origin
    others: list[Origin] = field(default_factory=list)
    rows: int = 1


@dataclass(slots=True)
class Notices:
    """Counts what was odd, and keeps the first places of each kind."""

    _kinds: dict[tuple[str, str, str], _Kind] = field(default_factory=dict)

    def add(self, code: str, message: str, origin: Origin, about: str = "") -> None:
        """Record one row; rows with the same code, file and ``about`` are one diagnostic."""
        held = self._kinds.get((code, origin.file, about))
        if held is None:
            self._kinds[code, origin.file, about] = _Kind(message, origin)
            return
        held.rows += 1
        if len(held.others) < _SHOWN and origin != held.first:
            held.others.append(origin)

    def diagnostics(self, shown_as: str = "") -> Iterator[Diagnostic]:
        """Yield one warning a kind; ``shown_as`` is put before the names of files."""
        for (code, _, _), kind in self._kinds.items():
            more = f" (and {kind.rows - 1:,} more like it)" if kind.rows > 1 else ""
            yield warning(
                code,
                kind.message + more,
                _place(kind.first, shown_as),
                hint=HINTS[code],
                related=tuple(_place(one, shown_as) for one in kind.others),
            )


def _place(origin: Origin, shown_as: str) -> Location:
    sheet = f"[{origin.sheet}]" if origin.sheet else ""
    return Location(f"{shown_as}{origin.file}{sheet}", origin.row, origin.column)
