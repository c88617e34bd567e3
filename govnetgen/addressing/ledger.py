"""The ledger: everything ever given out, as text, one record a line, so that branches merge line by line.

    # govnetgen ledger 1: what was given out. Keep it in version control; govnetgen alone writes it
    block    service/site:city 10.32.0.0/20 given 5d0b23fa
    subnet   service/tax/office 10.32.8.0/24 given 7c2f9e01
    vlan     tax/office 100 released 90aa12bb

The words of a record: kind, key, value, state, any notes as ``name=value``, and a check over all of these, by which a
line that was edited is told from one that was merged. Keys are made of the inventory's own names.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple
from zlib import crc32

from govnetgen.addressing.name import key_of
from govnetgen.addressing.pause import paused_collection
from govnetgen.diagnostics import Checked, Collector, Location

VERSION = 1
_HEADER = re.compile(r"# govnetgen ledger (\d+)\b.*", re.ASCII)
_HEADER_TEXT = (
    f"# govnetgen ledger {VERSION}: what was given out. Keep it in version control; govnetgen alone writes it"
)
_MARKERS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
_RESTORE = "restore the line from version control; to choose a value yourself, pin it in the inventory (fixed)"


class State(StrEnum):
    """``given``: in use. ``released``: its owner is gone, and may come back. ``retired``: its owner has another value.

    Nothing that is not ``given`` is given to another owner.
    """

    __hash__ = str.__hash__  # a hundred thousand records are looked up by it; Enum's own is slow

    GIVEN = "given"
    RELEASED = "released"
    RETIRED = "retired"


class Kind(StrEnum):
    """What a record gives out.

    ``block`` POOL/site:NAME or POOL/unit:NAME, any number of them an owner; ``subnet`` POOL/UNIT/VLAN; ``loopback``
    POOL/DEVICE; ``link`` POOL/LINK or POOL/LINK/VPN; ``delegate`` POOL/SITE; ``host`` UNIT/VLAN/DEVICE, an offset in
    the subnet; ``vlan`` UNIT/VLAN; ``vpn`` VPN; ``area`` SITE; ``port`` LINK/DEVICE or UNIT/VLAN/DEVICE;
    ``lag`` LINK/DEVICE.
    """

    __hash__ = str.__hash__

    BLOCK = "block"
    SUBNET = "subnet"
    LOOPBACK = "loopback"
    LINK = "link"
    DELEGATE = "delegate"
    HOST = "host"
    VLAN = "vlan"
    VPN = "vpn"
    AREA = "area"
    PORT = "port"
    LAG = "lag"


ADDRESSES = frozenset((Kind.BLOCK, Kind.SUBNET, Kind.LINK, Kind.LOOPBACK, Kind.DELEGATE))
"""Kinds whose values are prefixes of a pool, which their keys begin with."""

_STATES = {state.value: state for state in State}
_KINDS = {kind.value: kind for kind in Kind}


class Record(NamedTuple):
    """One line. ``notes`` are further words ``name=value``; ``line`` is where it was read, 0 for a new one."""

    kind: Kind
    key: str
    value: str
    state: State
    notes: tuple[str, ...] = ()
    line: int = 0


class Ledger(NamedTuple):
    """All records; ``file`` is named in diagnostics."""

    records: tuple[Record, ...] = ()
    file: str = "ledger.txt"

    def location(self, record: Record) -> Location:
        """Where a record was read."""
        return Location(self.file, record.line)


def print_ledger(ledger: Ledger) -> str:
    """Return the text of a ledger: sorted, the same bytes for the same records."""
    lines = []
    for record in ledger.records:
        said = f"{record.kind:<8} {' '.join((*record[1:4], *record.notes))}"
        lines.append(f"{said} {crc32(said.encode()):08x}\n")
    lines.sort()
    return "".join([_HEADER_TEXT, "\n", *lines])


@paused_collection()
def parse_ledger(text: str, file: str) -> Checked[Ledger]:
    """Read a ledger. An empty text is an empty ledger: the network's first.

    Errors: ``ledger-format``, ``ledger-version``, ``ledger-merge-conflict``, ``ledger-edited``, ``ledger-clash``.
    """
    collector = Collector()
    if not text:
        return Checked(Ledger(file=file))
    lines = text.split("\n")
    if not _header(lines[0].rstrip("\r"), file, collector):
        return collector.checked(None)
    records = []
    for number, line in enumerate(lines[1:], start=2):
        record = _record(line, number)
        if record is not None:
            records.append(record)
        elif (words := line.split()) and words[0] != "#":
            _complain(line, words, Location(file, number), collector)
    ledger = Ledger(tuple(_distinct(records, file, collector)), file)
    quoted = [replace(found, excerpt=lines[found.location.line - 1]) for found in collector]
    return Checked(ledger if not quoted else None, tuple(quoted))


def _header(line: str, file: str, collector: Collector) -> bool:
    match = _HEADER.fullmatch(line.removeprefix("\ufeff"))
    if match is None:
        if line.startswith(_MARKERS[0]):
            _complain(line, line.split(), Location(file, 1), collector)
        else:
            message = "this is not a ledger: its first line is missing"
            collector.error("ledger-format", message, Location(file, 1), hint="restore the file from version control")
        return False
    if int(match[1]) != VERSION:
        message = f"the ledger has version {match[1]}, this govnetgen reads version {VERSION}"
        collector.error("ledger-version", message, Location(file, 1), hint="use the govnetgen that wrote it")
        return False
    return True


def _record(line: str, number: int) -> Record | None:
    """Return a line's record; None where it is none or its check says that it was changed."""
    said, _, check = line.rstrip().rpartition(" ")
    words = said.split()
    if len(words) < 4 or check != f"{crc32(said.encode()):08x}":
        return None
    kind, state = _KINDS.get(words[0]), _STATES.get(words[3])
    if kind is None or state is None:
        return None
    return Record(kind, words[1], words[2], state, tuple(words[4:]), number)


def _complain(line: str, words: list[str], where: Location, collector: Collector) -> None:
    """Say what is wrong with a line that is no record; one conflict is one error, at its first marker."""
    if line.startswith(_MARKERS):
        if line.startswith(_MARKERS[0]):
            message = "two branches changed the ledger, and the merge was left unfinished here"
            hint = "keep the lines of both branches and delete the lines with markers; what clashes is then named"
            collector.error("ledger-merge-conflict", message, where, hint=hint)
    elif len(words) < 5 or words[0] not in _KINDS or words[3] not in _STATES:
        collector.error("ledger-format", f"this line is no record: {line[:60]!r}", where, hint=_RESTORE)
    else:
        message = f"the record of {words[0]} {words[1]} was changed by hand: its check is not {words[-1]}"
        collector.error("ledger-edited", message, where, hint=_RESTORE)


_RANK = {State.GIVEN: 0, State.RELEASED: 1, State.RETIRED: 2}


def _distinct(records: Iterable[Record], file: str, collector: Collector) -> Iterable[Record]:
    """Return each record once: the lines of two branches may say the same, or one that the owner is gone.

    An owner that has two values is an error, but for blocks, of which it may have several.
    """
    unique: dict[tuple[str, str, str], Record] = {}
    for record in records:
        held = unique.setdefault(record[:3], record)
        if held is not record and _RANK[record.state] < _RANK[held.state]:
            unique[record[:3]] = record
    current: dict[tuple[str, str], Record] = {}
    for record in unique.values():
        if record.state is State.RETIRED or record.kind is Kind.BLOCK:
            continue
        held = current.setdefault(record[:2], record)
        if held is not record:
            _clash(held, record, file, collector)
    return unique.values()


def _clash(held: Record, other: Record, file: str, collector: Collector) -> None:
    keep, drop = sorted((held, other), key=lambda one: (_RANK[one.state], one.line))
    collector.error(
        "ledger-clash",
        f"two branches gave {keep.kind} {keep.key} a value: {held.value} in line {held.line}, "
        f"{other.value} in line {other.line}",
        Location(file, drop.line),
        hint=f"delete one of the two lines: line {drop.line}, unless its value is the one in use",
        related=(Location(file, keep.line),),
    )


def new_record(kind: Kind, value: str, *names: str) -> Record:
    """Make a record of something given out now."""
    return Record(kind, key_of(*names), value, State.GIVEN)
