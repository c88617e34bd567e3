"""Which new address each known host gets: the same offset where its subnet has one, else the next that is free."""

from collections.abc import Iterable, Iterator, Sequence
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
    new = new_addresses(hosts, one, gateways)
    for host in hosts:
        yield HostMove(one.segment.unit, one.vlan, host, new.get(host), one.action)


def new_addresses(hosts: Sequence[Address], one: Moved, gateways: int = 2) -> dict[Address, Address]:
    """Return the new address of each host of a segment that gets one."""
    whole, subnet = image(one), one.subnet
    first = reserved_addresses(gateways) + 1
    used = {*range(subnet.value, subnet.value + first), subnet.last}
    found: dict[Address, Address] = {}
    for host in hosts:
        if whole is not None:
            target = whole.value + host.value - one.segment.prefix.value
        else:
            target = subnet.value + host.value % subnet.size
        # translated prefixes map every offset; what moves for good leaves the gateways theirs
        if target not in used or (one.action is Action.NAT and whole is not None):
            found[host] = Address(subnet.version, target)
            used.add(target)
    free = (value for value in range(subnet.value + first, subnet.last) if value not in used)
    for host, value in zip((one for one in hosts if one not in found), free, strict=False):
        found[host] = Address(subnet.version, value)
    return found
