"""Networks that overlap: the device takes one on an interface when no other interface has a part of it any more."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from ipaddress import ip_network

from govnetgen.configtree.operation import Operation

_Key = tuple[int, int, int]
"""Version, the bits of the prefix, how many they are."""


def tie_overlapping(operations: Sequence[Operation]) -> None:
    """Have what takes a network wait for what gives up another that overlaps it."""
    inside: defaultdict[_Key, list[tuple[Operation, str]]] = defaultdict(list)
    exactly: defaultdict[_Key, list[tuple[Operation, str]]] = defaultdict(list)
    for one in operations:
        for cover in one.removes.covers - one.adds.covers:
            owner, keys = _keys(cover)
            for key in keys:
                inside[key].append((one, owner))
            for key in keys[-1:]:
                exactly[key].append((one, owner))
    if not inside:
        return
    for one in operations:
        for cover in one.adds.covers - one.removes.covers:
            owner, keys = _keys(cover)
            for other, whose in _overlapping(keys, inside, exactly):
                if whose != owner and other is not one:
                    one.before[other] = None


def _overlapping(
    keys: Sequence[_Key],
    inside: dict[_Key, list[tuple[Operation, str]]],
    exactly: dict[_Key, list[tuple[Operation, str]]],
) -> Iterator[tuple[Operation, str]]:
    for key in keys[-1:]:
        yield from inside.get(key, ())
    for key in keys[:-1]:
        yield from exactly.get(key, ())


def _keys(cover: str) -> tuple[str, list[_Key]]:
    """Return the owner, and the network with all networks around it, the widest first."""
    text, _, owner = cover.partition(" ")
    try:
        network = ip_network(text)
    except ValueError:
        return owner, []
    bits, length, most = int(network.network_address), network.prefixlen, network.max_prefixlen
    return owner, [(network.version, bits >> (most - each), each) for each in range(length + 1)]
