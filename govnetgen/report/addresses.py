"""Which addresses devices gain and lose, and whose they are."""

from collections.abc import Iterable, Iterator

from govnetgen.addressing.book import BookRow
from govnetgen.model.address import BITS, Address, InterfaceAddress
from govnetgen.model.device import DeviceConfig
from govnetgen.report.review import AffectedAddress
from govnetgen.semantics.risk import Compared

_OWNED = frozenset({"subnet", "link", "loopback", "external", "management", "gateway"})
_Held = dict[tuple[InterfaceAddress | Address, str], None]


class Owners:
    """Looks up whose an address is: the smallest entry of the address book that holds it."""

    def __init__(self, rows: Iterable[BookRow]) -> None:
        self._rows: dict[tuple[int, int], dict[int, BookRow]] = {}
        self._hosts = {row.owner: row.used for row in rows if row.kind == "subnet" and row.used is not None}
        for row in rows:
            if row.kind in _OWNED:
                prefix = row.prefix
                self._rows.setdefault((prefix.version, prefix.length), {}).setdefault(prefix.value, row)
        self._lengths = sorted(self._rows, reverse=True)

    def of(self, address: Address) -> BookRow | None:
        """Return the entry, None for an address of nobody's."""
        for version, length in self._lengths:
            if version == address.version:
                mask = (1 << BITS[version]) - (1 << (BITS[version] - length))
                found = self._rows[version, length].get(address.value & mask)
                if found is not None:
                    return found
        return None

    def hosts(self, row: BookRow | None) -> int | None:
        """Return how many hosts live in the subnet of an entry."""
        return None if row is None else self._hosts.get(row.owner)


def affected(compared: Iterable[Compared], rows: tuple[BookRow, ...]) -> tuple[AffectedAddress, ...]:
    """Return the addresses that come and go, by device, those that go first."""
    owners = Owners(rows)
    return tuple(one for device in compared for one in _of_device(device, owners))


def _of_device(device: Compared, owners: Owners) -> Iterator[AffectedAddress]:
    before, after = _held(device.running), _held(device.intended)
    for (address, interface), gained in (
        *((one, False) for one in before if one not in after),
        *((one, True) for one in after if one not in before),
    ):
        plain = address.address if isinstance(address, InterfaceAddress) else address
        row = owners.of(plain)
        yield AffectedAddress(
            address=str(address),
            device=device.name,
            interface=interface,
            gained=gained,
            kind="" if row is None else row.kind,
            owner="" if row is None else row.owner,
            title="" if row is None else row.title,
            hosts=owners.hosts(row),
        )


def _held(config: DeviceConfig) -> _Held:
    found: _Held = {}
    for one in config.interfaces:
        found.update(dict.fromkeys((address, one.name) for address in one.addresses))
        found.update(dict.fromkeys((address, one.name) for group in one.vrrp for address in group.addresses))
    return found
