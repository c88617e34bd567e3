"""Tree to meaning: one file a feature."""

from dataclasses import replace

from govnetgen.configtree import ConfigTree, Cursor, Line
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.order import in_order
from govnetgen.platform import Reading
from govnetgen.platforms.ruijie_rgos.dialects import RgosDialect
from govnetgen.platforms.ruijie_rgos.read.aaa import read_aaa
from govnetgen.platforms.ruijie_rgos.read.acl import read_acls
from govnetgen.platforms.ruijie_rgos.read.bgp import read_asn, read_bgp
from govnetgen.platforms.ruijie_rgos.read.dhcp import read_dhcp, serves
from govnetgen.platforms.ruijie_rgos.read.interface import read_interfaces
from govnetgen.platforms.ruijie_rgos.read.isis import read_isis
from govnetgen.platforms.ruijie_rgos.read.lldp import read_lldp
from govnetgen.platforms.ruijie_rgos.read.ntp import read_ntp
from govnetgen.platforms.ruijie_rgos.read.ospf import read_ospf
from govnetgen.platforms.ruijie_rgos.read.prefix_list import read_prefix_lists
from govnetgen.platforms.ruijie_rgos.read.snmp import read_snmp
from govnetgen.platforms.ruijie_rgos.read.spanning_tree import read_spanning_tree
from govnetgen.platforms.ruijie_rgos.read.ssh import read_ssh
from govnetgen.platforms.ruijie_rgos.read.static_route import read_static_routes
from govnetgen.platforms.ruijie_rgos.read.syslog import read_syslog
from govnetgen.platforms.ruijie_rgos.read.system import read_system
from govnetgen.platforms.ruijie_rgos.read.vlan import read_vlans
from govnetgen.platforms.ruijie_rgos.read.vrf import read_vrfs


def read(tree: ConfigTree, dialect: RgosDialect) -> Reading:
    """Return what the configuration means; both releases' forms are read whatever the dialect."""
    cursor = Cursor(tuple(map(_level, tree.lines)))
    rejected: list[Line] = []
    blocks = read_interfaces(cursor, rejected)
    ospf = read_ospf(cursor, blocks, read_asn(cursor), rejected)
    isis, isis_parts = read_isis(cursor, blocks, rejected)
    plain = [block.interface for block in blocks.values()]
    dhcp = read_dhcp(cursor, any(one.dhcp_relay for one in plain), rejected)
    ssh = read_ssh(cursor, rejected)
    interfaces = tuple(
        replace(
            one,
            ospf=tuple(ospf.parts.get(one.name, ())),
            isis=isis_parts.get(one.name),
            dhcp_server=serves(dhcp, one),
        )
        for one in plain
    )
    device = DeviceConfig(
        system=read_system(cursor),
        aaa=read_aaa(cursor, rejected),
        ssh=ssh,
        ntp=read_ntp(cursor, rejected),
        syslog=read_syslog(cursor),
        snmp=read_snmp(cursor),
        lldp=read_lldp(cursor),
        vlans=read_vlans(cursor, rejected),
        spanning_tree=read_spanning_tree(cursor),
        vrfs=read_vrfs(cursor, rejected),
        interfaces=interfaces,
        dhcp=dhcp,
        prefix_lists=read_prefix_lists(cursor),
        acls=read_acls(cursor, ssh.acl6 if ssh else None),
        static_routes=read_static_routes(cursor),
        ospf=tuple(ospf.processes),
        isis=isis,
        bgp=read_bgp(cursor, plain, rejected),
    )
    unread = {id(line): line for line in (*cursor.unread(), *rejected)}
    return Reading(
        in_order(device), tuple(sorted(unread.values(), key=lambda line: line.number)), tuple(cursor.ignored())
    )


def _level(line: Line) -> Line:
    """Put the lines of an OSPF process on one level: dumps indent its network statements by one or two blanks."""
    if not line.text.startswith("router ospf "):
        return line
    below = (one for child in line.children for one in child.walk())
    return replace(line, children=tuple(replace(one, children=()) for one in below))
