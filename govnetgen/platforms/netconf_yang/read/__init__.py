"""Tree to meaning: one file a feature, with the names of model/device."""

from govnetgen.configtree import ConfigTree, Cursor
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.order import in_order
from govnetgen.platform import Dialect, Reading
from govnetgen.platforms.netconf_yang.names import GOVNET, INTERFACES, SYSTEM
from govnetgen.platforms.netconf_yang.read.acl import read_acls
from govnetgen.platforms.netconf_yang.read.interface import read_interfaces
from govnetgen.platforms.netconf_yang.read.leaf import blocks
from govnetgen.platforms.netconf_yang.read.system import read_system
from govnetgen.platforms.netconf_yang.read.vlan import read_vlans
from govnetgen.platforms.netconf_yang.read.vrf import read_vrfs

_CONFIG = r"<config(?: [^>]*)?>"


def read(tree: ConfigTree, dialect: Dialect) -> Reading:
    """Return what the elements mean, and those that no rule understood; namespaces that are not ours are unread."""
    whole = Cursor(tree.lines)
    bodies = [whole, *(body for _, body in whole.each(_CONFIG))]
    device = DeviceConfig(
        system=read_system(blocks(bodies, "system", SYSTEM)),
        vlans=read_vlans(blocks(bodies, "vlans", GOVNET)),
        vrfs=read_vrfs(blocks(bodies, "vrfs", GOVNET)),
        interfaces=read_interfaces(blocks(bodies, "interfaces", INTERFACES)),
        acls=read_acls(blocks(bodies, "acls", GOVNET)),
    )
    return Reading(in_order(device), tuple(whole.unread()), tuple(whole.ignored()))
