"""What a row says beside its addresses: gateways, VLANs, how many hosts, and what few sheets have a column for."""

from govnetgen.brownfield.cell import is_ditto, says_nothing, squeezed
from govnetgen.brownfield.found import Found, shortened
from govnetgen.brownfield.heading import Column
from govnetgen.brownfield.layout import Layout
from govnetgen.brownfield.row import has_own_exit, is_link, read_count, read_gateways, read_network, read_vlans
from govnetgen.model.address import Address
from govnetgen.model.claims import NOTHING_ELSE, Origin, RowFacts


class FactsReader:
    """Reads rows of one table, and remembers the cells that a later row may point back to."""

    def __init__(self, layout: Layout, found: Found) -> None:
        self._layout = layout
        self._notices = found.notices
        self._above: dict[int, str] = {}

    def resolved(self, text: str, at: int) -> str:
        """Return a cell's text, or that of the cell above where it says: as above."""
        if is_ditto(text):
            return self._above.get(at, text)
        if text:
            self._above[at] = text
        return text

    def read(self, row: tuple[str, ...], place: Origin) -> RowFacts:
        """Read a row; ``place`` is the row's."""
        layout, width = self._layout, len(row)
        gateways: tuple[Address, ...] = ()
        for at in layout.gateways:
            if at < width and row[at]:
                gateways += self._gateways(self.resolved(row[at], at), place, at)
        vlans: tuple[int, ...] = ()
        if 0 <= layout.vlan < width and row[layout.vlan]:
            vlans = self._vlans(self.resolved(row[layout.vlan], layout.vlan), place)
        written = row[layout.hosts] if 0 <= layout.hosts < width else ""
        hosts = read_count(written) if written else None
        for at in layout.rare.values():
            if at < width and row[at]:
                return self._more(row, gateways, vlans, hosts)
        if not gateways and not vlans and hosts is None:
            return NOTHING_ELSE
        return RowFacts(gateways=gateways, vlans=vlans, hosts=hosts)

    def _gateways(self, text: str, place: Origin, at: int) -> tuple[Address, ...]:
        read = read_gateways(text)
        if read is None:
            origin = place._replace(column=at + 1)
            self._notices.add("bad-gateway", f"{shortened(text)!r} is no gateway", origin)
        return read or ()

    def _vlans(self, text: str, place: Origin) -> tuple[int, ...]:
        numbers = read_vlans(text.strip())
        if numbers is None:
            origin = place._replace(column=self._layout.vlan + 1)
            self._notices.add("bad-vlan", f"{shortened(text)!r} is no VLAN id", origin)
        return numbers or ()

    def _more(
        self, row: tuple[str, ...], gateways: tuple[Address, ...], vlans: tuple[int, ...], hosts: int | None
    ) -> RowFacts:
        rare = self._layout.rare

        def cell(column: Column) -> str:
            at = rare.get(column, -1)
            return row[at].strip() if 0 <= at < len(row) else ""

        domain, line = cell(Column.DOMAIN), cell(Column.LINE)
        note = f"{cell(Column.PURPOSE)} {cell(Column.NOTE)}".strip()
        return RowFacts(
            gateways=gateways,
            vlans=vlans,
            hosts=hosts,
            devices=tuple(cell(Column.DEVICE).split()),
            domain="" if says_nothing(domain) else squeezed(domain),
            network=read_network(cell(Column.NETWORK)),
            line="" if says_nothing(line) else line,
            own_exit=has_own_exit(cell(Column.EXIT)),
            link=is_link(note),
            renumber=cell(Column.RENUMBER),
            weight=read_count(cell(Column.WEIGHT)) if cell(Column.WEIGHT) else None,
            note=note,
        )
