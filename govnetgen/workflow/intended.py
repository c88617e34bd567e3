"""What devices should be configured as: each device's intent as text, or what stands in its way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from govnetgen.diagnostics import Location
from govnetgen.intent import Intent
from govnetgen.model.network import Device
from govnetgen.model.secret import Secret, placeholder
from govnetgen.platform import Dialect, Platform, platforms
from govnetgen.render import Renderer, TemplateFailure
from govnetgen.workflow.address import Addressed


@dataclass(frozen=True, slots=True)
class Problem:
    """What stands in a device's way. Many devices may have the same one: it is then said once."""

    code: str
    message: str
    location: Location
    hint: str = ""
    related: tuple[Location, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A device's intended text; empty where there are problems."""

    device: str
    platform: Platform
    text: str = field(default="", repr=False)
    problems: tuple[Problem, ...] = ()


class Aimed(Protocol):
    """What devices are to become: the network's own configurations, or those of its lab's nodes."""

    renderer: Renderer

    @property
    def names(self) -> list[str]:
        """The devices, sorted."""
        ...

    def language(self, name: str) -> tuple[Platform, Dialect]:
        """Return what a device speaks."""
        ...

    def write(self, name: str) -> Written:
        """Write one device."""
        ...


class Intended:
    """Writes the devices of a network, one at a time; ``resolve`` gives the text of a secret reference."""

    def __init__(
        self,
        addressed: Addressed,
        templates: Sequence[Path] | None = None,
        resolve: Callable[[Secret], str] = placeholder,
    ) -> None:
        self._devices = addressed.network.devices
        self._intent = Intent(addressed.network, addressed.planned.plan)
        self.renderer = Renderer(templates, resolve)

    @property
    def names(self) -> list[str]:
        """The devices, sorted."""
        return sorted(self._devices)

    def language(self, name: str) -> tuple[Platform, Dialect]:
        """Return what a device speaks."""
        device = self._devices[name]
        platform = platforms()[device.platform]
        return platform, platform.dialect(device.dialect)

    def write(self, name: str) -> Written:
        """Write one device."""
        device = self._devices[name]
        platform, dialect = self.language(name)
        meant = self._intent.device(name)
        limits = platform.inexpressible(meant, dialect)
        if limits:
            problems = tuple(
                Problem("cannot-express", f"{platform.title} cannot express {one.feature}: {one}", device.location)
                for one in limits
            )
            return Written(name, platform, problems=problems)
        try:
            return Written(name, platform, self.renderer.render(meant, platform, dialect))
        except TemplateFailure as failure:
            return Written(name, platform, problems=(_failed(failure, device),))


def _failed(failure: TemplateFailure, device: Device) -> Problem:
    return Problem(
        "template-failed",
        failure.reason,
        Location(failure.file, failure.line),
        hint="mend the template, or what the inventory says of the device",
        related=(device.location,),
    )
