"""What of a generated device RGOS claims to express: a projection, field by field, that keeps all else."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from hypothesis import strategies as st

from govnetgen.model.address import Address
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.aaa import Aaa
from govnetgen.model.device.bgp import Bgp, Family, Neighbor, Origination
from govnetgen.model.device.dhcp import Dhcp
from govnetgen.model.device.interface import Interface, TrunkPort
from govnetgen.model.device.lldp import Lldp
from govnetgen.model.device.ntp import Ntp, NtpAlgorithm
from govnetgen.model.device.order import in_order
from govnetgen.model.device.ospf import AreaKind, OspfAlgorithm, OspfProcess
from govnetgen.model.device.snmp import Snmp, SnmpAuthentication, SnmpPrivacy
from govnetgen.model.device.spanning_tree import PortSpanningTree
from govnetgen.model.device.syslog import LogLevel, Syslog
from govnetgen.model.secret import Secret
from govnetgen.platforms.ruijie_rgos.dialects import RgosDialect
from govnetgen.platforms.ruijie_rgos.read.acl import matches_source_only
from govnetgen.platforms.ruijie_rgos.read.dhcp import serves

_VERSIONS = {Family.IPV4: 4, Family.IPV6: 6}

_TEXT = st.text("abcXYZ019!#|;:$.<*~", min_size=1, max_size=12)  # hashes hold "!", which is no comment inside a line
_HIDDEN = st.builds(Secret, _TEXT, st.sampled_from(("plain", "7")))

SECRETS: Mapping[str, st.SearchStrategy[Secret]] = {
    "LocalUser": st.builds(Secret, _TEXT, st.sampled_from(("plain", "5", "7", "8"))),
    "TacacsServer": _HIDDEN,
    "RadiusServer": _HIDDEN,
    "NtpKey": _HIDDEN,
    "OspfAuthentication": _HIDDEN,
    "Neighbor": _HIDDEN,
    "SnmpUser": st.builds(Secret, _TEXT, st.sampled_from(("plain", "encrypted"))),
}
"""Secrets as dumps hold them, by what holds them."""


def expressible(device: DeviceConfig, dialect: RgosDialect) -> DeviceConfig:
    """Return the device without what RGOS cannot say."""
    device = replace(
        device,
        lldp=device.lldp or Lldp(),  # always on: a device always says it
        aaa=device.aaa and _aaa(device.aaa),
        ntp=device.ntp and _ntp(device.ntp),
        snmp=device.snmp and _snmp(device.snmp),
        syslog=Syslog(level=LogLevel.INFORMATIONAL) if device.syslog == Syslog() else device.syslog,
        static_routes=tuple(
            replace(one, description=one.description and one.description.replace(" ", "_"))
            for one in device.static_routes
        ),
        bgp=device.bgp and _bgp(device.bgp),
        dhcp=device.dhcp and _dhcp(device.dhcp, any(one.dhcp_relay for one in device.interfaces)),
    )
    if not dialect.vrf_definition:
        device = _without_ipv6_in_vrfs(device)
    interfaces = tuple(_interface(one, device) for one in device.interfaces)
    led = {f"lag-{one.lag.number}" for one in interfaces if one.lag is not None}
    interfaces = tuple(
        replace(one, aggregate=replace(one.aggregate, lacp=True)) if one.aggregate and one.name not in led else one
        for one in interfaces
    )
    device = replace(device, interfaces=interfaces)
    guard = device.ssh.acl6 if device.ssh else None
    return in_order(
        replace(
            device,
            ospf=tuple(_ospf(one, device) for one in device.ospf),
            acls=tuple(
                replace(one, source_only=one.name == guard and all(map(matches_source_only, one.rules)))
                if one.version == 6
                else one
                for one in device.acls
            ),
        )
    )


def _aaa(item: Aaa) -> Aaa:
    found = replace(
        item,
        tacacs=tuple(replace(one, vrf=None) for one in item.tacacs),
        radius=tuple(replace(one, vrf=None) for one in item.radius),
    )
    return found if found.tacacs or found.radius else replace(found, source_interface=None)


def _ntp(item: Ntp) -> Ntp | None:
    found = replace(item, keys=tuple(replace(one, algorithm=NtpAlgorithm.MD5) for one in item.keys))
    if not found.servers:
        found = replace(found, source_interface=None)
    return None if found == Ntp() else found


def _snmp(item: Snmp) -> Snmp:
    users = tuple(
        replace(
            one,
            authentication=SnmpAuthentication.SHA
            if one.authentication is SnmpAuthentication.SHA256
            else one.authentication,
            privacy=SnmpPrivacy.AES128 if one.privacy is SnmpPrivacy.AES256 else one.privacy,
            # both are bound to the engine of the device, or neither is
            privacy_secret=one.privacy_secret
            if (one.privacy_secret.scheme == "encrypted") == (one.authentication_secret.scheme == "encrypted")
            else one.authentication_secret,
        )
        for one in item.users
    )
    return replace(item, users=users)


def _bgp(item: Bgp) -> Bgp:
    return replace(
        item,
        origination=_originations(item.origination),
        neighbors=tuple(_neighbor(one, set(_VERSIONS)) for one in item.neighbors),
        vrfs=tuple(
            replace(
                one,
                origination=_originations(one.origination),
                neighbors=tuple(
                    _neighbor(two, {family for family, version in _VERSIONS.items() if version == two.address.version})
                    for two in one.neighbors
                ),
            )
            for one in item.vrfs
        ),
    )


def _originations(items: Iterable[Origination]) -> tuple[Origination, ...]:
    return tuple(
        replace(one, redistribute=tuple(two for two in one.redistribute if two.source != "bgp"))
        for one in items
        if one.family in _VERSIONS
    )


def _neighbor(item: Neighbor, families: set[Family]) -> Neighbor:
    return replace(item, families=tuple(one for one in item.families if one.family in families))


def _dhcp(item: Dhcp, relays: bool) -> Dhcp | None:
    pools = []
    for pool in item.pools:
        if not any(pool.network.overlaps(other.network) for other in pools):
            inside = tuple(one for one in pool.excluded if all(map(pool.network.contains, one)))
            pools.append(replace(pool, vrf=None, excluded=inside))
    return Dhcp(pools=tuple(pools)) if pools or not relays else None


def _without_ipv6_in_vrfs(device: DeviceConfig) -> DeviceConfig:
    return replace(device, vrfs=tuple(replace(one, ipv4=True, ipv6=False) for one in device.vrfs))


def _interface(item: Interface, device: DeviceConfig) -> Interface:
    item = replace(item, mpls=False, management=(), dhcp_server=serves(device.dhcp, item))
    if item.spanning_tree == PortSpanningTree():
        item = replace(item, spanning_tree=None)
    if item.isis is not None:
        item = replace(item, isis=replace(item.isis, secret=None))
    if item.aggregate is not None:
        item = replace(item, aggregate=replace(item.aggregate, min_links=None))
    if isinstance(item.switchport, TrunkPort) and item.switchport.native is None:
        carried = item.switchport.vlans
        if any(one.first <= 1 <= one.last for one in carried):
            item = replace(item, switchport=replace(item.switchport, native=1))
    parts = []
    for part in item.ospf:
        secret = part.authentication
        if secret is not None:
            secret = replace(secret, algorithm=OspfAlgorithm.MD5) if part.version == 2 else None
        parts.append(replace(part, authentication=secret))
    return replace(item, ospf=tuple(parts))


def _ospf(item: OspfProcess, device: DeviceConfig) -> OspfProcess:
    used = {
        part.area
        for one in device.interfaces
        for part in one.ospf
        if (part.version, part.process) == (item.version, item.number)
    }
    version = 4 if item.version == 2 else 6
    areas = (replace(one, ranges=tuple(two for two in one.ranges if two.version == version)) for one in item.areas)
    return replace(
        item,
        router_id=Address(4, item.router_id.value),
        areas=tuple(one for one in areas if one.kind is not AreaKind.NORMAL or one.ranges or one.number in used),
    )
