"""The way of a packet by its destination alone, device by device; no filter stops it."""

from collections.abc import Iterator
from dataclasses import dataclass

from govnetgen.model.address import Address
from govnetgen.verify.forwarding import LABELS, Forwarding, Way

_PUBLIC = tuple(Address(4, first << 24 | 1) for first in range(1, 224) if first not in (10, 127, 172, 192, 198, 203))


@dataclass(frozen=True, slots=True)
class Step:
    """What one device does with the packet."""

    device: str
    table: str
    into: str
    way: Way

    def __str__(self) -> str:
        table = f" in VRF {self.table}" if self.table else ""
        into = f"in {self.into}, " if self.into else ""
        if self.way.why_not:
            return f"{self.device}{table}: {into}dropped: {self.way.why_not}"
        out = "into a label-switched path" if self.way.out == LABELS else f"out {self.way.out}"
        return f"{self.device}{table}: {into}{self.way.prefix} {out}"


def walk(forwarding: Forwarding, device: str, table: str, address: Address, into: str = "") -> Iterator[Step]:
    """Yield what each device on the way does; the last one delivers the packet, sends it out, or drops it."""
    seen: set[tuple[str, str]] = set()
    while True:
        way = forwarding.way(device, table, address)
        if (device, table) in seen:
            yield Step(device, table, into, Way(way.prefix, why_not="it has been here before: a loop"))
            return
        seen.add((device, table))
        yield Step(device, table, into, way)
        if way.hop is None:
            return
        device, table, into = way.hop.device, way.table, way.hop.into


def somewhere_else(forwarding: Forwarding) -> Address:
    """Return an address of the Internet that no route of the network is about, but for default routes."""
    for address in _PUBLIC:
        if all(prefix.length == 0 for prefix, _ in forwarding.origins.covering(address)):
            return address
    raise ValueError("every public block has a route of its own")
