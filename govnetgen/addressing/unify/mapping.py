"""Old to new: one row for every claim, with the reason and the place it was read from."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from govnetgen.addressing.size import subnet_length
from govnetgen.addressing.unify.match import Placed
from govnetgen.addressing.unify.segment import Segment, Unplaced
from govnetgen.model.address import BITS, Prefix
from govnetgen.model.addressplan import AddressPlan
from govnetgen.model.claims import Claim
from govnetgen.model.network import Network, Pool


class Action(StrEnum):
    """What becomes of a claim. ``nat``: it is translated until its unit can renumber; ``release``: nobody needs it."""

    KEEP = "keep"
    RENUMBER = "renumber"
    NAT = "nat"
    RELEASE = "release"


class Reason(NamedTuple):
    """Why: a code, and the values that its wording needs."""

    code: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One claim. ``subnet`` is the whole new subnet of its VLAN, which ``new`` is or lies in."""

    claim: Claim
    unit: str
    vlan: str
    old: Prefix
    new: Prefix | None
    subnet: Prefix | None
    action: Action
    reason: Reason

    @property
    def source(self) -> str:
        """The file, row and column that the claim was read from."""
        return str(self.claim.origin)


class Moved(NamedTuple):
    """A segment with the subnet that its VLAN has in the plan."""

    segment: Segment
    vlan: str
    subnet: Prefix
    action: Action


def moves(network: Network, plan: AddressPlan, placed: Iterable[Placed]) -> tuple[list[Moved], list[Unplaced]]:
    """Return where each segment goes; what has no address of its version in the plan is not placed."""
    found: list[Moved] = []
    unplaced: list[Unplaced] = []
    for segment, vlan in placed:
        subnets = [one for one in plan.subnets.get((segment.unit, vlan), ()) if one.version == segment.prefix.version]
        if not subnets:
            zone = network.units[segment.unit].vlan(vlan).zone
            reason = f"no IPv{segment.prefix.version} pool serves zone {zone}"
            unplaced.extend(Unplaced(claim, "no-pool", reason) for claim in segment.claims)
            continue
        subnet = subnets[0]
        if subnet.contains(segment.prefix):
            action = Action.KEEP
        else:
            action = Action.RENUMBER if segment.renewal.now else Action.NAT
        found.append(Moved(segment, vlan, subnet, action))
    return found, unplaced


def image(moved: Moved) -> Prefix | None:
    """Return the part of the new subnet that a segment is mapped to, offsets kept; None where it is larger.

    In a larger subnet it is the last part: the first addresses are the gateways'. A host leaves out the broadcast.
    """
    old, new = moved.segment.prefix, moved.subnet
    if moved.action is Action.KEEP:
        return old
    if old.length < new.length:
        return None
    count = 1 << (old.length - new.length)
    broadcast = old.version == 4 and old.length >= BITS[4] - 1 and count > 2
    index = count - (2 if broadcast else 1)
    return Prefix(new.version, new.value + index * old.size, old.length)


def rows(network: Network, plan: AddressPlan, moved: Iterable[Moved], unplaced: Iterable[Unplaced]) -> tuple[Row, ...]:
    """Return the mapping, by unit and old prefix, then by where each claim was read."""
    reasons = _Reasons(network, plan)
    found = [row for one in moved for row in _of_segment(one, reasons)]
    found.extend(
        Row(
            claim=claim,
            unit=claim.owner.id,
            vlan="",
            old=claim.prefix,
            new=None,
            subnet=None,
            action=Action.RELEASE,
            reason=Reason(code, (words,)),
        )
        for claim, code, words in unplaced
    )
    found.sort(key=lambda row: (row.unit, row.old, row.claim.origin))
    return tuple(found)


def _of_segment(moved: Moved, reasons: "_Reasons") -> Iterator[Row]:
    segment = moved.segment
    whole = image(moved)
    reason = reasons.why(moved)
    for claim in segment.claims:
        if moved.action is Action.KEEP:
            new = claim.prefix
        elif claim.prefix == segment.prefix or whole is None:
            new = moved.subnet if moved.action is Action.RENUMBER or whole is None else whole
        else:
            new = Prefix(whole.version, whole.value + claim.prefix.value - segment.prefix.value, claim.prefix.length)
        yield Row(
            claim=claim,
            unit=segment.unit,
            vlan=moved.vlan,
            old=claim.prefix,
            new=new,
            subnet=moved.subnet,
            action=moved.action,
            reason=reason,
        )


class _Reasons:
    """Says why a segment could not stay, from the plan alone: the same plan gives the same words."""

    def __init__(self, network: Network, plan: AddressPlan) -> None:
        self._network = network
        self._pools: dict[tuple[str, int], Pool] = {
            (zone, pool.prefix.version): pool
            for pool in network.plan.pools.values()
            if pool.each is None
            for zone in pool.zones
        }
        self._given = sorted((prefix, owner) for owner, prefixes in plan.subnets.items() for prefix in prefixes)
        self._blocks: dict[tuple[str, str], list[Prefix]] = {}
        for block in plan.blocks:
            self._blocks.setdefault((block.pool, block.owner), []).append(block.prefix)

    def why(self, moved: Moved) -> Reason:
        """Return the reason of an action."""
        segment = moved.segment
        if moved.action is Action.KEEP:
            return Reason("complies" if moved.subnet == segment.prefix else "inside", (str(moved.subnet),))
        reason = self._not_kept(moved)
        if moved.action is Action.RENUMBER:
            return reason
        when = segment.renewal.date or segment.renewal.written
        return Reason("nat-" + reason.code, (*reason.values, when))

    def _not_kept(self, moved: Moved) -> Reason:
        segment = moved.segment
        unit = self._network.units[segment.unit]
        vlan = unit.vlan(moved.vlan)
        pool = self._pools.get((vlan.zone, segment.prefix.version))
        if pool is None or not pool.prefix.contains(segment.prefix):
            return Reason("outside-pool", (f"{pool.name} {pool.prefix}" if pool else "",))
        if not segment.keepable:
            return Reason("mask-unknown")
        other = self._other(segment.prefix, (segment.unit, moved.vlan))
        if other:
            return Reason("taken", (other,))
        outside = self._outside(pool, segment)
        if outside is not None:
            return outside
        if segment.prefix.length > subnet_length(segment.prefix.version, vlan.hosts, len(unit.gateways)):
            return Reason("too-small", (str(vlan.hosts),))
        return Reason("no-gain")

    def _other(self, prefix: Prefix, own: tuple[str, str]) -> str:
        position = bisect_right(self._given, (prefix, ("\U0010ffff", "")))
        around = self._given[max(0, position - 1) : position + 1]
        for given, owner in around:
            if owner != own and given.overlaps(prefix):
                return f"{owner[0]}/{owner[1]} {given}"
        return ""

    def _outside(self, pool: Pool, segment: Segment) -> Reason | None:
        site: str | None = self._network.units[segment.unit].site
        owners = [f"unit:{segment.unit}"]
        while site is not None:
            owners.append(f"site:{site}")
            site = self._network.sites[site].parent
        for owner in reversed(owners):
            blocks = self._blocks.get((pool.name, owner))
            if blocks and not any(block.contains(segment.prefix) for block in blocks):
                return Reason("other-block", (owner.partition(":")[2], ", ".join(map(str, blocks))))
        return None


def totals(found: Iterable[Row]) -> Mapping[str, int]:
    """Return how many claims have each action."""
    counts = dict.fromkeys(map(str, Action), 0)
    for row in found:
        counts[str(row.action)] += 1
    return counts
