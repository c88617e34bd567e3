"""Accounts and where logins are asked, of govnet."""

from collections.abc import Iterable, Iterator, Sequence

from govnetgen.configtree import Cursor
from govnetgen.model.device.aaa import Aaa, LocalUser, LoginMethod, RadiusServer, TacacsServer
from govnetgen.platforms.netconf_yang.read.leaf import TEXT, address, entries, leaf, number, ordered, secret, source

_METHODS = "|".join(LoginMethod)


def read_aaa(bodies: Iterable[Cursor]) -> Aaa | None:
    """Return accounts and servers; without a word on logins, accounts are local."""
    held = list(bodies)
    if not held:
        return None
    methods = (leaf(one, "method", _METHODS) for one in ordered(held, "login"))
    return Aaa(
        users=tuple(_users(held)),
        tacacs=tuple(_tacacs(held)),
        radius=tuple(_radius(held)),
        login=tuple(LoginMethod(one) for one in methods if one is not None) or (LoginMethod.LOCAL,),
        source_interface=source(held),
    )


def _users(bodies: Sequence[Cursor]) -> Iterator[LocalUser]:
    for one in entries(bodies, "user", {"name": TEXT}):
        privilege, password = number(one.body, "privilege"), secret(one.body, "password")
        if privilege is not None and password is not None:
            yield LocalUser(name=one.keys["name"], privilege=privilege, secret=password)


def _tacacs(bodies: Sequence[Cursor]) -> Iterator[TacacsServer]:
    for one in ordered(bodies, "tacacs"):
        host, shared = address(one, "address"), secret(one, "shared-secret")
        port, vrf = number(one, "port"), leaf(one, "vrf")
        if host is not None and shared is not None:
            yield TacacsServer(address=host, secret=shared, port=49 if port is None else port, vrf=vrf)


def _radius(bodies: Sequence[Cursor]) -> Iterator[RadiusServer]:
    for one in ordered(bodies, "radius"):
        host, shared = address(one, "address"), secret(one, "shared-secret")
        authentication, accounting = number(one, "authentication-port"), number(one, "accounting-port")
        vrf = leaf(one, "vrf")
        if host is not None and shared is not None:
            yield RadiusServer(
                address=host,
                secret=shared,
                authentication_port=1812 if authentication is None else authentication,
                accounting_port=1813 if accounting is None else accounting,
                vrf=vrf,
            )
