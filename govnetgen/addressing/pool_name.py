"""Pools that were renamed or removed since the ledger was written."""

from govnetgen.addressing.ledger import ADDRESSES, Ledger, Record, State
from govnetgen.addressing.name import key_of
from govnetgen.addressing.prefix import read_prefix
from govnetgen.diagnostics import Collector
from govnetgen.model.network import Network, Pool


def follow_pools(network: Network, ledger: Ledger, collector: Collector) -> Ledger:
    """Return the ledger with the records of a renamed pool under its new name, and warn of pools that are gone.

    A pool was renamed when its name is gone and one pool, of which the ledger knows nothing, holds all it gave out.
    """
    pools = {key_of(name): pool for name, pool in network.plan.pools.items()}
    known: set[str] = set()
    gone: dict[str, list[Record]] = {}
    for record in ledger.records:
        if record.kind in ADDRESSES:
            name = record.key.partition("/")[0]
            known.add(name)
            if name not in pools and record.state is State.GIVEN:
                gone.setdefault(name, []).append(record)
    renamed: dict[str, str] = {}
    for name, records in sorted(gone.items()):
        heirs = [new for new, pool in sorted(pools.items()) if new not in known and _holds_all(pool, records)]
        if len(heirs) == 1 and heirs[0] not in renamed.values():
            renamed[name] = heirs[0]
            _warn_of_renaming(name, pools[heirs[0]], records, ledger, collector)
        else:
            _warn_of_removal(name, network, records, ledger, collector)
    if not renamed:
        return ledger
    return Ledger(tuple(_under(record, renamed) for record in ledger.records), ledger.file)


def _holds_all(pool: Pool, records: list[Record]) -> bool:
    try:
        return all(pool.prefix.contains(read_prefix(record.value)) for record in records)
    except ValueError:  # said where the pool's records are read
        return False


def _under(record: Record, renamed: dict[str, str]) -> Record:
    name, slash, owner = record.key.partition("/")
    if record.kind not in ADDRESSES or name not in renamed:
        return record
    return record._replace(key=f"{renamed[name]}{slash}{owner}")


def _warn_of_renaming(name: str, pool: Pool, records: list[Record], ledger: Ledger, collector: Collector) -> None:
    collector.warning(
        "pool-renamed",
        f"pool {name!r} is called {pool.name!r} now: its {len(records)} records go with it, no address changes",
        pool.location,
        hint="nothing has to be done: the ledger follows with the next write",
        related=(ledger.location(records[0]),),
    )


def _warn_of_removal(name: str, network: Network, records: list[Record], ledger: Ledger, collector: Collector) -> None:
    collector.warning(
        "pool-removed",
        f"pool {name!r} is not in the plan any more: the {len(records)} prefixes that it gave out are released",
        ledger.location(records[0]),
        hint="if it was only renamed, give it its old name back: "
        f"known are {', '.join(sorted(network.plan.pools)) or 'none'}",
    )
