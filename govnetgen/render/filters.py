"""Jinja filters that every platform shares: how addresses, masks and ranges are written."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import TypeVar

from govnetgen.model.address import Address, InterfaceAddress, NumberRange, Prefix

T = TypeVar("T")


def netmask(value: Prefix | InterfaceAddress) -> str:
    """``255.255.255.0``."""
    return value.netmask


def wildcard(value: Prefix) -> str:
    """``0.0.0.255``."""
    return value.wildcard


def dotted(value: int) -> str:
    """A 32-bit number as ``0.0.0.1``, the way OSPF areas are written."""
    return str(Address(4, value))


def ranges(values: Iterable[NumberRange], to: str = "-") -> list[str]:
    """Each range as text: ``10`` or ``20-30`` (with ``to`` between the ends)."""
    return [str(first) if first == last else f"{first}{to}{last}" for first, last in values]


def batches(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """Groups of at most ``size``, for lines that devices wrap."""
    rest = iter(values)
    while group := list(islice(rest, size)):
        yield group


FILTERS: Mapping[str, Callable[..., object]] = {
    "netmask": netmask,
    "wildcard": wildcard,
    "dotted": dotted,
    "ranges": ranges,
    "batches": batches,
}
