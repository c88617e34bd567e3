"""Prefix lists for neighbours outside: nothing but what was agreed goes out or comes in."""

from collections.abc import Iterator

from govnetgen.intent.scope import Adjacency, Scope
from govnetgen.model.address import BITS, Prefix
from govnetgen.model.device.prefix_list import PrefixList, PrefixRule

STEP = 10


def build(scope: Scope) -> tuple[PrefixList, ...]:
    """Return the lists of all BGP neighbours outside the network."""
    return tuple(found for adjacency in scope.adjacencies for found in _lists(adjacency))


def accept_name(adjacency: Adjacency, version: int) -> str:
    """Name the list of what is accepted from a neighbour."""
    return _name(adjacency, "in", version)


def advertise_name(adjacency: Adjacency, version: int) -> str:
    """Name the list of what is advertised to a neighbour."""
    return _name(adjacency, "out", version)


def _name(adjacency: Adjacency, direction: str, version: int) -> str:
    external = adjacency.link.external
    return f"{external.name if external else ''}-{direction}" + ("6" if version == 6 else "")


def _lists(adjacency: Adjacency) -> Iterator[PrefixList]:
    external = adjacency.link.external
    if external is None or external.asn is None:
        return
    for version in sorted({peer.version for peer in external.peers}):
        yield PrefixList(
            name=accept_name(adjacency, version),
            version=version,
            rules=_rules([one for one in external.accept if one.version == version], version, longer=True),
        )
        yield PrefixList(
            name=advertise_name(adjacency, version),
            version=version,
            rules=_rules([one for one in external.advertise if one.version == version], version, longer=False),
        )


def _rules(prefixes: list[Prefix], version: int, *, longer: bool) -> tuple[PrefixRule, ...]:
    bits = BITS[version]
    rules = [
        PrefixRule(
            sequence=number * STEP,
            permit=True,
            prefix=prefix,
            at_most=min(bits, 24 if version == 4 else 48)
            if longer and prefix.length < (24 if version == 4 else 48)
            else None,
        )
        for number, prefix in enumerate(sorted(prefixes), start=1)
    ]
    # an empty list would permit everything on some platforms: say the denial
    everything = PrefixRule(sequence=(len(rules) + 1) * STEP, permit=False, prefix=Prefix(version, 0, 0), at_most=bits)
    return (*rules, everything)
