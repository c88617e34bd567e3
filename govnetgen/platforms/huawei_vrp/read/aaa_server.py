"""TACACS+ and RADIUS servers, from the templates (groups on NE routers) that a domain names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from govnetgen.configtree import Cursor
from govnetgen.configtree.values import ADDRESS, IPV4, NAME
from govnetgen.model.address import Address
from govnetgen.model.device.aaa import RadiusServer, TacacsServer
from govnetgen.platforms.huawei_vrp.read.patterns import NUMBER, secret
from govnetgen.platforms.huawei_vrp.read.port import Port

T = TypeVar("T")
_VRF = rf"(?: vpn-instance ({NAME}))?"
_RANKS = ("", "secondary", "third", "fourth")
_TACACS = rf"hwtacacs-server authentication ({ADDRESS})(?: ({NUMBER}))?{_VRF}(?: (secondary|third|fourth))?"
_TACACS_KEY = r"hwtacacs-server shared-key(?: (cipher|simple))? (\S+)"
_RADIUS = (
    rf"radius-server authentication ({ADDRESS}) ({NUMBER}){_VRF}(?: source ip-address ({IPV4}))?(?: weight ({NUMBER}))?"
)
_RADIUS_KEY = r"radius-server shared-key(?:-cipher| cipher)? (\S+)"


@dataclass(frozen=True, slots=True)
class Template(Generic[T]):
    """The servers of one template and the interface that they see requests come from."""

    servers: tuple[T, ...]
    source: str | None


@dataclass(frozen=True, slots=True)
class Servers:
    """Both templates of a domain."""

    tacacs: Template[TacacsServer] | None
    radius: Template[RadiusServer] | None

    @property
    def source(self) -> str | None:
        """The interface that servers see."""
        return next((one.source for one in (self.tacacs, self.radius) if one and one.source), None)


def interface_of(address: Address | None, ports: Sequence[Port]) -> str | None:
    """Return the interface whose first IPv4 address this is."""
    for port in ports:
        first = next((one for one in port.addresses if one.version == 4), None)
        if first is not None and first.address == address:
            return port.name
    return None


def read_tacacs(cursor: Cursor, domain: Cursor, ports: Sequence[Port]) -> Template[TacacsServer] | None:
    """Return the TACACS+ servers of a domain in the order of their ranks.

    A template without servers or key, or with two servers of one rank, stays unread.
    """
    cursor.ignore("hwtacacs enable")
    body = _named(cursor, domain, "hwtacacs-server", "hwtacacs-server template")
    if body is None:
        return None
    trial = Cursor(tuple(body.unread()))
    ranks = [match[4] for match, _ in trial.each(_TACACS)]
    if not ranks or len(set(ranks)) < len(ranks) or not trial.has(_TACACS_KEY):
        return None
    key = body.last(_TACACS_KEY)
    assert key is not None
    matches = [match for match, _ in body.each(_TACACS)]
    matches.sort(key=lambda match: _RANKS.index(match[4] or ""))
    for match in matches:
        body.ignore(re.escape(match[0]).replace("authentication", "(?:authorization|accounting)", 1))
    servers = (
        TacacsServer(
            address=Address.parse(match[1]), secret=secret(key[2], key[1]), port=int(match[2] or 49), vrf=match[3]
        )
        for match in matches
    )
    return Template(tuple(servers), _source(body, ports))


def read_radius(cursor: Cursor, domain: Cursor, ports: Sequence[Port]) -> Template[RadiusServer] | None:
    """Return the RADIUS servers of a domain, the heaviest first; a template without servers or key stays unread."""
    body = _named(cursor, domain, "radius-server(?: group)?", "radius-server (?:template|group)")
    if body is None:
        return None
    trial = Cursor(tuple(body.unread()))
    if not (trial.has(_RADIUS) and trial.has(_RADIUS_KEY)):
        return None
    key = body.last(_RADIUS_KEY)
    assert key is not None
    matches = [match for match, _ in body.each(_RADIUS)]
    matches.sort(key=lambda match: -int(match[5] or 0))
    accounting = {match[1]: int(match[2]) for match, _ in body.each(_RADIUS.replace("authentication", "accounting", 1))}
    servers = (
        RadiusServer(
            address=Address.parse(match[1]),
            secret=secret(key[1], "cipher"),
            authentication_port=int(match[2]),
            accounting_port=accounting.get(match[1], 1813),
            vrf=match[3],
        )
        for match in matches
    )
    text = matches[0][4]
    return Template(tuple(servers), interface_of(Address.parse(text), ports) if text else None)


def _named(cursor: Cursor, domain: Cursor, word: str, title: str) -> Cursor | None:
    """Return the body of the template that a domain names."""
    trial = Cursor(tuple(domain.unread()))
    name = trial.last(rf"{word} (?!template |group )({NAME})")
    if name is None:
        return None
    found = [body for _, body in cursor.each(rf"{title} {re.escape(name[1])}")]
    if not found:
        return None
    domain.ignore(re.escape(name[0]))
    return found[0]


def _source(body: Cursor, ports: Sequence[Port]) -> str | None:
    trial = Cursor(tuple(body.unread()))
    match = trial.last(rf"hwtacacs-server source-ip ({IPV4})")
    name = interface_of(Address.parse(match[1]), ports) if match else None
    if match and name:
        body.ignore(re.escape(match[0]))
    return name
