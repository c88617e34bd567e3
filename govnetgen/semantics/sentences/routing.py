"""Sentences about routes and routing neighbours."""

from govnetgen.model.device.bgp import Neighbor
from govnetgen.model.device.static_route import StaticRoute
from govnetgen.semantics.change import Action, Words
from govnetgen.semantics.sentences.difference import Difference, Presence
from govnetgen.semantics.sentences.general import within


def static_route(one: Presence) -> Words:
    """``static route 10.0.0.0/8 via 10.1.1.1 is added``; a route to everything is called the default route."""
    route = one.item
    assert isinstance(route, StaticRoute)
    default = route.prefix.length == 0
    way = Words("to nowhere", "丢弃") if route.discard else Words(f"via {route.next_hop}", f"下一跳 {route.next_hop}")
    table = "" if route.vrf is None else f" [VRF {route.vrf}]"
    distance = (
        Words("", "") if route.distance is None else Words(f", distance {route.distance}", f"，优先级 {route.distance}")
    )
    en = f"{'default route' if default else 'static route'} {route.prefix} {way.en}{distance.en}{table}"
    zh = f"{'缺省路由' if default else '静态路由'} {route.prefix} {way.zh}{distance.zh}{table}"
    if one.action is Action.REMOVED:
        return Words(f"{en} is removed", f"删除{zh}")
    return Words(f"{en} is added", f"新增{zh}")


def neighbor(one: Presence) -> Words:
    """``BGP: neighbour 10.0.0.1 (AS 64512) is added``."""
    item = one.item
    assert isinstance(item, Neighbor)
    if one.action is Action.REMOVED:
        words = Words(
            f"neighbour {item.address} (AS {item.remote_as}) is removed",
            f"删除邻居 {item.address}（AS {item.remote_as}）",
        )
    else:
        families = ", ".join(one.family for one in item.families) or "-"
        words = Words(
            f"neighbour {item.address} (AS {item.remote_as}) is added for {families}",
            f"新增邻居 {item.address}（AS {item.remote_as}，地址族 {families}）",
        )
    return within(one.owners, words)


def remote_as(one: Difference) -> Words:
    """``BGP, neighbour 10.0.0.1: moves from AS 1 to AS 2: the session is built anew``."""
    words = Words(
        f"AS changes from {one.old} to {one.new}: the session is built anew",
        f"AS 由 {one.old} 改为 {one.new}，会话将重建",
    )
    return within(one.owners, words)


DIFFERENCES = {(Neighbor, "remote_as"): remote_as}
PRESENCES = {StaticRoute: static_route, Neighbor: neighbor}
