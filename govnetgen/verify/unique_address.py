"""Every address once in a routing table, and no subnet inside another or on two segments."""

from collections.abc import Iterator
from dataclasses import dataclass

from govnetgen.model.address import Address, Prefix
from govnetgen.model.finding import Finding, fails, holds
from govnetgen.verify.cable import Attached
from govnetgen.verify.observed import Observed
from govnetgen.verify.segment import Node

CHECK = "unique-addresses"
TITLE = "addresses are unique in their table, subnets lie apart"


@dataclass(frozen=True, slots=True)
class _Use:
    """An address on an interface; ``shared`` is the VRRP group that it belongs to."""

    at: Attached
    address: Address
    prefix: Prefix
    segment: Node
    group: int | None = None

    def __str__(self) -> str:
        shared = f" (VRRP group {self.group})" if self.group is not None else ""
        return f"{self.at}: {self.address}/{self.prefix.length}{shared}"


def check(observed: Observed) -> Iterator[Finding]:
    """Decide for each routing table. A table is a VRF by its name across all devices, and the one outside VRFs."""
    tables: dict[str, list[_Use]] = {}
    segments = observed.segments
    for attached in observed.everything():
        table = attached.interface.vrf or ""
        tables.setdefault(table, []).extend(_uses(attached, segments.of(attached)))
    for table, uses in sorted(tables.items()):
        subject = f"vrf {table}" if table else "global table"
        found = [*_twice(observed, subject, uses), *_overlapping(observed, subject, uses)]
        yield from found or [holds(CHECK, subject, f"{len(uses):,} addresses")]


def _uses(attached: Attached, segment: Node) -> Iterator[_Use]:
    for one in attached.interface.addresses:
        yield _Use(attached, one.address, one.prefix, segment)
    for group in attached.interface.vrrp:
        for address in group.addresses:
            prefix = next((one.prefix for one in attached.interface.addresses if one.prefix.contains(address)), None)
            if prefix is not None:  # link-local addresses are unique on their segment only
                yield _Use(attached, address, prefix, segment, group.number)


def _twice(observed: Observed, subject: str, uses: list[_Use]) -> Iterator[Finding]:
    first: dict[Address, _Use] = {}
    for use in uses:
        before = first.setdefault(use.address, use)
        if before is use or _may_share(before, use):
            continue
        message = f"{use.address} is on {before.at} and on {use.at}"
        yield fails(CHECK, subject, message, str(before), str(use), at=observed.device(use.at.device).location)


def _may_share(one: _Use, other: _Use) -> bool:
    if one.segment != other.segment:
        return False
    if one.group is not None and one.group == other.group:
        return True
    # RFC 5798 4.1: the owner of a virtual address has it on its own interface too
    return one.at == other.at and (one.group is None) != (other.group is None)


def _overlapping(observed: Observed, subject: str, uses: list[_Use]) -> Iterator[Finding]:
    by_prefix: dict[Prefix, _Use] = {}
    for use in uses:
        before = by_prefix.setdefault(use.prefix, use)
        if before.segment != use.segment and before.address != use.address:
            message = f"{use.prefix} is on two segments: at {before.at} and at {use.at}"
            yield fails(CHECK, subject, message, str(before), str(use), at=observed.device(use.at.device).location)
    open_: list[Prefix] = []
    for prefix in sorted(by_prefix, key=lambda one: (one.version, one.value, one.length)):
        while open_ and not open_[-1].contains(prefix):
            open_.pop()
        if open_:
            outer, inner = by_prefix[open_[-1]], by_prefix[prefix]
            message = f"{prefix} of {inner.at} lies inside {open_[-1]} of {outer.at}"
            yield fails(CHECK, subject, message, str(outer), str(inner), at=observed.device(inner.at.device).location)
        open_.append(prefix)
