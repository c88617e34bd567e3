"""Claims to segments: what is one subnet of one unit today, however often and in whatever pieces it was written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from govnetgen.addressing.size import host_room
from govnetgen.addressing.unify.renewal import Renewal, When, read_renewal
from govnetgen.model.address import BITS, Address, Prefix
from govnetgen.model.claims import Claim, HandedIn
from govnetgen.model.network import Network, Unit

WHOLE = 22
"""Segments of this length and longer are planned at the size that they have where nobody says how many hosts."""

AGGREGATE = 20
"""A shorter prefix that holds others of its unit is a summary of them; a longer one is their subnet."""

_GATEWAYS = 2
_COMMON = (
    "公共区",
    "公用网络区",
    "公共网络区",
    "公网区",
    "政务外网",
    "外网",
    "全局",
    "public",
    "global",
    "default",
    "_public_",
)
_UNUSABLE = tuple(map(Prefix.parse, ("0.0.0.0/8", "127.0.0.0/8", "224.0.0.0/3", "::/8", "fe80::/10", "ff00::/8")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One subnet of one unit in one routing table.

    ``claims`` are the rows that it was made of, each prefix inside ``prefix``. ``hosts`` is what it is planned for;
    ``weight`` what keeping it is worth. ``keepable``: its mask is known, so that it may stay as it is.
    """

    unit: str
    domain: str
    prefix: Prefix
    claims: tuple[Claim, ...]
    hosts: int
    weight: int
    renewal: Renewal
    keepable: bool = True


class Unplaced(NamedTuple):
    """A claim that gets nothing, the code of the reason, and the reason."""

    claim: Claim
    code: str
    reason: str


def segments(network: Network, handed_in: HandedIn) -> tuple[list[Segment], list[Unplaced]]:
    """Return the segments by unit, routing table and prefix, and the claims that cannot have a place here."""
    known = _Known(handed_in)
    domains = _domains(network)
    unplaced: list[Unplaced] = []
    groups: dict[tuple[str, str, int], list[Claim]] = {}
    shares = _row_sizes(handed_in.claims)
    for claim in handed_in.claims:
        domain = domains.get(_squeezed(claim.facts.domain)) if claim.facts.domain else ""
        reason = _no_place(network, claim, domain)
        if reason is not None:
            unplaced.append(reason)
        else:
            groups.setdefault((claim.owner.id, domain or "", claim.prefix.version), []).append(claim)
    found: list[Segment] = []
    for (unit, domain, _), claims in sorted(groups.items()):
        grouping = _Grouping(network.units[unit], domain, known, shares)
        made, summaries = grouping.segments(claims)
        found.extend(made)
        unplaced.extend(summaries)
    return found, unplaced


def _domains(network: Network) -> Mapping[str, str]:
    """Return the names of routing tables as people write them: of VPNs, their titles, and those of their VLANs."""
    found = dict.fromkeys(_COMMON, "")
    for unit in network.units.values():
        found |= {_squeezed(vlan.title): vlan.vpn for vlan in unit.vlans if vlan.vpn and vlan.title}
    found |= {_squeezed(vpn.title): vpn.name for vpn in network.vpns.values() if vpn.title}
    return found | {_squeezed(name): name for name in network.vpns}


def _squeezed(text: str) -> str:
    return "".join(text.split()).lower()


def _no_place(network: Network, claim: Claim, domain: str | None) -> Unplaced | None:
    facts, prefix = claim.facts, claim.prefix
    if facts.network == "intranet":
        return Unplaced(claim, "intranet", "belongs to the intranet, which shares no address with this network")
    if claim.owner.id not in network.units:
        return Unplaced(
            claim, "not-registered", f"{claim.owner.written or claim.owner.id} is not a unit of the network"
        )
    if domain is None:
        return Unplaced(claim, "no-such-vpn", f"the network has no VPN {facts.domain}")
    if any(one.overlaps(prefix) for one in _UNUSABLE):
        return Unplaced(claim, "unusable", "these addresses are no host's (RFC 6890)")
    if facts.link:
        return Unplaced(claim, "link", "a link between devices: links get addresses of the plan's link pool")
    return None


def _row_sizes(claims: Iterable[Claim]) -> Mapping[tuple[str, str, int], int]:
    """Return how many addresses each row claims: the hosts that it states are those of all its prefixes."""
    sizes: dict[tuple[str, str, int], int] = {}
    for claim in claims:
        row = _row(claim)
        sizes[row] = sizes.get(row, 0) + claim.prefix.size
    return sizes


def _row(claim: Claim) -> tuple[str, str, int]:
    return claim.origin.file, claim.origin.sheet, claim.origin.row


class _Known:
    """How many addresses are known to be in use: of host sheets and ARP tables."""

    def __init__(self, handed_in: HandedIn) -> None:
        self._seen: dict[str, list[int]] = {}
        for host in handed_in.hosts:
            if host.address.version == 4:
                self._seen.setdefault(host.owner.id, []).append(host.address.value)

    def inside(self, unit: str, prefix: Prefix) -> int:
        """Return how many of a unit's known hosts lie in a prefix."""
        return len({one for one in self._seen.get(unit, ()) if prefix.value <= one <= prefix.last})


class _Grouping:
    """The claims of one unit in one routing table and version."""

    def __init__(self, unit: Unit, domain: str, known: _Known, row_sizes: Mapping[tuple[str, str, int], int]) -> None:
        self._unit, self._domain = unit, domain
        self._known, self._row_sizes = known, row_sizes
        self._planned = sum(vlan.hosts for vlan in unit.vlans if (vlan.vpn or "") == domain)

    def segments(self, claims: Sequence[Claim]) -> tuple[list[Segment], list[Unplaced]]:
        """Return one segment for each subnet, the rows inside it with it; and what only sums others up."""
        by_prefix: dict[Prefix, list[Claim]] = {}
        loose: list[Claim] = []
        for claim in claims:
            if claim.subnet:
                by_prefix.setdefault(claim.prefix, []).append(claim)
            else:
                loose.append(claim)
        summaries = _summaries(sorted(by_prefix))
        unplaced = [
            Unplaced(claim, "summary", "sums up other rows of this unit, which have their own lines here")
            for prefix in summaries
            for claim in by_prefix.pop(prefix)
        ]
        tops: list[tuple[Prefix, list[Claim], bool]] = []
        for prefix in sorted(by_prefix):
            if tops and tops[-1][0].contains(prefix):
                tops[-1][1].extend(by_prefix[prefix])
            else:
                tops.append((prefix, list(by_prefix[prefix]), True))
        tops.extend(_loose(loose, tops))
        return [self._segment(*one) for one in sorted(tops, key=lambda one: one[0])], unplaced

    def _segment(self, prefix: Prefix, claims: list[Claim], keepable: bool) -> Segment:
        renewals = [read_renewal(claim.facts.renumber, claim.facts.note) for claim in claims]
        weights = [claim.facts.weight for claim in claims if claim.facts.weight is not None]
        renewal = next((one for when in (When.NEVER, When.LATER) for one in renewals if one.when is when), renewals[0])
        hosts = self._hosts(prefix, claims, renewal)
        return Segment(
            unit=self._unit.name,
            domain=self._domain,
            prefix=prefix,
            claims=tuple(claims),
            hosts=hosts,
            weight=max(weights, default=self._stated_at(prefix, claims) or hosts),
            renewal=renewal,
            keepable=keepable,
        )

    def _hosts(self, prefix: Prefix, claims: Sequence[Claim], renewal: Renewal) -> int:
        if prefix.version == 6:
            return max((claim.facts.hosts or 1 for claim in claims), default=1)
        room = max(1, host_room(4, prefix.length, _GATEWAYS))
        whole = prefix.length >= WHOLE
        # a translation of a whole prefix needs another of its size; so do rows inside that keep their offsets
        if whole and (not renewal.now or any(claim.prefix != prefix for claim in claims)):
            return room
        stated = self._stated_at(prefix, claims)
        if stated:
            return min(room, stated)
        if whole:
            return room
        return min(room, max(self._known.inside(self._unit.name, prefix), self._planned, 251))

    def _stated_at(self, prefix: Prefix, claims: Sequence[Claim]) -> int:
        return max((self._stated(claim) for claim in claims if claim.prefix == prefix), default=0)

    def _stated(self, claim: Claim) -> int:
        if not claim.facts.hosts:
            return 0
        return -(-claim.facts.hosts * claim.prefix.size // self._row_sizes[_row(claim)])


def _summaries(prefixes: Sequence[Prefix]) -> list[Prefix]:
    """Return the large prefixes that hold others; ``prefixes`` are sorted."""
    found = []
    for position, prefix in enumerate(prefixes[:-1]):
        if prefix.version == 4 and prefix.length < AGGREGATE and prefix.contains(prefixes[position + 1]):
            found.append(prefix)
    return found


def _loose(
    claims: Iterable[Claim], tops: Sequence[tuple[Prefix, list[Claim], bool]]
) -> Iterator[tuple[Prefix, list[Claim], bool]]:
    """Put addresses whose subnet nobody named into the one that they lie in; yield covers of those that lie in none."""
    groups: dict[tuple[int, int], list[Claim]] = {}
    for claim in claims:
        holder = next((one for one in tops if one[0].contains(claim.prefix)), None)
        if holder is not None:
            holder[1].append(claim)
        else:
            # beside each other means in one /24 or /64: more is no subnet that anyone would have left unnamed
            width = 8 if claim.prefix.version == 4 else 64
            groups.setdefault((claim.prefix.version, claim.prefix.value >> width), []).append(claim)
    for group in groups.values():
        yield cover([claim.prefix for claim in group]), group, False


def cover(prefixes: Sequence[Prefix]) -> Prefix:
    """Return the smallest prefix that holds all of these."""
    version = prefixes[0].version
    first, last = min(one.value for one in prefixes), max(one.last for one in prefixes)
    length = min(BITS[version] - (first ^ last).bit_length(), min(one.length for one in prefixes))
    shift = BITS[version] - length
    return Prefix(version, first >> shift << shift, length)


def addresses_in(handed_in: HandedIn, unit: str, prefix: Prefix) -> tuple[Address, ...]:
    """Return the known addresses of a unit's hosts in a prefix, in order."""
    return tuple(
        sorted({host.address for host in handed_in.hosts if host.owner.id == unit and prefix.contains(host.address)})
    )
