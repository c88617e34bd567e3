"""Tree to DeviceConfig: one file a feature."""

from govnetgen.configtree import ConfigTree, Cursor
from govnetgen.configtree.values import IPV4
from govnetgen.model.address import Address
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.firewall import Firewall
from govnetgen.model.device.high_availability import HighAvailability
from govnetgen.model.device.ipsec import Ipsec
from govnetgen.model.device.nat import Nat
from govnetgen.model.device.order import in_order
from govnetgen.platform import Reading
from govnetgen.platforms.huawei_vrp.dialects import VrpDialect
from govnetgen.platforms.huawei_vrp.read.aaa import read_aaa
from govnetgen.platforms.huawei_vrp.read.acl import as_meant, read_acls
from govnetgen.platforms.huawei_vrp.read.bgp import own_as, read_bgp
from govnetgen.platforms.huawei_vrp.read.dhcp import read_dhcp
from govnetgen.platforms.huawei_vrp.read.firewall import read_firewall
from govnetgen.platforms.huawei_vrp.read.high_availability import read_high_availability
from govnetgen.platforms.huawei_vrp.read.interface import Surroundings, read_interfaces
from govnetgen.platforms.huawei_vrp.read.ipsec import read_ipsec
from govnetgen.platforms.huawei_vrp.read.isis import read_isis
from govnetgen.platforms.huawei_vrp.read.lldp import read_lldp
from govnetgen.platforms.huawei_vrp.read.mpls import read_mpls
from govnetgen.platforms.huawei_vrp.read.nat import read_nat
from govnetgen.platforms.huawei_vrp.read.ntp import read_ntp
from govnetgen.platforms.huawei_vrp.read.ospf import read_ospf
from govnetgen.platforms.huawei_vrp.read.port import find_ports
from govnetgen.platforms.huawei_vrp.read.prefix_list import read_prefix_lists
from govnetgen.platforms.huawei_vrp.read.snmp import read_snmp
from govnetgen.platforms.huawei_vrp.read.spanning_tree import guards_bpdu, read_spanning_tree
from govnetgen.platforms.huawei_vrp.read.ssh import read_ssh
from govnetgen.platforms.huawei_vrp.read.static_route import read_static_routes
from govnetgen.platforms.huawei_vrp.read.syslog import read_syslog
from govnetgen.platforms.huawei_vrp.read.system import read_system
from govnetgen.platforms.huawei_vrp.read.traffic_policy import read_traffic_policies
from govnetgen.platforms.huawei_vrp.read.vlan import read_vlans
from govnetgen.platforms.huawei_vrp.read.vrf import read_vrfs


def read(tree: ConfigTree, dialect: VrpDialect) -> Reading:
    """Return what a configuration means, and the lines that nothing understood."""
    cursor = Cursor(tree.lines)
    # `ipv6` switches on what interfaces then use; files saved on a device may end in a NUL
    cursor.ignore(r"return[\s\x00]*", "ipv6")
    firewall: Firewall | None = None
    nat: Nat | None = None
    ipsec: Ipsec | None = None
    pair: HighAvailability | None = None
    if dialect.firewall:
        # before all else: addresses inside NAT rules become objects, and a tunnel's interface is where its policy is
        firewall = read_firewall(cursor)
        nat, ipsec = read_nat(cursor, firewall), read_ipsec(cursor)
        pair = read_high_availability(cursor)
    ports = find_ports(cursor, dialect)
    router = _router(cursor)
    asn = own_as(cursor)
    ospf = read_ospf(cursor, ports, router, asn)
    isis, mpls = read_isis(cursor), read_mpls(cursor)
    around = Surroundings(
        dialect=dialect,
        guards_bpdu=guards_bpdu(cursor),
        label_distribution=mpls is not None and mpls.ldp,
        ospf=ospf.members,
        isis=isis,
        policies=read_traffic_policies(cursor),
        active=None if pair is None else not pair.standby,
    )
    interfaces = read_interfaces(ports, around)
    aaa = read_aaa(cursor, dialect, ports)
    device = DeviceConfig(
        system=read_system(cursor),
        aaa=aaa,
        ssh=read_ssh(cursor, dialect, [user.name for user in aaa.users] if aaa else []),
        ntp=read_ntp(cursor, dialect),
        syslog=read_syslog(cursor, dialect),
        snmp=read_snmp(cursor, dialect),
        lldp=read_lldp(cursor),
        vlans=read_vlans(cursor),
        spanning_tree=read_spanning_tree(cursor),
        vrfs=read_vrfs(cursor),
        interfaces=interfaces,
        dhcp=read_dhcp(cursor),
        prefix_lists=read_prefix_lists(cursor),
        acls=as_meant(
            read_acls(cursor, passed_over="ipsec-" if dialect.firewall else r"(?!)"),
            {(one.version, one.name) for interface in interfaces for one in interface.acls},
        ),
        static_routes=read_static_routes(cursor),
        ospf=tuple(ospf.processes),
        isis=isis,
        mpls=mpls,
        bgp=read_bgp(cursor, dialect, router),
        firewall=firewall,
        nat=nat,
        ipsec=ipsec,
        high_availability=pair,
    )
    return Reading(in_order(device), tuple(cursor.unread()), tuple(cursor.ignored()))


def _router(cursor: Cursor) -> Address | None:
    """Return the router id for processes that set none."""
    found = cursor.last(rf"router id ({IPV4})")
    return Address.parse(found[1]) if found else None
