"""Rows of a sheet to claims, hosts and ARP entries; what nothing can be made of is listed, never left out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import PurePosixPath

from govnetgen.brownfield.cell import is_ditto, says_nothing, squeezed
from govnetgen.brownfield.heading import Column, is_exact
from govnetgen.brownfield.layout import Layout, TableKind, inferred, layout_of, merged_headings
from govnetgen.brownfield.mac import read_mac
from govnetgen.brownfield.notation import CellReading, read_prefixes
from govnetgen.brownfield.notices import Notices
from govnetgen.brownfield.prefix_item import Problem, ReadPrefix, read_address
from govnetgen.brownfield.registry import Registry
from govnetgen.brownfield.row import (
    has_own_exit,
    is_link,
    read_count,
    read_gateways,
    read_network,
    read_vlans,
)
from govnetgen.brownfield.sheet import Oddity, Sheet
from govnetgen.brownfield.title import owner_of_titles
from govnetgen.model.address import Address
from govnetgen.model.claims import NOTHING_ELSE, ArpEntry, Claim, Host, Origin, Owner, RowFacts, Unreadable

WIDE = 64
"""A sheet with more columns than this has some that nobody knows of."""
_MOST_HOSTS = 1024
_REASONS = {
    Oddity.DATE: "this is a date: a spreadsheet made it of something else",
    Oddity.FORMULA: "this is a formula without a stored result",
}


@dataclass(slots=True)
class Found:
    """What was read so far, of all files."""

    registry: Registry
    claims: list[Claim] = field(default_factory=list)
    hosts: list[Host] = field(default_factory=list)
    arp: list[ArpEntry] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    notices: Notices = field(default_factory=Notices)

    def refuse(self, origin: Origin, problem: Problem, owner: Owner | None = None) -> None:
        """Record a row that cannot be read."""
        self.unreadable.append(Unreadable(origin, problem.code, problem.text, problem.reason, owner))
        self.notices.add(problem.code, f"{_short(problem.text)!r}: {problem.reason}", origin)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."


def has_table(sheet: Sheet) -> bool:
    """Tell whether some row of a sheet is a row of headings."""
    return any(layout_of(row, lambda: ()) for row in sheet.rows)


def read_table(sheet: Sheet, file: str, found: Found) -> bool:
    """Read a sheet; tell whether there was a table in it, or anything that looks like an address."""
    reader = _Reader(sheet, file, found)
    reader.read()
    return reader.any


class _Reader:
    """Goes through a sheet once, row after row, and knows what the rows above have said."""

    def __init__(self, sheet: Sheet, file: str, found: Found) -> None:
        self.sheet, self.file, self.found = sheet, file, found
        self.shown_sheet = "" if sheet.first else sheet.name
        self.any = False
        self.layout: Layout | None = None
        self.titles: list[str] = []
        self.title_owner: Owner | None = None
        self.above: tuple[str, ...] = ()
        self.owner: Owner | None = None
        self.owners: dict[str, Owner] = {}
        self.previous: dict[int, str] = {}

    def read(self) -> None:
        """Read every row."""
        rows = iter(self.sheet.rows)
        joined = False
        for index, row in enumerate(rows):
            if not any(row) or not any(text and not text.isspace() for text in row):
                continue
            if self.layout is None or self._may_be_headings(row):
                joined = self._headings(index, row, joined)
                continue
            self._row(index, row)
            joined = False
        if self.layout is None:
            self._without_headings()

    def _may_be_headings(self, row: tuple[str, ...]) -> bool:
        layout = self.layout
        if layout is None:
            return True
        for column in (Column.PREFIX, Column.ADDRESS, Column.FIRST):
            at = layout.first(column)
            if 0 <= at < len(row):
                text = row[at]
                return bool(text) and not any(character.isdigit() for character in text) and is_exact(text)
        return False

    def _headings(self, index: int, row: tuple[str, ...], joined: bool) -> bool:
        """Take a row as headings, as a finer row of headings, or as a title; tell whether it was headings."""
        if self.layout is not None and joined:
            finer = merged_headings(self.layout.headings, row)
            if finer is not None:
                self.layout = layout_of(finer, lambda: islice(iter(self.sheet.rows), index + 1, None)) or self.layout
                return True
        layout = layout_of(row, lambda: islice(iter(self.sheet.rows), index + 1, None))
        if layout is not None:
            self.layout, self.any, self.owner, self.previous = layout, True, None, {}
            self.title_owner = owner_of_titles(self.titles, self.found.registry)
            if self.title_owner is None:
                names = [self.sheet.name, PurePosixPath(self.file).stem]
                self.title_owner = owner_of_titles(names, self.found.registry)
            self._report_width(index, row)
            return True
        if self.layout is None:
            self.titles.extend(dict.fromkeys(text.strip() for text in row if text.strip()))
            return False
        self._row(index, row)
        return False

    def _report_width(self, index: int, row: tuple[str, ...]) -> None:
        if len(row) > WIDE and self.layout is not None:
            known = sum(map(len, self.layout.columns.values()))
            message = f"this table has {len(row)} columns; {known} of them have headings that are known"
            self.found.notices.add("wide-sheet", message, self._origin(index, 0))

    def _origin(self, index: int, column: int) -> Origin:
        return Origin(self.file, index + 1, column, self.shown_sheet)

    def _cell(self, row: tuple[str, ...], column: Column) -> str:
        assert self.layout is not None
        at = self.layout.first(column)
        return row[at] if 0 <= at < len(row) else ""

    def _row(self, index: int, row: tuple[str, ...]) -> None:
        layout = self.layout
        assert layout is not None
        if layout.kind is TableKind.ARP:
            self._arp_row(index, row, layout)
            return
        owner = self._owner(index, row, layout)
        facts = self._facts(index, row, layout)
        if layout.kind is TableKind.HOSTS:
            said = self._host_cells(index, row, layout.columns[Column.ADDRESS], owner, facts)
        else:
            said = self._claim_cells(index, row, layout, owner, facts)
        if not said and not self._is_blank_form(row, layout):
            text = " ".join(text.strip() for text in row if text.strip())
            written = next((row[at] for at in self._evidence(layout) if at < len(row) and row[at].strip()), text)
            code = "says-nothing" if says_nothing(written) else "no-prefix"
            self.found.refuse(self._origin(index, 0), Problem(code, _short(text), "this row names no addresses"), owner)

    @staticmethod
    def _evidence(layout: Layout) -> list[int]:
        return [at for column in (Column.PREFIX, Column.ADDRESS, Column.FIRST) for at in layout.columns.get(column, ())]

    @staticmethod
    def _is_blank_form(row: tuple[str, ...], layout: Layout) -> bool:
        """Tell whether nothing but the number of the row was printed into it."""
        serial = layout.columns.get(Column.SERIAL, ())
        return all(not text.strip() or position in serial for position, text in enumerate(row))

    # who

    def _owner(self, index: int, row: tuple[str, ...], layout: Layout) -> Owner | None:
        at = layout.first(Column.UNIT)
        if at < 0:
            return self.title_owner
        text = row[at] if at < len(row) else ""
        if not text.strip() or is_ditto(text):
            if self.owner is not None and not is_ditto(text) and self._has_evidence(row, layout):
                message = f"this row names no unit: it was taken as {self.owner.written!r}, which the row above names"
                self.found.notices.add("filled-down", message, self._origin(index, at + 1))
            return self.owner or self.title_owner
        owner = self.owners.get(text)
        if owner is None:
            owner = self.owners[text] = self.found.registry.owner(text)
        self.owner = owner
        if not owner.registered and self.found.registry.units and self._has_evidence(row, layout):
            self._report_unregistered(index, at, text, owner)
        return owner

    def _has_evidence(self, row: tuple[str, ...], layout: Layout) -> bool:
        return any(at < len(row) and row[at].strip() for at in self._evidence(layout))

    def _report_unregistered(self, index: int, at: int, text: str, owner: Owner) -> None:
        ambiguous = self.found.registry.is_ambiguous(text)
        code = "ambiguous-unit" if ambiguous else "unregistered-unit"
        message = (
            f"{owner.written!r} may be several units" if ambiguous else f"no unit is registered as {owner.written!r}"
        )
        self.found.notices.add(code, message, self._origin(index, at + 1), owner.id)

    # what else

    def _facts(self, index: int, row: tuple[str, ...], layout: Layout) -> RowFacts:
        columns, width = layout.columns, len(row)
        gateways: tuple[Address, ...] = ()
        for at in columns.get(Column.GATEWAY, ()):
            if at < width and (text := self._resolved(row[at], at)):
                read = read_gateways(text)
                if read is None:
                    message = f"{_short(text)!r} is no gateway"
                    self.found.notices.add("bad-gateway", message, self._origin(index, at + 1))
                else:
                    gateways += read
        vlans: tuple[int, ...] = ()
        at = layout.first(Column.VLAN)
        if 0 <= at < width and (text := self._resolved(row[at], at).strip()):
            numbers = read_vlans(text)
            if numbers is None:
                self.found.notices.add("bad-vlan", f"{_short(text)!r} is no VLAN id", self._origin(index, at + 1))
            else:
                vlans = numbers
        hosts = self._cell(row, Column.HOSTS)
        if not layout.columns.keys() & _RARE:
            if not gateways and not vlans and not hosts:
                return NOTHING_ELSE
            return RowFacts(gateways=gateways, vlans=vlans, hosts=read_count(hosts) if hosts else None)
        return self._more_facts(row, gateways, vlans, hosts)

    def _more_facts(
        self, row: tuple[str, ...], gateways: tuple[Address, ...], vlans: tuple[int, ...], hosts: str
    ) -> RowFacts:
        domain, line = self._cell(row, Column.DOMAIN), self._cell(row, Column.LINE)
        note = f"{self._cell(row, Column.PURPOSE)} {self._cell(row, Column.NOTE)}".strip()
        return RowFacts(
            gateways=gateways,
            vlans=vlans,
            hosts=read_count(hosts) if hosts else None,
            devices=tuple(part for part in self._cell(row, Column.DEVICE).split() if part),
            domain="" if says_nothing(domain) else squeezed(domain),
            network=read_network(self._cell(row, Column.NETWORK)),
            line="" if says_nothing(line) else line.strip(),
            own_exit=has_own_exit(self._cell(row, Column.EXIT)),
            link=is_link(note),
            renumber=self._cell(row, Column.RENUMBER).strip(),
            note=note,
        )

    def _resolved(self, text: str, at: int) -> str:
        """Return a cell's text, or that of the cell above where it says: as above."""
        if is_ditto(text):
            return self.previous.get(at, text)
        if text:
            self.previous[at] = text
        return text

    # claims

    def _claim_cells(
        self, index: int, row: tuple[str, ...], layout: Layout, owner: Owner | None, facts: RowFacts
    ) -> bool:
        columns = layout.columns
        prefixes = columns.get(Column.PREFIX) or (() if Column.FIRST in columns else columns.get(Column.ADDRESS, ()))
        said = False
        mask = self._cell(row, Column.MASK)
        for at in prefixes:
            text = row[at] if at < len(row) else ""
            if not text or text.isspace() or (len(prefixes) > 1 and says_nothing(text)):
                continue
            said = True
            if (index, at) in self.sheet.merged and self._is_same_owner(owner):
                continue  # the cell that it is merged with has said so
            self._claim(index, at, self._resolved(text, at), mask, owner, facts)
        self.last_owner = owner
        if Column.FIRST in columns:
            said |= self._first_and_last(index, row, layout, owner, facts)
        if Column.PREFIX in columns and Column.ADDRESS in columns and Column.MAC in columns:
            said |= self._host_cells(index, row, columns[Column.ADDRESS], owner, facts)
        return said

    last_owner: Owner | None = None

    def _is_same_owner(self, owner: Owner | None) -> bool:
        return owner is not None and self.last_owner is not None and owner.id == self.last_owner.id

    def _first_and_last(
        self, index: int, row: tuple[str, ...], layout: Layout, owner: Owner | None, facts: RowFacts
    ) -> bool:
        said = False
        lasts = layout.columns.get(Column.LAST, ())
        for number, at in enumerate(layout.columns[Column.FIRST]):
            first = row[at].strip() if at < len(row) else ""
            last = row[lasts[number]].strip() if number < len(lasts) and lasts[number] < len(row) else ""
            if not first:
                continue
            said = True
            text = f"{first}-{last}" if last else first
            self._claim(index, at, text, self._cell(row, Column.MASK), owner, facts)
        return said

    def _claim(self, index: int, at: int, text: str, mask: str, owner: Owner | None, facts: RowFacts) -> None:
        origin = self._origin(index, at + 1)
        oddity = self.sheet.odd.get((index, at)) if self.sheet.odd else None
        if oddity is not None:
            self.found.refuse(origin, Problem(oddity, text, _REASONS[oddity]), owner)
            return
        reading = read_prefixes(text, mask, facts.gateways)
        for problem in reading.problems:
            self.found.refuse(origin, problem, owner)
        if not reading.prefixes:
            return
        if owner is None:
            self.found.refuse(origin, Problem("no-unit", text, "nothing says whose this is"))
            return
        self._claims(origin, text, owner, facts, reading)

    def _claims(self, origin: Origin, text: str, owner: Owner, facts: RowFacts, reading: CellReading) -> None:
        if reading.gateways:
            facts = _with_gateways(facts, reading.gateways)
        for one in reading.prefixes:
            self.found.claims.append(
                Claim(
                    origin=origin,
                    owner=owner,
                    prefix=one.prefix,
                    written=text,
                    repaired=reading.repaired,
                    subnet=one.subnet,
                    facts=facts,
                )
            )
            if one.host_bits:
                message = f"{one.text!r} has host bits set: it was read as {one.prefix}"
                self.found.notices.add("host-bits", message, origin)
            if one.prefix.version == 6 and self.layout is not None and not self.layout.expects_six(origin.column - 1):
                message = f"{one.text!r} is IPv6 in a column whose heading does not say so"
                self.found.notices.add("ipv6-cell", message, origin)

    # hosts

    def _host_cells(
        self, index: int, row: tuple[str, ...], columns: Iterable[int], owner: Owner | None, facts: RowFacts
    ) -> bool:
        said = False
        written_mac = self._cell(row, Column.MAC).strip()
        mac = read_mac(written_mac) if written_mac else None
        if mac is None and not says_nothing(written_mac):
            at = self.layout.first(Column.MAC) if self.layout else 0
            message = f"{_short(written_mac)!r} is no MAC address"
            self.found.notices.add("bad-mac", message, self._origin(index, at + 1))
        for at in columns:
            text = row[at] if at < len(row) else ""
            if not text or text.isspace():
                continue
            said = True
            self._hosts(index, at, text, owner, mac or "", facts)
        return said

    def _hosts(self, index: int, at: int, text: str, owner: Owner | None, mac: str, facts: RowFacts) -> None:
        origin = self._origin(index, at + 1)
        oddity = self.sheet.odd.get((index, at)) if self.sheet.odd else None
        if oddity is not None:
            self.found.refuse(origin, Problem(oddity, text, _REASONS[oddity]), owner)
            return
        address = read_address(text)
        if owner is None:
            self.found.refuse(origin, Problem("no-unit", text, "nothing says whose this is"))
        elif address is not None:
            self.found.hosts.append(Host(origin=origin, owner=owner, address=address, mac=mac, facts=facts))
        else:
            self._odd_host(origin, text, owner, mac, facts)

    def _odd_host(self, origin: Origin, text: str, owner: Owner, mac: str, facts: RowFacts) -> None:
        """Take a cell that holds more than one plain address."""
        reading = read_prefixes(text)
        for problem in reading.problems:
            self.found.refuse(origin, problem, owner)
        for one in reading.prefixes:
            addresses = _addresses(one)
            if addresses is None:
                whole = CellReading((one,))
                self._claims(origin, text, owner, facts, whole)
                continue
            for address in addresses:
                self.found.hosts.append(Host(origin=origin, owner=owner, address=address, mac=mac, facts=facts))

    def _arp_row(self, index: int, row: tuple[str, ...], layout: Layout) -> None:
        written, mac = self._cell(row, Column.ADDRESS), read_mac(self._cell(row, Column.MAC))
        address = read_address(written)
        origin = self._origin(index, layout.first(Column.ADDRESS) + 1)
        if address is None or mac is None:
            reason = "this row of an ARP table has no address or no MAC address"
            self.found.refuse(origin, Problem("unreadable-prefix", _short(" ".join(row).strip()), reason))
            return
        self.found.arp.append(
            ArpEntry(
                origin=origin,
                device=self._cell(row, Column.DEVICE).strip() or PurePosixPath(self.file).stem,
                address=address,
                mac=mac,
                interface=self._cell(row, Column.INTERFACE).strip(),
                vrf=squeezed(self._cell(row, Column.DOMAIN)),
                own=self._cell(row, Column.AGE).strip() in ("-", "N/A"),
            )
        )

    # no headings

    def _without_headings(self) -> None:
        layout = inferred(self.sheet.rows, lambda text: self.found.registry.owner(text).registered)
        if layout is not None:
            self.layout, self.any = layout, True
            message = "no row names the columns; they were told by what stands in them"
            self.found.notices.add("no-headings", message, self._origin(0, 0))
            for index, row in enumerate(self.sheet.rows):
                if any(text.strip() for text in row):
                    self._row(index, row)
            return
        for index, row in self._with_addresses():
            self.any = True
            text = _short(" ".join(text.strip() for text in row if text.strip()))
            reason = "no row above names the columns"
            self.found.refuse(self._origin(index, 0), Problem("no-headings", text, reason))

    def _with_addresses(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        for index, row in enumerate(self.sheet.rows):
            if any(read_prefixes(text).prefixes for text in row if text.strip()):
                yield index, row


_RARE = frozenset(
    (
        Column.DEVICE,
        Column.DOMAIN,
        Column.NETWORK,
        Column.LINE,
        Column.EXIT,
        Column.PURPOSE,
        Column.RENUMBER,
        Column.NOTE,
    )
)


def _with_gateways(facts: RowFacts, gateways: tuple[Address, ...]) -> RowFacts:
    from dataclasses import replace

    return replace(facts, gateways=tuple(dict.fromkeys((*facts.gateways, *gateways))))


def _addresses(one: ReadPrefix) -> tuple[Address, ...] | None:
    """Return the hosts that a cell of a host sheet lists; None where it is a subnet."""
    if one.host_bits:
        return (read_address(one.text.partition("/")[0].split()[0]) or one.prefix.network,)
    if one.subnet and not one.prefix.is_host:
        return None
    if one.prefix.size > _MOST_HOSTS:
        return None
    return tuple(one.prefix.host(offset) for offset in range(one.prefix.size))
