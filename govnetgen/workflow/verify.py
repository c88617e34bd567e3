"""A network folder to findings: every device rendered, its text parsed and read back, and what it means checked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from govnetgen.configtree import parse_tree
from govnetgen.diagnostics import Checked, Collector
from govnetgen.intent import Intent
from govnetgen.inventory import load_facts
from govnetgen.model.device import DeviceConfig
from govnetgen.model.fact import Facts, IsolationClaim
from govnetgen.model.finding import Finding, Verdict, fails, holds
from govnetgen.model.network import Network
from govnetgen.platform import platforms
from govnetgen.render import Renderer, TemplateFailure
from govnetgen.verify import CHECKS, Observed, isolation_unknown, verify
from govnetgen.workflow.address import Addressed, address
from govnetgen.workflow.parallel import make_all
from govnetgen.workflow.render import Progress

READ_BACK = "read-back"
TITLES: Mapping[str, str] = {READ_BACK: "the text of every device means what was intended", **CHECKS}
"""Every check and what it is about."""

_MANY = 60
"""Beyond this many devices two processes are faster than one: reading costs more than rendering."""


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What one device's text means, or why there is none."""

    name: str
    lines: int
    device: DeviceConfig | None
    finding: Finding


@dataclass(frozen=True, slots=True)
class Verification:
    """What was decided about a network."""

    network: Network
    lines: int
    findings: tuple[Finding, ...]

    @property
    def failed(self) -> bool:
        """Tell whether a promise is broken or a fact is not so."""
        return any(one.verdict is Verdict.FAILS for one in self.findings)


def verify_network(folder: Path, isolated_from: Sequence[Path], progress: Progress) -> Checked[Verification]:
    """Verify a network folder, also its isolation from other networks; writes nothing."""
    collector = Collector()
    addressed = collector.take(address(folder))
    facts = collector.take(load_facts(folder))
    if addressed is None or facts is None or collector.failed:
        return collector.checked(None)
    results = _read_all(addressed, progress)
    observed = _observed(addressed, results)
    others = _others(folder, addressed.network, facts, isolated_from, collector)
    findings = [one.finding for one in results]
    findings += verify(observed, facts, isolated_from=others.isolated, others=others.named)
    findings += [isolation_unknown(observed, name) for name in others.missing]
    return collector.checked(Verification(addressed.network, sum(one.lines for one in results), tuple(findings)))


@dataclass(frozen=True, slots=True)
class _Others:
    isolated: Mapping[str, Observed]
    named: Mapping[str, Observed]
    missing: tuple[str, ...]


def _others(folder: Path, network: Network, facts: Facts, asked: Sequence[Path], collector: Collector) -> _Others:
    """Read the networks that this one is isolated from: those asked for, stated in network.yaml, and in facts."""
    beside = folder.resolve().parent
    promised = {path.resolve(): path for path in (*(beside / name for name in network.isolated_from), *asked)}
    named = {one.claim.other for one in facts.facts if isinstance(one.claim, IsolationClaim)}
    read: dict[Path, Observed | None] = {}
    for path in (*promised, *((beside / name).resolve() for name in sorted(named))):
        if path not in read:
            read[path] = _read_other(path, collector) if path in map(Path.resolve, asked) or path.is_dir() else None
    isolated = {path.name: found for path in promised if (found := read[path]) is not None}
    missing = tuple(path.name for path in promised if read[path] is None)
    stated = {name: found for name in named if (found := read[(beside / name).resolve()]) is not None}
    return _Others(isolated, stated, missing)


def _read_other(folder: Path, collector: Collector) -> Observed | None:
    addressed = collector.take(address(folder))
    if addressed is None:
        return None
    return _observed(addressed, _read_all(addressed, lambda done, total: None))


def _observed(addressed: Addressed, results: Sequence[ReadBack]) -> Observed:
    devices = {one.name: one.device for one in results if one.device is not None}
    return Observed(addressed.network, addressed.planned.plan, devices)


def _read_all(addressed: Addressed, progress: Progress) -> list[ReadBack]:
    names = sorted(addressed.network.devices)
    reader = Reader(addressed)
    results: list[ReadBack] = []
    progress(0, len(names))
    for one in make_all(reader.make, names, many=_MANY):
        results.append(one)
        progress(len(results), len(names))
    return results


class Reader:
    """Takes devices there and back again: intended, rendered, parsed, read."""

    def __init__(self, addressed: Addressed) -> None:
        self._devices = addressed.network.devices
        self._intent = Intent(addressed.network, addressed.planned.plan)
        self._renderer = Renderer()

    def make(self, name: str) -> ReadBack:
        """Make one device and say whether its text means what was intended."""
        device = self._devices[name]
        platform = platforms()[device.platform]
        dialect = platform.dialect(device.dialect)
        intended = self._intent.device(name)
        limits = platform.inexpressible(intended, dialect)
        if limits:
            return self._unreadable(name, [f"cannot be expressed: {one}" for one in limits])
        try:
            text = self._renderer.render(intended, platform, dialect)
        except TemplateFailure as failure:
            return self._unreadable(name, [f"{failure.file}:{failure.line}: {failure.reason}"])
        reading = platform.read(parse_tree(text, platform.syntax), dialect)
        wrong = [
            *(f"not understood: line {one.number}: {one.text}" for one in reading.unread),
            *(f"{name}: {one} reads back differently" for one in _differing(intended, reading.device)),
        ]
        finding = holds(READ_BACK, name) if not wrong else self._failed(name, wrong)
        return ReadBack(name, text.count("\n"), reading.device, finding)

    def _unreadable(self, name: str, why: Sequence[str]) -> ReadBack:
        """Return a device without a text: the other checks then go on without it."""
        return ReadBack(name, 0, None, self._failed(name, why))

    def _failed(self, name: str, why: Sequence[str]) -> Finding:
        message = f"the text of {name} does not mean what was intended"
        return fails(READ_BACK, name, message, *why[:6], at=self._devices[name].location)


def _differing(intended: DeviceConfig, read: DeviceConfig) -> Iterator[str]:
    if intended != read:
        yield from (one.name for one in fields(DeviceConfig) if getattr(intended, one.name) != getattr(read, one.name))
