"""Sheets row after row: titles, headings, and whose each row is."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import PurePosixPath

from govnetgen.brownfield.cell import is_ditto, says_nothing
from govnetgen.brownfield.facts import FactsReader
from govnetgen.brownfield.found import Found, shortened
from govnetgen.brownfield.heading import is_exact
from govnetgen.brownfield.layout import Layout, TableKind, inferred, layout_of, merged_headings
from govnetgen.brownfield.notation import read_prefixes
from govnetgen.brownfield.prefix_item import Problem
from govnetgen.brownfield.sheet import Sheet
from govnetgen.brownfield.statement import StatementReader
from govnetgen.brownfield.title import owner_of_titles
from govnetgen.model.claims import Origin, Owner, RowFacts

WIDE = 64
"""A table with more columns than this has some that nobody knows of."""


def has_table(sheet: Sheet) -> bool:
    """Tell whether some row of a sheet is a row of headings."""
    return any(layout_of(row, lambda: ()) for row in sheet.rows)


def read_table(sheet: Sheet, file: str, found: Found) -> bool:
    """Read a sheet; tell whether there was a table in it, or anything that looks like an address."""
    reader = _Reader(sheet, file, found)
    reader.read()
    return reader.any


class _Reader:
    """Goes through a sheet once, and knows what the rows above have said."""

    def __init__(self, sheet: Sheet, file: str, found: Found) -> None:
        self._sheet, self._file, self._found = sheet, file, found
        self._sheet_name = "" if sheet.first else sheet.name
        self.any = False
        self._layout: Layout | None = None
        self._titles: list[str] = []
        self._title_owner: Owner | None = None
        self._owner_above: Owner | None = None
        self._owners: dict[str, Owner] = {}

    def read(self) -> None:
        """Read every row."""
        under_headings = False
        for index, row in enumerate(self._sheet.rows):
            if not any(row) or "".join(row).isspace():
                continue
            if self._layout is None or self._may_be_headings(row, self._layout):
                under_headings = self._headings(index, row, under_headings)
            else:
                self._row(index, row, self._layout)
                under_headings = False
        if self._layout is None:
            self._without_headings()

    @staticmethod
    def _may_be_headings(row: tuple[str, ...], layout: Layout) -> bool:
        at = layout.evidence[0]
        text = row[at] if at < len(row) else ""
        return bool(text) and not text[0].isdigit() and is_exact(text)

    def _headings(self, index: int, row: tuple[str, ...], under_headings: bool) -> bool:
        """Take a row as headings, as a finer row of headings, or as a title; tell whether it was headings."""
        if self._layout is not None and under_headings:
            finer = merged_headings(self._layout.headings, row)
            layout = self._layout_of(finer, index) if finer is not None else None
            if layout is not None:
                self._take(layout)
                return True
        layout = self._layout_of(row, index)
        if layout is not None:
            self.any, self._owner_above = True, None
            names = [self._sheet.name, PurePosixPath(self._file).stem]
            registry = self._found.registry
            self._title_owner = owner_of_titles(self._titles, registry) or owner_of_titles(names, registry)
            self._take(layout)
            if len(row) > WIDE:
                message = f"this table has {len(row)} columns; {layout.known} of them have headings that are known"
                self._found.notices.add("wide-sheet", message, self._place(index))
            return True
        if self._layout is None:
            self._titles.extend(dict.fromkeys(text.strip() for text in row if text.strip()))
        else:
            self._row(index, row, self._layout)
        return False

    def _layout_of(self, row: Sequence[str], index: int) -> Layout | None:
        return layout_of(row, lambda: islice(iter(self._sheet.rows), index + 1, None))

    def _take(self, layout: Layout) -> None:
        self._layout = layout
        self._facts = FactsReader(layout, self._found)
        self._statements = StatementReader(layout, self._sheet, self._facts, self._found)

    def _place(self, index: int) -> Origin:
        return Origin(self._file, index + 1, 0, self._sheet_name)

    def _row(self, index: int, row: tuple[str, ...], layout: Layout) -> None:
        place = self._place(index)
        if layout.kind is TableKind.ARP:
            self._statements.arp(row, place)
            return
        owner = self._owner(row, layout, place)
        facts = self._facts.read(row, place)
        if layout.kind is TableKind.HOSTS:
            said = self._statements.hosts(row, place, owner, facts)
        else:
            said = self._statements.claims(row, place, owner, facts)
        if not said and not _is_blank_form(row, layout):
            self._refuse_row(row, layout, place, owner, facts)

    def _refuse_row(
        self, row: tuple[str, ...], layout: Layout, place: Origin, owner: Owner | None, facts: RowFacts
    ) -> None:
        text = shortened(" ".join(text.strip() for text in row if text.strip()))
        filled = [row[at] for at in layout.evidence if at < len(row) and row[at].strip()]
        code = "says-nothing" if filled and all(map(says_nothing, filled)) else "no-prefix"
        self._found.refuse(place, Problem(code, text, "this row names no addresses"), owner, facts)

    def _owner(self, row: tuple[str, ...], layout: Layout, place: Origin) -> Owner | None:
        at = layout.unit
        if at < 0:
            return self._title_owner
        text = row[at] if at < len(row) else ""
        owner = self._owners.get(text)
        if owner is not None:
            self._owner_above = owner
        elif not text.strip() or is_ditto(text):
            above = self._owner_above
            if above is not None and not is_ditto(text) and _has_evidence(row, layout):
                message = f"this row names no unit: it was taken as {above.written!r}, as the row above"
                self._found.notices.add("filled-down", message, place._replace(column=at + 1))
            return above or self._title_owner
        else:
            owner = self._owner_above = self._owners[text] = self._found.registry.owner(text)
        if not owner.registered and self._found.registry.units and _has_evidence(row, layout):
            self._report_unregistered(text, owner, place._replace(column=at + 1))
        return owner

    def _report_unregistered(self, text: str, owner: Owner, origin: Origin) -> None:
        if self._found.registry.is_ambiguous(text):
            message = f"{owner.written!r} may be several units"
            self._found.notices.add("ambiguous-unit", message, origin, owner.id)
        else:
            message = f"no unit is registered as {owner.written!r}"
            self._found.notices.add("unregistered-unit", message, origin, owner.id)

    def _without_headings(self) -> None:
        layout = inferred(self._sheet.rows, lambda text: self._found.registry.owner(text).registered)
        if layout is not None:
            self.any = True
            self._take(layout)
            message = "no row names the columns; they were told by what stands in them"
            self._found.notices.add("no-headings", message, self._place(0)._replace(row=0))
            for index, row in enumerate(self._sheet.rows):
                if any(text.strip() for text in row):
                    self._row(index, row, layout)
            return
        for index, row in self._with_addresses():
            self.any = True
            text = shortened(" ".join(text.strip() for text in row if text.strip()))
            problem = Problem("no-headings", text, "no row above names the columns")
            self._found.refuse(self._place(index), problem)

    def _with_addresses(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        for index, row in enumerate(self._sheet.rows):
            if any(read_prefixes(text).prefixes for text in row if text.strip()):
                yield index, row


def _has_evidence(row: tuple[str, ...], layout: Layout) -> bool:
    return any(at < len(row) and row[at].strip() for at in layout.evidence)


def _is_blank_form(row: tuple[str, ...], layout: Layout) -> bool:
    """Tell whether nothing but the number of the row was printed into it."""
    return all(not text.strip() or position in layout.serials for position, text in enumerate(row))
