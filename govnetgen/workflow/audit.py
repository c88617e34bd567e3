"""From a folder to an audit: the register of units, what was handed in, the network's own plan, the defects."""

import gc
import time
from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass, replace
from pathlib import Path

from govnetgen.addressing.audit import audit
from govnetgen.brownfield import read_legacy, read_registry
from govnetgen.brownfield.registry import Registry
from govnetgen.diagnostics import Checked, Collector, Diagnostic, InvalidInput, Location, error
from govnetgen.inventory import load_inventory
from govnetgen.model.address import Prefix
from govnetgen.model.claims import Finding, HandedIn, OwnSpace, RegisteredUnit
from govnetgen.model.network import AddressClass
from govnetgen.output import write_atomically
from govnetgen.workflow.folder import require_network

LEGACY = "legacy"
UNITS_YAML = "units.yaml"
PLAN = "plan.yaml"


@dataclass(frozen=True, slots=True)
class Audited:
    """What was handed in, and what is wrong with it."""

    folder: Path
    handed_in: HandedIn
    findings: tuple[Finding, ...]

    @property
    def names(self) -> dict[str, str]:
        """Every unit's name by its id; units that nobody registered by the name that they go by."""
        found = {one.owner.id: one.owner.written for one in self.handed_in.claims if not one.owner.registered}
        return found | {unit.id: unit.name for unit in self.handed_in.units.values()}


def audit_folder(folder: Path, timings: MutableMapping[str, float] | None = None) -> Checked[Audited]:
    """Audit a network folder, or a bare folder with ``units.csv`` and ``legacy/``; writes nothing.

    Nothing in what was handed in stops it: what cannot be read is a warning, and the rest is audited.
    ``timings`` takes the seconds that reading and checking took.
    """
    require_network(folder)
    legacy = folder / LEGACY
    if not legacy.is_dir():
        missing = error(
            "no-legacy",
            f"there is no folder {LEGACY}/ in it",
            Location(str(folder)),
            hint=f"put what the departments sent into {legacy}",
        )
        raise InvalidInput([missing])
    collector = Collector()
    registry = _registry(folder, collector)
    enabled = gc.isenabled()
    gc.disable()  # it would visit a million claims again and again, and find none that it could free
    try:
        started = time.perf_counter()
        read = read_legacy(legacy, registry, _own_space(folder))
        handed_in = read.value or HandedIn()
        checking = time.perf_counter()
        findings = audit(handed_in)
        if timings is not None:
            timings.update(read=checking - started, check=time.perf_counter() - checking)
    finally:
        gc.freeze()  # nor should printing pay for them
        if enabled:
            gc.enable()
    collector.found.extend(_within(legacy, one) for one in read.diagnostics)
    return Checked(Audited(folder, handed_in, findings), tuple(collector))


def write_files(folder: Path, files: Iterable[tuple[str, bytes]]) -> list[str]:
    """Write files into a folder, which is made where it is not there; return their paths."""
    written = []
    for name, data in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, data)
        written.append(str(path))
    return written


def _within(legacy: Path, one: Diagnostic) -> Diagnostic:
    def placed(place: Location) -> Location:
        return replace(place, file=f"{legacy}/{place.file}")

    return replace(one, location=placed(one.location), related=tuple(map(placed, one.related)))


def _registry(folder: Path, collector: Collector) -> Registry:
    if not (folder / UNITS_YAML).is_file():
        return read_registry(folder, collector)
    inventory = load_inventory(folder).value
    if inventory is None:
        return Registry()
    return Registry.of(
        RegisteredUnit(
            id=entry.name,
            name=entry.value.title,
            aliases=tuple(entry.value.aliases),
            attach=tuple(entry.value.attach),
            own_exit=entry.value.access_class.value in "CE",
        )
        for entry in inventory.units
    )


def _own_space(folder: Path) -> OwnSpace:
    """Return the pools of the network's plan; none for a folder without one. Errors in it are another verb's."""
    if not (folder / PLAN).is_file():
        return OwnSpace()
    inventory = load_inventory(folder).value
    if inventory is None:
        return OwnSpace()
    pools = [(Prefix.parse(str(pool.value.prefix)), pool.value.address_class) for pool in inventory.pools]
    return OwnSpace(
        prefixes=tuple(prefix for prefix, _ in pools),
        national=tuple(prefix for prefix, kind in pools if kind is AddressClass.NATIONAL_COMMON),
    )
