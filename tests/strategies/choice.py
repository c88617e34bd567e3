"""Small draws that all features share."""

from collections.abc import Sequence
from typing import TypeVar

from hypothesis import strategies as st

from govnetgen.model.device import DeviceConfig

T = TypeVar("T")

YES_OR_NO = st.booleans()


def optional(strategy: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    """Draw a value or None, equally often."""
    return st.none() | strategy


def some(values: Sequence[T], most: int = 3) -> st.SearchStrategy[tuple[T, ...]]:
    """Draw some of the values, each once."""
    if not values:
        return st.just(())
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


def one_of(values: Sequence[T]) -> st.SearchStrategy[T | None]:
    """Draw one of the values or None; None where there is none."""
    return st.none() | st.sampled_from(values) if values else st.none()


def vrf_names(device: DeviceConfig) -> tuple[str, ...]:
    """The VRFs that the device has so far."""
    return tuple(one.name for one in device.vrfs)


def sources(device: DeviceConfig) -> tuple[str, ...]:
    """The interfaces that packets of the device itself may leave from: those with an address."""
    return tuple(one.name for one in device.interfaces if one.addresses)


def access_lists(device: DeviceConfig, version: int) -> tuple[str, ...]:
    """The lists that may guard a service of the device itself."""
    return tuple(one.name for one in device.acls if one.source_only and one.version == version)
