"""Which VLAN of its unit each segment becomes: one that the inventory has, or one more of the same kind."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from govnetgen.addressing.ledger import Kind, Ledger, State
from govnetgen.addressing.name import names_of, natural
from govnetgen.addressing.prefix import read_prefix
from govnetgen.addressing.size import subnet_length
from govnetgen.addressing.unify.segment import WHOLE, Segment
from govnetgen.model.address import Address, Prefix
from govnetgen.model.network import Network, Unit, UnitVlan

WAS = "was="
"""The ledger's note on a subnet: the prefixes that its hosts had, so that the next run finds them where they went."""

MANAGEMENT = "management"


class Placed(NamedTuple):
    """A segment and the VLAN that it becomes."""

    segment: Segment
    vlan: str


class NewVlan(NamedTuple):
    """A kind of VLAN that vlans.yaml does not have yet: as ``like``, but for its name and title."""

    name: str
    like: str
    zone: str
    vpn: str | None
    title: str
    dhcp: bool = False
    dhcp_relay: tuple[Address, ...] = ()


@dataclass(frozen=True, slots=True)
class Matched:
    """The network with a VLAN for every segment, what was added to it, and the segments that have no place in it."""

    network: Network
    placed: tuple[Placed, ...]
    added: Mapping[str, tuple[UnitVlan, ...]]
    kinds: tuple[NewVlan, ...]
    homeless: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Past:
    """What the ledger says of subnets in use: ``prefixes`` and ``was`` by (unit, VLAN)."""

    prefixes: Mapping[tuple[str, str], tuple[Prefix, ...]]
    was: Mapping[tuple[str, str], frozenset[str]]


def past(ledger: Ledger, move: Collection[str] = ()) -> Past:
    """Read the subnets in use, and what their hosts had before."""
    prefixes: dict[tuple[str, str], tuple[Prefix, ...]] = {}
    was: dict[tuple[str, str], frozenset[str]] = {}
    for record in ledger.records:
        if record.kind is Kind.SUBNET and record.state is State.GIVEN:
            _, unit, vlan = names_of(record.key)
            if unit not in move:
                prefixes[unit, vlan] = (*prefixes.get((unit, vlan), ()), read_prefix(record.value))
            for note in record.notes:
                if note.startswith(WAS):
                    was[unit, vlan] = was.get((unit, vlan), frozenset()).union(note.removeprefix(WAS).split(","))
    return Past(prefixes, was)


def match(network: Network, segments: Iterable[Segment], ledger: Ledger, *, move: Collection[str] = ()) -> Matched:
    """Give every segment a VLAN of its unit. The subnets of units in ``move`` are about to change."""
    before = past(ledger, move)
    by_unit: dict[str, list[Segment]] = {}
    for segment in segments:
        by_unit.setdefault(segment.unit, []).append(segment)
    usual = _usual(network)
    placed: list[Placed] = []
    homeless: list[Segment] = []
    added: dict[str, tuple[UnitVlan, ...]] = {}
    kinds: dict[str, NewVlan] = {}
    units = dict(network.units)
    for name, own in by_unit.items():
        matching = _Matching(network.units[name], usual, before)
        for segment in own:
            vlan = matching.settled(segment)
            if vlan is not None:
                placed.append(Placed(segment, vlan))
        rest = [segment for segment in own if segment not in matching.found]
        for segment in matching.by_size(rest):
            vlan = matching.place(segment)
            if vlan is None:
                homeless.append(segment)
            else:
                placed.append(Placed(segment, vlan))
        if matching.new:
            added[name] = tuple(matching.new)
            units[name] = replace(units[name], vlans=(*units[name].vlans, *matching.new))
            kinds.update(matching.kinds)
    known = {vlan.name for unit in network.units.values() for vlan in unit.vlans}
    fresh = tuple(kinds[name] for name in sorted(kinds, key=natural) if name not in known)
    return Matched(
        network=replace(network, units=units) if added else network,
        placed=tuple(sorted(placed, key=lambda one: (one.segment.unit, one.segment.domain, one.segment.prefix))),
        added=added,
        kinds=fresh,
        homeless=tuple(homeless),
    )


def _usual(network: Network) -> Mapping[str, UnitVlan]:
    """Return, for each VPN and the common table, the VLAN that the most units have: what a new one is like."""
    served = {zone for pool in network.plan.pools.values() if pool.each is None for zone in pool.zones}
    counts: dict[str, dict[str, int]] = {}
    first: dict[tuple[str, str], UnitVlan] = {}
    for unit in network.units.values():
        for vlan in unit.vlans:
            if vlan.zone in served and vlan.zone != MANAGEMENT:
                table = counts.setdefault(vlan.vpn or "", {})
                table[vlan.name] = table.get(vlan.name, 0) + 1
                first.setdefault((vlan.vpn or "", vlan.name), vlan)
    return {
        vpn: first[vpn, min(table, key=lambda name: (-table[name], natural(name)))] for vpn, table in counts.items()
    }


def _version(text: str) -> int:
    return 6 if ":" in text else 4


class _Matching:
    """The VLANs of one unit, and which of them a segment has."""

    def __init__(self, unit: Unit, usual: Mapping[str, UnitVlan], before: Past) -> None:
        self._unit, self._usual = unit, usual
        self._was = {vlan.name: before.was.get((unit.name, vlan.name), frozenset()) for vlan in unit.vlans}
        self._prefixes = {
            vlan.name: (*before.prefixes.get((unit.name, vlan.name), ()), *vlan.fixed) for vlan in unit.vlans
        }
        self._taken = {(name, _version(text)) for name, was in self._was.items() for text in was}
        self.found: set[Segment] = set()
        self.new: list[UnitVlan] = []
        self.kinds: dict[str, NewVlan] = {}

    def _vlans(self, segment: Segment) -> list[UnitVlan]:
        return [vlan for vlan in self._unit.vlans if (vlan.vpn or "") == segment.domain]

    def settled(self, segment: Segment) -> str | None:
        """Return the VLAN that a segment went to in an earlier run, or whose subnet it lies in."""
        text = str(segment.prefix)
        for vlan in self._vlans(segment):
            inside = any(one.contains(segment.prefix) for one in self._prefixes[vlan.name])
            if text in self._was[vlan.name] or inside:
                self._taken.add((vlan.name, segment.prefix.version))
                self.found.add(segment)
                return vlan.name
        return None

    def by_size(self, segments: Sequence[Segment]) -> list[Segment]:
        """Return segments in the order in which they choose: by what they say of themselves, then the largest."""
        return sorted(segments, key=lambda one: (one.prefix.version, one.prefix.length, one.prefix.value))

    def place(self, segment: Segment) -> str | None:
        """Return the VLAN that a segment becomes; None where the unit can have none in that routing table."""
        vlan = self._named(segment) or self._main(segment)
        if vlan is not None:
            self._taken.add((vlan.name, segment.prefix.version))
            return vlan.name
        return self._another(segment)

    def _named(self, segment: Segment) -> UnitVlan | None:
        """Return the VLAN whose number or title a row of the segment names."""
        for vlan in self._vlans(segment):
            if not self._is_open(vlan, segment):
                continue
            for claim in segment.claims:
                if vlan.number in claim.facts.vlans or (vlan.title and vlan.title in claim.facts.note):
                    return vlan
        return None

    def _main(self, segment: Segment) -> UnitVlan | None:
        """Return the unit's largest VLAN in the routing table, where the segment has room for its hosts."""
        vlans = [vlan for vlan in self._vlans(segment) if vlan.zone != MANAGEMENT]
        if not vlans:
            return None
        main = min(vlans, key=lambda one: (-one.hosts, natural(one.name)))
        return main if self._is_open(main, segment) else None

    def _is_open(self, vlan: UnitVlan, segment: Segment) -> bool:
        """Tell whether no other segment has a VLAN, and this one would have room for its hosts."""
        if (vlan.name, segment.prefix.version) in self._taken:
            return False
        if segment.prefix.version == 6:
            return True
        length = subnet_length(4, vlan.hosts, len(self._unit.gateways))
        # what is to be translated as a whole needs a subnet that is not smaller
        translated = not segment.renewal.now and segment.prefix.length >= WHOLE
        return segment.prefix.length == length if translated else segment.prefix.length <= length

    def _another(self, segment: Segment) -> str | None:
        vlans = [vlan for vlan in self._vlans(segment) if vlan.zone != MANAGEMENT]
        like = min(vlans, key=lambda one: (-one.hosts, natural(one.name)), default=self._usual.get(segment.domain))
        if like is None:
            return None
        names = {vlan.name for vlan in (*self._unit.vlans, *self.new)}
        number = 2
        while f"{like.name}-{number}" in names:
            number += 1
        name = f"{like.name}-{number}"
        title = f"{like.title or like.name} {number}"
        self.new.append(
            UnitVlan(
                name=name,
                zone=like.zone,
                hosts=segment.hosts,
                title=title,
                vpn=like.vpn,
                dhcp=like.dhcp,
                dhcp_relay=like.dhcp_relay,
                location=self._unit.location,
            )
        )
        self.kinds[name] = NewVlan(name, like.name, like.zone, like.vpn, title, like.dhcp, like.dhcp_relay)
        return name
