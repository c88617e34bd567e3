"""What is wrong with what departments hand in: defects D01 to D22, each with the rows concerned."""

from collections.abc import Callable, Iterator

from govnetgen.addressing.audit.border import find_leaks
from govnetgen.addressing.audit.dual_use import find_dual_use
from govnetgen.addressing.audit.gateway import find_wrong_gateways, find_wrong_hosts
from govnetgen.addressing.audit.identity import find_shared_identities
from govnetgen.addressing.audit.link import find_mixed_links
from govnetgen.addressing.audit.literal import find_literals
from govnetgen.addressing.audit.overlap import find_overlaps
from govnetgen.addressing.audit.own_exit import find_own_exits
from govnetgen.addressing.audit.scatter import find_scattered
from govnetgen.addressing.audit.seen import find_two_macs, find_unlisted, find_unseen
from govnetgen.addressing.audit.space import find_foreign_space
from govnetgen.addressing.audit.translation import find_pools_over_lans
from govnetgen.addressing.audit.vertical import find_lines_in_city_blocks
from govnetgen.addressing.audit.virtual import find_second_addresses
from govnetgen.addressing.audit.vlan import find_shared_vlans
from govnetgen.addressing.audit.wording import find_aliases, find_repaired
from govnetgen.model.claims import Finding, HandedIn

Check = Callable[[HandedIn], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    find_overlaps,
    find_foreign_space,
    find_wrong_gateways,
    find_wrong_hosts,
    find_two_macs,
    find_unlisted,
    find_unseen,
    find_shared_vlans,
    find_aliases,
    find_repaired,
    find_scattered,
    find_pools_over_lans,
    find_own_exits,
    find_dual_use,
    find_shared_identities,
    find_mixed_links,
    find_leaks,
    find_literals,
    find_second_addresses,
    find_lines_in_city_blocks,
)
"""Every check, in the order of the codes."""


def audit(handed_in: HandedIn) -> tuple[Finding, ...]:
    """Return every defect, by code; of one code in the order that its check found them."""
    found = [finding for check in CHECKS for finding in check(handed_in)]
    return tuple(sorted(found, key=lambda one: one.code))


__all__ = ["audit"]
