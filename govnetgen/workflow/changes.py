"""A network against what its devices show now: every device's change, and which captures cannot be relied on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from govnetgen.diagnostics import Checked, Collector, Diagnostic, Location, did_you_mean
from govnetgen.model.addressplan import AddressPlan
from govnetgen.model.network import Network
from govnetgen.workflow.address import Addressed, address
from govnetgen.workflow.change import DeviceChange, device_change, plan_digest
from govnetgen.workflow.intended import Aimed, Intended, Problem
from govnetgen.workflow.lab_aims import lab_intended
from govnetgen.workflow.parallel import make_all
from govnetgen.workflow.render import Progress
from govnetgen.workflow.renewal import NO_TEXTS, NOT_ASKED, Asked, Renewing, not_compared, unmatched
from govnetgen.workflow.running import FOLDER, SUFFIX, Running, captures, chosen, read_file, read_running
from govnetgen.workflow.stages import problems_once

_MANY = 60
"""Beyond this many devices two processes are faster than one."""
_NAMED = 8

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found:
    """What became of one device: its change, what is wrong with its capture, or with what is intended."""

    device: str
    change: DeviceChange | None = None
    refused: tuple[Diagnostic, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkChange:
    """The changes of a network's devices, also of those that do not change.

    ``refused``: what is wrong with captures, by device. ``without_device``: captures of no device of the network.
    """

    network: Network
    plan: AddressPlan
    changes: tuple[DeviceChange, ...]
    refused: Mapping[str, tuple[Diagnostic, ...]] = field(default_factory=dict)
    without_capture: tuple[str, ...] = ()
    without_device: tuple[str, ...] = ()

    @property
    def changed(self) -> tuple[DeviceChange, ...]:
        """The devices that change."""
        return tuple(one for one in self.changes if one.changed)

    @property
    def digest(self) -> str:
        """Name the whole change, as a review of it does."""
        return plan_digest(self.changes)


class Changer:
    """Finds devices' changes, one at a time."""

    def __init__(
        self,
        intended: Aimed,
        files: Mapping[str, Path],
        *,
        everything: bool = False,
        renewing: Renewing = NO_TEXTS,
    ) -> None:
        self._files = files
        self._everything = everything
        self._renewing = renewing
        self.intended = intended

    def make(self, name: str) -> Found:
        """Find the change of one device from its capture."""
        return self.change(name, self.running(name))

    def running(self, name: str) -> Checked[Running]:
        """Read the capture of one device."""
        file = self._files[name]
        return self.read(name, read_file(file), str(file))

    def read(self, name: str, data: bytes, place: str) -> Checked[Running]:
        """Read what a device showed."""
        platform, dialect = self.intended.language(name)
        return read_running(data, place, platform, dialect, device=name)

    def change(self, name: str, running: Checked[Running]) -> Found:
        """Find the change from what a device showed."""
        written = self.intended.write(name)
        if written.problems:
            return Found(name, problems=written.problems)
        if running.value is None:
            return Found(name, refused=running.diagnostics)
        platform, dialect = self.intended.language(name)
        made = device_change(
            name,
            running.value,
            written.text,
            platform,
            dialect,
            everything=self._everything,
            renderer=self.intended.renderer,
            judged=self._renewing.of(name),
        )
        return Found(name, made)


def network_changes(
    folder: Path,
    running: Path | None,
    progress: Progress,
    *,
    limit: Sequence[str] = (),
    lab: bool = False,
    asked: Asked = NOT_ASKED,
) -> Checked[NetworkChange]:
    """Compare the network in a folder with its captures, as ``find_changes`` does; writes nothing."""
    collector = Collector()
    addressed = collector.take(address(folder))
    if addressed is None:
        return collector.checked(None)
    found = find_changes(addressed, running, progress, limit=limit, lab=lab, asked=asked)
    return collector.checked(collector.take(found))


@dataclass(frozen=True, slots=True)
class Selection:
    """Which devices are compared with which files, and what is left over on either side."""

    files: Mapping[str, Path]
    present: tuple[str, ...]
    without_capture: tuple[str, ...]
    without_device: tuple[str, ...]


def aimed(addressed: Addressed, *, lab: bool) -> Checked[Aimed]:
    """Return what devices are to become, or with ``lab`` the nodes of the network's running lab."""
    return lab_intended(addressed) if lab else Checked(Intended(addressed))


def select(intended: Aimed, folder: Path, limit: Sequence[str], collector: Collector) -> Selection:
    """Pair the devices that are asked for with the captures in a folder; what has no counterpart is a warning."""
    files = captures(folder)
    names = chosen(intended.names, limit, collector)
    without_capture = tuple(name for name in names if name not in files)
    without_device = () if limit else tuple(sorted(set(files) - set(intended.names)))
    _warn_of_strays(collector, folder, intended.names, without_capture, without_device)
    return Selection(files, tuple(name for name in names if name in files), without_capture, without_device)


def of_each(make: Callable[[str], T], names: Sequence[str], progress: Progress) -> list[T]:
    """Make every device, and tell how far it is."""
    found: list[T] = []
    progress(0, len(names))
    for one in make_all(make, names, many=_MANY):
        found.append(one)
        progress(len(found), len(names))
    return found


def find_changes(
    addressed: Addressed,
    running: Path | None,
    progress: Progress,
    *,
    limit: Sequence[str] = (),
    everything: bool = False,
    lab: bool = False,
    asked: Asked = NOT_ASKED,
) -> Checked[NetworkChange]:
    """Compare a network with the captures ``DEVICE.cfg`` in a folder (``running/`` of the network); writes nothing.

    ``lab``: the captures are of the nodes of the network's running lab. ``asked``: what secrets are compared with.
    A capture that is refused costs no other device its change: whoever asks decides what that means.
    """
    collector = Collector()
    intended = collector.take(aimed(addressed, lab=lab))
    if intended is None:
        return collector.checked(None)
    pairs = select(intended, running or addressed.folder / FOLDER, limit, collector)
    if collector.failed:
        return collector.checked(None)
    renewing = asked.of(addressed.network.name, lab=lab)
    changer = Changer(intended, pairs.files, everything=everything, renewing=renewing)
    found = of_each(changer.make, pairs.present, progress)
    collector.found.extend(problems_once((one.device, one.problems) for one in found))
    collector.found.extend(secrets_noticed([one.change for one in found if one.change is not None], asked))
    return collector.checked(
        NetworkChange(
            network=addressed.network,
            plan=addressed.planned.plan,
            changes=tuple(one.change for one in found if one.change is not None),
            refused={one.device: one.refused for one in found if one.refused},
            without_capture=pairs.without_capture,
            without_device=pairs.without_device,
        )
    )


def secrets_noticed(changes: Sequence[DeviceChange], asked: Asked) -> list[Diagnostic]:
    """Say which secrets were not compared, and which were asked for and are none of these devices'."""
    names = frozenset().union(*(one.references for one in changes))
    return [*unmatched(asked.again, names), *not_compared({one.device: one.renewal for one in changes})]


def _warn_of_strays(
    collector: Collector, folder: Path, known: Sequence[str], devices: Sequence[str], files: Sequence[str]
) -> None:
    """Name the devices without a capture, and the captures of no device."""
    if devices:
        what = "has no capture" if len(devices) == 1 else "have no capture"
        collector.warning(
            "device-without-capture",
            f"{_some(devices)} {what} and cannot be compared",
            Location(str(folder)),
            hint="capture what is missing, or name what you want with --limit",
        )
    for name in files:
        collector.warning(
            "capture-without-device",
            f"there is no device {name!r} in this network",
            Location(str(folder / f"{name}{SUFFIX}")),
            hint=did_you_mean(name, known),
        )


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
