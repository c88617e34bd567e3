"""Tree to DeviceConfig: one file a feature."""

from govnetgen.configtree import ConfigTree, Cursor
from govnetgen.model.device import DeviceConfig
from govnetgen.model.device.firewall import Firewall
from govnetgen.model.device.high_availability import HighAvailability
from govnetgen.model.device.ipsec import Ipsec
from govnetgen.model.device.nat import Nat
from govnetgen.model.device.order import in_order
from govnetgen.platform import Reading
from govnetgen.platforms.huawei_vrp.dialects import VrpDialect
from govnetgen.platforms.huawei_vrp.read.firewall import read_firewall
from govnetgen.platforms.huawei_vrp.read.high_availability import read_high_availability
from govnetgen.platforms.huawei_vrp.read.ipsec import read_ipsec
from govnetgen.platforms.huawei_vrp.read.nat import read_nat
from govnetgen.platforms.huawei_vrp.read.system import read_system


def read(tree: ConfigTree, dialect: VrpDialect) -> Reading:
    """Return what a configuration means, and the lines that nothing understood."""
    cursor = Cursor(tree.lines)
    cursor.ignore("return")
    firewall: Firewall | None = None
    nat: Nat | None = None
    ipsec: Ipsec | None = None
    high_availability: HighAvailability | None = None
    if dialect.firewall:
        # before all else: addresses inside NAT rules become objects, and a tunnel's interface is where its policy is
        firewall = read_firewall(cursor)
        nat, ipsec = read_nat(cursor, firewall), read_ipsec(cursor)
        high_availability = read_high_availability(cursor)
    device = DeviceConfig(
        system=read_system(cursor),
        firewall=firewall,
        nat=nat,
        ipsec=ipsec,
        high_availability=high_availability,
    )
    return Reading(in_order(device), tuple(cursor.unread()))
