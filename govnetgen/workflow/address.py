"""From a network folder to its addresses: load, resolve, read the ledger, plan, write the ledger."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from govnetgen.addressing import Planned, parse_ledger, plan_addresses, print_ledger
from govnetgen.diagnostics import Checked, Collector, InvalidInput, Location, error
from govnetgen.inventory import PlatformFacts, load_inventory, resolve
from govnetgen.model.network import Network
from govnetgen.output import write_atomically
from govnetgen.platform import platforms
from govnetgen.workflow.folder import LEDGER, ledger_text, require_network
from govnetgen.workflow.summary import PoolLine


@dataclass(frozen=True, slots=True)
class Addressed:
    """A network with all its addresses, and the text of its ledger before and after."""

    network: Network
    planned: Planned
    folder: Path
    ledger_before: str
    ledger_after: str

    @property
    def ledger_changes(self) -> bool:
        """Tell whether the ledger has to be written."""
        return self.ledger_before != self.ledger_after

    @property
    def ledger_location(self) -> Location:
        """The ledger file."""
        return Location(str(self.folder / LEDGER))


def address(folder: Path, *, renumber: Collection[str] = ()) -> Checked[Addressed]:
    """Read a network folder and give out its addresses, anew for what is named in ``renumber``; writes nothing."""
    require_network(folder)
    collector = Collector()
    network = collector.take(_network(folder))
    before = ledger_text(folder)
    ledger = collector.take(parse_ledger(before, str(folder / LEDGER)))
    if collector.failed or network is None or ledger is None:
        return collector.checked(None)
    planned = collector.take(plan_addresses(network, ledger, renumber=renumber))
    if planned is None:
        return collector.checked(None)
    return collector.checked(Addressed(network, planned, folder, before, print_ledger(planned.ledger)))


def write_ledger(addressed: Addressed) -> bool:
    """Write the ledger if it changed, unless someone else has written it meanwhile; tell whether it was written."""
    if not addressed.ledger_changes:
        return False
    if ledger_text(addressed.folder) != addressed.ledger_before:
        changed = error(
            "ledger-changed-meanwhile",
            "an editor or another program wrote the ledger during this run",
            addressed.ledger_location,
            hint="run again",
        )
        raise InvalidInput([changed])
    write_atomically(addressed.folder / LEDGER, addressed.ledger_after.encode())
    return True


def pool_lines(addressed: Addressed) -> tuple[PoolLine, ...]:
    """Return how full each pool is."""
    return tuple(
        PoolLine(one.pool, str(one.prefix), one.utilisation, one.blocked / one.prefix.size)
        for one in addressed.planned.plan.use
    )


def _network(folder: Path) -> Checked[Network]:
    collector = Collector()
    inventory = collector.take(load_inventory(folder))
    if inventory is None:
        return collector.checked(None)
    return collector.checked(collector.take(resolve(inventory, platform_facts())))


def platform_facts() -> dict[str, PlatformFacts]:
    """Return what resolving has to know of every platform."""
    return {
        name: PlatformFacts(
            dialects=frozenset(platform.dialects),
            default_dialect=platform.default_dialect,
            p2p_length=platform.p2p_length,
        )
        for name, platform in platforms().items()
    }
