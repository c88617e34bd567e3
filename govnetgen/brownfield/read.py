"""Everything that departments handed in: each file of a folder, by what it holds and not by what it is called."""

import hashlib
from dataclasses import replace
from pathlib import Path

from govnetgen.brownfield.arp import looks_like_arp, read_arp, unread_entries
from govnetgen.brownfield.content import is_workbook, read_sheets, sheets_of_text
from govnetgen.brownfield.encoding import decode_legacy
from govnetgen.brownfield.found import Found
from govnetgen.brownfield.html import looks_like_html
from govnetgen.brownfield.registry import Registry
from govnetgen.brownfield.running import looks_like_configuration, read_running
from govnetgen.brownfield.sheet import Sheet
from govnetgen.brownfield.table import has_table, read_table
from govnetgen.diagnostics import Checked, Collector, Diagnostic, Location, Severity
from govnetgen.model.address import Address
from govnetgen.model.claims import HandedIn, Host, OwnSpace, RunningDevice, Unreadable
from govnetgen.source import read_bytes

LARGEST = 1 << 30
"""The largest file that is read, in bytes: a sheet of a million rows is a tenth of it."""


def read_legacy(folder: Path, registry: Registry, own: OwnSpace) -> Checked[HandedIn]:
    """Read every file below a folder; what is wrong with one never keeps the others from being read."""
    reading = _Reading(folder, registry)
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        reading.file(path)
    found = reading.found
    _report_hosts_twice(found)
    handed_in = HandedIn(
        units=registry.units,
        claims=tuple(found.claims),
        hosts=tuple(found.hosts),
        arp=tuple(found.arp),
        devices=tuple(reading.devices),
        unreadable=tuple(found.unreadable),
        own=own,
    )
    return Checked(handed_in, (*map(_as_warning, reading.collector), *found.notices.diagnostics()))


def _report_hosts_twice(found: Found) -> None:
    """Say which addresses sheets give to two MAC addresses: a defect only where ARP shows the host."""
    first: dict[tuple[str, Address], Host] = {}
    for host in found.hosts:
        if host.mac:
            other = first.setdefault((host.facts.domain, host.address), host)
            if other.mac != host.mac:
                message = f"{host.address} is listed with another MAC address in {other.origin}"
                found.notices.add("host-twice", message, host.origin)


def _as_warning(one: Diagnostic) -> Diagnostic:
    # a file that cannot be read is said, and the audit goes on
    return replace(one, severity=Severity.WARNING)


class _Reading:
    """Reads files one after another."""

    def __init__(self, folder: Path, registry: Registry) -> None:
        self.folder = folder
        self.registry = registry
        self.found = Found(registry)
        self.collector = Collector()
        self.devices: list[RunningDevice] = []
        self.digests: dict[bytes, str] = {}

    def file(self, path: Path) -> None:
        """Read one file."""
        name = path.relative_to(self.folder).as_posix()
        if any(part.startswith(".") for part in path.relative_to(self.folder).parts) or path.name.startswith("~$"):
            return  # what editors and file managers leave behind
        data = read_bytes(path, name, self.collector, limit=LARGEST)
        if data is None or self._is_copy(data, name):
            return
        if is_workbook(data):
            self._tables(read_sheets(data, name, self.collector), name)
            return
        text = decode_legacy(data, name, self.collector)
        if text is not None:
            self._text(text, name)

    def _is_copy(self, data: bytes, name: str) -> bool:
        digest = hashlib.sha256(data).digest()
        first = self.digests.setdefault(digest, name)
        if first == name:
            return False
        self.collector.warning(
            "same-file-twice",
            f"this file is the same as {first}, byte for byte: it was read once",
            Location(name),
            hint="delete one of the two",
            related=(Location(first),),
        )
        return True

    def _text(self, text: str, name: str) -> None:
        if looks_like_html(text):
            self._tables(sheets_of_text(text, name, self.collector), name)
            return
        arp, configuration = looks_like_arp(text), looks_like_configuration(text)
        if configuration and self._configuration(text, name):
            if arp:
                self._arp(text, name)
            return
        sheets = sheets_of_text(text, name, self.collector)
        if any(map(has_table, sheets)):
            self._tables(sheets, name)
        elif arp:
            self._arp(text, name)
        elif configuration:
            message = "this looks like a configuration, but no platform understands it"
            self.collector.warning("unknown-language", message, Location(name), hint="see the table of platforms")
        else:
            self._tables(sheets, name)

    def _configuration(self, text: str, name: str) -> bool:
        device = read_running(text, name, self.registry)
        if device is not None:
            self.devices.append(device)
        return device is not None

    def _arp(self, text: str, name: str) -> None:
        self.found.arp.extend(read_arp(text, name))
        for origin, line in unread_entries(text, name):
            reason = "this line of an ARP table holds no address"
            self.found.unreadable.append(Unreadable(origin, "bad-octet", line, reason))
            self.found.notices.add("bad-octet", f"{line!r}: {reason}", origin)

    def _tables(self, sheets: tuple[Sheet, ...], name: str) -> None:
        read = [sheet for sheet in sheets if read_table(sheet, name, self.found)]
        for sheet in sheets:
            place = Location(f"{name}[{sheet.name}]" if sheet.name else name)
            if not any(any(text.strip() for text in row) for row in sheet.rows):
                self.collector.warning("empty-sheet", "this sheet is empty", place, hint="was it meant to be?")
            elif sheet not in read:
                hint = "name the columns in a row above them, as 单位名称, 网段, 网关, VLAN"
                self.collector.warning("no-table", "there is no table of addresses here", place, hint=hint)
