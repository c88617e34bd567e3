"""One plan out of what departments handed in: what is kept, what goes where, and how to get there."""

from collections.abc import Collection
from dataclasses import dataclass

from govnetgen.addressing.ledger import Ledger
from govnetgen.addressing.pause import paused_collection
from govnetgen.addressing.plan import Planned
from govnetgen.addressing.unify.mapping import Moved, Row, moves, rows
from govnetgen.addressing.unify.match import Matched, match
from govnetgen.addressing.unify.migrate import Migration, migrate
from govnetgen.addressing.unify.nat import Translations, translate
from govnetgen.addressing.unify.place import PoolKept, place
from govnetgen.addressing.unify.segment import Unplaced, segments
from govnetgen.diagnostics import Checked, Collector, Location, did_you_mean
from govnetgen.model.claims import HandedIn
from govnetgen.model.network import Network


@dataclass(frozen=True, slots=True)
class Unified:
    """The network with a VLAN for every subnet that was handed in, its plan and ledger, and the way from old to new.

    ``inventory`` is the network as it was; ``network`` has the VLANs that were added, and what is kept pinned.
    """

    inventory: Network
    network: Network
    planned: Planned
    matched: Matched
    moved: tuple[Moved, ...]
    rows: tuple[Row, ...]
    choices: tuple[PoolKept, ...]
    translations: Translations
    migration: Migration


@paused_collection()
def unify(network: Network, handed_in: HandedIn, ledger: Ledger, *, move: Collection[str] = ()) -> Checked[Unified]:
    """Unify what was handed in with a network. What the ledger gave out stays, but for the units in ``move``."""
    collector = Collector()
    for name in sorted(set(move) - network.units.keys()):
        hint = did_you_mean(name, network.units)
        collector.error("renumber-unknown", f"there is no unit {name!r} to move", Location("--move"), hint=hint)
    if collector.failed:
        return collector.checked(None)
    found, unplaced = segments(network, handed_in)
    matched = match(network, found, ledger, move=move)
    for segment in matched.homeless:
        reason = f"the network has no VLAN for {segment.domain or 'the common table'} that a unit could have"
        unplaced.extend(Unplaced(claim, "no-vlan", reason) for claim in segment.claims)
    placing = collector.take(place(matched, ledger, move=move))
    if placing is None:
        return collector.checked(None)
    plan = placing.planned.plan
    moved, without = moves(placing.network, plan, matched.placed)
    unplaced.extend(without)
    _report_unplaced(unplaced, collector)
    translations = translate(placing.network, handed_in, moved, collector)
    return collector.checked(
        Unified(
            inventory=network,
            network=placing.network,
            planned=placing.planned,
            matched=matched,
            moved=tuple(moved),
            rows=rows(placing.network, plan, moved, unplaced),
            choices=placing.choices,
            translations=translations,
            migration=migrate(moved),
        )
    )


_TO_DO = {
    "not-registered": "add the unit to the table of units, or its other name to the aliases, then run again",
    "no-such-vpn": "add the VPN to vpns.yaml, or correct the row, then run again",
    "no-vlan": "add a kind of VLAN for it to vlans.yaml and to one unit, then run again",
    "no-pool": "add a pool for the zone to plan.yaml, then run again",
}


def _report_unplaced(unplaced: list[Unplaced], collector: Collector) -> None:
    """Warn of claims that wait for someone to add something; the others have their reason in the mapping."""
    for claim, code, reason in unplaced:
        if code in _TO_DO:
            origin = claim.origin
            collector.warning(
                "claim-unplaced",
                f"{claim.owner.written or claim.owner.id} {claim.prefix} gets no address: {reason}",
                Location(origin.file, origin.row, origin.column),
                hint=_TO_DO[code],
            )
