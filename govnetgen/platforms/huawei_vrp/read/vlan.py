"""VLANs: created in batches, named one by one."""

from govnetgen.configtree import Cursor
from govnetgen.configtree.values import VLAN
from govnetgen.model.address import numbers
from govnetgen.model.device.vlan import Vlan
from govnetgen.platforms.huawei_vrp.read.patterns import VLANS, vlan_ranges


def read_vlans(cursor: Cursor) -> tuple[Vlan, ...]:
    """Return the VLANs but VLAN 1, which needs no creating."""
    names: dict[int, str | None] = {}
    for match, _ in cursor.each(rf"vlan batch ({VLANS})"):
        names.update(dict.fromkeys(numbers(vlan_ranges(match[1]))))
    for match, body in cursor.each(rf"vlan ((?!1$){VLAN})"):
        name = body.last(r"name (.+)")
        names[int(match[1])] = name[1] if name else None
    names.pop(1, None)
    return tuple(Vlan(number=number, name=name) for number, name in names.items())
