"""Who may log in, and where that is asked."""

from dataclasses import dataclass
from enum import StrEnum

from govnetgen.model.address import Address
from govnetgen.model.secret import Secret


class LoginMethod(StrEnum):
    """A source of authentication, tried in the order listed."""

    TACACS = "tacacs"
    RADIUS = "radius"
    LOCAL = "local"


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalUser:
    """A local account; ``privilege`` is 0 to 15, ``secret`` the password or its hash."""

    name: str
    privilege: int
    secret: Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class TacacsServer:
    """A TACACS+ server (RFC 8907)."""

    address: Address
    secret: Secret
    port: int = 49
    vrf: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RadiusServer:
    """A RADIUS server (RFC 2865)."""

    address: Address
    secret: Secret
    authentication_port: int = 1812
    accounting_port: int = 1813
    vrf: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Aaa:
    """Accounts and servers. The order of servers and of login methods is meaning."""

    users: tuple[LocalUser, ...] = ()
    tacacs: tuple[TacacsServer, ...] = ()
    radius: tuple[RadiusServer, ...] = ()
    login: tuple[LoginMethod, ...] = (LoginMethod.LOCAL,)
    source_interface: str | None = None
