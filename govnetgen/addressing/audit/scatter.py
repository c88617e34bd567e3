"""D13: units whose prefixes cannot be summed up."""

from collections.abc import Iterator

from govnetgen.addressing.audit.overlap import evidence_of
from govnetgen.model.address import BITS, Prefix
from govnetgen.model.claims import Claim, Finding, HandedIn

_ROOM_TO_GROW = 4
"""A block this many times as large as what is in it is still one that a plan would have given."""


def find_scattered(handed_in: HandedIn) -> Iterator[Finding]:
    """Find units that need several routes, and whose smallest common block is far larger than all they have."""
    held: dict[tuple[str, int, str], list[Claim]] = {}
    for claim in handed_in.claims:
        if claim.subnet:
            held.setdefault((claim.owner.id, claim.prefix.version, claim.facts.domain), []).append(claim)
    for (_, version, _), claims in held.items():
        routes = summarised(version, [claim.prefix for claim in claims])
        around = block_around(version, routes)
        if len(routes) > 1 and around.size > _ROOM_TO_GROW * sum(one.size for one in routes):
            count = len({claim.prefix for claim in claims})
            values = {"prefix": str(around), "count": str(count), "routes": str(len(routes))}
            yield Finding("D13", str(around), tuple(map(evidence_of, claims)), values)


def summarised(version: int, prefixes: list[Prefix]) -> list[Prefix]:
    """Return the fewest prefixes that hold exactly the same addresses."""
    found: list[Prefix] = []
    for prefix in sorted(set(prefixes), key=lambda one: (one.value, one.length)):
        if found and found[-1].last >= prefix.last:
            continue
        found.append(prefix)
        while len(found) > 1 and _are_halves(found[-2], found[-1]):
            lower = found[-2]
            found[-2:] = [Prefix(version, lower.value, lower.length - 1)]
    return found


def _are_halves(lower: Prefix, upper: Prefix) -> bool:
    same = lower.length == upper.length and lower.length > 0
    return same and lower.last + 1 == upper.value and not lower.value & lower.size


def block_around(version: int, prefixes: list[Prefix]) -> Prefix:
    """Return the smallest prefix around all."""
    first, last = prefixes[0].value, max(one.last for one in prefixes)
    length = BITS[version] - (first ^ last).bit_length()
    return Prefix(version, first >> (BITS[version] - length) << (BITS[version] - length), length)
