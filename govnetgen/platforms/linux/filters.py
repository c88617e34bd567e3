"""What templates need beyond names: values that Linux's files hold and the model says in other words."""

from collections.abc import Callable, Iterable, Mapping

from govnetgen.model.address import BITS, Address, InterfaceAddress, NumberRange, Prefix, ranges_of
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.aaa import LoginMethod, RadiusServer, TacacsServer
from govnetgen.model.device.dhcp import DhcpPool
from govnetgen.model.device.interface import Interface
from govnetgen.model.device.ipsec import IpsecTunnel
from govnetgen.model.device.ntp import NtpServer
from govnetgen.model.device.snmp import SnmpAuthentication, SnmpPrivacy
from govnetgen.model.device.syslog import LogLevel
from govnetgen.model.device.system import Timezone
from govnetgen.model.device.vlan import Vlan
from govnetgen.model.device.vrrp import VrrpGroup
from govnetgen.model.names import interface_name

SEVERITIES = {
    LogLevel.ERRORS: "err",
    LogLevel.WARNINGS: "warning",
    LogLevel.NOTIFICATIONS: "notice",
    LogLevel.INFORMATIONAL: "info",
    LogLevel.DEBUGGING: "debug",
}
SNMP_AUTHENTICATION = {
    SnmpAuthentication.MD5: "MD5",
    SnmpAuthentication.SHA: "SHA",
    SnmpAuthentication.SHA256: "SHA-256",
}
SNMP_PRIVACY = {SnmpPrivacy.DES56: "DES", SnmpPrivacy.AES128: "AES", SnmpPrivacy.AES256: "AES-256"}
PAM_MODULES = {
    LoginMethod.TACACS: "pam_tacplus.so include=/etc/tacplus_servers login=login",
    LoginMethod.RADIUS: "pam_radius_auth.so",
    LoginMethod.LOCAL: "pam_unix.so",
}
DH_GROUPS = {
    1: "modp768",
    2: "modp1024",
    5: "modp1536",
    14: "modp2048",
    15: "modp3072",
    16: "modp4096",
    17: "modp6144",
    18: "modp8192",
    19: "ecp256",
    20: "ecp384",
    21: "ecp521",
    24: "modp2048s256",
    31: "curve25519",
}
"""strongSwan's words for Diffie-Hellman groups (IANA IKEv2 transform type 4)."""


def has_posix_name(zone: Timezone) -> bool:
    """Tell whether the C library takes the clock's name: it wants three letters at least."""
    return len(zone.name) >= 3


def clock(zone: Timezone) -> str:
    """A POSIX TZ value: ``<CST>-08:00`` is eight hours east; POSIX counts westwards."""
    hours, minutes = divmod(abs(zone.offset_minutes), 60)
    east = zone.offset_minutes >= 0
    # the time zone database names zones without a name of their own by their offset
    name = zone.name if has_posix_name(zone) else f"{'+' if east else '-'}{hours:02}"
    return f"<{name}>{'-' if east else '+'}{hours:02}:{minutes:02}"


def interfaces_by_name(device: DeviceConfig) -> dict[str, Interface]:
    """Return the interfaces by their neutral names."""
    return {one.name: one for one in device.interfaces}


def address_of(interface: Interface | None, version: int) -> Address | None:
    """Return the first address of a version: what stands for an interface where Linux wants an address."""
    if interface is None:
        return None
    return next((one.address for one in interface.addresses if one.version == version), None)


def source(device: DeviceConfig, name: str | None, version: int) -> Address | None:
    """Return the address of a source interface for servers of an IP version, None without such an interface."""
    return None if name is None else address_of(interfaces_by_name(device).get(name), version)


def interface_with(interfaces: Iterable[Interface], address: Address, vrf: str | None) -> str | None:
    """Return the interface that an address stands for, in the VRF if any has it there: the inverse of ``source``."""
    found = [one for one in interfaces if address_of(one, address.version) == address]
    here = [one for one in found if one.vrf == vrf]
    return next((one.name for one in here or found), None)


def members(device: DeviceConfig, aggregate: str) -> list[Interface]:
    """The ports of an aggregate, by its neutral name."""
    return [one for one in device.interfaces if one.lag is not None and f"lag-{one.lag.number}" == aggregate]


def switch_ports(device: DeviceConfig) -> list[Interface]:
    """The ports of the bridge."""
    return [one for one in device.interfaces if one.switchport is not None]


def switches(device: DeviceConfig) -> bool:
    """Tell whether the device needs its bridge."""
    return bool(
        device.vlans
        or device.spanning_tree
        or any(one.switchport is not None or one.name.startswith("vlan-") for one in device.interfaces)
    )


def virtual_addresses(group: VrrpGroup, interface: Interface) -> list[InterfaceAddress]:
    """The addresses of a VRRP group with the length of the subnet that they lie in (a host's where in none)."""
    lengths = [(one.prefix, one.length) for one in interface.addresses]
    return [
        InterfaceAddress.of(
            one, next((length for prefix, length in lengths if prefix.contains(one)), BITS[one.version])
        )
        for one in group.addresses
    ]


def virtual_mac(group: VrrpGroup) -> str:
    """The MAC of a group, by which FRR finds its device (RFC 5798 7.3)."""
    return f"00:00:5e:00:{1 if group.version == 4 else 2:02x}:{group.number:02x}"


def leads(group: VrrpGroup, interface: Interface) -> bool:
    """Tell whether this is the first of the groups that share its number: FRR has one router for both IP versions."""
    return group == next(one for one in interface.vrrp if one.number == group.number)


def hosts(prefix: Prefix) -> tuple[int, int]:
    """The first and last address of a subnet that a host may have, as integers."""
    return prefix.value + 1, prefix.last - 1


def free(pool: DhcpPool) -> list[tuple[Address, Address]]:
    """The parts of a pool's network that are handed out: its hosts without the excluded ones."""
    first, last = hosts(pool.network)
    found = []
    for gap in pool.excluded:
        if first < gap.first.value:
            found.append((Address(4, first), Address(4, gap.first.value - 1)))
        first = gap.last.value + 1
    if first <= last:
        found.append((Address(4, first), Address(4, last)))
    return found


def dhcp_vrfs(device: DeviceConfig) -> list[str | None]:
    """The tables in which DHCP is served or relayed; dnsmasq runs once in each."""
    found: set[str | None] = {one.vrf for one in device.interfaces if one.dhcp_server or one.dhcp_relay}
    if device.dhcp is not None:
        found |= {None} | {one.vrf for one in device.dhcp.pools}
    return sorted(found, key=lambda name: name or "")


def relay_sources(interface: Interface) -> list[Address]:
    """The addresses of an interface under which requests are relayed, one an IP version of its servers."""
    versions = sorted({one.version for one in interface.dhcp_relay})
    return [one for one in (address_of(interface, version) for version in versions) if one is not None]


def radius_source(device: DeviceConfig, server: RadiusServer) -> Address | int:
    """The source address of a RADIUS client; 0 stands for none (pam_radius_auth.conf)."""
    name = None if device.aaa is None else device.aaa.source_interface
    return source(device, name, server.address.version) or 0


def versions_of(servers: Iterable[NtpServer]) -> list[int]:
    """The IP versions of some servers."""
    return sorted({one.address.version for one in servers})


def vlan_ranges(vlans: Iterable[Vlan]) -> tuple[NumberRange, ...]:
    """VLANs as the fewest ranges of their numbers."""
    return ranges_of([one.number for one in vlans])


def vlan_number(name: str) -> str:
    """The VLAN of a routed interface, by its neutral name."""
    return interface_name(name).position


def parent(name: str) -> str:
    """The neutral name of the interface that a subinterface is part of."""
    return interface_name(name).parent


def common_vrf(servers: Iterable[TacacsServer]) -> str | None:
    """The VRF of all the servers; the file has one for all."""
    return next((one.vrf for one in servers), None)


def endpoint(server: TacacsServer | RadiusServer) -> str:
    """``10.0.0.1:49``, or ``[2001:db8::1]:49``."""
    port = server.port if isinstance(server, TacacsServer) else server.authentication_port
    return f"{bracketed(server.address)}:{port}"


def bracketed(address: Address) -> str:
    """An address that a port may follow: IPv6 in brackets (RFC 3986)."""
    return f"[{address}]" if address.version == 6 else str(address)


def proposal(tunnel: IpsecTunnel) -> str:
    """Cipher, digest and group in strongSwan's words: ``aes256-sha256-modp2048``."""
    cipher = tunnel.encryption.value.replace("-", "")
    digest = tunnel.integrity.value.removeprefix("sha2-")
    return f"{cipher}-sha{digest.removeprefix('sha')}-{DH_GROUPS[tunnel.dh_group]}"


FILTERS: Mapping[str, Callable[..., object]] = {
    "clock": clock,
    "source": source,
    "members": members,
    "switch_ports": switch_ports,
    "switches": switches,
    "virtual_addresses": virtual_addresses,
    "virtual_mac": virtual_mac,
    "leads": leads,
    "free": free,
    "dhcp_vrfs": dhcp_vrfs,
    "relay_sources": relay_sources,
    "common_vrf": common_vrf,
    "endpoint": endpoint,
    "bracketed": bracketed,
    "proposal": proposal,
    "radius_source": radius_source,
    "versions_of": versions_of,
    "vlan_ranges": vlan_ranges,
    "vlan_number": vlan_number,
    "parent": parent,
    "severity": SEVERITIES.__getitem__,
    "snmp_authentication": SNMP_AUTHENTICATION.__getitem__,
    "snmp_privacy": SNMP_PRIVACY.__getitem__,
    "pam_module": PAM_MODULES.__getitem__,
    "treeprio": lambda priority: priority // 4096,
}
