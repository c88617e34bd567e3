"""NTP: ``ntp-service ...``, on CloudEngine switches ``ntp ...``."""

import re

from govnetgen.configtree import Cursor
from govnetgen.configtree.values import IPV4, IPV6, NAME
from govnetgen.model.address import Address
from govnetgen.model.device.ntp import Ntp, NtpAlgorithm, NtpKey, NtpServer
from govnetgen.platforms.huawei_vrp.dialects import VrpDialect
from govnetgen.platforms.huawei_vrp.names import neutral
from govnetgen.platforms.huawei_vrp.read.patterns import NUMBER, PORT, number, secret

_WORD = "(?:ntp|ntp-service)"
_OPTIONS = rf"(?: authentication-keyid {NUMBER}| vpn-instance {NAME}| version [1-4])*"
_SERVER = rf"{_WORD} unicast-server (?:({IPV4})|ipv6 ({IPV6}))({_OPTIONS})"


def read_ntp(cursor: Cursor, dialect: VrpDialect) -> Ntp | None:
    """Return the NTP client."""
    servers = tuple(_server(match) for match, _ in cursor.each(_SERVER))
    keys = _keys(cursor)
    authenticate = cursor.has(f"{_WORD} authentication enable")
    source = cursor.last(rf"{_WORD} source-interface ({PORT})")
    if not (servers or keys or authenticate or source):
        return None
    return Ntp(
        servers=servers,
        keys=keys,
        authenticate=authenticate,
        source_interface=neutral(source[1], dialect.ports.management) if source else None,
    )


def _server(match: re.Match[str]) -> NtpServer:
    key = re.search(r" authentication-keyid (\S+)", match[3])
    vrf = re.search(r" vpn-instance (\S+)", match[3])
    return NtpServer(
        address=Address.parse(match[1] or match[2]),
        key=number(key[1] if key else None),
        vrf=vrf[1] if vrf else None,
    )


def _keys(cursor: Cursor) -> tuple[NtpKey, ...]:
    """Keys that the device trusts; the lines of any other key stay unread, for the model has none of that kind."""
    trial = Cursor(tuple(cursor.unread()))
    known = {match[1] for match, _ in trial.each(rf"{_WORD} authentication-keyid ({NUMBER}) .*")}
    trusted = {match[1] for match, _ in trial.each(rf"{_WORD} reliable authentication-keyid ({NUMBER})")}
    if not known & trusted:
        return ()
    names = "|".join(sorted(known & trusted))
    cursor.ignore(rf"{_WORD} reliable authentication-keyid (?:{names})")
    mode = rf"authentication-mode ({'|'.join(NtpAlgorithm)})(?: (cipher|plain))? (\S+)"
    return tuple(
        NtpKey(number=int(match[1]), algorithm=NtpAlgorithm(match[2]), secret=secret(match[4], match[3]))
        for match, _ in cursor.each(rf"{_WORD} authentication-keyid ({names}) {mode}")
    )
