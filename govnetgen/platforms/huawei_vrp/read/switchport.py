"""The VLANs of a switch port."""

from govnetgen.configtree import Cursor
from govnetgen.configtree.values import VLAN
from govnetgen.model.address import numbers, ranges_of
from govnetgen.model.device.interface import AccessPort, TrunkPort
from govnetgen.platforms.huawei_vrp.dialects import VrpDialect
from govnetgen.platforms.huawei_vrp.read.patterns import VLANS, vlan_ranges
from govnetgen.platforms.huawei_vrp.read.port import Port

_TRUNK_VLANS = rf"port trunk allow-pass vlan (?:({VLANS})|all)"


def read_switchport(port: Port, dialect: VrpDialect) -> AccessPort | TrunkPort | None:
    """Return the VLANs of a port, None where it is routed.

    A switch port that says nothing (hybrid or negotiating, with VLAN 1 untagged) acts as an access port of VLAN 1.
    """
    body = port.body
    undone, done = body.has("undo portswitch"), body.has("portswitch")
    kind = body.last("port link-type (access|trunk|hybrid)")
    access = body.last(rf"port default vlan ({VLAN})")
    if undone or port.addresses or port.vrf or not (kind or access or done or dialect.switched_by_default):
        return None
    if kind and kind[1] == "trunk":
        return _trunk(body)
    if (kind and kind[1] == "hybrid") or not (kind or access):
        return _hybrid(body)
    return AccessPort(vlan=int(access[1]) if access else 1)


def _vlans(body: Cursor, form: str) -> set[int]:
    found: set[int] = set()
    for match, _ in body.each(form):
        found |= set(numbers(vlan_ranges(match[1] or "1 to 4094")))
    return found


def _trunk(body: Cursor) -> TrunkPort:
    vlans = _vlans(body, _TRUNK_VLANS)
    if not body.has("undo port trunk allow-pass vlan 1"):
        vlans.add(1)
    pvid = body.last(rf"port trunk pvid vlan ({VLAN})")
    native = int(pvid[1]) if pvid else 1 if 1 in vlans else None
    return TrunkPort(vlans=ranges_of(vlans), native=native)


def _hybrid(body: Cursor) -> AccessPort | TrunkPort:
    """Read a hybrid port as the access or trunk port that it amounts to; leave it unread where it is neither."""
    trial = Cursor(tuple(body.unread()))
    pvid_line = trial.last(rf"port hybrid pvid vlan ({VLAN})")
    pvid = int(pvid_line[1]) if pvid_line else 1
    tagged, untagged = (_vlans(trial, rf"port hybrid {word} vlan ({VLANS})") for word in ("tagged", "untagged"))
    if not trial.has("undo port hybrid vlan 1"):
        untagged.add(1)
    if not untagged <= {pvid}:
        return AccessPort(vlan=1)
    body.ignore("port hybrid (?:pvid|tagged|untagged) vlan .*", "undo port hybrid vlan 1")
    if untagged and not tagged:
        return AccessPort(vlan=pvid)
    return TrunkPort(vlans=ranges_of(tagged | untagged), native=pvid if untagged else None)
