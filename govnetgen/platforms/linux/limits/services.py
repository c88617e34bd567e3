"""What the node itself speaks: login, time, logs, SNMP, DHCP, IPsec."""

import re
from collections.abc import Iterable, Iterator

from govnetgen.model.address import Address
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.dhcp import DhcpPool
from govnetgen.model.device.ntp import NtpAlgorithm
from govnetgen.platform import Limit
from govnetgen.platforms.linux.filters import DH_GROUPS, free, hosts, interface_with, source
from govnetgen.platforms.linux.limits.system import is_word

_ACCOUNT = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,31}", re.ASCII)
_TAG = re.compile(r"[A-Za-z0-9_.-]+", re.ASCII)
_SECTION = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_LONGEST_POOL = 30
_NO_SERVER = "a source interface is written with each server: without servers it has no place"


def _source_limits(
    device: DeviceConfig, feature: str, name: str | None, servers: Iterable[tuple[Address, str | None]]
) -> Iterator[Limit]:
    """Yield why a source interface, for which its address stands, could not be found again by that address."""
    if name is None:
        return
    given = list(servers)
    if not given:
        yield Limit(feature, name, _NO_SERVER)
    for server, vrf in dict.fromkeys((Address(one.version, 0), vrf) for one, vrf in given):
        own = source(device, name, server.version)
        if own is None:
            yield Limit(feature, name, f"it has no IPv{server.version} address to reach its servers from")
        elif interface_with(device.interfaces, own, vrf) != name:
            yield Limit(feature, name, f"{own} is not this interface's alone: which one is meant cannot be told")


def aaa_limits(device: DeviceConfig) -> Iterator[Limit]:
    """Yield what PAM and its modules cannot be told."""
    aaa = device.aaa
    if aaa is None:
        return
    for user in aaa.users:
        if _ACCOUNT.fullmatch(user.name) is None:
            yield Limit("aaa", user.name, "an account's name is up to 32 letters, digits, '.', '-' and '_'")
    if len({one.vrf for one in aaa.tacacs}) > 1:
        yield Limit("aaa", "tacacs", "/etc/tacplus_servers has one VRF for all servers")
    if aaa.source_interface is not None and len({one.address.version for one in aaa.tacacs}) > 1:
        yield Limit("aaa", "tacacs", "/etc/tacplus_servers has one source address, of one IP version")
    for server in aaa.radius:
        if server.accounting_port != server.authentication_port + 1:
            yield Limit("aaa", str(server.address), "pam_radius_auth accounts to the port after the one it asks")
    asked = [(one.address, one.vrf) for one in aaa.tacacs] + [(one.address, one.vrf) for one in aaa.radius]
    vrf = asked[0][1] if asked else None
    yield from _source_limits(device, "aaa", aaa.source_interface, ((address, vrf) for address, _ in asked))


def ntp_limits(device: DeviceConfig) -> Iterator[Limit]:
    """Yield what chrony cannot be told."""
    ntp = device.ntp
    if ntp is None:
        return
    for key in ntp.keys:
        if key.algorithm is NtpAlgorithm.HMAC_SHA256:
            yield Limit("ntp", f"key {key.number}", "chrony's SHA256 is a plain keyed digest, not HMAC")
    if len({one.vrf for one in ntp.servers}) > 1:
        yield Limit("ntp", "servers", "chrony asks all its servers in one VRF (bindacqdevice)")
    servers = ((one.address, one.vrf) for one in ntp.servers)
    yield from _source_limits(device, "ntp", ntp.source_interface, servers)


def syslog_limits(device: DeviceConfig) -> Iterator[Limit]:
    """Yield what rsyslog cannot be told."""
    syslog = device.syslog
    if syslog is None:
        return
    if syslog.level is not None and not syslog.servers:
        yield Limit("syslog", syslog.level, "the level is what a server is sent: without servers it has no place")
    servers = ((one.address, one.vrf) for one in syslog.servers)
    yield from _source_limits(device, "syslog", syslog.source_interface, servers)


def snmp_limits(device: DeviceConfig) -> Iterator[Limit]:
    """Yield what net-snmp cannot be told."""
    snmp = device.snmp
    if snmp is None:
        return
    named = [one.name for one in snmp.views] + [one.name for one in snmp.groups] + [one.name for one in snmp.users]
    named += [one.group for one in snmp.users] + [one.user for one in snmp.trap_hosts] + [one.oid for one in snmp.views]
    for group in snmp.groups:
        named += [one for one in (group.read_view, group.write_view, group.notify_view) if one is not None]
    for name in named:
        if not is_word(name) or '"' in name:
            yield Limit("snmp", name, "names hold no blank and no quote")
    if any(one.name == "none" for one in snmp.views):
        yield Limit("snmp", "none", "the view 'none' is how no view is written")
    if len({one.acl for one in snmp.groups}) > 1:
        yield Limit("snmp", "groups", "the packet filter guards the port: groups cannot differ in their access list")
    servers = ((one.address, one.vrf) for one in snmp.trap_hosts)
    yield from _source_limits(device, "snmp", snmp.source_interface, servers)


def dhcp_limits(device: DeviceConfig) -> Iterator[Limit]:
    """Yield pools that dnsmasq cannot be given."""
    if device.dhcp is None:
        return
    seen: set[str] = set()
    for pool in device.dhcp.pools:
        if _TAG.fullmatch(pool.name) is None or pool.name in seen:
            yield Limit("dhcp", pool.name, "a pool's name is a tag of its own of letters, digits, '.', '-' and '_'")
        seen.add(pool.name)
        if {pool.network.version, pool.gateway.version, *(one.version for one in pool.dns_servers)} != {4}:
            yield Limit("dhcp", pool.name, "DHCP hands out a gateway in IPv4 only")
        elif pool.network.length > _LONGEST_POOL or not _is_tidy(pool):
            yield Limit(
                "dhcp",
                pool.name,
                "dnsmasq is given what is free: excluded ranges lie inside the network, in order and apart",
            )


def _is_tidy(pool: DhcpPool) -> bool:
    following, last = hosts(pool.network)
    for gap in pool.excluded:
        if gap.first.version != 4 or not following <= gap.first.value <= gap.last.value <= last:
            return False
        following = gap.last.value + 2  # ranges that touch would be read as one
    return bool(free(pool))


def ipsec_limits(device: DeviceConfig) -> Iterator[Limit]:
    """Yield tunnels that swanctl cannot be given."""
    if device.ipsec is None:
        return
    for tunnel in device.ipsec.tunnels:
        if _SECTION.fullmatch(tunnel.name) is None:
            yield Limit("ipsec", tunnel.name, "a connection's name is letters, digits, '-' and '_'")
        if tunnel.dh_group not in DH_GROUPS:
            yield Limit("ipsec", tunnel.name, f"strongSwan has no word for Diffie-Hellman group {tunnel.dh_group}")
        own = source(device, tunnel.interface, tunnel.peer.version)
        if own is None:
            yield Limit("ipsec", tunnel.name, f"{tunnel.interface} has no IPv{tunnel.peer.version} address")
        elif interface_with(device.interfaces, own, None) != tunnel.interface:
            yield Limit("ipsec", tunnel.name, f"{own} is not {tunnel.interface}'s alone")
