"""What RGOS cannot express of VLANs, spanning tree, VRFs, lists and DHCP."""

from collections.abc import Iterator
from itertools import combinations

from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.acl import Acl, AclRule, Protocol
from govnetgen.model.device.dhcp import Dhcp, DhcpPool
from govnetgen.model.device.prefix_list import PrefixList
from govnetgen.model.device.spanning_tree import SpanningTree, SpanningTreeMode
from govnetgen.model.device.vlan import Vlan
from govnetgen.model.device.vrf import Vrf
from govnetgen.platform import Limit
from govnetgen.platforms.ruijie_rgos.dialects import RgosDialect
from govnetgen.platforms.ruijie_rgos.limits_text import free_text, short, word
from govnetgen.platforms.ruijie_rgos.read.acl import matches_source_only

_LONGEST_VLAN_NAME = 32
_WITH_PORTS = (Protocol.TCP, Protocol.UDP)
_NOT_IN = {4: Protocol.ICMPV6, 6: Protocol.ICMP}
_STANDARD_NUMBERS = (range(1, 100), range(1300, 2000))
_EXTENDED_NUMBERS = (range(100, 200), range(2000, 2700))


def policy_limits(device: DeviceConfig, dialect: RgosDialect) -> Iterator[Limit]:
    """Name what cannot be said of the device's VLANs, VRFs, lists and pools."""
    for vlan in device.vlans:
        yield from _vlan(vlan)
    if device.spanning_tree:
        yield from _spanning_tree(device.spanning_tree)
    for vrf in device.vrfs:
        yield from _vrf(vrf, dialect)
    for acl in device.acls:
        yield from _acl(acl, device)
    for prefix_list in device.prefix_lists:
        yield from _prefix_list(prefix_list)
    if device.dhcp:
        yield from _dhcp(device.dhcp, any(one.dhcp_relay for one in device.interfaces))


def _vlan(vlan: Vlan) -> Iterator[Limit]:
    if not 2 <= vlan.number <= 4094:
        yield Limit("vlans", f"VLAN {vlan.number}", "VLANs go from 2 to 4094; VLAN 1 is always there")
    yield from free_text("vlans", f"VLAN {vlan.number}", vlan.name)
    yield from short("vlans", f"VLAN {vlan.number}", vlan.name, _LONGEST_VLAN_NAME)


def _spanning_tree(item: SpanningTree) -> Iterator[Limit]:
    if item.mode is SpanningTreeMode.RSTP:
        if item.region is not None:
            yield Limit("spanning_tree", "region", "a region belongs to MSTP; RGOS does not use it with RSTP")
        for one in item.priorities:
            if one.instance:
                yield Limit("spanning_tree", f"instance {one.instance}", "RSTP has one tree and one priority")
    if item.region is not None:
        yield from free_text("spanning_tree", "region", item.region.name)
        for instance in item.region.instances:
            if not instance.vlans or not 1 <= instance.number <= 64:
                why = "RGOS has instances 1 to 64, and none without VLANs"
                yield Limit("spanning_tree", f"instance {instance.number}", why)


def _vrf(vrf: Vrf, dialect: RgosDialect) -> Iterator[Limit]:
    yield from word("vrfs", f"VRF {vrf.name}", vrf.name)
    if not dialect.vrf_definition and (vrf.ipv6 or not vrf.ipv4):
        yield Limit("vrfs", f"VRF {vrf.name}", f"{dialect.title} has VRFs for IPv4, with nothing to switch on or off")
    if not (vrf.ipv4 or vrf.ipv6) and (vrf.imports or vrf.exports):
        yield Limit("vrfs", f"VRF {vrf.name}", "RGOS says targets inside an address family, and the VRF has none")


def _acl(acl: Acl, device: DeviceConfig) -> Iterator[Limit]:
    subject = f"list {acl.name}"
    yield from word("acls", subject, acl.name)
    if acl.version == 4 and acl.name.isdigit():
        numbers = _STANDARD_NUMBERS if acl.source_only else _EXTENDED_NUMBERS
        if not any(int(acl.name) in one for one in numbers):
            yield Limit("acls", subject, "RGOS numbers standard lists 1-99, 1300-1999, extended 100-199, 2000-2699")
    if acl.version == 6:
        guards = device.ssh is not None and device.ssh.acl6 == acl.name
        if acl.source_only != (guards and all(map(matches_source_only, acl.rules))):
            why = "RGOS has one kind of IPv6 list: only the one that guards the terminal lines counts as source-only"
            yield Limit("acls", subject, why)
    for rule in acl.rules:
        for why in _rule(rule, acl):
            yield Limit("acls", f"{subject} rule {rule.sequence}", why)


def _rule(rule: AclRule, acl: Acl) -> Iterator[str]:
    if acl.source_only and not matches_source_only(rule):
        yield "a standard list matches nothing but the source"
    for prefix in (rule.source, rule.destination):
        if prefix is not None and prefix.version != acl.version:
            yield f"{prefix} is not of the list's IP version"
        if prefix is not None and not prefix.length:
            yield "RGOS turns a prefix of length 0 into any: leave it out"
    if rule.protocol is _NOT_IN.get(acl.version):
        yield f"{rule.protocol} is not a protocol of the list's IP version"
    if (rule.source_port or rule.destination_port) and rule.protocol not in _WITH_PORTS:
        yield "ports belong to TCP and UDP"


def _prefix_list(item: PrefixList) -> Iterator[Limit]:
    yield from word("prefix_lists", f"list {item.name}", item.name)
    if not item.rules:
        yield Limit("prefix_lists", f"list {item.name}", "RGOS has no prefix list without entries")
    for rule in item.rules:
        if rule.prefix.version != item.version:
            yield Limit("prefix_lists", f"list {item.name}", f"{rule.prefix} is not of the list's IP version")


def _dhcp(dhcp: Dhcp, relays: bool) -> Iterator[Limit]:
    if relays and not dhcp.pools:
        yield Limit("dhcp", "DHCP server", "RGOS has one command for server and relay: a server needs a pool")
    for pool in dhcp.pools:
        for why in _pool(pool):
            yield Limit("dhcp", f"pool {pool.name}", why)
        yield from word("dhcp", f"pool {pool.name}", pool.name)
    for one, other in combinations(dhcp.pools, 2):
        if one.network.overlaps(other.network):
            why = f"its network overlaps that of {other.name}: RGOS excludes addresses from all pools at once"
            yield Limit("dhcp", f"pool {one.name}", why)


def _pool(pool: DhcpPool) -> Iterator[str]:
    if pool.vrf is not None:
        yield "no source shows a pool in a VRF"
    if {4} != {pool.network.version, pool.gateway.version, *(one.version for one in pool.dns_servers)}:
        yield "a pool hands out IPv4 addresses; for IPv6 use a relay"
    if any(not pool.network.contains(end) for one in pool.excluded for end in one):
        yield "addresses are excluded from all pools at once, so that they must lie in this pool's network"
