"""Tree to meaning: one file a feature, with the names of model/device."""

from govnetgen.configtree import ConfigTree
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.order import in_order
from govnetgen.platform import Reading
from govnetgen.platforms.linux.dialects import LinuxDialect
from govnetgen.platforms.linux.read.aaa import read_aaa
from govnetgen.platforms.linux.read.acl import read_acls
from govnetgen.platforms.linux.read.bgp import read_asn, read_bgp
from govnetgen.platforms.linux.read.dhcp import read_dhcp
from govnetgen.platforms.linux.read.files import Files
from govnetgen.platforms.linux.read.firewall import read_firewall
from govnetgen.platforms.linux.read.interface import read_interfaces
from govnetgen.platforms.linux.read.ipsec import read_ipsec
from govnetgen.platforms.linux.read.isis import read_isis
from govnetgen.platforms.linux.read.labels import Labels
from govnetgen.platforms.linux.read.lldp import read_lldp
from govnetgen.platforms.linux.read.management import read_management
from govnetgen.platforms.linux.read.mpls import read_mpls
from govnetgen.platforms.linux.read.nat import read_nat
from govnetgen.platforms.linux.read.ntp import read_ntp
from govnetgen.platforms.linux.read.ospf import read_ospf, with_areas
from govnetgen.platforms.linux.read.packet_filter import PacketFilter
from govnetgen.platforms.linux.read.prefix_list import read_prefix_lists
from govnetgen.platforms.linux.read.snmp import read_snmp
from govnetgen.platforms.linux.read.spanning_tree import read_spanning_tree
from govnetgen.platforms.linux.read.ssh import read_ssh
from govnetgen.platforms.linux.read.static_route import read_static_routes
from govnetgen.platforms.linux.read.syslog import read_syslog
from govnetgen.platforms.linux.read.system import read_system
from govnetgen.platforms.linux.read.vlan import read_vlans
from govnetgen.platforms.linux.read.vrf import read_vrfs


def read(tree: ConfigTree, dialect: LinuxDialect) -> Reading:
    """Return what the files mean, and the lines that no rule understood."""
    files = Files(tree)
    labels, packets = Labels(files), PacketFilter(files)
    asn = read_asn(files)
    isis, tags = read_isis(files)
    ospf, memberships = read_ospf(files, labels, isis, asn)
    bgp, routes = read_bgp(files, asn, ospf, isis)
    interfaces = read_management(packets, read_interfaces(files, memberships, tags))
    device = DeviceConfig(
        system=read_system(files, labels),
        aaa=read_aaa(files, interfaces),
        ssh=read_ssh(files, packets),
        ntp=read_ntp(files, interfaces),
        syslog=read_syslog(files, interfaces),
        snmp=read_snmp(files, packets, interfaces),
        lldp=read_lldp(files),
        vlans=read_vlans(files, labels),
        spanning_tree=read_spanning_tree(files),
        vrfs=read_vrfs(files, labels, routes),
        interfaces=interfaces,
        prefix_lists=read_prefix_lists(files),
        acls=read_acls(packets),
        static_routes=read_static_routes(files, labels),
        ospf=with_areas(ospf, interfaces),
        isis=isis,
        mpls=read_mpls(files),
        bgp=bgp,
        firewall=read_firewall(packets, labels),
        nat=read_nat(packets),
        ipsec=read_ipsec(files, interfaces),
    )
    return Reading(in_order(read_dhcp(files, device)), files.unread())
