"""Tree to meaning: one file a feature, with the names of model/device."""

from govnetgen.configtree import ConfigTree, Cursor
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.order import in_order
from govnetgen.platform import Dialect, Reading
from govnetgen.platforms.netconf_yang.names import GOVNET, INTERFACES, SYSTEM
from govnetgen.platforms.netconf_yang.read.aaa import read_aaa
from govnetgen.platforms.netconf_yang.read.acl import read_acls
from govnetgen.platforms.netconf_yang.read.interface import read_interfaces
from govnetgen.platforms.netconf_yang.read.leaf import blocks
from govnetgen.platforms.netconf_yang.read.lldp import read_lldp
from govnetgen.platforms.netconf_yang.read.ntp import read_ntp
from govnetgen.platforms.netconf_yang.read.snmp import read_snmp
from govnetgen.platforms.netconf_yang.read.spanning_tree import read_spanning_tree
from govnetgen.platforms.netconf_yang.read.ssh import read_ssh
from govnetgen.platforms.netconf_yang.read.static_route import read_static_routes
from govnetgen.platforms.netconf_yang.read.syslog import read_syslog
from govnetgen.platforms.netconf_yang.read.system import read_system
from govnetgen.platforms.netconf_yang.read.vlan import read_vlans
from govnetgen.platforms.netconf_yang.read.vrf import read_vrfs

_CONFIG = r"<config(?: [^>]*)?>"


def read(tree: ConfigTree, dialect: Dialect) -> Reading:
    """Return what the elements mean, and those that no rule understood; namespaces that are not ours are unread."""
    whole = Cursor(tree.lines)
    bodies = [whole, *(body for _, body in whole.each(_CONFIG))]
    systems = blocks(bodies, "system", SYSTEM)
    vrfs, routes = read_vrfs(blocks(bodies, "vrfs", GOVNET))
    device = DeviceConfig(
        system=read_system(systems, blocks(bodies, "banner", GOVNET)),
        aaa=read_aaa(blocks(bodies, "aaa", GOVNET)),
        ssh=read_ssh(blocks(bodies, "ssh", GOVNET)),
        ntp=read_ntp(blocks(bodies, "ntp", GOVNET)),
        syslog=read_syslog(blocks(bodies, "syslog", GOVNET)),
        snmp=read_snmp(blocks(bodies, "snmp", GOVNET), systems),
        lldp=read_lldp(blocks(bodies, "lldp", GOVNET)),
        vlans=read_vlans(blocks(bodies, "vlans", GOVNET)),
        spanning_tree=read_spanning_tree(blocks(bodies, "spanning-tree", GOVNET)),
        vrfs=vrfs,
        interfaces=read_interfaces(blocks(bodies, "interfaces", INTERFACES)),
        acls=read_acls(blocks(bodies, "acls", GOVNET)),
        static_routes=(*read_static_routes(blocks(bodies, "static-routes", GOVNET)), *routes),
    )
    return Reading(in_order(device), tuple(whole.unread()), tuple(whole.ignored()))
