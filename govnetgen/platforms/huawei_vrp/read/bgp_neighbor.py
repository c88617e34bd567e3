"""BGP neighbours: what is said of them or of the group that they are in, in one view."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from govnetgen.configtree import Cursor
from govnetgen.configtree.values import ADDRESS, NAME
from govnetgen.model.address import Address
from govnetgen.model.device.bgp import Family, Neighbor, NeighborFamily
from govnetgen.platforms.huawei_vrp.dialects import VrpDialect
from govnetgen.platforms.huawei_vrp.names import neutral
from govnetgen.platforms.huawei_vrp.read.patterns import ASN, PORT, asn, secret

_LONGEST_PATH = 255
"""The TTL that ``ebgp-max-hop`` stands for without a number."""


@dataclass(frozen=True, slots=True)
class Peers:
    """The neighbours that a view declares: each with its AS and the group that it is in."""

    systems: dict[str, int]
    groups: dict[str, str]

    @property
    def pattern(self) -> str:
        """What matches a neighbour or group of the view."""
        return "|".join(map(re.escape, {**self.systems, **dict.fromkeys(self.groups.values())}))


def declared(body: Cursor, own: int) -> Peers:
    """Return the neighbours of a view; ``own`` is the device's AS, which internal groups share."""
    trial = Cursor(tuple(body.unread()))
    groups = {match[1]: match[2] for match, _ in trial.each(rf"peer ({ADDRESS}) group ({NAME})")}
    systems = {match[1]: asn(match[2]) for match, _ in trial.each(rf"peer ({NAME}) as-number ({ASN})")}
    for match, _ in trial.each(rf"group ({NAME}) internal"):
        systems.setdefault(match[1], own)
    found: dict[str, int] = {}
    for text in (*systems, *groups):
        if re.fullmatch(ADDRESS, text):
            system = systems.get(text) or systems.get(groups.get(text, ""))
            if system is not None:
                found[text] = system
    used = {member: group for member, group in groups.items() if member in found}
    _understood(body, Peers(found, used))
    return Peers(found, used)


def _understood(body: Cursor, peers: Peers) -> None:
    if not peers.systems:
        return
    body.ignore(rf"peer (?:{peers.pattern}) as-number {ASN}")
    for member, group in peers.groups.items():
        body.ignore(rf"peer {re.escape(member)} group {re.escape(group)}")
    for group in set(peers.groups.values()):
        body.ignore(rf"group {re.escape(group)} (?:internal|external)")


def read_neighbors(body: Cursor, peers: Peers, dialect: VrpDialect) -> Iterator[Neighbor]:
    """Yield the neighbours without families."""
    if not peers.systems:
        return
    head = f"peer ({peers.pattern})"
    descriptions = _said(body, rf"{head} description (\S.*)")
    sources = _said(body, rf"{head} connect-interface ({PORT})")
    hops = _said(body, rf"{head} ebgp-max-hop(?: ([0-9]{{1,3}}))?")
    secrets = _said(body, rf"{head} password (cipher|simple) (\S+)")
    for text, system in peers.systems.items():
        source, hop, key = (_of(text, peers, said) for said in (sources, hops, secrets))
        description = descriptions.get(text)
        yield Neighbor(
            address=Address.parse(text),
            remote_as=system,
            description=description[2] if description else None,
            source_interface=neutral(source[2], dialect.ports.management) if source else None,
            multihop=int(hop[2] or _LONGEST_PATH) if hop else None,
            secret=secret(key[3], key[2]) if key else None,
        )


def read_members(body: Cursor, peers: Peers, family: Family, *, unasked: bool) -> dict[Address, NeighborFamily]:
    """Return what holds for the neighbours of a family; ``unasked``: all of them are in it without ``enable``."""
    if not peers.systems:
        return {}
    head = f"peer ({peers.pattern})"
    body.ignore(rf"undo {head} enable")
    for member, group in peers.groups.items():
        body.ignore(rf"peer {re.escape(member)} group {re.escape(group)}")
    enabled = _said(body, rf"{head} enable")
    reflected, own_hop = _said(body, rf"{head} reflect-client"), _said(body, rf"{head} next-hop-local")
    incoming = _said(body, rf"{head} (?:ip|ipv6)-prefix ({NAME}) import")
    outgoing = _said(body, rf"{head} (?:ip|ipv6)-prefix ({NAME}) export")
    found = {}
    for text in peers.systems:
        if unasked or _of(text, peers, enabled):
            before, after = _of(text, peers, incoming), _of(text, peers, outgoing)
            found[Address.parse(text)] = NeighborFamily(
                family=family,
                reflector_client=_of(text, peers, reflected) is not None,
                next_hop_self=_of(text, peers, own_hop) is not None,
                prefix_list_in=before[2] if before else None,
                prefix_list_out=after[2] if after else None,
            )
    return found


_Said = dict[str, re.Match[str]]


def _said(body: Cursor, form: str) -> _Said:
    return {match[1]: match for match, _ in body.each(form)}


def _of(text: str, peers: Peers, said: _Said) -> re.Match[str] | None:
    """Return what is said of a neighbour, else of its group."""
    return said.get(text) or said.get(peers.groups.get(text, ""))


def with_families(
    neighbors: Iterable[Neighbor], members: Iterable[dict[Address, NeighborFamily]]
) -> tuple[Neighbor, ...]:
    """Put neighbours and their families together."""
    held = list(members)
    return tuple(
        replace(one, families=tuple(found[one.address] for found in held if one.address in found)) for one in neighbors
    )
