"""From what departments handed in to one plan: read, unify, render the translations, and write when asked to."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from govnetgen.addressing import BookRow, Change, What, book, parse_ledger, print_ledger
from govnetgen.addressing.ledger import Ledger
from govnetgen.addressing.unify import Unified, unify
from govnetgen.addressing.unify.nat import Translation
from govnetgen.brownfield import Registry, read_legacy
from govnetgen.diagnostics import Checked, Collector, Diagnostic, InvalidInput, Location, Severity, error
from govnetgen.intent import Intent
from govnetgen.inventory import Inventory, load_inventory, resolve
from govnetgen.model.claims import HandedIn, OwnSpace, RegisteredUnit
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.nat import Nat
from govnetgen.model.device.order import in_order
from govnetgen.model.network import AddressClass, Network
from govnetgen.output import write_atomically
from govnetgen.output.atomic import write_new
from govnetgen.platform import platforms
from govnetgen.render import Renderer, TemplateFailure
from govnetgen.workflow.address import platform_facts
from govnetgen.workflow.folder import LEDGER, ledger_text, require_network
from govnetgen.workflow.unify_write import Edit, edits, write_all

LEGACY = "legacy"
WRITTEN = ".govnetgen-unify"
"""Lists what this verb wrote into its output folder."""


@dataclass(frozen=True, slots=True)
class Unification:
    """What was unified, and all that is to be shown and written of it.

    ``configurations`` are those of the firewalls that translate, by device; ``edits`` are what the inventory becomes;
    ``refused`` are the files that the tool cannot change.
    """

    folder: Path
    unified: Unified
    handed_in: HandedIn
    before: Ledger
    book: tuple[BookRow, ...]
    configurations: Mapping[str, str]
    edits: tuple[Edit, ...]
    refused: tuple[Diagnostic, ...]

    @property
    def pending(self) -> bool:
        """Tell whether the inventory would change."""
        return any(one.changes for one in self.edits)

    @property
    def changes(self) -> tuple[Change, ...]:
        """What the ledger gains and loses."""
        return ledger_changes(self.before, self.unified.planned.ledger)


def unify_network(folder: Path, *, move: Collection[str] = ()) -> Checked[Unification]:
    """Read a network folder and what is in its ``legacy/``, and unify them; writes nothing."""
    require_network(folder)
    collector = Collector()
    inventory = collector.take(load_inventory(folder))
    network = None if inventory is None else collector.take(resolve(inventory, platform_facts()))
    text = ledger_text(folder)
    ledger = collector.take(parse_ledger(text, str(folder / LEDGER)))
    handed_in = None
    if inventory is not None and network is not None:
        handed_in = _handed_in(folder, inventory, network, collector)
    if collector.failed or network is None or ledger is None or handed_in is None:
        return collector.checked(None)
    unified = collector.take(unify(network, handed_in, ledger, move=move))
    if unified is None:
        return collector.checked(None)
    configurations = _configurations(unified, collector)
    refused = Collector()
    changed = edits(folder, unified, text, print_ledger(unified.planned.ledger), refused)
    collector.found.extend(refused)
    rows = book(unified.network, unified.planned.plan)
    return collector.checked(
        Unification(folder, unified, handed_in, ledger, rows, configurations, changed, tuple(refused))
    )


def write_output(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files of a unification into a folder, each whole; what an earlier run left behind is removed.

    Raises InvalidInput for a folder with something in it that no unification wrote.
    """
    listing = folder / WRITTEN
    known: set[str] = set()
    if listing.exists():
        known = {name for name in listing.read_text(encoding="utf-8").split("\n") if _is_inside(name)}
    elif folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        message = f"govnetgen address unify did not make this: it has no {WRITTEN}"
        hint = "give -o a folder that is new or empty, or one that this verb wrote before"
        raise InvalidInput([error("output-not-ours", message, Location(str(folder)), hint=hint)])
    folder.mkdir(parents=True, exist_ok=True)
    write_atomically(listing, "\n".join([*sorted(known.union(files)), ""]).encode())
    for name in sorted(known - files.keys()):
        (folder / name).unlink(missing_ok=True)
    for name, data in files.items():
        place = folder / name
        if place.exists() and place.read_bytes() == data:
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        # there may be a notice for each of a hundred thousand units: each file is whole, but not waited for
        waiting = place.with_name(f".{place.name}.new")
        write_new(waiting, data)
        waiting.replace(place)
    write_atomically(listing, "\n".join([*sorted(files), ""]).encode())


def _is_inside(name: str) -> bool:
    # files named here are removed: a name must not lead out of the folder
    return bool(name) and not name.startswith("/") and ".." not in name.split("/")


def write_inventory(unification: Unification) -> tuple[str, ...]:
    """Write the ledger and the units' addresses, all or nothing; return the names of the files that changed.

    Raises InvalidInput where a file cannot be changed by a tool, or was changed meanwhile.
    """
    if unification.refused:
        raise InvalidInput([replace(one, severity=Severity.ERROR) for one in unification.refused])
    for one in unification.edits:
        if one.path.exists() and one.path.read_bytes() != one.before:
            message = "an editor or another program wrote this file during this run"
            raise InvalidInput([error("ledger-changed-meanwhile", message, Location(str(one.path)), hint="run again")])
    return write_all(unification.edits)


def ledger_changes(before: Ledger, after: Ledger) -> tuple[Change, ...]:
    """Return what one ledger has and the other has not, by record."""
    old = {record[:3]: record.state for record in before.records}
    new = {record[:3]: record.state for record in after.records}
    found = [Change(What(str(state)), *key) for key, state in new.items() if old.get(key) != state]
    found += [Change(What.DROPPED, *key) for key in old.keys() - new.keys()]
    return tuple(sorted(found))


def _handed_in(folder: Path, inventory: Inventory, network: Network, collector: Collector) -> HandedIn | None:
    legacy = folder / LEGACY
    if not legacy.is_dir():
        message = "there is nothing from departments to unify"
        hint = f"put their address sheets, ARP tables and configurations into {legacy}/"
        collector.error("no-legacy", message, Location(str(legacy)), hint=hint)
        return None
    units = [
        RegisteredUnit(id=entry.name, name=entry.value.title or entry.name, aliases=tuple(entry.value.aliases))
        for entry in inventory.units
    ]
    pools = network.plan.pools.values()
    own = OwnSpace(
        prefixes=tuple(sorted(pool.prefix for pool in pools)),
        national=tuple(sorted(pool.prefix for pool in pools if pool.address_class is AddressClass.NATIONAL_COMMON)),
    )
    return collector.take(read_legacy(legacy, Registry.of(units), own))


def _configurations(unified: Unified, collector: Collector) -> dict[str, str]:
    """Return the whole configuration of every firewall that translates, with its translations."""
    intent = Intent(unified.network, unified.planned.plan)
    renderer = Renderer()
    found: dict[str, str] = {}
    for name, entries in unified.translations.by_device.items():
        device = unified.network.devices[name]
        platform = platforms()[device.platform]
        dialect = platform.dialect(device.dialect)
        intended = intent.device(name)
        meant = with_translations(intended, entries)
        limits = platform.inexpressible(meant, dialect)
        for limit in limits:
            message = f"{platform.title} cannot express {limit.feature}: {limit}"
            collector.warning("cannot-express", f"{name}: {message}", device.location)
        if limits:
            # a unit that is seen by others, but does not see all of them, is better off than one that is cut off
            meant = with_translations(intended, tuple(one for one in entries if not one.inward))
            if platform.inexpressible(meant, dialect):
                continue
        try:
            found[name] = renderer.render(meant, platform, dialect)
        except TemplateFailure as failure:
            collector.error("template-failed", failure.reason, Location(failure.file, failure.line))
    return found


def with_translations(device: DeviceConfig, entries: tuple[Translation, ...]) -> DeviceConfig:
    """Return a device that also translates by these rules, in the order that a reader of the device finds them."""
    nat = device.nat or Nat()
    rules = tuple(one.rule for one in entries)
    names = {rule.name for rule in rules}
    kept = tuple(one for one in nat.static if one.name not in names)
    return in_order(replace(device, nat=replace(nat, static=(*kept, *rules))))
