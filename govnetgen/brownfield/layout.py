"""Which column of a sheet is what: headings below titles, over two rows, repeated, or none at all."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice

from govnetgen.brownfield.heading import EVIDENCE, Column, column_of, is_exact, says_six
from govnetgen.brownfield.notation import read_prefixes

_SAMPLE = 200


class TableKind(StrEnum):
    """What the rows of a table say."""

    CLAIMS = "claims"
    HOSTS = "hosts"
    ARP = "arp"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where the columns of a table are, by what they hold; -1 for none, several where a sheet may have several."""

    kind: TableKind
    headings: tuple[str, ...] = field(repr=False)
    serials: tuple[int, ...]
    unit: int
    prefixes: tuple[int, ...]
    addresses: tuple[int, ...]
    firsts: tuple[int, ...]
    lasts: tuple[int, ...]
    mask: int
    gateways: tuple[int, ...]
    vlan: int
    hosts: int
    mac: int
    rare: Mapping[Column, int]
    """Columns that few sheets have: looked at only where one of them is filled."""

    @property
    def evidence(self) -> tuple[int, ...]:
        """The columns without which a row says nothing."""
        return (*self.prefixes, *self.addresses, *self.firsts)

    @property
    def known(self) -> int:
        """How many columns have headings that are known."""
        return sum(1 for text in self.headings if column_of(text) is not None)

    def expects_six(self, position: int) -> bool:
        """Tell whether a column is meant for IPv6."""
        return position < len(self.headings) and says_six(self.headings[position])


_RARE = (
    Column.DEVICE,
    Column.DOMAIN,
    Column.NETWORK,
    Column.LINE,
    Column.EXIT,
    Column.PURPOSE,
    Column.RENUMBER,
    Column.NOTE,
    Column.INTERFACE,
    Column.AGE,
    Column.WEIGHT,
)


def _laid_out(kind: TableKind, columns: Mapping[Column, tuple[int, ...]], headings: Sequence[str]) -> Layout:
    def first(column: Column) -> int:
        return columns.get(column, (-1,))[0]

    prefixes, addresses = columns.get(Column.PREFIX, ()), columns.get(Column.ADDRESS, ())
    firsts = columns.get(Column.FIRST, ())
    if kind is TableKind.CLAIMS:
        if not prefixes and not firsts:
            prefixes, addresses = addresses, ()
        elif Column.MAC not in columns:
            addresses = ()
    return Layout(
        kind=kind,
        headings=tuple(headings),
        serials=columns.get(Column.SERIAL, ()),
        unit=first(Column.UNIT),
        prefixes=prefixes,
        addresses=addresses,
        firsts=firsts,
        lasts=columns.get(Column.LAST, ()),
        mask=first(Column.MASK),
        gateways=columns.get(Column.GATEWAY, ()),
        vlan=first(Column.VLAN),
        hosts=first(Column.HOSTS),
        mac=first(Column.MAC),
        rare={column: columns[column][0] for column in _RARE if column in columns},
    )


def layout_of(row: Sequence[str], below: Callable[[], Iterable[tuple[str, ...]]]) -> Layout | None:
    """Return the layout that a row of headings gives; None where the row is no row of headings.

    ``below`` gives the rows under it, of which a few are looked at where headings leave open what a table says.
    """
    columns = [column_of(text) if text and not text.isspace() else None for text in row]
    known = {column for column in columns if column is not None}
    if not known & EVIDENCE:
        return None
    filled = sum(1 for text in row if text.strip())
    exact = sum(1 for text in row if text.strip() and is_exact(text))
    if not (len(known) > 1 and exact) and not (filled == 1 and exact == 1):
        return None
    held: dict[Column, tuple[int, ...]] = {}
    for position, column in enumerate(columns):
        if column is not None:
            held[column] = (*held.get(column, ()), position)
    return _laid_out(_kind(held, below), held, row)


def merged_headings(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...] | None:
    """Join two rows of headings, the lower one finer; None where the lower row is no row of headings."""
    finer = False
    joined = []
    for position in range(max(len(upper), len(lower))):
        above = upper[position].strip() if position < len(upper) else ""
        below = lower[position].strip() if position < len(lower) else ""
        if below and below != above:
            if not is_exact(below):
                return None
            finer = True
        joined.append(below or above)
    return tuple(joined) if finer else None


def inferred(rows: Iterable[tuple[str, ...]], is_unit: Callable[[str], bool]) -> Layout | None:
    """Return the layout of a table without headings, where units and prefixes stand in columns of their own."""
    sample = [row for row in islice(rows, _SAMPLE) if any(text.strip() for text in row)]
    width = max(map(len, sample), default=0)
    units = _mostly(sample, width, is_unit)
    prefixes = _mostly(sample, width, lambda text: bool(read_prefixes(text).prefixes))
    if units is None or prefixes is None or units == prefixes:
        return None
    return _laid_out(TableKind.CLAIMS, {Column.UNIT: (units,), Column.PREFIX: (prefixes,)}, ())


def _mostly(rows: Sequence[tuple[str, ...]], width: int, is_one: Callable[[str], bool]) -> int | None:
    for position in range(width):
        texts = [row[position] for row in rows if position < len(row) and row[position].strip()]
        if texts and sum(map(is_one, texts)) * 10 >= len(rows) * 6:
            return position
    return None


def _kind(columns: Mapping[Column, tuple[int, ...]], below: Callable[[], Iterable[tuple[str, ...]]]) -> TableKind:
    if Column.ADDRESS not in columns or Column.PREFIX in columns or Column.FIRST in columns:
        return TableKind.CLAIMS
    if Column.MAC in columns:
        arp = Column.UNIT not in columns and (Column.INTERFACE in columns or Column.AGE in columns)
        return TableKind.ARP if arp else TableKind.HOSTS
    if Column.MASK in columns:
        return TableKind.CLAIMS
    position = columns[Column.ADDRESS][0]
    texts = [text for row in islice(below(), _SAMPLE) if position < len(row) and (text := row[position].strip())]
    bare = sum(1 for text in texts if _are_hosts(text))
    return TableKind.HOSTS if bare * 2 > len(texts) else TableKind.CLAIMS


def _are_hosts(text: str) -> bool:
    """Tell whether a cell holds addresses without any subnet."""
    prefixes = read_prefixes(text).prefixes
    return bool(prefixes) and not any(one.subnet for one in prefixes)
