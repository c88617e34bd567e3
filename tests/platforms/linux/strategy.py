"""What of a generated device the node's files claim to hold; the laws cut away the rest by themselves."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from hypothesis import strategies as st

from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.aaa import Aaa, RadiusServer, TacacsServer
from govnetgen.model.device.ntp import Ntp, NtpServer
from govnetgen.model.device.snmp import Snmp, SnmpTrapHost
from govnetgen.model.device.syslog import Syslog, SyslogServer
from govnetgen.model.secret import Secret
from govnetgen.platforms.linux.dialects import LinuxDialect

Server = TypeVar("Server", TacacsServer, RadiusServer, NtpServer, SyslogServer, SnmpTrapHost)

_PLAIN = st.builds(Secret, st.text("abcXYZ019!#|;:$.*~%^@'=+/-", min_size=1, max_size=12), st.just("plain"))
_HASH = st.builds(Secret, st.text("abcXYZ019./", min_size=4, max_size=12).map("$6$salt${}".format), st.just("hash"))

SECRETS: Mapping[str, st.SearchStrategy[Secret]] = {
    "LocalUser": _PLAIN | _HASH,
    "TacacsServer": _PLAIN,
    "RadiusServer": _PLAIN,
    "NtpKey": _PLAIN,
    "SnmpUser": _PLAIN,
    "OspfAuthentication": _PLAIN,
    "InterfaceIsis": _PLAIN,
    "Neighbor": _PLAIN,
    "IpsecTunnel": _PLAIN,
}
"""Secrets as the files hold them, by what holds them."""


def expressible(device: DeviceConfig, dialect: LinuxDialect) -> DeviceConfig:
    """Keep what can be said together: one VRF for TACACS+ and NTP, one list for SNMP, servers that a source reaches."""
    return replace(
        device,
        aaa=device.aaa and _aaa(device.aaa, device),
        ntp=device.ntp and _ntp(device.ntp, device),
        syslog=device.syslog and _syslog(device.syslog, device),
        snmp=device.snmp and _snmp(device.snmp, device),
    )


def _reached(device: DeviceConfig, source: str | None, servers: tuple[Server, ...]) -> tuple[Server, ...]:
    """The servers of an IP version that the source interface has an address of."""
    versions = {found.version for one in device.interfaces if one.name == source for found in one.addresses}
    return servers if source is None else tuple(one for one in servers if one.address.version in versions)


def _aaa(item: Aaa, device: DeviceConfig) -> Aaa:
    # pam_radius_auth accounts to the port after the one it asks at
    radius = tuple(replace(one, accounting_port=one.authentication_port + 1) for one in item.radius)
    tacacs = tuple(replace(one, vrf=item.tacacs[0].vrf) for one in item.tacacs)
    radius = _reached(device, item.source_interface, radius)
    tacacs = _reached(device, item.source_interface, tacacs)
    if item.source_interface is not None:
        tacacs = tuple(one for one in tacacs if one.address.version == tacacs[0].address.version)
    return replace(
        item,
        radius=radius,
        tacacs=tacacs,
        source_interface=item.source_interface if radius or tacacs else None,
    )


def _ntp(item: Ntp, device: DeviceConfig) -> Ntp:
    servers = tuple(replace(one, vrf=item.servers[0].vrf) for one in item.servers)
    servers = _reached(device, item.source_interface, servers)
    return replace(item, servers=servers, source_interface=item.source_interface if servers else None)


def _syslog(item: Syslog, device: DeviceConfig) -> Syslog:
    servers = _reached(device, item.source_interface, item.servers)
    return replace(
        item,
        servers=servers,
        source_interface=item.source_interface if servers else None,
        level=item.level if servers else None,
    )


def _snmp(item: Snmp, device: DeviceConfig) -> Snmp:
    acl = next((one.acl for one in item.groups if one.acl), None)
    hosts = _reached(device, item.source_interface, item.trap_hosts)
    return replace(
        item,
        groups=tuple(replace(one, acl=acl) for one in item.groups),
        trap_hosts=hosts,
        source_interface=item.source_interface if hosts else None,
    )
