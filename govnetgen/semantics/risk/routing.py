"""Routes and routing neighbours: the default route, sessions that are built anew."""

from collections.abc import Iterator

from govnetgen.model.device.interface import Interface
from govnetgen.model.secret import Secret
from govnetgen.semantics.change import Action, Change, Words
from govnetgen.semantics.risk.risk import Compared, Level, Risk, Situation, because, first_of

TITLES = {
    "default-route": Words("the default route is touched", "缺省路由受影响"),
    "neighbor-reset": Words("a routing neighbour is reset", "路由邻居重置"),
}

_BGP_SESSION = frozenset({"remote_as", "source_interface", "multihop", "secret", "families"})
"""Fields of a neighbour that end its session (RFC 4271 8: the connection's parameters and its OPEN message)."""
_OSPF_ADJACENCY = frozenset({"area", "point_to_point", "passive", "authentication"})
"""Fields of an interface's OSPF that hellos must agree on, or that silence it (RFC 2328 10.5)."""
_ISIS_ADJACENCY = frozenset({"process", "point_to_point", "passive", "secret"})
_BELOW = frozenset({"addresses", "vrf", "mtu", "enabled", "vlan", "switchport"})
"""Fields of an interface that end what is spoken over it (RFC 2328 10.6: an MTU that differs, too)."""
_OTHER_END = Words("neighbours are lost until the other end has the same key", "对端改为相同密钥之前，邻居将中断")
_EVERYWHERE = ("0.0.0.0/0 ", "::/0 ")
_PROCESS = frozenset({"router_id", "vrf", "network_entity", "level", "areas"})


def check(situation: Situation) -> Iterator[Risk]:
    """Find what makes traffic take another way, or none for a while."""
    for device in situation.compared:
        yield from _default_routes(device)
        yield from _neighbors(device)


def _default_routes(device: Compared) -> Iterator[Risk]:
    for change in device.under("static_routes"):
        if change.path[1].startswith(_EVERYWHERE):  # also where only a field of it changes
            level = Level.MEDIUM if change.action is Action.ADDED else Level.HIGH
            yield device.risk("default-route", level, change.words, change)
    for change in device.under("ospf"):
        if change.path[2:] == ("default_route",):
            yield device.risk("default-route", Level.HIGH, change.words, change)


def _neighbors(device: Compared) -> Iterator[Risk]:
    sessions: dict[tuple[str, ...], list[Change]] = {}
    spoken = frozenset(one.name for one in device.running.interfaces if _speaks(one))
    for change in device.changes:
        path = change.path
        below = path[0] == "interfaces" and (path[2:3] == () or (len(path) == 3 and path[2] in _BELOW))
        subject = (*path[:2], "ospf") if below and path[1] in spoken else _session(change)
        if subject is not None:
            sessions.setdefault(subject, []).append(change)
    for found in sessions.values():
        words = because(_OTHER_END, first_of(found)) if all(map(_is_key, found)) else first_of(found)
        yield device.risk("neighbor-reset", Level.MEDIUM, words, *found)


def _is_key(change: Change) -> bool:
    return isinstance(change.before, Secret) and isinstance(change.after, Secret)


def _speaks(interface: Interface) -> bool:
    """Tell whether neighbours are heard here."""
    isis = interface.isis is not None and not interface.isis.passive
    return isis or any(not one.passive for one in interface.ospf)


def _session(change: Change) -> tuple[str, ...] | None:
    """Return what is reset by a change, as a path; None where no neighbour notices."""
    path, gone = change.path, change.action is Action.REMOVED
    if path[0] == "bgp":
        return _bgp_session(change)
    if path[0] in ("ospf", "isis"):
        whole = len(path) <= 2
        if (whole and change.action is not Action.ADDED) or (not whole and path[2] in _PROCESS):
            return path[:2]
        return None
    if path[0] == "mpls":
        return path[:1]
    if path[0] != "interfaces" or len(path) < 3:
        return None
    if path[2] == "ospf":
        return path[:3] if (len(path) <= 4 and gone) or (len(path) > 4 and path[4] in _OSPF_ADJACENCY) else None
    if path[2] == "isis":
        return path[:3] if (len(path) == 3 and gone) or (len(path) > 3 and path[3] in _ISIS_ADJACENCY) else None
    return None


def _bgp_session(change: Change) -> tuple[str, ...] | None:
    path, gone = change.path, change.action is Action.REMOVED
    if len(path) == 1:
        return path if gone else None
    if path[1] in ("asn", "router_id", "cluster_id"):
        return path[:2]
    if "neighbors" not in path:
        return path[:3] if path[1] == "vrfs" and len(path) == 3 and gone else None
    place = path.index("neighbors")
    if len(path) == place + 2:
        return path if gone else None
    inner = path[place + 2] if len(path) > place + 2 else ""
    # filters of a family are applied by a route refresh (RFC 2918), the families themselves only by a new OPEN
    whole_family = inner == "families" and len(path) <= place + 4
    return path[: place + 2] if inner in _BGP_SESSION and (inner != "families" or whole_family) else None
