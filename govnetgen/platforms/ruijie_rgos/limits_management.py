"""What RGOS cannot express of system, accounts and management services."""

from collections.abc import Iterator
from itertools import chain

from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.aaa import Aaa, RadiusServer, TacacsServer
from govnetgen.model.device.ntp import Ntp, NtpAlgorithm
from govnetgen.model.device.snmp import Snmp, SnmpAuthentication, SnmpPrivacy
from govnetgen.model.device.ssh import Ssh
from govnetgen.model.device.syslog import Syslog
from govnetgen.model.device.system import System
from govnetgen.platform import Limit
from govnetgen.platforms.ruijie_rgos.filters import BANNER_DELIMITERS, HASHED_USERS
from govnetgen.platforms.ruijie_rgos.limits_interface import unnamed_kind
from govnetgen.platforms.ruijie_rgos.limits_text import free_text, secret, word

_ENCRYPTED = "encrypted"
_SNMP_AUTHENTICATION = (SnmpAuthentication.MD5, SnmpAuthentication.SHA)
_SNMP_PRIVACY = (SnmpPrivacy.DES56, SnmpPrivacy.AES128)


def management_limits(device: DeviceConfig) -> Iterator[Limit]:
    """Name what cannot be said of the device's management."""
    yield from _system(device.system)
    if device.lldp is None:
        yield Limit("lldp", "LLDP", "RGOS has LLDP on unless it is switched off: say whether it is to be on")
    for found in (
        _aaa(device.aaa) if device.aaa else (),
        _ssh(device.ssh) if device.ssh else (),
        _ntp(device.ntp) if device.ntp else (),
        _syslog(device.syslog) if device.syslog else (),
        _snmp(device.snmp) if device.snmp else (),
    ):
        yield from found


def _system(system: System) -> Iterator[Limit]:
    yield from word("system", "hostname", system.hostname)
    if system.banner is not None:
        if all(one in system.banner for one in BANNER_DELIMITERS):
            yield Limit("system", "banner", f"a banner must lack one of {BANNER_DELIMITERS} to end with")
        if any(line != line.rstrip() for line in system.banner.split("\n")) or "\r" in system.banner:
            yield Limit("system", "banner", "RGOS drops the blanks at the end of a banner's lines")
    if system.timezone is not None:
        yield from word("system", "timezone", system.timezone.name)
        if -60 < system.timezone.offset_minutes < 0:
            yield Limit("system", "timezone", "RGOS signs the hours of an offset, so that none below one hour is west")


def _aaa(aaa: Aaa) -> Iterator[Limit]:
    if not aaa.login:
        yield Limit("aaa", "login", "RGOS needs at least one method to log in")
    for user in aaa.users:
        yield from word("aaa", f"user {user.name}", user.name)
        yield from secret("aaa", f"user {user.name}", user.secret, ("plain", *HASHED_USERS))
        if not 0 <= user.privilege <= 15:
            yield Limit("aaa", f"user {user.name}", "privileges go from 0 to 15")
    servers: tuple[TacacsServer | RadiusServer, ...] = (*aaa.tacacs, *aaa.radius)
    for server in servers:
        yield from secret("aaa", f"server {server.address}", server.secret)
        if server.vrf is not None:
            why = "a server's VRF is said in a server group, whose form no source shows"
            yield Limit("aaa", f"server {server.address}", why)
    if aaa.source_interface is not None:
        yield from unnamed_kind("aaa", aaa.source_interface)
        if not (aaa.tacacs or aaa.radius):
            yield Limit("aaa", "source interface", "RGOS says the source by kind of server, and there is no server")


def _ssh(ssh: Ssh) -> Iterator[Limit]:
    return word("ssh", "terminal lines", ssh.acl, ssh.acl6)


def _ntp(ntp: Ntp) -> Iterator[Limit]:
    if not (ntp.servers or ntp.keys or ntp.authenticate):
        yield Limit("ntp", "NTP", "RGOS has no NTP without a server or a key")
    for key in ntp.keys:
        yield from secret("ntp", f"key {key.number}", key.secret)
        if key.algorithm is not NtpAlgorithm.MD5:
            yield Limit("ntp", f"key {key.number}", f"RGOS authenticates NTP with MD5 only, not {key.algorithm}")
    for server in ntp.servers:
        yield from word("ntp", f"server {server.address}", server.vrf)
    if ntp.source_interface is not None:
        yield from unnamed_kind("ntp", ntp.source_interface)
        if not ntp.servers:
            yield Limit("ntp", "source interface", "RGOS says the source with each server, and there is no server")


def _syslog(syslog: Syslog) -> Iterator[Limit]:
    if not (syslog.servers or syslog.level or syslog.source_interface):
        yield Limit("syslog", "syslog", "RGOS has no remote logging without a server, level or source")
    if syslog.source_interface is not None:
        yield from unnamed_kind("syslog", syslog.source_interface)
    for server in syslog.servers:
        yield from word("syslog", f"server {server.address}", server.vrf)


def _snmp(snmp: Snmp) -> Iterator[Limit]:
    for view in snmp.views:
        yield from word("snmp", f"view {view.name}", view.name, view.oid)
    for group in snmp.groups:
        names = (group.name, group.read_view, group.write_view, group.notify_view, group.acl)
        yield from word("snmp", f"group {group.name}", *names)
    for host in snmp.trap_hosts:
        yield from word("snmp", f"trap host {host.address}", host.user, host.vrf)
    for user in snmp.users:
        subject = f"user {user.name}"
        hidden = (user.authentication_secret, user.privacy_secret)
        yield from word("snmp", subject, user.name, user.group)
        yield from chain.from_iterable(secret("snmp", subject, one, ("plain", _ENCRYPTED)) for one in hidden)
        if len({one.scheme == _ENCRYPTED for one in hidden}) > 1:
            yield Limit("snmp", subject, "RGOS takes both secrets of a user encrypted or both in clear")
        if user.authentication not in _SNMP_AUTHENTICATION:
            yield Limit("snmp", subject, f"RGOS authenticates SNMP with MD5 or SHA only, not {user.authentication}")
        if user.privacy not in _SNMP_PRIVACY:
            yield Limit("snmp", subject, f"RGOS encrypts SNMP with DES or AES-128 only, not {user.privacy}")
    if snmp.source_interface is not None:
        yield from unnamed_kind("snmp", snmp.source_interface)
    yield from free_text("snmp", "contact and location", snmp.contact, snmp.location)
