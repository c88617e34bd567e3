"""Running configurations of a network's devices to files, as the devices show them: secrets and all, for you alone."""

from dataclasses import dataclass, field
from pathlib import Path

from govnetgen.deploy.plan import Held
from govnetgen.diagnostics import Checked, Collector, Diagnostic, Location, error
from govnetgen.output import write_atomically
from govnetgen.output.atomic import PRIVATE
from govnetgen.platform import platforms
from govnetgen.workflow.address import address
from govnetgen.workflow.deploy import Outside
from govnetgen.workflow.lab_aims import lab_targets_of
from govnetgen.workflow.reading import Shown, read_devices
from govnetgen.workflow.render import Progress
from govnetgen.workflow.running import SUFFIX, chosen, read_running
from govnetgen.workflow.targets import Access, Reached, network_targets


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What was asked for. ``force``: write over captures that are there."""

    network: Path
    output: Path
    limit: tuple[str, ...] = ()
    force: bool = False
    access: Access = field(default_factory=Access)
    sessions: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What was written, what differs from the capture that it took the place of, and what could not be had."""

    written: tuple[str, ...]
    changed: tuple[str, ...]
    failed: tuple[Held, ...]


def collect(request: Request, outside: Outside, progress: Progress) -> Checked[Collected]:
    """Read every device, and write what is a whole configuration of it; raises OSError where that cannot be."""
    collector = Collector()
    reached = collector.take(_reached(request))
    if reached is None or collector.failed:
        return collector.checked(None)
    there = [name for name in reached.targets if _file(request, name).exists()]
    if there and not request.force:
        collector.found.append(_exists(request, there))
        return collector.checked(None)
    shown = read_devices(reached.targets, outside.opener, progress, sessions=request.sessions)
    request.output.mkdir(parents=True, exist_ok=True)
    written, changed, failed = [], [], []
    for name, one in shown.items():
        why = one.failure or _doubt(one, reached)
        if why:
            failed.append(Held(device=name, code="not-collected", why=why + _old(request, name)))
            continue
        if _write(_file(request, name), one.text):
            changed.append(name)
        written.append(name)
    return collector.checked(Collected(written=tuple(written), changed=tuple(changed), failed=tuple(failed)))


def _reached(request: Request) -> Checked[Reached]:
    if request.access.lab:
        return lab_targets_of(request.network, request.limit, request.access.timeout_s)
    collector = Collector()
    addressed = collector.take(address(request.network))
    if addressed is None or collector.failed:
        return collector.checked(None)
    names = chosen(sorted(addressed.network.devices), request.limit, collector)
    if collector.failed:
        return collector.checked(None)
    targets = collector.take(network_targets(addressed, names, request.access))
    return collector.checked(None if targets is None else Reached(targets=targets))


def _doubt(one: Shown, reached: Reached) -> str:
    """Say why what a device showed is no whole configuration of it, nothing where it is one."""
    target = reached.targets[one.device]
    platform = platforms()[target.platform]
    data = one.text.encode("utf-8", errors="surrogateescape")
    checked = read_running(data, one.device, platform, platform.dialect(target.dialect), device=one.device)
    return "" if checked.value is not None else checked.diagnostics[0].message


def _write(path: Path, text: str) -> bool:
    """Write a capture; tell whether it differs from what was there."""
    data = text.encode("utf-8", errors="surrogateescape")
    if path.exists() and path.read_bytes() == data:
        return False
    write_atomically(path, data, mode=PRIVATE)
    return True


def _file(request: Request, name: str) -> Path:
    return request.output / f"{name}{SUFFIX}"


def _old(request: Request, name: str) -> str:
    return "; an older capture of it is still there" if _file(request, name).exists() else ""


def _exists(request: Request, there: list[str]) -> Diagnostic:
    more = f" and {len(there) - 1} more" if len(there) > 1 else ""
    return error(
        "capture-exists",
        f"there is a capture of {there[0]}{more} already",
        Location(str(request.output)),
        hint="give another folder with -o, or --force to write over it",
    )
