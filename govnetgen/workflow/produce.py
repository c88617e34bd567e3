"""One device at a time: its intent, what its platform cannot express, its text."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from govnetgen.diagnostics import Location
from govnetgen.intent import Intent
from govnetgen.model.device import DeviceConfig
from govnetgen.model.network import Device
from govnetgen.model.secret import Secret, placeholder
from govnetgen.output import Stage, Staged
from govnetgen.platform import Platform, platforms
from govnetgen.render import Renderer, TemplateFailure
from govnetgen.secrets import Secrets, UnknownSecret
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
class DeviceResult:
    """What became of one device. ``missing`` names the secrets that have no text."""

    device: str
    platform: str
    lines: int = 0
    staged: Staged | None = None
    problems: tuple[Problem, ...] = ()
    missing: tuple[str, ...] = ()


class Producer:
    """Makes the devices of a network: rendered with ``templates``, which are looked up in order, and put on ``stage``.

    Without a stage the texts are made and dropped: a dry run. Without ``secrets``, references stay placeholders.
    """

    def __init__(
        self,
        addressed: Addressed,
        templates: Sequence[Path],
        *,
        stage: Stage | None = None,
        secrets: Secrets | None = None,
    ) -> None:
        self._devices = addressed.network.devices
        self._intent = Intent(addressed.network, addressed.planned.plan)
        self._renderer = Renderer(templates, self._text)
        self._stage = stage
        self._secrets = secrets
        self._missing: dict[str, None] = {}

    def make(self, name: str) -> DeviceResult:
        """Make one device."""
        device = self._devices[name]
        platform = platforms()[device.platform]
        meant = self._intent.device(name)
        limits = platform.inexpressible(meant, platform.dialect(device.dialect))
        if limits:
            problems = tuple(
                Problem("cannot-express", f"{platform.title} cannot express {one.feature}: {one}", device.location)
                for one in limits
            )
            return DeviceResult(name, platform.name, problems=problems)
        return self._render(device, platform, meant)

    def _render(self, device: Device, platform: Platform, meant: DeviceConfig) -> DeviceResult:
        self._missing.clear()
        try:
            text = self._renderer.render(meant, platform, platform.dialect(device.dialect))
        except TemplateFailure as failure:
            return DeviceResult(device.name, platform.name, problems=(_failed(failure, device),))
        missing = tuple(self._missing)
        staged = self._stage.put(f"{device.name}.cfg", text) if self._stage is not None and not missing else None
        return DeviceResult(device.name, platform.name, text.count("\n"), staged, missing=missing)

    def _text(self, secret: Secret) -> str:
        if self._secrets is None:
            return placeholder(secret)
        try:
            return self._secrets.text(secret)
        except UnknownSecret as unknown:
            self._missing[unknown.name] = None
            return placeholder(secret)


def _failed(failure: TemplateFailure, device: Device) -> Problem:
    return Problem(
        "template-failed",
        failure.reason,
        Location(failure.file, failure.line),
        hint="mend the template, or what the inventory says of the device",
        related=(device.location,),
    )
