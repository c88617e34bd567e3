"""Which new address each known host gets: the same offset where its subnet has one, else the next that is free."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from govnetgen.addressing.size import reserved_addresses
from govnetgen.addressing.unify.mapping import Action, Moved, image
from govnetgen.addressing.unify.segment import addresses_in
from govnetgen.model.address import Address
from govnetgen.model.claims import HandedIn


class HostMove(NamedTuple):
    """A host's old and new address; ``new`` is None where its subnet is full."""

    unit: str
    vlan: str
    old: Address
    new: Address | None
    action: Action

    @property
    def offset_kept(self) -> bool:
        """Tell whether the last part of the address stays, as far as a /24 goes."""
        return self.new is not None and self.old.value & 255 == self.new.value & 255


def host_moves(handed_in: HandedIn, moved: Iterable[Moved], gateways: int = 2) -> Iterator[HostMove]:
    """Yield the hosts that move or are translated, by segment and old address."""
    by_unit: dict[str, list[Moved]] = {}
    for one in moved:
        if one.action is not Action.KEEP:
            by_unit.setdefault(one.segment.unit, []).append(one)
    for own in by_unit.values():
        for one in own:
            yield from _of_segment(handed_in, one, gateways)


def _of_segment(handed_in: HandedIn, one: Moved, gateways: int) -> Iterator[HostMove]:
    hosts = addresses_in(handed_in, one.segment.unit, one.segment.prefix)
    if not hosts:
        return
    whole, subnet = image(one), one.subnet
    kept = {subnet.value + offset for offset in range(reserved_addresses(gateways) + 1)}
    used = {*kept, subnet.last}
    wanted: dict[Address, int] = {}
    for host in hosts if whole is not None else ():
        target = whole.value + host.value - one.segment.prefix.value if whole is not None else 0
        # translated prefixes map every offset; what moves for good leaves the gateways theirs
        if target not in used or one.action is Action.NAT:
            wanted[host] = target
            used.add(target)
    free = (value for value in range(subnet.value + len(kept), subnet.last) if value not in used)
    for host in hosts:
        value = wanted.get(host)
        if value is None:
            value = next(free, None)
        new = None if value is None else Address(subnet.version, value)
        yield HostMove(one.segment.unit, one.vlan, host, new, one.action)
