"""Names that Linux does not take, one for one with names that it does."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.interface import Interface
from govnetgen.model.device.vrf import Vrf
from govnetgen.model.names import interface_name
from govnetgen.platforms.linux.names import MAXIMUM_LENGTH, names_vrf, port

T = TypeVar("T")

_INTERFACE_FIELDS = frozenset({"interface", "interfaces", "source_interface", "tracked_interfaces"})
"""Fields of the model that name interfaces of the device."""
_VRF_FIELDS = frozenset({"vrf"})
_STAND_IN = "vpn"


def renamed_interfaces(device: DeviceConfig) -> Mapping[str, str]:
    """Return the interfaces whose names Linux would find too long, each with its new neutral name.

    A port and its subinterfaces go together: the port becomes ``port-N``, which no device of ours has otherwise.
    """
    parents = {interface_name(one.name).parent for one in device.interfaces}
    long = {interface_name(one.name).parent for one in device.interfaces if len(port(one.name)) > MAXIMUM_LENGTH}
    free = (name for number in range(1, len(parents) + len(long) + 1) if (name := f"port-{number}") not in parents)
    stand_in = dict(zip(sorted(long), free, strict=False))
    return {
        one.name: one.name.replace(parent, stand_in[parent], 1)
        for one in device.interfaces
        if (parent := interface_name(one.name).parent) in stand_in
    }


def renamed_vrfs(device: DeviceConfig) -> Mapping[str, str]:
    """Return the VRFs whose names no network device can have, each with its new name."""
    known = {one.name for one in device.vrfs}
    unfit = sorted(one for one in known if not names_vrf(one))
    free = (name for number in range(1, len(known) + 1) if (name := f"{_STAND_IN}{number}") not in known)
    return dict(zip(unfit, free, strict=False))


def with_names(device: DeviceConfig, interfaces: Mapping[str, str], vrfs: Mapping[str, str]) -> DeviceConfig:
    """Return the device with interfaces and VRFs under their new names, wherever they are named."""
    if not interfaces and not vrfs:
        return device
    return _renamed(device, interfaces, vrfs)


def _renamed(value: T, interfaces: Mapping[str, str], vrfs: Mapping[str, str]) -> T:
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return cast("T", tuple(_renamed(one, interfaces, vrfs) for one in value))
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed = {
        name: new
        for name, old in _members(value)
        if (new := _member(value, name, old, interfaces, vrfs)) is not old and new != old
    }
    return replace(value, **changed) if changed else value


def _members(value: object) -> Iterator[tuple[str, object]]:
    return ((one.name, getattr(value, one.name)) for one in fields(value) if one.init)  # type: ignore[arg-type]  # a dataclass, as its caller saw


def _member(owner: object, name: str, old: object, interfaces: Mapping[str, str], vrfs: Mapping[str, str]) -> object:
    if isinstance(old, str):
        if name in _INTERFACE_FIELDS or (name == "name" and isinstance(owner, Interface)):
            return interfaces.get(old, old)
        if name in _VRF_FIELDS or (name == "name" and isinstance(owner, Vrf)):
            return vrfs.get(old, old)
        return old
    if name in _INTERFACE_FIELDS and isinstance(old, tuple) and all(isinstance(one, str) for one in old):
        return tuple(interfaces.get(one, one) for one in old)
    return _renamed(old, interfaces, vrfs)
