"""What VRP cannot express of the device itself: identity, logins, services, VLANs."""

import re
from collections.abc import Iterator

from govnetgen.model.address import Address
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.aaa import Aaa, LoginMethod
from govnetgen.model.device.dhcp import Dhcp, DhcpPool
from govnetgen.model.device.ntp import Ntp
from govnetgen.model.device.spanning_tree import PortSpanningTree, SpanningTreeMode
from govnetgen.model.device.syslog import Syslog
from govnetgen.model.secret import Secret
from govnetgen.platform import Limit
from govnetgen.platforms.huawei_vrp.dialects import VrpDialect
from govnetgen.platforms.huawei_vrp.secret_limits import ACCOUNT, KEY, PASSWORD, secret_limits

_WORD = re.compile(r"\S+")
_NAME_SERVERS = 8


LONGEST_NAME = 31
"""Characters of the names of VLANs and VPN instances."""


def named(feature: str, *names: str | None) -> Iterator[Limit]:
    """Name the names that VRP would take for several words."""
    for name in names:
        if name is not None and not _WORD.fullmatch(name):
            yield Limit(feature, name, "VRP takes no blanks in this name")


def short(feature: str, longest: int, *names: str | None) -> Iterator[Limit]:
    """Name the names that are longer than VRP takes them."""
    for name in names:
        if name is not None and len(name) > longest:
            yield Limit(feature, name, f"this name has {len(name)} characters, and VRP takes at most {longest}")


def system_limits(device: DeviceConfig) -> Iterator[Limit]:
    """Name what is not expressible of the device's identity."""
    system = device.system
    yield from named("system", system.hostname, *([system.timezone.name] if system.timezone else []))
    if system.banner is not None:
        if '"' in system.banner:
            yield Limit("system", "banner", "a quotation mark would end the banner")
        if any(line != line.rstrip() for line in system.banner.split("\n")) or "\r" in system.banner:
            yield Limit("system", "banner", "a dump does not show blanks at the end of a banner's line")


def aaa_limits(device: DeviceConfig, dialect: VrpDialect) -> Iterator[Limit]:
    """Name what is not expressible of accounts and servers."""
    aaa = device.aaa
    if aaa is None:
        return
    if not (aaa.users or aaa.tacacs or aaa.radius) and aaa.login == (LoginMethod.LOCAL,):
        yield Limit("aaa", device.system.hostname, "without accounts and servers nothing differs from VRP's defaults")
    yield from named("aaa", *(one.name for one in aaa.users))
    levels = {privilege for privilege, _ in dialect.privileges} or set(range(16))
    schemes = PASSWORD + ACCOUNT[:1] if dialect.administrators == "local-user" else ("cipher", "irreversible-cipher")
    for user in aaa.users:
        yield from secret_limits("aaa", user.name, user.secret, schemes)
        if user.privilege not in levels:
            yield Limit("aaa", user.name, f"this family has privileges {sorted(levels)} only, not {user.privilege}")
    yield from _server_limits(aaa, dialect)
    yield from _source_limits(device, aaa)


def _server_limits(aaa: Aaa, dialect: VrpDialect) -> Iterator[Limit]:
    yield from _template_limits("TACACS+", [(one.address, one.secret) for one in aaa.tacacs], PASSWORD)
    yield from _template_limits("RADIUS", [(one.address, one.secret) for one in aaa.radius], ("cipher",))
    if len(aaa.tacacs) > len(dialect.tacacs_ranks):
        yield Limit("aaa", "TACACS+", f"this family takes {len(dialect.tacacs_ranks)} servers")
    if aaa.radius and not dialect.radius_view:
        yield Limit("aaa", "RADIUS", "no manual at hand shows the form of this family")
    if not aaa.login:
        yield Limit("aaa", "login", "a login has to be asked of somebody")


def _template_limits(word: str, servers: list[tuple[Address, Secret]], schemes: tuple[str, ...]) -> Iterator[Limit]:
    if len({secret for _, secret in servers}) > 1:
        yield Limit("aaa", word, "one key holds for all servers of a template")
    if len({address for address, _ in servers}) < len(servers):
        yield Limit("aaa", word, "a template takes an address once")
    for address, secret in servers:
        yield from secret_limits("aaa", str(address), secret, schemes)


def _source_limits(device: DeviceConfig, aaa: Aaa) -> Iterator[Limit]:
    name = aaa.source_interface
    if name is None:
        return
    if not (aaa.tacacs or aaa.radius):
        yield Limit("aaa", name, "the source is a setting of a server template, and there is none")
    first = {one.name: one.ipv4[0].address for one in device.interfaces if one.ipv4}
    if name not in first:
        yield Limit("aaa", name, "VRP wants the source as an IPv4 address, and the interface has none")
    elif list(first.values()).count(first[name]) > 1:
        yield Limit("aaa", name, "VRP wants the source as an address, and several interfaces have it")
    addresses = [*(one.address for one in aaa.tacacs), *(one.address for one in aaa.radius)]
    if any(one.version == 6 for one in addresses):
        yield Limit("aaa", name, "the source of requests to IPv6 servers is not confirmed")


def service_limits(device: DeviceConfig) -> Iterator[Limit]:
    """Name what is not expressible of NTP, logging and SNMP."""
    host = device.system.hostname
    if device.ntp == Ntp():
        yield Limit("ntp", host, "without servers or keys there is nothing to write")
    if device.syslog == Syslog():
        yield Limit("syslog", host, "without collectors there is nothing to write")
    for key in device.ntp.keys if device.ntp else ():
        yield from secret_limits("ntp", f"key {key.number}", key.secret, KEY)
    snmp = device.snmp
    if snmp is None:
        return
    yield from named("snmp", *(text for view in snmp.views for text in (view.name, view.oid)))
    yield from named("snmp", *(group.name for group in snmp.groups))
    for user in snmp.users:
        yield from named("snmp", user.name, user.group)
        for secret in (user.authentication_secret, user.privacy_secret):
            yield from secret_limits("snmp", user.name, secret, (*KEY, "simple"))


def vlan_limits(device: DeviceConfig) -> Iterator[Limit]:
    """Name what is not expressible of VLANs."""
    yield from named("vlans", *(one.name for one in device.vlans))
    yield from short("vlans", LONGEST_NAME, *(one.name for one in device.vlans))
    if any(one.number == 1 for one in device.vlans):
        yield Limit("vlans", "1", "VLAN 1 exists unasked")


def spanning_tree_limits(device: DeviceConfig) -> Iterator[Limit]:
    """Name what is not expressible of spanning tree, on the device and on ports."""
    tree = device.spanning_tree
    if tree is not None and tree.region is not None:
        if tree.mode is not SpanningTreeMode.MSTP:
            yield Limit("spanning_tree", tree.region.name, "only MSTP has regions")
        yield from named("spanning_tree", tree.region.name)
        for instance in tree.region.instances:
            if not instance.vlans:
                yield Limit("spanning_tree", f"instance {instance.number}", "an instance exists by its VLANs")
    ports = [(one.name, one.spanning_tree) for one in device.interfaces if one.spanning_tree is not None]
    guarded = any(one.bpdu_guard for _, one in ports)
    for name, one in ports:
        if one == PortSpanningTree():
            yield Limit("interfaces", name, "an ordinary port takes part in spanning tree unasked")
        if one.bpdu_guard is not (guarded and one.edge):
            yield Limit("interfaces", name, "VRP guards all edge ports of the device, or none, and no other port")


def dhcp_limits(device: DeviceConfig) -> Iterator[Limit]:
    """Name what is not expressible of DHCP pools."""
    if device.dhcp == Dhcp():
        yield Limit("dhcp", device.system.hostname, "a server without pools has nothing to write")
    for pool in device.dhcp.pools if device.dhcp else ():
        yield from _pool_limits(pool)


def _pool_limits(pool: DhcpPool) -> Iterator[Limit]:
    yield from named("dhcp", pool.name)
    addresses = (pool.gateway, *pool.dns_servers, *(end for one in pool.excluded for end in (one.first, one.last)))
    if pool.network.version != 4 or any(one.version != 4 for one in addresses):
        yield Limit("dhcp", pool.name, "pools of IPv6 addresses are not covered")
    if len(pool.dns_servers) > _NAME_SERVERS:
        yield Limit("dhcp", pool.name, f"a pool takes {_NAME_SERVERS} name servers")
