"""Accounts, and the servers that logins are asked of."""

import re
from collections.abc import Sequence

from govnetgen.configtree import Cursor
from govnetgen.configtree.values import NAME
from govnetgen.model.device.aaa import Aaa, LocalUser, LoginMethod
from govnetgen.platforms.huawei_vrp.dialects import VrpDialect
from govnetgen.platforms.huawei_vrp.filters import LOGIN_MODES, login_mode
from govnetgen.platforms.huawei_vrp.read.aaa_server import Servers, read_radius, read_tacacs
from govnetgen.platforms.huawei_vrp.read.patterns import secret
from govnetgen.platforms.huawei_vrp.read.port import Port

_METHODS = {word: method for method, word in LOGIN_MODES.items()}
_METHOD = f"(?:{'|'.join(_METHODS)})"
_MODE = rf"authentication-mode ({_METHOD}(?: {_METHOD})*)"
_SERVICES = r"service-type(?: ssh| terminal)+"


def read_aaa(cursor: Cursor, dialect: VrpDialect, ports: Sequence[Port]) -> Aaa | None:
    """Return accounts and servers; None where there is nothing but what every device has by default."""
    body = next((inner for _, inner in cursor.each("aaa")), Cursor(()))
    schemes = {match[1]: inner for match, inner in body.each(rf"authentication-scheme ({NAME})")}
    authorizations = {match[1]: inner for match, inner in body.each(rf"authorization-scheme ({NAME})")}
    body.ignore("accounting-scheme default")
    domains = {match[1]: inner for match, inner in body.each(rf"domain ({NAME})")}
    domain = domains.get(dialect.domains[-1], Cursor(()))
    scheme = domain.last(rf"authentication-scheme ({NAME})")
    login = _login(schemes.get(scheme[1] if scheme else "default", Cursor(())))
    _authorization(domain, authorizations, login)
    servers = Servers(read_tacacs(cursor, domain, ports), read_radius(cursor, domain, ports))
    users = (*_local_users(body, dialect), *_manager_users(body, scheme[1] if scheme else "default"))
    if not (users or servers.tacacs or servers.radius or login != (LoginMethod.LOCAL,)):
        return None
    return Aaa(
        users=users,
        tacacs=servers.tacacs.servers if servers.tacacs else (),
        radius=servers.radius.servers if servers.radius else (),
        login=login,
        source_interface=servers.source,
    )


def _login(scheme: Cursor) -> tuple[LoginMethod, ...]:
    mode = scheme.last(_MODE)
    return tuple(_METHODS[word] for word in mode[1].split()) if mode else (LoginMethod.LOCAL,)


def _authorization(domain: Cursor, schemes: dict[str, Cursor], login: Sequence[LoginMethod]) -> None:
    """Pass over authorization where it asks the same sources as authentication; RADIUS needs none."""
    trial = Cursor(tuple(domain.unread()))
    named = trial.last(rf"authorization-scheme ({NAME})")
    if named is None or named[1] not in schemes:
        return
    schemes[named[1]].ignore(f"authorization-mode {login_mode(login, 'radius')}")
    if not list(schemes[named[1]].unread()):
        domain.ignore(re.escape(named[0]))


def _local_users(body: Cursor, dialect: VrpDialect) -> list[LocalUser]:
    privileges = {level: privilege for privilege, level in dialect.privileges}
    levels = dict(_said(body, rf"local-user ({NAME}) (?:privilege level|level) ({_levels(privileges)})"))
    found = []
    for match, _ in body.each(rf"local-user ({NAME}) password (irreversible-cipher|cipher|simple) (\S+)"):
        body.ignore(rf"local-user {re.escape(match[1])} {_SERVICES}")
        level = int(levels.get(match[1], "0"))
        found.append(
            LocalUser(name=match[1], privilege=privileges.get(level, level), secret=secret(match[3], match[2]))
        )
    return found


def _levels(privileges: dict[int, int]) -> str:
    return "|".join(map(str, privileges)) if privileges else "1[0-5]|[0-9]"


def _said(body: Cursor, form: str) -> list[tuple[str, str]]:
    return [(match[1], match[2]) for match, _ in body.each(form)]


def _manager_users(body: Cursor, scheme: str) -> list[LocalUser]:
    """Read the administrators of a firewall, with the roles that every firewall has.

    ``scheme`` is what their domain asks: an administrator's own line may say the same.
    """
    found = []
    for match, inner in body.each(rf"manager-user ({NAME})"):
        key = inner.last(r"password (cipher|irreversible-cipher) (\S+)")
        if key is None:
            continue
        inner.ignore(_SERVICES, f"authentication-scheme {re.escape(scheme)}")
        level = inner.last("level (1[0-5]|[0-9])")
        user = LocalUser(name=match[1], privilege=int(level[1]) if level else 0, secret=secret(key[2], key[1]))
        if user.privilege == 15:
            body.ignore(rf"bind manager-user {re.escape(user.name)} role system-admin")
        found.append(user)
    for _ in body.each(r"role (?:system-admin|device-admin|device-admin\(monitor\)|audit-admin)"):
        pass
    return found
