"""What may be referred to in a device, and small choices among it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.redistribution import Redistribution, RouteSource
from govnetgen.model.device.vrf import Vrf

T = TypeVar("T")


def first_of(items: Iterable[T], key: Callable[[T], object]) -> tuple[T, ...]:
    """Keep the first of those that share a key."""
    found: dict[object, T] = {}
    for item in items:
        found.setdefault(key(item), item)
    return tuple(found.values())


def known_or_none(known: Iterable[str], name: str | None) -> str | None:
    return name if name is not None and name in known else None


def only(known: Iterable[T], items: Iterable[T]) -> tuple[T, ...]:
    held = set(known)
    return tuple(one for one in dict.fromkeys(items) if one in held)


@dataclass(frozen=True, slots=True)
class Known:
    """What may be referred to."""

    device: DeviceConfig
    vrfs: dict[str, Vrf]
    acls: dict[tuple[str, int], bool]
    addressed: frozenset[str]

    @classmethod
    def of(cls, device: DeviceConfig) -> "Known":
        return cls(
            device,
            {one.name: one for one in device.vrfs},
            {(one.name, one.version): one.source_only for one in device.acls},
            frozenset(one.name for one in device.interfaces if one.addresses),
        )

    def speaks(self, vrf: str | None, version: int) -> bool:
        """Tell whether a VRF exists and has a family."""
        if vrf is None:
            return True
        table = self.vrfs.get(vrf)
        return table is not None and (table.ipv4 if version == 4 else table.ipv6)

    def guard(self, name: str | None, version: int) -> str | None:
        """The name of a list that may guard a service."""
        return name if name is not None and self.acls.get((name, version)) else None

    def routes(
        self, items: tuple[Redistribution, ...], *, vrf: str | None, version: int, not_this: int | None = None
    ) -> tuple[Redistribution, ...]:
        """Redistribution from what exists in the table, by the process it has."""
        found = []
        for one in items:
            numbers_of = {
                RouteSource.OSPF: [
                    other.number
                    for other in self.device.ospf
                    if other.vrf == vrf and (other.version == 2) == (version == 4) and other.number != not_this
                ],
                RouteSource.ISIS: [other.number for other in self.device.isis if other.vrf == vrf],
                RouteSource.BGP: [self.device.bgp.asn] if self.device.bgp else [],
            }.get(one.source)
            if numbers_of is None:
                found.append(replace(one, process=None))
            elif numbers_of:
                found.append(one if one.process in numbers_of else replace(one, process=numbers_of[0]))
        return first_of(found, key=lambda one: (one.source, one.process))
