"""Sets of addresses as sorted ranges of integers, and what firewall objects hold."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import cached_property

from govnetgen.model.address import BITS, Address, AddressRange, NumberRange, Prefix
from govnetgen.model.device.acl import Protocol
from govnetgen.model.device.firewall import Firewall, ServiceTerm

Range = tuple[int, int]
"""First and last, inclusive."""


def merged(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """Return ranges in order, those that touch joined."""
    found: list[Range] = []
    for first, last in sorted(ranges):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)


def overlapping(ranges: tuple[Range, ...], wanted: Range) -> Iterable[Range]:
    """Yield what sorted ranges share with one."""
    position = max(0, bisect_right(ranges, wanted[0], key=lambda one: one[0]) - 1)
    for first, last in ranges[position:]:
        if first > wanted[1]:
            return
        if last >= wanted[0]:
            yield max(first, wanted[0]), min(last, wanted[1])


def range_of(member: Prefix | AddressRange | Address) -> Range:
    """Return the addresses of a prefix, a range or a host."""
    if isinstance(member, Prefix):
        return member.value, member.last
    if isinstance(member, Address):
        return member.value, member.value
    return member.first.value, member.last.value


def version_of(member: Prefix | AddressRange | Address) -> int:
    """Return the IP version of a prefix, a range or a host."""
    return member.first.version if isinstance(member, AddressRange) else member.version


def everything(version: int) -> Range:
    """Return all addresses."""
    return 0, (1 << BITS[version]) - 1


class Objects:
    """The named sets of a firewall's policy, worked out once."""

    def __init__(self, firewall: Firewall) -> None:
        self._firewall = firewall
        self._known: dict[tuple[tuple[str, ...], int], tuple[Range, ...]] = {}

    def addresses(self, names: tuple[str, ...], version: int) -> tuple[Range, ...]:
        """Return the addresses of objects and groups together; no names mean any. An unknown name holds nothing."""
        if not names:
            return (everything(version),)
        key = (names, version)
        if key not in self._known:
            members = (member for name in names for one in self._objects(name) for member in self._members[one])
            self._known[key] = merged(range_of(one) for one in members if version_of(one) == version)
        return self._known[key]

    def services(self, names: tuple[str, ...]) -> tuple[ServiceTerm, ...]:
        """Return the protocols and ports of service objects and groups together; no names mean any."""
        if not names:
            return (ServiceTerm(protocol=Protocol.IP),)
        groups = {one.name: one.members for one in self._firewall.service_groups}
        terms = {one.name: one.terms for one in self._firewall.service_objects}
        return tuple(term for name in names for one in groups.get(name, (name,)) for term in terms.get(one, ()))

    @cached_property
    def _members(self) -> Mapping[str, tuple[Prefix | AddressRange, ...]]:
        return {one.name: one.members for one in self._firewall.address_objects}

    @cached_property
    def _groups(self) -> Mapping[str, tuple[str, ...]]:
        return {one.name: one.members for one in self._firewall.address_groups}

    def _objects(self, name: str) -> tuple[str, ...]:
        return tuple(one for one in self._groups.get(name, (name,)) if one in self._members)


ALL_PORTS = NumberRange(0, 65535)
