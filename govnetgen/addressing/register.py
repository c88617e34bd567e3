"""What the ledger said and what this run gives out, side by side."""

from collections.abc import Collection, Iterator
from enum import StrEnum
from typing import NamedTuple

from govnetgen.addressing.ledger import ADDRESSES, Kind, Ledger, Record, State
from govnetgen.addressing.prefix import read_prefix
from govnetgen.diagnostics import Location


class What(StrEnum):
    """What became of a record.

    ``revived``: its owner came back. ``grown``: a block that holds the old one. ``retired``: another value took its
    place. ``dropped``: a pin took what waited for an owner that is gone.
    """

    GIVEN = "given"
    REVIVED = "revived"
    RELEASED = "released"
    GROWN = "grown"
    RETIRED = "retired"
    DROPPED = "dropped"


class Change(NamedTuple):
    """One difference between the ledger before and after."""

    what: What
    kind: Kind
    key: str
    value: str


class Register:
    """Collects what is given out in one run; what the old ledger said is never altered."""

    def __init__(self, ledger: Ledger, *, renumber: Collection[str] = ()) -> None:
        self.file = ledger.file
        self.renumbered: set[str] = set()
        """Which of the names to renumber the ledger knows."""
        self._current: dict[tuple[str, str], Record] = {}
        self._blocks: dict[str, list[Record]] = {}
        self._retired: list[Record] = []
        self._by_pool: dict[str, list[Record]] = {}
        self._by_kind: dict[Kind, list[Record]] = {}
        self._dropped: dict[Record, None] = {}
        self._new: list[Record] = []
        self._changes: list[Change] = []
        for record in ledger.records:
            self._read(record, renumber)

    def _read(self, record: Record, renumber: Collection[str]) -> None:
        kind, key, state = record.kind, record.key, record.state
        if renumber and state is State.GIVEN and (named := _named(record, renumber)):
            self.renumbered |= named
            self._changes.append(Change(What.RETIRED, kind, key, record.value))
            state = State.RETIRED
            record = record._replace(state=state)
        if kind in ADDRESSES:
            self._by_pool.setdefault(key.partition("/")[0], []).append(record)
        else:
            self._by_kind.setdefault(kind, []).append(record)
        if state is State.RETIRED:
            self._retired.append(record)
        elif kind is Kind.BLOCK:
            self._blocks.setdefault(key, []).append(record)
        else:
            self._current[kind, key] = record

    def of_pool(self, key: str) -> list[Record]:
        """Return every record of a pool, by the pool's key."""
        return self._by_pool.get(key, [])

    def pools(self) -> Iterator[str]:
        """Yield the keys of the pools that there are records of."""
        return iter(self._by_pool)

    def of_kind(self, kind: Kind) -> list[Record]:
        """Return every record of a kind that is not an address."""
        return self._by_kind.get(kind, [])

    def held(self, kind: Kind, key: str) -> Record | None:
        """Return what an owner has, or had before it went."""
        return self._current.get((kind, key))

    def held_blocks(self, key: str) -> list[Record]:
        """Return the blocks that an owner has, or had before it went."""
        return self._blocks.get(key, [])

    def location(self, record: Record) -> Location:
        """Where a record was read."""
        return Location(self.file, record.line)

    def drop(self, record: Record) -> None:
        """Forget a record that waits for an owner: its value was pinned for another."""
        self._dropped[record] = None

    def is_dropped(self, record: Record) -> bool:
        """Tell whether a record was forgotten."""
        return record in self._dropped

    def give(self, kind: Kind, key: str, value: str, *notes: str) -> None:
        """Enter what an owner has from now on; a value that it had before is retired."""
        held = self._current.pop((kind, key), None)
        if held is not None and held.value == value:
            self._keep(held if held.notes == notes or not notes else held._replace(notes=notes))
            return
        if held is not None:
            self._retire(held)
        self._enter(kind, key, value, *notes)

    def give_blocks(self, key: str, values: Collection[str]) -> None:
        """Enter all blocks that an owner has from now on; old ones that they hold have grown into them."""
        held = {record.value: record for record in self._blocks.pop(key, [])}
        for value in values:
            record = held.pop(value, None)
            if record is not None:
                self._keep(record)
            else:
                self._enter(Kind.BLOCK, key, value)
        for record in held.values():
            old = read_prefix(record.value)
            if any(read_prefix(value).contains(old) for value in values):
                self._changes.append(Change(What.GROWN, Kind.BLOCK, key, record.value))
            else:
                self._blocks.setdefault(key, []).append(record)

    def _keep(self, record: Record) -> None:
        if record.state is State.RELEASED:
            self._changes.append(Change(What.REVIVED, record.kind, record.key, record.value))
            record = record._replace(state=State.GIVEN)
        self._new.append(record)

    def _enter(self, kind: Kind, key: str, value: str, *notes: str) -> None:
        self._changes.append(Change(What.GIVEN, kind, key, value))
        self._new.append(Record(kind, key, value, State.GIVEN, notes))

    def _retire(self, record: Record) -> None:
        if record in self._dropped:
            self._changes.append(Change(What.DROPPED, record.kind, record.key, record.value))
            return
        self._changes.append(Change(What.RETIRED, record.kind, record.key, record.value))
        self._retired.append(record._replace(state=State.RETIRED))

    def result(self) -> tuple[Ledger, tuple[Change, ...]]:
        """Return the new ledger, in which what nobody asked for is released, and what changed, sorted."""
        left = [*self._current.values(), *(record for blocks in self._blocks.values() for record in blocks)]
        records = list(self._new)
        again = {record[:3] for record in records} if left or self._retired else set()
        for record in (*left, *self._retired):
            if record[:3] in again:
                continue
            if record in self._dropped:
                self._changes.append(Change(What.DROPPED, record.kind, record.key, record.value))
                continue
            if record.state is State.GIVEN:
                self._changes.append(Change(What.RELEASED, record.kind, record.key, record.value))
                record = record._replace(state=State.RELEASED)
            records.append(record)
        return Ledger(tuple(records), self.file), tuple(sorted(self._changes))


def _named(record: Record, names: Collection[str]) -> set[str]:
    """Return which names are a record's owner, or the unit that its owner belongs to."""
    if record.kind not in ADDRESSES:
        return set()
    owner = record.key.partition("/")[2]
    if record.kind is Kind.BLOCK:
        kind, _, unit = owner.partition(":")
        return {unit}.intersection(names) if kind == "unit" else set()
    return {owner, owner.partition("/")[0]}.intersection(names)
