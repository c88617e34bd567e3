"""The cells of a row to claims, hosts and ARP entries; what nothing can be made of is listed, never left out."""

import re
from dataclasses import replace
from pathlib import PurePosixPath

from govnetgen.brownfield.cell import says_nothing, squeezed
from govnetgen.brownfield.facts import FactsReader
from govnetgen.brownfield.found import Found, shortened
from govnetgen.brownfield.heading import Column
from govnetgen.brownfield.layout import Layout
from govnetgen.brownfield.mac import read_mac
from govnetgen.brownfield.notation import CellReading, read_prefixes
from govnetgen.brownfield.prefix_item import Problem, ReadPrefix, read_address
from govnetgen.brownfield.sheet import Oddity, Sheet
from govnetgen.model.address import Address
from govnetgen.model.claims import ArpEntry, Claim, Host, Origin, Owner, RowFacts

_MOST_HOSTS = 1024
_FEW_HOSTS = 32
"""In a host sheet, a range this short lists hosts, even where a subnet would have just these."""
_RANGE = re.compile(r"(\d+(?:\.\d+){3})\s*[-~>]+\s*\.?(\d+(?:\.\d+){0,3})")
_REASONS = {
    Oddity.DATE: "this is a date: a spreadsheet made it of something else",
    Oddity.FORMULA: "this is a formula without a stored result",
}


class StatementReader:
    """Reads the cells of rows of one table."""

    def __init__(self, layout: Layout, sheet: Sheet, facts: FactsReader, found: Found) -> None:
        self._layout, self._sheet, self._facts, self._found = layout, sheet, facts, found
        self._owner_above: Owner | None = None

    def claims(self, row: tuple[str, ...], place: Origin, owner: Owner | None, facts: RowFacts) -> bool:
        """Read what a row claims; tell whether it says anything."""
        layout, width = self._layout, len(row)
        mask = row[layout.mask] if 0 <= layout.mask < width else ""
        said = False
        for at in layout.prefixes:
            text = row[at] if at < width else ""
            if not text or text.isspace() or (len(layout.prefixes) > 1 and says_nothing(text)):
                continue
            said = True
            if (place.row - 1, at) in self._sheet.merged and owner == self._owner_above:
                continue  # the cell that it is merged with has said so
            self._claim(place, at, self._facts.resolved(text, at), mask, owner, facts)
        self._owner_above = owner
        for number, at in enumerate(layout.firsts):
            first = row[at].strip() if at < width else ""
            last_at = layout.lasts[number] if number < len(layout.lasts) else width
            last = row[last_at].strip() if last_at < width else ""
            if first:
                said = True
                self._claim(place, at, f"{first}-{last}" if last else first, mask, owner, facts)
        if layout.addresses:
            said |= self.hosts(row, place, owner, facts)
        return said

    def hosts(self, row: tuple[str, ...], place: Origin, owner: Owner | None, facts: RowFacts) -> bool:
        """Read the hosts that a row lists; tell whether it says anything."""
        layout, width = self._layout, len(row)
        written_mac = row[layout.mac].strip() if 0 <= layout.mac < width else ""
        mac = read_mac(written_mac) if written_mac else None
        if mac is None and not says_nothing(written_mac):
            message = f"{shortened(written_mac)!r} is no MAC address"
            self._found.notices.add("bad-mac", message, place._replace(column=layout.mac + 1))
        said = False
        for at in layout.addresses:
            text = row[at] if at < width else ""
            if text and not text.isspace():
                said = True
                self._hosts(place, at, text, owner, mac or "", facts)
        return said

    def _refused(self, place: Origin, at: int, text: str, owner: Owner | None, facts: RowFacts) -> bool:
        """Refuse a cell that a spreadsheet has changed, or that nobody owns; tell whether it was."""
        oddity = self._sheet.odd.get((place.row - 1, at)) if self._sheet.odd else None
        if oddity is not None:
            problem = Problem(oddity.value, text, _REASONS[oddity])
        elif owner is None:
            problem = Problem("no-unit", text, "nothing says whose this is")
        else:
            return False
        self._found.refuse(place._replace(column=at + 1), problem, owner, facts)
        return True

    def _claim(self, place: Origin, at: int, text: str, mask: str, owner: Owner | None, facts: RowFacts) -> None:
        if owner is None or self._sheet.odd:
            if self._refused(place, at, text, owner, facts):
                return
            assert owner is not None
        origin = Origin(place.file, place.row, at + 1, place.sheet)
        reading = read_prefixes(text, mask, facts.gateways)
        for problem in reading.problems:
            self._found.refuse(origin, problem, owner, facts)
        if reading.prefixes:
            self._claims(origin, text, owner, facts, reading)

    def _claims(self, origin: Origin, text: str, owner: Owner, facts: RowFacts, reading: CellReading) -> None:
        if reading.gateways:
            facts = replace(facts, gateways=tuple(dict.fromkeys((*facts.gateways, *reading.gateways))))
        for one in reading.prefixes:
            self._found.claims.append(
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
                self._found.notices.add("host-bits", message, origin)
            if one.prefix.version == 6 and not self._layout.expects_six(origin.column - 1):
                message = f"{one.text!r} is IPv6 in a column whose heading does not say so"
                self._found.notices.add("ipv6-cell", message, origin)

    def _hosts(self, place: Origin, at: int, text: str, owner: Owner | None, mac: str, facts: RowFacts) -> None:
        if self._refused(place, at, text, owner, facts):
            return
        assert owner is not None
        origin = Origin(place.file, place.row, at + 1, place.sheet)
        address = read_address(text)
        if address is not None:
            self._found.hosts.append(Host(origin=origin, owner=owner, address=address, mac=mac, facts=facts))
            return
        reading = read_prefixes(text)
        for problem in reading.problems:
            self._found.refuse(origin, problem, owner)
        for one in reading.prefixes:
            addresses = _addresses(one)
            if addresses is None:
                self._claims(origin, text, owner, facts, CellReading((one,)))
                continue
            for each in addresses:
                self._found.hosts.append(Host(origin=origin, owner=owner, address=each, mac=mac, facts=facts))

    def arp(self, row: tuple[str, ...], place: Origin) -> None:
        """Read a row of an ARP table that was copied into a sheet."""
        layout = self._layout

        def cell(at: int) -> str:
            return row[at].strip() if 0 <= at < len(row) else ""

        address, mac = read_address(cell(layout.addresses[0])), read_mac(cell(layout.mac))
        if address is None or mac is None:
            reason = "this row of an ARP table has no address or no MAC address"
            text = shortened(" ".join(row).strip())
            self._found.refuse(place, Problem("unreadable-prefix", text, reason))
            return
        rare = layout.rare
        self._found.arp.append(
            ArpEntry(
                origin=place._replace(column=layout.addresses[0] + 1),
                device=cell(rare.get(Column.DEVICE, -1)) or PurePosixPath(place.file).stem,
                address=address,
                mac=mac,
                interface=cell(rare.get(Column.INTERFACE, -1)),
                vrf=squeezed(cell(rare.get(Column.DOMAIN, -1))),
                own=cell(rare.get(Column.AGE, -1)) in ("-", "N/A"),
            )
        )


def _addresses(one: ReadPrefix) -> tuple[Address, ...] | None:
    """Return the hosts that a cell of a host sheet lists; None where it is a subnet."""
    if one.host_bits:
        return (read_address(one.text.partition("/")[0].split()[0]) or one.prefix.network,)
    if one.subnet and not one.prefix.is_host:
        return _few_hosts(one.text)
    if one.prefix.size > _MOST_HOSTS:
        return None
    return tuple(one.prefix.host(offset) for offset in range(one.prefix.size))


def _few_hosts(text: str) -> tuple[Address, ...] | None:
    """Return the addresses of a short range; None for any other way to write a subnet."""
    match = _RANGE.fullmatch(text)
    if match is None:
        return None
    head = match[1].split(".")
    first = read_address(match[1])
    last = read_address(".".join((*head[: 3 - match[2].count(".")], match[2])))
    if first is None or last is None or last.value - first.value >= _FEW_HOSTS:
        return None
    return tuple(Address(4, value) for value in range(first.value, last.value + 1))
