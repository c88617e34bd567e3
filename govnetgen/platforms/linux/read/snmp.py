"""SNMPv3: net-snmp's agent."""

from collections.abc import Iterator

from govnetgen.configtree import Cursor
from govnetgen.configtree.values import ADDRESS, IPV4, IPV6
from govnetgen.model.device.interface import Interface
from govnetgen.model.device.snmp import (
    Snmp,
    SnmpGroup,
    SnmpTrapHost,
    SnmpUser,
    SnmpView,
)
from govnetgen.platforms.linux.filters import SNMP_AUTHENTICATION, SNMP_PRIVACY, interface_with
from govnetgen.platforms.linux.read.files import Files
from govnetgen.platforms.linux.read.packet_filter import PacketFilter
from govnetgen.platforms.linux.read.patterns import address, plain

_AUTHENTICATION = {word: one for one, word in SNMP_AUTHENTICATION.items()}
_PRIVACY = {word: one for one, word in SNMP_PRIVACY.items()}
_TRAP = (
    rf"trapsess(?: -s (?P<source>{ADDRESS}))? -v 3 -u (?P<user>\S+) -l authPriv "
    rf"udp6?:(?P<address>{IPV4}|\[{IPV6}\]):162(?:@(?P<vrf>\S+))?"
)


def read_snmp(files: Files, packets: PacketFilter, interfaces: tuple[Interface, ...]) -> Snmp | None:
    """Return the agent, None without its file; the list of permitted sources is kept by the packet filter."""
    file = files.file("/etc/snmp/snmpd.conf")
    if file is None:
        return None
    file.ignore(r"agent[aA]ddress udp:161,udp6:161")
    contact, location = file.last(r"sysContact (.+)"), file.last(r"sysLocation (.+)")
    traps = [match for match, _ in file.each(_TRAP)]
    sources = [(address(match["source"]), match["vrf"]) for match in traps if match["source"]]
    acl = packets.guarding("snmp", 4) or packets.guarding("snmp", 6)
    return Snmp(
        views=tuple(SnmpView(name=match[1], oid=match[2]) for match, _ in file.each(r"view (\S+) included (\S+)")),
        groups=tuple(_groups(file, acl)),
        users=tuple(_users(file)),
        trap_hosts=tuple(
            SnmpTrapHost(address=address(match["address"].strip("[]")), user=match["user"], vrf=match["vrf"])
            for match in traps
        ),
        source_interface=interface_with(interfaces, *sources[0]) if sources else None,
        contact=contact and contact[1],
        location=location and location[1],
    )


def _groups(file: Cursor, acl: str | None) -> Iterator[SnmpGroup]:
    for match, _ in file.each(r'access (\S+) "" usm priv exact (\S+) (\S+) (\S+)'):
        views = [None if view == "none" else view for view in match.groups()[1:]]
        yield SnmpGroup(name=match[1], read_view=views[0], write_view=views[1], notify_view=views[2], acl=acl)


def _users(file: Cursor) -> Iterator[SnmpUser]:
    groups = {match[2]: match[1] for match, _ in file.each(r"group (\S+) usm (\S+)")}
    digests, ciphers = "|".join(_AUTHENTICATION), "|".join(_PRIVACY)
    for match, _ in file.each(rf'createUser (\S+) ({digests}) "([^"]*)" ({ciphers}) "([^"]*)"'):
        yield SnmpUser(
            name=match[1],
            group=groups.get(match[1], ""),
            authentication=_AUTHENTICATION[match[2]],
            authentication_secret=plain(match[3]),
            privacy=_PRIVACY[match[4]],
            privacy_secret=plain(match[5]),
        )
