"""Accounts, TACACS+ and RADIUS servers, and how terminal lines ask for a login."""

import re
from collections.abc import Sequence
from itertools import chain

from govnetgen.configtree import Cursor, Line
from govnetgen.configtree.values import ADDRESS, NAME
from govnetgen.model.address import Address
from govnetgen.model.device.aaa import Aaa, LocalUser, LoginMethod, RadiusServer, TacacsServer
from govnetgen.model.secret import Secret
from govnetgen.platforms.ruijie_rgos.filters import HASHED_USERS, METHODS
from govnetgen.platforms.ruijie_rgos.names import neutral
from govnetgen.platforms.ruijie_rgos.read.patterns import PORT
from govnetgen.platforms.ruijie_rgos.read.secrets import HIDDEN, hidden

LOCAL_ONLY = (LoginMethod.LOCAL,)
_METHOD = r"(?:group tacacs\+|group radius|local)"
_METHODS = rf"({_METHOD}(?: {_METHOD})*)"
_BY_WORDS = {words: method for method, words in METHODS.items()}


def read_aaa(cursor: Cursor, rejected: list[Line]) -> Aaa | None:
    """Read accounts, servers and login; a named login list counts where the terminal lines use it."""
    users = _users(cursor, rejected)
    tacacs = _tacacs(cursor, rejected)
    radius = _radius(cursor, rejected)
    login = _login(cursor, rejected)
    if not (users or tacacs or radius or login):
        return None
    return Aaa(
        users=users,
        tacacs=tacacs,
        radius=radius,
        login=login or LOCAL_ONLY,
        source_interface=_source(cursor, bool(tacacs), bool(radius), rejected),
    )


def _users(cursor: Cursor, rejected: list[Line]) -> tuple[LocalUser, ...]:
    # RGOS 10.4 says the privilege on a line of its own
    privileges: dict[str, int] = {}
    secrets: dict[str, Secret] = {}
    lines: dict[str, list[Line]] = {}
    pattern = rf"username ({NAME})(?: privilege (1[0-5]|\d))?(?: (?P<word>secret|password) {HIDDEN})?"
    for match, _ in cursor.each(pattern):
        lines.setdefault(match[1], []).append(cursor.line(match))
        if match[2]:
            privileges[match[1]] = int(match[2])
        if match["secret"]:
            if HASHED_USERS.get(match["number"], match["word"]) == match["word"]:
                secrets[match[1]] = hidden(match)
            else:
                secrets.pop(match[1], None)
    rejected += chain.from_iterable(found for name, found in lines.items() if name not in secrets)
    return tuple(
        LocalUser(name=name, privilege=privileges.get(name, 1), secret=secret) for name, secret in secrets.items()
    )


def _shared_key(cursor: Cursor, word: str, keyless: bool) -> Secret | None:
    if not keyless:
        return None
    match = cursor.last(rf"{word}-server key {HIDDEN}")
    return hidden(match) if match else None


def _keys(
    cursor: Cursor, word: str, matches: Sequence[re.Match[str]], rejected: list[Line]
) -> list[tuple[re.Match[str], Secret]]:
    shared = _shared_key(cursor, word, any(match["secret"] is None for match in matches))
    found = []
    for match in matches:
        secret = hidden(match) if match["secret"] is not None else shared
        if secret is None:
            rejected.append(cursor.line(match))
        else:
            found.append((match, secret))
    return found


def _tacacs(cursor: Cursor, rejected: list[Line]) -> tuple[TacacsServer, ...]:
    matches = [
        match for match, _ in cursor.each(rf"tacacs-server host ({ADDRESS})(?: port (\d{{1,5}}))?(?: key {HIDDEN})?")
    ]
    return tuple(
        TacacsServer(address=Address.parse(match[1]), secret=secret, port=int(match[2] or 49))
        for match, secret in _keys(cursor, "tacacs", matches, rejected)
    )


def _radius(cursor: Cursor, rejected: list[Line]) -> tuple[RadiusServer, ...]:
    pattern = rf"radius-server host ({ADDRESS})(?: auth-port (\d{{1,5}}))?(?: acct-port (\d{{1,5}}))?(?: key {HIDDEN})?"
    matches = [match for match, _ in cursor.each(pattern)]
    return tuple(
        RadiusServer(
            address=Address.parse(match[1]),
            secret=secret,
            authentication_port=int(match[2] or 1812),
            accounting_port=int(match[3] or 1813),
        )
        for match, secret in _keys(cursor, "radius", matches, rejected)
    )


def _source(cursor: Cursor, tacacs: bool, radius: bool, rejected: list[Line]) -> str | None:
    found: str | None = None
    for word, used in (("tacacs", tacacs), ("radius", radius)):
        for match, _ in cursor.each(rf"ip {word} source-interface ({PORT})"):
            name = neutral(match[1])
            if used and found in (None, name):
                found = name
            else:
                rejected.append(cursor.line(match))
    return found


def _login(cursor: Cursor, rejected: list[Line]) -> tuple[LoginMethod, ...]:
    lists = {match[1]: match for match, _ in cursor.each(rf"aaa authentication login ({NAME}) {_METHODS}")}
    name = "default" if cursor.has("aaa new-model") else None
    asked = False
    for _, body in cursor.each(r"line vty \d+(?: \d+)?"):
        asked |= body.has("login local")
        named = body.last(rf"login authentication ({NAME})")
        if named and named[1] in lists and not asked:
            name = named[1]
        elif named:
            rejected.append(body.line(named))
    used = lists.pop(name, None) if name else None
    rejected += map(cursor.line, lists.values())
    methods = tuple(_BY_WORDS[words] for words in re.findall(_METHOD, used[2])) if used else ()
    _authorization(cursor, name, methods, rejected)
    return methods or (LOCAL_ONLY if asked or name else ())


def _authorization(cursor: Cursor, name: str | None, methods: Sequence[LoginMethod], rejected: list[Line]) -> None:
    for match, _ in cursor.each(rf"aaa authorization exec ({NAME}) {_METHODS}"):
        if match[1] != name or tuple(_BY_WORDS[words] for words in re.findall(_METHOD, match[2])) != methods:
            rejected.append(cursor.line(match))
