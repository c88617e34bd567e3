"""Interfaces with all that hangs on them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from govnetgen.configtree import Cursor
from govnetgen.configtree.values import IPV4, NAME, VLAN
from govnetgen.model.address import Address
from govnetgen.model.device.acl import AclBinding, Direction
from govnetgen.model.device.interface import Aggregate, Interface, LagMember, ManagementService, UrpfMode
from govnetgen.model.device.isis import InterfaceIsis, IsisProcess
from govnetgen.model.device.ospf import InterfaceOspf, OspfAlgorithm, OspfAuthentication
from govnetgen.model.device.spanning_tree import PortSpanningTree
from govnetgen.platforms.huawei_vrp.dialects import VrpDialect
from govnetgen.platforms.huawei_vrp.interface_filters import is_bridge_port, speaks_ipv6
from govnetgen.platforms.huawei_vrp.read.ospf import Members
from govnetgen.platforms.huawei_vrp.read.patterns import NUMBER, number, secret
from govnetgen.platforms.huawei_vrp.read.port import Port
from govnetgen.platforms.huawei_vrp.read.switchport import read_switchport
from govnetgen.platforms.huawei_vrp.read.traffic_policy import Applied
from govnetgen.platforms.huawei_vrp.read.vrrp import read_vrrp

_OSPF_DIGEST = {
    2: rf"ospf authentication-mode (md5|hmac-sha256) ({NUMBER})(?: (cipher|plain))? (\S+)",
    3: rf"ospfv3 authentication-mode (hmac-sha256) key-id ({NUMBER})(?: (cipher|plain))? (\S+)",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the rest of the configuration says about interfaces.

    ``label_distribution``: LDP runs, so that an interface takes part only with ``mpls ldp``. ``active`` is this
    firewall's part in a pair, None outside of one.
    """

    dialect: VrpDialect
    guards_bpdu: bool
    label_distribution: bool
    ospf: Members
    isis: Sequence[IsisProcess]
    policies: Mapping[str, Applied]
    active: bool | None


def read_interfaces(ports: Sequence[Port], around: Surroundings) -> tuple[Interface, ...]:
    """Return the interfaces."""
    aggregates = {port.name: found for port in ports if (found := _aggregate(port))}
    return tuple(_interface(port, aggregates, around) for port in ports)


def _aggregate(port: Port) -> Aggregate | None:
    if port.parts.kind != "lag" or port.parts.unit is not None:
        return None
    mode = port.body.last("mode (lacp|lacp-static|manual load-balance|manual)")
    links = port.body.last(rf"least active-linknumber ({NUMBER})")
    lacp = bool(mode and mode[1].startswith("lacp"))
    return Aggregate(lacp=lacp, min_links=number(links[1] if links else None))


def _interface(port: Port, aggregates: Mapping[str, Aggregate], around: Surroundings) -> Interface:
    body = port.body
    description, mtu = body.last(r"description (\S.*)"), body.last(rf"mtu ({NUMBER})")
    body.ignore("undo shutdown")
    plain = Interface(
        name=port.name,
        description=description[1] if description else None,
        enabled=not body.has("shutdown"),
        mtu=number(mtu[1] if mtu else None),
        vrf=port.vrf,
        addresses=port.addresses,
        lag=_lag(body, aggregates),
        aggregate=aggregates.get(port.name),
        vlan=_vlan(port),
    )
    found = replace(
        plain,
        switchport=read_switchport(port, around.dialect) if is_bridge_port(plain) else None,
        spanning_tree=_spanning_tree(body, guards_bpdu=around.guards_bpdu),
        ospf=tuple(_ospf(body, around.ospf[key]) for version in (2, 3) if (key := (port.name, version)) in around.ospf),
        isis=_isis(body, around.isis),
        mpls=_mpls(body, label_distribution=around.label_distribution),
        vrrp=tuple(read_vrrp(body, active=around.active)),
        dhcp_relay=_relay(body, port.vrf),
        dhcp_server=body.has("dhcp select global"),
        acls=tuple(_acls(body, around.policies)),
        urpf=_urpf(body),
        management=_management(body) if around.dialect.firewall else (),
    )
    if speaks_ipv6(found):
        body.ignore("ipv6 enable")
    return found


def _lag(body: Cursor, aggregates: Mapping[str, Aggregate]) -> LagMember | None:
    member = body.last(rf"eth-trunk ({NUMBER})")
    if member is None:
        return None
    aggregate = aggregates.get(f"lag-{member[1]}")
    return LagMember(number=int(member[1]), lacp=bool(aggregate and aggregate.lacp))


def _vlan(port: Port) -> int | None:
    if port.parts.unit is None:
        return None
    # the device answers ARP on a tagged subinterface only with this; newer releases do it by themselves
    port.body.ignore("arp broadcast enable")
    found = port.body.last(rf"(?:dot1q termination vid|vlan-type dot1q) ({VLAN})")
    return number(found[1] if found else None)


def _spanning_tree(body: Cursor, *, guards_bpdu: bool) -> PortSpanningTree | None:
    edge, root_guard = body.has("stp edged-port enable"), body.has("stp root-protection")
    if not (edge or root_guard):
        return None
    return PortSpanningTree(edge=edge, bpdu_guard=edge and guards_bpdu, root_guard=root_guard)


def _ospf(body: Cursor, member: InterfaceOspf) -> InterfaceOspf:
    word = "ospf" if member.version == 2 else "ospfv3"
    cost, digest = body.last(rf"{word} cost ({NUMBER})"), body.last(_OSPF_DIGEST[member.version])
    return replace(
        member,
        cost=number(cost[1] if cost else None),
        point_to_point=body.has(f"{word} network-type p2p"),
        authentication=digest
        and OspfAuthentication(
            key=int(digest[2]), algorithm=OspfAlgorithm(digest[1]), secret=secret(digest[4], digest[3])
        ),
    )


def _isis(body: Cursor, processes: Sequence[IsisProcess]) -> InterfaceIsis | None:
    levels = {str(one.number): one.level for one in processes}
    enabled = body.last(rf"isis enable ({'|'.join(levels)})") if levels else None
    if enabled is None:
        return None
    body.ignore(f"isis circuit-level {levels[enabled[1]]}")
    cost, key = (
        body.last(rf"isis cost ({NUMBER})"),
        body.last(r"isis authentication-mode md5(?: (cipher|plain))? (\S+)"),
    )
    return InterfaceIsis(
        process=int(enabled[1]),
        point_to_point=body.has("isis circuit-type p2p"),
        passive=body.has("isis silent"),
        cost=number(cost[1] if cost else None),
        ipv6=body.has(f"isis ipv6 enable {enabled[1]}"),
        secret=secret(key[2], key[1]) if key else None,
    )


def _mpls(body: Cursor, *, label_distribution: bool) -> bool:
    trial = Cursor(tuple(body.unread()))
    if not trial.has("mpls") or trial.has("mpls ldp") is not label_distribution:
        return False
    body.ignore("mpls", "mpls ldp")
    return True


def _relay(body: Cursor, vrf: str | None) -> tuple[Address, ...]:
    trial = Cursor(tuple(body.unread()))
    own = rf"(?: vpn-instance {re.escape(vrf)})?" if vrf else ""
    form = rf"(?:dhcp relay server-ip|ip relay address) ({IPV4}){own}"
    if not (trial.has("dhcp select relay") and trial.has(form)):
        return ()
    body.ignore("dhcp select relay")
    return tuple(Address.parse(match[1]) for match, _ in body.each(form))


def _acls(body: Cursor, policies: Mapping[str, Applied]) -> Iterator[AclBinding]:
    for match, _ in body.each(rf"traffic-filter (in|out)bound acl (ipv6 )?(?:name )?({NAME})"):
        yield AclBinding(name=match[3], direction=Direction(match[1]), version=6 if match[2] else 4)
    if policies:
        names = "|".join(map(re.escape, policies))
        for match, _ in body.each(rf"traffic-policy ({names}) (in|out)bound"):
            for version, name in policies[match[1]]:
                yield AclBinding(name=name, direction=Direction(match[2]), version=version)


def _urpf(body: Cursor) -> UrpfMode | None:
    mode = body.last("(?:ip )?urpf (strict|loose)")
    if mode is None:
        return None
    body.ignore("ip urpf enable", f"ipv6 urpf {mode[1]}")
    return UrpfMode(mode[1])


def _management(body: Cursor) -> tuple[ManagementService, ...]:
    form = rf"service-manage ({'|'.join(ManagementService)}) permit"
    return tuple(ManagementService(match[1]) for match, _ in body.each(form))
