"""Site-to-site tunnels: IKE and IPsec proposals, peers, policies, and the access lists that select the traffic."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from govnetgen.configtree import Cursor
from govnetgen.model.address import Address, InterfaceAddress, Prefix, length_of_wildcard
from govnetgen.model.device.ipsec import Encryption, Integrity, Ipsec, IpsecTunnel, TrafficSelector
from govnetgen.model.secret import Secret, secret_from
from govnetgen.platforms.huawei_vrp.names import neutral

T = TypeVar("T")

_ALGORITHMS = "|".join(Integrity)
_CIPHERS = "|".join(Encryption)
_END = r"(\d+\.\d+\.\d+\.\d+) (\S+)"
_SELECTOR = re.compile(rf"rule \d+ permit ip(?: source {_END})?(?: destination {_END})?", re.ASCII)
# what changes neither who the peer is nor what is protected; such lines stay unread
_MINOR = re.compile(
    r"(?:dpd|description|exchange-mode|nat traversal|sa duration|tunnel local|alias|scenario|respond-only)\b.*"
)
_INTERFACE = "interface "
_POLICY = "ipsec policy "


@dataclass(frozen=True, slots=True)
class _Found(Generic[T]):
    """What a block holds; ``mark`` marks its lines as understood once a tunnel has used it."""

    value: T
    mark: Callable[[], object]


@dataclass(frozen=True, slots=True)
class _Ike:
    encryption: Encryption
    integrity: Integrity
    dh_group: int


@dataclass(frozen=True, slots=True)
class _Peer:
    address: Address
    secret: Secret
    proposal: str


@dataclass(frozen=True, slots=True)
class _Policy:
    """One sequence of a policy: the names of what it joins; without an access list it protects nothing."""

    acl: str | None
    peer: str
    proposal: str


def read_ipsec(cursor: Cursor) -> Ipsec | None:
    """Read the tunnels that are complete; what belongs to no such tunnel stays unread.

    To be called before the interfaces are read: it looks for the interface that each policy is bound to.
    """
    # what every device shows and no tunnel names
    cursor.ignore("ike proposal default")
    bound = _bindings(cursor)
    parts = _Parts(
        ike=_blocks(cursor, r"ike proposal (\d+)", _ike_proposal),
        esp=_blocks(cursor, r"ipsec proposal (\S+)", _esp_proposal),
        peers=_blocks(cursor, r"ike peer (\S+)", _peer),
        lists=_blocks(cursor, r"acl (?:number (3\d{3})|name \S+ (3\d{3}))", _selectors),
    )
    tunnels = []
    for match, body in cursor.each(r"ipsec policy (\S+) \d+ isakmp"):
        policy = _try(_policy, Cursor(tuple(body.unread())))
        interface = bound.get(match[1])
        tunnel = None if policy is None or interface is None else _tunnel(policy, interface, parts)
        if tunnel is not None:
            _policy(body)
            tunnels.append(tunnel)
    _mark_bindings(cursor, {tunnel.interface for tunnel in tunnels})
    return Ipsec(tunnels=tuple(tunnels)) if tunnels else None


@dataclass(frozen=True, slots=True)
class _Parts:
    """The blocks that policies join, by the names or numbers that they go by."""

    ike: dict[str, _Found[_Ike]]
    esp: dict[str, _Found[tuple[Encryption, Integrity]]]
    peers: dict[str, _Found[_Peer]]
    lists: dict[str, _Found[tuple[TrafficSelector, ...]]]


_NONE: _Found[tuple[TrafficSelector, ...]] = _Found((), lambda: None)


def _tunnel(policy: _Policy, interface: str, parts: _Parts) -> IpsecTunnel | None:
    peer, esp = parts.peers.get(policy.peer), parts.esp.get(policy.proposal)
    selectors = _NONE if policy.acl is None else parts.lists.get(policy.acl)
    ike = parts.ike.get(peer.value.proposal) if peer else None
    if peer is None or esp is None or selectors is None or ike is None:
        return None
    # the model has one pair of algorithms for both phases
    if esp.value != (ike.value.encryption, ike.value.integrity):
        return None
    for found in (peer, esp, selectors, ike):
        found.mark()
    return IpsecTunnel(
        name=policy.peer,
        interface=interface,
        peer=peer.value.address,
        secret=peer.value.secret,
        encryption=ike.value.encryption,
        integrity=ike.value.integrity,
        dh_group=ike.value.dh_group,
        selectors=selectors.value,
    )


def _try(read: Callable[[Cursor], T | None], cursor: Cursor) -> T | None:
    try:
        return read(cursor)
    except ValueError:
        return None


def _blocks(cursor: Cursor, heading: str, read: Callable[[Cursor], T | None]) -> dict[str, _Found[T]]:
    """Read blocks without marking what stands below their headings."""
    found: dict[str, _Found[T]] = {}
    for match, body in cursor.each(heading):
        value = _try(read, Cursor(tuple(body.unread())))
        if value is not None:
            key = next(group for group in match.groups() if group)
            found[key] = _Found(value, partial(read, body))
    return found


def _ike_proposal(body: Cursor) -> _Ike | None:
    encryption = body.last(rf"encryption-algorithm ({_CIPHERS})")
    integrity = body.last(rf"integrity-algorithm hmac-({_ALGORITHMS})")
    authentication = body.last(rf"authentication-algorithm ({_ALGORITHMS})")
    pseudorandom = body.last(rf"prf hmac-({_ALGORITHMS})")
    group = body.last(r"dh group(\d+)")
    body.ignore("authentication-method pre-share")
    if encryption is None or integrity is None or group is None:
        return None
    if any(other and other[1] != integrity[1] for other in (authentication, pseudorandom)) or any(body.unread()):
        return None
    return _Ike(Encryption(encryption[1]), Integrity(integrity[1]), int(group[1]))


def _esp_proposal(body: Cursor) -> tuple[Encryption, Integrity] | None:
    encryption = body.last(rf"esp encryption-algorithm ({_CIPHERS})")
    integrity = body.last(rf"esp authentication-algorithm ({_ALGORITHMS})")
    body.ignore("transform esp", "encapsulation-mode tunnel")
    if encryption is None or integrity is None or any(body.unread()):
        return None
    return Encryption(encryption[1]), Integrity(integrity[1])


def _peer(body: Cursor) -> _Peer | None:
    # both versions are on until one is taken away; the device begins with version 2
    body.ignore("undo version 1", "version 2")
    secret = body.last(r"pre-shared-key (?:(?:cipher|simple) )?(\S+)")
    proposal = body.last(r"ike-proposal (\d+)")
    address = body.last(r"remote-address (\d+\.\d+\.\d+\.\d+)")
    if secret is None or proposal is None or address is None or _refused(body):
        return None
    return _Peer(Address.parse(address[1]), secret_from(secret[1], "cipher"), proposal[1])


def _policy(body: Cursor) -> _Policy | None:
    acl = body.last(r"security acl (3\d{3})")
    peer, proposal = body.last(r"ike-peer (\S+)"), body.last(r"proposal (\S+)")
    if peer is None or proposal is None or _refused(body):
        return None
    return _Policy(acl and acl[1], peer[1], proposal[1])


def _refused(body: Cursor) -> bool:
    return any(_MINOR.fullmatch(line.text) is None for line in body.unread())


def _selectors(body: Cursor) -> tuple[TrafficSelector, ...] | None:
    lines = tuple(body.unread())
    found = [_selector(match) for line in lines if (match := _SELECTOR.fullmatch(line.text))]
    if not found or len(found) < len(lines):
        return None
    body.ignore("rule .*")
    return tuple(found)


def _selector(match: re.Match[str]) -> TrafficSelector:
    local, local_wildcard, remote, remote_wildcard = match.groups()
    return TrafficSelector(local=_prefix(local, local_wildcard), remote=_prefix(remote, remote_wildcard))


def _prefix(address: str | None, wildcard: str) -> Prefix:
    if address is None:
        return Prefix(4, 0, 0)
    return InterfaceAddress.of(Address.parse(address), length_of_wildcard(wildcard)).prefix


def _bindings(cursor: Cursor) -> dict[str, str]:
    """Return the interface of each policy, by the policy's name; a policy on several interfaces is none's."""
    found: dict[str, str] = {}
    shared: set[str] = set()
    for policy, interface in _bound(cursor):
        shared.update({policy} & found.keys())
        found[policy] = interface
    return {policy: interface for policy, interface in found.items() if policy not in shared}


def _bound(cursor: Cursor) -> Iterator[tuple[str, str]]:
    for line in cursor.unread():
        interface = neutral(line.text.removeprefix(_INTERFACE)) if line.text.startswith(_INTERFACE) else None
        for child in line.children:
            if interface is not None and child.text.startswith(_POLICY):
                yield child.text.removeprefix(_POLICY), interface


def _mark_bindings(cursor: Cursor, interfaces: set[str]) -> None:
    texts = [
        line.text.removeprefix(_INTERFACE)
        for line in cursor.unread()
        if line.text.startswith(_INTERFACE) and neutral(line.text.removeprefix(_INTERFACE)) in interfaces
    ]
    if texts:
        for _, body in cursor.each(f"{_INTERFACE}(?:{'|'.join(map(re.escape, texts))})"):
            body.ignore(r"ipsec policy \S+")
