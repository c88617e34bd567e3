"""Cables: the links of a network as they are plugged."""

from collections.abc import Mapping
from dataclasses import dataclass

from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.interface import Interface
from govnetgen.model.names import interface_name
from govnetgen.model.network import Link


@dataclass(frozen=True, slots=True)
class End:
    """Where a cable ends: a device, its ports, and the interface that they make (an aggregate where several)."""

    device: str
    interface: str
    ports: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.device} {self.interface}"


@dataclass(frozen=True, slots=True)
class Cable:
    """A link as it is plugged; ``far`` is None where it leaves the network."""

    link: Link
    near: End
    far: End | None

    @property
    def ends(self) -> tuple[End, ...]:
        """The ends that are devices of this network."""
        return (self.near,) if self.far is None else (self.near, self.far)


@dataclass(frozen=True, slots=True)
class Attached:
    """An interface and the device that it is on."""

    device: str
    interface: Interface

    def __str__(self) -> str:
        return f"{self.device} {self.interface.name}"


@dataclass(frozen=True, slots=True)
class Side:
    """An interface together with the whole configuration that it is part of."""

    device: str
    config: DeviceConfig
    interface: Interface

    def __str__(self) -> str:
        return f"{self.device} {self.interface.name}"


def subinterfaces(interfaces: Mapping[str, Mapping[str, Interface]]) -> Mapping[tuple[str, str], tuple[Interface, ...]]:
    """Return the subinterfaces of each interface that has any, by device and name."""
    found: dict[tuple[str, str], list[Interface]] = {}
    for device, own in interfaces.items():
        for interface in own.values():
            name = interface_name(interface.name)
            if name.unit is not None:
                found.setdefault((device, name.parent), []).append(interface)
    return {key: tuple(value) for key, value in found.items()}
