"""The whole line, from a network folder to texts: load, resolve, plan, intend, render, and only then write."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from govnetgen.diagnostics import Checked, Collector, Diagnostic, Location, error
from govnetgen.model.json import to_json
from govnetgen.output import Output
from govnetgen.output.digest import with_ledger
from govnetgen.platform import platforms
from govnetgen.render.engine import template_folders
from govnetgen.secrets import variable
from govnetgen.workflow.address import Addressed, address, pool_lines, write_ledger
from govnetgen.workflow.excerpts import with_excerpts
from govnetgen.workflow.folder import LEDGER
from govnetgen.workflow.intended import Problem
from govnetgen.workflow.parallel import make_all
from govnetgen.workflow.produce import DeviceResult, Producer
from govnetgen.workflow.render import Progress, Request
from govnetgen.workflow.running import chosen
from govnetgen.workflow.summary import PlatformLine, Rendering, Summary


def validate(folder: Path, progress: Progress) -> Checked[Summary]:
    """Do all that rendering does but write."""
    collector = Collector()
    addressed = collector.take(address(folder))
    if addressed is None:
        return collector.checked(None)
    producer = Producer(addressed, template_folders())
    results = _produce(producer, sorted(addressed.network.devices), progress, collector)
    return collector.checked(_summary(addressed, results))


def render_into(output: Output, request: Request, inputs: str, progress: Progress) -> Checked[Rendering]:
    """Render into a folder. ``inputs`` is the digest of what there was to read, but for the ledger."""
    collector = Collector()
    addressed = collector.take(address(request.network))
    if addressed is None:
        return collector.checked(None)
    names = chosen(sorted(addressed.network.devices), request.limit, collector)
    if request.frozen and addressed.ledger_changes:
        collector.found.append(_frozen(addressed))
    stage = output.stage(force=request.force, secret=request.secrets is not None)
    producer = Producer(addressed, template_folders(request.templates), stage=stage, secrets=request.secrets)
    results = _produce(producer, names, progress, collector)
    staged = [one.staged for one in results if one.staged is not None]
    gone = output.gone([f"{name}.cfg" for name in addressed.network.devices])
    collector.found.extend(output.refused(staged, gone, stage))
    if collector.failed:
        return collector.checked(None)
    summary = _summary(addressed, results)
    ledger_written = write_ledger(addressed)
    changes = output.commit(
        staged,
        gone,
        inputs=with_ledger(inputs, addressed.ledger_after) if request.repeatable else "",
        summary=to_json(summary) if request.repeatable else {},
        warnings=tuple(collector),
    )
    return collector.checked(Rendering(summary, changes, ledger_written))


def _produce(producer: Producer, names: Sequence[str], progress: Progress, collector: Collector) -> list[DeviceResult]:
    results: list[DeviceResult] = []
    progress(0, len(names))
    for one in make_all(producer.make, names):
        results.append(one)
        progress(len(results), len(names))
    collector.found.extend(problems_once((one.device, one.problems) for one in results))
    needed: dict[str, list[str]] = {}
    for result in results:
        for name in result.missing:
            needed.setdefault(name, []).append(result.device)
    collector.found.extend(unresolved_secrets(needed))
    return results


def problems_once(results: Iterable[tuple[str, Sequence[Problem]]]) -> Iterator[Diagnostic]:
    """Say every problem once, with the devices that have it: a pattern makes hundreds of the same kind."""
    devices: dict[tuple[str, str, Location], list[str]] = {}
    first: dict[tuple[str, str, Location], Problem] = {}
    for name, problems in results:
        for one in problems:
            same = (one.code, one.message, one.location)
            first.setdefault(same, one)
            devices.setdefault(same, []).append(name)
    return with_excerpts(
        error(one.code, f"{_and_more(devices[same])}: {one.message}", one.location, hint=one.hint, related=one.related)
        for same, one in first.items()
    )


def _and_more(devices: Sequence[str]) -> str:
    return devices[0] if len(devices) == 1 else f"{devices[0]} and {len(devices) - 1} more"


def unresolved_secrets(needed: Mapping[str, Sequence[str]]) -> list[Diagnostic]:
    """Say which secrets have no text, given the devices that need them."""
    return [
        error(
            "secret-unresolved",
            f"the secret {name!r} has no text; needed by {_and_more(devices)}",
            Location(f"secret:{name}"),
            hint=f"set {variable(name)}, or add a line '{name} = …' to the file that --secrets names",
        )
        for name, devices in sorted(needed.items())
    ]


def _frozen(addressed: Addressed) -> Diagnostic:
    return error(
        "ledger-frozen",
        f"addresses would be given out or released ({len(addressed.planned.changes)} changes), and --frozen forbids it",
        addressed.ledger_location,
        hint=f"run govnetgen address plan {addressed.folder}, review {LEDGER} and commit it",
    )


def _summary(addressed: Addressed, results: Sequence[DeviceResult]) -> Summary:
    devices = Counter(one.platform for one in results)
    lines: Counter[str] = Counter()
    for one in results:
        lines[one.platform] += one.lines
    return Summary(
        addressed.network.name,
        addressed.network.title,
        tuple(PlatformLine(name, platforms()[name].title, devices[name], lines[name]) for name in sorted(devices)),
        pool_lines(addressed),
    )
