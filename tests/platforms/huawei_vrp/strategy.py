"""What of a generated device VRP claims to express: a projection, field by field, that keeps all else."""

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import strategies as st
from platforms.huawei_vrp import usg_strategy
from strategies.consistency import first_of

from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.aaa import Aaa, LoginMethod
from govnetgen.model.device.bgp import Bgp, Family, Neighbor, Origination
from govnetgen.model.device.interface import Interface, TrunkPort
from govnetgen.model.device.ntp import Ntp
from govnetgen.model.device.order import in_order
from govnetgen.model.device.ospf import OspfAlgorithm
from govnetgen.model.device.redistribution import RouteSource
from govnetgen.model.device.spanning_tree import PortSpanningTree
from govnetgen.model.device.syslog import LogLevel, Syslog
from govnetgen.model.secret import Secret
from govnetgen.platforms.huawei_vrp.dialects import VrpDialect

_TEXT = st.text("abcXYZ019!#|;:$.<*~%^@\"'\\", min_size=1, max_size=12)  # ciphers hold what separates lines elsewhere
_KEY = st.builds(Secret, _TEXT, st.sampled_from(("cipher", "plain")))
_PASSWORD = st.builds(Secret, _TEXT, st.sampled_from(("cipher", "simple")))

SECRETS: Mapping[str, st.SearchStrategy[Secret]] = {
    "LocalUser": st.builds(Secret, _TEXT, st.sampled_from(("irreversible-cipher", "cipher"))),
    "TacacsServer": _PASSWORD,
    "RadiusServer": st.builds(Secret, _TEXT, st.just("cipher")),
    "NtpKey": _KEY,
    "SnmpUser": _KEY,
    "OspfAuthentication": _KEY,
    "InterfaceIsis": _KEY,
    "Neighbor": _PASSWORD,
    **usg_strategy.SECRETS,
}
"""Secrets as dumps hold them, by what holds them."""


def expressible(device: DeviceConfig, dialect: VrpDialect) -> DeviceConfig:
    """Return the device without what VRP cannot say."""
    if dialect.firewall:
        device = usg_strategy.expressible_firewall(device)
    device = replace(
        device,
        aaa=device.aaa and _aaa(device.aaa, device, dialect),
        ntp=None if device.ntp == Ntp() else device.ntp,
        syslog=Syslog(level=LogLevel.INFORMATIONAL) if device.syslog == Syslog() else device.syslog,
        bgp=device.bgp and _bgp(device.bgp),
        dhcp=device.dhcp if device.dhcp and device.dhcp.pools else None,
    )
    guarded = any(one.spanning_tree and one.spanning_tree.bpdu_guard for one in device.interfaces)
    return in_order(
        replace(device, interfaces=tuple(_interface(one, dialect, guarded=guarded) for one in device.interfaces))
    )


def _aaa(item: Aaa, device: DeviceConfig, dialect: VrpDialect) -> Aaa | None:
    users = item.users
    if dialect.privileges:
        known = {privilege for privilege, _ in dialect.privileges}
        users = tuple(one if one.privilege in known else replace(one, privilege=15) for one in users)
    ranks = len(dialect.tacacs_ranks)
    tacacs = first_of((replace(one, secret=item.tacacs[0].secret) for one in item.tacacs), lambda one: one.address)
    radius = first_of((replace(one, secret=item.radius[0].secret) for one in item.radius), lambda one: one.address)
    found = replace(item, users=users, tacacs=tacacs[:ranks], radius=radius if dialect.radius_view else ())
    first = [one.ipv4[0].address for one in device.interfaces if one.ipv4]
    own = next(
        (one.ipv4[0].address for one in device.interfaces if one.name == item.source_interface and one.ipv4), None
    )
    servers = (*found.tacacs, *found.radius)
    if not servers or own is None or first.count(own) > 1 or any(one.address.version == 6 for one in servers):
        found = replace(found, source_interface=None)
    return None if found == Aaa(login=(LoginMethod.LOCAL,)) else found


def _bgp(item: Bgp) -> Bgp:
    neighbors = tuple(
        replace(one, families=tuple(two for two in one.families if two.family is Family.IPV6))
        if one.address.version == 6
        else one
        for one in item.neighbors
    )
    reflects = any(family.reflector_client for one in neighbors for family in one.families)
    return replace(
        item,
        neighbors=neighbors,
        cluster_id=item.cluster_id if reflects else None,
        origination=_originations(item.origination),
        vrfs=tuple(
            replace(
                one,
                origination=_originations(one.origination),
                neighbors=tuple(found for two in one.neighbors if (found := _own_family(two)).families),
            )
            for one in item.vrfs
        ),
    )


def _own_family(item: Neighbor) -> Neighbor:
    own = Family.IPV4 if item.address.version == 4 else Family.IPV6
    return replace(item, families=tuple(one for one in item.families if one.family is own))


def _originations(items: tuple[Origination, ...]) -> tuple[Origination, ...]:
    return tuple(
        replace(one, redistribute=tuple(two for two in one.redistribute if two.source is not RouteSource.BGP))
        for one in items
        if one.family in (Family.IPV4, Family.IPV6)
    )


def _interface(item: Interface, dialect: VrpDialect, *, guarded: bool) -> Interface:
    tree = item.spanning_tree
    if tree is not None:
        tree = replace(tree, bpdu_guard=guarded and tree.edge)
        tree = None if tree == PortSpanningTree() or "spanning_tree" in dialect.cannot else tree
    item = replace(
        item,
        spanning_tree=tree,
        mtu=None if item.switchport else item.mtu,
        mpls=item.mpls and "mpls" not in dialect.cannot,
        dhcp_server=item.dhcp_server and not item.dhcp_relay and "dhcp" not in dialect.cannot,
        management=item.management if dialect.firewall else (),
        acls=first_of(item.acls, lambda one: (one.version, one.direction)),
        vrrp=first_of(item.vrrp, lambda one: (one.version, one.number)),
        ospf=tuple(
            replace(one, authentication=replace(one.authentication, algorithm=OspfAlgorithm.HMAC_SHA256))
            if one.authentication and one.version == 3
            else one
            for one in first_of(item.ospf, lambda one: one.version)
        ),
    )
    port = item.switchport
    if isinstance(port, TrunkPort) and port.native is None and any(one.first <= 1 <= one.last for one in port.vlans):
        item = replace(item, switchport=replace(port, native=1))
    return item
